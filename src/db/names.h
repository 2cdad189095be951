/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_NAMES_H
#define HITO_DB_NAMES_H

/*
 * Which statements the server of a session knows by name, so that their text
 * travels once. A name is made of its text: whatever stands between the program
 * and the server, it means that text or nothing. Sends nothing.
 */

#include <stdbool.h>
#include <stddef.h>

enum {
	NAMES_MOST = 200 /* at once; those used least recently go */
};

struct name {
	char id[17]; /* on the server */
	char *sql;
	bool made;	/* the server said so */
	bool closing;	/* is to go, but the server did not say so yet */
	unsigned since; /* the flight that it was sent with */
	unsigned used;	/* and the last one that used it */
};

struct names {
	struct name **v;
	size_t n;
	unsigned flight; /* counts pipelines */
	unsigned age;	 /* how often all of them were forgotten */
	bool off;	 /* whoever is at the other end does not keep them */
};

/* NULL: it has none, or is to go. */
struct name *names_find(struct names *names, const char *sql);
/* To be made in this flight; NULL where there is no room. */
struct name *names_add(struct names *names, const char *sql);
/* One that has to go before another is made; NULL: there is room, or none is
 * to be spared. */
struct name *names_spare(const struct names *names);
void names_drop(struct names *names, struct name *name);
/* None is known any more, and none will be called as one was before. */
void names_forget(struct names *names);

#endif
