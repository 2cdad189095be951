/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_MAPPING_H
#define HITO_IMPORT_MAPPING_H

/*
 * Which column of a file is which field of a register, and how a row becomes
 * values: every cell is read as its column was decided (import/reading), by
 * the parser of the field on the screen. Makes the SQL of the staging table, sends nothing.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/row.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "form/form.h"
#include "form/record.h"
#include "import/finding.h"
#include "import/mapfile.h"
#include "import/reading.h"

enum {
	MAPPING_COLUMNS = 5 /* of a partial date: X, X_from, X_to, .. */
};

/* What a cell means that is written so. */
struct meaning {
	const char *folded;
	const char *text;
};

/* A field that a file may bring. */
struct mapped {
	const struct field *field;
	int cell; /* column of the file; -1: the file lacks it */
	struct reading reading;
	const char
		*constant;  /* given by an option, where the cell is blank .. */
	struct value given; /* .. as it was read */
	/* What a mapping that was given says of it. */
	const struct mapfile_column *column;
	char decimal; /* 0: its values decide */
	enum mapfile_dates dates;
	size_t n_meanings;
	struct meaning *meanings;
	size_t small_line; /* percent: first line with a value up to 1 .. */
	size_t large_line; /* .. and above 1, without the sign */
	/* Of a column that is compared: its values do not tell how it is read. */
	bool unsure;
};

/* A column of a matrix: its heading is a value of one field, its cells are
 * values of another. */
struct spread_column {
	size_t cell;
	struct value value; /* of the heading */
};

struct mapping {
	struct arena *arena;
	const struct form *form;
	size_t n;
	struct mapped *v;
	/* What of a matrix the headings are, and the cells; NULL where the form
	 * has none. */
	struct mapped *spread_heading;
	struct mapped *spread_cell;
	size_t n_spread; /* 0: the file is none */
	struct spread_column *spread;
	/* Columns that are only read (import/compared.h). */
	size_t n_compared;
	struct mapped *compared;
	size_t n_cells;	     /* of the heading, up to its last title */
	size_t n_wide;	     /* with the blank ones behind it */
	const char **titles; /* headings as the file has them */
	size_t heading_line;
	bool erases;  /* a blank cell empties what stands */
	bool updates; /* only records that stand: a new one is left out */
	bool makes;   /* plans that nobody has, as drafts */
	const struct mapfile *map; /* NULL: none was given */
	/* Headings of a template that are only read, a line each; NULL none. */
	const char *told;
	size_t n_known; /* what an unnumbered row is known by */
	const char *const *known;
	enum utc_days utc_days;
};

/* The fields of form that may be imported. */
struct mapping *mapping_new(struct arena *arena, const struct form *form);
/* What a file may bring of that name; NULL nothing. */
struct mapped *mapping_field(const struct mapping *mapping, const char *name);
/* Follows a mapping, which must stay: before options, which weigh more. Its
 * fields are those of the register, else ERR_FILE with its line. */
bool mapping_obey(struct mapping *mapping, const struct mapfile *map,
	struct date today, struct err *err);
/* Behind mapping_match: is all there that the mapping asks for? */
bool mapping_is_obeyed(const struct mapping *mapping, struct err *err);
/* What the cell of a field means, a tidied text: itself in most cases. */
const char *mapping_meaning(
	struct arena *arena, const struct mapped *mapped, const char *text);
/* Is it part of what a record is found by? */
bool
mapping_is_natural(const struct mapping *mapping, const struct field *field);
/* The mapping of a file as it was found, with how its columns are read, for
 * people to keep. In mapping's arena. */
struct mapfile *mapping_tell(const struct mapping *mapping);
/* FIELD=VALUE of an option. field: its name, label or a heading. */
bool mapping_set(struct mapping *mapping, const char *field, const char *value,
	struct date today, struct err *err);
/* Does this row look like the headings? A title above them does not. */
bool
mapping_is_heading(const struct mapping *mapping, const struct file_row *row);
/* How many of its cells are headings that a field has. */
size_t mapping_known(const struct mapping *mapping, const struct file_row *row);
/* Says that row is none: ERR_FILE with those expected. Returns false. */
bool mapping_refuse(const struct mapping *mapping, const struct file_row *row,
	struct err *err);
/* Takes row as the headings. Unknown ones are those of a matrix, where the form
 * has one and the file neither of its fields; else they become notices. One
 * that stands twice is ERR_FILE. */
bool mapping_match(struct mapping *mapping, const struct file_row *row,
	struct findings *findings, struct err *err);

/* Those of a matrix as the values that they are: bad ones are findings; twice
 * the same, or too many, ERR_FILE. */
bool mapping_read_headings(struct mapping *mapping, struct date today,
	struct findings *findings, struct err *err);
/* Says that two columns have one heading. Returns false. */
bool mapping_heading_twice(const struct mapping *mapping, size_t first,
	size_t second, struct err *err);

/* Is that column of the file some field's, or a matrix's? */
bool mapping_takes(const struct mapping *mapping, size_t column);
/* Has that column of the file a heading, or stood it in a file of rejects? */
bool mapping_has_title(const struct mapping *mapping, size_t column);

/* The columns in which a field is staged, and their number; a plain field has
 * one, of the type that mapping_type says. */
size_t mapping_columns(const struct mapping *mapping, const struct field *field,
	const char *names[MAPPING_COLUMNS]);
const char *mapping_type(const struct field *field);
/* How many values of a staged row are a field's. */
size_t mapping_width(const struct field *field);
/* How many values a staged row has, the line included. */
size_t mapping_values(const struct mapping *mapping);
/* Where a field's values begin among those of a row. */
size_t
mapping_value(const struct mapping *mapping, const struct mapped *mapped);
/* Reads a row into values (mapping_values of them, in scratch). False when it
 * is no row of this table (fewer or more cells): then it is not staged. What
 * is wrong with its cells goes to findings; a bad cell is staged as NULL. */
bool mapping_read(struct mapping *mapping, const struct file_row *row,
	struct date today, struct arena *scratch, const char **values,
	struct findings *findings);
/* The next record of the row just read, from *at = 0 on: one, and of a matrix
 * one for each cell that is not blank. Puts what is its own among the values. */
bool mapping_record(struct mapping *mapping, const struct file_row *row,
	size_t *at, struct date today, struct arena *scratch,
	const char **values, struct findings *findings);
/* Of a matrix so many lines only have numbers for their records; else
 * ERR_FILE. */
bool mapping_has_room(const struct mapping *m, size_t line, struct err *err);
/* Line, column and value of a finding of a staged row: of a matrix the heading
 * tells which record of the line it is; line 0 with a column is the heading. */
void mapping_place(const struct mapping *m, size_t staged, struct finding *f);
/* The number under which a record is staged is its line, times this .. */
size_t mapping_scale(const struct mapping *mapping);
/* .. and the place of its column in a matrix. NULL: of none. */
const struct spread_column *
mapping_spread(const struct mapping *mapping, size_t staged);
/* Is that field one of the two of a matrix, in this file? */
bool mapping_is_spread(const struct mapping *mapping, const char *field);
/* What can only be said when all rows were read. */
void mapping_finish(const struct mapping *mapping, struct findings *findings);

/* "create temp table hito_stage (...) on commit drop". */
const char *mapping_create_sql(const struct mapping *mapping);
/* "copy pg_temp.hito_stage (...) from stdin". */
const char *mapping_copy_sql(const struct mapping *mapping);
/* The fields that the file or an option brings, as an array literal. */
const char *mapping_given(const struct mapping *mapping);
/* The file's heading of a field, else what the form calls it, else name. */
const char *mapping_title(const struct mapping *mapping, const char *field);
/* The heading that a field of a staged record is told by: of a matrix that of
 * the record, behind the field's own where it has one. */
const char *
mapping_column(const struct mapping *mapping, size_t staged, const char *field);
/* Column of the file for a field; -1 none. */
int mapping_cell(const struct mapping *mapping, const char *field);

#endif
