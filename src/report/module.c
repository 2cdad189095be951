/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/module.h"

#include "base/i18n.h"
#include "base/module.h"
#include "report/writer.h"

/* NULL with err. */
static void *
writer_entry(
	const char *file, const char *name, const char *format, struct err *err)
{
	struct err why = { 0 };
	void *entry = module_entry(file, name, &why);

	if (!entry) {
		err_set(err, ERR_FILE, NULL,
			_("No se puede escribir en %s: falta el módulo %s."),
			format, why.text);
		err_hint(err, "%s", why.hint);
		err_detail(err, why.detail);
	}
	return entry;
}

static bool
module_write(const char *file, const char *format, const struct report *report,
	struct buf *out, struct err *err)
{
	module_write_fn *entry;

	*(void **)&entry = writer_entry(file, MODULE_ENTRY, format, err);
	return entry && entry(report, out, err);
}

bool
pdf_write(const struct report *report, struct buf *out, struct err *err)
{
	return module_write("hito-pdf.so", "PDF", report, out, err);
}

bool
xlsx_write(const struct report *report, struct buf *out, struct err *err)
{
	return module_write("hito-xlsx.so", "xlsx", report, out, err);
}

static bool
module_save(const char *file, const char *format, const struct report *report,
	FILE *out, struct err *err)
{
	module_save_fn *entry;

	*(void **)&entry = writer_entry(file, MODULE_SAVE, format, err);
	return entry && entry(report, out, err);
}

bool
pdf_save(const struct report *report, FILE *out, struct err *err)
{
	return module_save("hito-pdf.so", "PDF", report, out, err);
}

bool
xlsx_save(const struct report *report, FILE *out, struct err *err)
{
	return module_save("hito-xlsx.so", "xlsx", report, out, err);
}

bool
ods_save(const struct report *report, FILE *out, struct err *err)
{
	return module_save("hito-ods.so", "ods", report, out, err);
}

bool
template_write(const struct template *template, FILE *out, struct err *err)
{
	module_template_fn *entry;

	*(void **)&entry =
		writer_entry("hito-xlsx.so", MODULE_TEMPLATE, "xlsx", err);
	return entry && entry(template, out, err);
}
