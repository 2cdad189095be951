/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods of a plan: the period_ part of base/date.h. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/datepart.h"
#include "base/err.h"
#include "base/i18n.h"

static bool
cannot_read(const char *text, struct err *err)
{
	err_set(err, ERR_INPUT, NULL, _("«%.60s» no es un periodo."), text);
	return err_hint(err, "%s",
		_("Escriba un trimestre como 2019-Q1 o I-2019, o un año."));
}

bool
period_read(const char *text, struct period *out, struct err *err)
{
	struct date_part part;
	struct tokens tokens;
	size_t at = 0;

	tokens_read(text, &tokens);
	while (at < tokens.n && tokens.v[at].kind == TOKEN_NOISE)
		at++;
	if (!part_read(&tokens, &at, &part) || at != tokens.n || tokens.cut)
		return cannot_read(text, err);
	if (!part.year || part.month || part.day || part.half ||
		part.bad_year >= 0 || part.swapped)
		return cannot_read(text, err);
	*out = (struct period){ .year = part.year, .quarter = part.quarter };
	return true;
}

void
period_key(struct period p, char *out, size_t room)
{
	if (p.quarter)
		snprintf(out, room, "%d-Q%d", p.year, p.quarter);
	else
		snprintf(out, room, "%d", p.year);
}

void
period_show(struct period p, char *out, size_t room)
{
	static const char *const roman[] = { "", "I", "II", "III", "IV" };

	if (p.quarter >= 1 && p.quarter <= 4)
		snprintf(out, room, _("%s Trim. %d"), roman[p.quarter], p.year);
	else
		snprintf(out, room, "%d", p.year);
}
