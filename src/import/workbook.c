/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook.h"

#include "base/i18n.h"
#include "base/module.h"

static const struct workbook_entry *
entry(struct err *err)
{
	struct err why = { 0 };
	const struct workbook_entry *found =
		module_entry("hito-workbook.so", WORKBOOK_ENTRY, &why);

	if (!found) {
		err_set(err, ERR_FILE, NULL,
			_("No se pueden leer libros ni archivos comprimidos: "
			  "falta el módulo %s."),
			why.text);
		err_hint(err, "%s", why.hint);
		err_detail(err, why.detail);
	}
	return found;
}

const struct bytes_filter *
workbook_gunzip(struct err *err)
{
	const struct workbook_entry *found = entry(err);

	return found ? found->gunzip : NULL;
}

struct source *
workbook_open(
	struct bytes *bytes, const struct source_tick *tick, struct err *err)
{
	const struct workbook_entry *found = entry(err);

	return found ? found->open(
			       bytes_fd(bytes), bytes_name(bytes), tick, err)
		     : NULL;
}
