/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/typed.h"

#include <stdio.h>
#include <string.h>

#include "base/datetoken.h"
#include "base/i18n.h"
#include "base/str.h"
#include "import/numfmt.h"

enum {
	TIME_AT = sizeof "2019-08-01", /* of "2019-08-01 19:00:00" */
};

/* A day, and minutes of it; -1: it has none. */
struct moment {
	struct date day;
	int minute;
};

enum row_kind
row_kind_of(const struct file_row *row, size_t cell)
{
	return row->kinds && cell < row->n ? row->kinds[cell] : ROW_TEXT;
}

/* ---- days --------------------------------------------------------------- */

static bool
read_moment(const char *text, struct moment *out)
{
	char day[TIME_AT];
	int hour, minute;

	*out = (struct moment){ .minute = -1 };
	str_copy(day, sizeof day, text);
	if (!date_from_iso(day, &out->day))
		return false;
	if (strlen(text) > TIME_AT &&
		sscanf(text + TIME_AT, "%d:%d", &hour, &minute) == 2)
		out->minute = 60 * hour + minute;
	return true;
}

static const char *
show_day(struct arena *arena, const struct date day)
{
	char text[16];

	date_show(day, text, sizeof text);
	return arena_strdup(arena, text);
}

static const char *
show_month(struct arena *arena, struct date day)
{
	return arena_printf(arena, "%s-%04d", month_short(day.month), day.year);
}

static const char *
show_moment(struct arena *arena, const struct moment *m)
{
	if (m->minute <= 0)
		return show_day(arena, m->day);
	return arena_printf(arena, "%s %02d:%02d", show_day(arena, m->day),
		m->minute / 60, m->minute % 60);
}

static bool
is_day(enum row_kind kind)
{
	return kind == ROW_DATE || kind == ROW_MONTH || kind == ROW_YEAR ||
	       kind == ROW_MOMENT;
}

static const char *
shown_day(struct arena *arena, enum row_kind kind, const struct moment *m)
{
	switch (kind) {
	case ROW_MONTH:
		return show_month(arena, m->day);
	case ROW_YEAR:
		return arena_printf(arena, "%04d", m->day.year);
	case ROW_MOMENT:
		return show_moment(arena, m);
	default:
		return show_day(arena, m->day);
	}
}

const char *
typed_shown(struct arena *arena, enum row_kind kind, const char *text)
{
	struct moment m;

	if (kind == ROW_TRUE)
		return _("sí");
	if (kind == ROW_FALSE)
		return _("no");
	if (!is_day(kind) || !read_moment(text, &m))
		return text;
	return shown_day(arena, kind, &m);
}

struct file_row
typed_row_shown(struct arena *arena, const struct file_row *row)
{
	struct file_row shown = *row;

	if (!row->kinds)
		return shown;
	shown.kinds = NULL;
	shown.cells = arena_array(arena, row->n + 1, sizeof *shown.cells);
	for (size_t i = 0; i < row->n; i++)
		shown.cells[i] = arena_strdup(arena,
			typed_shown(arena, row_kind_of(row, i), row->cells[i]));
	return shown;
}

/* ---- as a field reads it ------------------------------------------------ */

static const char *
no_value(const char *text, struct err *err)
{
	struct numfmt day = numfmt_read("dd/mm/yyyy");
	struct numfmt_value unused;

	if (text[0] == '=')
		err_set(err, ERR_INPUT, NULL,
			_("El libro no guarda el valor de la fórmula «%.40s»: "
			  "ábralo en su hoja de cálculo, guárdelo y cárguelo "
			  "otra vez."),
			text);
	else if (text[0] == '#')
		err_set(err, ERR_INPUT, NULL,
			_("«%.40s» es el error de una fórmula de la hoja de "
			  "cálculo: escriba el dato o deje la celda en "
			  "blanco."),
			text);
	else if (numfmt_show(&day, text, false, &unused, err))
		err_set(err, ERR_INPUT, NULL,
			_("«%.40s» no es un valor que se pueda leer."), text);
	return NULL;
}

bool
typed_is_doubtful(enum row_kind kind, const char *text)
{
	return is_day(kind) && kind != ROW_MOMENT &&
	       numfmt_is_doubtful_day(text);
}

/* 19:00 of a cell that shows a day alone: that day, or midnight of the next in
 * Greenwich. */
static bool
is_certain(const struct reading *reading, const char *text, const char *shown,
	struct err *err)
{
	if (reading->utc_days != UTC_UNSAID || !numfmt_is_doubtful_day(text))
		return true;
	return err_set(err, ERR_INPUT, NULL,
		_("La celda muestra el día solo y guarda %s: puede ser ese "
		  "día a las siete de la noche, o la medianoche del siguiente "
		  "escrita por un programa de otra zona. Repita la carga con "
		  "--utc-days no (ese día) o --utc-days yes (el siguiente)."),
		shown);
}

static const char *
read_day(struct arena *arena, const struct field *f,
	const struct reading *reading, enum row_kind kind, const char *text,
	struct err *err)
{
	struct moment m;
	char iso[16];

	if (!read_moment(text, &m))
		return no_value(text, err);
	if (kind != ROW_MOMENT) {
		if (!is_certain(reading, text, show_moment(arena, &m), err))
			return NULL;
		if (reading->utc_days == UTC_YES &&
			numfmt_is_doubtful_day(text))
			m.day = date_add_days(m.day, 1);
		m.minute = -1;
	}
	if (kind == ROW_DATE && reading->months && m.day.day == 1)
		kind = ROW_MONTH;
	if ((f->kind != FIELD_DATE && f->kind != FIELD_TIMESTAMP) ||
		m.minute > 0)
		return shown_day(arena, kind, &m);
	date_iso(m.day, iso, sizeof iso);
	return arena_strdup(arena, iso);
}

/* TRUE of a field whose choices are the two of a truth: its code. */
static const char *
truth_code(const struct field *f, enum row_kind kind)
{
	const char *code = kind == ROW_TRUE    ? "t"
			   : kind == ROW_FALSE ? "f"
					       : NULL;

	for (size_t i = 0; code && i < f->n_choices; i++)
		if (str_eq(f->choices[i].code, code))
			return code;
	return NULL;
}

const char *
typed_text(struct arena *arena, const struct field *f,
	const struct reading *reading, enum row_kind kind, const char *text,
	struct err *err)
{
	if (kind == ROW_ERROR)
		return no_value(text, err);
	if (is_day(kind))
		return read_day(arena, f, reading, kind, text, err);
	if (truth_code(f, kind))
		return truth_code(f, kind);
	return typed_shown(arena, kind, text);
}
