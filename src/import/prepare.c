/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes before rows are taken in: headings, mapping, how columns are read. */
#include "import/job_inside.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "import/heading.h"
#include "import/stamped.h"
#include "import/survey.h"

enum {
	LOOK_MS = 200, /* at who may stop it, while a pipe is waited for */
};

bool
import_is_allowed(const struct form *form, struct err *err)
{
	return form->import.allowed || err_set(err, ERR_USAGE, NULL,
					       _("El registro «%s» no se carga "
						 "desde un archivo."),
					       form->title);
}

/* ---- headings ----------------------------------------------------------- */

/* What is given by name weighs more than a mapping. */
static bool
apply_options(struct import *im, struct err *err)
{
	if (im->map &&
		!mapping_obey(im->mapping, im->map, im->desk->today, err))
		return false;
	for (size_t i = 0; i < im->o->n_set; i++)
		if (!mapping_set(im->mapping, im->o->set[i].field,
			    im->o->set[i].value, im->desk->today, err))
			return false;
	if (im->o->plan && form_field(im->form, "plan_code") >= 0) {
		if (!mapping_set(im->mapping, "plan_code", im->o->plan,
			    im->desk->today, err))
			return false;
		im->result.plan = im->o->plan;
	}
	return true;
}

/* ---- how the columns are read ------------------------------------------- */

/* Before anything is asked of the server, so that a pipe that stalls keeps
 * nothing locked. */
static bool
wait_for_bytes(void *arg, int fd, struct err *err)
{
	struct import *im = arg;
	bool came = false;

	while (!came)
		if (!session_wait_input(
			    im->desk->session, fd, LOOK_MS, &came, err) ||
			(!step_look(im->step) && !step_check(im->step, err)))
			return false;
	return true;
}

/* The same while a workbook is read. */
static bool
go_on(void *arg, struct err *err)
{
	struct import *im = arg;

	return step_look(im->step) || step_check(im->step, err);
}

/* Behind the headings. */
static bool
to_rows(struct import *im, struct err *err)
{
	struct file_row row;

	if (!sheet_rewind(im->sheet, err))
		return false;
	do {
		if (sheet_next(im->sheet, &row, err) != SHEET_ROW)
			return false;
	} while (row.line < im->mapping->heading_line);
	return true;
}

/* Of a template: that it is the one that is wanted, and what it says of all its
 * rows. */
static bool
take_stamp(struct import *im, struct err *err)
{
	struct stamp *stamp;

	if (!stamped_read(im->sheet, im->arena, &stamp, err))
		return false;
	if (!stamp)
		return true;
	if (!stamped_fits(stamp, im->desk, im->form, im->o,
		    sheet_name(im->sheet), err))
		return false;
	im->result.stamp = stamp;
	im->result.offices = stamp->office;
	return stamped_apply(stamp, im->mapping, im->desk->today, err);
}

static bool
find_headings(struct import *im, struct err *err)
{
	const struct mapfile *map = im->map;
	struct heading_wanted wanted = {
		.sheet = im->o->sheet_wanted ? im->o->sheet_wanted
			 : map		     ? map->sheet
					     : NULL,
		.line = im->o->heading_line ? im->o->heading_line
			: map		    ? (long)map->heading
					    : 0,
		.asker = im->o->asker,
	};
	struct source_tick tick = { .go_on = go_on, .arg = im };

	sheet_on_wait(im->sheet, wait_for_bytes, im);
	sheet_on_tick(im->sheet, &tick);
	return sheet_take_in(im->sheet, err) && take_stamp(im, err) &&
	       heading_find(im->sheet, &wanted, im->mapping, im->desk->today,
		       &im->ours, &im->result.sheet, err);
}

static bool
survey(struct import *im, struct err *err)
{
	struct survey *survey;
	enum sheet_result r;
	struct file_row row;
	size_t rows = 0;

	if (!find_headings(im, err) || !to_rows(im, err))
		return false;
	survey = survey_new(im->mapping, im->o->decimal);
	im->total = total_new(im->arena, im->mapping->n_cells);
	while ((r = sheet_next(im->sheet, &row, err)) == SHEET_ROW) {
		total_row(im->total, &row);
		if (!total_is(im->total, row.line))
			survey_row(survey, &row);
		if (++rows % IMPORT_PROGRESS_ROWS == 0 &&
			!step_look(im->step) && !step_check(im->step, err))
			return false;
	}
	if (r != SHEET_END)
		return false;
	survey_ask(survey, im->o->asker);
	survey_decide(survey, &im->result.decided, &im->ours);
	return to_rows(im, err);
}

bool
import_leaves_out(struct import *im, const struct file_row *row)
{
	if (!total_is(im->total, row->line))
		return false;
	findings_add(&im->ours,
		&(struct finding){ .line = row->line,
			.severity = FINDING_NOTICE,
			.reason = _("La línea suma las de arriba y dice que es "
				    "un total: no se carga.") });
	return true;
}

/* --charset is obeyed, and what it looks wrong about is said. */
static void
doubt_charset(struct import *im)
{
	struct finding f = {
		.severity = FINDING_NOTICE,
		.value = sheet_source(im->sheet)->charset,
		.reason = _("el archivo parece estar en UTF-8: sin --charset "
			    "se leería así"),
	};

	if (sheet_source(im->sheet)->charset_doubted)
		findings_add(&im->ours, &f);
}

/* ---- the mapping, for people to keep ------------------------------------ */

/* Fields that no column fills, for whoever completes it. */
static void
write_unfilled(const struct import *im, struct buf *out)
{
	for (size_t i = 0; i < im->mapping->n; i++) {
		const struct mapped *p = &im->mapping->v[i];

		if (p->cell < 0 && !p->constant &&
			!mapping_is_spread(im->mapping, p->field->name))
			buf_printf(out, "# %s: %s%s\n", p->field->name,
				field_title(p->field),
				p->field->required ? _(" (obligatorio)") : "");
	}
}

static bool
write_map(const struct import *im, struct err *err)
{
	struct mapfile *map = mapping_tell(im->mapping);
	const struct source *source = sheet_source(im->sheet);
	struct buf b = { 0 };
	bool done;

	map->sheet = im->result.sheet;
	map->charset = source->charset;
	map->delimiter = source->delimiter;
	map->decimal = im->o->decimal;
	mapfile_write(map, &b);
	buf_puts(&b, _("# Campos que nada llena:\n"));
	write_unfilled(im, &b);
	done = file_save(im->o->write_map, buf_text(&b), b.len, false, err);
	buf_free(&b);
	return done;
}

bool
import_prepare(struct import *im, struct desk *desk, const struct form *form,
	struct step *step, struct err *err)
{
	im->desk = desk;
	im->step = step;
	im->form = form;
	im->mapping = mapping_new(im->arena, form);
	im->mapping->erases = im->o->erase;
	im->mapping->makes = im->o->new_plan;
	im->mapping->updates = im->o->only_update;
	im->mapping->utc_days = im->o->utc_days;
	im->map = im->o->map;
	if (im->o->kept_map && !kept_take(im, err))
		return false;
	if (!apply_options(im, err))
		return false;
	if (!survey(im, err)) {
		kept_hint(im, err);
		return false;
	}
	doubt_charset(im);
	kept_offer(im);
	return !im->o->write_map || write_map(im, err);
}
