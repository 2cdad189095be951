/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/wait.h"
#include "term/input.h"
#include "term/inside.h"

enum {
	KEYS = 12
};

struct feed {
	const char *bytes;
	key_code keys[KEYS]; /* up to K_NONE */
};

static const struct feed cases[] = {
	{ "abc", { 'a', 'b', 'c' } },
	{ "\303\261", { 0xf1 } },
	{ "\r\t\177\b", { K_ENTER, K_TAB, K_BACKSPACE, K_BACKSPACE } },
	{ "\033[A\033OB\033[1;2C", { K_UP, K_DOWN, K_RIGHT } },
	{ "\033[1;5D\033Oc", { K_WORD_LEFT, K_WORD_RIGHT } },
	{ "\033[11~\033OP\033[[A\033[M", { K_F1, K_F1, K_F1, K_F1 } },
	{ "\033[21~\033OY\033[V", { K_F10, K_F10, K_F10 } },
	{ "\033[1~\033[4~\033[H\033[F\033[7~\033[8~",
		{ K_HOME, K_END, K_HOME, K_END, K_HOME, K_END } },
	{ "\033[3~\033[Z", { K_DELETE, K_BACKTAB } },
	{ "\033"
	  "2x",
		{ K_F2, 'x' } },
	{ "\033"
	  "0",
		{ K_F10 } },
	{ "\033:", { K_ALT(':') } },
	{ "\033e\033\303\261", { K_ALT('e'), K_ALT(0xf1) } },
	{ "\033\033x", { K_CANCEL, 'x' } },
	{ "\033\033[Ax", { K_UP, 'x' } },
	/* unknown ones are swallowed whole */
	{ "a\033[99;99;99zb", { 'a', 'b' } },
	{ "a\033[?1;2cb", { 'a', 'b' } },
	{ "a\033[12;40Rb", { 'a', 'b' } },
	{ "a\033]0;title\007b", { 'a', 'b' } },
	{ "a\033P1$r\033\\b", { 'a', 'b' } },
	{ "\033[1;2Qx", { 'x' } }, /* Shift-F2 is not F2 */
	{ "\033Ok\033Op", { '+', '0' } },
	{ "\302\233A\300\200\355\240\200z", { 'A', 'z' } },
	{ "\233A", { K_UP } },	      /* a vt220 with 8-bit controls */
	{ "\342\200\256x", { 'x' } }, /* a bidi control is no text */
	{ "\303x", { 'x' } },
	{ "\033[\rx", { K_ENTER, 'x' } },
	{ "\023\021", { K_CTRL('S'), K_CTRL('Q') } },
};

static void
feed(struct decode *d, const char *bytes)
{
	for (; *bytes; bytes++)
		decode_byte(d, (unsigned char)*bytes);
}

static void
test_sequences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct decode d;
		struct decode_key key;

		decode_begin(&d, true);
		feed(&d, cases[i].bytes);
		for (size_t j = 0; j < KEYS && cases[i].keys[j]; j++) {
			if (!decode_take(&d, &key))
				fail_msg("case %zu: too few keys", i);
			if (key.key != cases[i].keys[j])
				fail_msg("case %zu key %zu: %x", i, j,
					(unsigned)key.key);
		}
		if (decode_take(&d, &key))
			fail_msg("case %zu: one key more: %x", i,
				(unsigned)key.key);
		assert_int_equal(decode_waits(&d), -1);
		decode_end(&d);
	}
}

static void
test_a_lone_esc_waits(void **state)
{
	struct decode d;
	struct decode_key key;

	(void)state;
	decode_begin(&d, true);
	feed(&d, "\033");
	assert_int_equal(decode_waits(&d), DECODE_ESC_MS);
	assert_false(decode_take(&d, &key));
	decode_timeout(&d);
	assert_true(decode_take(&d, &key));
	assert_int_equal(key.key, K_ESC);
	feed(&d, "\033\033");
	decode_timeout(&d);
	assert_true(decode_take(&d, &key));
	assert_int_equal(key.key, K_CANCEL);
	feed(&d, "\033[1");
	decode_timeout(&d);
	assert_false(decode_take(&d, &key));
	decode_end(&d);
}

static void
test_a_paste_is_one_key(void **state)
{
	struct decode d;
	struct decode_key key;

	(void)state;
	decode_begin(&d, true);
	feed(&d, "\033[200~a\r\nb\rc\033[31m\033[201~z");
	assert_true(decode_take(&d, &key));
	assert_int_equal(key.key, K_PASTE);
	assert_string_equal(key.paste, "a\nb\nc\xef\xbf\xbd[31m");
	free(key.paste);
	assert_true(decode_take(&d, &key));
	assert_int_equal(key.key, 'z');
	decode_end(&d);
}

static void
test_a_huge_paste_ends(void **state)
{
	struct decode d;
	struct decode_key key;

	(void)state;
	decode_begin(&d, true);
	feed(&d, "\033[200~");
	for (int i = 0; i < DECODE_PASTE_MAX + 100; i++)
		decode_byte(&d, 'x');
	feed(&d, "\033[201~y");
	assert_true(decode_take(&d, &key));
	assert_int_equal(key.key, K_PASTE);
	assert_true(strlen(key.paste) > DECODE_PASTE_MAX - 100);
	free(key.paste);
	assert_true(decode_take(&d, &key));
	assert_int_equal(key.key, 'y');
	decode_end(&d);
}

static void
test_the_queue_keeps_order(void **state)
{
	struct decode d;
	struct decode_key key;

	(void)state;
	decode_begin(&d, true);
	for (int i = 0; i < 1000; i++) {
		decode_put(&d, 'a' + i % 26);
		decode_put(&d, 'A' + i % 26);
		assert_true(decode_take(&d, &key));
	}
	for (int i = 1000; i < 2000; i++) {
		assert_true(decode_take(&d, &key));
		assert_int_equal(
			key.key, i % 2 ? 'A' + i / 2 % 26 : 'a' + i / 2 % 26);
	}
	decode_put(&d, 'x');
	decode_put(&d, K_CANCEL);
	decode_put(&d, 'y');
	decode_put(&d, K_ESC);
	assert_true(decode_cancelled(&d, SIZE_MAX));
	assert_false(decode_cancelled(&d, SIZE_MAX));
	assert_false(decode_cancelled(&d, 3));
	assert_true(decode_cancelled(&d, 2));
	decode_drop(&d);
	assert_false(decode_take(&d, &key));
	decode_end(&d);
}

static void
give(struct decode *d, const char *bytes)
{
	while (*bytes)
		decode_byte(d, (unsigned char)*bytes++);
}

/* All keys that there are: characters as they are, others as their number. */
static void
expect_keys(struct decode *d, const key_code *keys, size_t n)
{
	struct decode_key key;

	for (size_t i = 0; i < n; i++) {
		assert_true(decode_take(d, &key));
		assert_int_equal(key.key, keys[i]);
	}
	assert_false(decode_take(d, &key));
}

/* A slow line brings an arrow in two pieces: it is no text. */
static void
test_a_split_key_types_nothing(void **state)
{
	static const char *const rest[] = { "OB", "[A", "[3~", "[1;5C" };
	static const key_code esc[] = { K_ESC };
	static const key_code works[] = { K_ESC, 'O', 'B', 'R', 'A' };
	static const key_code typed[] = { K_ESC, 'O', 'b', '[', '1' };
	static const key_code two[] = { K_ESC, K_DOWN };
	static const key_code up[] = { K_UP };
	struct decode d;

	(void)state;
	decode_begin(&d, true);
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
		give(&d, "\033");
		decode_timeout(&d);
		assert_int_equal(decode_waits(&d), -1);
		give(&d, rest[i]);
		assert_true(decode_waits(&d) > 0);
		decode_timeout(&d);
		expect_keys(&d, esc, 1);
	}
	give(&d, "\033");
	decode_timeout(&d);
	give(&d, "OBRA");
	decode_timeout(&d);
	expect_keys(&d, works, 5);
	/* and what somebody types, letter by letter */
	give(&d, "\033");
	decode_timeout(&d);
	give(&d, "O");
	decode_timeout(&d);
	give(&d, "b[1");
	decode_timeout(&d);
	expect_keys(&d, typed, 5);
	give(&d, "\033");
	decode_timeout(&d);
	give(&d, "OA\033OB");
	expect_keys(&d, two, 2);
	/* later than a second it is still its key */
	give(&d, "\033[");
	assert_true(decode_waits(&d) > 2000);
	give(&d, "A");
	expect_keys(&d, up, 1);
	decode_end(&d);
}

static void
test_what_is_held_comes_back_in_order(void **state)
{
	static const key_code all[] = { 'a', 'b', 'c', 'd' };
	struct decode d;

	(void)state;
	decode_begin(&d, true);
	give(&d, "ab");
	decode_hold(&d);
	expect_keys(&d, NULL, 0);
	give(&d, "c");
	decode_hold(&d);
	give(&d, "d");
	decode_give_back(&d);
	expect_keys(&d, all, 4);
	decode_give_back(&d);
	expect_keys(&d, NULL, 0);
	give(&d, "\033[200~x\033[201~");
	decode_hold(&d);
	decode_forget(&d);
	decode_give_back(&d);
	expect_keys(&d, NULL, 0);
	give(&d, "\033[200~x\033[201~");
	decode_hold(&d);
	decode_end(&d);
}

/* Through a descriptor: keys typed ahead while a wait runs stay in order. */
static void
test_type_ahead_is_kept(void **state)
{
	struct input_wait wait;
	struct wait_for on = { .events = WAIT_READ, .deadline_ms = -1 };
	int keys[2], socket[2];

	(void)state;
	assert_int_equal(pipe(keys), 0);
	assert_int_equal(pipe(socket), 0);
	input_open(keys[0], true);
	input_wait_init(&wait, 300, NULL, NULL);
	assert_int_equal(write(keys[1], "ab\033[A", 5), 5);
	assert_int_equal(write(socket[1], "x", 1), 1);
	on.fd = socket[0];
	on.since_ms = clock_ms();
	assert_int_equal(wait.wait.until(&wait.wait, &on), WAIT_READY);
	assert_int_equal(write(keys[1], "c\033\033", 3), 3);
	on.fd = -1;
	assert_int_equal(wait.wait.until(&wait.wait, &on), WAIT_CANCEL);
	assert_int_equal(input_key(), 'a');
	assert_int_equal(input_key(), 'b');
	assert_int_equal(input_key(), K_UP);
	assert_int_equal(input_key(), 'c');
	assert_int_equal(input_key_until(clock_ms() + 10), K_NONE);
	on.deadline_ms = clock_ms() + 10;
	assert_int_equal(wait.wait.until(&wait.wait, &on), WAIT_TIMEOUT);
	close(keys[1]);
	assert_int_equal(input_key(), K_EOF);
	input_close();
	close(keys[0]);
	close(socket[0]);
	close(socket[1]);
}

/* As she would see it in a field, were it her turn. */
static void
test_what_is_typed_ahead_is_told(void **state)
{
	static const struct {
		const char *bytes, *typed;
	} all[] = {
		{ "", "" },
		{ "\033[A\t", "" },
		{ "ab", "ab" },
		{ "\tse\303\261or", "·señor" },
		{ "abx\177c", "abc" },
		{ "\177\177a", "a" },
		{ "una frase de muchas letras\tdos", "as letras·dos" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct decode d;

		decode_begin(&d, true);
		give(&d, all[i].bytes);
		assert_string_equal(decode_typed(&d, 13), all[i].typed);
		decode_end(&d);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sequences),
		cmocka_unit_test(test_a_lone_esc_waits),
		cmocka_unit_test(test_a_paste_is_one_key),
		cmocka_unit_test(test_a_huge_paste_ends),
		cmocka_unit_test(test_the_queue_keeps_order),
		cmocka_unit_test(test_a_split_key_types_nothing),
		cmocka_unit_test(test_what_is_held_comes_back_in_order),
		cmocka_unit_test(test_type_ahead_is_kept),
		cmocka_unit_test(test_what_is_typed_ahead_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
