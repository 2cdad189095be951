/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_CMD_COMMAND_H
#define HITO_CMD_COMMAND_H

/*
 * Everything that can be done, declared once: number, name in both
 * languages, where it makes sense, its keys, help and the shape of its
 * argument. The dispatcher, the key bar, the help screen, the palette and the
 * man page are made from this table. What a command does is each face's own
 * table from command to function; a test sees that none is missing.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/key.h"

enum command_id {
	CMD_NONE,
	CMD_HELP,
	CMD_SAVE,
	CMD_SEARCH,
	CMD_LOOK,
	CMD_VALUES,
	CMD_REREAD,
	CMD_NEW,
	CMD_FIND,
	CMD_MARK,
	CMD_MENU,
	CMD_OUT,
	CMD_CANCEL,
	CMD_PALETTE,
	CMD_EDITOR,
	CMD_ACCENT,
	CMD_UNDO,
	CMD_REDRAW,
	CMD_SAME_AS_LAST,
	CMD_NEXT_FIELD,
	CMD_PREV_FIELD,
	CMD_UP,
	CMD_DOWN,
	CMD_LEFT,
	CMD_RIGHT,
	CMD_FIRST,
	CMD_LAST,
	CMD_PAGE_UP,
	CMD_PAGE_DOWN,
	CMD_OPEN,
	CMD_NARROW,
	CMD_FILTER,
	CMD_HISTORY,
	CMD_DUPLICATE,
	CMD_RESTORE,
	CMD_ACTION,
	CMD_NEW_LINE,
	CMD_DROP_LINE,
	CMD_BOARD,
	CMD_LIST,
	CMD_PERIOD,
	CMD_OFFICE,
	CMD_DETAIL,
	CMD_COUNT,
	CMD_QUIT,
	CMD_SHOW_DELETED,
	CMD_SAVE_FILTER,
	CMD_NEW_ACTIVITY,
	CMD_RELATED,
	CMD_NEXT_PAGE,
	CMD_PREV_PAGE,
	CMD_SUSPEND,
	CMD_COMPLETENESS,
	CMD_FIGURES,
	CMD_FIGURE,
	CMD_SHEET,
	CMD_NEXT_CELL,
	CMD_NEXT_ROW,
	CMD_REPORT,
	CMD_BLOCKS,
	CMD_NEXT_BLOCK,
	CMD_PREV_BLOCK,
	CMD_ASIDE_RIGHT, /* of lines wider than the screen */
	CMD_ASIDE_LEFT,
	CMD_SEEK,
	CMD_SEEK_NEXT,
	CMD_SEEK_PREV,
	CMD_SAVE_FILE,
	CMD_ISSUE,
	CMD_ISSUE_NOW,
	CMD_VERIFY,
	CMD_PRINT_LIST,
	CMD_PRINT_RECORD,
	CMD_DOCUMENT,
	CMD_SORT,
	CMD_COLUMNS,
	CMD_NEXT_RECORD,
	CMD_PREV_RECORD,
	CMD_EMPTY,
	CMD_WORD_LEFT,
	CMD_WORD_RIGHT,
	CMD_WORD_DELETE,
	CMD_ROLL,
	CMD_PRESENT,
	CMD_ALTERNATE,
	CMD_EXCUSED,
	CMD_ABSENT,
	CMD_LEAVES,
	CMD_ARRIVES,
	CMD_TAKE_BACK, /* the last mark or vote */
	CMD_AGENDA,
	CMD_VOTES,
	CMD_FOR,
	CMD_AGAINST,
	CMD_MACRO,
	CMD_PLAY,
	CMD_ABSTAINS,
	CMD_FIND_ALL,
	CMD_DRAFTS,
	CMD_SEND,
	CMD_SEND_ALL,
	CMD_DISCARD,
	CMD_IMPORT,
	CMD_GO_ON, /* of a file that is being loaded */
	CMD_SKIP_BAD,
	CMD_KEPT_MAP,
	CMD_EXPORT,
	CMD_HOW_MANY
};

/* Where a command may be called: views name theirs. */
enum command_where {
	IN_BOARD = 1,
	IN_MENU = 2,
	IN_LIST = 4,
	IN_FORM = 8,
	IN_FIND = 16,
	IN_PICK = 32,
	IN_TEXT = 64,
	IN_DIFF = 128,
	IN_WORKING = 256,
	IN_SHEET = 512,	     /* the entry sheet of an office */
	IN_OFFICES = 1024,   /* who has answered */
	IN_FIGURES = 2048,   /* compliance by part */
	IN_PREVIEW = 4096,   /* a report on the screen */
	IN_ISSUE = 8192,     /* what an issued report says besides */
	IN_ROLL = 16384,     /* the seats of a session */
	IN_AGENDA = 32768,   /* its points, and what is agreed on them */
	IN_AGREE = 65536,    /* an agreement that is being written */
	IN_VOTES = 131072,   /* its votes, seat by seat */
	IN_FOUND = 262144,   /* words in every register */
	IN_DRAFTS = 524288,  /* what was typed and is not saved */
	IN_IMPORT = 1048576, /* a file before it is loaded */
	IN_ALL = 2097151,
};

enum command_argument {
	ARG_NONE,
	ARG_REGISTER, /* list hito */
	ARG_TEXT,
	ARG_NAME,
};

enum {
	COMMAND_KEYS = 4,
	COMMAND_LIST_KEYS = 2
};

/* Views with rows that a cursor goes over; places where keys type text:
 * elsewhere letters are commands. */
enum {
	IN_ROWS = IN_BOARD | IN_MENU | IN_LIST | IN_PICK | IN_TEXT | IN_DIFF |
		  IN_WORKING | IN_OFFICES | IN_FIGURES | IN_PREVIEW |
		  IN_AGENDA | IN_FOUND | IN_DRAFTS | IN_IMPORT,
	IN_TYPING = IN_FORM | IN_FIND | IN_PICK | IN_SHEET | IN_ISSUE | IN_AGREE
};

struct command {
	enum command_id id;
	const char *name;    /* "save": typed in the palette with --lang en */
	const char *name_es; /* "grabar" */
	unsigned where;
	const char *bar; /* at most 7 cells on the key bar, "Grabar" */
	int bar_place;	 /* 1..10; 0: not on the bar */
	key_code keys[COMMAND_KEYS];
	key_code list_keys[COMMAND_LIST_KEYS]; /* where nothing is typed */
	enum command_argument argument;
	const char *help; /* one sentence */
};

/* By number; ids without an entry are an error of the test. */
const struct command *command_get(enum command_id id);
/* Its name in the language in use. */
const char *command_name(const struct command *command);
/* By its whole name in either language, folded; NULL none. */
const struct command *command_named(const char *name, unsigned where);
/* The same; a beginning that only one has counts too. */
const struct command *command_find(const char *name, unsigned where);
/* Calls each command of the table. */
typedef void command_each_fn(void *arg, const struct command *command);
void command_each(command_each_fn *fn, void *arg);

#endif
