/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/loads.h"

#include "base/i18n.h"
#include "base/served.h"
#include "store/inside.h"

bool
store_obstacles(struct desk *desk, const char *load, struct arena *arena,
	struct obstacle **out, size_t *n, struct err *err)
{
	/* in the order of struct obstacle */
	static const char *const columns[] = { IN_WORDS "said",
		IN_WORDS "reason", "relation", "col", "who", "at" };
	struct result *r = session_query(desk->session, _("Carga"), err,
		"select said, reason, relation, col, who, at "
		"from core.undo_problems($1::bigint)",
		1, load);

	if (!r)
		return false;
	*out = texts_load_rows(arena, r, sizeof columns / sizeof *columns,
		columns, sizeof **out, n);
	result_free(r);
	return true;
}

bool
store_load_before(struct desk *desk, const char *name, const char *sha256,
	struct arena *arena, struct load_before *out, struct err *err)
{
	/* in the order of struct load_before */
	static const char *const columns[] = { "batch", "login", "at",
		"file_name", "undone" };
	struct result *r = session_query(desk->session, _("Carga"), err,
		"select batch, login, at, file_name, undone "
		"from core.batch_before($1, $2)",
		2, name, sha256);

	*out = (struct load_before){ 0 };
	if (!r)
		return false;
	if (result_rows(r))
		texts_load(arena, r, 0, sizeof columns / sizeof *columns,
			columns, out);
	result_free(r);
	return true;
}
