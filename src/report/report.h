/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_REPORT_H
#define HITO_REPORT_REPORT_H

/*
 * A report as data: blocks of paragraphs, facts and rows, every figure both
 * exact (decimal text as the server worked it out) and as people read it.
 * Writers see this and nothing else; nothing here is calculated.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/step.h"

enum cell_kind {
	CELL_TEXT,
	CELL_NUMBER,
	CELL_PERCENT,
	CELL_LIGHT, /* exact: green, amber, red; shown: its word, empty where
		     * there is none to have */
	CELL_DATE,  /* exact: ISO day where it is one; shown: as published */
	CELL_SIGN,  /* a place to sign on: nothing is in it */
	CELL_KINDS
};
/* As layouts and issued reports say them. */
extern const char *const cell_kind_words[CELL_KINDS];

struct report_column {
	const char *name; /* of the data: key in JSON */
	const char *title;
	enum cell_kind kind;
	int width;  /* cells on 80 columns; 0 = only in CSV and JSON */
	bool exact; /* its cells carry an exact figure beside the shown one */
};

struct report_cell {
	const char *shown; /* NULL: nothing to show */
	const char *exact; /* decimal text; NULL none */
	const char *note;  /* said of it in a workbook, marked; NULL none */
};

/* Of a light: there is none to have. */
static inline bool
cell_is_unlit(const struct report_cell *cell)
{
	return !cell->exact && cell->shown && !*cell->shown;
}

struct report_row {
	const char *group; /* heading of the rows it belongs to; NULL none */
	struct report_cell *cells;
	bool total; /* the sum of those above */
};

enum {
	/* that a sheet of a workbook has room for, below its headings */
	REPORT_SHEET_ROWS = 1048572
};

/*
 * Rows that nobody holds in memory: they come one by one, behind those that
 * the block has, to the writer that asks for them.
 */
struct report_source {
	/* *row is the next one, as long as none is asked for behind it; NULL
	 * when there are no more. false with err: they could not be read. */
	bool (*next)(struct report_source *self, const struct report_row **row,
		struct err *err);
	size_t total; /* of the block as far as is known; for progress */
};

/* One figure with its name, outside of any table. */
struct report_fact {
	const char *name;
	const char *title;
	enum cell_kind kind;
	bool exact; /* carries an exact figure beside the shown one */
	struct report_cell cell;
};

enum chart_kind {
	CHART_BARS,	/* a value per label, with the mark across */
	CHART_TREND,	/* values over periods, in order */
	CHART_TIMELINE, /* from one day to another, with the cut-off across */
	CHART_KINDS
};
extern const char *const chart_kind_words[CHART_KINDS];

struct chart_item {
	const char *label;
	const char *shown; /* the number or word beside it */
	/* bars, trend */
	const char *exact; /* percent as decimal text; NULL: not measured */
	const char *band;  /* green, amber, red; NULL none */
	/* timeline: ISO days, NULL unknown */
	const char *from;
	const char *to;
	const char *state; /* done, overdue, running, doubtful, pending, ... */
	const char *mark;  /* its own, where it is not the chart's; NULL */
};

/* The same rows as a picture; see report/chart.h for their places. */
struct report_chart {
	enum chart_kind kind;
	int figure; /* its number, counted over the report */
	const char *title;
	const char *mark; /* percent (the threshold) or ISO day (the cut-off);
			    * NULL none */
	const char *mark_shown;
	size_t n;
	struct chart_item *items;
};

struct report_block {
	const char *name;
	const char *title;
	size_t n_texts;
	const char **texts;
	size_t n_facts;
	struct report_fact *facts;
	int table; /* its number, counted over the report; 0: no table */
	const char *table_title;
	const char *empty; /* said instead of a table without rows */
	size_t n_columns;
	struct report_column *columns;
	size_t n_rows;
	struct report_row *rows;
	/* NULL: these are all of them. Otherwise the texts may be filled in
	 * when its last one came; only a writer that streams takes it. */
	struct report_source *source;
	struct report_chart *chart; /* before the table; NULL none */
	bool annex;		    /* printed behind the signatures */
	/* Not a table: each row stands alone under its group, which is its
	 * name, all its cells below each other as "title: shown". */
	bool cards;
};

/* Who signs: a line to sign on, with what stands under it. */
struct report_signer {
	const char *name; /* NULL: not known yet */
	const char *post;
};

/* The first page. Everything but institution may be NULL. */
struct report_cover {
	const char *institution; /* its whole name */
	const char *year_name;	 /* official name of the year */
	const char *number;	 /* official number as typed */
	const char *version;	 /* "2"; NULL: not issued */
	const char *place;
	const char *date; /* as people read it */
	const void *logo; /* PNG */
	size_t logo_bytes;
	size_t n_signers;
	struct report_signer *signers;
};

/*
 * The exact figures of one reader's question, for programs: of the plan, a
 * commitment or an indicator. Decimal text; NULL where there is none.
 */
struct report_figure {
	const char *level; /* plan, commitment, indicator */
	const char *key;   /* "2018-2020", "3", "3.1" */
	const char *label;
	const char *mean;
	const char *threshold;
	const char *below; /* "t", "f": mean below threshold */
	const char *coverage;
	const char *weight;
	const char *planned;
	const char *executed;
	const char *attainment;
	const char *capped;
	const char *state;
};
/* Its texts, as follow.report_exact and issued reports name them. */
#define REPORT_FIGURE_NAMES                                                \
	"level", "key", "label", "mean", "threshold", "below", "coverage", \
		"weight", "planned", "executed", "attainment", "capped",   \
		"state"

struct report {
	const char *name;
	const char *title;
	const char *plan;
	const char *period;
	const char *institution;
	bool is_test; /* PRUEBA: marked on every page */
	bool is_list; /* a table and nothing else: nobody signs it */
	/* In the language of whoever reads it; else a document, which is in
	 * Spanish whoever reads it. */
	bool is_read;
	size_t n_tops;
	const char **tops; /* lines under the title */
	size_t n_blocks;
	struct report_block *blocks;
	size_t n_feet;
	const char **feet;
	struct report_cover cover;
	size_t n_figures;
	struct report_figure *figures;
	const char *plan_title;
	const char *period_title;
	const char *read_at; /* when the data were read; for people */
	const char *mark;    /* on every page, "BORRADOR"; NULL none */
	bool is_sheet;	     /* without a first page of its own */
	/* Of one table nothing but its headings and rows, for a program to
	 * read: of workbooks. */
	bool is_rows;
	bool is_large;	   /* larger letters on paper */
	struct step *step; /* told of the writing, no part of it; NULL */
	/* what was set where is noted here, no part of it; NULL */
	struct contents *contents;
};

struct desk;
struct layout;

/* What a report is asked of; NULL: the plan and period on the desk, no key. */
struct report_question {
	const char *plan;
	const char *period_key;
	const char *key; /* of the one thing it is about: "3" */
	bool to_issue;	 /* a document, or what is held against one */
};

/* Asks everything of the layout in one pipeline. NULL with err when the
 * database does not have what the layout names, or there is no such plan,
 * period or key. */
struct report *
report_ask(struct desk *desk, struct arena *arena, const struct layout *layout,
	const struct report_question *question, struct err *err);
/* Asks the sources of the layout for their columns, and for no row: ERR_RULE
 * names the first thing that the database does not have. One round trip. */
bool report_check(struct desk *desk, struct arena *arena,
	const struct layout *layout, struct err *err);
/* False with err: a report of no period is not issued. */
bool report_issuable(const struct layout *layout, struct err *err);
/* False with err: there is no period to report of, and how to make one. plan
 * NULL: there is no plan either. */
bool report_no_period(const char *plan, struct err *err);

#endif
