/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Form files: whatever is taken stands on the screen, can be checked, and a
 * record of it makes its statements. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "form/edit.h"
#include "form/form.h"
#include "form/record.h"
#include "form/statement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct date today = { 2019, 5, 14 };

static void
hear(void *arg, const char *problem)
{
	assert(problem[0] != '\0');
	++*(size_t *)arg;
}

static void
check_field(const struct form *form, const struct field *f)
{
	assert(f->name[0] != '\0' && f->label);
	assert(field_title(f)[0] != '\0');
	assert(f->page < (int)form->n_pages);
	for (size_t i = 0; i < f->n_boxes; i++) {
		assert(f->boxes[i].width > 0 && f->boxes[i].column > 0);
		assert(f->boxes[i].column + f->boxes[i].width < 80);
		assert(f->boxes[i].row < form->pages[f->page].rows);
	}
}

static void
use_record(struct arena *arena, const struct form *form)
{
	struct statements list = { .arena = arena };
	struct record *record = record_new(form, NULL, today);
	struct err err = { 0 };
	int lines;
	int row;

	for (size_t i = 0; i < form->n_fields; i++) {
		struct edit edit;
		char shown[256];

		edit_begin(&edit, &form->fields[i], "");
		edit_key(&edit, '1');
		record_type(record, (int)i, edit_text(&edit), today, &err);
		edit_end(&edit);
		value_show(&form->fields[i], &record->values[i], shown,
			sizeof shown);
	}
	for (size_t i = 0; i < form->n_lines; i++)
		record_add_line(record, i);
	record_check(record, &lines, &row, &err);
	statement_save(&list, record);
	statement_read(&list, form, NULL);
	for (size_t i = 0; i < list.n; i++)
		assert(list.v[i].sql[0] != '\0');
	record_free(record);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };
	size_t problems = 0;
	size_t heard = 0;
	struct form *form = form_parse(
		arena, "f", size > 0 ? (const char *)data : "", size, &err);

	if (!form) {
		assert(err.kind == ERR_INPUT);
		assert(strncmp(err.text, "f:", 2) == 0);
	} else {
		for (size_t i = 0; i < form->n_fields; i++)
			check_field(form, &form->fields[i]);
		for (size_t l = 0; l < form->n_lines; l++)
			for (size_t i = 0; i < form->lines[l].n_fields; i++)
				check_field(form, &form->lines[l].fields[i]);
		problems = form_check(form, hear, &heard);
		assert(problems == heard);
		use_record(arena, form);
	}
	arena_free(arena);
	return 0;
}
