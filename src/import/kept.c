/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings that loads keep, one of each register and office: taken, offered
 * and kept again. */
#include "import/job_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "db/session.h"

/* The mapping of an earlier load; NULL: there is none. */
struct kept {
	struct kept_map of;
	const struct mapfile *map;
};

static bool
read_kept(struct import *im, struct kept *out, struct err *err)
{
	struct result *r = session_query(im->desk->session, _("Carga"), err,
		"select batch, file_name, loaded_on, heading_map "
		"from core.kept_map($1)",
		1, im->form->name);
	const char *text;

	*out = (struct kept){ 0 };
	if (!r)
		return false;
	text = arena_strdup(im->arena, result_get(r, 0, "heading_map"));
	if (text) {
		out->of.batch =
			arena_strdup(im->arena, result_get(r, 0, "batch"));
		out->of.file =
			arena_strdup(im->arena, result_get(r, 0, "file_name"));
		out->of.on =
			arena_strdup(im->arena, result_get(r, 0, "loaded_on"));
	}
	result_free(r);
	if (!text)
		return true;
	out->map = mapfile_parse(im->arena,
		arena_printf(im->arena, _("asignación de la carga %s"),
			out->of.batch),
		text, strlen(text), err);
	return out->map;
}

bool
kept_take(struct import *im, struct err *err)
{
	struct kept kept;

	if (!read_kept(im, &kept, err))
		return false;
	im->map = kept.map;
	im->result.kept = kept.of;
	if (kept.map)
		return true;
	err_set(err, ERR_USAGE, NULL,
		_("Su oficina no ha cargado «%s» con una asignación: no hay "
		  "ninguna guardada."),
		im->form->title);
	return err_hint(err, "%s",
		_("Escríbala con --write-map, complétela y dela con --map."));
}

/* ---- offering ----------------------------------------------------------- */

/* Does it know a column that is left out here? */
static bool
would_help(const struct mapping *m, const struct mapfile *map)
{
	for (size_t i = 0; i < map->n_columns; i++) {
		const struct mapfile_column *c = &map->columns[i];

		for (size_t at = 0; c->field && at < m->n_cells; at++)
			if (mapfile_same_heading(c->heading, m->titles[at]) &&
				!mapping_takes(m, at))
				return true;
	}
	return false;
}

static bool
leaves_columns_out(const struct mapping *m)
{
	for (size_t i = 0; i < m->n_cells; i++)
		if (m->titles[i][0] && !mapping_takes(m, i))
			return true;
	return false;
}

void
kept_offer(struct import *im)
{
	struct err unheard;
	struct kept kept;

	if (im->map || !leaves_columns_out(im->mapping) ||
		!read_kept(im, &kept, &unheard) || !kept.map ||
		!would_help(im->mapping, kept.map))
		return;
	im->result.kept = kept.of;
	if (im->o->by_keys)
		return;
	findings_add(&im->ours,
		&(struct finding){
			.severity = FINDING_NOTICE,
			.reason = arena_printf(im->arena,
				_("La carga %s de su oficina («%s», %s) dio "
				  "campo a columnas que aquí no se cargan: "
				  "--kept-map usa su asignación."),
				kept.of.batch, kept.of.file, kept.of.on),
		});
}

void
kept_hint(struct import *im, struct err *err)
{
	struct err unheard;
	struct kept kept;

	if (err->kind != ERR_FILE || im->map || im->mapping->heading_line ||
		!read_kept(im, &kept, &unheard) || !kept.map)
		return;
	im->result.kept = kept.of;
	if (!im->o->by_keys)
		err_hint(err,
			_("La carga %s de su oficina («%.60s», %s) guarda una "
			  "asignación de títulos: repita la orden con "
			  "--kept-map."),
			kept.of.batch, kept.of.file, kept.of.on);
}

/* ---- keeping ------------------------------------------------------------ */

static bool
is_personal(const struct mapping *m, const char *name)
{
	const struct mapped *p = mapping_field(m, name);

	return p && p->field->personal;
}

/* A mapping is read by whoever may read loads: no person's data is in it. The
 * next file says itself where its headings stand and how it is written. */
static struct mapfile *
to_keep(const struct mapping *m)
{
	struct mapfile *map = mapping_tell(m);
	struct mapfile_value *values =
		arena_array(m->arena, map->n_values + 1, sizeof *values);
	size_t n = 0, constants = 0;

	map->sheet = map->charset = NULL;
	map->delimiter = '\0';
	map->heading = 0;
	for (size_t i = 0; i < map->n_values; i++)
		if (!is_personal(m, map->values[i].field))
			values[n++] = map->values[i];
	map->values = values;
	map->n_values = n;
	for (size_t i = 0; i < map->n_constants; i++)
		if (!is_personal(m, map->constants[i].field))
			map->constants[constants++] = map->constants[i];
	map->n_constants = constants;
	return map;
}

bool
kept_store(struct import *im, struct err *err)
{
	struct buf b = { 0 };
	struct result *r;

	if (!im->map)
		return true;
	mapfile_write(to_keep(im->mapping), &b);
	r = session_query(im->desk->session, _("Carga"), err,
		"select core.batch_map($1::bigint, $2)", 2, im->result.batch,
		buf_text(&b));
	buf_free(&b);
	result_free(r);
	return r;
}
