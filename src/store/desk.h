/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_DESK_H
#define HITO_STORE_DESK_H

/*
 * A person at work: her session, the forms, settings, who she is, the office
 * she works in, the plan and period on the screen, and what she may do.
 * Passed to everything instead of globals.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/wait.h"
#include "cmd/conf.h"
#include "db/session.h"
#include "form/form.h"
#include "store/board.h"

struct unread;
struct drawn; /* store/drawn.h */

struct desk_office {
	const char *code;
	const char *name;
};

/* What she may do with one table, by groups and membership. */
struct desk_right {
	const char *table;
	bool read;
	bool insert;
	bool update;
	bool mark;
};

enum {
	DESK_SCHEMA_MAJOR = 1
}; /* of sql/, that this program is made for */

struct desk;

/* The way to the server. */
struct desk_link {
	struct session_params params; /* as connected; strings in arena */
	uint32_t sum; /* of them: what is remembered of a connection, whose conninfo
		       * may hold a password */
	struct wait *wait;
	/* What the line cut off is asked again on one made by this,
	 * desk_reconnect; NULL: it is not. */
	bool (*mend)(struct desk *desk, struct err *err);
	unsigned mended; /* how many times it was */
	bool is_behind;	 /* made anew for a change: nothing else was asked */
	bool is_copy;	 /* it took no changes when it was asked */
	bool is_asked;	 /* for what was confirmed before (store/draft.h) */
	long server; /* since when it runs, in microseconds; 0 not known */
	long asked_server; /* that was asked last */
	size_t n_lost;	 /* of that, and not told yet */
	bool is_bare; /* who connects shows no board: only which plan and
		       * period it would be of is asked */
	bool needs_password;   /* the last connecting failed for want of one */
	struct session *begun; /* by desk_begin; NULL none */
	const char *last_request; /* of a save not yet confirmed; NULL none */
	int64_t next_behind; /* a change asks behind itself from then on; 0 none was done */
};

/* The form files, until all are read and bound. */
struct desk_files {
	struct unread *unread; /* NULL: all are read */
	bool heads;	       /* only those are read of what nobody needed */
	bool binds_late;       /* desk_bind is still to come */
	const char *seen;      /* which files there are, and of when */
	const char *schema_hash;
	const struct drawn *drawn; /* served by the database; NULL none */
	const char *problem; /* a form file that was left out; NULL none */
};

/* What is at the other end. */
struct desk_site {
	const char *database;
	const char *institution; /* acronym */
	const char *institution_name;
	bool is_private; /* the embedded cluster */
	bool is_test;	 /* PRUEBA */
};

/* The server's hour, as it told it. */
struct desk_clock {
	int minute; /* of its day, at clock_ms() = at */
	int64_t at;
	char lost_at[6]; /* when the link was found lost; "" it is there */
};

struct page_ahead; /* store/page's: a page asked for ahead */
struct journal;
struct picks;
struct tried;

struct desk {
	struct arena *arena;
	struct settings *settings;
	struct session *session; /* NULL: not connected (yet) */
	struct desk_link link;
	struct desk_files files;
	struct desk_site site;
	struct desk_clock clock;
	struct page_ahead *ahead;
	struct picks *picks;	 /* lists of values read last (store/picks.h) */
	struct journal *journal; /* of what is typed (store/journal.h); NULL:
				  * it is not written down */
	struct tried *tried;	 /* answers to actions (store/tried.h) */
	size_t n_forms;
	struct form **forms; /* their heads (desk_form_at) */
	const char *who;     /* role */
	const char *office;  /* code; NULL not chosen */
	const char *office_name;
	size_t n_offices;
	struct desk_office *offices;
	size_t n_rights;
	struct desk_right *rights;
	bool read_only; /* older schema, or a person who only reads */
	const char *read_only_why;
	const char *plan;    /* code of the plan on screen; set before
	                      * connecting: the plan to open */
	const char *period;  /* "2019-Q1"; the same */
	struct date today;   /* the server's */
	struct board *board; /* read with the connection */
};

/* Loads the forms; no server yet. A form file with a mistake is left out and
 * named in files.problem; no form at all is an error. */
struct desk *desk_new(struct settings *settings, struct err *err);
/* The same for a screen that shows soon: takes the first steps of connecting
 * and leaves the forms unread. desk_connect, given the same parameters, reads
 * them while it waits for the server, and desk_bind, when the
 * board is on the screen, does what no board needs. */
struct desk *desk_begin(struct settings *settings,
	const struct session_params *params, struct err *err);
bool desk_bind(struct desk *desk, struct err *err);
/*
 * Connects and asks everything the first screen needs in one pipeline:
 * schema hash, who, offices, rights, board. Then binds the forms from the
 * catalogue, cached on disk by schema hash: with a warm cache nothing more is
 * asked. An older schema: read_only. A newer major: refused (ERR_RULE).
 */
bool desk_connect(struct desk *desk, const struct session_params *params,
	struct wait *wait, struct err *err);
/* After a lost link: the same again, forms stay. */
bool desk_reconnect(struct desk *desk, struct err *err);
/* A line for a change that waits, which goes before all that a connection
 * asks: the server itself looks whether its schema is the one known. The rest
 * is asked by desk_reconnect, where the next thing is begun. */
bool desk_resume(struct desk *desk, struct err *err);
/* How old what is read is, where the server only follows another: the hour of
 * the last change that came to it, and the seconds since. is_copy false: it is
 * none. One round trip. */
struct desk_age {
	bool is_copy;
	const char *last; /* "10:32:05"; NULL: not known */
	long seconds;
};
bool desk_age(struct desk *desk, struct desk_age *out, struct err *err);
/* Connects anew as a member of that office; remembered for the next start. */
bool desk_choose_office(struct desk *desk, const char *code, struct err *err);
void desk_close(struct desk *desk);
/* Whether the link is there, as far as is known. */
bool desk_is_connected(const struct desk *desk);
/* The same, looking at it first: it may have gone while nothing was asked. */
bool desk_has_line(struct desk *desk);
/* The same, and all that a connection asks was asked on it. */
bool desk_is_current(struct desk *desk);
/* "rgarcia@central"; "" before connecting. */
const char *desk_where(const struct desk *desk);
/* Plan and period on the screen: those of the board, else as asked for; NULL:
 * the server's choice. */
const char *desk_plan_shown(const struct desk *desk);
const char *desk_period_shown(const struct desk *desk);
/* By name, alias or title (folded); NULL none. Forms of /etc/hito/forms win by
 * name over those that the database serves, they over the program's. */
struct form *desk_form(const struct desk *desk, const char *name);
/* One of forms, whole and bound: there only its head may be read, what a form
 * file has before its first section. NULL, and logged, where that failed. */
struct form *desk_form_at(const struct desk *desk, size_t i);
/* All of them: for whoever looks into each. */
bool desk_forms_whole(const struct desk *desk, struct err *err);
/* The register that has that role in a screen made for it; NULL none. */
struct form *
desk_form_in(const struct desk *desk, const char *screen, const char *role);
const struct desk_right *desk_right(const struct desk *desk, const char *table);
/* Whether she may see the register at all. */
bool desk_may_read(const struct desk *desk, const struct form *form);
enum desk_deed {
	DESK_INSERT,
	DESK_UPDATE,
	DESK_MARK
};
/* Whether she may, as far as her groups say; ERR_RIGHTS. */
bool desk_may(const struct desk *desk, const struct form *form,
	enum desk_deed deed, struct err *err);
/* Where the program's own files are: "forms/report" -> path. */
const char *desk_folder(struct arena *arena, const char *what);
/* "10:32": the server's hour now, worked out from the one it told at
 * connecting. Room of 6 bytes. */
void desk_hour(const struct desk *desk, char *out, size_t room);
/* The hour at which the link was found lost; "" it is there. */
void desk_note_lost(struct desk *desk);
const char *desk_lost_at(const struct desk *desk);

#endif
