/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping that people keep, followed, and told: the parts of import/mapping.h
 * that know both. */
#include "import/mapping.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "import/compared.h"

enum {
	MEANT_ROOM = 1024, /* no longer text means another */
};

static bool fail(const struct mapfile *map, int line, struct err *err,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static bool
fail(const struct mapfile *map, int line, struct err *err, const char *fmt, ...)
{
	char said[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said, sizeof said, fmt, ap);
	va_end(ap);
	return err_set(err, ERR_FILE, NULL, "%s:%d: %s", map->path, line, said);
}

static struct mapped *
field_of(const struct mapping *m, const char *name, int line, struct err *err)
{
	struct mapped *found = mapping_field(m, name);

	if (!found)
		fail(m->map, line, err,
			_("El registro «%s» no tiene un campo «%.60s» que se "
			  "pueda cargar."),
			m->form->title, name);
	return found;
}

/* ---- following ---------------------------------------------------------- */

static bool
obey_columns(struct mapping *m, struct err *err)
{
	for (size_t i = 0; i < m->map->n_columns; i++) {
		const struct mapfile_column *c = &m->map->columns[i];
		struct mapped *mapped;

		if (!c->field)
			continue;
		mapped = field_of(m, c->field, c->line, err);
		if (!mapped)
			return false;
		mapped->column = c;
	}
	return true;
}

/* What it says of all columns, and of some. */
static void
obey_signs(struct mapping *m)
{
	for (size_t i = 0; i < m->n; i++) {
		struct mapped *p = &m->v[i];

		p->decimal = m->map->decimal;
		p->dates = m->map->dates;
		if (p->column && p->column->decimal)
			p->decimal = p->column->decimal;
		if (p->column && p->column->dates)
			p->dates = p->column->dates;
	}
}

static bool
obey_constants(struct mapping *m, struct date today, struct err *err)
{
	struct err why;

	for (size_t i = 0; i < m->map->n_constants; i++) {
		const struct mapfile_constant *c = &m->map->constants[i];

		if (!field_of(m, c->field, c->line, err))
			return false;
		if (!mapping_set(m, c->field, c->value, today, &why))
			return fail(m->map, c->line, err, "%s", why.text);
	}
	return true;
}

static const char *
folded(struct arena *arena, const char *text)
{
	size_t room = 4 * strlen(text) + 1;
	char *out = arena_alloc(arena, room);

	utf8_fold(str_trim(arena, text), out, room);
	return out;
}

static bool
obey_values(struct mapping *m, struct err *err)
{
	size_t n = m->map->n_values;

	for (size_t i = 0; i < n; i++) {
		const struct mapfile_value *v = &m->map->values[i];
		struct mapped *p = field_of(m, v->field, v->line, err);

		if (!p)
			return false;
		if (!p->meanings)
			p->meanings =
				arena_array(m->arena, n, sizeof *p->meanings);
		p->meanings[p->n_meanings++] = (struct meaning){
			.folded = folded(m->arena, v->from),
			.text = v->to,
		};
	}
	return true;
}

bool
mapping_is_natural(const struct mapping *m, const struct field *field)
{
	for (size_t i = 0; i < m->form->n_natural; i++)
		if (str_eq(m->form->natural[i], field->name) ||
			(field->numbers &&
				str_eq(m->form->natural[i], field->numbers)))
			return true;
	return false;
}

/* Are its records numbered where a file has no number, and so known by what
 * else they say? */
static bool
is_known_by_words(const struct mapping *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct field *f = m->v[i].field;

		if ((f->optional || f->numbers) && mapping_is_natural(m, f))
			return true;
	}
	return false;
}

static const char *
natural_key(const struct mapping *m)
{
	struct buf b = { 0 };
	const char *text;

	for (size_t i = 0; i < m->form->n_natural; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", m->form->natural[i]);
	text = arena_strdup(m->arena, buf_text(&b));
	buf_free(&b);
	return text;
}

static bool
obey_key(struct mapping *m, struct err *err)
{
	const struct mapfile *map = m->map;
	bool words = false;

	for (size_t i = 0; i < map->n_keys; i++) {
		const struct mapped *p =
			field_of(m, map->keys[i], map->key_line, err);

		if (!p)
			return false;
		words = words || !mapping_is_natural(m, p->field);
	}
	if (!words)
		return true;
	if (!is_known_by_words(m))
		return fail(map, map->key_line, err,
			_("Los registros de «%s» se reconocen por %s: la clave "
			  "no puede ser otra."),
			m->form->title, natural_key(m));
	m->n_known = map->n_keys;
	m->known = map->keys;
	return true;
}

bool
mapping_obey(struct mapping *m, const struct mapfile *map, struct date today,
	struct err *err)
{
	m->map = map;
	if (!str_eq(map->form, m->form->name))
		return fail(map, 1, err,
			_("Esta asignación es del registro «%s», y se carga "
			  "«%s»."),
			map->form, m->form->name);
	if (!obey_columns(m, err))
		return false;
	obey_signs(m);
	return obey_constants(m, today, err) && obey_values(m, err) &&
	       obey_key(m, err);
}

bool
mapping_is_obeyed(const struct mapping *m, struct err *err)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct mapfile_column *c = m->v[i].column;

		if (c && m->v[i].cell < 0)
			return fail(m->map, c->line, err,
				_("El archivo no trae la columna «%.100s», que "
				  "esta asignación pide."),
				c->heading);
	}
	for (size_t i = 0; m->map && i < m->map->n_keys; i++) {
		const struct mapped *p = mapping_field(m, m->map->keys[i]);

		if (p->cell < 0 && !p->constant &&
			!mapping_is_spread(m, p->field->name))
			return fail(m->map, m->map->key_line, err,
				_("La clave pide «%s», que el archivo no trae "
				  "ni se da por opción."),
				field_title(p->field));
	}
	return true;
}

const char *
mapping_meaning(
	struct arena *arena, const struct mapped *mapped, const char *text)
{
	const char *plain;

	if (mapped->n_meanings == 0 || !text[0] || strlen(text) > MEANT_ROOM)
		return text;
	plain = folded(arena, text);
	for (size_t i = 0; i < mapped->n_meanings; i++)
		if (str_eq(mapped->meanings[i].folded, plain))
			return mapped->meanings[i].text;
	return text;
}

/* ---- telling ------------------------------------------------------------ */

static bool
is_spread_column(const struct mapping *m, size_t column)
{
	for (size_t i = 0; i < m->n_spread; i++)
		if (m->spread[i].cell == column)
			return true;
	return false;
}

bool
mapping_takes(const struct mapping *m, size_t column)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].cell == (int)column)
			return true;
	return is_spread_column(m, column);
}

static bool
is_told(const struct mapfile *map, const char *heading)
{
	for (size_t i = 0; i < map->n_columns; i++)
		if (mapfile_same_heading(map->columns[i].heading, heading))
			return true;
	return false;
}

/* As the column was read: what needs no saying is left out. */
static void
tell_column(const struct mapping *m, size_t column, struct mapfile_column *out)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct mapped *p = &m->v[i];

		if (p->cell != (int)column)
			continue;
		out->field = p->field->name;
		if (reading_has_numbers(p->field))
			out->decimal = p->reading.style == NUMBER_COMMA
					       ? ','
					       : p->decimal;
		if (reading_has_dates(p->field))
			out->dates = p->reading.month_first
					     ? MAPFILE_DATES_MONTH
					     : p->dates;
	}
}

struct mapfile *
mapping_tell(const struct mapping *m)
{
	struct mapfile *map = arena_alloc(m->arena, sizeof *map);

	if (m->map)
		*map = *m->map;
	map->form = m->form->name;
	map->heading = (int)m->heading_line;
	map->decimal = '\0';
	map->dates = MAPFILE_DATES_SEEN;
	map->n_columns = map->n_constants = 0;
	map->columns = arena_array(m->arena, m->n_cells, sizeof *map->columns);
	map->constants = arena_array(m->arena, m->n, sizeof *map->constants);
	for (size_t i = 0; i < m->n_cells; i++) {
		struct mapfile_column c = { .heading = m->titles[i] };

		if (!c.heading[0] || is_spread_column(m, i) ||
			compared_has(m, i) || is_told(map, c.heading))
			continue;
		tell_column(m, i, &c);
		map->columns[map->n_columns++] = c;
	}
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].constant)
			map->constants[map->n_constants++] =
				(struct mapfile_constant){
					.field = m->v[i].field->name,
					.value = m->v[i].constant,
				};
	return map;
}
