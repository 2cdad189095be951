/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Servers that are named: while their names are looked up the waiting code
 * goes on asking its wait, a wish to leave is obeyed, and libpq, which would
 * stand still, never looks one up. Who answers for names stands below.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/str.h"
#include "base/wait.h"
#include "db/session.h"

#include "proxy.h"
#include "target.h"

enum {
	LOOK_MS = 20,
	PATIENCE = 10 /* looks at the keyboard before she wants out */
};

/* ---- who answers for names */

struct known {
	const char *name;
	const char *addresses[2];
};

/* Nobody listens at 127.0.0.2. */
static const struct known all_known[] = {
	{ "uno.example", { "127.0.0.1", NULL } },
	{ "dos.example", { "127.0.0.2", "127.0.0.1" } },
	{ "nadie.example", { NULL, NULL } },
};

static unsigned asked_here; /* of this process: a child has its own */

static const struct known *
known_of(const char *name)
{
	for (size_t i = 0; i < sizeof all_known / sizeof *all_known; i++)
		if (str_eq(all_known[i].name, name))
			return &all_known[i];
	return NULL;
}

typedef int
lookup(const char *, const char *, const struct addrinfo *, struct addrinfo **);

/* In place of libc's. A name that is not known is never answered. */
int
getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
	struct addrinfo **out)
{
	lookup *real;
	const struct known *known = known_of(name);

	*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	if (!name || !str_ends(name, ".example"))
		return real(name, service, hints, out);
	asked_here++;
	while (!known)
		pause();
	if (!known->addresses[0])
		return EAI_NONAME;
	if (real(known->addresses[0], service, hints, out) != 0)
		return EAI_FAIL;
	return known->addresses[1] ? real(known->addresses[1], service, hints,
					     &(*out)->ai_next)
				   : 0;
}

/* ---- who waits */

struct person {
	struct wait wait;
	unsigned looks; /* at the keyboard */
	bool leaves;
};

static enum wait_result
person_until(struct wait *self, const struct wait_for *on)
{
	struct person *p = (struct person *)self;

	for (;;) {
		struct wait_for part = *on;
		int64_t now = clock_ms();

		if (++p->looks >= PATIENCE && p->leaves)
			return WAIT_CANCEL;
		if (on->deadline_ms >= 0 && now >= on->deadline_ms)
			return WAIT_TIMEOUT;
		part.deadline_ms = now + LOOK_MS;
		if (wait_plain.until(&wait_plain, &part) == WAIT_READY)
			return WAIT_READY;
	}
}

struct line {
	struct proxy *proxy;
	char conninfo[1200];
	struct person person;
};

static int
set_up(void **state)
{
	static const char no_tls[] = " sslmode=disable channel_binding=disable";
	struct line *l = calloc(1, sizeof *l);
	size_t n;

	if (!l)
		return -1;
	l->person.wait.until = person_until;
	l->proxy = proxy_open(target_socket(), NULL);
	proxy_conninfo(l->proxy, target_url(), l->conninfo,
		sizeof l->conninfo - sizeof no_tls);
	n = strlen(l->conninfo);
	str_copy(l->conninfo + n, sizeof l->conninfo - n, no_tls);
	asked_here = 0;
	*state = l;
	return 0;
}

/* No child is left, whatever became of it, and nothing stood still. */
static int
take_down(void **state)
{
	struct line *l = *state;

	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	assert_int_equal(asked_here, 0);
	proxy_close(l->proxy);
	free(l);
	return 0;
}

static struct session *
open_at(struct line *l, const char *hosts, struct err *err)
{
	const struct session_params params = {
		.conninfo = l->conninfo, .host = hosts, .never_prompt = true
	};

	return session_open(&params, &l->person.wait, NULL, err);
}

static void
must_answer(struct session *s, const struct err *err)
{
	struct err own = { 0 };
	struct result *r;

	if (!s)
		fail_msg("%s %s", err->text, err->detail);
	r = session_query(s, "test", &own, "select 1", 0);
	assert_non_null(r);
	result_free(r);
}

/* ---- what is promised */

static void
a_silent_name_can_be_left(void **state)
{
	struct line *l = *state;
	struct err err = { 0 };

	l->person.leaves = true;
	assert_null(open_at(l, "calla.example", &err));
	assert_int_equal(err.kind, ERR_CANCEL);
	assert_int_equal(l->person.looks, PATIENCE);
}

static void
a_silent_name_is_given_up(void **state)
{
	struct line *l = *state;
	struct err err = { 0 };

	setenv("PGCONNECT_TIMEOUT", "1", 1);
	assert_null(open_at(l, "calla.example", &err));
	unsetenv("PGCONNECT_TIMEOUT");
	assert_int_equal(err.kind, ERR_LINK);
	assert_non_null(strstr(err.text, "calla.example"));
	/* she was asked all the time, not only at its end */
	assert_in_range(l->person.looks, 5, 1000);
}

static void
a_name_that_nobody_has_is_told(void **state)
{
	struct line *l = *state;
	struct err err = { 0 };

	assert_null(open_at(l, "nadie.example", &err));
	assert_int_equal(err.kind, ERR_LINK);
	assert_non_null(strstr(err.text, "nadie.example"));
	assert_true(err.detail[0] != '\0');
}

/* Each address of a name has its turn, and again after a lost link. */
static void
a_name_is_found_each_time(void **state)
{
	struct line *l = *state;
	struct err err = { 0 };
	struct session *s = open_at(l, "dos.example", &err);

	must_answer(s, &err);
	for (int i = 0; i < 20; i++) {
		assert_true(session_reopen(s, &err));
		must_answer(s, &err);
	}
	session_close(s);
}

/* One of several that nobody answers for holds up no other. */
static void
a_silent_name_among_others_is_passed_over(void **state)
{
	static const char *const lists[] = { "calla.example,uno.example",
		"nadie.example,dos.example", "uno.example,calla.example",
		"127.0.0.2,calla.example,uno.example" };
	struct line *l = *state;

	/* no time in which it would be given up */
	setenv("PGCONNECT_TIMEOUT", "0", 1);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct err err = { 0 };
		struct session *s = open_at(l, lists[i], &err);

		must_answer(s, &err);
		session_close(s);
	}
	unsetenv("PGCONNECT_TIMEOUT");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, take_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(a_silent_name_can_be_left),
		EACH(a_silent_name_is_given_up),
		EACH(a_name_that_nobody_has_is_told),
		EACH(a_name_is_found_each_time),
		EACH(a_silent_name_among_others_is_passed_over),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
