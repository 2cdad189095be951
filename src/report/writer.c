/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/writer.h"

#include "base/i18n.h"
#include "base/str.h"

static size_t
count_rows(const struct report *report)
{
	size_t n = 0;

	for (size_t i = 0; i < report->n_blocks; i++) {
		const struct report_block *block = &report->blocks[i];

		n += block->source ? block->source->total : block->n_rows;
	}
	return n;
}

/* Documents are in Spanish, whatever the screen is in; what was only asked
 * is read as the screen is. What was stopped halfway is neither. */
static bool
in_its_language(writer_fn *write, const struct report *report, struct buf *out,
	struct err *err)
{
	size_t start = out->len;
	bool done;

	step_begin(report->step, N_("fila"), count_rows(report));
	i18n_source(!report->is_read);
	done = write(report, out, err);
	i18n_source(false);
	done = done && step_check(report->step, err);
	if (!done)
		out->len = start;
	return done;
}

#define WHOLE(format)                                                          \
	static bool format##_write_whole(                                      \
		const struct report *report, struct buf *out, struct err *err) \
	{                                                                      \
		return in_its_language(format##_write, report, out, err);      \
	}

WHOLE(text)
WHOLE(ascii)
WHOLE(csv)
WHOLE(html)
WHOLE(json)
WHOLE(pdf)
WHOLE(xlsx)

static bool
save_in_its_language(writer_save_fn *save, const struct report *report,
	FILE *out, struct err *err)
{
	bool done;

	step_begin(report->step, N_("fila"), count_rows(report));
	i18n_source(!report->is_read);
	done = save(report, out, err);
	i18n_source(false);
	return done;
}

static bool
pdf_save_whole(const struct report *report, FILE *out, struct err *err)
{
	return save_in_its_language(pdf_save, report, out, err);
}

static bool
xlsx_save_whole(const struct report *report, FILE *out, struct err *err)
{
	return save_in_its_language(xlsx_save, report, out, err);
}

static const struct writer writers[] = {
	{ "text", "txt", N_("Texto de 80 columnas."), false, NULL,
		text_write_whole, NULL, false },
	{ "ascii", "txt", N_("Lo mismo en ASCII, sin tildes."), false, NULL,
		ascii_write_whole, NULL, false },
	{ "csv", "csv", N_("Tablas para hojas de cálculo."), false, NULL,
		csv_write_whole, NULL, false },
	{ "html", "html", N_("Una página para navegador o teléfono."), false,
		NULL, html_write_whole, NULL, false },
	{ "json", "json", N_("Datos con cifras exactas."), false, NULL,
		json_write_whole, NULL, false },
	{ "pdf", "pdf", N_("Documento para imprimir."), true, N_("página"),
		pdf_write_whole, pdf_save_whole, false },
	{ "xlsx", "xlsx", N_("Libro de cálculo."), true, N_("celda"),
		xlsx_write_whole, xlsx_save_whole, true },
};

const struct writer *
writer_find(const char *name)
{
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
		if (str_eq(writers[i].name, name))
			return &writers[i];
	}
	return NULL;
}

void
writer_each(writer_each_fn *fn, void *arg)
{
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		fn(arg, &writers[i]);
}
