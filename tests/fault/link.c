/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bad line: silent, refusing, cut. The waiting code goes on asking its wait
 * (so that keys are answered), a wish to leave is obeyed, and no lost link is
 * taken for an answer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/wait.h"
#include "db/session.h"

#include "proxy.h"
#include "target.h"

struct line {
	struct proxy *proxy;
	char conninfo[1024];
};

/* Answers as a person would: keys for a while, then she wants out. */
struct person {
	struct wait wait;
	int leaves;	/* how many times she said so */
	int most;	/* times she says so */
	unsigned looks; /* at the keyboard, since she last said so */
	size_t came;	/* of the answer, when she looked last */
};

enum {
	LOOK_MS = 20,
	PATIENCE = 10, /* looks before she wants out */
	GONE_LOOKS = 15,
	SEEN_MS = 30000,
};

/* The keyboard is looked at every 20 ms, whatever the socket does. */
static enum wait_result
person_until(struct wait *self, const struct wait_for *on)
{
	struct person *p = (struct person *)self;

	for (;;) {
		struct wait_for part = *on;
		int64_t now = clock_ms();

		p->looks++;
		p->came = on->came;
		if (p->looks >= PATIENCE && p->leaves < p->most) {
			p->leaves++;
			p->looks = 0;
			return WAIT_CANCEL;
		}
		if (on->deadline_ms >= 0 && now >= on->deadline_ms)
			return WAIT_TIMEOUT;
		part.deadline_ms = now + LOOK_MS;
		if (wait_plain.until(&wait_plain, &part) == WAIT_READY)
			return WAIT_READY;
	}
}

static struct person
person_who_leaves(int times)
{
	return (struct person){ .wait.until = person_until, .most = times };
}

static int
set_up(void **state)
{
	struct line *l = calloc(1, sizeof *l);

	if (!l)
		return -1;
	l->proxy = proxy_open(target_socket(), NULL);
	proxy_conninfo(l->proxy, target_url(), l->conninfo, sizeof l->conninfo);
	*state = l;
	return 0;
}

static int
take_down(void **state)
{
	struct line *l = *state;

	proxy_close(l->proxy);
	free(l);
	return 0;
}

static struct session *
open_it(struct line *l, struct wait *wait, struct err *err)
{
	const struct session_params params = { .conninfo = l->conninfo,
		.never_prompt = true };

	return session_open(&params, wait, NULL, err);
}

static struct session *
must_open(struct line *l, struct wait *wait)
{
	struct err err = { 0 };
	struct session *s = open_it(l, wait, &err);

	if (!s)
		fail_msg("%s %s", err.text, err.detail);
	return s;
}

static void
a_silent_server_is_given_up(void **state)
{
	struct line *l = *state;
	struct err err = { 0 };

	setenv("PGCONNECT_TIMEOUT", "2", 1);
	proxy_stall(l->proxy, true);
	assert_null(open_it(l, NULL, &err));
	unsetenv("PGCONNECT_TIMEOUT");
	assert_int_equal(err.kind, ERR_LINK);
}

static void
connecting_can_be_left(void **state)
{
	struct line *l = *state;
	struct person p = person_who_leaves(1);
	struct err err = { 0 };

	proxy_stall(l->proxy, true);
	assert_null(open_it(l, &p.wait, &err));
	assert_int_equal(err.kind, ERR_CANCEL);
	assert_in_range(p.looks, 0, 1);
}

static void
a_refusing_line_is_a_sentence(void **state)
{
	struct line *l = *state;
	struct err err = { 0 };

	proxy_refuse(l->proxy, true);
	assert_null(open_it(l, NULL, &err));
	assert_int_equal(err.kind, ERR_LINK);
	assert_true(err.text[0] != '\0');
}

/* Once: the server is asked to stop. It does not answer: the link is
 * left after a few seconds, and keys were answered all the time. */
static void
a_silent_link_is_left(void **state)
{
	struct line *l = *state;
	struct person p = person_who_leaves(0);
	struct session *s = must_open(l, &p.wait);
	struct err err = { 0 };

	proxy_stall(l->proxy, true);
	p = person_who_leaves(1);
	assert_null(session_query(s, "test", &err, "select 1", 0));
	assert_int_equal(err.kind, ERR_LINK);
	assert_false(session_is_open(s));
	/* she was asked all the time, not only at its end */
	assert_in_range(p.looks, 3, 100000);
	proxy_stall(l->proxy, false);
	session_close(s);
}

/* Twice: when the server has had its time to hear the first. */
static void
a_second_wish_leaves_a_silent_link(void **state)
{
	struct line *l = *state;
	struct person p = person_who_leaves(0);
	struct session *s = must_open(l, &p.wait);
	struct err err = { 0 };

	proxy_stall(l->proxy, true);
	p = person_who_leaves(2);
	assert_null(session_query(s, "test", &err, "select 1", 0));
	assert_int_equal(err.kind, ERR_LINK);
	assert_int_equal(p.leaves, 2);
	assert_in_range(p.looks, 3, 100000);
	assert_false(session_is_open(s));
	assert_false(session_may_repeat(s));
	proxy_stall(l->proxy, false);
	session_close(s);
}

/* An answer that is coming is none: it ends, and the link stays. */
static void
a_wish_to_leave_a_long_answer_keeps_the_link(void **state)
{
	struct line *l = *state;
	struct person p = person_who_leaves(0);
	struct session *s = must_open(l, &p.wait);
	struct err err = { 0 };
	struct result *r;

	proxy_delay(l->proxy, 15);
	p = person_who_leaves(3);
	result_free(session_query(s, "test", &err,
		"select repeat('x', 1000) from generate_series(1, 6000)", 0));
	assert_in_range(p.leaves, 1, 3);
	assert_true(session_is_open(s));
	assert_true(p.came > 0);
	proxy_delay(l->proxy, 0);
	p = person_who_leaves(0);
	r = session_query(s, "test", &err, "select 1", 0);
	while (!r && err.kind == ERR_CANCEL) {
		/* one that came late */
		err_clear(&err);
		r = session_query(s, "test", &err, "select 1", 0);
	}
	assert_non_null(r);
	result_free(r);
	session_close(s);
}

/* And soon: the server does not go on with what nobody waits for. */
static void
a_slow_query_is_stopped_on_the_server(void **state)
{
	struct line *l = *state;
	struct person p = person_who_leaves(0);
	struct session *s = must_open(l, &p.wait);
	struct err err = { 0 };
	struct result *r;

	p = person_who_leaves(1);
	assert_null(session_query(s, "test", &err, "select pg_sleep(60)", 0));
	assert_int_equal(err.kind, ERR_CANCEL);
	assert_true(session_is_open(s));
	/* GONE_LOOKS of them are 0.3 s where nothing else runs */
	assert_in_range(p.looks, 0, GONE_LOOKS);
	r = session_query(s, "test", &err, "select 1", 0);
	assert_non_null(r);
	result_free(r);
	session_close(s);
}

/* What went while nothing was asked is found out by looking, not by asking. */
static void
a_link_lost_while_idle_is_seen(void **state)
{
	struct line *l = *state;
	struct session *s = must_open(l, NULL);
	unsigned before = session_round_trips(s);
	struct err err = { 0 };
	struct result *r;
	int64_t end = clock_ms() + SEEN_MS;

	assert_true(session_look(s));
	proxy_drop(l->proxy);
	while (session_look(s))
		assert_true(clock_ms() < end);
	assert_false(session_is_open(s));
	assert_int_equal(session_round_trips(s), before);
	assert_true(session_reopen(s, &err));
	assert_true(session_look(s));
	r = session_query(s, "test", &err, "select 1", 0);
	assert_non_null(r);
	result_free(r);
	session_close(s);
}

/* Asked again may be what was alone, not what stood in a transaction. */
static void
only_what_stood_alone_may_be_repeated(void **state)
{
	struct line *l = *state;

	for (int open = 0; open < 2; open++) {
		struct session *s = must_open(l, NULL);
		const struct proxy_fault fault = { .down = true,
			.how = CUT_CLOSE };
		struct err err = { 0 };

		if (open)
			assert_true(session_script(s, "begin", "test", &err));
		proxy_arm(l->proxy, &fault);
		assert_null(session_query(s, "test", &err, "select 1", 0));
		assert_int_equal(session_may_repeat(s), !open);
		session_close(s);
	}
}

/* At whatever byte of the answer the line dies, it is no answer. */
static void
half_an_answer_is_none(void **state)
{
	static const size_t cuts[] = { 0, 1, 4, 5, 6, 30, 200, 1000, 1500 };
	struct line *l = *state;

	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
		struct session *s = must_open(l, NULL);
		const struct proxy_fault fault = {
			.down = true, .after = cuts[i], .how = CUT_CLOSE
		};
		struct err err = { 0 };
		struct result *r;

		proxy_arm(l->proxy, &fault);
		r = session_query(s, "test", &err,
			"select repeat('x', 100) from generate_series(1, 20)",
			0);
		assert_null(r);
		assert_int_equal(err.kind, ERR_LINK);
		assert_false(session_is_open(s));
		assert_true(session_reopen(s, &err));
		r = session_query(s, "test", &err, "select 1", 0);
		assert_non_null(r);
		result_free(r);
		session_close(s);
	}
}

/* L8: what session_round_trips says is what travels. */
static void
a_pipeline_is_one_trip_on_the_line(void **state)
{
	struct line *l = *state;
	struct session *s = must_open(l, NULL);
	const struct statement list[] = { { .sql = "select 1" },
		{ .sql = "select repeat('x', 2000)" }, { .sql = "select 3" } };
	struct result *r[3];
	struct err err = { 0 };
	unsigned before = session_round_trips(s);

	proxy_count_new(l->proxy);
	assert_true(session_run(s, list, 3, r, NULL, "test", &err));
	assert_int_equal(proxy_count(l->proxy).trips, 1);
	assert_int_equal(proxy_count(l->proxy).syncs, 1);
	assert_int_equal(session_round_trips(s) - before, 1);
	for (int i = 0; i < 3; i++)
		result_free(r[i]);
	session_close(s);
}

/* And what is asked behind what was asked ahead does not wait for it. */
static void
what_is_ahead_keeps_nobody_waiting(void **state)
{
	struct line *l = *state;
	struct session *s = must_open(l, NULL);
	const struct statement ahead = { .sql = "select 'ahead'" };
	struct err err = { 0 };
	struct result *r;

	proxy_delay(l->proxy, 50);
	proxy_count_new(l->proxy);
	assert_true(session_prefetch(s, &ahead));
	r = session_query(s, "test", &err, "select 'asked'", 0);
	assert_non_null(r);
	assert_string_equal(result_value(r, 0, 0), "asked");
	result_free(r);
	assert_int_equal(proxy_count(l->proxy).syncs, 2);
	assert_int_equal(proxy_count(l->proxy).trips, 1);
	r = session_prefetched(s);
	assert_non_null(r);
	assert_string_equal(result_value(r, 0, 0), "ahead");
	result_free(r);
	/* one that is refused is no more than not there */
	assert_true(session_prefetch(
		s, &(const struct statement){ .sql = "select 1 / 0" }));
	r = session_query(s, "test", &err, "select 2", 0);
	assert_non_null(r);
	assert_string_equal(result_value(r, 0, 0), "2");
	assert_int_equal(err.kind, ERR_NONE);
	assert_string_equal(session_refusal(s)->sqlstate, "");
	result_free(r);
	assert_null(session_prefetched(s));
	session_close(s);
}

/* What meets a prefetch first is told to the server again. */
static void
a_wish_to_leave_reaches_what_is_behind(void **state)
{
	struct line *l = *state;
	struct person p = person_who_leaves(0);
	struct session *s = must_open(l, &p.wait);
	const struct statement ahead = { .sql = "select pg_sleep(60)" };
	struct err err = { 0 };

	assert_true(session_prefetch(s, &ahead));
	p = person_who_leaves(1);
	assert_null(session_query(s, "test", &err, "select pg_sleep(60)", 0));
	assert_int_equal(err.kind, ERR_CANCEL);
	assert_true(session_is_open(s));
	session_close(s);
}

/* Then nothing is asked for that may not be wanted. */
static void
a_narrow_line_is_known(void **state)
{
	static const char sql[] = "select repeat('x', 1500)";
	struct line *l = *state;
	struct session *s = must_open(l, NULL);
	struct err err = { 0 };

	result_free(session_query(s, "test", &err, sql, 0));
	assert_false(session_flows_slowly(s));
	proxy_rate(l->proxy, 1200);
	result_free(session_query(s, "test", &err, sql, 0));
	assert_true(session_flows_slowly(s));
	proxy_rate(l->proxy, 0);
	result_free(session_query(s, "test", &err, sql, 0));
	assert_false(session_flows_slowly(s));
	session_close(s);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, take_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(a_silent_server_is_given_up),
		EACH(connecting_can_be_left),
		EACH(a_refusing_line_is_a_sentence),
		EACH(a_silent_link_is_left),
		EACH(a_second_wish_leaves_a_silent_link),
		EACH(a_wish_to_leave_a_long_answer_keeps_the_link),
		EACH(a_slow_query_is_stopped_on_the_server),
		EACH(a_link_lost_while_idle_is_seen),
		EACH(only_what_stood_alone_may_be_repeated),
		EACH(half_an_answer_is_none),
		EACH(a_pipeline_is_one_trip_on_the_line),
		EACH(what_is_ahead_keeps_nobody_waiting),
		EACH(a_wish_to_leave_reaches_what_is_behind),
		EACH(a_narrow_line_is_known),
	};

	return cmocka_run_group_tests_name("link", tests, NULL, NULL);
}
