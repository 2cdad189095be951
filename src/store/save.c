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
request_statement(struct statements *list, const char *request)
{
	statements_addv(
		list, "insert into core.request(id) values ($1)", 1, request);
}

const char *
request_row(struct desk *desk, struct arena *arena, const char *request,
	const char *table, struct err *err)
{
	struct result *result = session_query(desk->session, _("Comprobación"),
		err,
		"select key from audit.change where request = $1::uuid"
		" and relation = $2 and op = 'insert' order by id limit 1",
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

/* Every change goes this way; what was sent stays to be confirmed until the
 * server says yes or no. */
static struct result **
send(struct desk *desk, struct statements *list, const char *request,
	struct sent *sent, struct err *err)
{
	struct result **results;

	page_forget(desk);
	*sent = (struct sent){ 0 };
	if (desk->read_only) {
		err_set(err, ERR_RIGHTS, NULL, _("Solo lectura: %s."),
			desk->read_only_why);
		return NULL;
	}
	desk->last_request = arena_strdup(desk->arena, request);
	results = store_run(
		desk, list, list->arena, &sent->failed, _("Grabación"), err);
	if (!results && err->kind == ERR_LINK) {
		err_hint(err,
			_("Aún no se sabe si se grabó: lo escrito está "
			  "en la pantalla y se comprobará al reconectar."));
		return NULL;
	}
	desk->last_request = NULL;
	sent->refused = !results;
	sent->repeat =
		!results && err->kind != ERR_CANCEL && refusal_is_repeat(desk);
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

/* ---- saving */

static struct record *
read_saved(struct desk *desk, const struct record *record, const char *request,
	struct arena *arena, struct err *err)
{
	const char *id = record->id;

	if (!id)
		id = request_row(
			desk, arena, request, record->form->table, err);
	return id ? store_read(desk, record->form, id, err) : NULL;
}

bool
store_change(struct desk *desk, struct statements *list,
	const struct record *record, const char *request, struct record **saved,
	int *row, struct err *err)
{
	size_t reads = list->n;
	struct sent sent;
	struct result **results;

	statement_read(list, record->form, record->id);
	results = send(desk, list, request, &sent, err);
	if (sent.repeat) {
		*saved = read_saved(desk, record, request, list->arena, err);
		return *saved != NULL;
	}
	if (sent.refused)
		tell_refused(desk, record,
			&(struct refused){ sent.failed, reads }, row, err);
	if (!results)
		return false;
	*saved = record_from(record->form, results + reads);
	results_free(results, list->n);
	if (*saved)
		return true;
	return err_set(err, ERR_RULE, NULL,
		_("Se grabó, pero el registro ya no está entre los que usted "
		  "puede ver."));
}

bool
store_save(struct desk *desk, const struct record *record, const char *request,
	struct record **saved, int *row, struct err *err)
{
	struct statements list = { .arena = arena_new() };
	struct err own = { 0 };
	bool done;

	*saved = NULL;
	if (row)
		*row = -1;
	request_statement(&list, request);
	statement_save(&list, record);
	done = store_change(
		desk, &list, record, request, saved, row, err ? err : &own);
	arena_free(list.arena);
	return done;
}

/* ---- marking and restoring */

/* The one statement of a change without read-back. */
static bool
change(struct desk *desk, struct statements *list, const struct form *form,
	const char *id, const char *version, const char *request,
	struct err *err)
{
	struct sent sent;
	struct result **results = send(desk, list, request, &sent, err);
	struct record *mine;

	if (results)
		results_free(results, list->n);
	if (results || sent.repeat)
		return true;
	if (!sent.refused)
		return false;
	mine = record_new(form, NULL, desk->today);
	mine->id = id;
	mine->version = version;
	tell_refused(desk, mine, &(struct refused){ 0 }, NULL, err);
	record_free(mine);
	return false;
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
