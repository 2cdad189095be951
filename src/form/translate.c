/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form file's texts in the person's language. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/form.h"
#include "form/reader.h"

static void
translate(const char **text)
{
	if (!str_is_blank(*text))
		*text = _(*text);
}

/* A field is called by its label, else by its first heading; its headings are
 * those of files, which are the same in every language. */
static void
translate_name(struct field *f)
{
	f->drawn = f->label;
	if (!str_is_blank(f->label))
		translate(&f->label);
	else if (f->n_headings > 0)
		f->label = _(f->headings[0]);
}

static void
translate_choices(struct field *f, struct arena *arena)
{
	struct choice_word *words =
		arena_array(arena, f->n_words + f->n_choices, sizeof *words);

	if (f->n_words > 0)
		memcpy(words, f->words, f->n_words * sizeof *words);
	f->words = words;
	for (size_t i = 0; i < f->n_choices; i++) {
		struct choice *c = &f->choices[i];

		words[f->n_words++] = (struct choice_word){ c->label, c->code };
		translate(&c->label);
	}
}

static void
translate_fields(size_t n, struct field *fields, struct arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		translate_name(&fields[i]);
		translate(&fields[i].help);
		if (fields[i].n_choices > 0)
			translate_choices(&fields[i], arena);
	}
}

/* What stands behind the label on its row, at that column, ends its room. */
static void
end_room(const struct label *label, int row, int column, int *end)
{
	if (row == label->row && column > label->column && column < *end)
		*end = column;
}

/* A bracket stands before a box, and a blank before that. */
static void
end_at_boxes(const struct label *label, int page, size_t n,
	const struct field *fields, int *end)
{
	for (size_t i = 0; i < n; i++)
		for (size_t b = 0; b < fields[i].n_boxes; b++)
			if (fields[i].page == page)
				end_room(label, fields[i].boxes[b].row,
					fields[i].boxes[b].column - 2, end);
}

static int
room_of(const struct form *form, int page, const struct label *label)
{
	const struct page *drawn = &form->pages[page];
	int end = FORM_COLUMNS;

	for (size_t i = 0; i < drawn->n_labels; i++)
		end_room(label, drawn->labels[i].row,
			drawn->labels[i].column - 1, &end);
	end_at_boxes(label, page, form->n_fields, form->fields, &end);
	for (size_t i = 0; i < form->n_lines; i++)
		end_at_boxes(label, page, form->lines[i].n_fields,
			form->lines[i].fields, &end);
	return end - label->column;
}

/* A label longer than its room may come up to the bracket, else it is cut
 * short: "Mil." False where three letters have no room. */
static bool
fit_label(struct label *label, int room, struct arena *arena)
{
	const char *text = _(label->text);
	size_t n = strlen(text);

	if (utf8_width(text, n) <= room + 1) {
		label->text = text;
		return true;
	}
	if (room < 4)
		return false;
	n = utf8_fit(text, n, room - 1);
	while (n > 0 && text[n - 1] == ' ')
		n--;
	label->text = arena_printf(arena, "%.*s.", (int)n, text);
	return true;
}

static size_t
translate_page(struct form *form, int page, struct arena *arena)
{
	size_t n = 0;

	translate(&form->pages[page].title);
	for (size_t i = 0; i < form->pages[page].n_labels; i++) {
		struct label *label = &form->pages[page].labels[i];

		n += !fit_label(label, room_of(form, page, label), arena);
	}
	return n;
}

static void
translate_actions(struct form *form)
{
	for (size_t i = 0; i < form->n_actions; i++) {
		struct action *a = &form->actions[i];

		translate(&a->title);
		for (size_t k = 0; k < a->n_ask; k++)
			translate(&a->ask[k].title);
	}
}

size_t
form_translate(struct form *form, struct arena *arena)
{
	size_t n = 0;

	if (i18n_is_spanish())
		return 0;
	translate(&form->title);
	translate(&form->singular);
	translate(&form->menu);
	translate(&form->fixed_help);
	for (size_t i = 0; i < form->n_pages; i++)
		n += translate_page(form, (int)i, arena);
	translate_fields(form->n_fields, form->fields, arena);
	for (size_t i = 0; i < form->n_lines; i++) {
		translate(&form->lines[i].title);
		translate_fields(
			form->lines[i].n_fields, form->lines[i].fields, arena);
	}
	translate_actions(form);
	for (size_t i = 0; i < form->n_list; i++)
		translate(&form->list[i].title);
	for (size_t i = 0; i < form->n_filters; i++)
		translate(&form->filters[i].title);
	for (size_t i = 0; i < form->n_refusals; i++)
		translate(&form->refusals[i].text);
	for (size_t i = 0; i < form->import.n_leaves; i++)
		translate(&form->import.leaves[i].text);
	return n;
}
