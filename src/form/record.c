/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's life: new, read, copied, checked. */
#include "form/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/text.h"

static struct record *
record_bare(const struct form *form)
{
	struct arena *arena = arena_new();
	struct record *record = arena_alloc(arena, sizeof *record);

	record->form = form;
	record->arena = arena;
	record->values =
		arena_array(arena, form->n_fields, sizeof *record->values);
	record->lines =
		arena_array(arena, form->n_lines, sizeof *record->lines);
	return record;
}

/* What is there now is what was there: nothing to save yet. */
static void
value_settle(struct value *value)
{
	value->was = value->now;
	value->partial_was_doubtful = value->partial.doubtful;
}

static void
give_default(struct arena *arena, const struct field *field, struct date today,
	struct value *value)
{
	if (!field->default_value)
		return;
	if (!value_type(arena, field, field->default_value, today, value, NULL))
		memset(value, 0, sizeof *value);
	value_settle(value);
}

static void
keep_value(struct record *record, const struct record *from, int field)
{
	struct value *to = &record->values[field];

	*to = from->values[field];
	to->now = arena_strdup(record->arena, to->now);
	value_settle(to);
}

/* A kept value, and what its lookup shows beside it. */
static void
keep_field(struct record *record, const struct record *from, int field)
{
	const struct lookup *lookup = record->form->fields[field].lookup;

	keep_value(record, from, field);
	for (size_t i = 0; lookup && i < lookup->n_show; i++) {
		int shown = form_field(record->form, lookup->show[i].field);

		if (shown >= 0)
			keep_value(record, from, shown);
	}
}

struct record *
record_new(
	const struct form *form, const struct record *from, struct date today)
{
	struct record *record = record_bare(form);

	for (size_t i = 0; i < form->n_fields; i++)
		give_default(record->arena, &form->fields[i], today,
			&record->values[i]);
	for (size_t i = 0; from && i < form->n_fields; i++)
		if (form->fields[i].keep && !from->values[i].bad)
			keep_field(record, from, (int)i);
	return record;
}

void
record_free(struct record *record)
{
	if (record)
		arena_free(record->arena);
}

static void
copy_value(struct arena *arena, const struct value *from, struct value *to,
	bool new_one)
{
	*to = *from;
	to->now = arena_strdup(arena, from->now);
	to->was = new_one ? NULL : arena_strdup(arena, from->was);
	if (new_one)
		to->partial_was_doubtful = false;
}

static void
copy_lines(struct record *to, const struct record *from, size_t l, bool new_one)
{
	size_t n_fields = from->form->lines[l].n_fields;

	for (size_t i = 0; i < from->lines[l].n; i++) {
		const struct line_row *row = &from->lines[l].rows[i];
		struct line_row *copy;
		size_t at;

		if (new_one && row->dropped)
			continue;
		at = record_add_line(to, l); /* first: it moves the rows */
		copy = &to->lines[l].rows[at];
		copy->dropped = row->dropped;
		copy->id = new_one ? NULL : arena_strdup(to->arena, row->id);
		copy->version =
			new_one ? NULL : arena_strdup(to->arena, row->version);
		for (size_t f = 0; f < n_fields; f++)
			copy_value(to->arena, &row->values[f], &copy->values[f],
				new_one);
	}
}

/* Is it what some lookup shows beside its code? */
static bool
is_shown(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct lookup *lookup = form->fields[i].lookup;

		for (size_t s = 0; lookup && s < lookup->n_show; s++)
			if (str_eq(lookup->show[s].field, name))
				return true;
	}
	return false;
}

/* What makes each record another one: the last part of its key unless that
 * is looked up, and the number as published from which it is made. */
static bool
is_its_own(const struct form *form, const struct field *field)
{
	return str_eq(field->name, "number_text") ||
	       (form->n_natural > 0 && !field->lookup &&
		       str_eq(field->name, form->natural[form->n_natural - 1]));
}

/* What the database works out is not carried over to a new one. */
static bool
is_left_out(const struct form *form, const struct field *field)
{
	return is_its_own(form, field) ||
	       (field->noentry && !is_shown(form, field->name));
}

struct record *
record_copy(const struct record *record, bool new_one)
{
	const struct form *form = record->form;
	struct record *copy = record_bare(form);

	if (!new_one) {
		copy->id = arena_strdup(copy->arena, record->id);
		copy->version = arena_strdup(copy->arena, record->version);
		copy->deleted = record->deleted;
		str_copy(copy->draft, sizeof copy->draft, record->draft);
	}
	for (size_t i = 0; i < form->n_fields; i++) {
		if (new_one && is_left_out(form, &form->fields[i])) {
			if (form->fields[i].noentry)
				give_default(copy->arena, &form->fields[i],
					(struct date){ 0, 0, 0 },
					&copy->values[i]);
			continue;
		}
		copy_value(copy->arena, &record->values[i], &copy->values[i],
			new_one);
	}
	for (size_t l = 0; l < form->n_lines; l++)
		copy_lines(copy, record, l, new_one);
	return copy;
}

void
record_load(struct record *record, int field, const char *text)
{
	struct value *value = &record->values[field];

	memset(value, 0, sizeof *value);
	value->now =
		arena_strdup(record->arena, str_is_blank(text) ? NULL : text);
	value_settle(value);
}

void
value_load_partial(struct arena *arena, struct value *value,
	const struct partial_columns *columns)
{
	struct partial_date *p = &value->partial;

	memset(value, 0, sizeof *value);
	if (str_is_blank(columns->text))
		return;
	value->now = arena_strdup(arena, columns->text);
	str_copy(p->text, sizeof p->text, columns->text);
	if (!columns->from || !date_from_iso(columns->from, &p->from))
		p->from = (struct date){ 0, 0, 0 };
	if (!columns->to || !date_from_iso(columns->to, &p->to))
		p->to = (struct date){ 0, 0, 0 };
	precision_read(columns->precision, &p->precision);
	p->doubtful = columns->doubtful;
	value_settle(value);
}

void
record_load_partial(struct record *record, int field, const char *text,
	const char *from, const char *to, const char *precision, bool doubtful)
{
	const struct partial_columns columns = { .text = text,
		.from = from,
		.to = to,
		.precision = precision,
		.doubtful = doubtful };

	value_load_partial(record->arena, &record->values[field], &columns);
}

/* What was read is not taken: it stays as it was typed. */
static bool
refuse(const struct field *field, struct value *value, const char *problem,
	struct err *err)
{
	value->bad = true;
	str_copy(value->problem, sizeof value->problem, problem);
	memset(&value->partial, 0, sizeof value->partial);
	return err_set(err, ERR_INPUT, field->name, "%s", problem);
}

static bool
is_sure(struct arena *arena, const struct field *field, const char *typed,
	struct value *value, struct err *err)
{
	const char *doubt = value->partial.doubt;

	if (!value->partial.doubtful ||
		str_ends(str_trim(arena, arena_strdup(arena, typed)), "?"))
		return true;
	return refuse(field, value,
		arena_printf(arena,
			_("%s Corríjala; si así se publicó, escriba ? "
			  "al final."),
			doubt),
		err);
}

/* Letters and figures, and the signs that stand between them in a number. */
static bool
is_code(const char *s)
{
	size_t n = strlen(s);
	uint32_t cp;

	for (size_t at = 0; at < n;) {
		at += utf8_decode(s + at, n - at, &cp);
		if (cp <= ' ' ||
			(cp < 0x80 &&
				strchr("!\"#$%&'*,:;<=>?@[\\]^`{|}~", (int)cp)))
			return false;
	}
	return true;
}

static bool
fits_code(struct arena *arena, const struct field *field, struct value *value,
	struct err *err)
{
	size_t n = text_characters(value->now);

	if (n > (size_t)field->code)
		return refuse(field, value,
			arena_printf(arena,
				_("Hay %d caracteres y aquí caben %d."), (int)n,
				field->code),
			err);
	return is_code(value->now) ||
	       refuse(field, value,
		       _("Aquí va un código o un número: letras, cifras, "
			 "puntos y guiones, sin espacios."),
		       err);
}

bool
value_typed(struct arena *arena, const struct field *field, const char *typed,
	struct date today, struct value *value, struct err *err)
{
	value->meant = false;
	if (!value_type(arena, field, typed, today, value, err))
		return false;
	if (!value->now)
		return true;
	return is_sure(arena, field, typed, value, err) &&
	       (field->code == 0 || fits_code(arena, field, value, err));
}

bool
record_type(struct record *record, int field, const char *typed,
	struct date today, struct err *err)
{
	const struct form *form = record->form;
	const struct lookup *lookup = form->fields[field].lookup;
	struct value *value = &record->values[field];
	const char *before = value->now;
	bool done = value_typed(
		record->arena, &form->fields[field], typed, today, value, err);

	if (!lookup || str_eq(before, value->now))
		return done;
	/* What was shown beside belongs to another code. */
	for (size_t i = 0; i < lookup->n_show; i++) {
		int shown = form_field(form, lookup->show[i].field);

		if (shown >= 0 && form->fields[shown].noentry)
			record->values[shown].now = NULL;
	}
	return done;
}

bool
line_row_is_changed(const struct lines *lines, const struct line_row *row)
{
	for (size_t i = 0; i < lines->n_fields; i++)
		if (!lines->fields[i].noentry &&
			value_is_changed(&row->values[i]))
			return true;
	return false;
}

bool
record_is_changed(const struct record *record)
{
	const struct form *form = record->form;

	for (size_t i = 0; i < form->n_fields; i++)
		if (!form->fields[i].noentry &&
			value_is_changed(&record->values[i]))
			return true;
	for (size_t l = 0; l < form->n_lines; l++)
		for (size_t i = 0; i < record->lines[l].n; i++) {
			const struct line_row *row = &record->lines[l].rows[i];

			if (row->dropped ? row->id != NULL
					 : line_row_is_changed(
						   &form->lines[l], row))
				return true;
		}
	return false;
}

/* So many times what was planned, or what it was before, is asked about. */
enum {
	FAR_PLAN = 5,
	FAR_PAST = 10,
	FAR_LEAST = 100 /* of few, some more are many times as many */
};

bool
number_is_far(const char *now, const char *other, double times)
{
	double a = now ? fabs(strtod(now, NULL)) : 0;
	double b = other ? fabs(strtod(other, NULL)) : 0;

	return a > 0 && b > 0 &&
	       ((a >= times * b && a >= FAR_LEAST) || 100 * a <= b);
}

int
record_far(const struct record *record, int from, const char *past,
	const char **other)
{
	const struct form *form = record->form;

	for (int i = from; i < (int)form->n_fields; i++) {
		const struct value *v = &record->values[i];
		int near = form->fields[i].near
				   ? form_field(form, form->fields[i].near)
				   : -1;

		if (near < 0 || v->meant || !value_is_changed(v))
			continue;
		*other = record->values[near].now ? record->values[near].now
			 : v->was		  ? v->was
						  : past;
		if (number_is_far(v->now, *other,
			    record->values[near].now ? FAR_PLAN : FAR_PAST))
			return i;
	}
	return -1;
}

const char *
record_fixed(const struct record *record)
{
	const struct form *form = record->form;
	int at = form->fixed ? form_field(form, form->fixed) : -1;

	if (at < 0 || !record->id || !str_eq(record->values[at].was, "t"))
		return NULL;
	return arena_printf(
		record->arena, _("no se cambia; %s"), form->fixed_help);
}

bool
record_may_change(const struct record *record, struct err *err)
{
	const char *why = record_fixed(record);

	return !why ||
	       err_set(err, ERR_RULE, NULL, _("Este registro %s."), why);
}

size_t
record_add_line(struct record *record, size_t lines)
{
	struct record_lines *list = &record->lines[lines];
	const struct lines *of = &record->form->lines[lines];
	struct line_row *row;

	if (list->n == list->cap) {
		size_t cap = list->cap > 0 ? 2 * list->cap : 4;

		list->rows = arena_grow(record->arena, list->rows, list->n, cap,
			sizeof *list->rows);
		list->cap = cap;
	}
	row = &list->rows[list->n];
	memset(row, 0, sizeof *row);
	row->values =
		arena_array(record->arena, of->n_fields, sizeof *row->values);
	for (size_t i = 0; i < of->n_fields; i++)
		give_default(record->arena, &of->fields[i],
			(struct date){ 0, 0, 0 }, &row->values[i]);
	return list->n++;
}

static bool
check_value(
	const struct field *field, const struct value *value, struct err *err)
{
	if (field->noentry)
		return true;
	if (value->bad)
		return err_set(
			err, ERR_INPUT, field->name, "%s", value->problem);
	if (field->required && str_is_blank(value->now) &&
		field->kind != FIELD_BOOLEAN)
		return err_set(err, ERR_INPUT, field->name,
			_("Falta llenar «%s»."), field_title(field));
	return true;
}

static bool
check_row(
	const struct lines *lines, const struct line_row *row, struct err *err)
{
	if (row->dropped || (!row->id && !line_row_is_changed(lines, row)))
		return true;
	for (size_t i = 0; i < lines->n_fields; i++)
		if (!check_value(&lines->fields[i], &row->values[i], err))
			return false;
	return true;
}

bool
record_check(const struct record *record, int *lines, int *row, struct err *err)
{
	const struct form *form = record->form;

	*lines = -1;
	*row = -1;
	for (size_t i = 0; i < form->n_fields; i++)
		if (!check_value(&form->fields[i], &record->values[i], err))
			return false;
	for (size_t l = 0; l < form->n_lines; l++)
		for (size_t i = 0; i < record->lines[l].n; i++)
			if (!check_row(&form->lines[l],
				    &record->lines[l].rows[i], err)) {
				*lines = (int)l;
				*row = (int)i;
				return false;
			}
	return true;
}
