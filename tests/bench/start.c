/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time to the first screen (M1) and memory at rest (M2), run alternately with
 * psql, pspg and a bare libpq program. Prints medians and ratios to psql;
 * never fails for being slow. What is not installed is left out, and said. Environment: HITO, TEST_URL, TEST_PGBIN (psql,
 * not Debian's wrapper, which is slower), BENCH_RUNS; BEFORE_HITO and
 * BEFORE_URL: the build before, called by a shell, half a millisecond.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "proxy.h"
#include "pty.h"
#include "target.h"

enum {
	RUNS_MAX = 101,
	ARGS = 12,
};

struct sample {
	double first; /* ms to the first byte */
	double paint; /* ms to the text */
	double rss;   /* KiB resident then */
	double own;   /* of them not shared with files */
	double server; /* KiB that its session has to itself on the server */
};

struct contender {
	const char *name;
	const char *before; /* statement run first, not timed */
	const char *behind; /* and then, in a transaction of its own */
	const char *argv[ARGS];
	const char *text; /* its first screen stands when this shows */
	const char *keys; /* typed then, before its memory is read */
	const char *quit; /* keys */
	bool rests;	  /* it stays, connected to the server of all */
	bool absent;	  /* it is not installed */
	size_t n;
	struct sample samples[RUNS_MAX];
};

static double
kib_of(long pid, const char *file, const char *name)
{
	char path[64], line[160];
	double kib = 0;
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/%ld/%s", pid, file);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, name, strlen(name)) == 0)
			kib = strtod(line + strlen(name), NULL);
	if (f)
		fclose(f);
	return kib;
}

/* What a process has to itself: not what all sessions of a server share, of which
 * the one that looked first would have most. */
static double
private_kib(long pid)
{
	char path[64], line[512], mode[8];
	bool shared = false;
	double kib = 0;
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/%ld/smaps", pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f)) {
		if (sscanf(line, "%*x-%*x %7s", mode) == 1)
			shared = mode[3] == 's';
		else if (!shared && strncmp(line, "Private_Dirty:", 14) == 0)
			kib += strtod(line + 14, NULL);
	}
	if (f)
		fclose(f);
	return kib;
}

/* Of the session that began last: of the program that is measured. */
static double
server_kib(void)
{
	static const char ask[] =
		"\"$TEST_PGBIN/psql\" -X -q -A -t -d \"$TEST_URL_SUPER\" -c"
		" \"select pid from pg_stat_activity where pid <>"
		" pg_backend_pid() and backend_type = 'client backend'"
		" order by backend_start desc limit 1\"";
	FILE *f = popen(ask, "r");
	char line[32];
	long pid = 0;

	if (f && fgets(line, sizeof line, f))
		pid = strtol(line, NULL, 10);
	if (f)
		(void)pclose(f);
	return pid > 0 ? private_kib(pid) : 0;
}

/* As psql does it; what it prints goes nowhere. */
static void
run_before(const char *statement)
{
	char command[2048];

	(void)snprintf(command, sizeof command,
		"\"$TEST_PGBIN/psql\" -X -q -d \"$TEST_URL\" -o /dev/null -c \"%s\"",
		statement);
	if (system(command) != 0)
		fprintf(stderr, "failed: %s\n", statement);
}

static bool
is_in(const char *folder, size_t n, const char *program)
{
	char path[1024];

	(void)snprintf(path, sizeof path, "%.*s%s%s", (int)n, folder,
		n > 0 ? "/" : "", program);
	return access(path, X_OK) == 0;
}

/* As execvp looks for it. */
static bool
is_installed(const char *program)
{
	const char *folder = getenv("PATH");

	if (strchr(program, '/'))
		return is_in("", 0, program);
	while (folder && *folder) {
		size_t n = strcspn(folder, ":");

		if (is_in(folder, n, program))
			return true;
		folder += n + (folder[n] != '\0');
	}
	return false;
}

static void
find_all(struct contender *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		list[i].absent = !is_installed(list[i].argv[0]);
		if (list[i].absent)
			printf("%s is not installed: \"%s\" is not "
			       "measured.\n",
				list[i].argv[0], list[i].name);
	}
}

static double
since(int64_t from)
{
	return (double)(clock_micro() - from) / 1000.0;
}

static bool
measure(const struct contender *c, struct sample *s)
{
	const struct pty_options options = {
		.rows = 24,
		.cols = 80,
		.term = "xterm-256color",
	};
	int64_t from;
	struct pty *p;
	bool shown;
	int status;

	if (c->before)
		run_before(c->before);
	if (c->behind)
		run_before(c->behind);
	from = clock_micro();
	p = pty_start(&options, c->argv);
	while (pty_count(p).bytes == 0 && since(from) < PTY_LIMIT_MS)
		pty_read_for(p, 1);
	s->first = since(from);
	shown = pty_until(p, c->text, PTY_LIMIT_MS);
	s->paint = since(from);
	if (c->keys)
		(void)pty_keys(p, c->keys);
	(void)pty_settle(p, PTY_QUIET_MS, PTY_LIMIT_MS);
	s->rss = kib_of(pty_pid(p), "status", "VmRSS:");
	s->own = kib_of(pty_pid(p), "status", "RssAnon:");
	s->server = c->rests ? server_kib() : 0;
	if (!shown)
		pty_dump(p, c->name);
	if (c->quit)
		(void)pty_keys(p, c->quit);
	(void)pty_ended(p, 1000, &status);
	pty_close(p);
	return shown;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Median of the double at that offset in the samples. */
static double
median(const struct contender *c, size_t offset)
{
	double v[RUNS_MAX];

	for (size_t i = 0; i < c->n; i++)
		memcpy(&v[i], (const char *)&c->samples[i] + offset,
			sizeof v[i]);
	qsort(v, c->n, sizeof v[0], by_size);
	return c->n ? v[c->n / 2] : 0;
}

#define MEDIAN(c, member) median((c), offsetof(struct sample, member))

static void
run_all(struct contender *list, size_t n, size_t runs)
{
	for (size_t i = 0; i < runs + 1; i++)
		for (size_t k = 0; k < n; k++) {
			struct contender *c = &list[k];

			if (c->absent)
				continue;
			/* The first round warms the caches. */
			if (measure(c, &c->samples[c->n]) && i > 0)
				c->n++;
		}
}

static void
print_all(const struct contender *list, size_t n, const struct contender *peer)
{
	double paint = MEDIAN(peer, paint), rss = MEDIAN(peer, rss);

	printf("%-30s %8s %8s %6s %8s %6s %8s %8s\n", "", "1st byte", "screen",
		"ratio", "RSS KiB", "ratio", "own KiB", "server");
	for (size_t i = 0; i < n; i++) {
		const struct contender *c = &list[i];

		if (c->absent)
			continue;
		printf("%-30s %8.1f %8.1f %6.2f %8.0f %6.2f %8.0f %8.0f\n", c->name,
			MEDIAN(c, first), MEDIAN(c, paint),
			paint > 0 ? MEDIAN(c, paint) / paint : 0,
			MEDIAN(c, rss), rss > 0 ? MEDIAN(c, rss) / rss : 0,
			MEDIAN(c, own), MEDIAN(c, server));
	}
}

/* Of the times of the same round, as those of other rounds were of another
 * load of the machine. */
static void
print_ratio(const char *what, const struct contender *c,
	const struct contender *peer)
{
	size_t n = c->n < peer->n ? c->n : peer->n;
	double v[RUNS_MAX] = { 0 };

	for (size_t i = 0; i < n; i++)
		v[i] = c->samples[i].paint / peer->samples[i].paint;
	qsort(v, n, sizeof v[0], by_size);
	if (n > 0)
		printf("%s = %.2f (%.2f .. %.2f; promised 1.20)\n", what,
			v[n / 2], v[0], v[n - 1]);
}

static size_t
runs_wanted(void)
{
	const char *s = getenv("BENCH_RUNS");
	long n = s ? strtol(s, NULL, 10) : 15;

	return n < 1 ? 1 : n >= RUNS_MAX ? RUNS_MAX - 1 : (size_t)n;
}

static const char *
need_env(const char *name)
{
	const char *value = getenv(name);

	if (!value || !*value) {
		fprintf(stderr, "%s is not set\n", name);
		exit(2);
	}
	return value;
}

/* The skeleton with a link of 0 and of 200 ms each way: M1's second half. */
static void
skeleton(size_t runs)
{
	struct proxy *proxy = proxy_open(target_socket(), NULL);
	char through[1024];
	struct contender list[2] = {
		{ .name = "skeleton, link of 0 ms" },
		{ .name = "skeleton, link of 2 x 200 ms" },
	};

	(void)proxy_conninfo(proxy, target_url(), through, sizeof through);
	for (size_t i = 0; i < 2; i++) {
		list[i].argv[0] = target_program();
		list[i].argv[1] = "-d";
		list[i].argv[2] = through;
		list[i].text = "Salir";
		list[i].quit = "<C-g><C-q>";
	}
	for (size_t i = 0; i < runs + 1; i++)
		for (size_t k = 0; k < 2; k++) {
			proxy_delay(proxy, k ? 200 : 0);
			if (measure(&list[k], &list[k].samples[list[k].n]) &&
				i > 0)
				list[k].n++;
			proxy_drop(proxy);
		}
	print_all(list, 2, &list[0]);
	proxy_close(proxy);
}

/* The folder of this program, where the bare one lies too. */
static const char *
beside(const char *self, const char *name, char *out, size_t room)
{
	const char *slash = strrchr(self, '/');
	int n = slash ? (int)(slash - self) + 1 : 0;

	(void)snprintf(out, room, "%.*s%s", n, self, name);
	return out;
}

enum {
	PSQL_ONCE,
	FIRST_SCREEN,
	SAVED,
	CHANGED,
	SKELETON,
	BARE,
	PSQL,
	PSQL_LIST,
	PSPG,
	WAS, /* the build before, where there is one */
	CONTENDERS
};

static void
fill(struct contender *list, const char *psql, const char *bare)
{
	const char *url = need_env("TEST_URL"), *hito = target_program();

	list[PSQL_ONCE] = (struct contender){
		.name = "psql -c 'select 1'",
		.argv = { psql, "-X", "-d", url, "-c", "select 1" },
		.text = "1 row",
	};
	list[FIRST_SCREEN] = (struct contender){
		.name = "hito, first screen",
		.argv = { hito, "-d", url },
		.text = "Tendencia",
		.quit = "<C-q>",
		.rests = true,
	};
	/* A save of the program asks behind itself that what it made untrue is
	 * worked out anew. */
	list[SAVED] = list[FIRST_SCREEN];
	list[SAVED].name = "the same after a save";
	list[SAVED].before = "set hito.tended = 'infinity'; "
			     "update plan.milestone set notes = notes where "
			     "office_id = core.my_office()";
	list[SAVED].behind = "select core.behind()";
	/* What is changed past it is looked after at its commit. */
	list[CHANGED] = list[FIRST_SCREEN];
	list[CHANGED].name = "the same after a change by psql";
	list[CHANGED].before = "update plan.milestone set notes = notes where "
			       "office_id = core.my_office()";
	list[SKELETON] = (struct contender){
		.name = "hito, skeleton",
		.argv = { hito, "-d", url },
		.text = "Salir",
		.quit = "<C-q>",
	};
	list[BARE] = (struct contender){
		.name = "bare libpq",
		.argv = { bare, url },
		.text = "1 row",
		.quit = "<Enter>",
	};
	list[PSQL] = (struct contender){
		.name = "psql, interactive",
		.argv = { psql, "-X", "-d", url },
		.text = "=",
		.keys = "select 1;<Enter>",
		.quit = "\\q<Enter>",
		.rests = true,
	};
	list[PSQL_LIST] = list[PSQL];
	list[PSQL_LIST].name = "the same, that read a list";
	list[PSQL_LIST].keys = "select count(*) from plan.milestone_list;<Enter>";
	list[PSPG] = (struct contender){
		.name = "pspg -q 'select 1'",
		.argv = { "pspg", "-d", url, "-q", "select 1" },
		.text = "1 row",
		.quit = "q",
	};
	list[WAS] = list[FIRST_SCREEN];
	list[WAS].name = "the build before";
	list[WAS].rests = false;
	list[WAS].argv[0] = getenv("BEFORE_HITO");
	list[WAS].argv[2] = getenv("BEFORE_URL");
}

int
main(int argc, char **argv)
{
	static struct contender list[CONTENDERS];
	char psql[512], bare[512];
	size_t runs = runs_wanted();
	size_t n = getenv("BEFORE_HITO") ? CONTENDERS : WAS;

	(void)snprintf(psql, sizeof psql, "%s/psql", need_env("TEST_PGBIN"));
	fill(list, psql,
		beside(argc ? argv[0] : "", "bare", bare, sizeof bare));
	find_all(list, n);
	run_all(list, n, runs);
	printf("M1, M2: medians of %zu runs in ms, ratios to psql -c\n", runs);
	print_all(list, n, &list[PSQL_ONCE]);
	print_ratio("M1 first screen / psql -c", &list[FIRST_SCREEN],
		&list[PSQL_ONCE]);
	print_ratio("M1 the same after a save", &list[SAVED], &list[PSQL_ONCE]);
	print_ratio("M1 the same after a change by psql", &list[CHANGED],
		&list[PSQL_ONCE]);
	printf("M2 memory / interactive psql = %.2f (promised 1.20)\n",
		MEDIAN(&list[FIRST_SCREEN], rss) / MEDIAN(&list[PSQL], rss));
	printf("M2 own pages / its own = %.2f (promised 1.20)\n",
		MEDIAN(&list[FIRST_SCREEN], own) / MEDIAN(&list[PSQL], own));
	printf("M2 a session that waits, on the server / one of psql behind "
	       "select 1 = %.2f, behind a list = %.2f (goal 1.00)\n",
		MEDIAN(&list[FIRST_SCREEN], server) /
			MEDIAN(&list[PSQL], server),
		MEDIAN(&list[FIRST_SCREEN], server) /
			MEDIAN(&list[PSQL_LIST], server));
	if (n > WAS)
		print_ratio("M1 first screen / that of the build before",
			&list[FIRST_SCREEN], &list[WAS]);
	skeleton(runs < 7 ? runs : 7);
	return 0;
}
