/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's door: options that hold for everything, locale, settings,
 * then a subcommand or the screen.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/str.h"
#include "batch/connect.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/table.h"
#include "cmd/conf.h"
#include "cmd/language.h"
#include "db/session.h"
#include "line/line.h"
#include "place/place.h"
#include "screen/screen.h"
#include "store/desk.h"
#include "store/journal.h"
#include "store/picks.h"
#include "term/term.h"

/* All that the command line says, wherever it stands. */
struct line {
	struct batch batch;
	struct settings settings;
	struct term_options term;
	const char *lang;
	const char *size; /* of the screen with a script */
	const char *theme;
	bool mono;
	bool echo;
	bool help;
	bool version;
	bool word_is_base; /* the first one was taken as the database */
	int argc;	   /* what is left: subcommand and its own words */
	char **argv;
};

#define AT(member) offsetof(struct line, member)

static const struct option own_options[] = {
	{ "host", NULL, OPTION_TEXT, AT(batch.params.host), 'h',
		N_("servidor, o carpeta de su socket") },
	{ "port", NULL, OPTION_TEXT, AT(batch.params.port), 'p', N_("puerto") },
	{ "username", NULL, OPTION_TEXT, AT(batch.params.user), 'U',
		N_("persona (rol) con que se entra") },
	{ "dbname", NULL, OPTION_TEXT, AT(batch.params.conninfo), 'd',
		N_("base de datos, cadena de conexión o URI") },
	{ "no-password", NULL, OPTION_FLAG, AT(batch.params.never_prompt), 'w',
		N_("nunca preguntar la contraseña") },
	{ "password", NULL, OPTION_FLAG, AT(batch.params.prompt_password), 'W',
		N_("preguntar la contraseña") },
	{ "office", NULL, OPTION_TEXT, AT(batch.params.office), 0,
		N_("oficina en la que se trabaja") },
	{ "plan", NULL, OPTION_TEXT, AT(batch.plan), 0,
		N_("plan; si falta, el último") },
	{ "period", NULL, OPTION_TEXT, AT(batch.period), 0,
		N_("periodo; si falta, el corriente") },
	{ "standby", "copia", OPTION_FLAG, AT(batch.params.standby), 0,
		N_("leer de un servidor que sigue a otro; no se graba nada") },
	{ "lang", NULL, OPTION_TEXT, AT(lang), 0, N_("idioma: es, en o el de otro catálogo") },
	{ "ascii", NULL, OPTION_FLAG, AT(term.ascii), 0,
		N_("pantalla sin tildes ni signos de dibujo") },
	{ "mono", NULL, OPTION_FLAG, AT(mono), 0, N_("pantalla sin colores") },
	{ "theme", "tema", OPTION_TEXT, AT(theme), 0,
		N_("colores de la pantalla: normal, claro, mono, contraste") },
	{ "quiet", NULL, OPTION_FLAG, AT(batch.quiet), 0,
		N_("solo los errores") },
	{ "echo", "eco", OPTION_FLAG, AT(echo), 0,
		N_("lo que se envía al servidor, con su tiempo, a la bitácora") },
	{ "script", NULL, OPTION_TEXT, AT(term.script), 0,
		N_("teclas de un archivo, pantallas como texto") },
	{ "dump", NULL, OPTION_TEXT, AT(term.dump), 0,
		N_("archivo para esas pantallas") },
	{ "size", NULL, OPTION_TEXT, AT(size), 0,
		N_("tamaño de la pantalla con --script, como 80x24") },
	{ "version", NULL, OPTION_FLAG, AT(version), 0, N_("la versión") },
	{ "help", NULL, OPTION_FLAG, AT(help), '?', N_("esta ayuda") },
};

static const struct options options = { OPTIONS(own_options) };

/* "80x24" */
static bool
take_size(struct line *line, struct err *err)
{
	char cols[8] = "";
	const char *x = line->size ? strchr(line->size, 'x') : NULL;
	long c = 0, r = 0;

	if (!line->size)
		return true;
	if (x && (size_t)(x - line->size) < sizeof cols)
		memcpy(cols, line->size, (size_t)(x - line->size));
	if (!x || !str_to_long(cols, 1000, &c) ||
		!str_to_long(x + 1, 1000, &r) || c < 1 || r < 1)
		return err_set(err, ERR_USAGE, NULL, "%s",
			_("El tamaño se escribe como 80x24."));
	line->term.cols = (int)c;
	line->term.rows = (int)r;
	return true;
}

/* Takes our options out of argv; the rest stays in order. Everything after
 * "--" is left alone. */
static bool
read_line(struct line *line, int argc, char **argv, struct err *err)
{
	line->argv = arena_array(
		line->batch.arena, (size_t)argc + 1, sizeof *line->argv);
	for (int i = 1; i < argc; i++) {
		bool taken = false;

		if (str_eq(argv[i], "--")) {
			while (i < argc)
				line->argv[line->argc++] = argv[i++];
			break;
		}
		if (!option_take(&options, line->batch.arena, argc, argv, &i,
			    line, &taken, err))
			return false;
		if (!taken)
			line->argv[line->argc++] = argv[i];
	}
	return take_size(line, err);
}

static bool
is_address(const char *word)
{
	return strchr(word, '=') || strstr(word, "://");
}

static bool
is_shell(const char *word)
{
	return str_eq(word, "shell") || str_eq(word, "consola");
}

static bool
is_order(const char *word)
{
	return is_shell(word) || subcommand_find(word);
}

/* A first word that is no subcommand is the database, as for psql. */
static bool
read_database(struct line *line, struct err *err)
{
	const char *word = line->argc > 0 ? line->argv[0] : NULL;
	const char *near;

	if (!word || is_order(word))
		return true;
	if (word[0] == '-') {
		err_set(err, ERR_USAGE, NULL, _("No se conoce la opción %s."),
			word);
		return err_hint(err, "%s", _("Vea hito --help."));
	}
	line->batch.params.conninfo = word;
	line->word_is_base = true;
	line->argv++;
	line->argc--;
	if (line->argc == 0 || is_order(line->argv[0]))
		return true;
	if (is_address(word))
		word = line->argv[0];
	near = subcommand_near(word);
	err_set(err, ERR_USAGE, NULL, _("No se conoce la orden «%s»."), word);
	if (near)
		return err_hint(err,
			_("¿Quiso decir hito %s? Las demás: hito "
			  "--help."),
			near);
	return err_hint(err, "%s", _("Vea hito --help."));
}

/* One word alone is a database; where that led nowhere it may have been an
 * order badly typed. */
static void
say_what_was_meant(const struct line *line, int code)
{
	const char *word = line->batch.params.conninfo;
	const char *near = line->word_is_base ? subcommand_near(word) : NULL;

	if (code == EXIT_DONE || !line->word_is_base || is_address(word))
		return;
	fprintf(stderr,
		_("hito: «%s» se tomó como el nombre de una base de "
		  "datos.\n"),
		word);
	if (near)
		fprintf(stderr,
			_("      ¿Quiso decir hito %s? Las demás "
			  "órdenes: hito --help.\n"),
			near);
	else
		fputs(_("      Las órdenes que hay: hito --help.\n"), stderr);
}

static bool
environment_says(void)
{
	static const char *const names[] = { "PGHOST", "PGHOSTADDR", "PGPORT",
		"PGDATABASE", "PGSERVICE" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (getenv(names[i]))
			return true;
	return false;
}

/* What stands on the command line can be read by everybody on this machine as
 * long as the program runs: it is taken from there, and said. */
static void
hide_password(struct line *line)
{
	const char **given = &line->batch.params.conninfo;
	char *seen = (char *)(uintptr_t)*given;

	if (!*given || !session_tells_password(*given))
		return;
	*given = arena_strdup(line->batch.arena, seen);
	memset(seen, '*', strlen(seen));
	fputs(_("hito: la contraseña se escribió en la línea de órdenes, donde "
		"la ve quien mire los procesos de esta máquina.\n"
		"      Guárdela en ~/.pgpass, o deje que hito la pregunte.\n"),
		stderr);
}

static void
settle_connection(struct line *line)
{
	struct session_params *p = &line->batch.params;

	p->application = "hito";
	if (!p->conninfo && !p->host && !p->port && line->batch.settings)
		p->conninfo = line->batch.settings->connection;
	line->batch.given_connection =
		p->conninfo || p->host || p->port || environment_says();
}

/* ---- help */

static void
print_option(const struct option *o)
{
	char left[40];

	snprintf(left, sizeof left, "%c%c%s --%s%s", o->letter ? '-' : ' ',
		o->letter ? o->letter : ' ', o->letter ? "," : " ", o->name,
		o->kind == OPTION_TEXT ? "=" : "");
	printf("  %-22s %s\n", left, _(o->help));
}

static void
print_subcommand(void *arg, const struct subcommand *s)
{
	(void)arg;
	printf("  hito %s %s\n      %s", s->name, _(s->usage), _(s->help));
	if (i18n_is_spanish())
		printf(" (%s)", s->name_es);
	putchar('\n');
}

static int
print_help(const char *name)
{
	const struct subcommand *one = name ? subcommand_find(name) : NULL;

	if (one) {
		print_subcommand(NULL, one);
		return EXIT_DONE;
	}
	printf("%s",
		_("hito: los registros de gobierno abierto, por teclado\n\n"
		  "  hito [opciones] [base|URI]             la pantalla\n"
		  "  hito [opciones] [URI] orden [palabras] por lotes\n\n"
		  "Órdenes:\n"));
	subcommand_each(print_subcommand, NULL);
	printf("%s", _("  hito shell \n      las mismas órdenes línea a línea, "
		       "escritas por su nombre (consola)\n"));
	printf("%s", _("\nOpciones, antes o después de la orden:\n"));
	for (size_t i = 0; i < options.n; i++)
		print_option(&own_options[i]);
	printf("%s", _("\nManuales: hito-guide(7) hito(1) hito-shell(1) "
		       "hito-import(1) hito-report(1) hito.conf(5) "
		       "hito-form(5) hito-db(8)\n"));
	return EXIT_DONE;
}

/* ---- the way in */

static int
run_screen(struct line *line)
{
	struct batch *batch = &line->batch;
	struct err err = { 0 };
	bool is_private = false;
	struct desk *desk;
	struct screen *screen;
	int code;

	if (!batch_connection(batch, &is_private, &err))
		return batch_failed(&err);
	desk = desk_begin(batch->settings, &batch->params, &err);
	if (!desk)
		return batch_failed(&err);
	desk->site.is_private = is_private;
	desk->journal = journal_begin();
	if (batch->plan)
		desk->plan = batch->plan;
	if (batch->period)
		desk->period = batch->period;
	if (!term_open(&line->term, &err)) {
		journal_end(desk->journal, false);
		desk_close(desk);
		return batch_failed(&err);
	}
	screen = screen_new(desk, places);
	code = screen_run(screen, &batch->params);
	screen_free(screen);
	term_close();
	journal_end(desk->journal, line->term.script);
	picks_free(desk->picks);
	desk_close(desk);
	return code;
}

static int
run_shell(struct line *line)
{
	int code = EXIT_DONE;
	struct desk *desk;

	line->batch.shows_board = !line->batch.quiet;
	desk = batch_desk(&line->batch, &code);
	if (!desk)
		return code;
	if (isatty(STDIN_FILENO))
		desk->journal = journal_begin();
	code = line_run(desk, line->batch.quiet);
	journal_end(desk->journal, false);
	picks_free(desk->picks);
	desk_close(desk);
	return code;
}

static void
merge_settings(struct line *line)
{
	const struct settings *s = line->batch.settings;

	line->term.ascii = line->term.ascii || s->ascii;
	line->term.theme = theme_named(line->theme ? line->theme : s->theme);
	if (line->mono || s->mono)
		line->term.theme = THEME_MONO;
	line->term.mouse = s->mouse;
	settle_connection(line);
}

static void
start_locale(struct line *line)
{
	const char *dir = language_folder(line->batch.arena);

	if (!i18n_init(dir, line->lang) && isatty(STDERR_FILENO) &&
		!line->batch.quiet)
		fputs(_("hito: este sistema no tiene la configuración "
			"regional (LANG) que se pide: se usa C.UTF-8.\n"),
			stderr);
}

static int
run_line(struct line *line)
{
	struct batch *batch = &line->batch;
	const struct subcommand *s;

	if (line->version) {
		printf("hito %s\n", HITO_VERSION);
		return EXIT_DONE;
	}
	if (line->help)
		return print_help(line->argc > 0 ? line->argv[0] : NULL);
	/* A screen has no place for it: there it goes to the log alone. */
	if (line->echo)
		log_echo_begin(line->argc > 0);
	if (batch->params.prompt_password)
		batch->params.password =
			batch_secret(batch->arena, _("Contraseña: "));
	if (line->argc == 0) {
		int code = run_screen(line);

		say_what_was_meant(line, code);
		return code;
	}
	if (is_shell(line->argv[0]))
		return run_shell(line);
	s = subcommand_find(line->argv[0]);
	return subcommand_run(s, batch, line->argc, line->argv);
}

static bool
check_lang(struct line *line, struct err *err)
{
	const char *lang = line->lang;

	if (!lang || language_is_known(lang))
		return true;
	line->lang = NULL;
	err_set(err, ERR_USAGE, NULL, _("No se conoce el idioma «%.20s»."),
		lang);
	return err_hint(err, _("Hay: %s."), language_list(line->batch.arena));
}

static bool
check_theme(const struct line *line, struct err *err)
{
	char names[64];

	if (!line->theme || theme_named(line->theme) != THEMES)
		return true;
	theme_names(names, sizeof names);
	err_set(err, ERR_USAGE, NULL, _("No se conoce el tema «%.20s»."),
		line->theme);
	return err_hint(err, _("Hay: %s."), names);
}

static int
start(struct line *line, int argc, char **argv)
{
	struct err err = { 0 };

	home_init(argv[0]);
	line->batch.called = argv[0];
	bool read = read_line(line, argc, argv, &err);
	bool loaded =
		read && settings_load(&line->settings, line->batch.arena, &err);
	line->batch.settings = &line->settings;
	if (!line->lang && loaded)
		line->lang = line->settings.lang;
	read = read && check_lang(line, &err);
	start_locale(line);
	read = read && check_theme(line, &err);
	if (!read || !loaded || !read_database(line, &err))
		return batch_failed(&err);
	hide_password(line);
	merge_settings(line);
	const char *state = settings_dir_state(line->batch.arena);
	if (state)
		log_open(arena_printf(line->batch.arena, "%s/log", state));
	return run_line(line);
}

/* Whoever closed one of the three would have the connection open in its
 * place, and data for people written to the server. What is opened here
 * cannot be written to: the failure is seen at the end. */
static void
keep_standard(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

/* Data that did not reach the disk or the pipe is not "done". */
static int
end_output(int code)
{
	struct err err = { 0 };

	errno = 0;
	if ((fflush(stdout) == 0 && !ferror(stdout)) || code != EXIT_DONE)
		return code;
	err_set(&err, ERR_FILE, NULL, "%s",
		_("No se puede escribir la salida: falta espacio o se "
		  "cerró."));
	if (errno)
		err_detail(&err, strerror(errno));
	return batch_failed(&err);
}

int
main(int argc, char **argv)
{
	struct line line = { 0 };
	int code;

	keep_standard();
	line.batch.arena = arena_new();
	line.batch.options = &options;
	line.batch.options_into = &line;
	code = end_output(start(&line, argc, argv));
	log_close();
	arena_free(line.batch.arena);
	return code;
}
