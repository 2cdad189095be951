/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_LINE_INSIDE_H
#define HITO_LINE_INSIDE_H

/* What the files of line/ share: the state, the words of a line, asking. The
 * table of commands (line.c) stands above all of them. */

#include "cmd/command.h"
#include "store/store.h"
#include "store/tried.h"

struct line_command;

struct line {
	struct desk *desk;
	const struct line_command *commands; /* ends with an empty one */
	struct arena *scratch;		     /* of the command that runs */
	struct arena *kept;		     /* of the list shown last */
	struct page_request request; /* of that list; form NULL: none yet */
	struct page_rows page;
	size_t shown;	       /* rows before this page */
	struct record *record; /* the open one; NULL none */
	char request_id[37];   /* of a save not confirmed; "" none */
	bool at_terminal;
	bool done;
	int code;
};

/* With what stands behind the command's name, or without. */
typedef bool line_fn(struct line *line, char *argument, struct err *err);
typedef bool line_bare_fn(struct line *line, struct err *err);

struct line_command {
	enum command_id id;
	const char *usage; /* after the name */
	const char *word;  /* another name of it; NULL none */
	line_fn *run;
	line_bare_fn *bare; /* when it takes nothing */
};

/* ---- words (words.c) */

/* The first word of *rest, which moves behind it; "" at the end. */
char *line_word(char **rest);
/* The same of terms: a value with blanks goes in quotes. */
char *line_term(char **rest);
/* NAME=VALUE parted in place; false with err when it is none. */
bool line_part(char *term, char **value, struct err *err);
const struct form *
line_form(struct line *line, const char *name, struct err *err);

/* ---- asking (ask.c) */

/* One line of input in the scratch arena; NULL at the end of input or, with
 * *cancelled, when the person took it back. initial may be NULL. */
char *line_ask(struct line *line, const char *question, const char *initial,
	bool *cancelled);
/* Takes what was typed; false, with err or the reason already printed: it is
 * asked again. */
typedef bool line_take_fn(void *arg, const char *typed, struct err *err);
/* Asks until it is taken; false when the person went away. */
bool line_ask_until(struct line *line, const char *question,
	const char *initial, line_take_fn *take, void *arg);
/* What a field shows to be typed over. */
const char *line_initial(struct line *line, const struct field *field,
	const struct value *value);
/* Before and after: completion of commands, registers, filters, fields. */
void line_ask_begin(struct line *line);
void line_ask_end(void);

/* ---- what may be answered (offer.c) */

/* Of a question, which of how many it is, from 1. */
struct line_place {
	size_t at;
	size_t n;
};
/* Of a field that is to be filled in, "Plan *". */
const char *line_title(struct line *line, const struct field *field);
/* How it is asked. To who listens (the setting "reader") its number goes before,
 * and the choices, numbered, in lines above. field: NULL, a text. */
const char *line_question(struct line *line, const struct record *record,
	const struct field *field, const char *title, struct line_place place);
/* Whether "?" was typed: what may be answered is printed then. */
bool line_wants_offer(struct line *line, const struct record *record,
	const struct field *field, const char *typed);
void line_offer(struct line *line, const struct record *record,
	const struct field *field);
/* The choice of a number that was typed; else what was typed. */
const char *line_chosen(const struct field *field, const char *typed);

/* ---- the open record (record.c) */

/* Closes the open record for another; refuses when it has changes. */
bool
line_open_record(struct line *line, struct record *record, struct err *err);
/* There is one; there is one and it is as the server has it. */
bool line_has_record(const struct line *line, struct err *err);
bool line_has_saved(const struct line *line, struct err *err);
/* "CAMPO = VALOR" for the open record; false with err->kind ERR_NONE when
 * text is no such thing. */
bool line_set(struct line *line, char *text, struct err *err);
line_fn line_new, line_about;
line_bare_fn line_duplicate, line_save, line_reread, line_history, line_cancel;

/* ---- lists (rows.c) */
line_fn line_list, line_marked, line_find, line_open;
line_bare_fn line_more;

/* ---- what is done with the open record (act.c) */

/* text begins with the name or title of one of its actions: runs it. False
 * with err->kind ERR_NONE when it does not. */
bool line_act_named(struct line *line, char *text, struct err *err);
line_fn line_act, line_mark, line_restore;
/* Asks the action of a draft once more of the open record, with what was
 * typed; what is not known to be done is only sent again. */
bool
line_act_draft(struct line *line, const struct draft *draft, struct err *err);

/* ---- what is not saved (drafts.c) */
line_fn line_drafts;
/* Writes down what is typed in the open record. */
void line_note(struct line *line);
/* What the server confirmed and has no more. */
void line_tell_lost(struct line *line);
/* Says that there are some of before. */
void line_offer_drafts(struct line *line);

/* ---- its child lines (lines.c) */
line_fn line_lines, line_drop;

#endif
