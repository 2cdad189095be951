/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_LINE_INSIDE_H
#define HITO_LINE_INSIDE_H

/* What the files of line/ share. */

#include "cmd/command.h"
#include "store/store.h"

struct line {
	struct desk *desk;
	struct arena *scratch;	     /* of the command that runs */
	struct arena *kept;	     /* of the list shown last */
	struct page_request request; /* of that list; form NULL: none yet */
	struct page_rows page;
	size_t shown;	       /* rows before this page */
	struct record *record; /* the open one; NULL none */
	char request_id[37];   /* of a save not confirmed; "" none */
	bool at_terminal;
	bool done;
	int code;
};

typedef bool line_fn(struct line *line, char *argument, struct err *err);

struct line_command {
	enum command_id id;
	const char *usage; /* after the name */
	const char *batch; /* its name as a subcommand; NULL none */
	line_fn *run;
};

/* NULL when the line mode has no such command. */
const struct line_command *line_command(enum command_id id);
typedef void line_command_each_fn(void *arg, const struct line_command *c);
void line_command_each(line_command_each_fn *fn, void *arg);

/* One line of input in the scratch arena; NULL at the end of input or, with
 * *cancelled, when the person took it back. initial may be NULL. */
char *line_ask(struct line *line, const char *question, const char *initial,
	bool *cancelled);
/* Before and after: completion of commands, registers, filters, fields. */
void line_ask_begin(struct line *line);
void line_ask_end(void);

/* The first word of *rest, which moves behind it; "" at the end. */
char *line_word(char **rest);
const struct form *
line_form(struct line *line, const char *name, struct err *err);
/* The field of that title or name (folded); -1 none. */
int line_field(const struct form *form, const char *name);
/* Closes the open record for another; refuses when it has changes. */
bool
line_open_record(struct line *line, struct record *record, struct err *err);
/* "CAMPO = VALOR" for the open record; false with err->kind ERR_NONE when
 * text is no such thing. */
bool line_set(struct line *line, char *text, struct err *err);

/* Of lists. */
line_fn line_list, line_find, line_more, line_open;
/* Of the open record. */
line_fn line_new, line_duplicate, line_save, line_reread, line_history,
	line_mark, line_restore, line_cancel;

#endif
