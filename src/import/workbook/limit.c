/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/limit.h"

#include "base/i18n.h"

bool
limit_ratio(const char *name, const char *part, uint64_t in, uint64_t out,
	struct err *err)
{
	if (out <= LIMIT_FREE || out / LIMIT_RATIO <= in)
		return true;
	if (part)
		err_set(err, ERR_FILE, NULL,
			_("La parte %.80s de «%s» ocupa desplegada más de %d "
			  "veces lo que comprimida: no se lee."),
			part, name, (int)LIMIT_RATIO);
	else
		err_set(err, ERR_FILE, NULL,
			_("«%s» ocupa desplegado más de %d veces lo que "
			  "comprimido: no se lee."),
			name, (int)LIMIT_RATIO);
	return err_hint(err, "%s",
		_("Así son los archivos hechos para llenar un disco. Si este "
		  "es de confianza, guárdelo como CSV."));
}
