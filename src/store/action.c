/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/action.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/inside.h"

bool
action_fits(const struct action *action, const struct record *record)
{
	int at;

	if (!record->id || record->deleted)
		return false;
	if (!action->when_column)
		return true;
	at = form_field(record->form, action->when_column);
	/* a column that no field shows: the server decides */
	return at < 0 || str_eq(record->values[at].was, action->when_value);
}

/* select plan.milestone_start($1,$2,...): id, row_version, the answers. */
static void
action_statement(struct statements *list, const struct record *record,
	const struct action *action, const char *const *answers)
{
	struct buf sql = { 0 };
	const char **values =
		arena_array(list->arena, action->n_ask + 2, sizeof *values);

	buf_printf(&sql, "select %s($1,$2",
		quoted_name(list->arena, action->call));
	values[0] = record->id;
	values[1] = record->version;
	for (size_t i = 0; i < action->n_ask; i++) {
		buf_printf(&sql, ",$%zu", i + 3);
		values[i + 2] = answers[i];
	}
	buf_putc(&sql, ')');
	statements_add(list, arena_strdup(list->arena, buf_text(&sql)),
		(int)action->n_ask + 2, values);
	buf_free(&sql);
}

bool
action_run(struct desk *desk, const struct record *record,
	const struct action *action, const char *const *answers,
	const char *request, struct record **after, struct err *err)
{
	struct statements list = { .arena = arena_new() };
	struct err own = { 0 };
	bool done;

	*after = NULL;
	request_statement(&list, request);
	action_statement(&list, record, action, answers);
	done = store_change(
		desk, &list, record, request, after, err ? err : &own);
	arena_free(list.arena);
	return done;
}
