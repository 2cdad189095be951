/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/writer.h"

#include "base/i18n.h"
#include "base/str.h"

static const struct writer writers[] = {
	{ "text", "txt", N_("Texto de 80 columnas."), false, text_write },
	{ "ascii", "txt", N_("Lo mismo en ASCII, sin tildes."), false,
	  ascii_write },
	{ "csv", "csv", N_("Tablas para hojas de cálculo."), false, csv_write },
	{ "html", "html", N_("Una página para navegador o teléfono."), false,
	  html_write },
	{ "json", "json", N_("Datos con cifras exactas."), false, json_write },
	{ "pdf", "pdf", N_("Documento para imprimir."), true, pdf_write },
	{ "xlsx", "xlsx", N_("Libro de cálculo."), true, xlsx_write },
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
