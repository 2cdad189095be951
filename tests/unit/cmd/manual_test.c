/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of hito(1) are those of the command table. With HITO_WRITE_MANUAL
 * set the section is written to standard output instead, to be put between
 * the two marks of man/hito.1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cmd/command.h"

#define BEGIN ".\\\" BEGIN KEYS\n"
#define END ".\\\" END KEYS\n"
/* A line of the manual; a letter with an accent counts as its escape. */
enum {
	LINE_MOST = 78,
	ESCAPE = 8
};

static void
put_key(struct buf *out, key_code key, size_t *n)
{
	char name[32];

	if (key == K_NONE)
		return;
	if ((*n)++ > 0)
		buf_puts(out, " , ");
	key_name(key, name, sizeof name);
	/* A word that is or ends in punctuation would be taken for it. */
	buf_printf(out, "\"%s%s%s\"", strchr("?+/:", name[0]) ? "\\&" : "",
		name, name[strlen(name) - 1] == ':' ? "\\&" : "");
}

static size_t
cost(const char *word, size_t n)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (word[i] & 0xc0) == 0x80 ? 0
		       : (word[i] & 0x80)	? ESCAPE
						: 1;
	return sum;
}

static void
put_wrapped(struct buf *out, const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t n = strcspn(text, " ");
		size_t room = cost(text, n);

		if (column > 0 && column + 1 + room > LINE_MOST) {
			buf_putc(out, '\n');
			column = 0;
		} else if (column > 0) {
			buf_putc(out, ' ');
			column++;
		}
		buf_add(out, text, n);
		column += room;
		text += n + (text[n] == ' ');
	}
	buf_putc(out, '\n');
}

static void
put_command(void *arg, const struct command *c)
{
	struct buf *out = arg;
	size_t n = 0;

	buf_puts(out, ".It Ic ");
	for (size_t i = 0; i < COMMAND_KEYS; i++)
		put_key(out, c->keys[i], &n);
	for (size_t i = 0; i < COMMAND_LIST_KEYS; i++)
		put_key(out, c->list_keys[i], &n);
	buf_printf(out, "\n.Em %s :\n", c->name_es);
	put_wrapped(out, _(c->help));
}

static void
write_section(struct buf *out)
{
	buf_puts(out, BEGIN ".Bl -tag -width Ds\n");
	command_each(put_command, out);
	buf_puts(out, ".El\n" END);
}

static void
test_manual_has_the_keys(void **state)
{
	struct buf want = { 0 };
	struct buf have = { 0 };
	char block[4096];
	size_t n;
	FILE *f = fopen("man/hito.1", "r");

	(void)state;
	assert_non_null(f);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(&have, block, n);
	fclose(f);
	write_section(&want);
	if (!strstr(buf_text(&have), buf_text(&want)))
		fail_msg("man/hito.1: put between its marks what "
			 "HITO_WRITE_MANUAL=1 of this test prints");
	buf_free(&want);
	buf_free(&have);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_manual_has_the_keys),
	};
	struct buf out = { 0 };

	if (!getenv("HITO_WRITE_MANUAL"))
		return cmocka_run_group_tests(tests, NULL, NULL);
	write_section(&out);
	fputs(buf_text(&out), stdout);
	buf_free(&out);
	return 0;
}
