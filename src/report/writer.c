/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/writer.h"

#include "base/i18n.h"
#include "base/str.h"

/* Documents are in Spanish, whatever the screen is in. */
#define IN_SPANISH(format)                                                     \
	static bool format##_in_spanish(                                       \
		const struct report *report, struct buf *out, struct err *err) \
	{                                                                      \
		bool done;                                                     \
                                                                               \
		i18n_source(true);                                             \
		done = format##_write(report, out, err);                       \
		i18n_source(false);                                            \
		return done;                                                   \
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
