/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/writer.h"

#include "base/i18n.h"
#include "base/str.h"

static size_t
count_rows(const struct report *report)
{
	size_t n = 0;

	for (size_t i = 0; i < report->n_blocks; i++)
		n += report->blocks[i].n_rows;
	return n;
}

/* Documents are in Spanish, whatever the screen is in. What was stopped
 * halfway is no document. */
static bool
in_spanish(writer_fn *write, const struct report *report, struct buf *out,
	struct err *err)
{
	size_t start = out->len;
	bool done;

	step_begin(report->step, N_("fila"), count_rows(report));
	i18n_source(true);
	done = write(report, out, err);
	i18n_source(false);
	done = done && step_check(report->step, err);
	if (!done)
		out->len = start;
	return done;
}

#define IN_SPANISH(format)                                                     \
	static bool format##_in_spanish(                                       \
		const struct report *report, struct buf *out, struct err *err) \
	{                                                                      \
		return in_spanish(format##_write, report, out, err);           \
	}

IN_SPANISH(text)
IN_SPANISH(ascii)
IN_SPANISH(csv)
IN_SPANISH(html)
IN_SPANISH(json)
IN_SPANISH(pdf)
IN_SPANISH(xlsx)

static const struct writer writers[] = {
	{ "text", "txt", N_("Texto de 80 columnas."), false, text_in_spanish },
	{ "ascii", "txt", N_("Lo mismo en ASCII, sin tildes."), false,
		ascii_in_spanish },
	{ "csv", "csv", N_("Tablas para hojas de cálculo."), false,
		csv_in_spanish },
	{ "html", "html", N_("Una página para navegador o teléfono."), false,
		html_in_spanish },
	{ "json", "json", N_("Datos con cifras exactas."), false,
		json_in_spanish },
	{ "pdf", "pdf", N_("Documento para imprimir."), true, pdf_in_spanish },
	{ "xlsx", "xlsx", N_("Libro de cálculo."), true, xlsx_in_spanish },
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
