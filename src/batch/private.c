/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/private.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "db/migrate.h"

enum {
	SQL_FILE_MAX = 4 << 20
};

const struct plain_names private_names = {
	.institution = "INSTITUCION",
	.institution_name = N_("Institución por nombrar"),
	.office = "SG",
	.office_name = N_("Secretaría General"),
};

struct session *
private_super(const struct cluster *c, const char *dbname, struct err *err)
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
	struct session *s = private_super(c, "postgres", err);
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
	return err_detail(err, inner.detail);
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
	struct session *s = private_super(c, NULL, err);
	bool done = s &&
		    migrate_run(s, home_path(batch->arena, "sql"), false, NULL,
			    NULL, err) &&
		    make_caller(s, names, err) &&
		    (!demo || run_demo(batch, s, err));

	session_close(s);
	return done;
}

/* Whole or not at all: a cluster that could not be filled is taken away. */
bool
private_make(struct batch *batch, const struct plain_names *names, bool demo,
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
