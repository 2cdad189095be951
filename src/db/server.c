/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/server.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "db/child.h"

/* Debian and Ubuntu; the PostgreSQL project's RPMs; built by hand; FreeBSD,
 * Arch, Alpine. */
static const char *const patterns[] = {
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/usr/local/pgsql/bin",
	"/usr/local/bin",
	"/usr/libexec/postgresql*",
	"/usr/bin",
};

/* The number that stands in the path, else what the program says. */
static int
version_in(const char *path)
{
	const char *digits = strpbrk(path, "0123456789");
	char text[8] = "";
	long version = 0;
	size_t n;

	if (!digits)
		return 0;
	n = strspn(digits, "0123456789");
	if (n < sizeof text)
		memcpy(text, digits, n);
	return str_to_long(text, 1000, &version) ? (int)version : 0;
}

static int
version_said(const char *bin)
{
	struct child child = { .as = "", .home = "/" };
	struct buf words = { 0 };
	char program[400];
	const char *const argv[] = { program, "--version", NULL };
	int version = 0;

	snprintf(program, sizeof program, "%s/postgres", bin);
	if (child_run(&child, argv, &words) == 0)
		version = version_in(buf_text(&words));
	buf_free(&words);
	return version;
}

static int
version_of(const char *bin, bool by_path)
{
	char program[400];
	int version;

	snprintf(program, sizeof program, "%s/initdb", bin);
	if (access(program, X_OK) != 0)
		return 0;
	snprintf(program, sizeof program, "%s/postgres", bin);
	if (access(program, X_OK) != 0)
		return 0;
	version = by_path ? version_in(bin) : 0;
	return version > 0 ? version : version_said(bin);
}

/* Behind the one that is wanted none is asked: that is a program to be run. */
static void
consider(const char *path, int wanted, int *best, char *bin, size_t room)
{
	int version = *best == wanted
			      ? 0
			      : version_of(path, !getenv("HITO_PGBIN"));

	if (version == 0)
		return;
	if (version == wanted || version > *best) {
		*best = version;
		str_copy(bin, room, path);
	}
}

int
server_find(int wanted, char *bin, size_t room)
{
	const char *said = getenv("HITO_PGBIN");
	int best = wanted > 0 ? 0 : -1;

	if (said && *said) {
		consider(said, wanted, &best, bin, room);
		return best > 0 ? best : 0;
	}
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		glob_t found;

		if (glob(patterns[i], 0, NULL, &found) == 0)
			for (size_t k = 0; k < found.gl_pathc; k++)
				consider(found.gl_pathv[k], wanted, &best, bin,
					room);
		globfree(&found);
	}
	return best > 0 ? best : 0;
}
