/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_DATE_H
#define HITO_BASE_DATE_H

/*
 * Days of the calendar, and dates as people publish them: "Oct. 2018",
 * "set-18", "10 de julio del 2018", "Del 10//08 al 10/10/2018",
 * "desde el 26 de julio del 2018, permanentemente". What can be read is
 * read, what is doubtful is flagged, and the text is kept. Months in Spanish
 * and English, mixed. The same parser serves a field on the screen and a
 * cell of a file.
 */

#include <stdbool.h>
#include <stddef.h>

struct err;

struct date {
	int year; /* 1..9999; 0 = no date */
	int month;
	int day;
};

enum date_precision {
	DATE_DAY,
	DATE_MONTH,
	DATE_QUARTER,
	DATE_YEAR,
	DATE_OPEN, /* has a beginning and no end: to.year = 0 */
};

struct partial_date {
	struct date from; /* first day */
	struct date to;	  /* last day; year 0 when open */
	enum date_precision precision;
	bool doubtful;
	char text[120];	 /* as published, without a heading repeated in it */
	char doubt[120]; /* why doubtful, a sentence; "" otherwise */
};

bool date_is_valid(struct date d);
int date_days_in_month(int year, int month);
/* <0, 0, >0. */
int date_compare(struct date a, struct date b);
struct date date_add_days(struct date d, int days);
/* Keeps the day where the month has it, else the month's last. */
struct date date_add_months(struct date d, int months);
/* 0 Monday .. 6 Sunday. */
int date_weekday(struct date d);
/* "2019-08-15" into out (room >= 11). */
void date_iso(struct date d, char *out, size_t room);
bool date_from_iso(const char *s, struct date *out);
/* An hour as people write it (9:30, 0930, 9.30, 2:05 p.m., 09:30:00) as minutes
 * of the day. */
bool hour_read(const char *text, int *minute);
void hour_show(int minute, char *out, size_t room);
/* "15/08/2019" into out (room >= 11). */
void date_show(struct date d, char *out, size_t room);
/* "jue 15/08/2019": the echo with the weekday. */
void date_echo(struct date d, char *out, size_t room);
/* Today in America/Lima by the machine's clock; only for places without a
 * server, which otherwise says what day it is. */
struct date date_today_lima(void);

/* One day, as typed: 15/08/2019, 15-8-19, 2019-08-15, 15 de agosto del 2019;
 * and the short forms relative to today: 5 (day of this month), 0503, 5/3,
 * h hoy, a ayer, m f first and last day of the month, t T of the quarter.
 * A day that does not exist is an error here. */
bool date_read(
	const char *text, struct date today, struct date *out, struct err *err);

/* A day as date_read, and behind it the hour of hour_read in minutes of the day
 * (-1: it has none): 13/04/2018 10:25 a.m., 13/04/2018 a las 10.25 hrs.,
 * 2018-04-13T10:25:00. */
bool moment_read(const char *text, struct date today, struct date *day,
	int *minute, struct err *err);

/* A partial date as published or typed (the short forms too). A trailing
 * "?" marks it doubtful. Never fails on a text from which anything can be
 * read; fails (ERR_INPUT) on one from which nothing can. A two-digit year
 * is 20yy. */
bool partial_read(const char *text, struct date today, struct partial_date *out,
	struct err *err);
/* Is it one of the short forms, which mean something only beside the clock of
 * who types them? */
bool date_is_short(const char *text);
/* Which order of day and month the dates of a text can only have: 25/09/2016,
 * 09/25/2016; 0 when they have either. */
enum {
	DATE_TELLS_DAY = 1,   /* the day stands first */
	DATE_TELLS_MONTH = 2, /* the month does */
};
unsigned date_tells(const char *text);
/* Text with the first two numbers of its dates exchanged. False when out is
 * too small. */
bool date_swap(const char *text, char *out, size_t room);
/* The precision as the database writes it: day, month, quarter, year,
 * open. */
const char *precision_name(enum date_precision p);
bool precision_read(const char *name, enum date_precision *out);
/* How a field shows it when it was typed in short: "15/08/2019",
 * "ago-2019", "II-2019", "2019"; the published text otherwise. */
void partial_show(const struct partial_date *p, char *out, size_t room);
/* For a narrow column: "25/07/2018", "10-12/08/2018", "jul-2018?" (doubtful),
 * whatever words it was published in. */
void partial_short(const struct partial_date *p, char *out, size_t room);

/*
 * A period of a plan: a quarter or a year. Reads 2019-Q1, 2019, 2019-I,
 * I-2019, 2019-T1, 1T2019, "I Trim. 2019", "I Trimestre 2019".
 */
struct period {
	int year;
	int quarter; /* 1..4; 0 = the whole year */
};
bool period_read(const char *text, struct period *out, struct err *err);
/* "2019-Q1" or "2019"; the key. */
void period_key(struct period p, char *out, size_t room);
/* "I Trim. 2019" or "2019". */
void period_show(struct period p, char *out, size_t room);

#endif
