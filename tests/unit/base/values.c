/* SPDX-License-Identifier: GPL-3.0-or-later */
/* money, ident, sha256, base64. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/err.h"
#include "base/ident.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/sha256.h"

static void
test_numbers(void **state)
{
	static const struct {
		const char *text;
		enum number_style style;
		const char *canonical; /* NULL: refused */
		bool percent;
	} cases[] = {
		{ "1,347,451.24", NUMBER_POINT, "1347451.24", false },
		{ "1'347,451.24", NUMBER_POINT, "1347451.24", false },
		{ "1\xe2\x80\x99"
		  "347,451.24",
			NUMBER_POINT, "1347451.24", false },
		{ "126 653", NUMBER_POINT, "126653", false },
		{ "126\xc2\xa0"
		  "653",
			NUMBER_POINT, "126653", false },
		{ "S/. 5,700.00", NUMBER_POINT, "5700.00", false },
		{ "S/5700", NUMBER_POINT, "5700", false },
		{ "US$ 12.50", NUMBER_POINT, "12.50", false },
		{ "50,4 %", NUMBER_COMMA, "50.4", true },
		{ "50.4%", NUMBER_POINT, "50.4", true },
		{ "80.00\xc2\xa0%", NUMBER_POINT, "80.00", true },
		{ "80,5\xc2\xa0%", NUMBER_COMMA, "80.5", true },
		{ "1.347.451,24", NUMBER_COMMA, "1347451.24", false },
		{ "-5", NUMBER_POINT, "-5", false },
		{ "\xe2\x88\x92"
		  "5",
			NUMBER_POINT, "-5", false },
		{ "-0.00", NUMBER_POINT, "0.00", false },
		{ "+7", NUMBER_POINT, "7", false },
		{ "007", NUMBER_POINT, "7", false },
		{ ".5", NUMBER_POINT, "0.5", false },
		{ "0.50", NUMBER_POINT, "0.50", false },
		{ "56,128", NUMBER_POINT, "56128", false },
		{ "0,5", NUMBER_POINT, NULL, false },
		{ "0.5", NUMBER_COMMA, NULL, false },
		{ "1,23,4", NUMBER_POINT, NULL, false },
		{ "1,2345", NUMBER_POINT, NULL, false },
		{ "1,347.451.24", NUMBER_POINT, NULL, false },
		{ "1 2", NUMBER_POINT, NULL, false },
		{ "1e400", NUMBER_POINT, NULL, false },
		{ "NaN", NUMBER_POINT, NULL, false },
		{ "Infinity", NUMBER_POINT, NULL, false },
		{ "0x10", NUMBER_POINT, NULL, false },
		{ "--5", NUMBER_POINT, NULL, false },
		{ "", NUMBER_POINT, NULL, false },
		{ "%", NUMBER_POINT, NULL, false },
		{ ".", NUMBER_POINT, NULL, false },
		{ "5 veces", NUMBER_POINT, NULL, false },
		{ "\xd9\xa3", NUMBER_POINT, NULL, false }, /* Arabic three */
		{ "11111111111111111111111111111111111111111111111111"
		  "111111111111111111111111111111111111111111111111111",
			NUMBER_POINT, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct err err = { 0 };
		char out[128];
		bool percent = false;
		bool ok = number_read(cases[i].text, cases[i].style, out,
			sizeof out, &percent, &err);

		if (ok != (cases[i].canonical != NULL))
			fail_msg("%s: %d %s", cases[i].text, ok, out);
		if (!ok)
			continue;
		assert_string_equal(out, cases[i].canonical);
		assert_int_equal(percent, cases[i].percent);
	}
}

static void
test_integers(void **state)
{
	static const char *const good[][2] = {
		{ "12", "12" },
		{ "1,234", "1234" },
		{ "3.0", "3" },
		{ "9223372036854775807", "9223372036854775807" },
		{ "-9223372036854775808", "-9223372036854775808" },
	};
	static const char *const bad[] = {
		"9223372036854775808",
		"-9223372036854775809",
		"1.5",
		"5%",
		"uno",
	};
	char out[32];

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		assert_true(integer_read(good[i][0], out, sizeof out, NULL));
		assert_string_equal(out, good[i][1]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(integer_read(bad[i], out, sizeof out, NULL));
}

static void
test_numbers_shown(void **state)
{
	static const char *const cases[][2] = {
		{ "1347451.24", "1,347,451.24" },
		{ "12", "12" },
		{ "-1000", "-1,000" },
		{ "123456", "123,456" },
		{ "0", "0" },
		{ "0.5", "0.5" },
	};
	char out[32], small[4];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		number_show(cases[i][0], out, sizeof out);
		assert_string_equal(out, cases[i][1]);
	}
	number_show("123456", small, sizeof small);
	assert_true(strlen(small) < sizeof small);
}

typedef enum ident_result ident_fn(const char *text, char *out, size_t room);

static void
test_idents(void **state)
{
	static const struct {
		ident_fn *read;
		const char *text;
		enum ident_result result;
		const char *out;
	} cases[] = {
		{ ident_ruc, "20131023414", IDENT_OK, "20131023414" },
		{ ident_ruc, "10254824220", IDENT_OK, "10254824220" },
		{ ident_ruc, "20131312955", IDENT_OK, "20131312955" },
		{ ident_ruc, "20-440374248", IDENT_OK, "20440374248" },
		{ ident_ruc, "20548328701", IDENT_WARN, "20548328701" },
		{ ident_ruc, "2013102341", IDENT_BAD, NULL },
		{ ident_ruc, "2013102341x", IDENT_BAD, NULL },
		{ ident_ruc, "201310234140", IDENT_BAD, NULL },
		{ ident_dni, "12345678", IDENT_OK, "12345678" },
		{ ident_dni, "12345678-1", IDENT_OK, "12345678" },
		{ ident_dni, "12345678-E", IDENT_OK, "12345678" },
		{ ident_dni, "17869245-c", IDENT_OK, "17869245" },
		{ ident_dni, "12345678-2", IDENT_WARN, "12345678" },
		{ ident_dni, "345678", IDENT_OK, "00345678" },
		{ ident_dni, "123456789", IDENT_BAD, NULL },
		{ ident_dni, "", IDENT_BAD, NULL },
		{ ident_ubigeo, "130101", IDENT_OK, "130101" },
		{ ident_ubigeo, "10101", IDENT_OK, "010101" },
		{ ident_ubigeo, "990101", IDENT_WARN, "990101" },
		{ ident_ubigeo, "1301", IDENT_BAD, NULL },
		{ ident_email, " a.b@regionl.gob.pe", IDENT_OK,
			"a.b@regionl.gob.pe" },
		{ ident_email, "a@b", IDENT_WARN, "a@b" },
		{ ident_email, "a@b@c.pe", IDENT_BAD, NULL },
		{ ident_email, "a b@c.pe", IDENT_BAD, NULL },
		{ ident_email, "(e-mail)", IDENT_BAD, NULL },
		{ ident_phone, "949 123 456", IDENT_OK, "949123456" },
		{ ident_phone, "+51 949-123-456", IDENT_OK, "949123456" },
		{ ident_phone, "(044) 231791", IDENT_OK, "044231791" },
		{ ident_phone, "231791", IDENT_OK, "231791" },
		{ ident_phone, "12345", IDENT_BAD, NULL },
		{ ident_phone, "(mobile)", IDENT_BAD, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char out[64] = "";
		enum ident_result r =
			cases[i].read(cases[i].text, out, sizeof out);

		if (r != cases[i].result)
			fail_msg("%s: %d", cases[i].text, (int)r);
		if (r != IDENT_BAD)
			assert_string_equal(out, cases[i].out);
	}
}

/* FIPS 180-4's examples. */
/* The vectors of RFC 4648, and every byte. */
static void
test_base64(void **state)
{
	static const struct {
		const char *bytes, *text;
	} v[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
		{ "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" } };
	struct buf text = { 0 }, back = { 0 };
	char all[257];

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		buf_reset(&text);
		buf_reset(&back);
		base64_put(&text, v[i].bytes, strlen(v[i].bytes));
		assert_string_equal(buf_text(&text), v[i].text);
		base64_take(&back, v[i].text);
		assert_string_equal(buf_text(&back), v[i].bytes);
	}
	for (int i = 0; i < 257; i++)
		all[i] = (char)i;
	buf_reset(&text);
	buf_reset(&back);
	base64_put(&text, all, sizeof all);
	buf_putc(&text, '\n');
	base64_take(&back, buf_text(&text));
	assert_int_equal(back.len, sizeof all);
	assert_memory_equal(back.data, all, sizeof all);
	buf_reset(&back);
	base64_take(&back, "Zm9v\nYm Fy");
	assert_string_equal(buf_text(&back), "foob");
	buf_free(&text);
	buf_free(&back);
}

static void
test_sha256(void **state)
{
	static const char *const cases[][2] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb924"
		      "27ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223"
			 "b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039"
			"a33ce45964ff2167f6ecedd419db06c1" },
	};
	struct sha256 h;
	char hex[SHA256_HEX], million[1000];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *p;

		sha256_begin(&h);
		for (p = cases[i][0]; *p; p++)
			sha256_add(&h, p, 1);
		sha256_end(&h, hex);
		assert_string_equal(hex, cases[i][1]);
	}
	memset(million, 'a', sizeof million);
	sha256_begin(&h);
	for (size_t i = 0; i < 1000; i++)
		sha256_add(&h, million, sizeof million);
	sha256_end(&h, hex);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67"
				 "f1809a48a497200e046d39ccc7112cd0");
}

/* What one value tells of the decimal sign of its column. */
static void
test_number_tells(void **state)
{
	static const struct {
		const char *text;
		enum number_sign tells;
	} cases[] = {
		{ "12", NUMBER_TELLS_NOTHING },
		{ "12.", NUMBER_TELLS_NOTHING },
		{ "pronto, ya", NUMBER_TELLS_NOTHING },
		{ "0.8", NUMBER_TELLS_POINT },
		{ ".5", NUMBER_TELLS_POINT },
		{ "1,234.5", NUMBER_TELLS_POINT },
		{ "1,234,567", NUMBER_TELLS_POINT },
		{ "1234.567", NUMBER_TELLS_POINT },
		{ "0.125", NUMBER_TELLS_POINT },
		{ "50,4", NUMBER_TELLS_COMMA },
		{ "50,4 %", NUMBER_TELLS_COMMA },
		{ "S/ 1.234,50", NUMBER_TELLS_COMMA },
		{ "0,125", NUMBER_TELLS_COMMA },
		{ "-0,125", NUMBER_TELLS_COMMA },
		{ "00,500", NUMBER_TELLS_COMMA },
		{ "1.234.567", NUMBER_TELLS_COMMA },
		{ "1234,567", NUMBER_TELLS_COMMA },
		{ "1,234", NUMBER_MAY_BE_COMMA },
		{ "-100,000", NUMBER_MAY_BE_COMMA },
		{ "1.234", NUMBER_MAY_BE_POINT },
		{ "1.500", NUMBER_MAY_BE_POINT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (number_tells(cases[i].text) != cases[i].tells)
			fail_msg("%s: %d", cases[i].text,
				(int)number_tells(cases[i].text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_numbers_shown),
		cmocka_unit_test(test_idents),
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_number_tells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
