/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_ROLL_H
#define HITO_STORE_ROLL_H

/*
 * The roll of a session while it is called: its seats with who is there and
 * from when to when, the agenda, and what must be there for a quorum. Counts
 * are worked out here as the server does (sql/code/council/quorum.sql), so
 * that no key waits for it; what is saved the server judges.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/desk.h"

enum {
	ROLL_TURNS = 6,	   /* of a seat: times that it came */
	ROLL_NO_HOUR = -1, /* from the beginning, till the end */
	ROLL_OTHERS = 9	   /* alternates that a key can choose from */
};

/* As the server writes them in a roll. */
enum roll_mark {
	ROLL_TITULAR = 'T',
	ROLL_ALTERNATE = 'S',
	ROLL_EXCUSED = 'E',
	ROLL_ABSENT = 'F',
};

struct roll_turn {
	enum roll_mark mark;
	int alternate; /* the first is 1; 0: not told */
	int arrived;   /* minutes of the day, or ROLL_NO_HOUR */
	int left;
};

/* All that was said of a seat. */
struct roll_said {
	size_t n; /* 0: nothing yet */
	struct roll_turn turns[ROLL_TURNS];
};

struct roll_seat {
	/* texts of council.roll, in the order of roll.c */
	const char *no;
	const char *name;
	const char *sector; /* "government", "civil_society" */
	const char *titular;

	size_t n_others;
	const char *others[ROLL_OTHERS]; /* names of its alternates */
	struct roll_said was;		 /* as read */
	struct roll_said now;
};

/* A point of the agenda, or what was agreed on one. */
struct roll_item {
	/* texts of council.roll_agenda, in the order of roll.c */
	const char *no; /* NULL: agreed on no point */
	const char *text;
	const char *minutes;
	const char *presenter;
	const char *agreement_no; /* NULL: nothing yet */
	const char *agreement;
	const char *votes;
};

struct roll {
	/* texts of council.roll_head, in the order of roll.c */
	const char *id;
	const char *version;
	const char *ref; /* "CR-03-2019" */
	const char *state;
	const char *day; /* "10/04/2019" */
	const char *is_today;
	const char *call_at;
	const char *started_at;
	const char *ended_at;
	const char *base;	   /* seats that count */
	const char *needed;	   /* NULL: there is no rule */
	const char *rule;	   /* in words */
	const char *why;	   /* it is not called; NULL: it is */
	const char *why_not_agree; /* NULL: agreements are made */

	size_t n;
	struct roll_seat *seats;
	size_t n_items;
	struct roll_item *items;
	char read_at[6];
};

/* The session that is cited so; NULL: the one that is about to be or on.
 * One round trip. */
bool roll_read(struct desk *desk, const char *session, struct arena *arena,
	struct roll *out, struct err *err);

/* Whether that seat is there now, and at that hour (ROLL_NO_HOUR: now). */
bool roll_is_there(const struct roll_said *said, int hour);
/* The last that was said of it; NULL nothing. */
const struct roll_turn *roll_last(const struct roll_said *said);
/* NULL: the session has none of that number. */
struct roll_seat *roll_seat_named(const struct roll *roll, const char *no);
bool roll_seat_is_changed(const struct roll_seat *seat);
bool roll_is_changed(const struct roll *roll);
/* "7T-10:15 7T10:40": the seats that were changed, blanks between. */
void roll_write(const struct roll *roll, struct buf *out);
/* The same seats as a journal keeps them, and put back over a roll; how many
 * seats have no place there any more. */
void roll_keep(const struct roll *roll, struct buf *out);
size_t roll_put_back(struct roll *roll, const char *text);
/* The minutes of an hour that the server wrote; NULL is ROLL_NO_HOUR. */
int roll_hour(const char *text);

struct roll_count {
	int present;
	int government;
	int civil_society;
};
/* At an hour (ROLL_NO_HOUR: now). */
struct roll_count roll_count(const struct roll *roll, int hour);
/* By the rule, of those who are there. */
bool roll_has_quorum(const struct roll *roll, int present);

/* What is agreed on a point; each may be NULL. */
struct roll_agreement {
	const char *item_no;
	const char *kind;
	const char *text;
	const char *voted_at;
	const char *votes; /* "8-2-1", "1F 2C"; NULL: no vote */
	const char *casting;
};

/* Saves the seats that were changed and what was agreed (NULL nothing) in one
 * round trip, and reads all of it back into arena; what store_save promises of
 * request. A refusal of a seat has "roll" in err->field and *seat; else *seat
 * is roll->n, and err->field a field of the register of agreements, if any. */
bool roll_save(struct desk *desk, const struct roll *roll,
	const struct roll_agreement *agreed, const char *request,
	struct arena *arena, struct roll *out, size_t *seat, struct err *err);

#endif
