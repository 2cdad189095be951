/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/err.h"

static const struct date today = { 2019, 5, 14 }; /* a Tuesday */

/* from, to in ISO, "" none; precision; doubtful. */
static const struct published {
	const char *text;
	const char *from;
	const char *to;
	enum date_precision precision;
	bool doubtful;
	const char *kept; /* NULL: as typed */
} published[] = {
	{ "25/07/2018", "2018-07-25", "2018-07-25", DATE_DAY, false, NULL },
	{ "10 de julio del 2018", "2018-07-10", "2018-07-10", DATE_DAY, false,
		NULL },
	{ "01 de Agosto del 2018", "2018-08-01", "2018-08-01", DATE_DAY, false,
		NULL },
	{ "17 de Agosto del 2018.", "2018-08-17", "2018-08-17", DATE_DAY, false,
		NULL },
	{ "Oct. 2018", "2018-10-01", "2018-10-31", DATE_MONTH, false, NULL },
	{ "Dic 2019", "2019-12-01", "2019-12-31", DATE_MONTH, false, NULL },
	{ "set-18", "2018-09-01", "2018-09-30", DATE_MONTH, false, NULL },
	/* what spreadsheets of other places leave as text */
	{ "set-2019", "2019-09-01", "2019-09-30", DATE_MONTH, false, NULL },
	{ "sep-2019", "2019-09-01", "2019-09-30", DATE_MONTH, false, NULL },
	{ "sep.-2019", "2019-09-01", "2019-09-30", DATE_MONTH, false, NULL },
	{ "sept-2019", "2019-09-01", "2019-09-30", DATE_MONTH, false, NULL },
	{ "setiembre-2019", "2019-09-01", "2019-09-30", DATE_MONTH, false,
		NULL },
	{ "septiembre-2019", "2019-09-01", "2019-09-30", DATE_MONTH, false,
		NULL },
	{ "01/set/2019", "2019-09-01", "2019-09-01", DATE_DAY, false, NULL },
	{ "jan-17", "2017-01-01", "2017-01-31", DATE_MONTH, false, NULL },
	{ "ene-17", "2017-01-01", "2017-01-31", DATE_MONTH, false, NULL },
	{ "ago-2019", "2019-08-01", "2019-08-31", DATE_MONTH, false, NULL },
	{ "Febrero del 2019", "2019-02-01", "2019-02-28", DATE_MONTH, false,
		NULL },
	{ "2019-08", "2019-08-01", "2019-08-31", DATE_MONTH, false, NULL },
	{ "08/2019", "2019-08-01", "2019-08-31", DATE_MONTH, false, NULL },
	{ "2019-08-15", "2019-08-15", "2019-08-15", DATE_DAY, false, NULL },
	{ "2019-08-15 00:00:00", "2019-08-15", "2019-08-15", DATE_DAY, false,
		NULL },
	{ "2019-08-15T00:00", "2019-08-15", "2019-08-15", DATE_DAY, false,
		NULL },
	{ "15-8-19", "2019-08-15", "2019-08-15", DATE_DAY, false, NULL },
	{ "15.08.2019", "2019-08-15", "2019-08-15", DATE_DAY, false, NULL },
	{ "15-ago-2019", "2019-08-15", "2019-08-15", DATE_DAY, false, NULL },
	{ "15/ago/19", "2019-08-15", "2019-08-15", DATE_DAY, false, NULL },
	{ "September 09th, 2016", "2016-09-09", "2016-09-09", DATE_DAY, false,
		NULL },
	{ "30 June 2015", "2015-06-30", "2015-06-30", DATE_DAY, false, NULL },
	{ "1° de enero de 2019", "2019-01-01", "2019-01-01", DATE_DAY, false,
		NULL },
	{ "mar 03/09/2019", "2019-09-03", "2019-09-03", DATE_DAY, false, NULL },
	{ "jue 15/08/2019", "2019-08-15", "2019-08-15", DATE_DAY, false, NULL },
	{ "20/11 del 2018", "2018-11-20", "2018-11-20", DATE_DAY, false, NULL },
	{ "07/11 al 14/11 del 2018", "2018-11-07", "2018-11-14", DATE_DAY,
		false, NULL },
	{ "Del 10/08 al 17/08 del 2018", "2018-08-10", "2018-08-17", DATE_DAY,
		false, NULL },
	{ "Del 10//08 al 10/10/2018", "2018-08-10", "2018-10-10", DATE_DAY,
		false, NULL },
	{ "From 05/09/16 To 07/10/16", "2016-09-05", "2016-10-07", DATE_DAY,
		false, NULL },
	{ "From 12 to 18/10/2016", "2016-10-12", "2016-10-18", DATE_DAY, false,
		NULL },
	{ "Del 06 al 09/12/2016", "2016-12-06", "2016-12-09", DATE_DAY, false,
		NULL },
	{ "10-17/08/2018", "2018-08-10", "2018-08-17", DATE_DAY, false, NULL },
	{ "10/08-17/08/2018", "2018-08-10", "2018-08-17", DATE_DAY, false,
		NULL },
	{ "10/08/2018 - 17/08/2018", "2018-08-10", "2018-08-17", DATE_DAY,
		false, NULL },
	{ "15 al 20 de agosto de 2018", "2018-08-15", "2018-08-20", DATE_DAY,
		false, NULL },
	{ "Oct. 2018-Jul. 2020", "2018-10-01", "2020-07-31", DATE_MONTH, false,
		NULL },
	{ "Ene - Mar 2019", "2019-01-01", "2019-03-31", DATE_MONTH, false,
		NULL },
	{ "Oct - 2018", "2018-10-01", "2018-10-31", DATE_MONTH, false, NULL },
	{ "2018-2020", "2018-01-01", "2020-12-31", DATE_YEAR, false, NULL },
	{ "2019", "2019-01-01", "2019-12-31", DATE_YEAR, false, NULL },
	{ "2019-Q1", "2019-01-01", "2019-03-31", DATE_QUARTER, false, NULL },
	{ "II-2019", "2019-04-01", "2019-06-30", DATE_QUARTER, false, NULL },
	{ "I Trim. 2019", "2019-01-01", "2019-03-31", DATE_QUARTER, false,
		NULL },
	{ "cuarto trimestre del 2018", "2018-10-01", "2018-12-31", DATE_QUARTER,
		false, NULL },
	{ "I semestre 2019", "2019-01-01", "2019-06-30", DATE_MONTH, false,
		NULL },
	{ "desde el 26 de julio del 2018, permanentemente", "2018-07-26", "",
		DATE_OPEN, false, NULL },
	{ "26/07/2018 en adelante", "2018-07-26", "", DATE_OPEN, false, NULL },
	{ "a partir de agosto 2018", "2018-08-01", "", DATE_OPEN, false, NULL },
	/* doubtful ones */
	{ "26/07/2018 al 31/12/1018", "2018-07-26", "", DATE_OPEN, true, NULL },
	{ "Del 10/10 al 07/10 del 2018", "2018-10-07", "2018-10-10", DATE_DAY,
		true, NULL },
	{ "Oct. 2018-Mar. 2018", "2018-03-01", "2018-10-31", DATE_MONTH, true,
		NULL },
	{ "Viernes 02/09/19 al Lunes 19/09/16", "2016-09-19", "2019-09-02",
		DATE_DAY, true, NULL },
	{ "lunes 03/09/2019", "2019-09-03", "2019-09-03", DATE_DAY, true,
		NULL },
	{ "29/02/1900", "1900-02-01", "1900-02-28", DATE_MONTH, true, NULL },
	{ "31/04", "2019-04-01", "2019-04-30", DATE_MONTH, true, NULL },
	{ "31/04/2018", "2018-04-01", "2018-04-30", DATE_MONTH, true, NULL },
	{ "31/12/1018", "", "", DATE_OPEN, true, NULL },
	{ "09/25/2016", "2016-09-25", "2016-09-25", DATE_DAY, true, NULL },
	{ "40/40/2018", "2018-01-01", "2018-12-31", DATE_YEAR, true, NULL },
	{ "agosto 2019 (por confirmar)", "2019-08-01", "2019-08-31", DATE_MONTH,
		true, NULL },
	{ "ago-2019?", "2019-08-01", "2019-08-31", DATE_MONTH, true,
		"ago-2019" },
	{ "5?", "2019-05-05", "2019-05-05", DATE_DAY, true, "05/05/2019" },
	/* short forms keep the day they mean, not the letter */
	{ "h", "2019-05-14", "2019-05-14", DATE_DAY, false, "14/05/2019" },
	{ "a", "2019-05-13", "2019-05-13", DATE_DAY, false, "13/05/2019" },
	{ "m", "2019-05-01", "2019-05-01", DATE_DAY, false, "01/05/2019" },
	{ "f", "2019-05-31", "2019-05-31", DATE_DAY, false, "31/05/2019" },
	{ "t", "2019-04-01", "2019-04-01", DATE_DAY, false, "01/04/2019" },
	{ "T", "2019-06-30", "2019-06-30", DATE_DAY, false, "30/06/2019" },
	{ "5", "2019-05-05", "2019-05-05", DATE_DAY, false, "05/05/2019" },
	{ "0503", "2019-03-05", "2019-03-05", DATE_DAY, false, "05/03/2019" },
	{ "5/3", "2019-03-05", "2019-03-05", DATE_DAY, false, "05/03/2019" },
	{ "15082019", "2019-08-15", "2019-08-15", DATE_DAY, false,
		"15/08/2019" },
	{ "20190815", "2019-08-15", "2019-08-15", DATE_DAY, false,
		"15/08/2019" },
	{ "Agosto\n2019", "2019-08-01", "2019-08-31", DATE_MONTH, false,
		"Agosto 2019" },
};

static void
test_published(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
		const struct published *c = &published[i];
		struct partial_date p;
		struct err err = { 0 };
		char from[16], to[16];

		if (!partial_read(c->text, today, &p, &err))
			fail_msg("%s: %s", c->text, err.text);
		date_iso(p.from, from, sizeof from);
		date_iso(p.to, to, sizeof to);
		if (strcmp(from, c->from) || strcmp(to, c->to) ||
			p.precision != c->precision ||
			p.doubtful != c->doubtful)
			fail_msg("%s: %s..%s %s%s (%s)", c->text, from, to,
				precision_name(p.precision),
				p.doubtful ? " doubtful" : "", p.doubt);
		assert_string_equal(p.text, c->kept ? c->kept : c->text);
		assert_int_equal(p.doubtful, p.doubt[0] != '\0');
	}
}

static const char *const unreadable[] = {
	"",
	"?",
	"pronto",
	"por definir",
	"Permanente",
	"43313",
	"59",
	"99",
	"2 veces por semana",
	"infinity",
	"-",
	"//",
	"1e400",
	"NaN",
	"44 BC",
	"100 a. C.",
	"999999999999999999999",
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx2019",
};

static void
test_unreadable(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++) {
		struct partial_date p;
		struct err err = { 0 };

		if (partial_read(unreadable[i], today, &p, &err))
			fail_msg("read: %s", unreadable[i]);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_true(err.text[0]);
	}
}

static void
test_one_day(void **state)
{
	static const struct {
		const char *text;
		const char *iso; /* NULL: refused */
	} cases[] = {
		{ "15/08/2019", "2019-08-15" },
		{ " 15-8-19 ", "2019-08-15" },
		{ "2019-08-15", "2019-08-15" },
		{ "15 de agosto del 2019", "2019-08-15" },
		{ "5", "2019-05-05" },
		{ "0503", "2019-03-05" },
		{ "2010", "2019-10-20" },
		{ "150819", "2019-08-15" },
		{ "h", "2019-05-14" },
		{ "T", "2019-06-30" },
		{ "29/02/2016", "2016-02-29" },
		{ "29/02/1900", NULL },
		{ "31/04", NULL },
		{ "31/04/2019", NULL },
		{ "3113", NULL },
		{ "ago-2019", NULL },
		{ "2019", NULL },
		{ "h?", NULL },
		{ "10 al 12/08/2019", NULL },
		{ "", NULL },
		{ "infinity", NULL },
		{ "31/12/1018", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct date d = { 0 };
		struct err err = { 0 };
		char iso[16];
		bool ok = date_read(cases[i].text, today, &d, &err);

		if (ok != (cases[i].iso != NULL))
			fail_msg("%s: %d %s", cases[i].text, ok, err.text);
		date_iso(d, iso, sizeof iso);
		if (ok)
			assert_string_equal(iso, cases[i].iso);
		else
			assert_true(err.text[0]);
	}
}

static void
test_calendar(void **state)
{
	struct date d = { 1900, 1, 1 };
	char text[32];
	int weekday = 0;

	(void)state;
	/* 1900-01-01 was a Monday; 200 years are 73,049 days. */
	for (int i = 0; i < 73049; i++) {
		assert_int_equal(date_weekday(d), weekday);
		assert_true(date_is_valid(d));
		d = date_add_days(d, 1);
		weekday = (weekday + 1) % 7;
	}
	assert_int_equal(d.year, 2100);
	assert_int_equal(d.month, 1);
	assert_int_equal(d.day, 1);
	d = date_add_days(d, -73049);
	assert_int_equal(d.year, 1900);
	d = date_add_months((struct date){ 2019, 1, 31 }, 1);
	date_show(d, text, sizeof text);
	assert_string_equal(text, "28/02/2019");
	d = date_add_months((struct date){ 2019, 3, 31 }, -13);
	date_echo(d, text, sizeof text);
	assert_string_equal(text, "mié 28/02/2018");
	d = date_add_days((struct date){ 1, 1, 1 }, -5);
	assert_int_equal(d.year, 1);
	d = date_add_months((struct date){ 9999, 12, 1 }, 5);
	assert_int_equal(d.year, 9999);
	assert_false(date_from_iso("2019-13-01", &d));
	assert_false(date_from_iso("2019-02-29", &d));
	assert_false(date_from_iso("2019-2-9", &d));
	assert_true(date_from_iso("2020-02-29", &d));
}

static void
test_shown(void **state)
{
	struct partial_date p = {
		.from = { 2019, 4, 1 },
		.to = { 2019, 6, 30 },
		.precision = DATE_QUARTER,
	};
	char text[128];

	(void)state;
	partial_show(&p, text, sizeof text);
	assert_string_equal(text, "II-2019");
	p.precision = DATE_MONTH;
	partial_show(&p, text, sizeof text);
	assert_string_equal(text, "abr-2019 al jun-2019");
	p = (struct partial_date){ .text = "Oct. 2018" };
	partial_show(&p, text, sizeof text);
	assert_string_equal(text, "Oct. 2018");
	p = (struct partial_date){ 0 };
	partial_show(&p, text, sizeof text);
	assert_string_equal(text, "");
}

/* As published, and what stands in a narrow column for it. */
static const struct {
	const char *text;
	const char *narrow;
} narrow[] = {
	{ "25 de julio del 2018", "25/07/2018" },
	{ "25 de julio del 2018?", "25/07/2018?" },
	{ "Del 10 al 12/08/2019", "10-12/08/2019" },
	{ "28/02 al 03/03 del 2019", "28/02-03/03/2019" },
	{ "28/12/2018 al 03/01/2019", "28/12/2018-03/01/2019" },
	{ "Octubre del 2018", "oct-2018" },
	{ "II Trimestre 2019", "II-2019" },
	{ "2019", "2019" },
	{ "desde el 26 de julio del 2018, permanentemente", "26/07/2018" },
};

static void
test_narrow(void **state)
{
	struct partial_date p;
	char text[64];
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof narrow / sizeof narrow[0]; i++) {
		assert_true(partial_read(narrow[i].text, today, &p, &err));
		partial_short(&p, text, sizeof text);
		assert_string_equal(text, narrow[i].narrow);
	}
}

static void
test_period(void **state)
{
	static const struct {
		const char *text;
		const char *key; /* NULL: refused */
		const char *shown;
	} cases[] = {
		{ "2019-Q1", "2019-Q1", "I Trim. 2019" },
		{ "2019", "2019", "2019" },
		{ "2019-I", "2019-Q1", "I Trim. 2019" },
		{ "I-2019", "2019-Q1", "I Trim. 2019" },
		{ "2019-T1", "2019-Q1", "I Trim. 2019" },
		{ "1T2019", "2019-Q1", "I Trim. 2019" },
		{ "I Trim. 2019", "2019-Q1", "I Trim. 2019" },
		{ "IV Trimestre 2018", "2018-Q4", "IV Trim. 2018" },
		{ "3er trimestre del 2018", "2018-Q3", "III Trim. 2018" },
		{ "iii-18", "2018-Q3", "III Trim. 2018" },
		{ "2019-Q5", NULL, NULL },
		{ "Q1", NULL, NULL },
		{ "ago-2019", NULL, NULL },
		{ "", NULL, NULL },
		{ "1018-Q1", NULL, NULL },
		{ "I semestre 2019", NULL, NULL },
		{ "2019-Q1 y algo", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct period p;
		struct err err = { 0 };
		char text[32];
		bool ok = period_read(cases[i].text, &p, &err);

		if (ok != (cases[i].key != NULL))
			fail_msg("%s: %d", cases[i].text, ok);
		if (!ok)
			continue;
		period_key(p, text, sizeof text);
		assert_string_equal(text, cases[i].key);
		period_show(p, text, sizeof text);
		assert_string_equal(text, cases[i].shown);
	}
}

static void
test_hour(void **state)
{
	static const char *const wrong[] = { "", "10:60", "24:00", "24",
		"-1:30", "10:3x", "10:3", "12345", "13:00 p.m.", "0 a.m.",
		"9 p.x.", "a.m.", "9:30 am pm", "9:30:", "2460" };
	static const struct {
		const char *text;
		int minute;
	} right[] = { { "09:05", 545 }, { "9:05", 545 }, { "905", 545 },
		{ "0905", 545 }, { "9.05", 545 }, { "9h05", 545 }, { "9", 540 },
		{ "09:05:00", 545 }, { "10:25 a.m.", 625 },
		{ "2:05 p. m.", 845 }, { "12 am", 0 }, { "12:30PM", 750 },
		{ "23:59", 1439 } };
	char shown[8];
	int minute = -1;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(hour_read(wrong[i], &minute));
	assert_int_equal(minute, -1);
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		assert_true(hour_read(right[i].text, &minute));
		assert_int_equal(minute, right[i].minute);
	}
	assert_true(hour_read("09:05", &minute));
	hour_show(minute, shown, sizeof shown);
	assert_string_equal(shown, "09:05");
}

/* Which of day and month stands first, and the one put for the other. */
static void
test_order(void **state)
{
	static const struct {
		const char *text;
		unsigned tells;
		const char *swapped;
	} cases[] = {
		{ "12/31/2019", DATE_TELLS_MONTH, "31/12/2019" },
		{ "31/12/2019", DATE_TELLS_DAY, "12/31/2019" },
		{ "1/2/19", 0, "2/1/19" },
		{ "12-31-2019 10:30", DATE_TELLS_MONTH, "31-12-2019 10:30" },
		{ "2019-12-31", 0, "2019-12-31" },
		{ "ago-2019", 0, "ago-2019" },
		{ "08/2019", 0, "08/2019" },
		{ "32/13/2019", 0, "13/32/2019" },
		{ "Del 8/25 al 10/31/2018", DATE_TELLS_MONTH,
			"Del 25/8 al 31/10/2018" },
		{ "10//12//2018", 0, "12//10//2018" },
		{ "12/31/2019 o 31/12/2019", DATE_TELLS_DAY | DATE_TELLS_MONTH,
			"31/12/2019 o 12/31/2019" },
		{ "1.2.3.4", 0, "1.2.3.4" },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(date_tells(cases[i].text), cases[i].tells);
		assert_true(date_swap(cases[i].text, out, sizeof out));
		assert_string_equal(out, cases[i].swapped);
	}
	assert_false(date_swap("12/31/2019", out, 8));
}

static void
test_short_forms(void **state)
{
	static const char *const shorts[] = { "h", "hoy", "a", "ayer", "m", "f",
		"t", "T", "1", "19", "0503", "050319", "201" };
	static const char *const whole[] = { "", "2019", "20190305", "43466",
		"ago", "5/3", "15/08/2019" };

	(void)state;
	for (size_t i = 0; i < sizeof shorts / sizeof shorts[0]; i++)
		if (!date_is_short(shorts[i]))
			fail_msg("%s", shorts[i]);
	for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
		if (date_is_short(whole[i]))
			fail_msg("%s", whole[i]);
}

static void
test_moment(void **state)
{
	static const char *const wrong[] = { "", "10:25", "13/04/2018 25:00",
		"13/04/2018 a las", "31/02/2018 10:25", "13/04/2018 10:25 x",
		"13/04/2018 10:25 10:26" };
	static const struct {
		const char *text;
		const char *iso;
		int minute;
	} right[] = { { "13/04/2018", "2018-04-13", -1 },
		{ "13/04/2018 10:25 a.m.", "2018-04-13", 625 },
		{ "13/04/2018 10:25 p. m.", "2018-04-13", 1345 },
		{ "13/04/2018, 10.25", "2018-04-13", 625 },
		{ "13/04/2018 - 10:25 hrs.", "2018-04-13", 625 },
		{ "13/04/2018 a las 9h05", "2018-04-13", 545 },
		{ "13/04/2018 1625 h", "2018-04-13", 985 },
		{ "2018-04-13T00:00:00", "2018-04-13", 0 },
		{ "2018-04-13 23:59", "2018-04-13", 1439 },
		{ "13 de abril del 2018 10:25 horas", "2018-04-13", 625 },
		{ "13 de abril del 2018", "2018-04-13", -1 },
		{ "13 abril 2018", "2018-04-13", -1 },
		{ "13-4-2018 1025", "2018-04-13", 625 } };
	struct date day;
	char iso[11];
	int minute;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct err err = { 0 };

		if (moment_read(wrong[i], today, &day, &minute, &err))
			fail_msg("%s", wrong[i]);
		assert_int_not_equal(err.text[0], '\0');
	}
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		struct err err = { 0 };

		if (!moment_read(right[i].text, today, &day, &minute, &err))
			fail_msg("%s: %s", right[i].text, err.text);
		date_iso(day, iso, sizeof iso);
		assert_string_equal(iso, right[i].iso);
		assert_int_equal(minute, right[i].minute);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hour),
		cmocka_unit_test(test_moment),
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_one_day),
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_period),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_short_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
