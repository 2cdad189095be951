/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/period.h"

#include "base/date.h"
#include "base/i18n.h"

bool
period_wanted(const char *text, enum period_sort sort, char key[PERIOD_KEY],
	struct err *err)
{
	struct period period;

	if (!period_read(text, &period, err))
		return false;
	if (sort == PERIOD_QUARTER && period.quarter == 0)
		return err_set(err, ERR_INPUT, "period",
			_("Este informe es de un trimestre, como 2019-Q1; "
			  "«%s» es un año."),
			text);
	if (sort == PERIOD_YEAR && period.quarter != 0)
		return err_set(err, ERR_INPUT, "period",
			_("Este informe es de un año, como 2019; «%s» es un "
			  "trimestre."),
			text);
	period_key(period, key, PERIOD_KEY);
	return true;
}
