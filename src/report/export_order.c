/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/export_order.h"

#include "base/i18n.h"
#include "base/str.h"
#include "form/heading.h"

/* Registers and what they name; lines speak for the register they are of. */
static const char needs_sql[] =
	"with recursive foreign_key as ("
	"select format('%s.%s', n.nspname, t.relname) as of, "
	"format('%s.%s', m.nspname, u.relname) as needs, a.attname as by "
	"from pg_catalog.pg_constraint c "
	"join pg_catalog.pg_class t on t.oid = c.conrelid "
	"join pg_catalog.pg_namespace n on n.oid = t.relnamespace "
	"join pg_catalog.pg_class u on u.oid = c.confrelid "
	"join pg_catalog.pg_namespace m on m.oid = u.relnamespace "
	"join pg_catalog.pg_attribute a on a.attrelid = t.oid "
	"and a.attnum = c.conkey[1] where c.contype = 'f'), "
	"line as (select r.name, f.needs collate \"default\" as parent from core.register r "
	"join foreign_key f on f.of = r.name and f.by = r.line_of[1]), "
	"part as (select r.name, r.name as whole from core.register r "
	"union select p.name, l.parent from part p "
	"join line l on l.name = p.whole) "
	"select distinct p.whole as of, f.needs, "
	"case when p.name = p.whole then f.by end as by from part p "
	"join foreign_key f on f.of = p.name where f.needs <> p.whole";

/* Of each two forms whether the first needs the second. */
struct needs {
	const struct desk *desk;
	size_t n;
	bool *v;
	bool *done;
};

/* A register that no file fills is there already. */
static bool
is_of(const struct form *form, const char *table)
{
	return form->import.allowed && str_eq(form->table, table);
}

/* Is it a key that a file brings? Those of lines (NULL) come in a cell or are
 * asked for by what does. */
static bool
is_brought(const struct form *form, const char *column)
{
	for (size_t i = 0; column && i < form->n_fields; i++) {
		const struct field *f = &form->fields[i];

		if (heading_may_fill(f) && f->lookup &&
			str_eq(f->lookup->writes, column))
			return true;
	}
	return !column;
}

static void
take_need(struct needs *needs, const char *table, const char *other,
	const char *column)
{
	struct form *const *forms = needs->desk->forms;

	for (size_t i = 0; i < needs->n; i++) {
		if (!is_of(forms[i], table) || !is_brought(forms[i], column))
			continue;
		for (size_t j = 0; j < needs->n; j++)
			if (is_of(forms[j], other))
				needs->v[i * needs->n + j] = true;
	}
}

static bool
is_free(const struct needs *needs, size_t of)
{
	for (size_t i = 0; i < needs->n; i++)
		if (needs->v[of * needs->n + i] && !needs->done[i])
			return false;
	return true;
}

/* Two that need each other come as the menus have them. */
static size_t
next_form(const struct needs *needs)
{
	size_t first = needs->n;

	for (size_t i = 0; i < needs->n; i++) {
		if (needs->done[i])
			continue;
		if (is_free(needs, i))
			return i;
		if (first == needs->n)
			first = i;
	}
	return first;
}

const struct form **
export_order(struct desk *desk, struct err *err)
{
	struct needs needs = { .desk = desk, .n = desk->n_forms };
	struct result *r = desk_forms_whole(desk, err)
				   ? session_query(desk->session, _("Catálogo"),
					     err, needs_sql, 0)
				   : NULL;
	const struct form **order;

	if (!r)
		return NULL;
	needs.v = arena_array(
		desk->arena, needs.n * needs.n + 1, sizeof *needs.v);
	needs.done = arena_array(desk->arena, needs.n + 1, sizeof *needs.done);
	order = arena_array(desk->arena, needs.n + 1, sizeof *order);
	for (size_t i = 0; i < result_rows(r); i++)
		take_need(&needs, result_value(r, i, 0), result_value(r, i, 1),
			result_value(r, i, 2));
	result_free(r);
	for (size_t i = 0; i < needs.n; i++) {
		size_t next = next_form(&needs);

		needs.done[next] = true;
		order[i] = desk->forms[next];
	}
	return order;
}
