/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito db backup, hito db restore: the private server into one file, and out
 * of it again. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "batch/keeper.h"
#include "batch/options.h"
#include "batch/private.h"
#include "batch/progress.h"
#include "db/backup.h"
#include "db/cluster.h"
#include "db/migrate.h"

struct copying {
	const char *path;
	bool aside; /* what is there is moved out of the way */
};

#define AT(member) offsetof(struct copying, member)

static const size_t copying_places[] = { AT(path) };
static const struct option restore_words[] = {
	{ "aside", "apartar", OPTION_FLAG, AT(aside), 0, NULL },
};
#define COPYING_PATH                   \
	OPTION_PLACES(copying_places), \
		.words.least = 1,      \
		.words.missing = N_("Falta decir qué archivo.")

static bool
is_private(const struct batch *batch, struct err *err)
{
	if (!batch->given_connection)
		return true;
	err_set(err, ERR_USAGE, NULL, "%s",
		_("Con esta orden se copia y se restaura el servidor privado, "
		  "y la conexión es a otro."));
	return err_hint(err, "%s",
		_("Un servidor central se copia con pg_dump y pg_dumpall, como "
		  "dice hito-db(8)."));
}

/* ---- backup */

static bool
fill_backup(void *arg, FILE *out)
{
	struct backup_job *job = arg;
	struct err *err = job->err;

	return backup_write(job, out, err);
}

/* Nobody else reads it. */
static bool
save_backup(struct backup_job *job, const char *path, struct err *err)
{
	mode_t mask;
	bool done;

	if (file_exists(path))
		return err_set(err, ERR_FILE, NULL,
			_("Ya existe %s: escriba otro nombre, o quite antes "
			  "ese archivo."),
			path);
	job->err = err;
	mask = umask(077);
	done = file_save_by(path, fill_backup, job, false, err);
	umask(mask);
	return done;
}

static bool
make_backup(struct batch *batch, struct cluster *c, const char *path,
	struct err *err)
{
	struct batch_step step;
	struct backup_job job = {
		.cluster = c, .arena = batch->arena, .step = &step.step
	};
	bool done;

	job.session = private_super(c, NULL, err);
	job.second = job.session ? private_super(c, NULL, err) : NULL;
	batch_step_open(&step, job.session, batch->quiet);
	step.step.what = _("Copiando");
	done = job.second && save_backup(&job, path, err);
	batch_step_end(&step);
	session_close(job.second);
	session_close(job.session);
	if (done && !batch->quiet)
		fprintf(stderr,
			_("hito: copiado en %s: %zu tablas, %zu filas.\n"),
			path, job.facts.tables, job.facts.rows);
	return done;
}

int
db_backup(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { COPYING_PATH };
	struct copying copying = { 0 };
	struct cluster c;
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &copying, &code))
		return code;
	if (!is_private(batch, &err) || !keeper_find(&c, &err) ||
		!cluster_start(&c, &err) ||
		!make_backup(batch, &c, copying.path, &err))
		return batch_failed(&err);
	return EXIT_DONE;
}

/* ---- restore */

struct restoring {
	struct batch *batch;
	const struct copying *asked;
	struct batch_step step;
	struct backup_file file;
	struct cluster old; /* what is there, or where there will be one */
	struct cluster now; /* being made: the same place, or beside it */
	bool beside;
	bool whole;  /* what was verified */
	bool caller; /* who restores may enter */
	bool older;  /* its edition: to be migrated */
};

static bool
find_place(struct restoring *r, struct err *err)
{
	enum cluster_state state = cluster_state(&r->old, err);

	r->now = r->old;
	if (state == CLUSTER_NONE || state == CLUSTER_HALF)
		return true;
	if (!r->asked->aside) {
		err_set(err, ERR_FILE, NULL,
			_("Ya hay un servidor privado en %s: no se tocó."),
			r->old.home);
		return err_hint(err, "%s",
			_("Con --aside se guarda aparte y la copia ocupa su "
			  "lugar; o diga otra carpeta con "
			  "HITO_CLUSTER=/carpeta."));
	}
	err_clear(err);
	r->beside = true;
	r->now = cluster_beside(&r->old);
	return true;
}

static bool
same_counts(struct restoring *r, struct session *s, struct err *err)
{
	struct backup_facts now = { 0 };

	if (!backup_count(s, r->batch->arena, &now, err))
		return false;
	return str_eq(now.counts, r->file.facts.counts) ||
	       err_set(err, ERR_RULE, NULL,
		       _("De la copia volvieron %zu filas en %zu tablas y tenía "
			 "%zu en %zu: no se restauró."),
		       now.rows, now.tables, r->file.facts.rows,
		       r->file.facts.tables);
}

/* Digests of what was issued and of the files of documents; who can enter. An
 * older edition does not say what a report was made with. */
static const char digests_query[] =
	"select count(*), string_agg(r.report_no || '/' || r.version, ', '"
	" order by r.report_no, r.version) filter (where"
	" r.sha256 is distinct from"
	" follow.report_hash(r.data, r.rule_set, r.hashes ||"
	" jsonb_strip_nulls(jsonb_build_object('made_with',"
	" to_jsonb(r) -> 'made_with')))"
	" or exists (select from jsonb_each_text(r.hashes) h"
	" left join follow.report_file f on f.report_id = r.id"
	" and f.format = h.key"
	" where f.sha256 is distinct from h.value"
	" or encode(sha256(f.bytes), 'hex') is distinct from f.sha256))"
	" from follow.report r";
static const char files_query[] =
	"select count(*), string_agg(f.file_name, ', ' order by f.id) filter"
	" (where f.sha256 is distinct from"
	" (select encode(sha256(string_agg(p.bytes, '' order by p.at_byte)),"
	" 'hex') from core.file_piece p where p.file_id = f.id))"
	" from core.file f where f.whole";
static const char people_query[] =
	"select count(*), string_agg(l.login, ', ' order by l.login)"
	" filter (where r.oid is null),"
	" exists (select from pg_roles c where c.rolname = $1)"
	" from core.login l left join pg_roles r on r.rolname = l.login";

/* A count with its name, and what is not as it should be. */
static struct result *
tell(struct restoring *r, struct session *s, const char *name,
	const char *broken, const char *query, struct err *err)
{
	char caller[64];
	struct result *found = session_query(s, _("Verificación"), err, query,
		query == people_query, cluster_caller(caller, sizeof caller));

	if (!found)
		return NULL;
	printf("%s%s\n", name, result_value(found, 0, 0));
	if (result_value(found, 0, 1)) {
		printf("%s %s\n", broken, result_value(found, 0, 1));
		r->whole = false;
	}
	return found;
}

static bool
verify_rest(struct restoring *r, struct session *s, struct err *err)
{
	struct result *people, *reports, *files;

	people = tell(r, s, _("personas     "), _("ROTO: no pueden entrar:"),
		people_query, err);
	reports = people ? tell(r, s, _("informes     "),
				   _("ROTO: no son los que se emitieron:"),
				   digests_query, err)
			 : NULL;
	files = reports ? tell(r, s, _("archivos     "),
				  _("ROTO: no son los que se guardaron:"),
				  files_query, err)
			: NULL;
	r->caller = people && str_eq(result_value(people, 0, 2), "t");
	result_free(people);
	result_free(reports);
	result_free(files);
	return files;
}

/* Groups are put into the program's hands again, as migrating does. */
static bool
settle_edition(struct restoring *r, struct session *s, struct err *err)
{
	const char *sql = home_path(r->batch->arena, "sql");
	struct migration_state state;

	if (!migrate_status(s, sql, &state, err))
		return false;
	r->older = state.code_differs || state.applied < state.files;
	return r->older || migrate_run(s, sql, false, NULL, NULL, err);
}

static bool
verify_restored(struct restoring *r, struct err *err)
{
	struct session *s = private_super(&r->now, NULL, err);
	bool done, whole = true;

	if (!s)
		return false;
	session_set_wait(s, &r->step.wait);
	r->step.step.what = _("Verificando");
	r->whole = true;
	batch_step_clear(&r->step);
	done = session_script(
		       s, "set statement_timeout = 0", _("Copia"), err) &&
	       same_counts(r, s, err) && settle_edition(r, s, err);
	if (done) {
		printf(_("copia de     %s (hito %s, PostgreSQL %d)\n"),
			r->file.facts.made, r->file.facts.program,
			r->file.facts.postgres);
		printf(_("tablas       %zu\nfilas        %zu\n"),
			r->file.facts.tables, r->file.facts.rows);
		done = verify_rest(r, s, err) &&
		       audit_check(r->batch, s, NULL, NULL, &whole, err);
	}
	r->whole = r->whole && whole;
	session_close(s);
	return done;
}

static bool
fill_cluster(struct restoring *r, struct err *err)
{
	struct session *s;
	bool done;

	if (!cluster_start(&r->now, err))
		return false;
	s = private_super(&r->now, "postgres", err);
	if (!s)
		return false;
	session_set_wait(s, &r->step.wait);
	r->step.step.what = _("Restaurando");
	done = backup_restore(
		&r->file, &r->now, s, r->batch->arena, &r->step.step, err);
	session_close(s);
	return done && verify_restored(r, err);
}

/* Whole or not at all; what was there stays until then. */
static bool
put_in_place(struct restoring *r, struct err *err)
{
	char was[700];

	if (!step_look(&r->step.step) || !cluster_seal(&r->now, err))
		return step_check(&r->step.step, err) && false;
	if (!r->beside)
		return true;
	if (!cluster_replace(&r->old, &r->now, was, sizeof was, err))
		return false;
	if (!r->batch->quiet)
		fprintf(stderr, _("hito: el que había está en %s\n"), was);
	return cluster_start(&r->old, err);
}

static bool
restore(struct restoring *r, struct err *err)
{
	const char *sql = home_path(r->batch->arena, "sql");

	r->step.step.what = _("Comprobando la copia");
	if (!find_place(r, err) ||
		!backup_open(&r->file, r->batch->arena, r->asked->path, sql,
			r->now.version, &r->step.step, err))
		return false;
	if (!cluster_make(&r->now, err))
		return step_look(&r->step.step)
			       ? false
			       : step_check(&r->step.step, err);
	if (step_look(&r->step.step) && fill_cluster(r, err) &&
		put_in_place(r, err))
		return true;
	/* A program of the server that was interrupted too is no failure. */
	step_look(&r->step.step);
	step_check(&r->step.step, err);
	cluster_discard(&r->now);
	return false;
}

static int
say_restored(const struct restoring *r)
{
	const struct batch *batch = r->batch;

	fflush(stdout);
	if (!batch->quiet)
		fprintf(stderr, _("hito: la copia está restaurada en %s\n"),
			r->old.home);
	if (r->older)
		fprintf(stderr, "%s\n",
			_("hito: es de una edición anterior del programa: "
			  "póngala al día con hito db migrate."));
	if (!r->caller)
		fprintf(stderr, "%s\n",
			_("hito: en ella no está su usuario: entre como una de "
			  "sus personas con -U."));
	return r->whole ? EXIT_DONE : EXIT_REFUSED;
}

int
db_restore(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { OPTIONS(restore_words),
		COPYING_PATH };
	struct copying copying = { 0 };
	struct restoring r = { .batch = batch, .asked = &copying };
	struct err err = { 0 };
	int code = EXIT_DONE;
	bool done;

	if (!options_read(batch, &options, argc, argv, &copying, &code))
		return code;
	if (!is_private(batch, &err) || !cluster_find(&r.old, &err))
		return batch_failed(&err);
	batch_step_open(&r.step, NULL, batch->quiet);
	done = restore(&r, &err);
	batch_step_end(&r.step);
	backup_close(&r.file);
	return done ? say_restored(&r) : batch_failed(&err);
}
