/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/term.h"

#include "base/i18n.h"
#include "store/desk.h"
#include "store/inside.h"

static const char *const day_columns[] = { "n", "day", IN_WORDS "weekday",
	IN_WORDS "counts" };
static const char *const said_columns[] = { IN_WORDS "said" };

bool
term_read(struct desk *desk, struct arena *arena, const char *rule,
	struct date from, const char *place, struct term *out, struct err *err)
{
	struct statements list = { .arena = arena };
	char day[sizeof "2018-04-13"];
	struct result **results;

	date_iso(from, day, sizeof day);
	statements_addv(&list, "select * from core.term_days($1, $2, $3)", 3,
		rule, day, place);
	statements_addv(&list, "select core.term_said($1, $2, $3) as said", 3,
		rule, day, place);
	results = store_run(desk, &list, arena, NULL, _("Plazo"), err);
	if (!results)
		return false;
	*out = (struct term){ 0 };
	out->days = texts_load_rows(arena, results[0], COLUMNS(day_columns),
		sizeof *out->days, &out->n);
	texts_load(arena, results[1], 0, COLUMNS(said_columns), &out->said);
	results_free(results, list.n);
	return true;
}
