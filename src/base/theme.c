/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/theme.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

static const struct {
	const char *name;
	const char *name_es;
} names[THEMES] = {
	[THEME_NORMAL] = { "normal", N_("normal") },
	[THEME_CLEAR] = { "clear", N_("claro") },
	[THEME_MONO] = { "mono", N_("mono") },
	[THEME_CONTRAST] = { "contrast", N_("contraste") },
};

enum theme
theme_named(const char *name)
{
	char folded[32];

	utf8_fold(name, folded, sizeof folded);
	for (int i = 0; i < THEMES; i++)
		if (str_eq(names[i].name, folded) ||
			str_eq(names[i].name_es, folded))
			return (enum theme)i;
	return THEMES;
}

const char *
theme_name(enum theme theme)
{
	return names[theme].name_es;
}

void
theme_names(char *out, size_t room)
{
	size_t used = 0;

	for (int i = 0; i < THEMES && used < room; i++)
		used += (size_t)snprintf(out + used, room - used, "%s%s",
			i ? ", " : "", _(names[i].name_es));
}
