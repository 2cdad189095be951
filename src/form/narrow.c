/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed after "/": on the server, and the same here. */
#include "form/narrow.h"

#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "base/utf8.h"

static const struct field *
choice_of(const struct form *form, size_t i)
{
	int at = form_field(form, form->list[i].name);

	return at >= 0 && form->fields[at].n_choices > 0 ? &form->fields[at]
							 : NULL;
}

static enum column_type
type_of(const struct form *form, size_t i)
{
	const struct column *column =
		columns_find(&form->columns, form->list[i].name);

	return column ? column->type : COLUMN_TEXT;
}

/* ---- on the server */

/* The word anywhere in the field, accents and case aside. */
static void
put_contains(struct sql *sql, const struct form *form, const char *name,
	const char *word)
{
	const char *folded = arena_printf(sql->arena, "%s_folded", name);

	if (columns_find(&form->columns, folded)) {
		sql_name(sql, folded);
	} else {
		sql_put(sql, "core.fold(");
		sql_name(sql, name);
		sql_put(sql, "::text)");
	}
	sql_put(sql, " like core.fold(");
	sql_value(sql,
		arena_printf(sql->arena, "%%%s%%",
			sql_like_escape(sql->arena, word)),
		"text");
	sql_put(sql, ")");
}

/* A column as the list shows it: days as 15/08/2019, numbers without needless
 * zeros. */
static void
put_shown(struct sql *sql, const struct form *form, size_t i)
{
	const char *name = form->list[i].name;
	enum column_type type = type_of(form, i);

	if (list_is_partial(form, i)) {
		sql_put(sql, "to_char(");
		sql_name(sql, arena_printf(sql->arena, "%s_from", name));
		sql_put(sql, ", 'DD/MM/YYYY'), ");
	}
	if (type == COLUMN_DATE || type == COLUMN_TIMESTAMP ||
		type == COLUMN_TIME)
		sql_put(sql, "to_char(");
	else if (type == COLUMN_NUMERIC)
		sql_put(sql, "trim_scale(");
	sql_name(sql, name);
	if (type == COLUMN_DATE)
		sql_put(sql, ", 'DD/MM/YYYY')");
	else if (type == COLUMN_TIMESTAMP)
		sql_put(sql, ", 'DD/MM/YYYY HH24:MI')");
	else if (type == COLUMN_TIME)
		sql_put(sql, ", 'HH24:MI')");
	else if (type == COLUMN_NUMERIC)
		sql_put(sql, ")");
}

/* Whether a choice is shown by a label that has the word in it. */
static bool
label_has(const struct choice *choice, const char *word)
{
	char wanted[64], label[256];

	utf8_fold(word, wanted, sizeof wanted);
	utf8_fold(choice->label, label, sizeof label);
	return strstr(label, wanted);
}

/* The rows whose choice is shown so. */
static void
put_choices(struct sql *sql, const struct form *form, const char *word)
{
	for (size_t i = 0; i < form->n_list; i++) {
		const struct field *field =
			form->list[i].hidden ? NULL : choice_of(form, i);

		for (size_t k = 0; field && k < field->n_choices; k++) {
			if (!label_has(&field->choices[k], word))
				continue;
			sql_put(sql, " or ");
			sql_name(sql, field->name);
			sql_put(sql, " = ");
			sql_value(sql, field->choices[k].code,
				sql_type_of(&form->columns, field->name));
		}
	}
}

/* "1,440" as it is shown is 1440. */
static char *
without_grouping(struct arena *arena, const char *word)
{
	char *out = arena_strdup(arena, word);
	char *to = out;

	if (strspn(word, "0123456789,.") != strlen(word) || !strchr(word, ','))
		return out;
	for (; *word; word++)
		if (*word != ',')
			*to++ = *word;
	*to = '\0';
	return out;
}

/* The word as it stands in the columns shown. What is all figures begins one: a
 * 3 in the middle of other numbers is not looked for. */
static const char *
word_shown(struct arena *arena, const char *typed)
{
	const char *word = without_grouping(arena, typed);
	bool figures = strspn(word, "0123456789") == strlen(word);

	return arena_printf(arena, "%s%s", figures ? " " : "", word);
}

/* In any column shown. */
static void
put_columns_contain(struct sql *sql, const struct form *form, const char *word)
{
	sql_put(sql, "core.fold(concat_ws(' ', ''");
	for (size_t i = 0; i < form->n_list; i++) {
		if (form->list[i].hidden || choice_of(form, i))
			continue;
		sql_put(sql, ", ");
		put_shown(sql, form, i);
	}
	sql_put(sql, ")) like core.fold(");
	sql_value(sql,
		arena_printf(sql->arena, "%%%s%%",
			sql_like_escape(
				sql->arena, word_shown(sql->arena, word))),
		"text");
	sql_put(sql, ")");
}

/* A day, month, quarter or year that says its year: no shorthand of today. */
static bool
read_span(const char *word, struct partial_date *span)
{
	struct date today = { 2000, 1, 1 };
	size_t figures = 0, most = 0;

	for (const char *c = word; *c; c++) {
		figures = *c >= '0' && *c <= '9' ? figures + 1 : 0;
		most = figures > most ? figures : most;
	}
	return most == 4 && strlen(word) > 4 &&
	       partial_read(word, today, span, NULL) && !span->doubtful &&
	       span->from.year > 0 && span->to.year > 0;
}

/* Partial dates are shown in one style, however they were published. */
static void
put_dates(struct sql *sql, const struct form *form, const char *word)
{
	struct partial_date span;
	char from[16], to[16];

	if (!read_span(word, &span))
		return;
	date_iso(span.from, from, sizeof from);
	date_iso(span.to, to, sizeof to);
	for (size_t i = 0; i < form->n_list; i++) {
		if (form->list[i].hidden || !list_is_partial(form, i))
			continue;
		sql_put(sql, " or (");
		sql_name(sql, arena_printf(sql->arena, "%s_from",
				      form->list[i].name));
		sql_put(sql, " >= ");
		sql_value(sql, arena_strdup(sql->arena, from), "date");
		sql_put(sql, " and ");
		sql_name(sql,
			arena_printf(sql->arena, "%s_to", form->list[i].name));
		sql_put(sql, " <= ");
		sql_value(sql, arena_strdup(sql->arena, to), "date");
		sql_put(sql, ")");
	}
}

static void
put_narrow_word(struct sql *sql, const struct form *form, const char *word)
{
	sql_put(sql, " and (");
	for (size_t i = 0; i < form->n_fields; i++) {
		if (!form->fields[i].search || !form->fields[i].column)
			continue;
		put_contains(sql, form, form->fields[i].name, word);
		sql_put(sql, " or ");
	}
	put_columns_contain(sql, form, word);
	put_choices(sql, form, word);
	put_dates(sql, form, word);
	sql_put(sql, ")");
}

/* Every word typed must be found, in whatever order. */
void
narrow_write(struct sql *sql, const struct form *form, const char *typed)
{
	size_t n;
	char **words;

	if (str_is_blank(typed))
		return;
	words = str_split(sql->arena, typed, ' ', &n);
	for (size_t i = 0; i < n; i++)
		if (!str_is_blank(words[i]))
			put_narrow_word(sql, form, words[i]);
}

/* ---- here */

/* Where a column stands among those that are read; -1 nowhere. */
static int
read_at(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->n_list; i++)
		if (str_eq(form->list[i].name, name))
			return (int)i;
	return -1;
}

bool
narrow_is_here(const struct form *form)
{
	static const bool as_read[] = {
		[COLUMN_TEXT] = true,
		[COLUMN_INTEGER] = true,
		[COLUMN_NUMERIC] = true,
		[COLUMN_DATE] = true,
		/* what of other types is shown only the server knows */
		[COLUMN_BOOLEAN] = false,
		[COLUMN_TIMESTAMP] = false,
		[COLUMN_TIME] = false,
		[COLUMN_OTHER] = false,
	};

	for (size_t i = 0; i < form->n_list; i++)
		if (!form->list[i].hidden && !choice_of(form, i) &&
			(list_is_partial(form, i) ||
				!as_read[type_of(form, i)]))
			return false;
	for (size_t i = 0; i < form->n_fields; i++)
		if (form->fields[i].search && form->fields[i].column &&
			read_at(form, form->fields[i].name) < 0)
			return false;
	return true;
}

/* "2019-08-15", as the server writes days of four-figure years. */
static bool
is_day(const char *text)
{
	return strlen(text) == 10 && strspn(text, "0123456789") == 4 &&
	       text[4] == '-' && strspn(text + 5, "0123456789") == 2 &&
	       text[7] == '-' && strspn(text + 8, "0123456789") == 2;
}

/* A number without needless zeros, a day as 15/08/2019: put_shown. */
static void
add_shown(struct buf *out, enum column_type type, const char *text)
{
	size_t n = strlen(text);

	if (type == COLUMN_DATE) {
		buf_printf(out, "%.2s/%.2s/%.4s", text + 8, text + 5, text);
		return;
	}
	if (type == COLUMN_NUMERIC && strchr(text, '.')) {
		while (text[n - 1] == '0')
			n--;
		n -= text[n - 1] == '.';
	}
	buf_add(out, text, n);
}

/* As core.fold does, in arena. */
static const char *
folded(struct arena *arena, const char *text)
{
	size_t room = strlen(text) + 1;
	char *out = arena_alloc(arena, room);

	utf8_fold(text, out, room);
	return out;
}

bool
narrow_begin(struct narrow_row *row, struct arena *arena,
	const struct form *form, const char *const *values)
{
	struct buf text = { 0 };
	bool done = true;

	for (size_t i = 0; i < form->n_list && done; i++) {
		enum column_type type = type_of(form, i);

		if (form->list[i].hidden || choice_of(form, i) || !values[i])
			continue;
		done = type == COLUMN_DATE ? is_day(values[i])
		       : type == COLUMN_NUMERIC
			       ? strspn(values[i], "-0123456789.") ==
					 strlen(values[i])
			       : true;
		buf_puts(&text, " ");
		if (done)
			add_shown(&text, type, values[i]);
	}
	row->values = values;
	row->shown = folded(arena, buf_text(&text));
	buf_free(&text);
	return done;
}

static bool
has_choice(const struct form *form, const char *const *values, const char *word)
{
	for (size_t i = 0; i < form->n_list; i++) {
		const struct field *field =
			form->list[i].hidden ? NULL : choice_of(form, i);

		for (size_t k = 0; field && k < field->n_choices; k++)
			if (str_eq(values[i], field->choices[k].code) &&
				label_has(&field->choices[k], word))
				return true;
	}
	return false;
}

static bool
has_word(struct arena *arena, const struct form *form,
	const struct narrow_row *row, const char *word)
{
	if (strstr(row->shown, folded(arena, word_shown(arena, word))) ||
		has_choice(form, row->values, word))
		return true;
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct field *field = &form->fields[i];
		const char *value =
			field->search && field->column
				? row->values[read_at(form, field->name)]
				: NULL;

		if (value && strstr(folded(arena, value), folded(arena, word)))
			return true;
	}
	return false;
}

bool
narrow_has(const struct form *form, const struct narrow_row *row,
	const char *typed)
{
	struct arena *arena = arena_new();
	size_t n;
	char **words = str_split(arena, typed, ' ', &n);
	bool has = true;

	for (size_t i = 0; i < n && has; i++)
		has = str_is_blank(words[i]) ||
		      has_word(arena, form, row, words[i]);
	arena_free(arena);
	return has;
}

bool
narrow_is_within(const char *typed, const char *before)
{
	size_t n = strlen(before), word = n;

	if (str_is_blank(before))
		return true;
	if (!str_starts(typed, before))
		return false;
	while (word > 0 && before[word - 1] != ' ')
		word--;
	return typed[n] == '\0' || typed[n] == ' ' ||
	       strspn(before + word, "0123456789,.") < n - word;
}
