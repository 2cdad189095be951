/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The private server into a file. */
#include "db/backup.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/statement.h"
#include "base/str.h"
#include "base/tar.h"

static bool
run(struct session *s, const char *sql, struct err *err)
{
	return session_script(s, sql, _("Copia"), err);
}

/* ---- counts */

static const char tables_query[] =
	"select format('%I.%I', n.nspname, c.relname)"
	" from pg_class c join pg_namespace n on n.oid = c.relnamespace"
	" where c.relkind = 'r' and c.relpersistence <> 't'"
	" and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"
	" order by format('%I.%I', n.nspname, c.relname) collate \"C\"";

static bool
count_each(struct session *s, struct arena *arena, const struct result *tables,
	struct backup_facts *facts, struct err *err)
{
	size_t n = result_rows(tables);
	struct statements list = { .arena = arena };
	struct result **counts = arena_array(arena, n + 1, sizeof *counts);
	struct buf lines = { 0 };

	for (size_t i = 0; i < n; i++)
		statements_addv(&list,
			arena_printf(arena, "select count(*) from %s",
				result_value(tables, i, 0)),
			0);
	if (n > 0 && !session_run(s, list.v, n, counts, NULL, _("Copia"), err))
		return false;
	facts->tables = n;
	facts->rows = 0;
	for (size_t i = 0; i < n; i++) {
		const char *count = result_value(counts[i], 0, 0);
		long rows = 0;

		buf_printf(&lines, "rows %s %s\n", result_value(tables, i, 0),
			count);
		if (str_to_long(count, INT64_MAX, &rows))
			facts->rows += (size_t)rows;
		result_free(counts[i]);
	}
	facts->counts = arena_strdup(arena, buf_text(&lines));
	buf_free(&lines);
	return true;
}

bool
backup_count(struct session *session, struct arena *arena,
	struct backup_facts *facts, struct err *err)
{
	struct result *tables =
		session_query(session, _("Copia"), err, tables_query, 0);
	bool done = tables && count_each(session, arena, tables, facts, err);

	result_free(tables);
	return done;
}

/* ---- members */

struct writing {
	struct backup_job *job;
	struct tar_out tar;
	struct buf sums;
	size_t done; /* MiB told */
	bool failed; /* the file cannot be written */
	int why;
};

static bool
cannot_write(struct writing *w)
{
	w->failed = true;
	w->why = errno;
	return false;
}

static bool
end_member(struct writing *w)
{
	char hex[SHA256_HEX];

	if (!tar_end(&w->tar, hex))
		return cannot_write(w);
	buf_printf(&w->sums, "%s  %s\n", hex, w->tar.name);
	return true;
}

static bool
add_text(struct writing *w, const char *name, const char *text)
{
	return tar_begin(&w->tar, name) && tar_add(&w->tar, text, strlen(text))
		       ? end_member(w)
		       : cannot_write(w);
}

static bool
take(void *arg, const char *bytes, size_t n)
{
	struct writing *w = arg;

	return tar_add(&w->tar, bytes, n)
		       ? step_at(w->job->step, w->tar.bytes >> 20)
		       : cannot_write(w);
}

static bool
go_on(void *arg)
{
	struct writing *w = arg;

	return step_look(w->job->step);
}

/* What a program of the server writes is a member. */
static bool
add_program(
	struct writing *w, const char *name, const char **argv, struct err *err)
{
	struct child_flow flow = { .take = take, .go_on = go_on, .arg = w };

	if (!tar_begin(&w->tar, name))
		return cannot_write(w);
	if (!cluster_run(w->job->cluster, argv, &flow, false,
		    _("No se pudo copiar la base de datos."), err) ||
		w->failed)
		return step_check(w->job->step, err) && false;
	return end_member(w);
}

static bool
add_buf(void *arg, const char *bytes, size_t n)
{
	buf_add(arg, bytes, n);
	return true;
}

static bool
read_roles(const struct backup_job *job, struct buf *roles, struct err *err)
{
	const char *argv[] = { "pg_dumpall", "--roles-only", "-w", "-h",
		job->cluster->socket, "-p", "5432", "-U", "hito_super", "-l",
		"hito", NULL };
	struct child_flow flow = { .take = add_buf, .arg = roles };

	return cluster_run(job->cluster, argv, &flow, false,
		       _("No se pudo copiar la base de datos."), err) ||
	       (step_check(job->step, err) && false);
}

static bool
add_database(struct writing *w, const char *snapshot, struct err *err)
{
	const char *argv[] = { "pg_dump", "-Fc", "-w", "-h",
		w->job->cluster->socket, "-p", "5432", "-U", "hito_super",
		"--lock-wait-timeout=60s", "--snapshot", snapshot, "-d", "hito",
		NULL };

	return add_program(w, "database.dump", argv, err);
}

/* ---- one moment */

static const char facts_query[] =
	"select current_setting('server_version_num')::int / 10000,"
	" (select max(file collate \"C\") from core.migration"
	" where file like 'schema/%'),"
	" to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
	" pg_export_snapshot()";

/* Who makes people or gives them offices writes these two tables too. */
static const char hold_roles[] =
	"begin; lock table core.login, core.member in share mode";
static const char one_moment[] =
	"begin isolation level repeatable read read only;"
	" set local statement_timeout = 0;"
	" set local idle_in_transaction_session_timeout = 0";

static bool
read_facts(struct backup_job *job, const char **snapshot, struct err *err)
{
	struct backup_facts *facts = &job->facts;
	struct result *r =
		session_query(job->session, _("Copia"), err, facts_query, 0);
	long major = 0;

	if (!r)
		return false;
	str_to_long(result_value(r, 0, 0), 1000, &major);
	facts->postgres = (int)major;
	facts->program = HITO_VERSION;
	facts->schema = arena_strdup(job->arena, result_value(r, 0, 1));
	facts->made = arena_strdup(job->arena, result_value(r, 0, 2));
	*snapshot = arena_strdup(job->arena, result_value(r, 0, 3));
	result_free(r);
	return true;
}

static bool
add_edition(struct writing *w)
{
	const struct backup_facts *facts = &w->job->facts;

	return add_text(w, "edition",
		arena_printf(w->job->arena,
			"hito-backup %d\nprogram %s\npostgresql %d\n"
			"schema %s\nmade %s\n%s",
			BACKUP_FORMAT, facts->program, facts->postgres,
			facts->schema, facts->made, facts->counts));
}

/* Roles have no snapshot: nobody changes any until they are read, and it
 * begins the one of the database. */
static bool
take_moment(struct writing *w, struct buf *roles, const char **snapshot,
	struct err *err)
{
	struct backup_job *job = w->job;

	return run(job->second, hold_roles, err) &&
	       run(job->session, one_moment, err) &&
	       read_facts(job, snapshot, err) && read_roles(job, roles, err) &&
	       run(job->second, "commit", err) &&
	       backup_count(job->session, job->arena, &job->facts, err);
}

static bool
write_members(struct writing *w, struct err *err)
{
	const char *snapshot = NULL;
	struct buf roles = { 0 };
	bool done;

	step_begin(w->job->step, N_("MiB"), 0);
	done = take_moment(w, &roles, &snapshot, err) && add_edition(w) &&
	       add_text(w, "roles.sql", buf_text(&roles)) &&
	       add_database(w, snapshot, err) &&
	       add_text(w, "SHA256SUMS", buf_text(&w->sums)) &&
	       (tar_close(&w->tar) || cannot_write(w));
	buf_free(&roles);
	return done;
}

bool
backup_write(struct backup_job *job, FILE *out, struct err *err)
{
	struct writing w = { .job = job,
		.tar = { .out = out, .made = (int64_t)time(NULL) } };
	bool done = write_members(&w, err);

	if (session_is_open(job->second))
		run(job->second, "rollback", NULL);
	if (session_is_open(job->session))
		run(job->session, "rollback", NULL);
	buf_free(&w.sums);
	if (w.failed)
		errno = w.why;
	return done;
}
