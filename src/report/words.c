/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include "base/i18n.h"
#include "base/served.h"
#include "base/str.h"

/* Beside those that end in _text and _shown: a day that is doubtful, an hour
 * that is late, a period's name. */
static const char *const worded[] = { "bands", "ends", "due", "held", "level",
	"next_term", "note", "on_time_of", "period_title", "post", "read_at",
	"reason", "report_title", "starts", "submitted_at", "term_said",
	"unissued" };

/* Named by somebody, or by the server where there is none: its word is
 * known whole or is not one. */
static const char *const named[] = { "binding", "label", "line_title", "name",
	"objective_title", "title" };

static bool
is_among(const char *column, size_t n, const char *const *names)
{
	return str_word(column, n, names) < n;
}

const char *
report_word(struct arena *arena, const char *column, const char *value)
{
	if (str_is_blank(value))
		return value;
	if (is_among(column, sizeof named / sizeof *named, named))
		return _(value);
	if (str_ends(column, "_text") || str_ends(column, "_shown") ||
		is_among(column, sizeof worded / sizeof *worded, worded))
		return served(arena, value);
	return value;
}
