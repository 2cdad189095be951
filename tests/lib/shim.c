/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shim.h"

#include <dirent.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PATH_ROOM = 1024,
};

static const char ending[] = ".journal";

static const char *
library(void)
{
	static char path[PATH_ROOM];
	const char *build = getenv("HITO_MODULES");

	(void)snprintf(path, sizeof path, "%s/tests/lib/synced.so",
		build ? build : ".");
	return path;
}

bool
shim_is_there(void)
{
	if (access(library(), R_OK) == 0)
		return true;
	fprintf(stderr, "%s: not there\n", library());
	return false;
}

static const char *
notes(void)
{
	static char path[PATH_ROOM];
	const char *tmp = getenv("TEST_TMP");

	(void)snprintf(path, sizeof path, "%s/synced", tmp ? tmp : ".");
	return path;
}

/* A sanitizer wants to be the first library: not before this one. */
const char *const *
shim_env(void)
{
	static char preload[PATH_ROOM + 16], synced[PATH_ROOM + 16];
	static char options[PATH_ROOM];
	static const char *const env[] = { preload, synced, options, NULL };
	const char *given = getenv("ASAN_OPTIONS");

	(void)mkdir(notes(), 0700);
	(void)snprintf(preload, sizeof preload, "LD_PRELOAD=%s", library());
	(void)snprintf(synced, sizeof synced, "SYNCED=%s", notes());
	(void)snprintf(options, sizeof options,
		"ASAN_OPTIONS=%s:verify_asan_link_order=0", given ? given : "");
	return env;
}

/* For the library, a file of that name that says so; NULL: none. */
static void
say(const char *name, const char *text)
{
	char path[2 * PATH_ROOM];
	FILE *f;

	(void)snprintf(path, sizeof path, "%s/%s", notes(), name);
	if (!text) {
		(void)unlink(path);
		return;
	}
	f = fopen(path, "w");
	if (!f || fputs(text, f) < 0 || fclose(f) != 0) {
		perror(path);
		exit(2);
	}
}

void
shim_disk_full(bool full)
{
	say("FULL", full ? "" : NULL);
}

void
shim_clock_back(long seconds)
{
	char text[32];

	(void)snprintf(text, sizeof text, "%ld", seconds);
	say("BACK", seconds ? text : NULL);
}

/* The lines of a note; the number on the last one. */
static unsigned
read_note(const char *name, long long *last)
{
	char path[2 * PATH_ROOM], line[64];
	unsigned n = 0;
	FILE *f;

	*last = 0;
	(void)snprintf(path, sizeof path, "%s/%s", notes(), name);
	f = fopen(path, "r");
	for (; f && fgets(line, sizeof line, f); n++)
		*last = strtoll(line, NULL, 10);
	if (f)
		fclose(f);
	return n;
}

static bool
is_journal(const char *name)
{
	size_t n = strlen(name), k = sizeof ending - 1;

	return n > k && strcmp(name + n - k, ending) == 0;
}

static void
cut_back(const char *folder, const char *name)
{
	char path[2 * PATH_ROOM], named[2 * PATH_ROOM];
	long long size;

	(void)read_note(name, &size);
	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	(void)snprintf(named, sizeof named, "%s/%s.named", notes(), name);
	if (access(named, F_OK) != 0)
		(void)unlink(path);
	else if (truncate(path, (off_t)size) != 0)
		perror(path);
}

void
shim_power_cut(void)
{
	const char *home = getenv("XDG_STATE_HOME");
	const struct dirent *entry;
	char folder[PATH_ROOM];
	DIR *dir;

	(void)snprintf(
		folder, sizeof folder, "%s/hito/drafts", home ? home : ".");
	dir = opendir(folder);
	while (dir && (entry = readdir(dir)))
		if (is_journal(entry->d_name))
			cut_back(folder, entry->d_name);
	if (dir)
		closedir(dir);
}

unsigned
shim_syncs(void)
{
	DIR *dir = opendir(notes());
	const struct dirent *entry;
	unsigned n = 0;
	long long last;

	while (dir && (entry = readdir(dir)))
		if (is_journal(entry->d_name))
			n += read_note(entry->d_name, &last);
	if (dir)
		closedir(dir);
	return n;
}
