/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_I18N_H
#define HITO_BASE_I18N_H

/*
 * Spanish is the language of the sources; other languages come from
 * src/po. N_() marks a text in a table that is translated where it is shown.
 */

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) (text)

/* Sets LC_CTYPE and LC_MESSAGES (C.UTF-8 when the locale is missing), binds
 * the catalogue of texts found under dir. lang as given by --lang, or NULL.
 * Returns false when the environment's locale was missing: worth a notice. */
int i18n_init(const char *dir, const char *lang);
/* Whether texts come as the sources have them; a text in use tells. */
int i18n_is_spanish(void);
/* Its code: "es", or as --lang gave it. */
const char *i18n_language(void);
/* While on, texts come as the sources have them: a document is in Spanish
 * whoever asks for it, so that the same one has the same bytes. */
void i18n_source(int on);
int i18n_is_source(void);

/* What a code of the database is called; a table of them ends with an empty
 * one. */
struct i18n_word {
	const char *code;
	const char *word; /* marked by N_() */
};
/* Translated; NULL when the table has it not. */
const char *i18n_word(const struct i18n_word *table, const char *code);

#endif
