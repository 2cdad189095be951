/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_PREVIEW_PREVIEW_H
#define HITO_PLACE_PREVIEW_PREVIEW_H

/*
 * A report on the screen, as its text of 80 columns: preview.c (its life and
 * what is seen), run.c (what its keys do), choose.c (which report of what), save.c (into a
 * file), issue.c (issuing it).
 */

#include "report/issue.h"
#include "report/layout.h"
#include "report/listing.h"
#include "report/report.h"
#include "report/text.h"
#include "screen/about.h"
#include "screen/frame.h"
#include "screen/view.h"

enum preview_kind {
	PREVIEW_REPORT, /* made of today's data */
	PREVIEW_LIST,	/* the rows of a list */
	PREVIEW_RECORD, /* one record */
	PREVIEW_ISSUED, /* the bytes as they were issued */
};

/* Where a part of the text begins. */
struct preview_block {
	size_t line;
	const char *title;
};

struct preview {
	struct view view;
	enum preview_kind kind;
	/* What is asked for. */
	const struct layout *layout;
	struct report_question question;
	struct listing_wish wish; /* of a list */
	struct page_request request;
	const struct form *form; /* of a record */
	const char *id;
	struct issued issued;
	/* What came. */
	struct arena *arena;
	struct report *report; /* NULL of an issued one */
	struct buf text;
	struct text_map map;
	size_t *lines; /* where each begins */
	int widest;    /* cells of the longest of them */
	int aside;     /* cells that have gone by at the left */
	size_t n_blocks;
	struct preview_block *blocks;
	char read_at[8];
	char sought[128];
};

static inline struct preview *
preview_of(struct view *view)
{
	return (struct preview *)view;
}

/* preview.c: everything anew; false with the error said and all as before. */
bool preview_make(struct view *view);
/* Whether it is one of today's data; else says what holds of the others. */
bool preview_is_report(
	const struct preview *p, const char *of_list, const char *of_issued);
/* The bytes of a line without its end. */
const char *preview_line(const struct preview *p, size_t line, size_t *n);

/* run.c */
extern const struct view_commands preview_commands;

/* choose.c: the name of one, first those of a register (NULL none); NULL: she
 * did not choose. */
const char *preview_choose_layout(struct preview *p, const char *of);
/* The key of p->question, and the plan, where the record that the cursor was
 * on has it. */
void preview_take_thing(struct preview *p, const struct about *here);
/* Period and key of p->question, of a layout without period the key alone;
 * false: she did not choose. */
bool preview_choose_period(struct preview *p);
bool preview_choose_thing(struct preview *p);

/* save.c */
void preview_save(struct view *view, const char *argument);

/* issue.c */
void issue_open(struct view *view);

#endif
