/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito db: the embedded server, its schema and its audit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/connect.h"
#include "batch/keeper.h"
#include "batch/options.h"
#include "batch/private.h"
#include "db/cluster.h"
#include "db/migrate.h"

static void
say(void *arg, const char *line)
{
	const struct batch *batch = arg;

	if (!batch->quiet)
		fprintf(stderr, "%s\n", line);
}

/* The words of init. */
struct init {
	struct plain_names names;
	bool demo;
	bool empty;
};

#define AT(member) offsetof(struct init, member)

static const struct option init_words[] = {
	{ "institution", "institucion", OPTION_TEXT, AT(names.institution), 0,
		NULL },
	{ "institution-name", "nombre-institucion", OPTION_TEXT,
		AT(names.institution_name), 0, NULL },
	{ "office-name", "nombre-oficina", OPTION_TEXT, AT(names.office_name),
		0, NULL },
	{ "demo", NULL, OPTION_FLAG, AT(demo), 0, NULL },
	{ "empty", "vacio", OPTION_FLAG, AT(empty), 0, NULL },
};

static int
db_init(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { OPTIONS(init_words) };
	struct init init = { .names = private_names };
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (batch->params.office)
		init.names.office = batch->params.office;
	if (!options_read(batch, &options, argc, argv, &init, &code))
		return code;
	if (init.demo && init.empty)
		return batch_usage(
			batch, "%s", _("--empty y --demo no van juntos."));
	if (!private_make(batch, &init.names, init.demo, &err))
		return batch_failed(&err);
	say(batch, arena_printf(batch->arena, _("hito: listo. Para entrar: %s"),
			   batch->called));
	return EXIT_DONE;
}

bool
keeper_find(struct cluster *c, struct err *err)
{
	if (!cluster_find(c, err))
		return false;
	switch (cluster_state(c, err)) {
	case CLUSTER_NONE:
		return err_set(err, ERR_FILE, NULL,
			_("No hay un servidor privado en %s. Se hace con: "
			  "hito db init"),
			c->home);
	case CLUSTER_BROKEN:
		return false;
	default:
		return true;
	}
}

static int
db_start(struct batch *batch)
{
	struct cluster c;
	struct err err = { 0 };

	if (!cluster_find(&c, &err))
		return batch_failed(&err);
	if (cluster_state(&c, &err) == CLUSTER_RUNNING) {
		say(batch, _("hito: el servidor privado ya estaba en marcha."));
		return EXIT_DONE;
	}
	if (!cluster_start(&c, &err))
		return batch_failed(&err);
	say(batch, _("hito: el servidor privado está en marcha."));
	return EXIT_DONE;
}

static int
db_stop(struct batch *batch)
{
	struct cluster c;
	struct err err = { 0 };

	if (!keeper_find(&c, &err) || !cluster_stop(&c, &err))
		return batch_failed(&err);
	say(batch, _("hito: el servidor privado está parado."));
	return EXIT_DONE;
}

struct session *
open_keeper(struct batch *batch, struct err *err)
{
	struct cluster c;
	bool needs_password = false;
	struct session_params params = batch->params;
	struct session *s;

	params.application = "hito db";
	if (!batch->given_connection) {
		if (!cluster_find(&c, err) || !cluster_start(&c, err))
			return NULL;
		return private_super(&c, NULL, err);
	}
	s = session_open(&params, &wait_plain, &needs_password, err);
	if (s || !needs_password || !isatty(STDIN_FILENO))
		return s;
	params.password = batch_secret(batch->arena, _("Contraseña: "));
	return session_open(&params, &wait_plain, NULL, err);
}

static const char *
state_word(enum cluster_state state)
{
	static const char *const words[] = {
		[CLUSTER_NONE] = N_("no hay"),
		[CLUSTER_HALF] = N_("a medio hacer: hito db init lo hace de "
				    "nuevo"),
		[CLUSTER_STOPPED] = N_("parado"),
		[CLUSTER_STALE] = N_("parado sin despedirse (quedó su archivo "
				     "de proceso); hito db start lo levanta"),
		[CLUSTER_RUNNING] = N_("en marcha"),
		[CLUSTER_BROKEN] = N_("no se puede usar"),
	};

	return _(words[state]);
}

/* What status is asked for. */
struct status {
	bool made; /* for scripts: is there one? */
	bool json;
};

static void
print_schema_text(const struct migration_state *state)
{
	printf(_("esquema    %d de %d archivos%s\n"), state->applied,
		state->files,
		state->code_differs
			? _(", y el código de sql/code es otro: hito db migrate")
		: state->applied < state->files ? _(": hito db migrate")
						: "");
	printf(_("huella     %s\n"), state->hash);
}

/* json: the members of an object; NULL: text. */
static int
print_schema(struct batch *batch, struct buf *json)
{
	struct migration_state state;
	struct err err = { 0 };
	struct session *s = open_keeper(batch, &err);
	bool done = s && migrate_status(s, home_path(batch->arena, "sql"),
				 &state, &err);

	session_close(s);
	if (!done)
		return batch_failed(&err);
	if (json) {
		str_json_member(
			json, json->len ? ", " : "{", "hash", state.hash);
		buf_printf(json,
			", \"applied\": %d, \"files\": %d, "
			"\"code_differs\": %s",
			state.applied, state.files,
			state.code_differs ? "true" : "false");
	} else {
		print_schema_text(&state);
	}
	return state.code_differs || state.applied < state.files ? EXIT_REFUSED
								 : EXIT_DONE;
}

static void
print_cluster(
	const struct cluster *c, enum cluster_state state, struct buf *json)
{
	static const char *const names[] = {
		[CLUSTER_NONE] = "none",
		[CLUSTER_HALF] = "half",
		[CLUSTER_STOPPED] = "stopped",
		[CLUSTER_STALE] = "stale",
		[CLUSTER_RUNNING] = "running",
		[CLUSTER_BROKEN] = "broken",
	};

	if (json) {
		str_json_member(json, "{", "home", c->home);
		str_json_member(json, ", ", "state", names[state]);
		buf_printf(json, ", \"version\": %d", c->version);
		str_json_member(json, ", ", "bin", c->bin);
		str_json_member(json, ", ", "runs_as", c->as[0] ? c->as : NULL);
		return;
	}
	printf(_("carpeta    %s\n"), c->home);
	printf(_("estado     %s\n"), state_word(state));
	printf(_("versión    PostgreSQL %d (%s)\n"), c->version, c->bin);
	if (c->as[0])
		printf(_("corre como %s\n"), c->as);
	fflush(stdout);
}

/* The exit code tells: 0 it runs and is up to date, 1 there is none that
 * could be started, 2 it stands still, 3 it is to be migrated. */
static int
tell_status(struct batch *batch, const struct status *asked, struct buf *json)
{
	struct cluster c;
	struct err err = { 0 };
	enum cluster_state state;

	if (batch->given_connection)
		return print_schema(batch, json);
	if (!cluster_find(&c, &err))
		return batch_failed(&err);
	state = cluster_state(&c, &err);
	if (asked->made)
		return state == CLUSTER_NONE || state == CLUSTER_HALF
			       ? EXIT_USAGE
			       : EXIT_DONE;
	print_cluster(&c, state, json);
	if (state == CLUSTER_BROKEN)
		return batch_failed(&err);
	if (state == CLUSTER_RUNNING)
		return print_schema(batch, json);
	return state == CLUSTER_NONE || state == CLUSTER_HALF ? EXIT_USAGE
							      : EXIT_LINK;
}

static int
db_status(struct batch *batch, int argc, char **argv)
{
	struct status asked = { 0 };
	struct buf json = { 0 };
	int code;

	for (int i = 1; i < argc; i++) {
		if (str_eq(argv[i], "--made"))
			asked.made = true;
		else if (str_eq(argv[i], "--json"))
			asked.json = true;
		else
			return batch_usage(
				batch, _("No se entiende «%s»."), argv[i]);
	}
	code = tell_status(batch, &asked, asked.json ? &json : NULL);
	if (json.len)
		printf("%s}\n", buf_text(&json));
	buf_free(&json);
	return code;
}

/* Percent-encoded as in a URI. */
static void
print_encoded(const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || strchr("-._~", c))
			putchar(c);
		else
			printf("%%%02X", c);
	}
}

static int
db_url(struct batch *batch, bool super)
{
	struct cluster c;
	struct err err = { 0 };
	char caller[64];

	if (!keeper_find(&c, &err))
		return batch_failed(&err);
	printf("postgresql://");
	print_encoded(super ? "hito_super"
		      : batch->params.user
			      ? batch->params.user
			      : cluster_caller(caller, sizeof caller));
	printf("@");
	print_encoded(c.socket);
	printf(":5432/hito\n");
	return EXIT_DONE;
}

/* Becomes psql, the program itself and not a distribution's wrapper. */
static int
db_psql(struct batch *batch, int argc, char **argv)
{
	struct cluster c;
	struct err err = { 0 };
	char conninfo[1024];
	const char **args;
	bool super = argc > 1 && str_eq(argv[1], "--super");
	size_t n = 0;

	if (!cluster_find(&c, &err) || !cluster_start(&c, &err))
		return batch_failed(&err);
	argc -= 1 + super;
	argv += 1 + super;
	if (argc > 0 && str_eq(argv[0], "--")) {
		argc--;
		argv++;
	}
	args = arena_array(batch->arena, (size_t)argc + 6, sizeof *args);
	args[n++] = arena_printf(batch->arena, "%s/psql", c.bin);
	args[n++] = "-d";
	args[n++] = cluster_conninfo(&c, super, conninfo, sizeof conninfo);
	if (batch->params.user && !super) {
		args[n++] = "-U";
		args[n++] = batch->params.user;
	}
	for (int i = 0; i < argc; i++)
		args[n++] = argv[i];
	args[n] = NULL;
	execv(args[0], (char *const *)args);
	err_set(&err, ERR_FILE, NULL, _("No se pudo ejecutar %s."), args[0]);
	err_hint(&err, "%s",
		_("Instálelo con: apt-get install postgresql-client"));
	return batch_failed(&err);
}

static int
db_migrate(struct batch *batch, bool dry_run)
{
	struct err err = { 0 };
	struct cluster c;
	/* An edition may need settings that the one before did not. */
	bool ready = batch->given_connection || dry_run ||
		     (cluster_find(&c, &err) && cluster_renew(&c, &err));
	struct session *s = ready ? open_keeper(batch, &err) : NULL;
	bool done = s && migrate_run(s, home_path(batch->arena, "sql"), dry_run,
				 say, batch, &err);
	session_close(s);
	return done ? EXIT_DONE : batch_failed(&err);
}

/* secretariat LOGIN [OFFICE]: where nobody is of the secretariat, whoever
 * administers the server names one. */
static int
db_secretariat(struct batch *batch, int argc, char **argv)
{
	struct err err = { 0 };
	struct session *s;
	struct result *r = NULL;

	if (argc < 2 || argc > 3)
		return batch_usage(batch, "%s", _("Faltan o sobran palabras."));
	s = open_keeper(batch, &err);
	if (s)
		r = session_query(s, _("Secretaría"), &err,
			"select core.name_secretariat($1, $2)", 2, argv[1],
			argc > 2 ? argv[2] : NULL);
	session_close(s);
	if (!r)
		return batch_failed(&err);
	result_free(r);
	say(batch, arena_printf(batch->arena,
			   _("%s: lleva desde hoy la secretaría."), argv[1]));
	return EXIT_DONE;
}

/* What a verb takes behind its name: nothing, one flag, or its own words. */
struct verb {
	const char *name;
	const char *flag;
	int (*plain)(struct batch *batch);
	int (*flagged)(struct batch *batch, bool flag);
	batch_fn *own;
};

static const struct verb verbs[] = {
	{ .name = "init", .own = db_init },
	{ .name = "start", .plain = db_start },
	{ .name = "stop", .plain = db_stop },
	{ .name = "status", .own = db_status },
	{ .name = "url", .flag = "--super", .flagged = db_url },
	{ .name = "psql", .own = db_psql },
	{ .name = "migrate", .flag = "--dry-run", .flagged = db_migrate },
	{ .name = "secretariat", .own = db_secretariat },
	{ .name = "backup", .own = db_backup },
	{ .name = "restore", .own = db_restore },
	{ .name = "audit", .own = db_audit },
};

/* argv[0] is the verb. */
static int
run_verb(struct batch *batch, const struct verb *verb, int argc, char **argv)
{
	bool flag = argc > 1 && verb->flag && str_eq(argv[1], verb->flag);

	if (verb->own)
		return verb->own(batch, argc, argv);
	if (argc > 1 + flag)
		return batch_usage(
			batch, _("No se entiende «%s»."), argv[1 + flag]);
	return verb->plain ? verb->plain(batch) : verb->flagged(batch, flag);
}

int
batch_db(struct batch *batch, int argc, char **argv)
{
	if (argc < 2)
		return batch_usage(batch, "%s", _("Falta qué hacer."));
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(verbs[i].name, argv[1]))
			return run_verb(batch, &verbs[i], argc - 1, argv + 1);
	return batch_usage(batch, _("No se entiende «%s»."), argv[1]);
}
