/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be wrong with a form that reads well: first what needs no server,
 * then what the catalogue contradicts. */
#include "form/form.h"

#include <stdarg.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/record.h"

enum {
	SCREEN = 80,
	LIST_MARK = 2,	/* cells before the first column of a list */
	HINT_ROOM = 79, /* of row 22 */
};

struct checking {
	const struct form *form;
	struct arena *arena;
	form_say *say;
	void *arg;
	size_t found;
};

static void problem(struct checking *c, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* line 0: of the form as a whole. */
static void
problem(struct checking *c, int line, const char *fmt, ...)
{
	va_list ap;
	const char *said;

	va_start(ap, fmt);
	said = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	c->found++;
	c->say(c->arg, line > 0 ? arena_printf(c->arena, "%s:%d:1: %s",
					  c->form->path, line, said)
				: arena_printf(c->arena, "%s: %s",
					  c->form->path, said));
}

typedef void check_field(struct checking *c, const struct field *f);

/* Every field, of the form and of its lines. */
static void
each_field(struct checking *c, check_field *check)
{
	const struct form *form = c->form;

	for (size_t i = 0; i < form->n_fields; i++)
		check(c, &form->fields[i]);
	for (size_t l = 0; l < form->n_lines; l++)
		for (size_t i = 0; i < form->lines[l].n_fields; i++)
			check(c, &form->lines[l].fields[i]);
}

static int
widest_box(const struct field *f)
{
	int width = 0;

	for (size_t i = 0; i < f->n_boxes; i++)
		if (f->boxes[i].width > width)
			width = f->boxes[i].width;
	return width;
}

static void
check_choices(struct checking *c, const struct field *f)
{
	for (size_t i = 0; i < f->n_choices; i++) {
		const char *label = f->choices[i].label;

		if (f->n_boxes > 0 && utf8_cells(label) > widest_box(f))
			problem(c, f->line,
				_("la opción «%s» de «%s» no cabe "
				  "en su casillero."),
				label, f->tag);
		for (size_t j = 0; j < i; j++)
			if (str_eq(f->choices[j].code, f->choices[i].code))
				problem(c, f->line,
					_("la opción «%s» está "
					  "dos veces."),
					f->choices[i].code);
	}
	for (size_t i = 0; i < f->n_words; i++)
		if (field_choice_label(f, f->words[i].code) == f->words[i].code)
			problem(c, f->line,
				_("values: «%s» no es el código "
				  "de ninguna opción."),
				f->words[i].code);
}

/* The file's own values must read as the field would read them. */
static void
check_value(struct checking *c, const struct field *f, const char *text,
	const char *attribute)
{
	struct value value = { .now = NULL };
	struct field plain = *f;
	struct err err = { 0 };

	plain.range_low = plain.range_high = NULL;
	if (text && !value_type(c->arena, &plain, text,
			    (struct date){ 2000, 1, 1 }, &value, &err))
		problem(c, f->line, "%s: %s", attribute, err.text);
}

static void
check_attributes(struct checking *c, const struct field *f)
{
	if (f->noentry && f->required)
		problem(c, f->line, _("«%s»: required no va con noentry."),
			f->tag);
	if (f->optional && f->required)
		problem(c, f->line, _("«%s»: required no va con optional."),
			f->tag);
	if (f->said && !f->noentry)
		problem(c, f->line, _("«%s»: said va con noentry."), f->name);
	if (f->noentry && f->lookup)
		problem(c, f->line, _("«%s»: lookup no va con noentry."),
			f->tag);
	if (f->code > 0 && (f->noentry || f->wrap || f->lookup ||
				   f->n_choices > 0 || f->kind != FIELD_TEXT))
		problem(c, f->line,
			_("«%s»: code es de un texto corto que se "
			  "escribe."),
			f->tag);
	if (f->near && form_field(c->form, f->near) < 0)
		problem(c, f->line, _("near: no hay un campo «%s»."), f->near);
	if (f->n_boxes > 1 && f->kind != FIELD_TEXT)
		problem(c, f->line,
			_("«%s» tiene varias filas y no es "
			  "texto."),
			f->tag);
	if (f->help && utf8_cells(f->help) > HINT_ROOM)
		problem(c, f->line,
			_("la ayuda de «%s» no cabe en una "
			  "línea."),
			f->tag);
	check_value(c, f, f->default_value, "default");
	if (f->kind != FIELD_PARTIAL) {
		check_value(c, f, f->range_low, "range");
		check_value(c, f, f->range_high, "range");
	}
}

static size_t
count_tag(size_t n, const struct field *fields, const char *tag)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += str_eq(fields[i].tag, tag);
	return count;
}

static size_t
count_tags(const struct form *form, const char *tag)
{
	size_t count = count_tag(form->n_fields, form->fields, tag);

	for (size_t l = 0; l < form->n_lines; l++)
		count += count_tag(
			form->lines[l].n_fields, form->lines[l].fields, tag);
	return count;
}

static void
check_tag(struct checking *c, const struct field *f)
{
	if (!str_eq(f->tag, "-") && count_tags(c->form, f->tag) > 1)
		problem(c, f->line,
			_("la etiqueta «%s» está en fields y en "
			  "lines."),
			f->tag);
}

static void
check_refusals(struct checking *c)
{
	for (size_t i = 0; i < c->form->n_refusals; i++) {
		const struct refusal_text *r = &c->form->refusals[i];

		if (r->tag && !str_eq(r->tag, "-") &&
			count_tags(c->form, r->tag) == 0)
			problem(c, 0,
				_("refusals %s: no hay un campo con la "
				  "etiqueta «%s»."),
				r->constraint, r->tag);
	}
}

static bool
is_natural(const struct form *f, const char *name)
{
	return str_word(name, f->n_natural, f->natural) < f->n_natural;
}

/* A part of the key may be drawn nowhere: a list not written shows it. */
static void
check_list(struct checking *c)
{
	const struct form *f = c->form;
	int width = LIST_MARK;

	for (size_t i = 0; i < f->n_list; i++) {
		width += f->list[i].width + (i > 0);
		if (str_eq(f->list[i].title, f->list[i].name) &&
			!is_natural(f, f->list[i].name))
			problem(c, 0,
				_("la columna «%s» de la lista no tiene "
				  "título."),
				f->list[i].name);
	}
	if (width > SCREEN)
		problem(c, 0,
			_("la lista ocupa %d columnas y la pantalla "
			  "tiene 80."),
			width);
}

/* Does the field answer to this heading of a file? The label counts too. */
static bool
has_heading(const struct field *f, const char *folded)
{
	char other[256];

	for (size_t i = 0; i < f->n_headings; i++) {
		utf8_fold_heading(f->headings[i], other, sizeof other);
		if (str_eq(folded, other))
			return true;
	}
	utf8_fold_heading(f->label, other, sizeof other);
	return !f->noentry && str_eq(folded, other);
}

/* A column of a file must not belong to two fields. */
static void
check_headings(struct checking *c)
{
	const struct form *form = c->form;
	char folded[256];

	for (size_t i = 0; i < form->n_fields; i++) {
		const struct field *f = &form->fields[i];

		for (size_t h = 0; h < f->n_headings; h++) {
			utf8_fold_heading(
				f->headings[h], folded, sizeof folded);
			for (size_t j = 0; j < form->n_fields; j++)
				if (j != i &&
					has_heading(&form->fields[j], folded))
					problem(c, f->line,
						_("el encabezado "
						  "«%s» es también del campo "
						  "«%s»."),
						f->headings[h],
						form->fields[j].name);
		}
	}
}

static void
check_says(struct checking *c, const struct action *action)
{
	if (action->says && form_field(c->form, action->says) < 0)
		problem(c, 0,
			_("says: no hay un campo «%s» que diga lo que hace "
			  "«%s»."),
			action->says, action->name);
}

/* What an action asks is read by a field of that name, else it is a text with
 * a title of its own. */
static void
check_asks(struct checking *c)
{
	const struct form *f = c->form;

	for (size_t i = 0; i < f->n_actions; i++) {
		check_says(c, &f->actions[i]);
		for (size_t j = 0; j < f->actions[i].n_ask; j++) {
			const struct action_ask *ask = &f->actions[i].ask[j];

			if (!ask->title && !action_ask_field(f, ask))
				problem(c, 0,
					_("la acción «%s» pregunta «%s», que "
					  "no es un campo: escriba su título "
					  "entre comillas."),
					f->actions[i].name, ask->name);
		}
	}
}

static void
check_named(struct checking *c, const char *word, size_t n,
	const char *const *names, bool looked_up)
{
	for (size_t i = 0; i < n; i++) {
		int at = form_field(c->form, names[i]);

		if (at < 0)
			problem(c, 0, _("import, %s: no hay un campo «%s»."),
				word, names[i]);
		else if (looked_up &&
			 (!c->form->fields[at].lookup ||
				 !c->form->fields[at].lookup->writes))
			problem(c, 0,
				_("import, %s: «%s» no guarda el id de otro "
				  "registro (lookup con writes)."),
				word, names[i]);
	}
}

/* The records of one line have its number: what is known by it (codes that
 * are made, numbers given, the rows of after) would be of all of them. */
static void
check_spread(struct checking *c)
{
	const struct importing *import = &c->form->import;

	if (!import->spread_heading)
		return;
	check_named(c, "spread", 1, &import->spread_heading, false);
	check_named(c, "spread", 1, &import->spread_cell, false);
	if (str_eq(import->spread_heading, import->spread_cell))
		problem(c, 0,
			_("import, spread: los títulos y las celdas no son "
			  "el mismo campo, «%s»."),
			import->spread_cell);
	if (import->n_makes || import->after || form_numbering(c->form))
		problem(c, 0, "%s",
			_("import, spread: no va junto con makes, con after ni "
			  "con un campo que numera."));
}

static void
check_import(struct checking *c)
{
	const struct importing *import = &c->form->import;

	check_named(c, "makes", import->n_makes, import->makes, true);
	check_named(c, "office", import->n_office, import->office, true);
	check_named(c, "known", import->n_known, import->known, false);
	for (size_t i = 0; i < import->n_leaves; i++)
		check_named(c, "leaves", 1, &import->leaves[i].field, false);
	check_spread(c);
}

/* Whether a record may be changed must come with it; what to do about it goes
 * on a sentence. */
static void
check_fixed(struct checking *c)
{
	if (c->form->fixed && form_field(c->form, c->form->fixed) < 0)
		problem(c, 0,
			_("fixed: no hay un campo «%s»; póngalo en fields "
			  "con la etiqueta «-» y noentry."),
			c->form->fixed);
	if (c->form->fixed_help && str_ends(c->form->fixed_help, "."))
		problem(c, 0,
			_("fixed: «%s» va detrás de «no se cambia;»: se escribe "
			  "sin punto final."),
			c->form->fixed_help);
}

static void
check_names(struct checking *c)
{
	const struct form *f = c->form;

	for (size_t i = 0; i < f->n_actions; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(f->actions[i].name, f->actions[j].name))
				problem(c, 0,
					_("la acción «%s» está dos "
					  "veces."),
					f->actions[i].name);
	for (size_t i = 0; i < f->n_filters; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(f->filters[i].name, f->filters[j].name))
				problem(c, 0,
					_("el filtro «%s» está dos "
					  "veces."),
					f->filters[i].name);
}

size_t
form_check(const struct form *form, form_say *say, void *arg)
{
	struct checking c = {
		.form = form, .arena = arena_new(), .say = say, .arg = arg
	};

	each_field(&c, check_tag);
	each_field(&c, check_choices);
	each_field(&c, check_attributes);
	check_refusals(&c);
	check_list(&c);
	check_names(&c);
	check_fixed(&c);
	check_asks(&c);
	check_import(&c);
	check_headings(&c);
	arena_free(c.arena);
	return c.found;
}

/* ---- against the catalogue */

static void
check_column(struct checking *c, const char *name, const char *where)
{
	if (!columns_find(&c->form->columns, name))
		problem(c, 0,
			_("%s: la base de datos no tiene la columna "
			  "«%s»."),
			where, name);
}

static void
check_boolean(struct checking *c, const char *name, const char *where)
{
	const struct column *column = columns_find(&c->form->columns, name);

	if (!column)
		check_column(c, name, where);
	else if (column->type != COLUMN_BOOLEAN)
		problem(c, 0, _("%s: la columna «%s» no es de sí o no."), where,
			name);
}

static void
check_way(struct checking *c, const struct way *way, const char *where)
{
	for (size_t i = 0; i < way->n_by; i++)
		check_column(c, way->by[i], where);
	if (way->period)
		check_column(c, way->period, where);
}

static void
check_columns(struct checking *c)
{
	static const char *const convention[] = {
		"id",
		"row_version",
		"deleted_at",
		"office_id",
	};
	const struct form *f = c->form;

	for (size_t i = 0; i < sizeof convention / sizeof convention[0]; i++)
		check_column(c, convention[i], f->view);
	for (size_t i = 0; i < f->n_natural; i++)
		check_column(c, f->natural[i], "natural");
	for (size_t i = 0; i < f->n_order; i++)
		check_column(c, f->order[i], "order");
	check_way(c, &f->figure, "figure");
	check_way(c, &f->opens, "opens");
	check_way(c, &f->made, "made");
	for (size_t i = 0; i < f->n_list; i++)
		check_column(c, f->list[i].name, "list");
	for (size_t i = 0; i < f->n_filters; i++)
		check_boolean(c, f->filters[i].column, "filters");
	for (size_t i = 0; i < f->n_actions; i++)
		if (f->actions[i].when_column)
			check_column(c, f->actions[i].when_column, "when");
	if (f->fixed)
		check_boolean(c, f->fixed, "fixed");
	for (size_t i = 0; i < f->n_fields; i++)
		if (f->fields[i].alert)
			check_boolean(c, f->fields[i].alert, "alert");
}

/* Fields of one list with the columns they are written to. */
struct field_set {
	size_t n;
	const struct field *fields;
	const struct columns *columns;
};

static void
check_lookup(
	struct checking *c, const struct field_set *set, const struct field *f)
{
	const struct lookup *l = f->lookup;
	const struct column *writes =
		l->writes ? columns_find(set->columns, l->writes) : NULL;

	if (!columns_find(&l->columns, "id")) {
		problem(c, f->line,
			_("la base de datos no tiene la vista "
			  "%s con su id."),
			l->pick);
		return;
	}
	if (!columns_find(&l->columns, f->name))
		problem(c, f->line,
			_("%s no tiene la columna «%s» del "
			  "campo."),
			l->pick, f->name);
	for (size_t i = 0; i < l->n_show; i++)
		if (!columns_find(&l->columns, l->show[i].column))
			problem(c, f->line,
				_("show: %s no tiene la columna "
				  "«%s»."),
				l->pick, l->show[i].column);
	if (l->free && (l->writes || l->n_show > 0 || !f->column ||
			       !f->column->in_table))
		problem(c, f->line,
			_("«%s»: con free se guarda el texto mismo; va sin "
			  "writes ni show y con su columna en la tabla."),
			f->tag);
	if (l->writes && (!writes || !writes->in_table))
		problem(c, f->line,
			_("writes: la tabla no tiene la columna "
			  "«%s»."),
			l->writes);
}

/* Does a later lookup of these fields look at it? */
static bool
is_looked_at(const struct field_set *set, size_t index)
{
	for (size_t i = index + 1; i < set->n; i++)
		if (set->fields[i].lookup &&
			columns_find(&set->fields[i].lookup->columns,
				set->fields[index].name))
			return true;
	return false;
}

static void
check_partial(
	struct checking *c, const struct field_set *set, const struct field *f)
{
	static const char *const suffixes[] = {
		"_from",
		"_to",
		"_precision",
		"_doubtful",
	};

	for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
		const char *name =
			arena_printf(c->arena, "%s%s", f->name, suffixes[i]);

		if (!columns_find(set->columns, name))
			problem(c, f->line,
				_("partial-date: falta la columna "
				  "«%s»."),
				name);
	}
}

static void
check_set(struct checking *c, const struct field_set *set)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct field *f = &set->fields[i];

		if (f->lookup)
			check_lookup(c, set, f);
		if (f->kind == FIELD_PARTIAL)
			check_partial(c, set, f);
		if (!f->noentry && !f->lookup && f->column &&
			!f->column->in_table && !is_looked_at(set, i))
			problem(c, f->line,
				_("«%s» se puede escribir y la "
				  "tabla no tiene la columna «%s»: póngale "
				  "noentry."),
				f->tag, f->name);
	}
}

static void
check_lines(struct checking *c, const struct lines *lines)
{
	static const char *const convention[] = {
		"id",
		"row_version",
		"deleted_at",
	};
	const struct field_set set = { .n = lines->n_fields,
		.fields = lines->fields,
		.columns = &lines->columns };

	for (size_t i = 0; i < sizeof convention / sizeof convention[0]; i++)
		if (!columns_find(&lines->columns, convention[i]))
			problem(c, 0, _("%s no tiene la columna «%s»."),
				lines->view, convention[i]);
	if (!columns_find(&lines->columns, lines->parent))
		problem(c, 0, _("parent: %s no tiene la columna «%s»."),
			lines->table, lines->parent);
	check_set(c, &set);
}

size_t
form_check_bound(const struct form *form, form_say *say, void *arg)
{
	struct checking c = {
		.form = form, .arena = arena_new(), .say = say, .arg = arg
	};
	const struct field_set set = { .n = form->n_fields,
		.fields = form->fields,
		.columns = &form->columns };

	check_columns(&c);
	check_set(&c, &set);
	for (size_t l = 0; l < form->n_lines; l++)
		check_lines(&c, &form->lines[l]);
	arena_free(c.arena);
	return c.found;
}
