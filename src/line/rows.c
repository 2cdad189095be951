/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists in the line mode: numbered rows, a page at a time. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "line/inside.h"
#include "report/card.h"
#include "report/print.h"

enum {
	LINE_PAGE = 20,
	NUMBER = 5
};

static void
print_page(const struct line *line)
{
	const struct form *form = line->request.form;
	struct print_column *columns =
		arena_array(line->scratch, form->n_list + 1, sizeof *columns);
	const char **cells =
		arena_array(line->scratch, form->n_list + 1, sizeof *cells);

	columns[0] = (struct print_column){ _("fila"), NUMBER, true };
	for (size_t i = 0; i < form->n_list; i++)
		columns[i + 1] = (struct print_column){ form->list[i].title,
			form->list[i].width, false };
	print_heading(stdout, form->n_list + 1, columns);
	for (size_t r = 0; r < line->page.n; r++) {
		cells[0] =
			arena_printf(line->scratch, "%zu", line->shown + r + 1);
		for (size_t i = 0; i < form->n_list; i++)
			cells[i + 1] = line->page.rows[r].cells[i];
		print_row(stdout, form->n_list + 1, columns, cells, true);
	}
	if (line->page.more)
		puts(_("Enter: las que siguen."));
}

static bool
read_page(struct line *line, struct err *err)
{
	line->request.limit = LINE_PAGE;
	if (!store_page(
		    line->desk, &line->request, line->kept, &line->page, err))
		return false;
	if (line->page.n == 0)
		puts(_("Ninguna fila."));
	else
		print_page(line);
	return true;
}

static void
start_list(struct line *line, const struct form *form)
{
	arena_reset(line->kept);
	line->request = (struct page_request){ .form = form };
	line->page = (struct page_rows){ 0 };
	line->shown = 0;
}

bool
line_list(struct line *line, char *argument, struct err *err)
{
	const struct form *form = line_form(line, line_word(&argument), err);
	const struct filter *filter;

	if (!form)
		return false;
	filter = *argument ? form_filter(form, argument) : NULL;
	if (*argument && !filter)
		return err_set(err, ERR_INPUT, NULL,
			_("%s no tiene un filtro «%s»."), form->title,
			argument);
	start_list(line, form);
	line->request.filter = filter ? filter->name : NULL;
	return read_page(line, err);
}

bool
line_find(struct line *line, char *argument, struct err *err)
{
	const struct form *form = line_form(line, line_word(&argument), err);
	struct find *find;

	if (!form)
		return false;
	start_list(line, form);
	find = find_new(line->kept, form);
	while (*argument) {
		char *term = line_term(&argument), *value;
		int field;

		if (!line_part(term, &value, err))
			return false;
		field = field_called(form->n_fields, form->fields, term);
		if (!find_add(find, field < 0 ? term : form->fields[field].name,
			    arena_strdup(line->kept, value), line->desk->today,
			    err))
			return false;
	}
	line->request.find = find;
	return read_page(line, err);
}

bool
line_marked(struct line *line, char *argument, struct err *err)
{
	const struct form *form = line_form(line, argument, err);

	if (!form)
		return false;
	start_list(line, form);
	line->request.deleted = true;
	return read_page(line, err);
}

bool
line_more(struct line *line, struct err *err)
{
	if (!line->request.form || !line->page.more || line->page.n == 0)
		return err_set(err, ERR_INPUT, NULL, "%s",
			_("No hay más filas que mostrar."));
	line->request.key = line->page.rows[line->page.n - 1].key;
	line->shown += line->page.n;
	return read_page(line, err);
}

static struct record *
read_row(struct line *line, const char *number, struct err *err)
{
	long n = 0;

	if (!str_to_long(number, 1000000000, &n))
		return NULL;
	n -= (long)line->shown + 1;
	if (!line->request.form || n < 0 || n >= (long)line->page.n) {
		err_set(err, ERR_INPUT, NULL,
			_("La fila %s no está en la lista de arriba."), number);
		return NULL;
	}
	return store_read(
		line->desk, line->request.form, line->page.rows[n].id, err);
}

bool
line_open(struct line *line, char *argument, struct err *err)
{
	char *word = line_word(&argument);
	struct record *record = NULL;
	const struct form *form;

	if (!*word)
		return err_set(err, ERR_INPUT, NULL, "%s",
			_("Diga qué fila, o qué registro y clave."));
	if (!*argument) {
		record = read_row(line, word, err);
		if (!record && err->kind == ERR_NONE)
			return err_set(err, ERR_INPUT, NULL,
				_("Falta la clave, como en: abrir %s "
				  "2018-2020/3."),
				word);
	} else {
		form = line_form(line, word, err);
		record = form ? store_read_any(line->desk, form, argument, err)
			      : NULL;
	}
	if (!record || !line_open_record(line, record, err))
		return false;
	card_write(line->scratch, record);
	return true;
}
