/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/migrate.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/statement.h"
#include "base/str.h"
#include "db/sql_files.h"

enum {
	MAX_FILE = 4 << 20
};

struct file {
	const char *name; /* "schema/0001_core.sql": key of the ledger */
	const char *text;
	const char *sha256;
	bool applied; /* in the ledger with this sha256 */
};

struct plan {
	struct arena *arena;
	struct session *session;
	size_t n;
	struct file *files; /* schema first, then code, each in order */
	bool code_differs;
	int applied; /* schema files in the ledger */
	int schema_files;
	const char *hash;
	bool dry_run;
	migrate_say *say;
	void *arg;
};

static void
say_line(const struct plan *p, const char *line)
{
	if (p->say)
		p->say(p->arg, line);
}

/* Only as hito_owner may the ledger be written; before the first file there
 * is no such role. */
static const char begin_sql[] =
	"begin;"
	" set local lock_timeout = '10min'; set local statement_timeout = 0;"
	" set local idle_in_transaction_session_timeout = 0";

/* One at a time. Anybody may hold an advisory lock: it is for the first time
 * only, when there is nobody. */
static const char alone_sql[] =
	"do $$ begin if to_regclass('core.migration') is null then"
	" perform pg_advisory_xact_lock(hashtext('hito migrate'));"
	" else lock table core.migration in exclusive mode; end if; end $$";

static const char ledger_sql[] =
	"create table if not exists core.migration ("
	"file text primary key, sha256 text not null,"
	" applied_at timestamptz not null default now(),"
	" applied_by name not null default session_user)";

static const char hash_sql[] =
	"select encode(sha256(convert_to(coalesce("
	"string_agg(file || ' ' || sha256, E'\\n' order by file"
	" collate \"C\"), ''), 'UTF8')), 'hex') from core.migration";

static bool
is_schema(const struct file *f)
{
	return str_starts(f->name, "schema/");
}

/* The files of a list, each read whole. */
static bool
add_files(struct plan *p, const char *sql_dir, const struct sql_names *names,
	struct err *err)
{
	p->files = arena_grow(p->arena, p->files, p->n, p->n + names->n + 1,
		sizeof *p->files);
	for (size_t i = 0; i < names->n; i++) {
		struct file *f = &p->files[p->n++];

		f->name = names->v[i];
		f->text = file_read(p->arena,
			arena_printf(p->arena, "%s/%s", sql_dir, f->name),
			MAX_FILE, NULL, err);
		if (!f->text)
			return false;
	}
	return true;
}

/* The server works the sums out: one round trip for all files. */
static bool
sum_files(struct plan *p, struct err *err)
{
	struct statements list = { .arena = p->arena };
	struct result **results =
		arena_array(p->arena, p->n + 1, sizeof(struct result *));

	for (size_t i = 0; i < p->n; i++)
		statements_addv(&list,
			"select encode(sha256(convert_to($1, 'UTF8')), 'hex')",
			1, p->files[i].text);
	if (!session_run(p->session, list.v, list.n, results, NULL,
		    _("Migración"), err))
		return false;
	for (size_t i = 0; i < p->n; i++) {
		p->files[i].sha256 =
			arena_strdup(p->arena, result_value(results[i], 0, 0));
		result_free(results[i]);
	}
	return true;
}

static struct file *
find_file(struct plan *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->files[i].name, name))
			return &p->files[i];
	return NULL;
}

/* Two editions of a file went out: a later file says so in a line of its own,
 * and brings both to the same. */
static bool
is_other_edition(const struct plan *p, const char *name, const char *sha256)
{
	const char *line =
		arena_printf(p->arena, "\n-- edition %s %s\n", name, sha256);

	for (size_t i = 0; i < p->n; i++)
		if (is_schema(&p->files[i]) && strstr(p->files[i].text, line))
			return true;
	return false;
}

/* One row of the ledger against the files of this program. */
static bool
compare_row(
	struct plan *p, const char *name, const char *sha256, struct err *err)
{
	struct file *f = find_file(p, name);
	bool schema = str_starts(name, "schema/");

	p->applied += schema;
	if (f && (str_eq(f->sha256, sha256) ||
			 is_other_edition(p, name, sha256))) {
		f->applied = true;
		return true;
	}
	if (!schema) {
		p->code_differs = true;
		return true;
	}
	if (!f)
		return err_set(err, ERR_RULE, NULL,
			_("La base de datos es más nueva que este programa: "
			  "ya tiene %s. Instale la versión nueva de hito."),
			name);
	return err_set(err, ERR_RULE, NULL,
		_("El archivo %s fue cambiado después de aplicarse: un paso "
		  "ya dado no se edita. Recupere el original y escriba el "
		  "cambio en un archivo nuevo."),
		name);
}

static bool
read_ledger(struct plan *p, struct err *err)
{
	struct result *r = session_query(p->session, _("Migración"), err,
		"select to_regclass('core.migration')::text", 0);
	bool exists, fits = true;

	if (!r)
		return false;
	exists = result_value(r, 0, 0);
	result_free(r);
	p->hash = "";
	if (!exists)
		return true;
	r = session_query(p->session, _("Migración"), err,
		"select file, sha256 from core.migration order by file", 0);
	if (!r)
		return false;
	for (size_t i = 0; i < result_rows(r) && fits; i++)
		fits = compare_row(
			p, result_value(r, i, 0), result_value(r, i, 1), err);
	result_free(r);
	if (!fits || !(r = session_query(
			       p->session, _("Migración"), err, hash_sql, 0)))
		return false;
	p->hash = arena_strdup(p->arena, result_value(r, 0, 0));
	result_free(r);
	return true;
}

/* Reads files and ledger and compares them. */
static bool
plan_make(struct plan *p, const char *sql_dir, struct err *err)
{
	struct sql_names schema = { .arena = p->arena };
	struct sql_names code = { .arena = p->arena };

	if (!sql_folder(&schema, sql_dir, "schema", err) ||
		!sql_code(&code, sql_dir, err) ||
		!add_files(p, sql_dir, &schema, err))
		return false;
	p->schema_files = (int)p->n;
	if (!add_files(p, sql_dir, &code, err))
		return false;
	if (p->schema_files == 0)
		return err_set(err, ERR_FILE, NULL,
			_("En %s/schema no hay ningún archivo .sql."), sql_dir);
	if (!sum_files(p, err) || !read_ledger(p, err))
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (!is_schema(&p->files[i]) && !p->files[i].applied)
			p->code_differs = true;
	return true;
}

/* NNNN of a schema file counts thousands for a break with older programs. */
static int
major_of(const struct plan *p)
{
	int major = 0;

	for (size_t i = 0; i < p->n; i++)
		if (is_schema(&p->files[i]) && p->files[i].applied &&
			isdigit((unsigned char)p->files[i].name[7]))
			major = 1 + p->files[i].name[7] - '0';
	return major;
}

static bool
as_owner(struct session *s, struct err *err)
{
	return session_script(s,
		"do $$ begin if exists (select from pg_namespace"
		" where nspname = 'core'"
		" and nspowner = to_regrole('hito_owner')"
		" and pg_has_role(nspowner, 'member')) then"
		" set local role hito_owner; end if; end $$",
		_("Migración"), err);
}

static bool
as_self(struct session *s, struct err *err)
{
	return session_script(s, "reset role", _("Migración"), err);
}

bool
migrate_status(struct session *session, const char *sql_dir,
	struct migration_state *state, struct err *err)
{
	struct plan p = { .arena = arena_new(), .session = session };
	/* Who migrates reads the ledger as the owner, here too. */
	bool done = session_script(session, "begin", _("Migración"), err) &&
		    as_owner(session, err) && plan_make(&p, sql_dir, err);

	if (session_is_open(session))
		session_script(session, "rollback", _("Migración"), NULL);
	memset(state, 0, sizeof *state);
	state->files = p.schema_files;
	state->applied = p.applied;
	state->code_differs = p.code_differs;
	state->database_major = major_of(&p);
	str_copy(state->hash, sizeof state->hash, p.hash ? p.hash : "");
	arena_free(p.arena);
	return done;
}

/* Says which file it was. */
static bool
apply_file(struct plan *p, const struct file *f, struct err *err)
{
	struct err inner = { 0 };

	if (session_script(p->session, f->text, f->name, &inner))
		return true;
	if (err) {
		*err = inner;
		err_set(err, inner.kind, NULL, "%s: %s", f->name, inner.text);
		err_detail(err, inner.detail);
		if (inner.hint[0])
			err_hint(err, "%s", inner.hint);
	}
	return false;
}

/* Applies what is missing; the ledger is written at the end, when the table
 * is there. */
static bool
apply_all(struct plan *p, struct err *err)
{
	bool owner = false;

	for (size_t i = 0; i < p->n; i++) {
		const struct file *f = &p->files[i];
		char line[256];

		if (is_schema(f) ? f->applied : !p->code_differs)
			continue;
		/* A schema file makes the owner and says itself who it is; the
		 * code behind them is his. */
		if (!is_schema(f) && !owner) {
			if (!as_self(p->session, err) ||
				!as_owner(p->session, err))
				return false;
			owner = true;
		}
		if (!apply_file(p, f, err))
			return false;
		snprintf(line, sizeof line,
			p->dry_run ? _("se aplicaría %s") : _("aplicado %s"),
			f->name);
		say_line(p, line);
	}
	return as_self(p->session, err);
}

static bool
write_ledger(struct plan *p, struct err *err)
{
	struct statements list = { .arena = p->arena };
	struct result **results;
	bool done;

	if (!as_owner(p->session, err) ||
		!session_script(p->session, ledger_sql, _("Migración"), err))
		return false;
	if (p->code_differs)
		statements_addv(&list,
			"delete from core.migration where file like 'code/%'",
			0);
	for (size_t i = 0; i < p->n; i++) {
		const struct file *f = &p->files[i];

		if (is_schema(f) ? f->applied : !p->code_differs)
			continue;
		statements_addv(&list,
			"insert into core.migration (file, sha256)"
			" values ($1, $2)",
			2, f->name, f->sha256);
	}
	results = arena_array(p->arena, list.n + 1, sizeof(struct result *));
	done = session_run(
		p->session, list.v, list.n, results, NULL, _("Migración"), err);
	for (size_t i = 0; done && i < list.n; i++)
		result_free(results[i]);
	return done && as_self(p->session, err);
}

static bool
is_up_to_date(const struct plan *p)
{
	return p->applied == p->schema_files && !p->code_differs;
}

/* Does this query answer with a row? */
static bool
holds(struct plan *p, const char *query, struct err *err)
{
	struct result *r =
		session_query(p->session, _("Migración"), err, query, 0);
	bool yes = r && result_rows(r) > 0;

	result_free(r);
	return yes;
}

/* What a function of core put right that only a superuser can: how many, null for
 * none or for anybody else. One question after the other: nobody else may even
 * name what is in core. */
static bool
put_right(struct plan *p, const char *function, const char **count,
	struct err *err)
{
	struct err said = { 0 };
	struct result *r;

	*count = NULL;
	if (!holds(p,
		    "select 1 from pg_roles where rolname = current_user"
		    " and rolsuper",
		    &said) ||
		!holds(p,
			arena_printf(p->arena,
				"select 1 from pg_proc where proname = '%s' and"
				" pronamespace = to_regnamespace('core')",
				function),
			&said)) {
		if (said.kind != ERR_NONE && err)
			*err = said;
		return said.kind == ERR_NONE;
	}
	r = session_query(p->session, _("Migración"), err,
		arena_printf(p->arena, "select nullif(core.%s(), 0)", function),
		0);
	if (!r)
		return false;
	if (result_value(r, 0, 0))
		*count = arena_strdup(p->arena, result_value(r, 0, 0));
	result_free(r);
	return true;
}

/* Whose the grants of our groups are, and who looks at foreign keys. */
static bool
put_all_right(struct plan *p, struct err *err)
{
	const char *grants, *keys;

	if (!put_right(p, "own_grants", &grants, err))
		return false;
	if (grants)
		say_line(p,
			arena_printf(p->arena,
				_("permisos que ahora son del programa: %s"),
				grants));
	return put_right(p, "keys_together", &keys, err);
}

/* What of the stored keys and of the indexes other rules or libraries made. */
static bool
rebuild_folded(struct plan *p, struct err *err)
{
	struct err said = { 0 };
	struct result *r = NULL;
	bool done;

	if (!holds(p,
		    "select 1 from pg_proc where proname = 'folded_rebuild'"
		    " and pronamespace = to_regnamespace('core')",
		    &said)) {
		if (said.kind != ERR_NONE && err)
			*err = said;
		return said.kind == ERR_NONE;
	}
	if (as_owner(p->session, err))
		r = session_query(p->session, _("Migración"), err,
			"select nullif(core.folded_rebuild(), 0)", 0);
	if (!r)
		return false;
	if (result_value(r, 0, 0))
		say_line(p,
			arena_printf(p->arena,
				p->dry_run ? _("claves e índices de otras "
					       "reglas o bibliotecas, que se "
					       "reharían: %s")
					   : _("claves e índices de otras "
					       "reglas o bibliotecas, hechos "
					       "de nuevo: %s"),
				result_value(r, 0, 0)));
	/* Who cares for the server notes it, if she may. */
	done = as_self(p->session, err) &&
	       (!result_value(r, 0, 0) ||
		       session_script(p->session,
			       "do $$ begin if has_function_privilege("
			       "'core.folded_noted()', 'execute') then"
			       " perform core.folded_noted(); end if; end $$",
			       _("Migración"), err));
	result_free(r);
	return done;
}

/* The ledger is the owner's to read too. */
static bool
run_locked(struct plan *p, const char *sql_dir, struct err *err)
{
	if (!as_owner(p->session, err) ||
		!session_script(p->session, alone_sql, _("Migración"), err) ||
		!plan_make(p, sql_dir, err) || !as_self(p->session, err))
		return false;
	if (is_up_to_date(p))
		say_line(p, _("La base de datos está al día."));
	else if (!apply_all(p, err) || !write_ledger(p, err))
		return false;
	return rebuild_folded(p, err) && put_all_right(p, err);
}

bool
migrate_run(struct session *session, const char *sql_dir, bool dry_run,
	migrate_say *say, void *arg, struct err *err)
{
	struct plan p = { .arena = arena_new(),
		.session = session,
		.dry_run = dry_run,
		.say = say,
		.arg = arg };
	bool done;

	done = session_script(session, begin_sql, _("Migración"), err) &&
	       run_locked(&p, sql_dir, err);
	if (session_is_open(session)) {
		if (done && !dry_run)
			done = session_script(
				session, "commit", _("Migración"), err);
		else
			session_script(
				session, "rollback", _("Migración"), NULL);
	}
	arena_free(p.arena);
	return done;
}
