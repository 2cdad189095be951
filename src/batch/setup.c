/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito setup: a site from nothing, step by step, each shown before it is done. */
#include "batch/setup.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/served.h"
#include "base/sha256.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/keeper.h"
#include "batch/output.h"
#include "db/session.h"
#include "report/picture.h"
#include "report/print.h"
#include "store/store.h"

enum {
	LOGO_MOST = 1 << 20
};

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
	return words[key].name;
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

bool
setup_answers(struct setup *setup, struct err *err)
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

void
setup_ask(struct setup *setup)
{
	bool council =
		!setup->missing[SETUP_COUNCIL] || setup->given[SETUP_COUNCIL];

	for (int i = 0; i < SETUP_KEYS; i++) {
		char line[1024] = "";
		const char *answer;
		bool of_council = i > SETUP_COUNCIL && i <= SETUP_SEATS;

		if (setup->given[i] || !setup->missing[i] ||
			(of_council && !council))
			continue;
		fprintf(stderr, "%s%s%s%s: ", setup_label((enum setup_key)i),
			setup->now[i] ? " [" : "",
			setup->now[i] ? setup->now[i] : "",
			setup->now[i] ? "]" : "");
		fflush(stderr);
		if (!fgets(line, sizeof line, stdin))
			return;
		answer = str_trim(setup->batch->arena, line);
		if (*answer)
			setup->given[i] = answer;
		council = council || setup->given[SETUP_COUNCIL];
	}
}

bool
setup_agrees(const struct setup *setup)
{
	return setup->yes || batch_agrees(_("¿Hacerlo?"));
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

/* ---- steps of texts */

/* Those of a step that say something else than what is. */
static size_t
tell_changes(struct setup *setup, enum setup_key from, enum setup_key to)
{
	size_t n = 0;

	for (int i = (int)from; i <= (int)to; i++) {
		const char *now = setup->now[i] ? setup->now[i] : "";

		if (!setup->given[i] || str_eq(setup->given[i], now))
			continue;
		printf("%s: %s%s%s\n", setup_label((enum setup_key)i), now,
			*now ? " -> " : "", setup->given[i]);
		n++;
	}
	return n;
}

/* Shown; in a dry run or against her wish not done. */
static bool
is_to_do(struct setup *setup, enum setup_key from, enum setup_key to)
{
	if (tell_changes(setup, from, to) == 0)
		return false;
	setup->n_done++;
	setup->waits = setup->waits || setup->dry_run;
	fflush(stdout);
	return !setup->dry_run && setup_agrees(setup);
}

static bool
done(struct result *r)
{
	result_free(r);
	return r;
}

/* A new root office is that of whoever works there. */
static bool
follow_office(const struct setup *setup, struct desk *desk, struct err *err)
{
	const char *code = setup->given[SETUP_ROOT_OFFICE];
	const char *was = setup->now[SETUP_ROOT_OFFICE];

	if (!code || !str_eq(desk->link.params.office, was))
		return true;
	return desk_choose_office(desk, code, err);
}

static bool
step_site(struct setup *setup, struct desk *desk, struct err *err)
{
	const char *const *v = setup->given;

	if (!is_to_do(setup, SETUP_INSTITUTION, SETUP_YEAR_NAME))
		return true;
	return done(session_query(desk->session, _("Puesta en marcha"), err,
		       "select core.setup_site($1,$2,$3,$4,$5,$6,$7)", 7,
		       v[SETUP_INSTITUTION], v[SETUP_INSTITUTION_NAME],
		       v[SETUP_ROOT_OFFICE], v[SETUP_OFFICE_NAME],
		       v[SETUP_UBIGEO], v[SETUP_PLACE_NAME],
		       v[SETUP_YEAR_NAME])) &&
	       follow_office(setup, desk, err);
}

/* "PNG 0123456789ab": by its bytes, as core.setup_state has it. */
static const char *
logo_name(struct arena *arena, const char *bytes, size_t n)
{
	char digest[SHA256_HEX];
	struct sha256 hash;

	sha256_begin(&hash);
	sha256_add(&hash, bytes, n);
	sha256_end(&hash, digest);
	return arena_printf(arena, "PNG %.12s", digest);
}

static bool
step_logo(struct setup *setup, struct desk *desk, struct err *err)
{
	struct arena *arena = setup->batch->arena;
	struct report_cover cover = { 0 };
	struct buf hex = { 0 };
	size_t n = 0;
	char *bytes;
	bool ok;

	if (!setup->given[SETUP_LOGO])
		return true;
	bytes = file_read(arena, setup->given[SETUP_LOGO], LOGO_MOST, &n, err);
	if (!bytes)
		return false;
	for (size_t i = 0; i < n; i++)
		buf_printf(&hex, "%02x", (unsigned char)bytes[i]);
	picture_take(arena, buf_text(&hex), &cover);
	ok = picture_check(&cover, err);
	setup->given[SETUP_LOGO] = logo_name(arena, bytes, n);
	if (ok && is_to_do(setup, SETUP_LOGO, SETUP_LOGO))
		ok = done(session_query(desk->session, _("Puesta en marcha"),
			err, "select core.setup_logo($1)", 1, buf_text(&hex)));
	buf_free(&hex);
	return ok;
}

/* A day as people write it, as the server reads it; what was given is from
 * then on as the server shows it. */
static bool
day_of(struct setup *setup, const struct desk *desk, enum setup_key key,
	const char **iso, struct err *err)
{
	struct date day;
	char text[16];

	*iso = NULL;
	if (!setup->given[key])
		return true;
	if (!date_read(setup->given[key], desk->today, &day, err))
		return false;
	date_iso(day, text, sizeof text);
	*iso = arena_strdup(setup->batch->arena, text);
	date_show(day, text, sizeof text);
	setup->given[key] = arena_strdup(setup->batch->arena, text);
	return true;
}

static bool
step_rules(struct setup *setup, struct desk *desk, struct err *err)
{
	const char *const *v = setup->given;
	const char *from;

	if (!day_of(setup, desk, SETUP_RULES_FROM, &from, err))
		return false;
	if (!is_to_do(setup, SETUP_RULES_NAME, SETUP_RULES_SOURCE))
		return true;
	return done(session_query(desk->session, _("Puesta en marcha"), err,
		"select core.setup_rules($1,$2,$3,$4,$5)", 5,
		v[SETUP_RULES_NAME], from, v[SETUP_THRESHOLD],
		v[SETUP_RED_BELOW], v[SETUP_RULES_SOURCE]));
}

static bool
step_council(struct setup *setup, struct desk *desk, struct err *err)
{
	const char *const *v = setup->given;
	const char *code =
		v[SETUP_COUNCIL] ? v[SETUP_COUNCIL] : setup->now[SETUP_COUNCIL];
	const char *from;

	if (!day_of(setup, desk, SETUP_COUNCIL_FROM, &from, err))
		return false;
	if (!is_to_do(setup, SETUP_COUNCIL, SETUP_COUNCIL_NORM))
		return true;
	return done(session_query(desk->session, _("Puesta en marcha"), err,
		"select core.setup_council($1,$2,$3,$4)", 4, code,
		v[SETUP_COUNCIL_NAME], from, v[SETUP_COUNCIL_NORM]));
}

/* ---- all of them */

/* Those that could not be done are told; what was done before stands. */
static bool
run_steps(struct setup *setup, struct desk *desk, struct err *err)
{
	return step_site(setup, desk, err) && step_logo(setup, desk, err) &&
	       setup_file(setup, desk, SETUP_OFFICES, "office", err) &&
	       setup_file(setup, desk, SETUP_HOLIDAYS, "holiday", err) &&
	       step_rules(setup, desk, err) && step_council(setup, desk, err) &&
	       setup_file(setup, desk, SETUP_SEATS, "seat", err) &&
	       setup_people(setup, desk, err);
}

static void
tell_missing(const struct setup *setup)
{
	for (int i = 0; i < SETUP_KEYS; i++)
		if (setup->missing[i])
			printf(_("Falta: %s (--%s)\n"),
				setup_label((enum setup_key)i),
				setup_option((enum setup_key)i));
}

static bool
setup_work(struct desk *desk, void *arg, struct err *err)
{
	struct setup *setup = arg;
	bool asks = batch_at_terminal() && !setup->yes && !setup->dry_run;

	if (!read_state(setup, desk, err))
		return false;
	tell_state(setup);
	putchar('\n');
	fflush(stdout);
	if (asks)
		setup_ask(setup);
	if (!run_steps(setup, desk, err))
		return false;
	if (setup->n_done == 0)
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
	bool ok;

	for (int i = SETUP_INSTITUTION; i <= SETUP_OFFICE_NAME; i++)
		if (!v[i])
			return batch_usage(setup->batch,
				_("Con --administrator se dicen también "
				  "--institution, --institution-name, "
				  "--root-office y --office-name."));
	s = open_keeper(setup->batch, &err);
	ok = s && done(session_query(s, _("Puesta en marcha"), &err,
			  "select core.init_site($1,$2,$3,$4,$5)", 5,
			  v[SETUP_INSTITUTION], v[SETUP_INSTITUTION_NAME],
			  v[SETUP_ROOT_OFFICE], v[SETUP_OFFICE_NAME],
			  setup->administrator));
	session_close(s);
	if (!ok)
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
	if (setup.answers && !setup_answers(&setup, &err))
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
