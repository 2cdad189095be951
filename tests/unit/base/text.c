/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mem, str, utf8, fold, key, statement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/err.h"
#include "base/key.h"
#include "base/mem.h"
#include "base/statement.h"
#include "base/str.h"
#include "base/utf8.h"

static void
test_arena(void **state)
{
	struct arena *arena = arena_new();
	char *a = arena_strdup(arena, "año");
	int *v = arena_array(arena, 3, sizeof *v);

	(void)state;
	assert_string_equal(a, "año");
	assert_null(arena_strdup(arena, NULL));
	assert_int_equal(v[2], 0);
	v[0] = 7;
	v = arena_grow(arena, v, 3, 300, sizeof *v);
	assert_int_equal(v[0], 7);
	assert_int_equal(v[299], 0);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal((uintptr_t)arena_alloc(arena, i) % 8, 0);
	assert_string_equal(arena_printf(arena, "%d/%s", 3, "x"), "3/x");
	arena_reset(arena);
	assert_string_equal(arena_strndup(arena, "abcdef", 2), "ab");
	arena_free(arena);
}

static void
test_buf(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_string_equal(buf_text(&b), "");
	buf_puts(&b, "uno");
	buf_putc(&b, ' ');
	buf_printf(&b, "%s", "dos");
	assert_string_equal(buf_text(&b), "uno dos");
	buf_reset(&b);
	assert_string_equal(buf_text(&b), "");
	buf_free(&b);
}

static void
test_str(void **state)
{
	struct arena *arena = arena_new();
	struct buf b = { 0 };
	struct csv_out csv = { .out = &b, .delimiter = ';' };
	char out[6];
	char **parts;
	size_t n;
	long v;

	(void)state;
	assert_true(str_eq(NULL, NULL));
	assert_false(str_eq("", NULL));
	assert_true(str_is_blank("\xc2\xa0 \n"));
	assert_string_equal(str_trim(arena, "\xc2\xa0 a b \xc2\xa0"), "a b");
	assert_string_equal(str_trim(arena, "  "), "");
	assert_false(str_copy(out, sizeof out, "ñañañ"));
	assert_string_equal(out, "ñañ");
	assert_false(str_copy(out, 5, "ñañañ"));
	assert_string_equal(out, "ña");
	parts = str_split(arena, " a, b ,,c", ',', &n);
	assert_int_equal(n, 4);
	assert_string_equal(parts[1], "b");
	assert_string_equal(parts[2], "");
	assert_null(parts[4]);
	assert_string_equal(
		str_quote_ident(arena, "a\"; drop"), "\"a\"\"; drop\"");
	assert_string_equal(
		str_quote_name(arena, "plan.goal"), "\"plan\".\"goal\"");
	assert_string_equal(str_quote_name(arena, "goal"), "\"goal\"");
	assert_true(str_to_long("0042", 42, &v));
	assert_int_equal(v, 42);
	assert_false(str_to_long("43", 42, &v));
	assert_false(str_to_long("-1", 42, &v));
	assert_false(str_to_long("", 42, &v));
	str_json(&b, "a\"\\\n\x01\x7f"
		     "bn");
	assert_string_equal(buf_text(&b), "\"a\\\"\\\\\\n\\u0001\\u007fbn\"");
	buf_reset(&b);
	csv_text(&csv, "=1+1");
	csv_text(&csv, "a;\"b\"");
	csv_number(&csv, "-5");
	csv_line(&csv);
	csv_text(&csv, NULL);
	csv_text(&csv, "x");
	csv_line(&csv);
	assert_string_equal(
		buf_text(&b), "\"'=1+1\";\"a;\"\"b\"\"\";-5\r\n;x\r\n");
	buf_free(&b);
	arena_free(arena);
}

static void
test_err(void **state)
{
	struct err err = { 0 };
	char many[2000];

	(void)state;
	assert_false(err_set(NULL, ERR_BUG, NULL, "x"));
	memset(many, 0, sizeof many);
	while (strlen(many) < 1500)
		strncat(many, "ñ", 3);
	assert_false(err_set(&err, ERR_RULE, "campo", "a%s", many));
	assert_int_equal(
		utf8_valid(err.text, strlen(err.text)), strlen(err.text));
	assert_true(strlen(err.text) >= sizeof err.text - 3);
	assert_string_equal(err.field, "campo");
	assert_int_equal(err_exit_code(&err), 3);
}

static void
test_clean(void **state)
{
	static const struct {
		const char *in;
		const char *out;
		bool lines;
	} cases[] = {
		{ "Año N° 3 «x» €", "Año N° 3 «x» €", false },
		{ "a\nb", "a\nb", true },
		{ "a\nb",
			"a\xef\xbf\xbd"
			"b",
			false },
		{ "a\tb", "a b", false },
		{ "\x1b[2J", "\xef\xbf\xbd[2J", true },
		{ "\x1b]52;c;x\x07", "\xef\xbf\xbd]52;c;x\xef\xbf\xbd", true },
		{ "a\rb\bc\x7f",
			"a\xef\xbf\xbd"
			"b\xef\xbf\xbd"
			"c\xef\xbf\xbd",
			true },
		{ "\xc2\x9b"
		  "6n",
			"\xef\xbf\xbd"
			"6n",
			true }, /* C1 CSI */
		{ "\x9b"
		  "6n",
			"\xef\xbf\xbd"
			"6n",
			true },
		{ "\xe2\x80\xae"
		  "x",
			"\xef\xbf\xbd"
			"x",
			true },				  /* U+202E */
		{ "\xe2\x81\xa6", "\xef\xbf\xbd", true }, /* U+2066 */
		{ "a\xe2\x80\x8d"
		  "b",
			"a\xef\xbf\xbd"
			"b",
			true },				      /* ZWJ */
		{ "\xe2\x80\xa8", "\xef\xbf\xbd", true },     /* U+2028 */
		{ "\xee\x80\x80", "\xef\xbf\xbd", true },     /* U+E000 */
		{ "\xf3\xa0\x81\x81", "\xef\xbf\xbd", true }, /* tag A */
		{ "\xef\xbb\xbf"
		  "a",
			"\xef\xbf\xbd"
			"a",
			true },					  /* BOM */
		{ "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", true }, /* overlong */
		{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
			true },
		{ "e\xcc\x81", "e\xcc\x81", true }, /* NFD é */
		{ "\xcc\x81"
		  "e",
			"\xef\xbf\xbd"
			"e",
			true },
		{ "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
			"e\xcc\x81\xcc\x81\xcc\x81\xcc\x81", true },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = strlen(cases[i].in);

		assert_int_equal(
			utf8_clean(cases[i].in, n, cases[i].lines, out),
			strlen(cases[i].out));
		assert_string_equal(out, cases[i].out);
		assert_int_equal(utf8_is_clean(cases[i].in, n, cases[i].lines),
			strcmp(cases[i].in, cases[i].out) == 0);
	}
	assert_int_equal(utf8_clean("a\0b", 3, true, out), 5);
}

/* Whatever the code point: cleaning twice changes nothing more, and what is
 * left is no control. */
static void
test_clean_every_code_point(void **state)
{
	uint32_t cp;

	(void)state;
	for (cp = 0; cp <= 0x10ffff; cp++) {
		char text[8] = "a", out[32], again[96];
		size_t n = 1 + utf8_encode(cp, text + 1);
		size_t len = utf8_clean(text, n, true, out);

		assert_int_equal(utf8_valid(out, len), len);
		assert_true(utf8_is_clean(out, len, true));
		assert_int_equal(utf8_clean(out, len, true, again), len);
		assert_memory_equal(out, again, len);
		if (cp < 0x20 && cp != '\n')
			assert_null(memchr(out, (int)cp, len));
	}
}

static void
test_walk(void **state)
{
	const char *s = "ne\xcc\x81ñ漢";
	size_t n = strlen(s), at = 0, stops[] = { 1, 4, 6, 9 }, i;

	(void)state;
	for (i = 0; i < 4; i++) {
		at = utf8_next(s, n, at);
		assert_int_equal(at, stops[i]);
	}
	assert_int_equal(utf8_next(s, n, at), n);
	for (i = 3; i > 0; i--) {
		at = utf8_prev(s, at);
		assert_int_equal(at, stops[i - 1]);
	}
	assert_int_equal(utf8_prev(s, at), 0);
	assert_int_equal(utf8_prev(s, 0), 0);
	assert_int_equal(utf8_width(s, n), 5);
	assert_int_equal(utf8_fit(s, n, 4), 6);
	assert_int_equal(utf8_fit(s, n, 5), 9);
	assert_int_equal(utf8_fit(s, n, 0), 0);
	/* Between words; a word that is too long is cut, one code point at
	 * least goes. */
	assert_int_equal(utf8_fit_words("año uno", 8, 6), 4);
	assert_int_equal(utf8_fit_words("año uno", 8, 7), 8);
	assert_int_equal(utf8_fit_words("añouno", 7, 3), 4);
	assert_int_equal(utf8_fit_words("ño", 3, 0), 2);
}

static void
test_fold(void **state)
{
	static const struct {
		const char *in;
		const char *folded;
		const char *heading;
	} cases[] = {
		{ "Año N°", "ano n°", "anon" },
		{ "ÁÉÍÓÚÜÑ áéíóúüñ Ç", "aeiouun aeiouun c", "aeiouunaeiouunc" },
		{ "Jose\xcc\x81", "jose", "jose" },
		{ "Fecha de inicio.", "fecha de inicio.", "fechadeinicio" },
		{ "COMPROMISO  N\xc2\xba:", "compromiso  nº:", "compromison" },
		{ "3 × 4", "3 × 4", "3×4" },
		{ "Cañón Øre Łódź", "canon Øre Łodź", "canonØreŁodź" },
		{ "12 – 3’", "12 - 3'", "123" },
		{ "", "", "" },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		utf8_fold(cases[i].in, out, sizeof out);
		assert_string_equal(out, cases[i].folded);
		utf8_fold_heading(cases[i].in, out, sizeof out);
		assert_string_equal(out, cases[i].heading);
	}
	assert_true(utf8_is_same("AÑO N°", "Año n°"));
	assert_false(utf8_is_same("año", "años"));
	assert_false(utf8_is_same(NULL, "año"));
	assert_true(utf8_begins_with("Publicación", "PUBLICACI"));
	assert_false(utf8_begins_with("Publi", "publicación"));
	utf8_fold("abc", out, 3);
	assert_string_equal(out, "ab");
	assert_int_equal(utf8_accent('u'), 0xfa);
	assert_int_equal(utf8_accent(0xfa), 0xfc);
	assert_int_equal(utf8_accent(0xfc), 'u');
	assert_int_equal(utf8_accent('x'), 'x');
	assert_int_equal(utf8_ascii(0xe1), 'a');
	assert_int_equal(utf8_ascii(0xd1), 'N');
	assert_int_equal(utf8_ascii(0xb0), 'o');
	assert_int_equal(utf8_ascii(0x2500), '-');
	assert_int_equal(utf8_ascii(0x6f22), '?');
}

static void
test_keys(void **state)
{
	static const struct {
		key_code key;
		const char *name;
		const char *other;
	} cases[] = {
		{ K_F1, "F1", "f1" },
		{ K_F12, "F12", "F12" },
		{ K_CTRL('S'), "Ctrl-S", "ctrl-s" },
		{ K_TAB, "Tab", "tab" },
		{ K_ENTER, "Enter", "intro" },
		{ K_PGUP, "RePág", "pgup" },
		{ K_DELETE, "Supr", "Delete" },
		{ K_CANCEL, "Esc Esc", "cancel" },
		{ K_ALT('2'), "Esc 2", "esc 2" },
		{ K_ALT(':'), "Esc :", "Esc :" },
		{ 'a', "a", "a" },
		{ 0xf1, "ñ", "ñ" },
		{ ' ', "Espacio", "space" },
		{ K_BACKTAB, "Mayús-Tab", "shift-tab" },
	};
	char name[64];
	key_code key;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_string_equal(key_name(cases[i].key, name, sizeof name),
			cases[i].name);
		assert_true(key_read(cases[i].name, &key));
		assert_int_equal(key, cases[i].key);
		assert_true(key_read(cases[i].other, &key));
		assert_int_equal(key, cases[i].key);
	}
	assert_false(key_read("F13", &key));
	assert_false(key_read("", &key));
	assert_false(key_read("nada", &key));
	assert_false(key_is_text(K_TAB));
	assert_false(key_is_text(K_F1));
	assert_true(key_is_text(0xf1));
}

static void
test_statements(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };

	(void)state;
	for (int i = 0; i < 20; i++)
		statements_addv(&list, "select $1, $2", 2, "a", NULL);
	assert_int_equal(list.n, 20);
	assert_string_equal(list.v[19].values[0], "a");
	assert_null(list.v[19].values[1]);
	arena_free(arena);
}

/* What a spreadsheet would work out is text, and what would end a cell is
 * kept in it. */
static void
test_csv_cells(void **state)
{
	static const struct {
		const char *text, *guarded, *plain;
	} csv[] = {
		{ "=1", "\"'=1\"", "=1" },
		{ "+1", "\"'+1\"", "+1" },
		{ "-1", "\"'-1\"", "-1" },
		{ "@a", "\"'@a\"", "@a" },
		{ "\ta", "\"'\ta\"", "\ta" },
		{ "\ra", "\"'\ra\"", "\"\ra\"" },
		{ "a=1", "a=1", "a=1" },
		{ "a,b", "\"a,b\"", "\"a,b\"" },
		{ "a\"b", "\"a\"\"b\"", "\"a\"\"b\"" },
		{ "a\nb", "\"a\nb\"", "\"a\nb\"" },
		{ " a", "\" a\"", "\" a\"" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof csv / sizeof csv[0]; i++) {
		struct buf text = { 0 }, number = { 0 };

		csv_text(&(struct csv_out){ .out = &text, .delimiter = ',' },
			csv[i].text);
		csv_number(
			&(struct csv_out){ .out = &number, .delimiter = ',' },
			csv[i].text);
		assert_string_equal(buf_text(&text), csv[i].guarded);
		assert_string_equal(buf_text(&number), csv[i].plain);
		buf_free(&text);
		buf_free(&number);
	}
}

/* One spelling for what looks the same. */
static void
test_compose(void **state)
{
	static const struct {
		const char *text;
		bool single;
		const char *composed;
	} cases[] = {
		{ "OFI1", true, "OFI1" },
		{ "OF\xc2\xad"
		  "I1",
			true, "OFI1" },
		{ "co\xcc\x81"
		  "digo n\xcc\x83 U\xcc\x88",
			true, "código ñ Ü" },
		{ "x\xcc\x81", true, "x\xcc\x81" },
		{ "\xcc\x81"
		  "a",
			true,
			"\xcc\x81"
			"a" },
		{ "a\xe2\x80\x8b"
		  "b\xef\xbb\xbf",
			true, "ab" },
		{ "a \xc2\xa0\t b", true, "a b" },
		{ "a \xc2\xa0 b", false, "a \xc2\xa0 b" },
		{ "a\nb", true, "a\nb" },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bool changed =
			utf8_compose(cases[i].text, cases[i].single, out);

		assert_string_equal(out, cases[i].composed);
		assert_int_equal(changed, strcmp(out, cases[i].text) != 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv_cells),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_buf),
		cmocka_unit_test(test_str),
		cmocka_unit_test(test_err),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_clean_every_code_point),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_statements),
		cmocka_unit_test(test_compose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
