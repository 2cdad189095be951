/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_LAYOUT_H
#define HITO_REPORT_LAYOUT_H

/*
 * The layout of a report: forms/report/NAME.report, in the words and strings
 * of form files. One statement a line, deeper lines go on:
 *
 *   report NAME "Title" [alias WORD]
 *   period quarter|year|any|none   none: of a thing that is of no plan
 *   key "what it is" [of REGISTER [as COLUMN]] [optional]   the report is of
 *                              one thing, named by its key: what the register
 *                              has in the column, else the last part of its
 *                              own; optional: or of all of them
 *   head FUNCTION [by ...]     one row; gives {names}
 *   figures FUNCTION [by ...]  exact figures for programs (JSON)
 *   top "text"                 a line under the title
 *   cover WHAT "text"          institution, year_name, number, version, place,
 *                              date; logo FUNCTION: PNG as hex digits
 *   cover none                 no first page of its own
 *   large                      for a notice board: larger letters on paper
 *   mark "text" [when COLUMN VALUE]   on every page; the first that holds
 *   sign "post" [name "text"]  a place to sign
 *   sign of FUNCTION [by ...]  one for each row: columns post and name
 *   block NAME "Heading"       a block begins
 *   annex                      it is printed behind the signatures
 *   optional                   it is left out when it has no rows
 *   text "text" [when COLUMN VALUE]
 *   fact "Title" NAME [KIND] [exact NAME]
 *   source FUNCTION [by ...]   rows
 *   view RELATION [by COLUMN [= ...], ...] [order NAME, ...]
 *   table "Title"              the numbered title of the rows
 *   cards                      no table: a row after the other, its cells
 *                              below each other under the group's text
 *   empty "text"               instead of a table without rows
 *   each "text"                a block of its own, with its picture and its
 *                              table, for each run of rows that reads the same:
 *                              its heading. Only where period is none. There
 *                              the headings of columns have {names} of the
 *                              first row; without them the column is left out
 *   group NAME "text" [else "text"]   a heading whenever NAME changes; the
 *                              second where the first has an empty {name}
 *   total NAME VALUE           rows where NAME has this value are sums
 *   column NAME WIDTH "Heading" [KIND] [exact NAME]
 *   data NAME "Heading" [KIND] [exact NAME]   in cards; else CSV and JSON only
 *   chart bars|trend "Title" "label" SHOWN exact NAME [band NAME]
 *         [mark NAME [as NAME]]
 *   chart timeline "Title" "label" FROM TO [shown NAME] [state NAME]
 *         [mark NAME [as NAME]]   of the same rows, before the table
 *   foot "text"                at the end
 *
 * by gives a function's arguments (plan_code, period_key when it is not
 * there) and narrows a view: plan_code, period_key, key or a "constant".
 * KIND is text, number, percent, light, date or sign, a place to sign on. {name} in a text is that
 * column of head (in group and label: of the row); a text with an empty one is
 * left out. A chart's mark is a column of head, as it is read another. There is no arithmetic: what
 * is not a column does not exist.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "report/period.h"
#include "report/report.h"

struct layout_text {
	const char *text;
	const char *when_column; /* NULL: always */
	const char *when_value;
};

struct layout_column {
	struct report_column column;
	const char *exact; /* name of the exact figure's column; NULL none */
};

/* What a function or a view is given. */
enum layout_given {
	GIVEN_PLAN,
	GIVEN_PERIOD,
	GIVEN_KEY,
	GIVEN_TEXT,
};

struct layout_by {
	const char *column; /* of a view */
	enum layout_given given;
	const char *text; /* GIVEN_TEXT */
};

/* A function or view with what it is given. */
struct layout_source {
	const char *relation; /* NULL: none */
	bool is_view;
	bool has_by;
	size_t n_by;
	struct layout_by *by;
	size_t n_order;
	const char **order;
};

struct layout_chart {
	enum chart_kind kind;
	const char *title;
	const char *label; /* text with {names} of the row */
	const char *shown;
	const char *exact;
	const char *band;
	const char *from;
	const char *to;
	const char *state;
	const char *mark;	/* column of head */
	const char *mark_shown; /* the same as people read it */
	const char *each;	/* of the rows: the mark of each; NULL none */
};

struct layout_block {
	const char *name;
	const char *title;
	size_t n_texts;
	struct layout_text *texts;
	size_t n_facts;
	struct layout_column *facts;
	struct layout_source source;
	const char *table_title;
	const char *empty;
	const char *group;
	const char *group_text;
	const char *group_else; /* NULL: no heading then */
	const char *each; /* heading of each block of rows; NULL one of all */
	size_t n_columns;
	struct layout_column *columns;
	const char *total; /* column that tells the sums; NULL none */
	const char *total_value;
	struct layout_chart *chart; /* NULL none */
	bool annex;
	bool optional;
	bool cards;
	int line; /* of the file */
};

struct layout_signer {
	const char *post;
	const char *name; /* text; NULL not known */
};

enum layout_cover {
	COVER_INSTITUTION,
	COVER_YEAR_NAME,
	COVER_NUMBER,
	COVER_VERSION,
	COVER_PLACE,
	COVER_DATE,
	COVER_TEXTS,
};

struct layout {
	const char *name;
	const char *title;
	const char *alias;
	enum period_sort period;
	const char *key;    /* what the key is; NULL: the layout takes none */
	const char *key_of; /* register whose rows have it; NULL not said */
	const char *key_as; /* column of it; NULL the last of its key */
	bool is_key_optional;
	struct layout_source head;
	struct layout_source figures;
	const char *cover[COVER_TEXTS]; /* texts; NULL none */
	const char *logo; /* function without arguments: column logo; NULL */
	bool is_sheet;	  /* no first page of its own */
	bool is_large;	  /* larger letters on paper */
	size_t n_marks;
	struct layout_text *marks;
	size_t n_signers;
	struct layout_signer *signers;
	struct layout_source signed_by; /* columns post, name */
	size_t n_tops;
	struct layout_text *tops;
	size_t n_blocks;
	struct layout_block *blocks;
	size_t n_feet;
	struct layout_text *feet;
	const char *path;
};

/* NULL with "file:line:column: sentence". */
struct layout *layout_parse(struct arena *arena, const char *path,
	const char *text, size_t n, struct err *err);
/* The same of a file. */
struct layout *
layout_load(struct arena *arena, const char *path, struct err *err);
/* By name or alias among /etc/hito/forms/report, what the database serves (desk
 * may be NULL: nothing) and ours; the names there are go into the hint when there
 * is none. */
struct desk;
struct layout *layout_find(const struct desk *desk, struct arena *arena,
	const char *name, struct err *err);

/* All of them by title, a site's own instead of one served, that instead of ours
 * of that name. A broken file is left out; err says what is wrong with the
 * first. */
typedef void layout_each_fn(void *arg, const struct layout *layout);
void layout_each(const struct desk *desk, struct arena *arena,
	layout_each_fn *fn, void *arg, struct err *err);

#endif
