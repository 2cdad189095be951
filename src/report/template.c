/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/template.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/heading.h"
#include "form/record.h"
#include "report/export_cell.h"
#include "report/listing.h"
#include "report/period.h"
#include "report/template_rows.h"
#include "store/sheet.h"

enum {
	HOUR_ROOM = 6,
	ISO_ROOM = 16,
	NARROW = 12, /* characters across */
	MEDIUM = 24,
	WIDE = 44,
};

/* A template being made. */
struct making {
	struct desk *desk;
	struct arena *arena;
	const struct template_wish *wish;
	const struct form *form;
	struct template *t;
	struct sheet sheet; /* of a register that has one */
	const struct field *
		*fields;    /* of the columns; NULL: the value before */
	const char *before; /* the period of that value; NULL none */
	size_t before_at;
};

/* ---- which fields, and how they are filled in */

/* Is it one of the fields by which a record is known? */
static bool
is_natural(const struct form *form, const struct field *field)
{
	for (size_t i = 0; i < form->n_natural; i++)
		if (str_eq(form->natural[i], field->name) ||
			str_eq(form->natural[i], field->numbers))
			return true;
	return false;
}

/* Does the code of another field say what this one shows? What is the same in
 * all rows stands above them. */
static bool
is_shown_by_code(const struct form *form, const struct field *field)
{
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct field *f = &form->fields[i];

		for (size_t j = 0; f->lookup && !f->keep &&
				   is_natural(form, f) && j < f->lookup->n_show;
			j++)
			if (str_eq(f->lookup->show[j].field, field->name))
				return true;
	}
	return false;
}

/* What an entered field is expected to be near: what was planned. */
static bool
is_aim(const struct form *form, const struct field *field)
{
	for (size_t i = 0; i < form->n_fields; i++)
		if (heading_may_fill(&form->fields[i]) &&
			str_eq(form->fields[i].near, field->name))
			return true;
	return false;
}

static bool
is_told(const struct form *form, const struct field *field)
{
	return field->noentry &&
	       (is_shown_by_code(form, field) || is_aim(form, field));
}

static enum template_takes
takes(const struct field *field)
{
	if (field->n_choices > 0 || field->kind == FIELD_BOOLEAN)
		return TEMPLATE_CHOICE;
	switch (field->kind) {
	case FIELD_INTEGER:
		return TEMPLATE_INTEGER;
	case FIELD_NUMBER:
	case FIELD_MONEY:
	case FIELD_PERCENT:
		return TEMPLATE_NUMBER;
	case FIELD_DATE:
		return TEMPLATE_DAY;
	default:
		return TEMPLATE_ANY;
	}
}

static void
take_choices(
	struct making *m, const struct field *field, struct template_column *c)
{
	static const char *const yes_no[] = { N_("Sí"), N_("No") };
	size_t n = field->n_choices ? field->n_choices : 2;

	c->choices = arena_array(m->arena, n, sizeof *c->choices);
	c->n_choices = n;
	for (size_t i = 0; i < n; i++)
		c->choices[i] = field->n_choices ? field->choices[i].label
						 : _(yes_no[i]);
}

static int
width_of(const struct field *field, enum template_takes takes)
{
	if (takes != TEMPLATE_ANY || field->kind != FIELD_TEXT)
		return takes == TEMPLATE_CHOICE ? MEDIUM : NARROW;
	if (field->wrap || field_is_free(field))
		return WIDE;
	return field->lookup ? NARROW : MEDIUM;
}

static struct template_column
column_of(struct making *m, const struct field *field, bool open)
{
	const char *title = heading_of(m->form, field);
	struct template_column c = {
		.title = title ? title : field_title(field),
		.takes = field->lookup ? TEMPLATE_ANY : takes(field),
		.open = open,
		.required = open && field->required,
		.low = field->range_low,
		.high = field->range_high,
	};

	if (open && !str_eq(field_hint(field), c.title))
		c.help = field_hint(field);
	c.kind = field->n_choices ? CELL_TEXT : listing_kind(field->kind);
	c.width = width_of(field, c.takes);
	if (c.takes == TEMPLATE_CHOICE)
		take_choices(m, field, &c);
	return c;
}

static void
add_column(struct making *m, const struct field *field,
	struct template_column column)
{
	m->fields[m->t->n_columns] = field;
	m->t->columns[m->t->n_columns++] = column;
}

static void
add_before(struct making *m)
{
	if (m->before)
		add_column(m, NULL,
			(struct template_column){
				.title = arena_printf(
					m->arena, _("Valor de %s"), m->before),
				.kind = CELL_NUMBER,
				.width = NARROW });
}

static struct template_column *
last_column(struct making *m)
{
	return &m->t->columns[m->t->n_columns - 1];
}

/* A percentage that is changed by hand is told from a fraction by its sign, and
 * a code from a number by being a text. */
static void
as_in_a_file(struct making *m, const struct field *field)
{
	struct template_column *c = last_column(m);

	c->kind = field->lookup ? CELL_TEXT : export_cell_kind(field);
	if (c->kind == CELL_PERCENT) {
		c->kind = CELL_TEXT;
		c->takes = TEMPLATE_ANY;
	}
}

/* rows: they are there, and whoever fills them in adds none. */
static void
take_columns(struct making *m, bool rows)
{
	const struct form *form = m->form;

	m->t->columns = arena_array(
		m->arena, form->n_fields + 1, sizeof *m->t->columns);
	m->fields =
		arena_array(m->arena, form->n_fields + 1, sizeof *m->fields);
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct field *f = &form->fields[i];
		bool natural = is_natural(form, f);
		bool open = !rows || !natural;

		if (heading_may_fill(f) && !f->personal) {
			add_column(m, f, column_of(m, f, open));
			last_column(m)->held = open && natural;
			if (!rows)
				as_in_a_file(m, f);
		} else if (rows && is_told(form, f))
			add_column(m, f, column_of(m, f, false));
		else
			continue;
		if (rows && is_aim(form, f))
			add_before(m);
	}
}

/* ---- rows */

/* The office may still write it. */
static bool
is_open_row(const struct sheet_row *row)
{
	static const char *const open[] = { "pending", "draft", "returned",
		NULL };

	return str_in(open, row->cell);
}

/* The last period that the sheet has values of. */
static void
find_before(struct making *m)
{
	for (size_t i = 0; i < SHEET_BEFORE; i++)
		if (m->sheet.before[i]) {
			m->before = m->sheet.before[i];
			m->before_at = i;
		}
}

static struct report_cell
cell_of(struct making *m, const struct sheet_row *row, size_t column)
{
	const struct field *field = m->fields[column];
	const char *before = row->before[m->before_at];
	const struct value *value;

	if (!field)
		return (struct report_cell){
			.shown = str_eq(before, "-") ? NULL : before
		};
	value = &row->record->values[field - m->form->fields];
	if (!value->now)
		return (struct report_cell){ 0 };
	return (struct report_cell){
		.shown = m->t->columns[column].kind == CELL_NUMBER
				 ? arena_strdup(m->arena, value->now)
				 : value_text(m->arena, field, value),
		.exact = arena_strdup(m->arena, value->now),
	};
}

static void
take_rows(struct making *m)
{
	struct template *t = m->t;

	t->rows = arena_array(m->arena, m->sheet.n + 1, sizeof *t->rows);
	for (size_t i = 0; i < m->sheet.n; i++) {
		const struct sheet_row *row = &m->sheet.rows[i];
		struct report_row *to = &t->rows[t->n_rows];

		if (!is_open_row(row))
			continue;
		t->n_rows++;
		to->cells = arena_array(
			m->arena, t->n_columns + 1, sizeof *to->cells);
		for (size_t j = 0; j < t->n_columns; j++)
			to->cells[j] = cell_of(m, row, j);
	}
}

static bool
nothing_to_fill(const struct making *m, struct err *err)
{
	const struct sheet *s = &m->sheet;

	if (!str_eq(s->period_state, "open"))
		return err_set(err, ERR_RULE, NULL,
			_("%s está cerrado: no hay qué llenar."),
			s->period_title);
	err_set(err, ERR_RULE, NULL,
		_("La oficina %s no tiene qué llenar en %s: no le toca ningún "
		  "indicador, o ya los informó."),
		s->office, s->period_title);
	return err_hint(err, _("Lo que le toca se ve con hito list %s."),
		m->form->name);
}

static bool
of_sheet(struct making *m, const char *period, struct err *err)
{
	const struct sheet *s = &m->sheet;

	if (!sheet_read(m->desk, m->wish->office, period, m->wish->plan,
		    m->arena, &m->sheet, err))
		return false;
	find_before(m);
	take_columns(m, true);
	if (str_eq(s->period_state, "open"))
		take_rows(m);
	if (m->t->n_rows == 0)
		return nothing_to_fill(m, err);
	m->t->stamp.plan = s->plan;
	m->t->stamp.period = s->period;
	m->t->stamp.office = s->office;
	m->t->report.title = arena_printf(
		m->arena, "%s - %s", m->form->title, s->period_title);
	m->t->report.period_title =
		arena_printf(m->arena, "%s  %s", s->office, s->office_name);
	return true;
}

/* ---- of any other register */

static bool
of_office(struct making *m, const char **name, struct err *err)
{
	struct result *r = session_query(m->desk->session, _("Oficina"), err,
		"select office_code, office_name from core.office_pick "
		"where core.fold(office_code) = core.fold(btrim($1))",
		1, m->wish->office);

	if (!r)
		return false;
	if (result_rows(r) == 1) {
		m->t->stamp.office =
			arena_strdup(m->arena, result_value(r, 0, 0));
		*name = arena_strdup(m->arena, result_value(r, 0, 1));
	}
	result_free(r);
	return m->t->stamp.office ||
	       err_set(err, ERR_INPUT, NULL,
		       _("No hay una oficina con el código «%s»."),
		       m->wish->office);
}

static bool
of_register(struct making *m, const char *period, struct err *err)
{
	struct template *t = m->t;
	const char *name = "";

	if (!of_office(m, &name, err))
		return false;
	if (form_field(m->form, "plan_code") >= 0)
		t->stamp.plan = m->wish->plan ? m->wish->plan
					      : desk_plan_shown(m->desk);
	if (form_field(m->form, "period_key") >= 0)
		t->stamp.period = period;
	take_columns(m, false);
	t->grows = true;
	t->report.title = m->form->title;
	t->report.period_title =
		arena_printf(m->arena, "%s  %s", t->stamp.office, name);
	return template_rows(m->desk, m->form, t, m->fields, err) &&
	       template_lists(m->desk, m->form, t, m->fields, err);
}

/* ---- the whole */

static void
take_notes(struct making *m)
{
	struct template *t = m->t;

	t->notes = arena_array(m->arena, 2, sizeof *t->notes);
	t->notes[t->n_notes++] = t->report.period_title;
	t->notes[t->n_notes++] =
		!t->n_rows ? _("Llene una fila por registro y devuelva este "
			       "mismo archivo; los títulos están protegidos.")
		: t->grows ? _("Corrija las celdas sin color, o agregue filas "
			       "debajo, y devuelva este mismo archivo; solo se "
			       "graba lo que cambió.")
			   : _("Llene las celdas sin color y devuelva este "
			       "mismo archivo; lo demás está protegido.");
}

/* Columns that no file fills: an import says nothing of them. */
static const char *
told_columns(const struct making *m)
{
	struct buf b = { 0 };
	const char *out;

	for (size_t i = 0; i < m->t->n_columns; i++)
		if (!m->fields[i] || !heading_may_fill(m->fields[i]))
			buf_printf(&b, "%s%s", b.len ? "\n" : "",
				m->t->columns[i].title);
	out = b.len ? arena_strdup(m->arena, buf_text(&b)) : NULL;
	buf_free(&b);
	return out;
}

static void
take_stamp(struct making *m)
{
	struct stamp *s = &m->t->stamp;
	char hour[HOUR_ROOM], day[ISO_ROOM];

	desk_hour(m->desk, hour, sizeof hour);
	date_iso(m->desk->today, day, sizeof day);
	s->institution = m->desk->site.institution;
	s->name = m->form->name;
	s->made = arena_printf(m->arena, "%s %s", day, hour);
	s->schema = stamp_schema(m->arena);
	s->told = told_columns(m);
	m->t->stamp_rows =
		arena_array(m->arena, STAMP_PARTS, sizeof *m->t->stamp_rows);
	for (size_t i = 0; i < STAMP_PARTS; i++) {
		if (!stamp_text(s, i))
			continue;
		m->t->stamp_rows[m->t->n_stamp][0] = stamp_name(i);
		m->t->stamp_rows[m->t->n_stamp++][1] = stamp_text(s, i);
	}
}

static bool
may_be_asked(const struct making *m, struct err *err)
{
	if (!m->form->import.allowed)
		return err_set(err, ERR_USAGE, NULL,
			_("El registro «%s» no se carga de archivos: no tiene "
			  "plantilla."),
			m->form->title);
	return desk_may_read(m->desk, m->form) ||
	       err_set(err, ERR_RIGHTS, NULL,
		       _("Usted no puede leer el registro «%s»."),
		       m->form->title);
}

static bool
make(struct making *m, struct err *err)
{
	char *period = NULL;

	if (!may_be_asked(m, err))
		return false;
	if (m->wish->period) {
		period = arena_alloc(m->arena, PERIOD_KEY);
		if (!period_wanted(m->wish->period, PERIOD_ANY, period, err))
			return false;
	}
	if (m->form == desk_form_in(m->desk, "sheet", "row"))
		return of_sheet(m, period, err);
	return of_register(m, period, err);
}

struct template *
template_make(
	struct desk *desk, const struct template_wish *wish, struct err *err)
{
	struct making m = { .desk = desk,
		.arena = desk->arena,
		.wish = wish,
		.form = wish->form };
	bool done;

	m.t = arena_alloc(desk->arena, sizeof *m.t);
	m.t->sheet = wish->form->title;
	m.t->report = (struct report){
		.name = wish->form->name,
		.institution = desk->site.institution,
		.is_test = desk->site.is_test,
		.is_read = true,
	};
	done = make(&m, err);
	sheet_free(&m.sheet);
	if (!done)
		return NULL;
	take_stamp(&m);
	take_notes(&m);
	m.t->report.read_at = m.t->stamp.made;
	return m.t;
}
