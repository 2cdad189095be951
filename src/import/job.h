/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_JOB_H
#define HITO_IMPORT_JOB_H

/*
 * A register loaded from a spreadsheet, from the first byte to COMMIT: one
 * pass over the file that decides how its columns are read, one that loads
 * it; one transaction, all or nothing. What is right is the
 * parser's (syntax) and the register's check function's to say; this puts
 * them in order and compares the counts.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/step.h"
#include "form/form.h"
#include "import/asker.h"
#include "import/change.h"
#include "import/finding.h"
#include "import/mapfile.h"
#include "import/reading.h"
#include "import/rejects.h"
#include "import/sheet.h"
#include "store/desk.h"
#include "store/stamp.h"
#include "store/loads.h"

struct import_set {
	const char *field; /* name, label or heading */
	const char *value;
};

struct import_options {
	struct sheet_options sheet;
	const char *rejects; /* path of the file to send back; NULL none */
	rejects_save_fn *save_rejects; /* NULL: as separated text */
	const struct mapfile *map;
	bool kept_map; /* that of the office's last load of the register */
	bool by_keys;  /* on the screen, which has no options to be named */
	const char *write_map; /* where to write the mapping; NULL nowhere */
	const char *plan;      /* for a register that has a plan; NULL none */
	const char *period; /* that a template must be of: its key; NULL any */
	bool tell_offices;  /* result->offices is wanted */
	char decimal;	    /* '.' or ','; 0: each column's values decide */
	const char *sheet_wanted; /* of a workbook; NULL: found */
	long heading_line;	  /* where the headings stand; 0: found */
	enum utc_days utc_days;
	struct asker *asker; /* of what the file leaves open; NULL: nobody */
	bool erase;	     /* a blank cell empties what stands */
	bool new_plan;	     /* a plan that nobody has is made */
	bool only_new;	     /* records that stand are left as they are .. */
	bool only_update;    /* .. only they are changed, none is new */
	bool dry_run;
	bool within;   /* a transaction that its caller has begun, and ends */
	bool skip_bad; /* takes the good lines in */
	long rows;     /* as many as the sender says; -1 unknown */
	size_t n_set;
	const struct import_set *set; /* where the file has no value */
};

enum import_state {
	IMPORT_DONE,	/* written; in a dry run, it would be */
	IMPORT_REFUSED, /* rows with errors: nothing was written */
};

/* The mapping that the office's last load of the register kept. */
struct kept_map {
	const char *batch; /* NULL: none, or of no use here */
	const char *file;
	const char *on; /* DD/MM/YYYY */
};

struct import_result {
	enum import_state state;
	const char *file;
	const char *kind;      /* "csv", "xlsx" */
	const char *sheet;     /* of a workbook; else NULL */
	const char *charset;   /* of a text; else NULL */
	const char *delimiter; /* as people say it; "" of what has none */
	char delimiter_sign;
	const char *plan;	   /* NULL: the register has none */
	const struct stamp *stamp; /* of a template, as it fits; NULL: none */
	const char *offices; /* of its rows, where that was asked; NULL none */
	const char *sha256;
	struct load_before before; /* of this same file */
	struct kept_map kept;	   /* that is followed, or would help */
	const char *batch; /* its number; NULL when nothing was written */
	size_t rows;	   /* read, without headings and blank lines */
	size_t records;	   /* that they gave: of a matrix, several each */
	bool matrix;
	long inserted;
	long changed;
	long same;
	size_t left;	 /* records left out as only_new and only_update say */
	size_t unfilled; /* rows of a template in which nobody wrote */
	size_t review;	 /* lines to look at */
	size_t rejected;
	bool rejects_written;
	struct findings findings; /* by line */
	struct findings decided;  /* how columns are read, and by which line */
	struct changes changes;
};

/* One cell as it would be read. */
struct look_cell {
	size_t line;
	const char *text; /* as the file has it */
	const char
		*read; /* as the screen shows it; NULL: it cannot be read .. */
	const char *why; /* .. and why */
};

enum {
	LOOK_CELLS = 5, /* of a column */
};

struct look_column {
	const char *title;
	size_t at;		   /* 1-based, of the file */
	const struct field *field; /* NULL: not taken */
	bool compared;		   /* with what the database has */
	size_t filled;
	size_t blank;
	size_t bad;
	size_t n;
	struct look_cell cells[LOOK_CELLS];
};

/* A file as it would be read; nothing of it was sent to a server. */
struct look {
	size_t heading_line;
	size_t n;
	struct look_column *columns;
	size_t n_missing; /* fields that must be filled, and nothing fills */
	const struct field **missing;
};

struct import;

/* Opens the file before any server is asked; options must stay. */
struct import *
import_open(const struct import_options *options, struct err *err);
/* True: it ran to its end, result says how; false: err (the file is not what
 * it should be, the server refused, the link is gone, the step said stop):
 * nothing was written. step may be NULL. */
bool import_run(struct import *import, struct desk *desk,
	const struct form *form, struct step *step, struct err *err);
/* Reads the file as import_run would, result says how, and findings what is
 * wrong with its columns; asks the server nothing but whether it has the file
 * already, and writes nothing but a mapping that was asked for. */
bool
import_look(struct import *import, struct desk *desk, const struct form *form,
	struct step *step, struct look *out, struct err *err);
const struct import_result *import_result(const struct import *import);
void import_close(struct import *import);

#endif
