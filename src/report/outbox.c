/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/outbox.h"

#include "base/i18n.h"
#include "base/statement.h"
#include "base/str.h"
#include "db/session.h"

enum {
	TRIES = 3 /* over a bad link */
};

static bool
may_write(const struct desk *desk, struct err *err)
{
	return !desk->read_only ||
	       err_set(err, ERR_RIGHTS, NULL, _("Solo lectura: %s."),
		       desk->read_only_why);
}

/* Whether the last refusal was that of a request that had arrived before. */
static bool
is_repeat(const struct desk *desk)
{
	return str_eq(session_refusal(desk->session)->table, "request");
}

static void
put_statements(struct statements *list, const struct letter *l)
{
	statements_addv(list, "insert into core.request(id) values ($1)", 1,
		l->request);
	statements_addv(list,
		"insert into follow.outbox (report_id, format, recipients,"
		" copies, subject, message, queued_by, queued_at)"
		" values ($1,$2,$3,$4,$5,$6,session_user,now())",
		6, l->report_id, l->format, l->recipients, l->copies,
		l->subject, l->message);
}

static bool
put_once(struct desk *desk, const struct statements *list, struct err *err)
{
	struct result *results[2];

	if (!session_is_open(desk->session) &&
		!session_reopen(desk->session, err))
		return false;
	if (session_run(desk->session, list->v, list->n, results, NULL,
		    _("Correo"), err)) {
		result_free(results[0]);
		result_free(results[1]);
		return true;
	}
	return err->kind != ERR_LINK && is_repeat(desk);
}

/* Its row, by the request that stands in the letter. */
static const char *
row_of(struct desk *desk, struct arena *arena, const struct letter *l,
	struct err *err)
{
	struct result *result = session_query(desk->session, _("Correo"), err,
		"select id from follow.outbox where report_id = $1"
		" and position($2 in message) > 0",
		2, l->report_id, l->request);
	const char *id =
		result && result_rows(result) > 0
			? arena_strdup(arena, result_value(result, 0, 0))
			: NULL;

	if (result && !id)
		err_set(err, ERR_BUG, NULL,
			_("El envío no quedó en la bandeja de salida."));
	result_free(result);
	return id;
}

const char *
outbox_put(struct desk *desk, struct arena *arena, const struct letter *letter,
	struct err *err)
{
	struct statements list = { .arena = arena };
	const char *id = NULL;

	if (!may_write(desk, err))
		return NULL;
	put_statements(&list, letter);
	for (int i = 0; i < TRIES && !id; i++) {
		err_clear(err);
		if (put_once(desk, &list, err)) {
			err_clear(err);
			id = row_of(desk, arena, letter, err);
		}
		if (!id && err->kind != ERR_LINK)
			break;
	}
	return id;
}

bool
outbox_close(struct desk *desk, const char *id, bool sent, const char *outcome,
	struct err *err)
{
	struct result *result = NULL;

	for (int i = 0; i < TRIES && !result; i++) {
		err_clear(err);
		if (!session_is_open(desk->session) &&
			!session_reopen(desk->session, err))
			continue;
		result = session_query(desk->session, _("Correo"), err,
			"select follow.outbox_close($1, $2, $3)", 3, id,
			sent ? "sent" : "failed", outcome);
		if (!result && err->kind != ERR_LINK)
			break;
	}
	result_free(result);
	return result;
}

bool
outbox_before(struct desk *desk, struct arena *arena,
	const struct letter *letter, struct letter_before *out, struct err *err)
{
	struct result *result = session_query(desk->session, _("Correo"), err,
		"select id, to_char(queued_at at time zone 'America/Lima',"
		" 'DD/MM/YYYY HH24:MI'), queued_by, state from follow.outbox"
		" where report_id = $1 and format = $2 and recipients = $3"
		" and coalesce(copies, '') = coalesce($4, '')"
		" and state in ('queued', 'sent') order by id desc limit 1",
		4, letter->report_id, letter->format, letter->recipients,
		letter->copies);

	*out = (struct letter_before){ 0 };
	if (result && result_rows(result) > 0)
		*out = (struct letter_before){
			arena_strdup(arena, result_value(result, 0, 0)),
			arena_strdup(arena, result_value(result, 0, 1)),
			arena_strdup(arena, result_value(result, 0, 2)),
			str_eq(result_value(result, 0, 3), "sent"),
		};
	result_free(result);
	return result;
}
