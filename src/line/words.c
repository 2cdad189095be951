/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a line. */
#include <string.h>

#include "base/i18n.h"
#include "line/inside.h"

char *
line_word(char **rest)
{
	char *word = *rest + strspn(*rest, " \t");
	size_t n = strcspn(word, " \t");

	*rest = word + n;
	if (word[n])
		*(*rest)++ = '\0';
	*rest += strspn(*rest, " \t");
	return word;
}

char *
line_term(char **rest)
{
	char *term = *rest + strspn(*rest, " \t");
	bool quoted = false;
	char *to = term;
	char *from = term;

	for (; *from && (quoted || (*from != ' ' && *from != '\t')); from++) {
		if (*from == '"')
			quoted = !quoted;
		else
			*to++ = *from;
	}
	*rest = *from ? from + 1 : from;
	*rest += strspn(*rest, " \t");
	*to = '\0';
	return term;
}

bool
line_part(char *term, char **value, struct err *err)
{
	char *equals = strchr(term, '=');

	if (!equals)
		return err_set(err, ERR_INPUT, NULL,
			_("Se espera CAMPO=VALOR y dice «%s»."), term);
	*equals = '\0';
	*value = equals + 1;
	return true;
}

const struct form *
line_form(struct line *line, const char *name, struct err *err)
{
	const struct form *form = desk_form(line->desk, name);

	if (form)
		return form;
	err_set(err, ERR_INPUT, NULL, _("No hay ningún registro «%s»."), name);
	err_hint(err, "%s", _("Escriba ayuda para ver cuáles hay."));
	return NULL;
}
