/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito db: the embedded server, its schema and its audit. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "batch/batch.h"
#include "db/cluster.h"
#include "db/migrate.h"

enum {
	SQL_FILE_MAX = 4 << 20
};

/* What `hito db init` may be told. */
struct plain_names {
	const char *institution;
	const char *institution_name;
	const char *office;
	const char *office_name;
};

static void
say(void *arg, const char *line)
{
	const struct batch *batch = arg;

	if (!batch->quiet)
		fprintf(stderr, "%s\n", line);
}

/* A session of the cluster's superuser. */
static struct session *
open_super(const struct cluster *c, const char *dbname, struct err *err)
{
	char conninfo[1024];
	struct session_params params = {
		.conninfo =
			cluster_conninfo(c, true, conninfo, sizeof conninfo),
		.dbname = dbname,
		.never_prompt = true,
		.application = "hito db",
		.any_server = true,
	};

	return session_open(&params, &wait_plain, NULL, err);
}

static bool
run_one(struct session *s, struct err *err, const char *sql)
{
	struct result *r = session_query(s, _("Preparación"), err, sql, 0);

	result_free(r);
	return r;
}

static bool
make_database(const struct cluster *c, struct err *err)
{
	struct session *s = open_super(c, "postgres", err);
	bool done = s && run_one(s, err,
				 "create database hito template template0"
				 " encoding 'UTF8' locale 'C.UTF-8'");

	session_close(s);
	return done;
}

/* Names travel as values, never as text of a command. */
static bool
make_caller(struct session *s, const struct plain_names *names, struct err *err)
{
	char caller[64];
	struct result *r;

	cluster_caller(caller, sizeof caller);
	r = session_query(s, _("Preparación"), err,
		"select core.init_site($1, $2, $3, $4, $5)", 5,
		names->institution, names->institution_name, names->office,
		names->office_name, caller);
	result_free(r);
	return r;
}

static int
is_sql(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && str_ends(entry->d_name, ".sql");
}

static bool
run_demo_file(struct batch *batch, struct session *s, const char *name,
	struct err *err)
{
	const char *path = arena_printf(batch->arena, "%s/%s",
		home_path(batch->arena, "sql/demo"), name);
	char *text = file_read(batch->arena, path, SQL_FILE_MAX, NULL, err);
	struct err inner = { 0 };

	if (!text)
		return false;
	if (session_script(s, text, _("Demostración"), &inner))
		return true;
	*err = inner;
	err_set(err, inner.kind, NULL, "%s: %s", name, inner.text);
	return err_detail(err, "%s", inner.detail);
}

static bool
run_demo(struct batch *batch, struct session *s, struct err *err)
{
	struct dirent **names = NULL;
	int n = scandir(
		home_path(batch->arena, "sql/demo"), &names, is_sql, alphasort);
	bool done = session_script(s, "begin", _("Demostración"), err);

	if (n <= 0)
		done = err_set(err, ERR_FILE, NULL,
			_("No hay datos de demostración en %s."),
			home_path(batch->arena, "sql/demo"));
	for (int i = 0; i < n; i++) {
		done = done && run_demo_file(batch, s, names[i]->d_name, err);
		free(names[i]);
	}
	free(names);
	return done && session_script(s, "commit", _("Demostración"), err);
}

static bool
fill(struct batch *batch, const struct cluster *c,
	const struct plain_names *names, bool demo, struct err *err)
{
	struct session *s = open_super(c, NULL, err);
	bool done = s &&
		    migrate_run(s, home_path(batch->arena, "sql"), false, NULL,
			    NULL, err) &&
		    make_caller(s, names, err) &&
		    (!demo || run_demo(batch, s, err));

	session_close(s);
	return done;
}

/* Whole or not at all: a cluster that could not be filled is taken away. */
static bool
make_site(struct batch *batch, const struct plain_names *names, bool demo,
	struct err *err)
{
	struct cluster c;

	if (!cluster_find(&c, err) || !cluster_make(&c, err))
		return false;
	if (!batch->quiet && c.as[0])
		fprintf(stderr,
			_("hito: el servidor privado corre como %s en %s\n"),
			c.as, c.home);
	else if (!batch->quiet)
		fprintf(stderr, _("hito: el servidor privado está en %s\n"),
			c.home);
	if (cluster_start(&c, err) && make_database(&c, err) &&
		fill(batch, &c, names, demo, err))
		return cluster_seal(&c, err);
	cluster_discard(&c);
	return false;
}

static const struct plain_names plain = {
	.institution = "INSTITUCION",
	.institution_name = N_("Institución por nombrar"),
	.office = "SG",
	.office_name = N_("Secretaría General"),
};

bool
batch_make_private(struct batch *batch, bool demo, struct err *err)
{
	return make_site(batch, &plain, demo, err);
}

/* "--name VALUE" or "--name=VALUE"; *i moves over what was taken. */
static bool
take_value(const char *name, int argc, char **argv, int *i, const char **value)
{
	size_t n = strlen(name);

	if (strncmp(argv[*i], name, n) != 0)
		return false;
	if (argv[*i][n] == '=') {
		*value = argv[*i] + n + 1;
		return true;
	}
	if (argv[*i][n] != '\0' || *i + 1 >= argc)
		return false;
	*value = argv[++*i];
	return true;
}

/* The last word, and an option of init that wants a value. */
static bool
is_bare(int argc, char **argv, int i)
{
	static const char *const names[] = { "--institution",
		"--institution-name", "--office-name" };

	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (i == argc - 1 && str_eq(argv[i], names[k]))
			return true;
	return false;
}

static int
db_init(struct batch *batch, int argc, char **argv)
{
	struct plain_names names = plain;
	struct err err = { 0 };
	bool demo = false, empty = false;

	if (batch->params.office)
		names.office = batch->params.office;
	for (int i = 0; i < argc; i++) {
		if (str_eq(argv[i], "--demo"))
			demo = true;
		else if (str_eq(argv[i], "--empty"))
			empty = true;
		else if (is_bare(argc, argv, i))
			return batch_usage(
				"db", _("A %s le falta el valor."), argv[i]);
		else if (!take_value("--institution", argc, argv, &i,
				 &names.institution) &&
			 !take_value("--institution-name", argc, argv, &i,
				 &names.institution_name) &&
			 !take_value("--office-name", argc, argv, &i,
				 &names.office_name))
			return batch_usage(
				"db", _("No se entiende «%s»."), argv[i]);
	}
	if (demo && empty)
		return batch_usage(
			"db", "%s", _("--empty y --demo no van juntos."));
	if (!make_site(batch, &names, demo, &err))
		return batch_failed(&err);
	say(batch, _("hito: listo. Escriba hito para entrar."));
	return EXIT_DONE;
}

/* One that is there and that the caller may enter. */
static bool
find_made(struct cluster *c, struct err *err)
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
db_start(struct batch *batch, int argc, char **argv)
{
	struct cluster c;
	struct err err = { 0 };

	(void)argc;
	(void)argv;
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
db_stop(struct batch *batch, int argc, char **argv)
{
	struct cluster c;
	struct err err = { 0 };

	(void)argc;
	(void)argv;
	if (!find_made(&c, &err) || !cluster_stop(&c, &err))
		return batch_failed(&err);
	say(batch, _("hito: el servidor privado está parado."));
	return EXIT_DONE;
}

/* A session for migrate, status and audit: the connection given, else the
 * private server's superuser. */
static struct session *
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
		return open_super(&c, NULL, err);
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

static int
print_schema(struct batch *batch)
{
	struct migration_state state;
	struct err err = { 0 };
	struct session *s = open_keeper(batch, &err);
	bool done = s && migrate_status(s, home_path(batch->arena, "sql"),
				 &state, &err);

	session_close(s);
	if (!done)
		return batch_failed(&err);
	printf(_("esquema    %d de %d archivos%s\n"), state.applied,
		state.files,
		state.code_differs
			? _(", y el código de sql/code es otro: hito db migrate")
		: state.applied < state.files ? _(": hito db migrate")
					      : "");
	printf(_("huella     %s\n"), state.hash);
	return EXIT_DONE;
}

static int
db_status(struct batch *batch, int argc, char **argv)
{
	struct cluster c;
	struct err err = { 0 };
	enum cluster_state state;

	if (batch->given_connection)
		return print_schema(batch);
	if (!cluster_find(&c, &err))
		return batch_failed(&err);
	state = cluster_state(&c, &err);
	/* For scripts: is there one? */
	(void)argv;
	if (argc > 0)
		return state == CLUSTER_NONE || state == CLUSTER_HALF
			       ? EXIT_USAGE
			       : EXIT_DONE;
	printf(_("carpeta    %s\n"), c.home);
	printf(_("estado     %s\n"), state_word(state));
	printf(_("versión    PostgreSQL %d (%s)\n"), c.version, c.bin);
	if (c.as[0])
		printf(_("corre como %s\n"), c.as);
	fflush(stdout);
	if (state == CLUSTER_BROKEN)
		return batch_failed(&err);
	return state == CLUSTER_RUNNING ? print_schema(batch) : EXIT_DONE;
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
db_url(struct batch *batch, int argc, char **argv)
{
	struct cluster c;
	struct err err = { 0 };
	char caller[64];
	bool super = argc > 0;

	(void)argv;
	if (!find_made(&c, &err))
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
	bool super = argc > 0 && str_eq(argv[0], "--super");
	size_t n = 0;

	if (!cluster_find(&c, &err) || !cluster_start(&c, &err))
		return batch_failed(&err);
	argc -= super;
	argv += super;
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
db_migrate(struct batch *batch, int argc, char **argv)
{
	struct err err = { 0 };
	bool dry_run = argc > 0;
	struct session *s;
	bool done;

	(void)argv;
	s = open_keeper(batch, &err);
	done = s && migrate_run(s, home_path(batch->arena, "sql"), dry_run, say,
			    batch, &err);
	session_close(s);
	return done ? EXIT_DONE : batch_failed(&err);
}

/* What audit.verify() found, a line each; false when something is broken. */
static bool
print_findings(const struct result *r)
{
	bool whole = true;

	for (size_t row = 0; row < result_rows(r); row++) {
		const char *finding = result_get(r, row, "finding");
		const char *id = result_get(r, row, "change_id");
		const char *n = result_get(r, row, "n");

		if (str_eq(finding, "sealed")) {
			printf(_("sellados     %s\n"), n);
		} else if (str_eq(finding, "unsealed")) {
			printf(_("sin sellar   %s\n"), n);
		} else {
			printf(_("ROTO en el cambio %s: %s\n"), id ? id : "?",
				result_get(r, row, "note"));
			whole = false;
		}
	}
	return whole;
}

static int
print_audit(bool verify, const struct result *r)
{
	if (!verify) {
		printf(_("sellados ahora %s\n"), result_value(r, 0, 0));
		return EXIT_DONE;
	}
	if (print_findings(r))
		return EXIT_DONE;
	fflush(stdout);
	fprintf(stderr, "%s\n",
		_("hito: el registro de cambios no es el que se selló."));
	return EXIT_REFUSED;
}

static int
db_audit(struct batch *batch, int argc, char **argv)
{
	struct err err = { 0 };
	bool verify = argc > 0;
	struct session *s;
	struct result *r = NULL;
	int code;

	(void)argv;
	s = open_keeper(batch, &err);
	if (s)
		r = session_query(s, _("Auditoría"), &err,
			verify ? "select * from audit.verify()"
			       : "select audit.seal()",
			0);
	code = r ? print_audit(verify, r) : batch_failed(&err);
	result_free(r);
	session_close(s);
	return code;
}

struct verb {
	const char *name;
	const char *option; /* the one it takes; "" none, NULL: reads its own */
	int (*run)(struct batch *batch, int argc, char **argv);
};

static const struct verb verbs[] = {
	{ "init", NULL, db_init },
	{ "start", "", db_start },
	{ "stop", "", db_stop },
	{ "status", "--made", db_status },
	{ "url", "--super", db_url },
	{ "psql", NULL, db_psql },
	{ "migrate", "--dry-run", db_migrate },
	{ "audit", "--verify", db_audit },
};

static int
run_verb(struct batch *batch, const struct verb *verb, int argc, char **argv)
{
	for (int i = 0; verb->option && i < argc; i++)
		if (i > 0 || !str_eq(argv[i], verb->option))
			return batch_usage(
				"db", _("No se entiende «%s»."), argv[i]);
	return verb->run(batch, argc, argv);
}

int
batch_db(struct batch *batch, int argc, char **argv)
{
	if (argc < 2)
		return batch_usage("db", "%s", _("Falta qué hacer."));
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(verbs[i].name, argv[1]))
			return run_verb(batch, &verbs[i], argc - 2, argv + 2);
	return batch_usage("db", _("No se entiende «%s»."), argv[1]);
}
