/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/survey.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "import/compared.h"
#include "import/typed.h"

enum {
	VALUE_ROOM = 48,
};

/* The first value that told something. */
struct witness {
	size_t line; /* 0: none did */
	char value[VALUE_ROOM];
};

/* What the values of one column told. */
struct testimony {
	struct witness point;
	struct witness comma;
	struct witness either; /* 1,234 or 1.234 */
	struct witness day_first;
	struct witness month_first;
	struct witness any_order; /* 04/08/2019 */
	struct witness month;	  /* ago-2019 */
	struct witness day;	  /* a day that is not the first of its month */
	struct witness first;	  /* of a month */
	bool first_is_left;	  /* 01/08/2019 and no other order .. */
	bool first_is_right;	  /* .. or 08/01/2019 */
	struct witness doubtful;  /* that day at seven, or the next */
};

struct survey {
	struct mapping *mapping;
	char decimal;
	size_t n; /* mapped fields, behind them columns that are compared */
	struct mapped **mapped;
	struct testimony *columns; /* one of each */
	size_t *nameless; /* of each cell: the line with data, no heading */
};

struct survey *
survey_new(struct mapping *m, char decimal)
{
	struct survey *s = arena_alloc(m->arena, sizeof *s);

	s->mapping = m;
	s->decimal = decimal;
	s->n = m->n + m->n_compared;
	s->mapped = arena_array(m->arena, s->n, sizeof *s->mapped);
	s->columns = arena_array(m->arena, s->n, sizeof *s->columns);
	s->nameless = arena_array(m->arena, m->n_wide, sizeof *s->nameless);
	for (size_t i = 0; i < s->n; i++) {
		s->mapped[i] = i < m->n ? &m->v[i] : &m->compared[i - m->n];
		s->mapped[i]->reading.utc_days = m->utc_days;
	}
	return s;
}

static void
hear(struct witness *w, size_t line, const char *value)
{
	if (w->line)
		return;
	w->line = line;
	str_copy(w->value, sizeof w->value, value);
}

static void
hear_number(struct testimony *t, size_t line, const char *text)
{
	switch (number_tells(text)) {
	case NUMBER_TELLS_POINT:
		hear(&t->point, line, text);
		break;
	case NUMBER_TELLS_COMMA:
		hear(&t->comma, line, text);
		break;
	case NUMBER_MAY_BE_POINT:
	case NUMBER_MAY_BE_COMMA:
		hear(&t->either, line, text);
		break;
	case NUMBER_TELLS_NOTHING:
		break;
	}
}

/* Is it another day where the month stands first? */
static bool
has_any_order(const char *text)
{
	int a, b, year;

	return sscanf(text, " %2d%*1[-/.]%2d%*1[-/.]%4d", &a, &b, &year) == 3 &&
	       a != b && a >= 1 && a <= 12 && b >= 1 && b <= 12;
}

static void
hear_date(struct testimony *t, size_t line, const char *text)
{
	unsigned told = date_tells(text);

	if (!told && has_any_order(text))
		hear(&t->any_order, line, text);
	if (told & DATE_TELLS_DAY)
		hear(&t->day_first, line, text);
	if (told & DATE_TELLS_MONTH)
		hear(&t->month_first, line, text);
}

/* Whether a column of partial dates is one of months, of which a spreadsheet
 * made days where it knew the word: 01/08/2019 beside setiembre-2019. */
static void
hear_month(struct testimony *t, size_t line, const char *text)
{
	int a, b, year;
	char end;

	if (t->day.line)
		return;
	if (sscanf(text, " %2d%*1[-/.]%2d%*1[-/.]%4d%c", &a, &b, &year, &end) ==
		3) {
		hear(a == 1 || b == 1 ? &t->first : &t->day, line, text);
		t->first_is_left |= a == 1 && b != 1;
		t->first_is_right |= b == 1 && a != 1;
	} else if (!t->month.line && strpbrk(text, "0123456789")) {
		struct date any = { 2019, 1, 1 };
		struct partial_date p;
		struct err unheard;

		if (partial_read(text, any, &p, &unheard) &&
			p.precision == DATE_MONTH)
			hear(&t->month, line, text);
	}
}

/* What shows a month says so itself. */
static void
hear_typed(
	struct testimony *t, size_t line, enum row_kind kind, const char *text)
{
	if (kind == ROW_DATE)
		hear(str_ends(text, "-01") ? &t->first : &t->day, line, text);
	if (typed_is_doubtful(kind, text))
		hear(&t->doubtful, line, text);
}

static void
hear_cell(const struct survey *s, size_t at, const struct file_row *row,
	const char *text)
{
	const struct mapped *p = s->mapped[at];
	enum row_kind kind = row_kind_of(row, (size_t)p->cell);
	struct testimony *t = &s->columns[at];

	if (kind != ROW_TEXT) {
		hear_typed(t, row->line, kind, text);
	} else if (reading_has_numbers(p->field)) {
		hear_number(t, row->line, text);
	} else if (reading_has_dates(p->field)) {
		hear_date(t, row->line, text);
		if (p->field->kind == FIELD_PARTIAL)
			hear_month(t, row->line, text);
	}
}

void
survey_row(struct survey *s, const struct file_row *row)
{
	const struct mapping *m = s->mapping;

	for (size_t i = 0; i < s->n; i++) {
		const struct mapped *p = s->mapped[i];
		const char *text;

		if (p->cell < 0 || (size_t)p->cell >= row->n)
			continue;
		text = row->cells[p->cell];
		text += text[0] == '\'';
		if (text[0])
			hear_cell(s, i, row, text);
	}
	for (size_t i = 0; i < m->n_wide && i < row->n; i++)
		if (!s->nameless[i] && !mapping_has_title(m, i) &&
			!str_is_blank(row->cells[i]))
			s->nameless[i] = row->line;
}

static void
add(struct findings *to, const struct survey *s, size_t at, size_t line,
	enum severity severity, const char *value, const char *reason)
{
	const struct mapped *p = s->mapped[at];

	findings_add(to, &(struct finding){
				 .line = line,
				 .field = p->field->name,
				 .column = s->mapping->titles[p->cell],
				 .value = value,
				 .severity = severity,
				 .reason = reason,
			 });
}

static void
say(struct findings *decided, const struct survey *s, size_t at,
	const struct witness *by, const char *what)
{
	add(decided, s, at, by->line, FINDING_NOTICE, by->value,
		arena_printf(s->mapping->arena, _("%s, por la línea %zu"), what,
			by->line));
}

/* Of a column that is only read nothing is wrong: it is not compared. */
static void
refuse(struct findings *findings, const struct survey *s, size_t at,
	const char *value, const char *reason)
{
	struct mapped *p = s->mapped[at];

	if (at < s->mapping->n) {
		add(findings, s, at, 0, FINDING_ERROR, value, reason);
		return;
	}
	if (!p->unsure)
		compared_leave_out(s->mapping, (size_t)p->cell, findings);
	p->unsure = true;
}

static void
decide_sign(const struct survey *s, size_t at, struct findings *decided,
	struct findings *findings)
{
	const struct testimony *t = &s->columns[at];
	struct reading *reading = &s->mapped[at]->reading;
	struct arena *arena = s->mapping->arena;
	/* An option weighs more than what a mapping says. */
	char decimal = s->decimal ? s->decimal : s->mapped[at]->decimal;

	if (decimal) {
		reading->style = decimal == ',' ? NUMBER_COMMA : NUMBER_POINT;
	} else if (t->comma.line && t->point.line) {
		refuse(findings, s, at, NULL,
			arena_printf(arena,
				_("La columna trae coma decimal (línea %zu: "
				  "«%s») y punto decimal (línea %zu: «%s»): "
				  "escriba todos con el mismo signo, o diga "
				  "con --decimal cuál vale."),
				t->comma.line, t->comma.value, t->point.line,
				t->point.value));
	} else if (t->comma.line) {
		reading->style = NUMBER_COMMA;
		say(decided, s, at, &t->comma, _("coma decimal"));
	} else if (t->point.line) {
		say(decided, s, at, &t->point, _("punto decimal"));
	} else if (t->either.line) {
		refuse(findings, s, at, t->either.value,
			arena_printf(arena,
				_("En «%s» (línea %zu) el signo puede separar "
				  "decimales o millares, y ningún otro valor "
				  "de la columna lo aclara: repita la carga "
				  "con --decimal . o con --decimal , según lo "
				  "que sea."),
				t->either.value, t->either.line));
	}
}

/* The first column that has the day, or the month, first beyond doubt; -1
 * none. */
static int
proved(const struct survey *s, bool month)
{
	for (size_t i = 0; i < s->mapping->n; i++) {
		const struct testimony *t = &s->columns[i];

		if (reading_has_dates(s->mapping->v[i].field) &&
			(month ? t->month_first.line : t->day_first.line))
			return (int)i;
	}
	return -1;
}

/* No date of the column tells its order: whoever wrote the others with the
 * month first did so here too. */
static void
follow_others(const struct survey *s, size_t at, struct findings *decided,
	struct findings *findings)
{
	const struct testimony *t = &s->columns[at];
	const struct mapping *m = s->mapping;
	int month = proved(s, true), day = proved(s, false);

	if (month < 0 || !t->any_order.line)
		return;
	if (day >= 0) {
		refuse(findings, s, at, t->any_order.value,
			arena_printf(m->arena,
				_("«%s» (línea %zu) es un día u otro según qué "
				  "va primero, y las demás columnas no "
				  "concuerdan: %s trae el mes primero y %s el "
				  "día. Escríbala como 15-ago-2019, o diga su "
				  "orden con --map."),
				t->any_order.value, t->any_order.line,
				mapping_title(m, m->v[month].field->name),
				mapping_title(m, m->v[day].field->name)));
		return;
	}
	s->mapped[at]->reading.month_first = true;
	add(decided, s, at, t->any_order.line, FINDING_NOTICE,
		t->any_order.value,
		arena_printf(m->arena, _("mes primero, como la columna %s"),
			mapping_title(m, m->v[month].field->name)));
}

static void
decide_order(const struct survey *s, size_t at, struct findings *decided,
	struct findings *findings)
{
	const struct testimony *t = &s->columns[at];
	struct mapped *mapped = s->mapped[at];
	const struct witness *against =
		mapped->dates == MAPFILE_DATES_DAY     ? &t->month_first
		: mapped->dates == MAPFILE_DATES_MONTH ? &t->day_first
						       : NULL;
	struct reading *reading = &mapped->reading;

	if (against && !against->line) {
		reading->month_first = mapped->dates == MAPFILE_DATES_MONTH;
		return;
	}
	if (against) {
		refuse(findings, s, at, against->value,
			arena_printf(s->mapping->arena,
				_("La asignación dice otro orden de día y mes "
				  "que «%s» (línea %zu): corríjala, o esa "
				  "fecha."),
				against->value, against->line));
		return;
	}
	if (t->day_first.line && t->month_first.line) {
		refuse(findings, s, at, NULL,
			arena_printf(s->mapping->arena,
				_("La columna trae fechas con el día primero "
				  "(línea %zu: «%s») y con el mes primero "
				  "(línea %zu: «%s»): no se sabe cómo leer las "
				  "demás. Escríbalas todas como 15/08/2019."),
				t->day_first.line, t->day_first.value,
				t->month_first.line, t->month_first.value));
		return;
	}
	reading->month_first = t->month_first.line > 0;
	if (t->month.line && t->first.line && !t->day.line &&
		!(t->first_is_left && t->first_is_right)) {
		reading->months = true;
		reading->month_first |= t->first_is_right;
		say(decided, s, at, &t->month, _("una columna de meses"));
	}
	if (t->month_first.line)
		say(decided, s, at, &t->month_first, _("mes primero"));
	else if (t->day_first.line)
		say(decided, s, at, &t->day_first, _("día primero"));
	else if (!reading->months)
		follow_others(s, at, decided, findings);
}

/* The first of all columns that may be two days; NULL none. */
static const struct testimony *
first_doubt(const struct survey *s, size_t *at)
{
	const struct testimony *first = NULL;

	for (size_t i = 0; i < s->mapping->n; i++) {
		const struct testimony *t = &s->columns[i];

		if (!t->doubtful.line ||
			(first && first->doubtful.line <= t->doubtful.line))
			continue;
		first = t;
		*at = i;
	}
	return first;
}

void
survey_ask(struct survey *s, struct asker *asker)
{
	struct mapping *m = s->mapping;
	size_t at = 0;
	const struct testimony *t = first_doubt(s, &at);

	if (!asker || !t || m->utc_days != UTC_UNSAID)
		return;
	m->utc_days = asker->utc_days(asker,
		mapping_title(m, m->v[at].field->name), t->doubtful.line,
		typed_shown(m->arena, ROW_MOMENT, t->doubtful.value));
	for (size_t i = 0; i < m->n; i++)
		m->v[i].reading.utc_days = m->utc_days;
}

void
survey_decide(const struct survey *s, struct findings *decided,
	struct findings *findings)
{
	const struct mapping *m = s->mapping;

	for (size_t i = 0; i < s->n; i++) {
		const struct field *f = s->mapped[i]->field;

		if (reading_has_numbers(f))
			decide_sign(s, i, decided, findings);
		else if (reading_has_dates(f))
			decide_order(s, i, decided, findings);
	}
	for (size_t i = 0; i < m->n_wide; i++)
		if (s->nameless[i])
			findings_add(findings,
				&(struct finding){
					.severity = FINDING_NOTICE,
					.reason = arena_printf(m->arena,
						_("La columna %zu no tiene "
						  "título y trae datos desde "
						  "la línea %zu: no se carga."),
						i + 1, s->nameless[i]),
				});
}
