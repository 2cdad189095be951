/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_TEMPLATE_H
#define HITO_REPORT_TEMPLATE_H

/*
 * A workbook for an office to fill in, that import takes: what is known stands
 * in it and is locked, what is asked for is open and takes only what its field
 * takes, and a hidden sheet says for whom it was made (store/stamp). Made of
 * the register's form and of the catalogue. A register whose records are the
 * rows of an entry sheet has a row for each; of any other the rows are empty.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "report/report.h"
#include "store/desk.h"
#include "store/stamp.h"

enum template_takes {
	TEMPLATE_ANY,	 /* as it is typed */
	TEMPLATE_CHOICE, /* one of a list */
	TEMPLATE_NUMBER,
	TEMPLATE_INTEGER,
	TEMPLATE_DAY,
};

struct template_column {
	const char *title;
	const char *help; /* said beside the cell; NULL nothing */
	enum cell_kind kind;
	enum template_takes takes;
	bool open; /* to be filled in */
	bool held; /* but in a row that is there: by it that one is known */
	bool more; /* others than the choices are taken, if they are meant */
	bool required;
	int width;
	size_t n_choices;
	const char **choices;
	const char *low; /* of a number; NULL: none */
	const char *high;
};

struct template
{
	/* title, institution and PRUEBA of the workbook; it has no blocks */
	struct report report;
	const char *sheet; /* its name */
	size_t n_notes;	   /* lines above the headings */
	const char **notes;
	size_t n_columns;
	struct template_column *columns;
	size_t n_rows;
	struct report_row *rows;
	bool grows; /* open below them, to the end of the sheet */
	struct stamp stamp;
	size_t n_stamp; /* the same for who writes it: name, text */
	const char *(*stamp_rows)[2];
};

/* Of which register, and for whom; office and period as typed. */
struct template_wish {
	const struct form *form;
	const char *office;
	const char *period; /* NULL: the register has none */
	const char *plan;   /* NULL: the desk's */
};

/* NULL with err: it is no register that is loaded, there is no such office or
 * period, or nothing to be filled in. */
struct template *template_make(
	struct desk *desk, const struct template_wish *wish, struct err *err);
/* As a workbook, by the module of workbooks. */
bool
template_write(const struct template *template, FILE *out, struct err *err);

#endif
