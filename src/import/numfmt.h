/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_NUMFMT_H
#define HITO_IMPORT_NUMFMT_H

/*
 * Numbers of workbooks as people see them. A workbook keeps a date, a
 * percentage or an hour as a binary number, and only the number format of the
 * cell tells which (ECMA-376 part 1, 18.8.30 and 18.8.31). This reads format
 * codes and makes of the number as stored the text that was typed. No library,
 * no file, no locale.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

enum numfmt_kind {
	NUMFMT_GENERAL,
	NUMFMT_NUMBER,
	NUMFMT_MONEY, /* S/ 1,200.00 */
	NUMFMT_PERCENT,
	NUMFMT_CODE, /* 000000: the zeros in front are seen, and wanted */
	NUMFMT_DATE,
	NUMFMT_MONTH,  /* mmm-yy: a date of which no day is seen */
	NUMFMT_YEAR,   /* yyyy: nor a month */
	NUMFMT_MOMENT, /* a date with its hour */
	NUMFMT_TIME,   /* h:mm, and [h]:mm which counts on beyond a day */
	NUMFMT_TEXT,   /* @ */
};

enum {
	NUMFMT_SECTIONS = 4,
	NUMFMT_ROOM = 384, /* of any text below */
};

/* What one of the up to four sections of a code shows. */
struct numfmt_section {
	enum numfmt_kind kind;
	bool elapsed;	 /* [h]:mm */
	unsigned zeros;	 /* of a code */
	char compare[3]; /* "<", ">=", ..; "" by the sign of the number */
	double bound;
};

struct numfmt {
	size_t n;
	struct numfmt_section v[NUMFMT_SECTIONS];
};

/* A number as people see it. */
struct numfmt_value {
	enum numfmt_kind kind; /* of the section that shows it */
	/*
	 * GENERAL, NUMBER, MONEY, TEXT: "-12.5". PERCENT: "80%". CODE:
	 * "000007". DATE, MONTH, YEAR: "2019-08-01", or with " 10:25:00" where there is a
	 * time of day that the format does not show. MOMENT: with the time.
	 * TIME: "10:25", "34:30" or with the seconds, where there are some.
	 */
	char text[NUMFMT_ROOM];
};

/* Never fails: what is no format is GENERAL. */
struct numfmt numfmt_read(const char *code);
/* The formats below 164 that a workbook names by number, without code. */
struct numfmt numfmt_builtin(int id);
/* What it shows of ordinary numbers: its first section. */
enum numfmt_kind numfmt_kind(const struct numfmt *format);

/* A number as stored ("43678.25", "1.5E-2") by its format. False: it is no
 * number, or no day of the calendar; err says why. from_1904: the workbook
 * counts days from 1904. */
bool numfmt_show(const struct numfmt *format, const char *stored,
	bool from_1904, struct numfmt_value *out, struct err *err);
/* What DATE has of a day that a format shows alone, and of the seconds of it
 * that are stored: none where they are what programs leave of a day typed in
 * Lima, a minute around its midnight there or in Greenwich. */
void numfmt_day(struct date day, long seconds, char *out, size_t room);
/* A DATE text whose time is 19:00, within a minute: midnight of the
 * next day in Greenwich, as some programs store a day that was typed in Lima;
 * or really 19:00. */
bool numfmt_is_doubtful_day(const char *text);

/* The decimal text that was typed for a number as stored: of at most 15 digits
 * (0.30000000000000004 is 0.3, 0.0099999999999999999998 is 0.01), without
 * exponent; whole numbers keep their digits. False: no finite number. */
bool number_shortest(const char *stored, char *out, size_t room);

#endif
