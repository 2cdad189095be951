/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of hito(1) are those of the command table, the settings of
 * hito.conf(5) those of theirs. With HITO_WRITE_MANUAL set the sections are
 * written to standard output instead, to be put between the two marks of
 * man/hito.1 and of man/hito.conf.5. */
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
#include "cmd/conf.h"

#define BEGIN ".\\\" BEGIN KEYS\n"
#define END ".\\\" END KEYS\n"
#define BEGIN_SETTINGS ".\\\" BEGIN SETTINGS\n"
#define END_SETTINGS ".\\\" END SETTINGS\n"
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
put_setting(void *arg, const struct setting *s)
{
	static const char *const kinds[] = {
		[SETTING_TEXT] = "texto",
		[SETTING_BOOL] = "sí | no",
		[SETTING_MS] = "milisegundos",
		[SETTING_LANG] = "es | en",
		[SETTING_THEME] = "tema",
	};
	struct buf *out = arg;

	buf_printf(out, ".It Ic %s No = Ar %s\n", s->name, kinds[s->kind]);
	put_wrapped(out, _(s->help));
	if (*s->value)
		buf_printf(out, "Sin este ajuste:\n.Ql %s .\n", s->value);
	if (s->env)
		buf_printf(out, "La variable\n.Ev %s\ngana.\n", s->env);
}

static void
write_settings(struct buf *out)
{
	buf_puts(out, BEGIN_SETTINGS ".Bl -tag -width Ds\n");
	setting_each(put_setting, out);
	buf_puts(out, ".El\n" END_SETTINGS);
}

static void
write_section(struct buf *out)
{
	buf_puts(out, BEGIN ".Bl -tag -width Ds\n");
	command_each(put_command, out);
	buf_puts(out, ".El\n" END);
}

static void
page_has(const char *page, void (*write)(struct buf *out))
{
	struct buf want = { 0 };
	struct buf have = { 0 };
	char block[4096];
	size_t n;
	FILE *f = fopen(page, "r");

	assert_non_null(f);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(&have, block, n);
	fclose(f);
	write(&want);
	if (!strstr(buf_text(&have), buf_text(&want)))
		fail_msg("%s: put between its marks what HITO_WRITE_MANUAL=1 "
			 "of this test prints",
			page);
	buf_free(&want);
	buf_free(&have);
}

static void
test_manual_has_the_keys(void **state)
{
	(void)state;
	page_has("man/hito.1", write_section);
}

static void
test_manual_has_the_settings(void **state)
{
	(void)state;
	page_has("man/hito.conf.5", write_settings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_manual_has_the_keys),
		cmocka_unit_test(test_manual_has_the_settings),
	};
	struct buf out = { 0 };

	if (!getenv("HITO_WRITE_MANUAL"))
		return cmocka_run_group_tests(tests, NULL, NULL);
	write_section(&out);
	write_settings(&out);
	fputs(buf_text(&out), stdout);
	buf_free(&out);
	return 0;
}
