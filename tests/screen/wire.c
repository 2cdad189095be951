/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the start to the first screen over TLS and SCRAM, beside psql's
 * `select 1` on the same line: L10 in bytes, and the round trips of both.
 * Uses TEST_PGBIN; makes a server of its own.
 */
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

#include "proxy.h"
#include "pty.h"
#include "target.h"

static char folder[256], target[64];
static const char word[] = "prueba";

static int
set_up(void **state)
{
	const char *tmp = getenv("TEST_TMP"), *home = getenv("HITO_HOME");
	char command[1024], port[16] = "";
	FILE *f;

	(void)state;
	if (!tmp || !home || !getenv("TEST_PGBIN"))
		return -1;
	(void)snprintf(folder, sizeof folder, "%s", tmp);
	(void)snprintf(command, sizeof command,
		"'%s/tests/lib/tls_server.sh' '%s' %s", home, tmp, word);
	if (system(command) != 0)
		return -1;
	(void)snprintf(command, sizeof command, "%s/port", tmp);
	f = fopen(command, "r");
	if (!f || !fgets(port, sizeof port, f))
		return -1;
	fclose(f);
	port[strcspn(port, "\n")] = '\0';
	(void)snprintf(target, sizeof target, "127.0.0.1:%s", port);
	return 0;
}

static int
tear_down(void **state)
{
	char command[1024];

	(void)state;
	(void)snprintf(command, sizeof command,
		"HITO_CLUSTER='%s/c' '%s' db stop --quiet", folder,
		target_program());
	return system(command) == 0 ? 0 : -1;
}

/* What the line carried until text was on the screen; leaves, where it asks. */
static struct proxy_count
carried(struct proxy *proxy, const char *const *argv, const char *text,
	bool asks)
{
	const struct pty_options options = {
		.rows = 24,
		.cols = 80,
		.term = "xterm-256color",
	};
	struct proxy_count count;
	struct pty *p;
	int status;

	proxy_count_new(proxy);
	p = pty_start(&options, argv);
	if (!pty_until(p, text, PTY_LIMIT_MS)) {
		pty_dump(p, argv[0]);
		fail_msg("%s shows no «%s»", argv[0], text);
	}
	(void)pty_settle(p, PTY_QUIET_MS, PTY_LIMIT_MS);
	count = proxy_count(proxy);
	if (asks) {
		(void)pty_keys(p, "<C-q>");
		assert_true(pty_until(p, "(s/n)", PTY_LIMIT_MS));
		/* what was typed before the question is no answer */
		(void)pty_settle(p, PTY_QUIET_MS, PTY_LIMIT_MS);
		(void)pty_keys(p, "s");
	}
	assert_true(pty_ended(p, PTY_LIMIT_MS, &status));
	pty_close(p);
	return count;
}

static void
the_first_screen_beside_psql(void **state)
{
	struct proxy *proxy = proxy_open(target, NULL);
	char conninfo[256], url[1024], psql[512];
	const char *const hito_argv[] = { target_program(), "-d", url, NULL };
	const char *const psql_argv[] = { psql, "-X", "-d", url, "-c",
		"select 1", NULL };
	struct proxy_count hito, peer;

	(void)state;
	(void)snprintf(conninfo, sizeof conninfo,
		"dbname=hito user=%s password=%s sslmode=require",
		getenv("TEST_ME") ? getenv("TEST_ME") : "root", word);
	(void)proxy_conninfo(proxy, conninfo, url, sizeof url);
	(void)snprintf(psql, sizeof psql, "%s/psql", getenv("TEST_PGBIN"));
	/* The first start fills the cache of the catalogue. */
	(void)carried(proxy, hito_argv, "Plan 2018-2020", true);
	hito = carried(proxy, hito_argv, "Plan 2018-2020", true);
	peer = carried(proxy, psql_argv, "1 row", false);
	print_message("# hito %zu bytes, %u round trips; psql %zu, %u\n",
		hito.all, hito.connect_trips, peer.all, peer.connect_trips);
	assert_in_range(hito.all, 1, 2 * peer.all);
	/* One for the screen; connecting takes one less than psql's, also at
	 * the near end of a tunnel. */
	assert_in_range(hito.connect_trips, 1, peer.connect_trips);
	proxy_close(proxy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_screen_beside_psql),
	};

	return cmocka_run_group_tests_name("wire", tests, set_up, tear_down);
}
