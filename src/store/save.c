/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving once or not at all, also when the link dies at COMMIT: "A save" in
 * src/README.md. */
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/i18n.h"
#include "base/str.h"
#include "db/refuse.h"
#include "store/inside.h"
#include "store/journal.h"
#include "store/behind.h"

enum {
	MOST_TRIES = 3,
};

void
request_new(char out[37])
{
	unsigned char b[16];
	size_t at = 0;

	if (getentropy(b, sizeof b) != 0)
		die("%s", _("El sistema no da números al azar."));
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40); /* RFC 4122, version 4 */
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < sizeof b; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[at++] = '-';
		snprintf(out + at, 3, "%02x", b[i]);
		at += 2;
	}
}

void
request_of(const char *draft, char out[37])
{
	if (draft[0])
		str_copy(out, DRAFT_ID, draft);
	else
		request_new(out);
}

bool
store_again(struct desk *desk, int *tries, const struct err *err)
{
	return err->kind == ERR_LINK && ++*tries < MOST_TRIES &&
	       desk_resume(desk, NULL);
}

void
request_statement(struct statements *list, const char *request)
{
	statements_addv(
		list, "insert into core.request(id) values ($1)", 1, request);
}

/* The id of the row of table that a request made; NULL with err. */
static const char *
request_row(struct desk *desk, struct arena *arena, const char *request,
	const char *table, struct err *err)
{
	struct result *result =
		session_query(desk->session, _("Comprobación"), err,
			"select key from audit.change where request = $1::uuid"
			" and relation = $2 and op = 'insert' order by id",
			2, request, table);
	const char *id = NULL;

	if (!result)
		return NULL;
	if (result_rows(result) > 0)
		id = arena_strdup(arena, result_value(result, 0, 0));
	else
		err_set(err, ERR_RULE, NULL,
			_("Lo enviado ya estaba grabado, pero no se puede "
			  "volver a leer. Búsquelo en la lista."));
	result_free(result);
	return id;
}

/* What became of a change. */
struct sent {
	bool refused;  /* by the server, which said why */
	bool repeat;   /* it had been saved before */
	size_t failed; /* the statement that was refused */
};

/* Sent again while what the line cut off may still be at work: a lock that was
 * not had in time is its own, and a wish to leave says nothing of it. */
static bool
is_unknown(struct desk *desk, bool again, struct err *err)
{
	if (again && err->kind == ERR_CANCEL)
		err_set(err, ERR_LINK, NULL, "%s",
			_("Se canceló la comprobación."));
	if (again &&
		str_eq(session_refusal(desk->session)->sqlstate, REFUSE_LOCKED))
		err->kind = ERR_LINK;
	return err->kind == ERR_LINK;
}

static void
tell_read_only(const struct desk *desk, struct err *err)
{
	err_set(err, ERR_RIGHTS, NULL, _("Solo lectura: %s."),
		desk->read_only_why);
}

/* The database is of another edition than was known on a line made anew: what
 * it says of itself now counts. */
static bool
is_other_edition(struct desk *desk, struct err *err)
{
	if (err->kind != ERR_RIGHTS ||
		!str_eq(session_refusal(desk->session)->sqlstate,
			REFUSE_EDITION))
		return false;
	desk->link.is_behind = true;
	if (desk_reconnect(desk, err) && desk->read_only)
		tell_read_only(desk, err);
	return true;
}

/* What the line cuts off goes on a new one before all else. */
static struct result **
run_first(struct desk *desk, struct statements *list, size_t *failed,
	struct err *err)
{
	bool (*mend)(struct desk *, struct err *) = desk->link.mend;
	struct result **results;

	if (mend)
		desk->link.mend = desk_resume;
	results =
		store_run(desk, list, list->arena, failed, _("Grabación"), err);
	desk->link.mend = mend;
	return results;
}

/* Every change goes this way; what was sent stays to be confirmed until the
 * server says yes or no. */
static struct result **
send(struct desk *desk, struct statements *list, const char *request,
	struct sent *sent, struct err *err)
{
	struct result **results;
	unsigned mended = desk->link.mended;
	bool again;

	page_forget(desk);
	*sent = (struct sent){ 0 };
	if (desk->read_only) {
		tell_read_only(desk, err);
		return NULL;
	}
	again = desk->link.last_request &&
		str_eq(desk->link.last_request, request);
	desk->link.last_request = arena_strdup(desk->arena, request);
	behind_save(desk);
	results = run_first(desk, list, &sent->failed, err);
	again = again || desk->link.mended != mended;
	if (!results && (is_unknown(desk, again, err) ||
				(is_other_edition(desk, err) && again))) {
		err_hint(err,
			_("Aún no se sabe si se grabó: lo escrito está "
			  "en la pantalla y se comprobará al reconectar."));
		return NULL;
	}
	desk->link.last_request = NULL;
	sent->refused = !results;
	sent->repeat = !results && refusal_is_repeat(desk);
	if (sent->repeat)
		err_clear(err);
	journal_settled(desk, request, results || sent->repeat);
	return results;
}

/* ---- the version moved, or the row may not be changed */

static bool
same_lines(const struct record *mine, const struct record *theirs)
{
	for (size_t i = 0; i < mine->form->n_lines; i++) {
		const struct record_lines *a = &mine->lines[i];
		const struct record_lines *b = &theirs->lines[i];

		for (size_t k = 0; k < a->n; k++) {
			size_t m = 0;

			while (a->rows[k].id && m < b->n &&
				!(str_eq(a->rows[k].id, b->rows[m].id) &&
					str_eq(a->rows[k].version,
						b->rows[m].version)))
				m++;
			if (a->rows[k].id && m == b->n)
				return false;
		}
	}
	return true;
}

static bool
no_right(const struct form *form, struct err *err)
{
	err_set(err, ERR_RIGHTS, NULL,
		_("Usted no puede cambiar este registro de %s: es de otra "
		  "oficina, o ya no admite cambios."),
		form->title);
	return err_hint(err, _("Pida el cambio a la oficina responsable o a "
			       "la secretaría."));
}

/* An update that met no row: another version, or a policy that hides the
 * row from updates. */
static void
tell_moved(struct desk *desk, const struct record *mine, struct err *err)
{
	struct err other = { 0 };
	struct record *theirs;

	if (!str_eq(session_refusal(desk->session)->sqlstate, REFUSE_MOVED) ||
		!mine->id)
		return;
	theirs = store_read(desk, mine->form, mine->id, &other);
	if (!theirs && other.kind == ERR_LINK)
		*err = other;
	else if (theirs && str_eq(theirs->version, mine->version) &&
		 same_lines(mine, theirs))
		no_right(mine->form, err);
	record_free(theirs);
}

static void
tell_refused(struct desk *desk, const struct record *record,
	const struct refused *refused, int *row, struct err *err)
{
	int no_row;

	refusal_explain(desk, record, refused, row ? row : &no_row, err);
	/* a lock not had in time is no other version: try again, no more */
	if (err->kind == ERR_CONFLICT &&
		!str_eq(REFUSE_MOVED, session_refusal(desk->session)->sqlstate))
		err->kind = ERR_RULE;
	tell_moved(desk, record, err);
}

struct result **
store_send(struct desk *desk, struct statements *list,
	const struct record *record, const char *request, bool *repeat,
	struct err *err)
{
	struct sent sent;
	struct result **results = send(desk, list, request, &sent, err);

	*repeat = sent.repeat;
	if (sent.refused && !sent.repeat)
		tell_refused(desk, record, &(struct refused){ 0 }, NULL, err);
	return results;
}

/* What stands in the journal is known there to be on its way. */
static void
note_sent(struct desk *desk, const struct record *const *records, size_t n,
	const char *request, struct arena *arena)
{
	const char **ids = arena_array(arena, n + 1, sizeof *ids);

	for (size_t i = 0; i < n; i++)
		ids[i] = records[i]->draft;
	journal_sent(desk, ids, n, request);
}

struct result **
store_send_rows(struct desk *desk, struct statements *list,
	struct store_rows *rows, struct err *err)
{
	struct sent sent;
	struct result **results;
	size_t row;

	note_sent(desk, rows->records, rows->n, rows->request, list->arena);
	results = send(desk, list, rows->request, &sent, err);
	rows->repeat = sent.repeat;
	if (!sent.refused || sent.repeat)
		return results;
	row = session_refusal(desk->session)->row;
	rows->at = row > 0 && row <= rows->n ? row - 1 : 0;
	tell_refused(desk, rows->records[rows->at], &(struct refused){ 0 },
		NULL, err);
	return NULL;
}

/* ---- saving */

/* What is saved, and what is wanted of it. */
struct saving {
	const struct record *record;
	size_t reads; /* statement that reads it back; its own are before */
	const char *request;
	struct listed *listed; /* NULL none */
	struct record **saved;
	int *row; /* of the lines of what was refused; -1 none */
};

/* As the server has it now. What was saved and cannot be read any more is
 * told. */
static bool
take_saved(const struct saving *one, struct result *const *results,
	struct err *err)
{
	*one->saved = record_from(one->record->form, results);
	return *one->saved ||
	       err_set(err, ERR_RULE, NULL,
		       _("Se grabó, pero el registro ya no está entre los que "
			 "usted puede ver."));
}

/* What that request has saved before: the id of a new one stands in the
 * history. */
static bool
read_saved(struct desk *desk, const struct saving *one, struct arena *arena,
	struct err *err)
{
	struct statements list = { .arena = arena };
	const struct form *form = one->record->form;
	const char *id = one->record->id;
	struct result **results;
	bool done;

	if (!id)
		id = request_row(desk, arena, one->request, form->table, err);
	if (!id)
		return false;
	statement_read(&list, form, id);
	results = store_run(desk, &list, arena, NULL, _("Lectura"), err);
	if (!results)
		return false;
	done = take_saved(one, results, err);
	results_free(results, list.n);
	return done;
}

static bool
change_one(struct desk *desk, struct statements *list, const struct saving *one,
	struct err *err)
{
	struct sent sent;
	struct result **results = send(desk, list, one->request, &sent, err);
	bool done;

	if (sent.repeat)
		return read_saved(desk, one, list->arena, err);
	if (sent.refused)
		tell_refused(desk, one->record,
			&(struct refused){ sent.failed, one->reads }, one->row,
			err);
	if (!results)
		return false;
	done = take_saved(one, results + one->reads, err);
	if (one->listed)
		listed_take(one->listed, results[list->n - 1]);
	results_free(results, list->n);
	return done;
}

bool
store_change(struct desk *desk, struct statements *list,
	const struct record *record, const char *request, struct record **saved,
	struct err *err)
{
	const struct saving one = { .record = record,
		.reads = list->n,
		.request = request,
		.saved = saved };

	statement_read(list, record->form, record->id);
	return change_one(desk, list, &one, err);
}

static bool
save_one(struct desk *desk, struct saving *one, struct err *err)
{
	const struct record *record = one->record;
	struct statements list = { .arena = arena_new() };
	bool done;

	note_sent(desk, &record, 1, one->request, list.arena);
	request_statement(&list, one->request);
	statement_save(&list, record);
	one->reads = list.n;
	statement_read(&list, record->form, record->id);
	if (one->listed)
		listed_statement(&list, one->listed, record->id);
	done = change_one(desk, &list, one, err);
	arena_free(list.arena);
	return done;
}

bool
store_save_listed(struct desk *desk, const struct record *record,
	const char *request, struct listed *listed, struct record **saved,
	int *row, struct err *err)
{
	struct err own = { 0 };
	int no_row;
	struct saving one = { .record = record,
		.request = request,
		.listed = record->id ? listed : NULL,
		.saved = saved,
		.row = row ? row : &no_row };

	err = err ? err : &own;
	*one.row = -1;
	*saved = NULL;
	if (listed)
		listed->row = NULL;
	return record_may_change(record, err) && save_one(desk, &one, err);
}

bool
store_save(struct desk *desk, const struct record *record, const char *request,
	struct record **saved, int *row, struct err *err)
{
	return store_save_listed(desk, record, request, NULL, saved, row, err);
}

/* ---- marking and restoring */

/* The one statement of a change without read-back. */
static bool
change(struct desk *desk, struct statements *list, const struct form *form,
	const char *id, const char *version, const char *request,
	struct err *err)
{
	struct record *mine = record_new(form, NULL, desk->today);
	struct result **results;
	bool repeat;

	mine->id = id;
	mine->version = version;
	results = store_send(desk, list, mine, request, &repeat, err);
	if (results)
		results_free(results, list->n);
	record_free(mine);
	return results || repeat;
}

bool
store_mark(struct desk *desk, const struct form *form, const char *id,
	const char *version, const char *why, const char *request,
	struct err *err)
{
	struct statements list = { .arena = arena_new() };
	struct err own = { 0 };
	bool done;

	request_statement(&list, request);
	statement_mark(&list, form, id, version, why);
	done = change(
		desk, &list, form, id, version, request, err ? err : &own);
	arena_free(list.arena);
	return done;
}

bool
store_restore(struct desk *desk, const struct form *form, const char *id,
	const char *version, const char *request, struct err *err)
{
	struct statements list = { .arena = arena_new() };
	struct err own = { 0 };
	bool done;

	request_statement(&list, request);
	statement_restore(&list, form, id, version);
	done = change(
		desk, &list, form, id, version, request, err ? err : &own);
	arena_free(list.arena);
	return done;
}
