/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who changed what: the history of a record, and the other side of a
 * conflict. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/inside.h"

/*
 * One row per changed column of an update, one for any other change, the last
 * first. What stands in the last column then: the reason of a mark, the file
 * of a load.
 */
static const char history_sql[] =
	"select h.at, h.who, h.office, h.op, k.name, h.old->>k.name,"
	" case h.op when 'update' then h.new->>k.name"
	" when 'mark' then h.new->>'deleted_why'"
	" when 'load' then concat_ws(':', h.new->>'file', h.new->>'line')"
	" when 'clear' then h.new->>'why' end"
	" from audit.history($1,$2) with ordinality"
	" as h(at,who,office,op,old,new,n)"
	" left join lateral (select name from jsonb_object_keys("
	"coalesce(h.old,'{}')||coalesce(h.new,'{}')) name"
	" where h.old->name is distinct from h.new->name) k"
	" on h.op = 'update'"
	" order by h.n, k.name";

/* The minutes since the last change are the server's: the client's clock
 * decides nothing. */
static const char last_sql[] =
	"select who, at, greatest(0, extract(epoch from"
	" (now() at time zone 'America/Lima') -"
	" to_timestamp(at,'DD/MM/YYYY HH24:MI')::timestamp) / 60)::bigint"
	" from audit.history($1,$2) with ordinality"
	" as h(at,who,office,op,old,new,n) order by h.n limit 1";

/* The codes behind the ids of a lookup's column, old and new ones. */
static const char *
codes_sql(struct arena *arena, const struct field *field)
{
	return arena_printf(arena,
		"select p.id::text, p.%s::text from %s p where p.id::text in"
		" (select v from audit.history($1,$2) h,"
		" unnest(array[h.old->>$3, h.new->>$3]) v)",
		str_quote_ident(arena, field->name),
		str_quote_name(arena, field->lookup->pick));
}

/* ---- names for people */

static const char *
op_name(const char *op)
{
	static const struct i18n_word names[] = {
		{ "insert", N_("alta") },
		{ "update", N_("cambio") },
		{ "delete", N_("borrado") },
		{ "mark", N_("anulación") },
		{ "restore", N_("restauración") },
		{ "load", N_("carga") },
		{ "clear", N_("borrado de datos personales") },
		{ 0 },
	};
	const char *name = i18n_word(names, op);

	return name ? name : op ? op : "";
}

static const struct field *
field_written(const struct form *form, const char *column)
{
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct lookup *l = form->fields[i].lookup;

		if (l && str_eq(l->writes, column))
			return &form->fields[i];
	}
	return NULL;
}

/* A value of the record of changes as the field shows it. */
static const char *
shown(struct arena *arena, const struct field *field, const char *text)
{
	struct value value = { .now = text };
	size_t room;
	char *out;

	if (!text)
		return NULL;
	if (field->kind == FIELD_PARTIAL)
		return clean_text(arena, text, true);
	if (field->column && field->column->type == COLUMN_BOOLEAN)
		value.now =
			str_eq(text, "true") || str_eq(text, "t") ? "t" : "f";
	room = 2 * strlen(text) + 256;
	out = arena_alloc(arena, room);
	value_show(field, &value, out, room);
	return clean_text(arena, out, true);
}

/* ---- the history */

struct codes {
	const struct field *field;
	const struct result *result;
};

struct history {
	struct arena *arena;
	const struct form *form;
	size_t n_codes;
	struct codes *codes;
	struct change *changes;
	size_t n;
};

static const char *
code_of(const struct history *h, const struct field *field, const char *id)
{
	for (size_t i = 0; id && i < h->n_codes; i++) {
		if (h->codes[i].field != field)
			continue;
		for (size_t k = 0; k < result_rows(h->codes[i].result); k++) {
			if (str_eq(result_value(h->codes[i].result, k, 0), id))
				return clean_text(h->arena,
					result_value(h->codes[i].result, k, 1),
					false);
		}
	}
	return id;
}

/* False for a column that no field of the form shows. */
static bool
take_field(const struct history *h, struct change *c, const char *column,
	const char *old, const char *now)
{
	const struct field *field = field_written(h->form, column);
	int at;

	if (field) {
		c->field = field_title(field);
		c->old = code_of(h, field, old);
		c->now = code_of(h, field, now);
		return true;
	}
	at = form_field(h->form, column);
	if (at < 0)
		return false;
	field = &h->form->fields[at];
	c->field = field_title(field);
	c->old = shown(h->arena, field, old);
	c->now = shown(h->arena, field, now);
	return true;
}

static void
take_change(struct history *h, const struct result *result, size_t row)
{
	struct change *c = &h->changes[h->n];
	const char *column = result_value(result, row, 4);
	const char *old = result_value(result, row, 5);
	const char *now = result_value(result, row, 6);

	*c = (struct change){
		.at = clean_text(h->arena, result_value(result, row, 0), false),
		.who = clean_text(
			h->arena, result_value(result, row, 1), false),
		.office = clean_text(
			h->arena, result_value(result, row, 2), false),
		.op = op_name(result_value(result, row, 3)),
	};
	if (!column)
		c->now = clean_text(h->arena, now, false);
	if (!column || take_field(h, c, column, old, now))
		h->n++;
}

/* Fields whose column holds an id that only their list can name. */
static void
ask_codes(struct history *h, struct statements *list, const char *id)
{
	h->codes =
		arena_array(h->arena, h->form->n_fields + 1, sizeof *h->codes);
	for (size_t i = 0; i < h->form->n_fields; i++) {
		const struct field *field = &h->form->fields[i];

		if (!field->lookup || !field->lookup->writes)
			continue;
		h->codes[h->n_codes++].field = field;
		statements_addv(list, codes_sql(h->arena, field), 3,
			h->form->table, id, field->lookup->writes);
	}
}

bool
store_history(struct desk *desk, const struct form *form, const char *id,
	struct arena *arena, struct change **out, size_t *n, struct err *err)
{
	struct statements list = { .arena = arena };
	struct history h = { .arena = arena, .form = form };
	struct result **results;
	size_t rows;

	statements_addv(&list, history_sql, 2, form->table, id);
	ask_codes(&h, &list, id);
	results = store_run(desk, &list, arena, NULL, _("Historia"), err);
	if (!results)
		return false;
	for (size_t i = 0; i < h.n_codes; i++)
		h.codes[i].result = results[1 + i];
	rows = result_rows(results[0]);
	h.changes = arena_array(arena, rows + 1, sizeof *h.changes);
	for (size_t i = 0; i < rows; i++)
		take_change(&h, results[0], i);
	results_free(results, list.n);
	*out = h.changes;
	*n = h.n;
	return true;
}

/* ---- conflicts */

enum {
	HOUR = 60,
	DAY = 24 * HOUR
};

/* "hace 4 min, 10:32"; older ones by their date. at: dd/mm/yyyy hh:mm. */
static const char *
when_text(struct arena *arena, const char *at, const char *minutes)
{
	long passed = minutes ? strtol(minutes, NULL, 10) : 0;
	const char *hour = at && strlen(at) == 16 ? at + 11 : "";

	if (!at)
		return "";
	if (passed < 1)
		return arena_printf(arena, _("ahora mismo, %s"), hour);
	if (passed < HOUR)
		return arena_printf(arena, _("hace %ld min, %s"), passed, hour);
	if (passed < DAY)
		return arena_printf(
			arena, _("hace %ld h, %s"), passed / HOUR, hour);
	return clean_text(arena, at, false);
}

bool
store_conflict(struct desk *desk, const struct record *mine,
	struct arena *arena, struct conflict *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;
	const struct result *last;

	*out = (struct conflict){ .who = "", .when = "" };
	statement_read(&list, mine->form, mine->id);
	statements_addv(&list, last_sql, 2, mine->form->table, mine->id);
	results = store_run(desk, &list, arena, NULL, _("Comparación"), err);
	if (!results)
		return false;
	out->theirs = record_from(mine->form, results);
	out->gone = !out->theirs || out->theirs->deleted;
	last = results[list.n - 1];
	if (result_rows(last) > 0) {
		out->who = clean_text(arena, result_value(last, 0, 0), false);
		out->when = when_text(arena, result_value(last, 0, 1),
			result_value(last, 0, 2));
	}
	results_free(results, list.n);
	return true;
}
