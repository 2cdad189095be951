/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What number formats of workbooks show; no workbook. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "import/numfmt.h"

static void
test_kind_of_a_code(void **state)
{
	static const struct {
		const char *code;
		enum numfmt_kind kind;
	} cases[] = {
		{ "", NUMFMT_GENERAL },
		{ "General", NUMFMT_GENERAL },
		{ "GENERAL", NUMFMT_GENERAL },
		{ "General\" soles\"", NUMFMT_GENERAL },
		{ "0", NUMFMT_NUMBER },
		{ "#,##0.00;[Red]-#,##0.00", NUMFMT_NUMBER },
		{ "0.00E+00", NUMFMT_NUMBER },
		{ "# ?"
		  "?/?"
		  "?",
			NUMFMT_NUMBER },
		{ "0\" días\"", NUMFMT_NUMBER },
		{ "0 \\d", NUMFMT_NUMBER },
		{ "0\"%\"", NUMFMT_NUMBER },
		{ ";;;", NUMFMT_GENERAL },
		{ "000000", NUMFMT_CODE },
		{ "[Blue]000000", NUMFMT_CODE },
		{ "000-000", NUMFMT_NUMBER },
		{ "0%", NUMFMT_PERCENT },
		{ "0.00\\ %", NUMFMT_PERCENT },
		{ "[Color10]0.0%;[Red]-0.0%", NUMFMT_PERCENT },
		{ "[$S/-280A]\\ #,##0.00", NUMFMT_MONEY },
		{ "\"S/\"#,##0.00", NUMFMT_MONEY },
		{ "S/ #,##0.00", NUMFMT_MONEY },
		{ "S/. #,##0.00", NUMFMT_MONEY },
		{ "_-[$S/-280A]* #,##0.00_-;-[$S/-280A]* #,##0.00_-;"
		  "_-[$S/-280A]* \"-\"?"
		  "?_-;_-@_-",
			NUMFMT_MONEY },
		{ "#,##0.00 [$€-407]", NUMFMT_MONEY },
		{ "[$USD] #,##0", NUMFMT_MONEY },
		{ "@", NUMFMT_TEXT },
		{ "dd/mm/yyyy", NUMFMT_DATE },
		{ "dd/mm/yyyy;@", NUMFMT_DATE },
		{ "[$-280A]d\" de \"mmmm\" de \"yyyy;@", NUMFMT_DATE },
		{ "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", NUMFMT_DATE },
		{ "[Red][>=43466]dd-mm-yy;[Blue]dd-mm-yy", NUMFMT_DATE },
		{ "dd/mm/aaaa", NUMFMT_DATE },
		{ "d-mmm", NUMFMT_DATE },
		{ "[$-411]ge.m.d", NUMFMT_DATE },
		{ "mmm-yy", NUMFMT_MONTH },
		{ "[$-280A]mmm\\-yyyy;@", NUMFMT_MONTH },
		{ "mm/yyyy", NUMFMT_MONTH },
		{ "yyyy", NUMFMT_YEAR },
		{ "dd/mm/yyyy hh:mm", NUMFMT_MOMENT },
		{ "d/m/yy h:mm AM/PM", NUMFMT_MOMENT },
		{ "yyyy-mm-dd\"T\"hh:mm:ss", NUMFMT_MOMENT },
		{ "[$-280A]dd/mm/yyyy\\ hh:mm:ss\\ AM/PM;@", NUMFMT_MOMENT },
		{ "h:mm", NUMFMT_TIME },
		{ "h:mm A/P", NUMFMT_TIME },
		{ "mm:ss", NUMFMT_TIME },
		{ "mm:ss.0", NUMFMT_TIME },
		{ "[h]:mm", NUMFMT_TIME },
		{ "[mm]", NUMFMT_TIME },
		{ "[ss].00", NUMFMT_TIME },
		{ "[$-F400]h:mm:ss\\ AM/PM", NUMFMT_TIME },
		/* cut ones are read as far as they go */
		{ "[$S/-280A", NUMFMT_MONEY },
		{ "\"0", NUMFMT_NUMBER },
		{ "0\\", NUMFMT_NUMBER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct numfmt f = numfmt_read(cases[i].code);

		if (numfmt_kind(&f) != cases[i].kind)
			fail_msg("%s: %d, not %d", cases[i].code,
				(int)numfmt_kind(&f), (int)cases[i].kind);
	}
}

static void
test_kind_of_a_number_of_a_format(void **state)
{
	static const struct {
		int first, last;
		enum numfmt_kind kind;
	} cases[] = {
		{ 0, 0, NUMFMT_GENERAL },
		{ 1, 4, NUMFMT_NUMBER },
		{ 5, 8, NUMFMT_MONEY },
		{ 9, 10, NUMFMT_PERCENT },
		{ 11, 13, NUMFMT_NUMBER },
		{ 14, 16, NUMFMT_DATE },
		{ 17, 17, NUMFMT_MONTH },
		{ 18, 21, NUMFMT_TIME },
		{ 22, 22, NUMFMT_MOMENT },
		{ 37, 41, NUMFMT_NUMBER },
		{ 42, 42, NUMFMT_MONEY },
		{ 43, 43, NUMFMT_NUMBER },
		{ 44, 44, NUMFMT_MONEY },
		{ 45, 47, NUMFMT_TIME },
		{ 48, 48, NUMFMT_NUMBER },
		{ 49, 49, NUMFMT_TEXT },
		{ -1, -1, NUMFMT_GENERAL },
		{ 99, 99, NUMFMT_GENERAL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (int id = cases[i].first; id <= cases[i].last; id++) {
			struct numfmt f = numfmt_builtin(id);

			if (numfmt_kind(&f) != cases[i].kind)
				fail_msg("%d: %d", id, (int)numfmt_kind(&f));
		}
}

static void
test_shortest(void **state)
{
	static const struct {
		const char *stored;
		const char *typed; /* NULL: no number */
	} cases[] = {
		{ "0.30000000000000004", "0.3" },
		{ "0.0099999999999999999998", "0.01" },
		{ "0.0700000000000000000003", "0.07" },
		{ "79.995999999999995", "79.996" },
		{ "12.5", "12.5" },
		{ "-12.50", "-12.5" },
		{ "007", "7" },
		{ "-0", "0" },
		{ "1.5E-2", "0.015" },
		{ "1E3", "1000" },
		{ "2.0548312345e+10", "20548312345" },
		{ "1.2345678901234568E+16", "12345678901234568" },
		{ "12345678901234567", "12345678901234567" },
		{ "123456789012345.67", "123456789012346" },
		{ "0.333333333333333314829616256247", "0.333333333333333" },
		{ "1e-400", "0" },
		{ ".5", "0.5" },
		{ "", NULL },
		{ ".", NULL },
		{ "1e", NULL },
		{ "1e999", NULL },
		{ "0x10", NULL },
		{ "nan", NULL },
		{ " 1", NULL },
		{ "1,5", NULL },
	};
	char out[NUMFMT_ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bool read = number_shortest(cases[i].stored, out, sizeof out);

		assert_int_equal(read, cases[i].typed != NULL);
		if (read)
			assert_string_equal(out, cases[i].typed);
	}
	/* No room, no half number. */
	assert_false(number_shortest("1e300", out, 20));
}

static void
said(const char *text, const char *words)
{
	if (!strstr(text, words))
		fail_msg("%s: %s", words, text);
}

static void
test_shown(void **state)
{
	static const struct {
		const char *code;
		const char *stored;
		bool from_1904;
		const char *text; /* NULL: refused .. */
		const char *said; /* .. with these words */
	} cases[] = {
		{ "0%", "0.8", false, "80%", NULL },
		{ "0%", "0.07", false, "7%", NULL },
		{ "0.00%", "0.30000000000000004", false, "30%", NULL },
		{ "0%", "0.0700000000000000000003", false, "7%", NULL },
		{ "0%", "0.79996", false, "79.996%", NULL },
		{ "0%", "0", false, "0%", NULL },
		{ "0%", "1.2", false, "120%", NULL },
		{ "[$S/-280A] #,##0.00", "1234.5", false, "1234.5", NULL },
		{ "000000", "7", false, "000007", NULL },
		{ "000000", "1234567", false, "1234567", NULL },
		{ "000000", "-7", false, "-7", NULL },
		{ "000000", "7.5", false, "7.5", NULL },
		{ "@", "7", false, "7", NULL },
		{ "General", "0.1", false, "0.1", NULL },
		{ "dd/mm/yyyy", "43678", false, "2019-08-01", NULL },
		{ "dd/mm/yyyy;@", "43678", false, "2019-08-01", NULL },
		{ "mmm-yy", "43678", false, "2019-08-01", NULL },
		{ "dd/mm/yyyy", "42216", true, "2019-08-01", NULL },
		{ "dd/mm/yyyy", "0", true, "1904-01-01", NULL },
		{ "dd/mm/yyyy", "61", false, "1900-03-01", NULL },
		{ "dd/mm/yyyy", "60", false, NULL, "29 de febrero" },
		{ "dd/mm/yyyy", "0", false, NULL, "29 de febrero" },
		{ "dd/mm/yyyy", "-1", true, NULL, "es negativo" },
		{ "dd/mm/yyyy", "2958465", false, "9999-12-31", NULL },
		{ "dd/mm/yyyy", "2958466", false, NULL, "9999" },
		{ "dd/mm/yyyy", "2957003", true, "9999-12-31", NULL },
		{ "dd/mm/yyyy", "2957004", true, NULL, "9999" },
		{ "dd/mm/yyyy", "2958465.9999", false, "9999-12-31", NULL },
		{ "dd/mm/yyyy", "1e300", false, NULL, "9999" },
		/* 1 August typed in Lima, as two programs store it */
		{ "dd/mm/yyyy", "43677.99958333", false, "2019-08-01", NULL },
		{ "dd/mm/yyyy", "43678.20833", false, "2019-08-01", NULL },
		{ "dd/mm/yyyy", "43677.99930556", false, "2019-08-01", NULL },
		{ "dd/mm/yyyy", "43677.99928241", false, "2019-07-31 23:58:58",
			NULL },
		{ "dd/mm/yyyy", "43678.00070", false, "2019-08-01", NULL },
		/* and what may be midnight in Greenwich */
		{ "dd/mm/yyyy", "43677.79125", false, "2019-07-31 18:59:24",
			NULL },
		{ "dd/mm/yyyy", "43678.434027777781", false,
			"2019-08-01 10:25:00", NULL },
		{ "dd/mm/yyyy hh:mm", "43678.434027777781", false,
			"2019-08-01 10:25:00", NULL },
		{ "dd/mm/yyyy hh:mm", "43677.99958333", false,
			"2019-07-31 23:59:24", NULL },
		{ "dd/mm/yyyy hh:mm", "43678.999999999", false,
			"2019-08-02 00:00:00", NULL },
		{ "dd/mm/yyyy hh:mm", "30.5", false, NULL, "29 de febrero" },
		{ "h:mm", "0.434027777781", false, "10:25", NULL },
		{ "h:mm:ss", "0.4340856481", false, "10:25:05", NULL },
		{ "h:mm", "43678.434027777781", false, "10:25", NULL },
		{ "[h]:mm", "1.4375", false, "34:30", NULL },
		{ "[h]:mm", "43678.5", false, "1048284:00", NULL },
		{ "[h]:mm", "-1", false, NULL, "como hora" },
		{ "[h]:mm", "1e200", false, NULL, "como hora" },
		/* the section that shows a number says what it is */
		{ "0%;0", "-3", false, "-3", NULL },
		{ "0.0%;-0.0%;\"-\"", "0", false, "0", NULL },
		{ "[<1]0%;0", "0.5", false, "50%", NULL },
		{ "[<1]0%;0", "50", false, "50", NULL },
		{ "[>=43466]dd/mm/yyyy;0", "12", false, "12", NULL },
		{ "[>=43466]dd/mm/yyyy;0", "43466", false, "2019-01-01", NULL },
		{ "[<>0]0%;0", "0", false, "0", NULL },
		{ "0%", "", false, NULL, "no es un número" },
		{ "0%", "1e999", false, NULL, "no es un número" },
	};
	struct numfmt_value out;
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct numfmt f = numfmt_read(cases[i].code);
		bool shown = numfmt_show(
			&f, cases[i].stored, cases[i].from_1904, &out, &err);

		if (shown != (cases[i].text != NULL))
			fail_msg("%s by %s: %s", cases[i].stored, cases[i].code,
				shown ? out.text : err.text);
		if (shown)
			assert_string_equal(out.text, cases[i].text);
		else
			said(err.text, cases[i].said);
	}
}

static void
test_seven_in_the_evening_is_doubtful(void **state)
{
	(void)state;
	assert_true(numfmt_is_doubtful_day("2019-07-31 18:59:24"));
	assert_true(numfmt_is_doubtful_day("2019-07-31 19:00:00"));
	assert_true(numfmt_is_doubtful_day("2019-07-31 19:01:00"));
	assert_false(numfmt_is_doubtful_day("2019-07-31 19:01:01"));
	assert_false(numfmt_is_doubtful_day("2019-07-31 18:58:59"));
	assert_false(numfmt_is_doubtful_day("2019-07-31"));
	assert_false(numfmt_is_doubtful_day(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind_of_a_code),
		cmocka_unit_test(test_kind_of_a_number_of_a_format),
		cmocka_unit_test(test_shortest),
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_seven_in_the_evening_is_doubtful),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
