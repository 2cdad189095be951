/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito setup: what comes of files. Registers come by import; people, who are
 * no register, by the functions of the database that make them. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/served.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/desk.h"
#include "batch/progress.h"
#include "batch/setup.h"
#include "import/job.h"
#include "import/sheet.h"
#include "import/tell.h"
#include "report/print.h"

enum {
	SHOWN_MOST = 20, /* findings of a file */
	PEOPLE_MOST = 5000,
};

/* ---- a register */

/* What rows of a file are where it does not say it: seats of the council,
 * holidays of the region. */
static struct import_set
where_unsaid(const struct setup *setup, enum setup_key key)
{
	if (key == SETUP_SEATS)
		return (struct import_set){ "body_code",
			setup->sent[SETUP_COUNCIL]
				? setup->sent[SETUP_COUNCIL]
				: setup->now[SETUP_COUNCIL] };
	if (key == SETUP_HOLIDAYS)
		return (struct import_set){ "scope", "region" };
	return (struct import_set){ NULL, NULL };
}

/* What of a file is told, with what its rows are where it does not say it. */
static void
tell_file_result(struct setup *setup, const struct form *form,
	const struct import_result *r, const struct import_options *options)
{
	struct teller t = {
		.arena = setup->batch->arena, .result = r, .options = options
	};

	tell_file(&t);
	buf_putc(&t.out, '\n');
	for (size_t i = 0; i < options->n_set; i++) {
		const struct import_set *set = &options->set[i];
		int at = form_field(form, set->field);

		buf_printf(&t.out,
			_("   %s, donde el archivo no lo dice: %s\n"),
			field_title(&form->fields[at]),
			field_choice_label(&form->fields[at], set->value));
	}
	tell_counts(&t);
	tell_changes(&t);
	tell_findings(&t, SHOWN_MOST);
	print_flush(&t.out);
	buf_free(&t.out);
}

/* What came of it is told of one that is to be shown or is refused. */
static bool
import_once(struct setup *setup, struct desk *desk, enum setup_key key,
	const struct form *form, bool dry_run, bool *changes, struct err *err)
{
	struct import_set set = where_unsaid(setup, key);
	const struct import_options options = {
		.sheet.path = setup->sent[key],
		.rows = -1,
		.dry_run = dry_run,
		.within = setup->mode != SETUP_DOES,
		.set = &set,
		.n_set = set.value != NULL,
	};
	struct import *import = import_open(&options, err);
	const struct import_result *r = import ? import_result(import) : NULL;
	struct batch_step step;
	bool ok = false;

	*changes = false;
	if (import) {
		batch_step_begin(&step, desk, setup->batch->quiet);
		step.step.what = _("Leyendo");
		ok = import_run(import, desk, form, &step.step, err);
		batch_step_end(&step);
	}
	if (ok) {
		bool bad = r->state == IMPORT_REFUSED || r->rejected > 0;

		*changes = !bad && r->inserted + r->changed > 0;
		if (bad || (setup->mode == SETUP_DOES
					   ? dry_run
					   : setup->mode == SETUP_SHOWS))
			tell_file_result(setup, form, r, &options);
		if (bad)
			setup->code = setup->mode == SETUP_SHOWS
					      ? EXIT_DRY_ERRORS
					      : EXIT_REFUSED;
	}
	import_close(import);
	return ok;
}

bool
setup_file(struct setup *setup, struct desk *desk, enum setup_key key,
	const char *name, struct err *err)
{
	const struct form *form = batch_register(desk, name, err);
	bool changes;

	if (!form)
		return false;
	if (!setup->sent[key] || setup->code != EXIT_DONE)
		return true;
	if (setup->mode != SETUP_TRIES)
		printf("%s:\n", setup_label(key));
	fflush(stdout);
	if (!import_once(setup, desk, key, form, setup->mode == SETUP_DOES,
		    &changes, err))
		return false;
	if (!changes)
		return true;
	setup->n_done += setup->mode != SETUP_TRIES;
	if (setup->mode != SETUP_DOES || !setup_agrees(setup))
		return true;
	return import_once(setup, desk, key, form, false, &changes, err);
}

/* ---- people */

enum person_cell {
	PERSON_LOGIN,
	PERSON_NAME,
	PERSON_EMAIL,
	PERSON_OFFICE,
	PERSON_KINDS,
	PERSON_FROM,
	PERSON_TO,
	PERSON_CELLS
};

/* Their names in the database, and as a file may call them. */
static const struct {
	const char *name;
	const char *headings[3];
} cells[PERSON_CELLS] = {
	[PERSON_LOGIN] = { "login", { "usuario", "login", "rol" } },
	[PERSON_NAME] = { "name", { "nombre", "name", "persona" } },
	[PERSON_EMAIL] = { "email", { "correo", "email", "mail" } },
	[PERSON_OFFICE] = { "office", { "oficina", "office", NULL } },
	[PERSON_KINDS] = { "kinds", { "permisos", "permiso", "rights" } },
	[PERSON_FROM] = { "from", { "desde", "from", NULL } },
	[PERSON_TO] = { "to", { "hasta", "to", NULL } },
};

struct people {
	struct setup *setup;
	const struct desk *desk;
	size_t at[PERSON_CELLS]; /* of the file, from 1; 0: not there */
	size_t n;
	struct buf json;
};

static bool
take_headings(struct people *p, const struct file_row *row, struct err *err)
{
	for (size_t i = 0; i < row->n; i++) {
		for (int c = 0; c < PERSON_CELLS; c++)
			for (int h = 0; h < 3; h++)
				if (cells[c].headings[h] &&
					utf8_is_same(row->cells[i],
						cells[c].headings[h]))
					p->at[c] = i + 1;
	}
	if (p->at[PERSON_LOGIN] && p->at[PERSON_OFFICE] && p->at[PERSON_KINDS])
		return true;
	err_set(err, ERR_FILE, NULL,
		_("La primera línea del archivo de personas no tiene los "
		  "encabezados."));
	return err_hint(err, "%s",
		_("Son: Usuario, Nombre, Correo, Oficina, Permisos, Desde, "
		  "Hasta."));
}

static const char *
cell_text(const struct people *p, const struct file_row *row, int c)
{
	const char *text = p->at[c] && p->at[c] <= row->n
				   ? str_trim(p->setup->batch->arena,
					     row->cells[p->at[c] - 1])
				   : "";

	return *text ? text : NULL;
}

/* Days come as people write them; one that is none goes with its sentence,
 * which is told with what else is wrong with the line. */
static const char *
cell_day(const struct people *p, const char *text, struct buf *wrong)
{
	struct err why = { 0 };
	struct date day;
	char iso[16];

	if (!text)
		return NULL;
	if (!date_read(text, p->desk->today, &day, &why)) {
		buf_printf(wrong, "%s%s", wrong->len ? " " : "", why.text);
		return NULL;
	}
	date_iso(day, iso, sizeof iso);
	return arena_strdup(p->setup->batch->arena, iso);
}

static bool
take_person(struct people *p, const struct file_row *row, struct err *err)
{
	struct buf wrong = { 0 };

	if (p->n++ == PEOPLE_MOST)
		return err_set(err, ERR_FILE, NULL,
			_("El archivo de personas tiene más de %d líneas."),
			PEOPLE_MOST);
	buf_printf(
		&p->json, "%s{\"line\": %zu", p->n > 1 ? "," : "", row->line);
	for (int c = 0; c < PERSON_CELLS; c++) {
		const char *text = cell_text(p, row, c);

		if (c == PERSON_FROM || c == PERSON_TO)
			text = cell_day(p, text, &wrong);
		str_json_member(&p->json, ", ", cells[c].name, text);
	}
	str_json_member(
		&p->json, ", ", "wrong", wrong.len ? buf_text(&wrong) : NULL);
	buf_putc(&p->json, '}');
	buf_free(&wrong);
	return true;
}

static bool
read_rows(struct people *p, struct sheet *sheet, struct err *err)
{
	const struct source *source;
	struct file_row row;
	enum sheet_result got;
	bool headed = false;

	if (!sheet_take_in(sheet, err))
		return false;
	source = sheet_source(sheet);
	if (source->n_sheets > 0 && !sheet_choose(sheet, 0, 0, err))
		return false;
	if (!sheet_rewind(sheet, err))
		return false;
	while ((got = sheet_next(sheet, &row, err)) == SHEET_ROW) {
		if (headed ? !take_person(p, &row, err)
			   : !take_headings(p, &row, err))
			return false;
		headed = true;
	}
	return got == SHEET_END;
}

static bool
read_people(struct people *p, const char *path, struct err *err)
{
	struct sheet_options options = { .path = path, .open_end = true };
	struct sheet *sheet = sheet_open(&options, err);
	bool ok = false;

	buf_putc(&p->json, '[');
	if (sheet) {
		ok = read_rows(p, sheet, err);
		sheet_close(sheet);
	}
	buf_putc(&p->json, ']');
	return ok;
}

/* What of them is said: each that cannot be, and how many of which kind. */
struct said {
	size_t n_new, n_changed, n_same, n_bad;
};

/* All that is wrong with one of them, a sentence a line as it comes. */
static void
tell_person(struct arena *arena, const struct result *r, size_t row)
{
	const char *login = result_value(r, row, 1);
	size_t n = 0;
	char **said = str_split(
		arena, arena_strdup(arena, result_value(r, row, 3)), '\n', &n);

	printf(_("  línea %s, %s:"), result_value(r, row, 0),
		login ? tell_line(arena, login) : _("(falta)"));
	for (size_t i = 0; i < n; i++)
		printf(" %s", tell_line(arena, served(arena, said[i])));
	putchar('\n');
}

static void
tell_how_many(const struct said *s)
{
	printf(ngettext("  %zu nueva, ", "  %zu nuevas, ", s->n_new), s->n_new);
	printf(ngettext("%zu que cambia, ", "%zu que cambian, ", s->n_changed),
		s->n_changed);
	printf(ngettext("%zu igual, ", "%zu iguales, ", s->n_same), s->n_same);
	printf(_("%zu con error\n"), s->n_bad);
}

static struct said
tell_people(const struct setup *setup, const struct result *r)
{
	struct said said = { 0 };

	for (size_t row = 0; row < result_rows(r); row++) {
		const char *outcome = result_value(r, row, 2);

		said.n_new += str_eq(outcome, "new");
		said.n_changed += str_eq(outcome, "changed");
		said.n_same += str_eq(outcome, "same");
		if (!str_eq(outcome, "error"))
			continue;
		said.n_bad++;
		tell_person(setup->batch->arena, r, row);
	}
	if (said.n_bad > 0 || setup->mode != SETUP_TRIES)
		tell_how_many(&said);
	fflush(stdout);
	return said;
}

static struct result *
send_people(struct desk *desk, struct people *p, bool try, struct err *err)
{
	return session_query(desk->session, _("Personas"), err,
		"select * from core.setup_people($1::jsonb, $2)", 2,
		buf_text(&p->json), try ? "true" : "false");
}

static bool
send_all(struct people *p, struct desk *desk, struct err *err)
{
	struct setup *setup = p->setup;
	struct result *r = send_people(desk, p, true, err);
	struct said said;

	if (!r)
		return false;
	said = tell_people(setup, r);
	result_free(r);
	if (said.n_bad > 0) {
		setup->code = setup->mode == SETUP_SHOWS ? EXIT_DRY_ERRORS
							 : EXIT_REFUSED;
		return true;
	}
	if (said.n_new + said.n_changed == 0)
		return true;
	setup->n_done += setup->mode != SETUP_TRIES;
	if (setup->mode != SETUP_DOES || !setup_agrees(setup))
		return true;
	r = send_people(desk, p, false, err);
	if (r && said.n_new > 0)
		puts(_("Las personas nuevas todavía no tienen contraseña: hito "
		       "user password"));
	result_free(r);
	return r;
}

bool
setup_people(struct setup *setup, struct desk *desk, struct err *err)
{
	struct people p = { .setup = setup, .desk = desk };
	const char *path = setup->sent[SETUP_PEOPLE];
	bool ok;

	if (!path || setup->code != EXIT_DONE)
		return true;
	if (setup->mode != SETUP_TRIES)
		printf("%s:\n", setup_label(SETUP_PEOPLE));
	ok = read_people(&p, path, err) && send_all(&p, desk, err);
	buf_free(&p.json);
	return ok;
}
