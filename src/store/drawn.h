/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_DRAWN_H
#define HITO_STORE_DRAWN_H

/*
 * Forms and layouts that the database serves to every office. They are kept
 * under XDG_CACHE_HOME by the digest of their text, and which of them make an
 * edition by its name, so that a start that finds the edition unchanged asks for
 * nothing and of another one only what is new travels. A site's files under
 * /etc/hito win over them, they over the program's own; where this program
 * cannot read one, its own takes its place and a sentence says why.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct desk;
struct form;

struct drawn_file {
	const char *name;     /* "milestone.form" */
	const char *version;  /* of that file */
	const char *made_for; /* the program it was tried with */
	const char *digest;
	const char *path; /* where it is kept */
};

struct drawn {
	const char *edition; /* NULL: nothing is served */
	size_t n;
	struct drawn_file *files;
};

/* Before connecting: the edition that this server served last, where it is kept
 * whole. */
void drawn_recall(struct desk *desk);
/* What the server serves now; edition as core.hello names it, NULL none. False
 * with err when it could not be asked. */
bool drawn_take(struct desk *desk, const char *edition, struct err *err);
/* The kept files whose name ends so (".form"), as paths. */
const char **drawn_paths(const struct desk *desk, struct arena *arena,
	const char *ending, size_t *n);
/* The one kept there; NULL: the file is of another source. */
const struct drawn_file *drawn_at(const struct desk *desk, const char *path);
/* Whether a form that is served is of its file's name and calls nothing but what is
 * of its register, or what the program's own form of that file calls. */
bool form_is_of_file(struct arena *arena, const struct form *form,
	const char *file, struct err *err);
/* Why the program's own file takes its place. */
void drawn_explain(const struct drawn_file *file, struct err *err);

#endif
