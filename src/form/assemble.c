/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form file says in two places brought together: boxes to fields,
 * labels to boxes, names to tags; and what is missing. */
#include "form/reader.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/str.h"

/* What no form can do without. */
static bool
is_complete(struct parser *p)
{
	const struct {
		const void *have;
		const char *what;
	} needed[] = {
		{ p->form->name, "form" },
		{ p->form->table, "table" },
		{ p->form->natural, "natural" },
		{ p->form->pages, "page" },
		{ p->form->fields, "fields" },
	};

	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (!needed[i].have)
			return reader_fail(&p->reader, p->reader.line, 1,
				_("al formulario le falta «%s»."),
				needed[i].what);
	return true;
}

static struct field *
tagged(size_t n, struct field *fields, const char *tag)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(fields[i].tag, tag))
			return &fields[i];
	return NULL;
}

/* "%" after a box is a unit, no name for the next one. */
static bool
has_letter(const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
			(unsigned char)*s >= 0x80)
			return true;
	return false;
}

/* The label a box has before it on its row: the run of text that ends
 * nearest, with no other box between. */
static const char *
label_before(const struct parser *p, const struct drawn_box *box)
{
	const struct page *page = &p->form->pages[box->page];
	const char *text = "";
	int nearest = 0;

	for (size_t i = 0; i < p->drawing.n; i++) {
		const struct drawn_box *other = &p->drawing.boxes[i];

		if (other->page == box->page &&
			other->box.row == box->box.row &&
			other->box.column < box->box.column &&
			other->box.column + other->box.width > nearest)
			nearest = other->box.column + other->box.width;
	}
	for (size_t i = 0; i < page->n_labels; i++) {
		const struct label *label = &page->labels[i];

		if (label->row == box->box.row && label->column >= nearest &&
			label->column < box->box.column) {
			nearest = label->column;
			text = has_letter(label->text) ? label->text : "";
		}
	}
	return text;
}

/* The heading above the first row of a column of lines. */
static const char *
label_above(const struct parser *p, const struct drawn_box *box)
{
	const struct page *page = &p->form->pages[box->page];

	for (size_t i = 0; i < page->n_labels; i++) {
		const struct label *label = &page->labels[i];

		if (label->row == box->box.row - 1 &&
			label->column >= box->box.column - 1 &&
			label->column <= box->box.column + box->box.width)
			return label->text;
	}
	return "";
}

static bool
box_fail(struct parser *p, const struct drawn_box *box, const char *problem)
{
	return reader_fail(&p->reader, box->line, box->column, "«%s»: %s",
		box->tag, problem);
}

static bool
add_box(struct parser *p, struct field *field, const struct drawn_box *box)
{
	field->boxes = reader_add(&p->reader, field->boxes, &field->n_boxes,
		&box->box, sizeof box->box);
	return field->boxes;
}

/* Every further row of one value stands right below the one before. */
static bool
give_box(struct parser *p, struct field *field, const struct drawn_box *box)
{
	if (field->n_boxes == 0) {
		field->page = box->page;
		field->label = label_before(p, box);
	} else if (field->page != box->page) {
		return box_fail(p, box, _("el campo está en dos páginas."));
	} else if (field->boxes[field->n_boxes - 1].row + 1 != box->box.row) {
		return box_fail(p, box,
			_("los casilleros del campo no "
			  "están en filas seguidas."));
	}
	return add_box(p, field, box);
}

static bool
give_line_box(struct parser *p, struct lines *lines, struct field *field,
	const struct drawn_box *box)
{
	if (field->n_boxes == 0) {
		if (lines->page >= 0 && lines->page != box->page)
			return box_fail(p, box,
				_("estas líneas están en dos "
				  "páginas."));
		lines->page = field->page = box->page;
		field->label = label_above(p, box);
	} else if (box->box.row != field->boxes[0].row + (int)field->n_boxes ||
		   box->box.column != field->boxes[0].column ||
		   box->box.width != field->boxes[0].width) {
		return box_fail(p, box,
			_("las filas no son iguales y "
			  "seguidas."));
	}
	return add_box(p, field, box);
}

static bool
give_boxes(struct parser *p)
{
	struct form *f = p->form;

	for (size_t i = 0; i < p->drawing.n; i++) {
		const struct drawn_box *box = &p->drawing.boxes[i];
		struct field *field = tagged(f->n_fields, f->fields, box->tag);
		bool given = field;

		if (given && !give_box(p, field, box))
			return false;
		for (size_t l = 0; l < f->n_lines && !given; l++) {
			field = tagged(f->lines[l].n_fields, f->lines[l].fields,
				box->tag);
			given = field;
			if (given &&
				!give_line_box(p, &f->lines[l], field, box))
				return false;
		}
		if (!given)
			return box_fail(p, box,
				_("la etiqueta no tiene línea "
				  "en fields ni en lines."));
	}
	return true;
}

/* Tags and names once each, no tag without a box. */
static bool
are_fields_whole(struct parser *p, size_t n, const struct field *fields)
{
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i];

		if (f->n_boxes == 0 && !str_eq(f->tag, "-"))
			return reader_fail(&p->reader, f->line, 1,
				_("el campo «%s» (%s) no está en ningún "
				  "dibujo."),
				f->tag, f->name);
		for (size_t j = 0; j < i; j++) {
			if (str_eq(fields[j].name, f->name))
				return reader_fail(&p->reader, f->line, 1,
					_("la columna «%s» ya está en la "
					  "línea %d."),
					f->name, fields[j].line);
			if (str_eq(fields[j].tag, f->tag) &&
				!str_eq(f->tag, "-"))
				return reader_fail(&p->reader, f->line, 1,
					_("la etiqueta «%s» ya está en la "
					  "línea %d."),
					f->tag, fields[j].line);
		}
	}
	return true;
}

/* As many drawn rows as said; one box stands for all. */
static bool
are_lines_whole(struct parser *p, struct lines *lines)
{
	if (lines->n_fields == 0)
		return reader_fail(&p->reader, p->reader.line, 1,
			_("las líneas de %s no tienen campos."), lines->table);
	if (!are_fields_whole(p, lines->n_fields, lines->fields))
		return false;
	for (size_t i = 0; i < lines->n_fields; i++) {
		struct field *f = &lines->fields[i];

		if (f->n_boxes == 0)
			continue;
		if ((int)f->n_boxes != lines->rows)
			return reader_fail(&p->reader, f->line, 1,
				_("«%s» tiene %d filas dibujadas y rows dice "
				  "%d."),
				f->tag, (int)f->n_boxes, lines->rows);
		f->n_boxes = 1;
	}
	return true;
}

/* show and refusals name fields by tag or by name: by name from here on. */
static bool
name_shown(struct parser *p, size_t n, struct field *fields)
{
	for (size_t i = 0; i < n; i++) {
		struct lookup *lookup = fields[i].lookup;

		for (size_t s = 0; lookup && s < lookup->n_show; s++) {
			const struct field *to =
				tagged(n, fields, lookup->show[s].field);

			for (size_t j = 0; !to && j < n; j++)
				if (str_eq(fields[j].name,
					    lookup->show[s].field))
					to = &fields[j];
			if (!to)
				return reader_fail(&p->reader, fields[i].line,
					1,
					_("show «%s»: no hay un campo con "
					  "esa etiqueta ni ese nombre."),
					lookup->show[s].field);
			lookup->show[s].field = to->name;
		}
	}
	return true;
}

/* Typing order is reading order: page, row, column; undrawn ones last. */
static int
compare_fields(const void *a, const void *b)
{
	const struct field *x = a;
	const struct field *y = b;

	if (x->page != y->page)
		return (unsigned)x->page < (unsigned)y->page ? -1 : 1;
	if (x->n_boxes == 0 || y->n_boxes == 0)
		return x->line - y->line;
	if (x->boxes[0].row != y->boxes[0].row)
		return x->boxes[0].row - y->boxes[0].row;
	return x->boxes[0].column - y->boxes[0].column;
}

/* Without a list line: the natural key and what is searched. */
static void
default_list(struct parser *p)
{
	struct form *f = p->form;

	for (size_t i = 0; i < f->n_natural + f->n_fields; i++) {
		bool natural = i < f->n_natural;
		const struct field *field =
			natural ? NULL : &f->fields[i - f->n_natural];
		struct list_column *column;

		if (f->n_list >= 6 || (!natural && !field->search))
			continue;
		f->list = reader_room(
			p->reader.arena, f->list, f->n_list, sizeof *f->list);
		column = &f->list[f->n_list++];
		*column = (struct list_column){ .name = natural ? f->natural[i]
								: field->name,
			.width = natural ? 10 : 40 };
	}
}

static void
complete_list(struct parser *p)
{
	struct form *f = p->form;

	if (f->n_list == 0)
		default_list(p);
	for (size_t i = 0; i < f->n_list; i++) {
		int field = form_field(f, f->list[i].name);

		if (!f->list[i].title)
			f->list[i].title =
				field >= 0 ? field_title(&f->fields[field])
					   : f->list[i].name;
	}
}

bool
form_assemble(struct parser *p)
{
	struct form *f = p->form;

	if (!is_complete(p) || !give_boxes(p) ||
		!are_fields_whole(p, f->n_fields, f->fields) ||
		!name_shown(p, f->n_fields, f->fields))
		return false;
	for (size_t i = 0; i < f->n_lines; i++) {
		if (!are_lines_whole(p, &f->lines[i]) ||
			!name_shown(
				p, f->lines[i].n_fields, f->lines[i].fields))
			return false;
		qsort(f->lines[i].fields, f->lines[i].n_fields,
			sizeof f->lines[i].fields[0], compare_fields);
	}
	qsort(f->fields, f->n_fields, sizeof f->fields[0], compare_fields);
	if (!f->view)
		f->view = f->table;
	if (!f->order) {
		f->order = f->natural;
		f->n_order = f->n_natural;
	}
	complete_list(p);
	return true;
}
