/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_FORM_H
#define HITO_FORM_FORM_H

/*
 * A register as its form file draws it. Read by form/parse, completed with the
 * catalogue's columns by form_bind, never changed afterwards. The format is
 * hito-form(5). Everything lives in the arena given to form_parse.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "form/column.h"

enum field_kind { /* how a value is typed, checked and shown */
	FIELD_TEXT,
	FIELD_INTEGER,
	FIELD_NUMBER,
	FIELD_MONEY,
	FIELD_PERCENT,
	FIELD_BOOLEAN,
	FIELD_DATE,
	FIELD_PARTIAL, /* partial-date: five columns X, X_from, ... */
	FIELD_TIMESTAMP,
	FIELD_HOUR, /* of the day: 09:30 */
	FIELD_RUC,
	FIELD_DNI,
	FIELD_UBIGEO,
	FIELD_EMAIL,
	FIELD_PHONE,
	FIELD_PERIOD,  /* a quarter or year of a plan: 2019-Q1, 2019 */
	FIELD_PERIODS, /* several, by blanks */
};

struct choice {
	const char *code;  /* what the database holds */
	const char *label; /* what a person sees */
};

/* Another word for a choice, as files have it: "En proceso" = ongoing. */
struct choice_word {
	const char *word;
	const char *code;
};

/* Room on the drawn page: 0-based row and column inside the page. */
struct box {
	int row;
	int column;
	int width;
};

struct label {
	int row;
	int column;
	const char *text;
};

struct lookup {
	const char *pick;   /* "plan.commitment_pick" */
	const char *writes; /* column that gets the id; NULL: only narrows */
	bool free; /* its codes are proposed; another text is taken too */
	/* show FIELD = COLUMN: filled on the screen from the picked row */
	size_t n_show;
	struct lookup_show {
		const char *field;
		const char *column;
	} * show;
	struct columns columns; /* of pick, after form_bind_lookup */
};

struct field {
	const char *tag;   /* "a"..; "-" has no box: a column of files alone */
	const char *name;  /* column of the view, and of the table if written */
	const char *label; /* as drawn before its box; "" when none */
	const char *drawn; /* the same before it was translated; or NULL */
	enum field_kind kind;
	bool noentry;
	bool noupdate;
	bool required; /* by the file or by the catalogue */
	bool optional; /* left blank, the server fills it */
	bool keep;     /* carried into the next new record */
	bool search;
	bool upper;
	bool wrap;
	bool said;     /* composed by the server: read in one's language */
	bool one_line; /* blanks and line ends become single blanks */
	bool personal;
	bool measured; /* in %, or not: a file may say it, the register knows */
	const char *numbers; /* column that holds the number it is read as */
	const char *default_value;
	const char *picture;
	int code;	  /* a code of so many characters at most; 0: none */
	const char *near; /* column that it is expected to be near; or NULL */
	const char *range_low; /* canonical text, NULL none */
	const char *range_high;
	const char *alert; /* "COLUMN": shown marked when true */
	const char *help;
	struct lookup *lookup;
	size_t n_choices;
	struct choice *choices;
	size_t n_words;
	struct choice_word *words;
	size_t n_headings;
	const char **headings; /* of columns in files */
	/* Typing order is reading order; the brackets stand one cell before
	 * and after. A field of lines has one box, that of the first row; row
	 * i of the lines stands i rows below it. */
	size_t n_boxes;
	struct box *boxes;
	int page; /* index of the page it stands on, -1 none */
	const struct column *column; /* after form_bind; NULL if none */
	int line;		     /* of the file, for messages */
};

struct page {
	const char *title;
	int rows;
	size_t n_labels;
	struct label *labels;
};

/* A child list edited inside its parent. */
struct lines {
	const char *table;  /* "plan.goal" */
	const char *title;  /* "Metas"; NULL: called as its table */
	const char *view;   /* what is read; the table itself when none given */
	const char *parent; /* column that holds the parent's id */
	int rows;	    /* shown at once */
	int page;
	size_t n_fields;
	struct field *fields;
	struct columns columns;
};

enum action_ask_max {
	ACTION_ASKS = 8
};

/* What an action asks: what a field of its register reads, or a text that
 * the form file gives a title. */
struct action_ask {
	const char *name;
	const char *title; /* NULL: the field's */
};

struct action {
	const char *name;
	const char *title;
	const char *when_column; /* NULL: always */
	const char *when_value;
	bool confirm;
	const char *says; /* field that tells what it does; NULL none */
	size_t n_ask;
	struct action_ask ask[ACTION_ASKS];
	const char *call; /* "plan.milestone_start"(id, row_version, ask...) */
	/* Its first ask is a file of the person's, sent before the call, which
	 * takes the number of what came. */
	bool sends;
	/* The call tells which file the record has (file, file_name, bytes,
	 * sha256), and that is written where the first ask says. */
	bool gets;
};

struct filter {
	const char *name;
	const char *title;
	const char *column; /* boolean column of the view */
};

struct refusal_text {
	const char *constraint;
	const char *tag; /* field the cursor goes to; NULL none */
	const char *text;
};

/* What a file may bring in, and what of it is done by functions of the
 * register's own; fields by their names. */
struct importing {
	bool allowed;
	size_t n_makes; /* codes that nobody has are made */
	const char **makes;
	size_t n_office; /* whose record lends a row its office, in order */
	const char **office;
	size_t n_known; /* what an unnumbered row is known by */
	const char **known;
	size_t n_leaves; /* never written by a file, and what is said then */
	struct import_leaf {
		const char *field;
		const char *text;
	} * leaves;
	/* Of a matrix: what its headings are values of, and what its cells; or
	 * NULL. */
	const char *spread_heading;
	const char *spread_cell;
	/* View by id of what a file brings and the register keeps elsewhere,
	 * in lines of its own: what an export takes from there; NULL none. */
	const char *beside;
	const char *prepare; /* functions; NULL none */
	const char *check;
	const char *after;
};

/* One column of the list screen. */
struct list_column {
	const char *name;
	const char *title;
	int width;
	bool hidden; /* read with the others, and not shown */
};

/* From a record to a screen: which of its columns say of what it is. The plan
 * is in plan_code. */
struct way {
	const char *to; /* name of the screen, or part of the plan; NULL none */
	size_t n_by;
	const char **by;    /* of the key: one, or parts with / between */
	const char *period; /* NULL: it has none */
};

/* What a register is to a screen that is made for it: the rows of a sheet. */
struct form_role {
	const char *screen;
	const char *role;
};

struct form {
	const char *name;
	const char *title;    /* "Hitos" */
	const char *singular; /* "Hito" */
	const char *alias;    /* "hito"; NULL none */
	const char *table;    /* "plan.milestone" */
	const char *view;     /* "plan.milestone_list" */
	const char *menu;     /* heading it stands under in the menu */
	int menu_place;	      /* in it, smallest first; 0 = at the end */
	struct way figure;    /* to the part whose figure it stands for */
	bool looked_at;	      /* to look at a record is to look at that */
	struct way opens;     /* to the screen it belongs to */
	struct way made;      /* where records are made: none is typed */
	bool about_any;	      /* what "new activity" begins of any record */
	/* Column that is true of a record that is only read, and what can be
	 * done about it; NULL none. */
	const char *fixed;
	const char *fixed_help;
	size_t n_roles;
	struct form_role *roles;
	size_t n_natural;
	const char **natural;
	size_t n_order;
	const char **order;
	size_t n_list;
	struct list_column *list;
	size_t n_pages;
	struct page *pages;
	size_t n_fields;
	struct field *fields; /* in typing order */
	size_t n_lines;
	struct lines *lines;
	size_t n_actions;
	struct action *actions;
	size_t n_filters;
	struct filter *filters;
	size_t n_refusals;
	struct refusal_text *refusals;
	struct importing import;
	struct columns columns;
	const char *path;
	bool scattered; /* of its head some stands behind a section */
	bool whole;	/* false: only its head was read */
	bool bound;	/* form_bind was done */
};

/* Where a form file is wrong: in err->text "file:line:column: sentence". */
struct form *form_parse(struct arena *arena, const char *path, const char *text,
	size_t n, struct err *err);
/* Reads the file (at most 1 MiB). */
struct form *form_load(struct arena *arena, const char *path, struct err *err);
/* Only what stands before its first section (page, fields, ...), of a file that
 * was read before and found right: what is wrong behind that stays unseen. */
struct form *
form_load_head(struct arena *arena, const char *path, struct err *err);

/* Titles, labels, choices and sentences in the person's language; what a file
 * or a person may call a field or choice in Spanish stays known. A label that
 * has no room for its translation is cut short, or stays as drawn; returns how
 * many did. */
size_t form_translate(struct form *form, struct arena *arena);
/* Every relation whose columns a form needs, each once: its table and view,
 * tables and views of its lines, pick views of its lookups. */
const char **
form_relations(const struct form *form, struct arena *arena, size_t *n);
/* The pick views of its lookups alone. */
const char **
form_picks(const struct form *form, struct arena *arena, size_t *n);
/* The columns of one pick view ("plan.commitment_pick"), for every lookup
 * that uses it; before form_bind. Without them a lookup is not narrowed by
 * earlier fields. */
void form_bind_lookup(
	struct form *form, const char *pick, const struct columns *columns);
/* Gives every field its column, kind, length and required. columns are those
 * of form->table and form->view merged; for each lines[i] line_columns[i]
 * those of its table and view. A field without a column is an error that
 * names it; only a noentry field with the tag "-" may lack one. */
bool form_bind(struct form *form, const struct columns *columns,
	const struct columns *line_columns, struct err *err);

/* What a field of that column is where its form file does not say it. */
enum field_kind field_kind_for(const struct column *column);
/* Does a person fill in anything of it? */
bool form_is_written(const struct form *form);
/* The field whose number some column holds (milestones, activities), NULL
 * when there is none. */
const struct field *form_numbering(const struct form *form);
/* Index of the field of that column name, -1 none. */
int form_field(const struct form *form, const char *name);
int form_field_by_tag(const struct form *form, const char *tag);
/* By its name, or by its title whatever its case and accents. */
const struct filter *form_filter(const struct form *form, const char *name);
/* Whether that column of the list is a partial date. */
bool list_is_partial(const struct form *form, size_t column);
/* Index of the child list called so: by its table, with or without its schema,
 * or by its title or a beginning of it; -1 none. */
int form_lines_called(const struct form *form, const char *name);
/* How a person calls it. */
const char *lines_title(const struct lines *lines);
/* What may stand in its list: the columns that it draws, then its other
 * fields, but for personal data. */
struct list_column *
form_listable(struct arena *arena, const struct form *form, size_t *n);
/* The same register with those of n columns in its list that are not hidden;
 * whole: what else it draws comes hidden behind them. */
const struct form *form_with_list(struct arena *arena, const struct form *form,
	const struct list_column *columns, size_t n, bool whole);
/* The label of a choice's code; the code itself when unknown. */
const char *field_choice_label(const struct field *field, const char *code);
/* By which it is asked for: its alias in Spanish, else its name. */
const char *form_called(const struct form *form);
/* Name by which a person calls the field: its label, else its heading, else
 * what the catalogue says of its column. */
const char *field_title(const struct field *field);
/* One line of help: its own, else what the catalogue says of its column. */
const char *field_hint(const struct field *field);
/* What a person writes as long as she likes: no code, no choice, no number. */
bool field_is_free(const struct field *field);
/* Index of the field of that column; -1 none. */
int field_index(size_t n, const struct field *fields, const char *name);
/* Index of the field that a person calls so: by its column, else by a heading,
 * else by its title, whatever their case and accents; -1 none. */
int field_called(size_t n, const struct field *fields, const char *name);
/* The field that reads what an action asks; NULL: it is a text. */
const struct field *
action_ask_field(const struct form *form, const struct action_ask *ask);
/* How a person is asked for it. */
const char *
action_ask_title(const struct form *form, const struct action_ask *ask);

/* Everything wrong that needs no server, one problem at a time through say;
 * returns how many. Tags, widths, 80 columns, 20 rows, names used. */
typedef void form_say(void *arg, const char *problem);
size_t form_check(const struct form *form, form_say *say, void *arg);
/* The same of a bound form against the catalogue: names of columns in natural,
 * order, list, filters, when, show and writes. */
size_t form_check_bound(const struct form *form, form_say *say, void *arg);
/* The first function that a form calls and that is not of its register (TABLE_x),
 * nor called by the other form of it (NULL: none); NULL: there is none. */
const char *form_calls_beyond(const struct form *form, const struct form *other);
/* A first form for a table, as text into buf. */
void
form_draw(const char *table, const struct columns *columns, struct buf *out);

#endif
