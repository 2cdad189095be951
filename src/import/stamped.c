/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/stamped.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	STAMP_ROWS = 64, /* of the hidden sheet that are looked at */
};

/* ---- reading ------------------------------------------------------------ */

static bool
find_sheet(const struct source *source, size_t *at)
{
	for (*at = 0; *at < source->n_sheets; ++*at)
		if (source->sheets[*at].hidden &&
			str_eq(source->sheets[*at].name, STAMP_SHEET))
			return true;
	return false;
}

static bool
is_mark(const struct file_row *row)
{
	return row->n > 0 && str_eq(row->cells[0], STAMP_MARK);
}

bool
stamped_read(struct sheet *sheet, struct arena *arena, struct stamp **stamp,
	struct err *err)
{
	enum sheet_result r;
	struct file_row row;
	size_t at;

	*stamp = NULL;
	if (!find_sheet(sheet_source(sheet), &at))
		return true;
	if (!sheet_choose(sheet, at, STAMP_ROWS, err))
		return false;
	r = sheet_next(sheet, &row, err);
	if (r != SHEET_ROW || !is_mark(&row))
		return r != SHEET_ERROR;
	*stamp = arena_alloc(arena, sizeof **stamp);
	while ((r = sheet_next(sheet, &row, err)) == SHEET_ROW)
		if (row.n > 1)
			stamp_take(*stamp, arena, row.cells[0], row.cells[1]);
	return r == SHEET_END;
}

/* ---- judging ------------------------------------------------------------ */

/* Of what both say. */
static bool
differ(const char *stamped, const char *wanted)
{
	return stamped && wanted && !utf8_is_same(stamped, wanted);
}

/* The sentence is said. Returns false. */
static bool
refuse(struct err *err)
{
	return err_hint(err, "%s",
		_("Revise si es el archivo que corresponde; otra plantilla la "
		  "hace hito template."));
}

static bool
is_of_here(const struct stamp *s, const struct desk *desk,
	const struct form *form, const char *file, struct err *err)
{
	const char *schema = stamp_schema(desk->arena);

	if (differ(s->institution, desk->site.institution))
		err_set(err, ERR_FILE, NULL,
			_("«%s» es una plantilla de la institución %s, y esta "
			  "base es de %s."),
			file, s->institution, desk->site.institution);
	else if (differ(s->name, form->name))
		err_set(err, ERR_FILE, NULL,
			_("«%s» es una plantilla del registro «%s», y se carga "
			  "«%s»."),
			file, s->name, form->name);
	else if (differ(s->schema, schema))
		err_set(err, ERR_FILE, NULL,
			_("«%s» es una plantilla de la edición %s de los "
			  "registros, y esta es la %s."),
			file, s->schema, schema);
	else
		return true;
	return refuse(err);
}

static bool
is_wanted(const struct stamp *s, const struct import_options *wanted,
	const char *file, struct err *err)
{
	if (differ(s->plan, wanted->plan))
		err_set(err, ERR_FILE, NULL,
			_("«%s» es una plantilla del plan %s, y se carga el "
			  "%s."),
			file, s->plan, wanted->plan);
	else if (differ(s->period, wanted->period))
		err_set(err, ERR_FILE, NULL,
			_("«%s» es una plantilla de %s, y se carga %s."), file,
			s->period, wanted->period);
	else
		return true;
	return refuse(err);
}

static bool
is_loaded_by_her(const struct stamp *s, struct desk *desk,
	const struct form *form, const char *file, struct err *err)
{
	struct result *r;
	bool may;

	if (!s->office)
		return true;
	r = session_query(desk->session, _("Plantilla"), err,
		"select core.may_load($1::regclass, $2)", 2, form->table,
		s->office);
	if (!r)
		return false;
	may = str_eq(result_value(r, 0, 0), "t");
	result_free(r);
	if (may)
		return true;
	err_set(err, ERR_RIGHTS, NULL,
		_("«%s» es una plantilla de la oficina %s, y usted, de %s, no "
		  "carga lo de esa oficina."),
		file, s->office, desk->office ? desk->office : _("ninguna"));
	return refuse(err);
}

bool
stamped_fits(const struct stamp *s, struct desk *desk, const struct form *form,
	const struct import_options *wanted, const char *file, struct err *err)
{
	return is_of_here(s, desk, form, file, err) &&
	       is_wanted(s, wanted, file, err) &&
	       is_loaded_by_her(s, desk, form, file, err);
}

/* ---- what it says of its rows ------------------------------------------- */

static bool
apply(struct mapping *m, const char *field, const char *value,
	struct date today, struct err *err)
{
	const struct mapped *p = value ? mapping_field(m, field) : NULL;

	return !p || p->constant || mapping_set(m, field, value, today, err);
}

bool
stamped_apply(const struct stamp *s, struct mapping *m, struct date today,
	struct err *err)
{
	m->told = s->told;
	return apply(m, "plan_code", s->plan, today, err) &&
	       apply(m, "period_key", s->period, today, err) &&
	       apply(m, "office_code", s->office, today, err);
}

bool
stamped_holds_office(const struct stamp *s, const struct form *form)
{
	for (size_t i = 0; i < form->n_fields; i++)
		if (form->fields[i].lookup &&
			str_eq(form->fields[i].lookup->writes, "office_id"))
			return false;
	return s->office;
}
