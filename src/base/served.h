/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_SERVED_H
#define HITO_BASE_SERVED_H

/*
 * Texts that come from the server, which speaks Spanish: in a person's other
 * language they are known again by the templates that stand in sql/
 * (src/po/served.awk), their arguments translated likewise, for those may be
 * sentences or words themselves. What is not known stays as it came.
 */

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

/* A table of templates, "%s" and "%1$s" their arguments, "%%" a percent sign;
 * the last is NULL. */
struct served {
	const char *const *templates;
	/* of a whole text or a template; what is not known as it is */
	const char *(*translate)(const char *text);
};

/* Made by src/po/served.awk. */
extern const char *const served_templates[];

void served_put(const struct served *table, const char *text, struct buf *out);
/* By the templates of sql/: the text itself where texts are in Spanish, where
 * it is NULL, and where nothing of it is known. */
const char *served(struct arena *arena, const char *text);
/* The same in its own room, which is left with what fits. */
void served_in(char *text, size_t room);

#endif
