/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed into an empty form, made into conditions. */
#include "form/find.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/record.h"
#include "form/sql.h"

/* One term while its condition is made. */
struct finding {
	struct arena *arena;
	const struct form *form;
	const struct field *field;
	struct date today;
	struct buf sql;
	size_t n;
	const char **values;
	struct err *err;
};

enum operator{
	/* typed, the longer ones first */
	OP_MORE_EQUAL,
	OP_LESS_EQUAL,
	OP_MORE,
	OP_LESS,
	OP_EXACT,
	OP_LIKE_FIELD, /* no operator: as the field's kind has it */
};

static const char *const signs[] = { ">=", "<=", ">", "<", "=", "=" };

/* "%k::type", its value kept. */
static void
put_value(struct finding *f, const char *value, const char *type)
{
	f->values = arena_grow(
		f->arena, f->values, f->n, f->n + 1, sizeof *f->values);
	f->values[f->n++] = arena_strdup(f->arena, value);
	buf_printf(&f->sql, "%%%d::%s", (int)f->n, type);
}

static void
put(struct finding *f, const char *text)
{
	buf_puts(&f->sql, text);
}

static void
put_column(struct finding *f, const char *suffix)
{
	put(f, str_quote_ident(f->arena,
		       arena_printf(f->arena, "%s%s", f->field->name, suffix)));
}

static const char *
column_type(const struct field *field)
{
	return field->column ? field->column->sql_type : "text";
}

static bool
is_folded(const struct finding *f)
{
	return columns_find(&f->form->columns,
		arena_printf(f->arena, "%s_folded", f->field->name));
}

/* The folded column where the view has one, else folded on the way. */
static void
put_folded_column(struct finding *f)
{
	if (is_folded(f)) {
		put_column(f, "_folded");
		return;
	}
	put(f, "core.fold(");
	put_column(f, "");
	put(f, "::text)");
}

static void
put_folded_value(struct finding *f, const char *value)
{
	put(f, "core.fold(");
	put_value(f, value, "text");
	put(f, ")");
}

/* From low up to everything that begins with high. */
static bool
find_text_range(struct finding *f, const char *low, const char *high)
{
	put(f, "(");
	put_folded_column(f);
	put(f, " ~>=~ ");
	put_folded_value(f, low);
	put(f, " and ");
	put_folded_column(f);
	put(f, " ~<~ (");
	put_folded_value(f, high);
	put(f, " || ");
	put_value(f, SQL_AFTER_ALL, "text");
	put(f, "))");
	return true;
}

/* "a*b" -> a%b, with what LIKE would take for its own escaped. */
static const char *
star_pattern(struct arena *arena, const char *typed)
{
	char *pattern = sql_like_escape(arena, typed);

	for (char *p = pattern; *p != '\0'; p++)
		if (*p == '*')
			*p = '%';
	return pattern;
}

static bool
find_text(struct finding *f, enum operator op, const char *typed)
{
	size_t n = strlen(typed);
	const char *star = strchr(typed, '*');

	if (op == OP_EXACT) {
		put_column(f, "");
		put(f, "::text = ");
		put_value(f, typed, "text");
		return true;
	}
	if (op != OP_LIKE_FIELD) {
		put_folded_column(f);
		buf_printf(&f->sql, " ~%s~ ", signs[op]);
		put_folded_value(f, typed);
		return true;
	}
	if (!star)
		return find_text_range(f, typed, typed);
	if (star == typed + n - 1) {
		typed = arena_strndup(f->arena, typed, n - 1);
		return find_text_range(f, typed, typed);
	}
	put_folded_column(f);
	put(f, " like ");
	put_folded_value(f, star_pattern(f->arena, typed));
	return true;
}

/* The typed text as the field's canonical value; false with err. */
static bool
canonical(struct finding *f, const char *typed, const char **out)
{
	struct field field = *f->field;
	struct value value = { .now = NULL };

	field.range_low = field.range_high = NULL;
	if (!value_type(f->arena, &field, typed, f->today, &value, f->err))
		return false;
	*out = value.now;
	return true;
}

/* Numbers, identifiers and all that simply equals. */
static bool
find_plain(struct finding *f, enum operator op, const char *typed)
{
	const char *value;
	char number[128];

	if (f->field->column && f->field->column->type == COLUMN_NUMERIC) {
		/* more decimals than the column has are no mistake here */
		if (!number_read(typed, NUMBER_POINT, number, sizeof number,
			    NULL, f->err))
			return false;
		value = number;
	} else if (!canonical(f, typed, &value)) {
		return false;
	}
	put_column(f, "");
	buf_printf(&f->sql, " %s ", signs[op]);
	put_value(f, value, column_type(f->field));
	return true;
}

/* A choice by code, label or word; else by how its label begins. */
static bool
find_choice(struct finding *f, const char *typed)
{
	char folded[128];
	char label[128];
	const char *value;
	const char *comma = "";
	struct err said = { 0 };
	struct err *err = f->err;

	f->err = &said;
	if (canonical(f, typed, &value)) {
		f->err = err;
		put_column(f, "");
		put(f, " = ");
		put_value(f, value, column_type(f->field));
		return true;
	}
	f->err = err;
	utf8_fold_heading(typed, folded, sizeof folded);
	for (size_t i = 0; i < f->field->n_choices; i++) {
		utf8_fold_heading(
			f->field->choices[i].label, label, sizeof label);
		if (folded[0] == '\0' || !str_starts(label, folded))
			continue;
		put(f, comma);
		if (comma[0] == '\0') {
			put_column(f, "");
			put(f, " in (");
		}
		put_value(f, f->field->choices[i].code, column_type(f->field));
		comma = ", ";
	}
	if (comma[0] == '\0')
		return err_set(
			f->err, ERR_INPUT, f->field->name, "%s", said.text);
	put(f, ")");
	return true;
}

/* First and last day of what was typed, "" where it is open. */
struct span {
	char from[16];
	char to[16];
};

static bool
read_span(struct finding *f, const char *typed, struct span *out)
{
	struct partial_date p;

	memset(out, 0, sizeof *out);
	if (!partial_read(typed, f->today, &p, f->err) || p.from.year == 0)
		return err_set(f->err, ERR_INPUT, f->field->name,
			_("«%.40s» no se puede leer como fecha."), typed);
	date_iso(p.from, out->from, sizeof out->from);
	if (p.to.year > 0)
		date_iso(p.to, out->to, sizeof out->to);
	return true;
}

/* The first or the last day that a row's value may mean. */
static void
put_day(struct finding *f, bool last)
{
	if (f->field->kind == FIELD_PARTIAL && last) {
		/* an open date has no end */
		put(f, "coalesce(");
		put_column(f, "_to");
		put(f, ", case when ");
		put_column(f, "_from");
		put(f, " is not null then date 'infinity' end)");
	} else if (f->field->kind == FIELD_PARTIAL) {
		put_column(f, "_from");
	} else {
		put_column(f, "");
		put(f, "::date");
	}
}

static bool
find_span(struct finding *f, const struct span *low, const struct span *high)
{
	put(f, "(");
	put_day(f, true);
	put(f, " >= ");
	put_value(f, low->from, "date");
	if (high->to[0] != '\0') {
		put(f, " and ");
		put_day(f, false);
		put(f, " <= ");
		put_value(f, high->to, "date");
	}
	put(f, ")");
	return true;
}

/* ">= ago-2019" begins in August or after; "> ago-2019" after August; "<=
 * ago-2019" ends by its last day; "< ago-2019" before its first. */
static bool
find_date(struct finding *f, enum operator op, const char *typed)
{
	struct span span;
	bool ends = op == OP_LESS || op == OP_LESS_EQUAL;
	bool of_last = op == OP_MORE || op == OP_LESS_EQUAL;

	if (!read_span(f, typed, &span))
		return false;
	if (op == OP_LIKE_FIELD)
		return find_span(f, &span, &span);
	if (op == OP_EXACT) {
		put(f, "(");
		put_day(f, false);
		put(f, " = ");
		put_value(f, span.from, "date");
		put(f, " and ");
		put_day(f, true);
		put(f, " = ");
		put_value(f, span.to[0] != '\0' ? span.to : "infinity", "date");
		put(f, ")");
		return true;
	}
	put_day(f, ends);
	buf_printf(&f->sql, " %s ", signs[op]);
	put_value(
		f, of_last && span.to[0] != '\0' ? span.to : span.from, "date");
	return true;
}

static bool
is_date(const struct field *field)
{
	return field->kind == FIELD_PARTIAL || field->kind == FIELD_DATE ||
	       field->kind == FIELD_TIMESTAMP;
}

/* Text as people write it: no digits-only column behind it. */
static bool
is_text(const struct field *field)
{
	return !field->column || field->column->type == COLUMN_TEXT ||
	       field->column->type == COLUMN_OTHER;
}

static bool
find_one(struct finding *f, enum operator op, const char *typed)
{
	if (is_date(f->field))
		return find_date(f, op, typed);
	if (f->field->n_choices > 0)
		return find_choice(f, typed);
	if (is_text(f->field))
		return find_text(f, op, typed);
	return find_plain(f, op, typed);
}

/* a..b, either side may be missing. */
static bool
find_range(struct finding *f, const char *low, const char *high)
{
	struct span from;
	struct span to;

	if (low[0] == '\0')
		return find_one(f, OP_LESS_EQUAL, high);
	if (high[0] == '\0')
		return find_one(f, OP_MORE_EQUAL, low);
	if (is_date(f->field))
		return read_span(f, low, &from) && read_span(f, high, &to) &&
		       find_span(f, &from, &to);
	if (is_text(f->field))
		return find_text_range(f, low, high);
	put(f, "(");
	if (!find_plain(f, OP_MORE_EQUAL, low))
		return false;
	put(f, " and ");
	if (!find_plain(f, OP_LESS_EQUAL, high))
		return false;
	put(f, ")");
	return true;
}

static bool
find_empty(struct finding *f, bool empty)
{
	put_column(f, "");
	put(f, empty ? " is null" : " is not null");
	return true;
}

/* One alternative, between two bars. */
static bool
find_alternative(struct finding *f, const char *typed)
{
	enum operator op = OP_MORE_EQUAL;
	const char *dots;

	while (op != OP_LIKE_FIELD && !str_starts(typed, signs[op]))
		op++;
	if (op != OP_LIKE_FIELD)
		typed = str_trim(f->arena, typed + strlen(signs[op]));
	if (typed[0] == '\0') {
		if (op == OP_EXACT)
			return find_empty(f, true);
		return err_set(f->err, ERR_INPUT, f->field->name,
			_("Falta un valor después del signo."));
	}
	dots = op == OP_LIKE_FIELD ? strstr(typed, "..") : NULL;
	if (dots && typed[2] != '\0')
		return find_range(f,
			str_trim(f->arena, arena_strndup(f->arena, typed,
						   (size_t)(dots - typed))),
			str_trim(f->arena, dots + 2));
	return find_one(f, op, typed);
}

/* All that was typed into one field. "not" takes rows without a value. */
static bool
find_typed(struct finding *f, const char *typed)
{
	bool not = typed[0] == '!';
	size_t n;
	char **parts;

	if (not )
		typed = str_trim(f->arena, typed + 1);
	if (not &&typed[0] == '\0')
		return find_empty(f, false);
	parts = str_split(f->arena, typed, '|', &n);
	put(f, not ? "(" : "");
	put(f, not || n > 1 ? "(" : "");
	for (size_t i = 0; i < n; i++) {
		put(f, i > 0 ? " or " : "");
		if (parts[i][0] == '\0')
			return err_set(f->err, ERR_INPUT, f->field->name,
				_("Falta un valor junto a «|»."));
		if (!find_alternative(f, parts[i]))
			return false;
	}
	put(f, not || n > 1 ? ")" : "");
	put(f, not ? " is not true)" : "");
	return true;
}

struct find *
find_new(struct arena *arena, const struct form *form)
{
	struct find *find = arena_alloc(arena, sizeof *find);

	find->arena = arena;
	find->form = form;
	return find;
}

static bool
add_term(struct find *find, const struct field *field, const char *typed,
	struct date today, struct err *err)
{
	struct arena *arena = find->arena;
	struct finding f = { .arena = arena,
		.form = find->form,
		.field = field,
		.today = today,
		.err = err };
	struct find_term *term;
	bool done;

	typed = str_trim(arena, typed);
	if (typed[0] == '\0')
		return true;
	done = find_typed(&f, typed);
	if (done) {
		find->terms = arena_grow(arena, find->terms, find->n,
			find->n + 1, sizeof *find->terms);
		term = &find->terms[find->n++];
		term->field = field;
		term->typed = typed;
		term->sql = arena_strndup(arena, buf_text(&f.sql), f.sql.len);
		term->n_values = f.n;
		term->values = f.values;
	} else if (err && err->field[0] == '\0') {
		str_copy(err->field, sizeof err->field, field->name);
	}
	buf_free(&f.sql);
	return done;
}

struct find *
find_read(struct arena *arena, const struct form *form,
	const char *const *texts, struct date today, struct err *err)
{
	struct find *find = find_new(arena, form);

	for (size_t i = 0; i < form->n_fields; i++) {
		if (str_is_blank(texts[i]) || !form->fields[i].column)
			continue;
		if (!add_term(find, &form->fields[i], texts[i], today, err))
			return NULL;
	}
	return find;
}

/* A field by the column's name or by its title as people write it. */
static const struct field *
field_named(const struct form *form, const char *name)
{
	char folded[128];
	char title[128];
	int at = form_field(form, name);

	if (at >= 0)
		return form->fields[at].column ? &form->fields[at] : NULL;
	utf8_fold_heading(name, folded, sizeof folded);
	for (size_t i = 0; i < form->n_fields; i++) {
		utf8_fold_heading(
			field_title(&form->fields[i]), title, sizeof title);
		if (form->fields[i].column && str_eq(folded, title))
			return &form->fields[i];
	}
	return NULL;
}

/* A column of the view that no field shows. */
static const struct field *
field_of_column(struct arena *arena, const struct column *column)
{
	struct field *field = arena_alloc(arena, sizeof *field);

	field->tag = "-";
	field->name = column->name;
	field->label = "";
	field->kind = field_kind_for(column);
	field->column = column;
	field->page = -1;
	return field;
}

bool
find_add(struct find *find, const char *column, const char *typed,
	struct date today, struct err *err)
{
	const struct field *field = field_named(find->form, column);
	const struct column *of_view =
		columns_find(&find->form->columns, column);

	if (!field && of_view && of_view->in_view)
		field = field_of_column(find->arena, of_view);
	if (!field)
		return err_set(err, ERR_INPUT, NULL,
			_("«%s» no tiene una columna «%s»."), find->form->title,
			column);
	if (str_is_blank(typed))
		typed = "="; /* COLUMN= means: empty */
	return add_term(find, field, typed, today, err);
}

/* The term with each %k as the $n that its value gets. */
static void
write_term(const struct find_term *term, struct buf *sql, int first)
{
	for (const char *p = term->sql; *p != '\0'; p++) {
		int k = 0;

		if (*p != '%') {
			buf_putc(sql, *p);
			continue;
		}
		while (p[1] >= '0' && p[1] <= '9')
			k = 10 * k + (*++p - '0');
		buf_printf(sql, "$%d", first + k);
	}
}

void
find_write(const struct find *find, struct buf *sql, struct arena *arena,
	const char ***values, int *n_values)
{
	for (size_t i = 0; i < find->n; i++) {
		const struct find_term *term = &find->terms[i];
		size_t had = (size_t)*n_values;

		buf_puts(sql, " and ");
		write_term(term, sql, *n_values);
		if (term->n_values == 0)
			continue;
		/* room that the next sql_value finds grown, too */
		*values = arena_grow(arena, *values, had,
			2 * (had + term->n_values) + 4, sizeof **values);
		memcpy(*values + had, term->values,
			term->n_values * sizeof **values);
		*n_values += (int)term->n_values;
	}
}
