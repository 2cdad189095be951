/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/str.h"

static const char fallback[] = "C.UTF-8";

const char *
i18n_word(const struct i18n_word *table, const char *code)
{
	for (; table->code; table++)
		if (str_eq(table->code, code))
			return _(table->word);
	return NULL;
}

/* Did anybody say which locale this is? */
static bool
said(const char *category)
{
	return !str_is_blank(getenv("LC_ALL")) ||
	       !str_is_blank(getenv(category)) || !str_is_blank(getenv("LANG"));
}

static bool
set_or_fallback(int category, const char *name)
{
	if (said(name) && setlocale(category, ""))
		return true;
	setlocale(category, fallback);
	return !said(name);
}

int
i18n_init(const char *dir, const char *lang)
{
	bool known = set_or_fallback(LC_CTYPE, "LC_CTYPE");
	const char *messages;

	known &= set_or_fallback(LC_MESSAGES, "LC_MESSAGES");
	messages = setlocale(LC_MESSAGES, NULL);
	if (lang && *lang) {
		setenv("LANGUAGE", lang, 1);
		/* In the locale "C" gettext looks into no catalogue. */
		if (str_eq(messages, "C") || str_eq(messages, "POSIX"))
			setlocale(LC_MESSAGES, fallback);
	}
	if (dir)
		bindtextdomain("hito", dir);
	bind_textdomain_codeset("hito", "UTF-8");
	textdomain("hito");
	return known;
}

int
i18n_is_spanish(void)
{
	return str_eq(_("Ayuda"), "Ayuda");
}

const char *
i18n_language(void)
{
	const char *lang = getenv("LANGUAGE");

	return i18n_is_spanish() || str_is_blank(lang) ? "es" : lang;
}

void
i18n_source(int on)
{
	/* a domain without a catalogue */
	textdomain(on ? "hito-source" : "hito");
}

int
i18n_is_source(void)
{
	return !str_eq(textdomain(NULL), "hito");
}
