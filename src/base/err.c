/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

static void (*give_terminal_back)(void);

/* snprintf that never leaves half a UTF-8 character at the end. */
static void __attribute__((format(printf, 3, 0)))
format(char *out, size_t room, const char *fmt, va_list ap)
{
	int n = vsnprintf(out, room, fmt, ap);
	size_t len, at;

	if (n < 0) {
		out[0] = '\0';
		return;
	}
	if ((size_t)n < room)
		return;
	len = room - 1;
	at = len;
	while (at > 0 && len - at < 3 &&
		((unsigned char)out[at - 1] & 0xc0) == 0x80)
		at--;
	if (at > 0 && utf8_valid(out + at - 1, len - at + 1) != len - at + 1)
		out[at - 1] = '\0';
}

bool
err_set(struct err *err, enum err_kind kind, const char *field, const char *fmt,
	...)
{
	va_list ap;

	if (!err)
		return false;
	err_clear(err);
	err->kind = kind;
	if (field)
		str_copy(err->field, sizeof err->field, field);
	va_start(ap, fmt);
	format(err->text, sizeof err->text, fmt, ap);
	va_end(ap);
	return false;
}

bool
err_detail(struct err *err, const char *text)
{
	if (err)
		str_copy(err->detail, sizeof err->detail, text);
	return false;
}

bool
err_hint(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return false;
	va_start(ap, fmt);
	format(err->hint, sizeof err->hint, fmt, ap);
	va_end(ap);
	return false;
}

void
err_clear(struct err *err)
{
	if (!err)
		return;
	err->kind = ERR_NONE;
	err->field[0] = err->text[0] = '\0';
	err->detail[0] = err->hint[0] = '\0';
}

static const struct {
	int code;
	const char *name;
} kinds[] = {
	[ERR_NONE] = { 0, "none" },
	[ERR_INPUT] = { 1, "input" },
	[ERR_RULE] = { 3, "rule" },
	[ERR_CONFLICT] = { 3, "conflict" },
	[ERR_RIGHTS] = { 3, "rights" },
	[ERR_LINK] = { 2, "link" },
	[ERR_FILE] = { 1, "file" },
	[ERR_USAGE] = { 1, "usage" },
	[ERR_CANCEL] = { 130, "cancel" },
	[ERR_BUG] = { 1, "bug" },
};

int
err_exit_code(const struct err *err)
{
	return kinds[err->kind].code;
}

const char *
err_kind_name(const struct err *err)
{
	return kinds[err->kind].name;
}

static void
print_clean(const char *lead, const char *text)
{
	size_t n = strlen(text);
	char *clean = mem_alloc(3 * n + 1);

	utf8_clean(text, n, true, clean);
	fprintf(stderr, "%s%s\n", lead, clean);
	free(clean);
}

void
err_print(const struct err *err, bool with_detail)
{
	print_clean("hito: ", err->text);
	if (err->hint[0])
		print_clean("      ", err->hint);
	if (with_detail && err->detail[0])
		print_clean("      ", err->detail);
}

void
die_hook(void (*give_back)(void))
{
	give_terminal_back = give_back;
}

void
die(const char *fmt, ...)
{
	char text[512], clean[3 * sizeof text + 1];
	void (*hook)(void) = give_terminal_back;
	va_list ap;

	give_terminal_back = NULL;
	if (hook)
		hook();
	va_start(ap, fmt);
	format(text, sizeof text, fmt, ap);
	va_end(ap);
	utf8_clean(text, strlen(text), true, clean);
	fprintf(stderr, "hito: %s\n", clean);
	fflush(NULL);
	_exit(1);
}
