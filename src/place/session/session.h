/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_SESSION_SESSION_H
#define HITO_PLACE_SESSION_SESSION_H

/*
 * A session while it is sat: sala.c has what was read and is typed, save.c
 * sends it, act.c opens and ends the session, paint.c and seats.c are the
 * seats on the screen and their keys, session.c is their life. Over them lie
 * the agenda (agenda.c), an agreement that is written on one of its points
 * (agree.c), and its votes (votes.c).
 */

#include "screen/entry.h"
#include "store/roll.h"

/* A seat as it was before a key. */
struct sala_step {
	size_t seat;
	struct roll_said said;
};

struct sala {
	struct view view;    /* its rows are the seats; stands first */
	const char *session; /* as asked for; NULL: the server's choice */
	struct roll roll;
	struct arena *arena; /* of roll */
	unsigned reads;	     /* times that it was read */
	size_t n_steps;
	size_t cap_steps;
	struct sala_step *steps; /* the last one behind */
	size_t top;		 /* first line shown */
	bool past_end;	      /* the last seat has its mark: what follows is of
			    * none */
	size_t wrong;	      /* the seat that was refused; roll.n: none */
	char request[37];     /* of a save not confirmed; "" none */
	char draft[DRAFT_ID]; /* its marks, in the journal; "" none */
	char trouble[SCREEN_TEXT]; /* why it was not saved, until it is */
	char note[SCREEN_TEXT];	   /* what was saved last */
};

static inline struct sala *
sala_of(struct view *view)
{
	return (struct sala *)view;
}

/* ---- sala.c */
/* Reads it and shows it; false with the error said. mine: the marks that are
 * not saved stay. */
bool sala_load(struct sala *s, bool mine);
/* Shows what was read, in arena (taken over). */
void sala_show(struct sala *s, const struct roll *roll, struct arena *arena,
	bool mine);
void sala_forget(struct sala *s);
/* The seat of the cursor; NULL: there is none. */
struct roll_seat *sala_seat(struct sala *s);
/* Whether marks are taken now; says why not. */
bool sala_ready(struct sala *s);
/* Says that of the seat of the cursor, and undoes what was said last. */
void sala_put(struct sala *s, const struct roll_said *said);
bool sala_undo(struct sala *s);
/* Writes the marks into the journal. */
void sala_note(struct sala *s);
/* Marks and an agreement that were taken from drafts for it. */
void sala_put_back(struct sala *s);
/* Row 2 of each of its screens: how many are there at an hour (ROLL_NO_HOUR:
 * now), and whether they are enough. */
void sala_paint_head(const struct sala *s, int hour);
/* Row 23. */
void sala_paint_state(const struct sala *s, bool changed, const char *request);
/* Row 23 says why it was not saved while more keys are to come: they were
 * meant for where the cursor is. False: it may go to what is wrong. */
bool sala_stays(struct sala *s, const struct err *err);

/* ---- save.c */
enum sala_sent {
	SALA_SAVED,
	SALA_REFUSED, /* err says why, and was said */
	SALA_UNKNOWN, /* the link is lost: the same again */
};
/* The marks and what is agreed (NULL nothing; its draft, "" none) under that
 * request. */
enum sala_sent sala_send(struct sala *s, const struct roll_agreement *agreed,
	const char *draft, char request[37], struct err *err);
/* The marks, as a command. */
void sala_save(struct sala *s);

/* ---- act.c */
void sala_act(struct sala *s, const char *argument);
void sala_look(struct sala *s);
void sala_reread(struct sala *s);

/* ---- paint.c */
void sala_paint(struct view *view);

/* ---- seats.c */
extern const struct view_commands sala_commands;
bool sala_move(struct view *view, enum command_id id);

/* ---- agenda.c */
void agenda_open(struct sala *s);
/* The same from that column on, only to be seen. */
void agenda_paint_beside(const struct sala *s, int column);

/* ---- agree.c */
struct agree_vote {
	const char *no;
	const char *name;
	char vote; /* 'F', 'C', 'A'; 0 none */
};
struct agree {
	struct entry entry; /* stands first */
	struct sala *sala;
	const char *item_no; /* NULL: on no point */
	const char *item;
	struct form drawn;
	struct page page;
	struct label *labels;
	size_t n_votes; /* one per seat */
	struct agree_vote *votes;
	bool saved;
	bool leaves; /* it is being closed already */
};
/* Writes one on that point (NULL: on none). */
void agree_open(struct sala *s, const struct roll_item *item);
void agree_save(struct view *view);
/* The minutes of the day at which it is voted, or ROLL_NO_HOUR. */
int agree_hour(struct agree *a);
/* Opens one that was begun. */
void agree_open_draft(struct sala *s, const struct draft *draft);
/* Writes it into the journal, with its votes. */
void agree_note(struct agree *a);
/* Counts the votes of the seats into it. */
void agree_count(struct agree *a);

/* ---- votes.c */
void votes_open(struct agree *a);

#endif
