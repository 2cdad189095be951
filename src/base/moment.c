/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day with its hour. */
#include "base/date.h"

#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/str.h"

/* Where the hour begins behind a day's last letter: a comma, a dash, "a las",
 * the T of a machine. */
static const char *
hour_begin(const char *s)
{
	static const char *const before[] = { "a las ", "- ", "T" };

	s += strspn(s, " ,");
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (strncasecmp(s, before[i], strlen(before[i])) == 0)
			s += strlen(before[i]);
	return s;
}

/* An hour with the word that may stand behind it: "10:25 hrs." */
static bool
hour_told(const char *text, int *minute)
{
	static const char *const behind[] = { "horas", "hrs", "hs", "h" };
	char hour[32];
	size_t n;

	if (!str_copy(hour, sizeof hour, text))
		return false;
	n = strlen(hour);
	while (n > 0 && (hour[n - 1] == ' ' || hour[n - 1] == '.'))
		n--;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		size_t len = strlen(behind[i]);

		if (n <= len ||
			strncasecmp(hour + n - len, behind[i], len) != 0)
			continue;
		for (n -= len; n > 0 && hour[n - 1] == ' ';)
			n--;
		break;
	}
	hour[n] = '\0';
	return hour_read(hour, minute);
}

/* A word of a text may end there: at a blank, a comma, the T behind a figure. */
static bool
ends_word(const char *text, const char *at)
{
	return *at == ' ' || *at == ',' ||
	       (*at == 'T' && at > text && at[-1] >= '0' && at[-1] <= '9');
}

/* Four figures alone are an hour behind a day that has its year only. */
static bool
may_be_year(const char *day, const char *hour)
{
	static const char figures[] = "0123456789";
	size_t n = strspn(hour, figures);

	if (n < 3 || hour[n] != '\0')
		return false;
	for (; *day != '\0'; day += n + (day[n] != '\0')) {
		n = strspn(day, figures);
		if (n == 4)
			return false;
	}
	return true;
}

static bool
split_read(const char *text, struct date today, struct date *day, int *minute)
{
	char first[64];

	for (const char *at = text; *at != '\0' && *at != ':'; at++) {
		size_t n = (size_t)(at - text);
		const char *hour = hour_begin(at);
		struct err unheard = { 0 };

		if (n == 0 || n >= sizeof first || !ends_word(text, at))
			continue;
		memcpy(first, text, n);
		first[n] = '\0';
		if (!may_be_year(first, hour) && hour_told(hour, minute) &&
			date_read(first, today, day, &unheard))
			return true;
	}
	return false;
}

bool
moment_read(const char *text, struct date today, struct date *day, int *minute,
	struct err *err)
{
	if (split_read(text, today, day, minute))
		return true;
	*minute = -1;
	/* date_read leaves out the hour of a machine. */
	if (strchr(text, ':'))
		return err_set(err, ERR_INPUT, NULL,
			_("«%.40s» no es una fecha con hora."), text);
	return date_read(text, today, day, err);
}
