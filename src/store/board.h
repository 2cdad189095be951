/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_BOARD_H
#define HITO_STORE_BOARD_H

/*
 * The board as the server works it out (follow.board): every figure is text
 * made there, no average is ever worked out here. A row of a register that
 * does not exist yet is absent.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/statement.h"

enum board_kind {
	BOARD_PLAN,	  /* the plan's mean with gate */
	BOARD_COMMITMENT, /* one bar */
	BOARD_TREND,	  /* one quarter */
	BOARD_ALERT,	  /* a number of things and where they are */
};

struct board_row {
	/* texts of follow.board, in the order of board.c */
	const char *key; /* "3": number of the commitment; "2019-Q1" */
	const char *label;
	const char *value;  /* decimal text for the bar (percent), NULL none */
	const char *shown;  /* as people read it: "78.41", "pendiente" */
	const char *band;   /* "green", "amber", "red", NULL none */
	const char *note;   /* "acc. 1 de 2", "preliminar, 11 de 14 ..." */
	const char *form;   /* register to open, NULL none */
	const char *filter; /* its filter */
	const char *where;  /* or COLUMN=VALUE */

	enum board_kind kind;
	long count; /* BOARD_ALERT */
};

struct board {
	/* texts of its first row, in the order of board.c */
	const char *plan;
	const char *plan_title;
	const char *period;
	const char *period_title; /* "I Trim. 2019 abierto" */
	const char *threshold;	  /* "80" */
	const char *read_at;	  /* "10:32" by the server */

	size_t n;
	struct board_row *rows;
};

struct desk;
struct result;

/* The one statement; plan and period may be NULL: the server's choice. */
void
board_statement(struct statements *list, const char *plan, const char *period);
/* The answer travels packed; frees it. */
struct result *board_unpack(struct result *packed);
/* The rows of it that begin with that letter; packed stays. */
struct result *board_unpack_part(const struct result *packed, char letter);
struct board *board_load(struct arena *arena, const struct result *result);
size_t board_count(const struct board *board, enum board_kind kind);
bool board_read(struct desk *desk, struct arena *arena, struct board **out,
	struct err *err);

#endif
