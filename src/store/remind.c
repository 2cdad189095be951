/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/remind.h"

#include "base/i18n.h"
#include "store/behind.h"
#include "store/desk.h"
#include "store/inside.h"

static const char *const columns[] = { "office_code", "office_name", "people",
	"register", "key", IN_WORDS "what", "day", "left_days",
	IN_WORDS "left_text", "past" };

static const char *const people_columns[] = { "login", "state" };
static const char *const claim_columns[] = { "id", "email", "full_name",
	"institution", "is_test" };

enum {
	TRIES = 3 /* over a bad link */
};

static struct due_list
due_load(struct arena *arena, const struct result *result)
{
	struct due_list list = { 0 };

	list.v = texts_load_rows(
		arena, result, COLUMNS(columns), sizeof *list.v, &list.n);
	return list;
}

/* The results of the one statement; NULL with err. */
static struct result **
run(struct desk *desk, struct arena *arena, struct statements *list,
	struct err *err)
{
	return store_run(desk, list, arena, NULL, _("Recordatorios"), err);
}

bool
due_read(struct desk *desk, struct arena *arena, const struct due_wish *wish,
	struct due_list *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;

	statements_addv(&list, "select * from follow.due_week($1, $2, $3)", 3,
		wish->days, wish->person, wish->mine ? "true" : "false");
	results = run(desk, arena, &list, err);
	if (!results)
		return false;
	*out = due_load(arena, results[0]);
	results_free(results, list.n);
	return true;
}

bool
mail_setting(struct desk *desk, const char *address, const char *remind,
	struct err *err)
{
	struct statements list = { .arena = desk->arena };
	struct result **results;

	statements_addv(
		&list, "select core.mail_set($1, $2)", 2, address, remind);
	results = run(desk, desk->arena, &list, err);
	if (!results)
		return false;
	results_free(results, list.n);
	return true;
}

/* ---- by mail */

bool
remind_people(struct session *s, struct arena *arena, const char *days,
	struct told_person **out, size_t *n, struct err *err)
{
	struct result *r = session_query(s, _("Recordatorios"), err,
		"select * from follow.remind_people($1)", 1, days);

	if (!r)
		return false;
	*out = texts_load_rows(
		arena, r, COLUMNS(people_columns), sizeof **out, n);
	result_free(r);
	return true;
}

/* Taking it is a transaction of its own: what it tells is read behind it. */
bool
remind_claim(struct session *s, struct arena *arena, const char *login,
	const char *days, struct reminder *out, struct err *err)
{
	struct result *r = session_query(s, _("Recordatorios"), err,
		"select * from follow.remind_claim($1, $2)", 2, login, days);

	*out = (struct reminder){ 0 };
	if (r && result_rows(r) > 0)
		texts_load(arena, r, 0, COLUMNS(claim_columns), out);
	result_free(r);
	if (!r || !out->id)
		return r;
	r = session_query(s, _("Recordatorios"), err,
		"select * from follow.due_of($1, $2)", 2, login, days);
	if (r)
		out->items = due_load(arena, r);
	result_free(r);
	return r;
}

bool
remind_end(struct session *s, const char *id, bool sent, const char *outcome,
	struct err *err)
{
	struct result *r = NULL;

	for (int i = 0; i < TRIES && !r; i++) {
		err_clear(err);
		if (session_is_open(s) || session_reopen(s, err))
			r = session_query(s, _("Recordatorios"), err,
				"select follow.remind_end($1, $2, $3)", 3, id,
				sent ? "true" : "false", outcome);
		if (!r && err->kind != ERR_LINK)
			break;
	}
	result_free(r);
	return r;
}

void
remind_leave(struct session *s)
{
	struct err err = { 0 };

	result_free(session_query(s, _("Recordatorios"), &err, behind_sql, 0));
}
