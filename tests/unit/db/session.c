/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "db/copy.h"
#include "db/refuse.h"
#include "db/session.h"

static struct session *
open_url(const char *url, struct err *err)
{
	const struct session_params params = {
		.conninfo = url, .never_prompt = true, .application = "test"
	};

	return session_open(&params, &wait_plain, NULL, err);
}

static int
open_one(void **state)
{
	struct err err = { 0 };

	*state = open_url(getenv("TEST_URL_SUPER"), &err);
	if (!*state)
		fprintf(stderr, "%s %s\n", err.text, err.detail);
	return *state ? 0 : -1;
}

static int
close_one(void **state)
{
	session_close(*state);
	return 0;
}

/* The first cell of the answer; the text lives until the next call. */
static const char *
ask(struct session *s, const char *sql)
{
	static char text[256];
	struct err err = { 0 };
	struct result *r = session_query(s, "test", &err, sql, 0);

	if (!r)
		fail_msg("%s: %s %s", sql, err.text, err.detail);
	str_copy(text, sizeof text,
		result_rows(r) > 0 && result_value(r, 0, 0)
			? result_value(r, 0, 0)
			: "");
	result_free(r);
	return text;
}

static void
statements_are_one_round_trip(void **state)
{
	struct session *s = *state;
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct result *r[3];
	struct err err = { 0 };
	unsigned before = session_round_trips(s);

	statements_addv(&list, "select 1 as one, null as none", 0);
	statements_addv(
		&list, "select $1::text || $2::text as both", 2, "a", "ñ");
	statements_addv(&list, "select generate_series(1, 3)", 0);
	assert_true(session_run(s, list.v, 3, r, NULL, "test", &err));
	assert_int_equal(session_round_trips(s) - before, 1);
	assert_string_equal(result_get(r[0], 0, "one"), "1");
	assert_null(result_get(r[0], 0, "none"));
	assert_null(result_get(r[0], 0, "nowhere"));
	assert_string_equal(result_get(r[1], 0, "both"), "añ");
	assert_int_equal(result_rows(r[2]), 3);
	for (int i = 0; i < 3; i++)
		result_free(r[i]);
	arena_free(arena);
}

/* The whole pipeline is undone, and the session goes on. */
static void
an_error_undoes_all(void **state)
{
	struct session *s = *state;
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct result *r[3];
	struct err err = { 0 };
	size_t failed = 99;

	ask(s, "create temp table t (n int constraint t_positive"
	       " check (n > 0))");
	statements_addv(&list, "insert into t values ($1)", 1, "1");
	statements_addv(&list, "insert into t values ($1)", 1, "-1");
	statements_addv(&list, "select 1", 0);
	assert_false(session_run(s, list.v, 3, r, &failed, "test", &err));
	assert_int_equal(failed, 1);
	assert_null(r[0]);
	assert_int_equal(err.kind, ERR_RULE);
	assert_string_equal(session_refusal(s)->constraint, "t_positive");
	assert_string_equal(session_refusal(s)->sqlstate, "23514");
	assert_string_equal(ask(s, "select count(*) from t"), "0");
	arena_free(arena);
}

/* The refusal comes at the Sync, after every statement said it was done. */
static void
an_error_at_commit_is_seen(void **state)
{
	struct session *s = *state;
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct result *r[2];
	struct err err = { 0 };

	ask(s, "create temp table d (n int primary key, m int references d"
	       " deferrable initially deferred)");
	statements_addv(&list, "insert into d values (1, 2)", 0);
	statements_addv(&list, "select 1", 0);
	assert_false(session_run(s, list.v, 2, r, NULL, "test", &err));
	assert_int_equal(err.kind, ERR_RULE);
	assert_null(r[0]);
	assert_string_equal(ask(s, "select count(*) from d"), "0");
	arena_free(arena);
}

/* ---- statements that the server knows by name */

static struct session *
own_session(void)
{
	struct err err = { 0 };
	struct session *s = open_url(getenv("TEST_URL_SUPER"), &err);

	assert_non_null(s);
	return s;
}

/* The first cell of the first answer; the text lives until the next call. */
static const char *
run_one(struct session *s, const char *sql, struct err *err)
{
	static char text[256];
	const struct statement st = { .sql = sql };
	struct result *r;

	if (!session_run(s, &st, 1, &r, NULL, "test", err))
		return NULL;
	str_copy(text, sizeof text,
		result_rows(r) > 0 ? result_value(r, 0, 0) : "");
	result_free(r);
	return text;
}

static const char names_known[] =
	"select count(*) from pg_prepared_statements where not from_sql";

static void
what_is_said_again_goes_by_name(void **state)
{
	const struct statement by_value = { .sql = "select 'valued'",
		.by_value = true };
	struct session *s = own_session();
	struct result *r;
	struct err err = { 0 };
	unsigned before = session_round_trips(s);

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_string_equal(
			run_one(s, "select 'again'", &err), "again");
	assert_string_equal(run_one(s, "select 'other'", &err), "other");
	assert_int_equal(session_round_trips(s) - before, 4);
	/* what is asked value by value is no habit, and what depends on its
	 * values is thought out anew */
	assert_true(session_run(s, &by_value, 1, &r, NULL, "test", &err));
	result_free(r);
	assert_string_equal(ask(s, names_known), "2");
	assert_true(session_reopen(s, &err));
	assert_string_equal(ask(s, names_known), "0");
	assert_string_equal(run_one(s, "select 'again'", &err), "again");
	assert_string_equal(ask(s, names_known), "1");
	session_close(s);
}

/* What stood behind a refusal was not made; what stood before it was. */
static void
a_refused_pipeline_names_what_it_made(void **state)
{
	const struct statement list[] = { { .sql = "select 'before'" },
		{ .sql = "select 1 / (length('x') - 1)" },
		{ .sql = "select 'behind'" }, { .sql = "select 'before'" } };
	struct session *s = own_session();
	struct result *r[4];
	struct err err = { 0 };
	size_t failed = 9;

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_false(session_run(s, list, 4, r, &failed, "test", &err));
		assert_int_equal(failed, 1);
		assert_string_equal(session_refusal(s)->sqlstate, "22012");
	}
	assert_string_equal(ask(s, names_known), "2");
	assert_string_equal(run_one(s, "select 'behind'", &err), "behind");
	assert_string_equal(run_one(s, "select 'before'", &err), "before");
	/* text that is no statement is refused each time, by its own fault */
	for (int i = 0; i < 2; i++) {
		assert_null(run_one(s, "select nowhere", &err));
		assert_string_equal(session_refusal(s)->sqlstate, "42703");
	}
	assert_string_equal(ask(s, names_known), "3");
	session_close(s);
}

/* As behind a pooler that gives the next pipeline to another server: what was
 * refused is undone whole and goes as text, now and from then on. */
static void
nobody_needs_to_keep_names(void **state)
{
	const struct statement list[] = { { .sql = "insert into pooled "
						   "values (1)" },
		{ .sql = "select count(*) from pooled" } };
	struct session *s = own_session();
	struct result *r[2];
	struct err err = { 0 };
	unsigned before;

	(void)state;
	ask(s, "create temp table pooled (n int)");
	assert_string_equal(
		run_one(s, "select count(*) from pooled", &err), "0");
	assert_true(session_script(s, "deallocate all", "test", &err));
	before = session_round_trips(s);
	assert_true(session_run(s, list, 2, r, NULL, "test", &err));
	assert_int_equal(session_round_trips(s) - before, 2);
	assert_string_equal(result_value(r[1], 0, 0), "1");
	assert_int_equal(err.kind, ERR_NONE);
	result_free(r[0]);
	result_free(r[1]);
	assert_true(session_script(s, "deallocate all", "test", &err));
	before = session_round_trips(s);
	assert_string_equal(
		run_one(s, "select count(*) from pooled", &err), "1");
	assert_int_equal(session_round_trips(s) - before, 1);
	assert_string_equal(ask(s, names_known), "0");
	session_close(s);
}

static void
a_migration_makes_names_anew(void **state)
{
	struct session *s = own_session();
	struct err err = { 0 };

	(void)state;
	ask(s, "create temp table moved (n int)");
	ask(s, "insert into moved values (5)");
	for (int i = 0; i < 2; i++)
		assert_string_equal(
			run_one(s, "select * from moved", &err), "5");
	ask(s, "alter table moved alter n type text using 'five'");
	for (int i = 0; i < 2; i++)
		assert_string_equal(
			run_one(s, "select * from moved", &err), "five");
	/* names are kept as before */
	assert_true(session_script(s, "deallocate all", "test", &err));
	assert_string_equal(run_one(s, "select 'kept'", &err), "kept");
	assert_string_equal(ask(s, names_known), "1");
	session_close(s);
}

/* What went out behind such a statement is answered before the names go. */
static void
what_goes_behind_has_its_name_till_then(void **state)
{
	struct session *s = own_session();
	struct err err = { 0 };

	(void)state;
	ask(s, "create temp table moved (n int)");
	ask(s, "insert into moved values (5)");
	assert_string_equal(run_one(s, "select * from moved", &err), "5");
	ask(s, "alter table moved alter n type text using 'five'");
	session_behind(s, "insert into moved values ('behind')");
	assert_string_equal(run_one(s, "select * from moved", &err), "five");
	session_behind(s, "select 'behind'");
	assert_string_equal(
		run_one(s, "select * from moved where n = 'five'", &err),
		"five");
	assert_true(session_script(s, "deallocate all", "test", &err));
	session_behind(s, "select 'behind the pooler'");
	assert_string_equal(
		run_one(s, "select * from moved where n = 'five'", &err),
		"five");
	assert_string_equal(
		run_one(s, "select count(*) from moved", &err), "2");
	session_close(s);
}

/* There nothing could be said again. */
static void
in_a_transaction_nothing_is_named(void **state)
{
	struct session *s = own_session();
	struct err err = { 0 };

	(void)state;
	assert_true(session_script(s, "begin", "test", &err));
	assert_string_equal(run_one(s, "select 'in it'", &err), "in it");
	assert_string_equal(ask(s, names_known), "0");
	assert_true(session_script(s, "commit", "test", &err));
	session_close(s);
}

static void
names_used_least_recently_go(void **state)
{
	const struct statement refused[] = {
		{ .sql = "select 2 / (length('x') - 1)" },
		{ .sql = "select 'new'" }
	};
	struct session *s = own_session();
	struct result *r[2];
	struct err err = { 0 };
	char sql[64], n[16];

	(void)state;
	for (int i = 0; i < 450; i++) {
		(void)snprintf(n, sizeof n, "%d", i);
		(void)snprintf(sql, sizeof sql, "select %d", i);
		assert_string_equal(run_one(s, sql, &err), n);
		assert_string_equal(
			run_one(s, "select 'often'", &err), "often");
	}
	assert_string_equal(ask(s, names_known), "200");
	assert_string_equal(ask(s, "select count(*) from pg_prepared_statements"
				   " where statement in ('select ''often''',"
				   " 'select 449', 'select 251')"),
		"3");
	assert_string_equal(run_one(s, "select 0", &err), "0");
	/* the one that was to go for what stands behind a refusal stays */
	for (int i = 0; i < 5; i++) {
		assert_false(session_run(s, refused, 2, r, NULL, "test", &err));
		assert_string_equal(session_refusal(s)->sqlstate, "22012");
	}
	assert_string_equal(run_one(s, "select 'new'", &err), "new");
	assert_string_equal(ask(s, names_known), "200");
	session_close(s);
}

static void
what_is_sent_ahead_has_a_name(void **state)
{
	const struct statement ahead = { .sql = "select 'ahead'" };
	const struct statement wrong = { .sql = "select ahead" };
	struct session *s = own_session();
	struct err err = { 0 };
	struct result *r;

	(void)state;
	/* said again while it is on its way */
	assert_true(session_prefetch(s, &ahead));
	assert_string_equal(run_one(s, "select 'ahead'", &err), "ahead");
	r = session_prefetched(s);
	assert_string_equal(result_value(r, 0, 0), "ahead");
	result_free(r);
	assert_string_equal(ask(s, names_known), "1");
	/* what cannot be made is refused to the one who waits for it */
	assert_true(session_prefetch(s, &wrong));
	assert_null(run_one(s, "select ahead", &err));
	assert_string_equal(session_refusal(s)->sqlstate, "42703");
	assert_null(session_prefetched(s));
	/* lost on its way */
	assert_true(session_prefetch(s, &ahead));
	assert_true(session_reopen(s, &err));
	assert_string_equal(run_one(s, "select 'ahead'", &err), "ahead");
	session_close(s);
}

static const struct {
	const char *sqlstate;
	const char *message;
	enum err_kind kind;
	const char *text; /* NULL: any sentence */
} refusals[] = {
	{ "HT001", "moved", ERR_CONFLICT, NULL },
	{ "HT002", "El plan está cerrado.", ERR_RULE, "El plan está cerrado." },
	{ "HT003", "No es su oficina.", ERR_RIGHTS, "No es su oficina." },
	{ "HT004", "No hay tal plan.", ERR_INPUT, "No hay tal plan." },
	{ "23505", "x", ERR_RULE, NULL },
	{ "42501", "x", ERR_RIGHTS, NULL },
	{ "22P02", "x", ERR_INPUT, NULL },
	{ "40001", "x", ERR_CONFLICT, NULL },
	{ "57P01", "x", ERR_LINK, NULL },
	{ "53100", "x", ERR_RULE, NULL },
	{ "XX000", "x", ERR_RULE, NULL },
};

static void
refusals_are_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct refusal r = { 0 };
		struct err err = { 0 };

		str_copy(r.sqlstate, sizeof r.sqlstate, refusals[i].sqlstate);
		str_copy(r.message, sizeof r.message, refusals[i].message);
		assert_false(refuse_explain(&r, &err));
		assert_int_equal(err.kind, refusals[i].kind);
		if (refusals[i].text)
			assert_string_equal(err.text, refusals[i].text);
		assert_true(str_ends(err.text, "."));
	}
}

static void
a_script_names_the_line(void **state)
{
	struct session *s = *state;
	struct err err = { 0 };

	assert_true(session_script(s, "select 1; select 2;", "test", &err));
	assert_false(session_script(
		s, "select 1;\n-- ñandú\nselect nada;\n", "test", &err));
	assert_non_null(strstr(err.text, "3"));
	assert_non_null(strstr(err.text, "nada"));
	assert_string_equal(ask(s, "select 5"), "5");
}

static void
a_prefetched_answer_waits(void **state)
{
	struct session *s = *state;
	const struct statement ahead = { .sql = "select 'ahead'" };
	struct result *r;

	assert_true(session_prefetch(s, &ahead));
	assert_string_equal(ask(s, "select 'between'"), "between");
	r = session_prefetched(s);
	assert_non_null(r);
	assert_string_equal(result_value(r, 0, 0), "ahead");
	result_free(r);
	assert_null(session_prefetched(s));
}

/* Says at the second wait that the person wants out. */
struct impatient {
	struct wait wait;
	int calls;
};

static enum wait_result
impatient_until(struct wait *self, const struct wait_for *on)
{
	struct impatient *me = (struct impatient *)self;

	if (me->calls++ == 0)
		return WAIT_CANCEL;
	return wait_plain.until(&wait_plain, on);
}

static void
cancel_stops_it_on_the_server(void **state)
{
	struct session *s = *state;
	struct impatient me = { .wait.until = impatient_until };
	struct err err = { 0 };

	session_set_wait(s, &me.wait);
	assert_null(session_query(s, "test", &err, "select pg_sleep(60)", 0));
	session_set_wait(s, &wait_plain);
	assert_int_equal(err.kind, ERR_CANCEL);
	assert_string_equal(ask(s, "select 7"), "7");
}

/* It hears the wish and goes on, once it has said that it runs. */
static const char stubborn[] =
	"do $$ begin for i in 1..60 loop begin"
	" raise warning 'running'; perform pg_sleep(60);"
	" exception when query_canceled then null; end; end loop; end $$";

/* Says that the person wants out when the server has said something. */
static enum wait_result
later_until(struct wait *self, const struct wait_for *on)
{
	struct impatient *me = (struct impatient *)self;

	if (on->events == WAIT_READ && me->calls++ == 1)
		return WAIT_CANCEL;
	return wait_plain.until(&wait_plain, on);
}

static void
cancel_is_asked_again(void **state)
{
	struct session *s = *state;
	struct impatient me = { .wait.until = later_until };
	struct err err = { 0 };

	session_set_wait(s, &me.wait);
	assert_null(session_query(s, "test", &err,
		"do $$ begin raise warning 'running'; perform pg_sleep(60);"
		" exception when query_canceled then perform pg_sleep(60);"
		" end $$",
		0));
	session_set_wait(s, &wait_plain);
	assert_int_equal(err.kind, ERR_CANCEL);
	assert_string_equal(ask(s, "select 8"), "8");
}

static const char stopped[] = "do $$ begin raise 'canceled' "
			      "using errcode = 'query_canceled'; end $$";

/* A cancel that comes when what it was for has ended stops what comes next:
 * that is the person's wish too, and no rule of the server. */
static void
a_late_cancel_is_a_cancel(void **state)
{
	struct session *s = *state, *other;
	struct err err = { 0 };

	/* behind the cancel of the test before */
	assert_null(session_query(s, "test", &err, stopped, 0));
	assert_int_equal(err.kind, ERR_CANCEL);
	err_clear(&err);
	other = open_url(getenv("TEST_URL"), &err);
	assert_non_null(other);
	assert_null(session_query(other, "test", &err, stopped, 0));
	assert_int_equal(err.kind, ERR_RULE);
	session_close(other);
}

/* Nothing comes of it: each time is the last, but for the deadline. */
static enum wait_result
deaf_until(struct wait *self, const struct wait_for *on)
{
	struct impatient *me = (struct impatient *)self;

	if (on->events != WAIT_READ || me->calls++ == 0)
		return wait_plain.until(&wait_plain, on);
	return me->calls == 2 ? WAIT_CANCEL : WAIT_TIMEOUT;
}

static void
after_five_times_the_link_is_dead(void **state)
{
	struct impatient me = { .wait.until = deaf_until };
	struct err err = { 0 };
	struct session *s = open_url(getenv("TEST_URL"), &err);

	(void)state;
	assert_non_null(s);
	session_set_wait(s, &me.wait);
	assert_null(session_query(s, "test", &err, stubborn, 0));
	assert_int_equal(err.kind, ERR_LINK);
	assert_false(session_is_open(s));
	/* it ran; five times it was asked, once more awaited each time that it
	 * had said something; then nobody waits */
	assert_in_range(me.calls, 1 + 5 + 1, 1 + 2 * 5 + 1);
	session_close(s);
}

static void
a_lost_link_is_said_and_mended(void **state)
{
	struct session *s = *state;
	struct err err = { 0 };
	struct session *other = open_url(getenv("TEST_URL_SUPER"), &err);
	char pid[32];
	struct result *r;

	assert_non_null(other);
	str_copy(pid, sizeof pid, ask(s, "select pg_backend_pid()"));
	r = session_query(other, "test", &err,
		"select pg_terminate_backend($1::int, 10000)", 1, pid);
	assert_non_null(r);
	result_free(r);
	assert_null(session_query(s, "test", &err, "select 1", 0));
	assert_int_equal(err.kind, ERR_LINK);
	assert_false(session_is_open(s));
	assert_null(session_query(s, "test", &err, "select 1", 0));
	assert_int_equal(err.kind, ERR_LINK);
	assert_true(session_reopen(s, &err));
	assert_string_equal(ask(s, "select 8"), "8");
	session_close(other);
}

static void
defaults_travel_in_the_connection(void **state)
{
	struct session *s = *state;
	struct err err = { 0 };
	const struct session_params params = {
		.conninfo = getenv("TEST_URL_SUPER"),
		.office = "A B\\C",
		.never_prompt = true,
	};
	struct session *own = session_open(&params, NULL, NULL, &err);

	assert_non_null(own);
	assert_string_equal(ask(own, "show hito.office"), "A B\\C");
	session_close(own);
	assert_string_equal(ask(s, "show statement_timeout"), "2min");
	assert_string_equal(ask(s, "show lock_timeout"), "15s");
	assert_string_equal(ask(s, "show client_encoding"), "UTF8");
	assert_string_equal(ask(s, "show application_name"), "test");
	assert_non_null(strchr(session_where(s), '@'));
}

static void
her_own_options_win(void **state)
{
	struct session *own;
	struct err err = { 0 };

	(void)state;
	setenv("PGOPTIONS", "-c statement_timeout=7s", 1);
	own = open_url(getenv("TEST_URL_SUPER"), &err);
	unsetenv("PGOPTIONS");
	assert_non_null(own);
	assert_string_equal(ask(own, "show statement_timeout"), "7s");
	assert_string_equal(ask(own, "show lock_timeout"), "15s");
	session_close(own);
}

static const struct {
	const char *dbname;
	const char *user;
	const char *host;
	enum err_kind kind;
} closed_doors[] = {
	{ "no_such_database", NULL, NULL, ERR_LINK },
	{ NULL, "no_such_person", NULL, ERR_RIGHTS },
	{ NULL, NULL, "/no/such/folder", ERR_LINK },
};

static void
a_closed_door_is_a_sentence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof closed_doors / sizeof *closed_doors;
		i++) {
		struct err err = { 0 };
		const struct session_params params = {
			.conninfo = getenv("TEST_URL_SUPER"),
			.dbname = closed_doors[i].dbname,
			.user = closed_doors[i].user,
			.host = closed_doors[i].host,
			.never_prompt = true,
		};

		assert_null(session_open(&params, NULL, NULL, &err));
		assert_int_equal(err.kind, closed_doors[i].kind);
		assert_true(str_ends(err.text, "."));
		assert_true(err.detail[0] != '\0');
	}
}

static void
copy_carries_every_character(void **state)
{
	struct session *s = *state;
	const char *row[] = { "a\tb\nc\\d\r\v\b\f", NULL, "\\.", "\\N" };
	struct err err = { 0 };
	size_t rows = 0;
	struct copy *copy;

	ask(s, "create temp table c (a text, b text, c text, d text)");
	copy = copy_begin(s, "copy c from stdin", &err);
	assert_non_null(copy);
	for (int i = 0; i < 5000; i++)
		assert_true(copy_row(copy, 4, row, &err));
	assert_true(copy_end(copy, &rows, &err));
	assert_int_equal(rows, 5000);
	assert_string_equal(ask(s, "select count(*) from c where a ="
				   " E'a\\tb\\nc\\\\d\\r' || chr(11) ||"
				   " E'\\b\\f' and b is null"
				   " and c = E'\\\\.' and d = E'\\\\N'"),
		"5000");
}

static void
copy_refused_midway_is_drained(void **state)
{
	struct session *s = *state;
	const char *good = "1", *bad = "uno";
	struct err err = { 0 };
	size_t rows = 0;
	struct copy *copy;

	ask(s, "create temp table k (n int)");
	copy = copy_begin(s, "copy k from stdin", &err);
	assert_non_null(copy);
	for (int i = 0; i < 100000; i++)
		assert_true(copy_row(copy, 1, i == 10 ? &bad : &good, &err));
	assert_false(copy_end(copy, &rows, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(rows, 0);
	assert_string_equal(ask(s, "select count(*) from k"), "0");
	copy = copy_begin(s, "copy k from stdin", &err);
	assert_non_null(copy);
	assert_true(copy_row(copy, 1, &good, &err));
	copy_abort(copy);
	assert_string_equal(ask(s, "select count(*) from k"), "0");
	assert_null(copy_begin(s, "copy nowhere from stdin", &err));
	assert_string_equal(ask(s, "select 9"), "9");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_are_one_round_trip),
		cmocka_unit_test(an_error_undoes_all),
		cmocka_unit_test(an_error_at_commit_is_seen),
		cmocka_unit_test(what_is_said_again_goes_by_name),
		cmocka_unit_test(a_refused_pipeline_names_what_it_made),
		cmocka_unit_test(nobody_needs_to_keep_names),
		cmocka_unit_test(a_migration_makes_names_anew),
		cmocka_unit_test(what_goes_behind_has_its_name_till_then),
		cmocka_unit_test(in_a_transaction_nothing_is_named),
		cmocka_unit_test(names_used_least_recently_go),
		cmocka_unit_test(what_is_sent_ahead_has_a_name),
		cmocka_unit_test(refusals_are_sentences),
		cmocka_unit_test(a_script_names_the_line),
		cmocka_unit_test(a_prefetched_answer_waits),
		cmocka_unit_test(cancel_stops_it_on_the_server),
		cmocka_unit_test(cancel_is_asked_again),
		cmocka_unit_test(a_late_cancel_is_a_cancel),
		cmocka_unit_test(after_five_times_the_link_is_dead),
		cmocka_unit_test(a_lost_link_is_said_and_mended),
		cmocka_unit_test(defaults_travel_in_the_connection),
		cmocka_unit_test(her_own_options_win),
		cmocka_unit_test(a_closed_door_is_a_sentence),
		cmocka_unit_test(copy_carries_every_character),
		cmocka_unit_test(copy_refused_midway_is_drained),
	};

	return cmocka_run_group_tests_name(
		"session", tests, open_one, close_one);
}
