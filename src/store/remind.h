/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_REMIND_H
#define HITO_STORE_REMIND_H

/*
 * What is due in the next days, or past and still open, by office and the
 * people who answer for it (follow.due_week, sql/code/report/remind.sql), as
 * whoever asks may read it; and the setting of her own mail.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct desk;

struct due_item {
	/* texts in the order of remind.c */
	const char *office_code;
	const char *office_name;
	const char *people;	   /* logins; NULL: nobody is told */
	const char *register_name; /* of its form; NULL: of none */
	const char *key;
	const char *what;
	const char *day;  /* "12/04/2019" */
	const char *days; /* "-3": past */
	const char *left; /* "en 2 días" */
	const char *past; /* "true": it is over */
};

struct due_list {
	struct due_item *v;
	size_t n;
};

struct due_wish {
	const char *days;   /* from today on */
	const char *person; /* NULL: of all */
	bool mine;	    /* of the office she works in alone */
};

bool due_read(struct desk *desk, struct arena *arena,
	const struct due_wish *wish, struct due_list *out, struct err *err);

/* Her address, "" takes it away, NULL leaves it; remind "true", "false" or
 * NULL. */
bool mail_setting(struct desk *desk, const char *address, const char *remind,
	struct err *err);

/* ---- by mail, for who keeps the server: a session of hers */

struct session;

/* Who has something due, and whether a mail is to go. */
struct told_person {
	const char *login; /* or an office for which there is nobody */
	const char *state; /* due, or why not: off, told, halfway, no_address,
			    * nobody */
};
bool remind_people(struct session *s, struct arena *arena, const char *days,
	struct told_person **out, size_t *n, struct err *err);

/* A mail that is taken: nobody else sends it. */
struct reminder {
	const char *id; /* NULL: another machine was faster */
	const char *email;
	const char *full_name;
	const char *institution;
	const char *is_test;
	struct due_list items;
};
bool remind_claim(struct session *s, struct arena *arena, const char *login,
	const char *days, struct reminder *out, struct err *err);
/* What came of it; again after a lost link. */
bool remind_end(struct session *s, const char *id, bool sent,
	const char *outcome, struct err *err);

/* Behind the last one: what the first screen says anew this day is worked out
 * before people come. Nothing fails of it. */
void remind_leave(struct session *s);

#endif
