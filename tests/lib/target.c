/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

const char *
target_url(void)
{
	const char *url = getenv("TEST_URL");

	return url && *url ? url : NULL;
}

static void
take(char *out, size_t room, const PQconninfoOption *list, const char *name,
	const char *otherwise)
{
	(void)snprintf(out, room, "%s", otherwise);
	for (; list && list->keyword; list++)
		if (strcmp(list->keyword, name) == 0 && list->val && *list->val)
			(void)snprintf(out, room, "%s", list->val);
}

const char *
target_socket(void)
{
	static char path[512];
	char host[256], port[16];
	PQconninfoOption *list = PQconninfoParse(target_url(), NULL);

	take(host, sizeof host, list, "host", "/var/run/postgresql");
	take(port, sizeof port, list, "port", "5432");
	PQconninfoFree(list);
	(void)snprintf(path, sizeof path,
		host[0] == '/' ? "%s/.s.PGSQL.%s" : "%s:%s", host, port);
	return path;
}

const char *
target_program(void)
{
	const char *path = getenv("HITO");

	if (!path || !*path) {
		fprintf(stderr, "HITO does not name the program\n");
		exit(2);
	}
	return path;
}

size_t
target_times(void)
{
	const char *s = getenv("TEST_TIMES");
	long n = s ? strtol(s, NULL, 10) : 1;

	return n > 1 ? (size_t)n : 1;
}
