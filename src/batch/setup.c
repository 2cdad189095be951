/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito setup: a site from nothing, step by step, each shown before it is done. */
#include "batch/setup.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/served.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/keeper.h"
#include "batch/output.h"
#include "db/session.h"
#include "report/print.h"

#define AT(member) offsetof(struct setup, member)
#define GIVEN(key) offsetof(struct setup, given[key])

/* In the order of enum setup_key, then the others. */
static const struct option words[] = {
	{ "institution", "institucion", OPTION_TEXT, GIVEN(SETUP_INSTITUTION),
		0, N_("Siglas de la institución") },
	{ "institution-name", "nombre-institucion", OPTION_TEXT,
		GIVEN(SETUP_INSTITUTION_NAME), 0,
		N_("Nombre de la institución") },
	{ "root-office", "oficina-principal", OPTION_TEXT,
		GIVEN(SETUP_ROOT_OFFICE), 0,
		N_("Código de la oficina principal") },
	{ "office-name", "nombre-oficina", OPTION_TEXT,
		GIVEN(SETUP_OFFICE_NAME), 0,
		N_("Nombre de la oficina principal") },
	{ "ubigeo", NULL, OPTION_TEXT, GIVEN(SETUP_UBIGEO), 0,
		N_("UBIGEO de la institución") },
	{ "place-name", "nombre-lugar", OPTION_TEXT, GIVEN(SETUP_PLACE_NAME), 0,
		N_("Nombre de ese lugar") },
	{ "year-name", "nombre-anual", OPTION_TEXT, GIVEN(SETUP_YEAR_NAME), 0,
		N_("Nombre oficial de este año") },
	{ "logo", NULL, OPTION_TEXT, GIVEN(SETUP_LOGO), 0,
		N_("Logotipo (archivo PNG)") },
	{ "offices", "oficinas", OPTION_TEXT, GIVEN(SETUP_OFFICES), 0,
		N_("Oficinas (archivo)") },
	{ "holidays", "feriados", OPTION_TEXT, GIVEN(SETUP_HOLIDAYS), 0,
		N_("Feriados de la región (archivo)") },
	{ "rules-name", "nombre-reglas", OPTION_TEXT, GIVEN(SETUP_RULES_NAME),
		0, N_("Nombre de las reglas del cumplimiento") },
	{ "rules-from", "reglas-desde", OPTION_TEXT, GIVEN(SETUP_RULES_FROM), 0,
		N_("Desde cuándo rigen las reglas") },
	{ "threshold", "umbral", OPTION_TEXT, GIVEN(SETUP_THRESHOLD), 0,
		N_("Umbral en %") },
	{ "red-below", "rojo", OPTION_TEXT, GIVEN(SETUP_RED_BELOW), 0,
		N_("Rojo por debajo de este %") },
	{ "rules-source", "fuente-reglas", OPTION_TEXT,
		GIVEN(SETUP_RULES_SOURCE), 0,
		N_("Norma de la que vienen las reglas") },
	{ "council", "consejo", OPTION_TEXT, GIVEN(SETUP_COUNCIL), 0,
		N_("Código del consejo") },
	{ "council-name", "nombre-consejo", OPTION_TEXT,
		GIVEN(SETUP_COUNCIL_NAME), 0, N_("Nombre del consejo") },
	{ "council-from", "consejo-desde", OPTION_TEXT,
		GIVEN(SETUP_COUNCIL_FROM), 0,
		N_("Desde cuándo existe el consejo") },
	{ "council-norm", "norma-consejo", OPTION_TEXT,
		GIVEN(SETUP_COUNCIL_NORM), 0, N_("Norma que creó el consejo") },
	{ "seats", "asientos", OPTION_TEXT, GIVEN(SETUP_SEATS), 0,
		N_("Asientos del consejo (archivo)") },
	{ "people", "personas", OPTION_TEXT, GIVEN(SETUP_PEOPLE), 0,
		N_("Personas con sus permisos (archivo)") },
	{ "answers", "respuestas", OPTION_TEXT, AT(answers), 0, NULL },
	{ "administrator", "administrador", OPTION_TEXT, AT(administrator), 0,
		NULL },
	{ "dry-run", "simular", OPTION_FLAG, AT(dry_run), 0, NULL },
	{ "yes", "si", OPTION_FLAG, AT(yes), 0, NULL },
};
static const struct options options = { OPTIONS(words) };

const char *
setup_option(enum setup_key key)
{
	const struct option *word = &words[key];

	return i18n_is_spanish() && word->name_es ? word->name_es : word->name;
}

const char *
setup_label(enum setup_key key)
{
	return _(words[key].help);
}

/* ---- what is asked */

/* A line of an answers file: its key, or SETUP_KEYS for a comment or a blank
 * line; the value parted from it. */
static bool
answer_of(struct arena *arena, char *line, enum setup_key *key,
	const char **value, struct err *err)
{
	char *sign = strchr(line, '=');
	char *name = str_trim(arena, line);

	*key = SETUP_KEYS;
	if (!*name || *name == '#')
		return true;
	if (sign) {
		*sign = '\0';
		name = str_trim(arena, line);
		*value = str_trim(arena, sign + 1);
	}
	for (int i = 0; sign && i < SETUP_KEYS; i++) {
		if (!str_eq(words[i].name, name) &&
			!str_eq(words[i].name_es, name))
			continue;
		*key = (enum setup_key)i;
		return true;
	}
	return err_set(err, ERR_USAGE, NULL,
		_("No se entiende «%.60s» en el archivo de respuestas: cada "
		  "línea es nombre = valor."),
		name);
}

static bool
take_answers(struct setup *setup, struct err *err)
{
	struct arena *arena = setup->batch->arena;
	char *text = file_read(arena, setup->answers, FILE_SMALL, NULL, err);
	char **lines;
	size_t n = 0;

	if (!text)
		return false;
	if (!utf8_is_clean(text, strlen(text), true))
		return err_set(err, ERR_FILE, NULL,
			_("El archivo de respuestas no es un texto en UTF-8."));
	lines = str_split(arena, text, '\n', &n);
	for (size_t i = 0; i < n; i++) {
		enum setup_key key;
		const char *value = NULL;

		if (!answer_of(arena, lines[i], &key, &value, err))
			return false;
		if (key != SETUP_KEYS && !setup->given[key] && *value)
			setup->given[key] = value;
	}
	return true;
}

/* ---- what the database says */

static bool
read_state(struct setup *setup, struct desk *desk, struct err *err)
{
	struct result *r = session_query(desk->session, _("Puesta en marcha"),
		err, "select key, value, missing from core.setup_state()", 0);

	for (size_t row = 0; r && row < result_rows(r); row++) {
		const char *key = result_value(r, row, 0);

		for (int i = 0; i < SETUP_KEYS; i++) {
			if (!str_eq(words[i].name, key))
				continue;
			setup->now[i] = arena_strdup(setup->batch->arena,
				served(setup->batch->arena,
					result_value(r, row, 1)));
			setup->unsourced[i] =
				str_eq(result_value(r, row, 2), "unverified");
			setup->missing[i] =
				str_eq(result_value(r, row, 2), "true");
		}
	}
	result_free(r);
	return r;
}

static void
tell_state(const struct setup *setup)
{
	static const struct print_column columns[] = { { .width = 38 },
		{ .width = 0 } };

	for (int i = 0; i < SETUP_KEYS; i++) {
		const char *const row[] = { setup_label((enum setup_key)i),
			setup->now[i] ? setup->now[i] : _("(falta)") };

		print_row(stdout, sizeof columns / sizeof *columns, columns,
			row, false);
	}
}

/* Rules hold as they are; whoever looks at them is told from where. */
static void
tell_unsourced(const struct setup *setup)
{
	struct buf names = { 0 };

	for (int i = 0; i < SETUP_KEYS; i++)
		if (setup->unsourced[i])
			buf_printf(&names, "%s%s", names.len ? ", " : "",
				setup_label((enum setup_key)i));
	if (names.len)
		printf(_("Sin fuente: %s. Rigen como están; la norma de la que "
			 "vienen se dice con --%s.\n"),
			buf_text(&names), setup_option(SETUP_RULES_SOURCE));
	buf_free(&names);
}

static void
tell_missing(const struct setup *setup)
{
	for (int i = 0; i < SETUP_KEYS; i++)
		if (setup->missing[i])
			printf(_("Falta: %s (--%s)\n"),
				setup_label((enum setup_key)i),
				setup_option((enum setup_key)i));
	tell_unsourced(setup);
}

/* What was given on the command line and in the file, by its option. */
static bool
take_given(struct setup *setup, struct desk *desk, struct err *err)
{
	for (int i = 0; i < SETUP_KEYS; i++) {
		enum setup_key key = (enum setup_key)i;
		struct err why = { 0 };

		if (setup_take(setup, desk, key, setup->given[i], &why))
			continue;
		err_set(err, ERR_USAGE, NULL, "--%s: %s", setup_option(key),
			why.text);
		return err_hint(err, "%s", why.hint);
	}
	return true;
}

static bool
work_at_terminal(struct setup *setup, struct desk *desk, struct err *err)
{
	if (!setup_try(setup, desk, SETUP_TRIES, SETUP_PEOPLE, err))
		return false;
	return setup->code != EXIT_DONE || setup_ask(setup, desk, err);
}

static bool
setup_work(struct desk *desk, void *arg, struct err *err)
{
	struct setup *setup = arg;
	bool asks = batch_at_terminal() && !setup->yes && !setup->dry_run;

	if (!take_given(setup, desk, err) || !read_state(setup, desk, err))
		return false;
	tell_state(setup);
	putchar('\n');
	fflush(stdout);
	if (asks && !work_at_terminal(setup, desk, err))
		return false;
	if (setup->code != EXIT_DONE)
		return output_flush(err);
	if (setup->dry_run ? !setup_try(setup, desk, SETUP_SHOWS, SETUP_PEOPLE,
				     err)
			   : !setup_run(setup, desk, SETUP_PEOPLE, err))
		return false;
	if (setup->n_done == 0 && setup->code == EXIT_DONE)
		puts(_("Nada que cambiar."));
	if (!setup->dry_run && read_state(setup, desk, err))
		tell_missing(setup);
	return output_flush(err);
}

/* Where there is no site at all, whoever administers the server makes the
 * first one; the person it names goes on. */
static int
make_site(struct setup *setup)
{
	const char *const *v = setup->given;
	struct err err = { 0 };
	struct session *s;
	struct result *r;

	for (int i = SETUP_INSTITUTION; i <= SETUP_OFFICE_NAME; i++)
		if (!v[i])
			return batch_usage(setup->batch,
				_("Con --administrator se dicen también "
				  "--institution, --institution-name, "
				  "--root-office y --office-name."));
	s = open_keeper(setup->batch, &err);
	r = s ? session_query(s, _("Puesta en marcha"), &err,
			"select core.init_site($1,$2,$3,$4,$5)", 5,
			v[SETUP_INSTITUTION], v[SETUP_INSTITUTION_NAME],
			v[SETUP_ROOT_OFFICE], v[SETUP_OFFICE_NAME],
			setup->administrator)
	      : NULL;
	result_free(r);
	session_close(s);
	if (!r)
		return batch_failed(&err);
	printf(_("%s es de la secretaría y de informática, y sigue con: hito "
		 "setup\n"),
		setup->administrator);
	return EXIT_DONE;
}

int
batch_setup(struct batch *batch, int argc, char **argv)
{
	struct setup setup = { .batch = batch };
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &setup, &code))
		return code;
	if (setup.answers && !take_answers(&setup, &err))
		return batch_failed(&err);
	if (setup.administrator)
		return make_site(&setup);
	if (!setup.yes && !setup.dry_run && !batch_at_terminal())
		return batch_usage(batch, "%s",
			_("Sin terminal no hay a quién preguntar: --dry-run "
			  "muestra lo que se haría y --yes lo hace."));
	code = batch_work(batch, setup_work, &setup);
	return code == EXIT_DONE ? setup.code : code;
}
