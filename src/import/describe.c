/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/describe.h"

#include "base/str.h"

/* "name": , after a comma but at the beginning of an object. */
static void
put_name(struct buf *b, const char *name)
{
	if (b->len && b->data[b->len - 1] != '{')
		buf_putc(b, ',');
	buf_printf(b, "\"%s\":", name);
}

static void
put_text(struct buf *b, const char *name, const char *value)
{
	if (!value)
		return;
	put_name(b, name);
	str_json(b, value);
}

static void
put_true(struct buf *b, const char *name, bool value)
{
	if (!value)
		return;
	put_name(b, name);
	buf_puts(b, "true");
}

static void
put_texts(struct buf *b, const char *name, size_t n, const char *const *values)
{
	if (n == 0)
		return;
	put_name(b, name);
	for (size_t i = 0; i < n; i++) {
		buf_putc(b, i ? ',' : '[');
		str_json(b, values[i]);
	}
	buf_putc(b, ']');
}

/* The earlier fields that narrow what a code means, as in a save. */
static void
put_narrowing(struct buf *b, const struct mapping *m, const struct field *field)
{
	const char **names =
		arena_array(m->arena, m->form->n_fields, sizeof *names);
	size_t n = 0;

	for (size_t i = 0; i < m->form->n_fields; i++) {
		const struct field *f = &m->form->fields[i];

		if (str_eq(f->name, field->name))
			break;
		if (!f->noentry &&
			columns_find(&field->lookup->columns, f->name))
			names[n++] = f->name;
	}
	put_texts(b, "also", n, names);
}

static void
put_columns(struct buf *b, const struct mapping *m, const struct field *f)
{
	const char *names[MAPPING_COLUMNS];
	size_t n = mapping_columns(m, f, names);

	if (f->column && f->column->in_table)
		put_texts(b, "columns", n, names);
}

static void
put_field(struct buf *b, const struct mapping *m, const struct field *f)
{
	buf_putc(b, '{');
	put_text(b, "name", f->name);
	put_text(b, "title", field_title(f));
	put_text(b, "type", mapping_type(f));
	put_columns(b, m, f);
	if (f->lookup && !f->lookup->free) {
		put_text(b, "pick", f->lookup->pick);
		put_text(b, "writes", f->lookup->writes);
		put_narrowing(b, m, f);
	}
	put_text(b, "numbers", f->numbers);
	put_text(b, "default", f->default_value);
	if (f->default_value && f->n_choices > 0)
		put_text(b, "shown", field_choice_label(f, f->default_value));
	put_true(b, "required",
		f->required && (!m->updates || mapping_is_natural(m, f)));
	put_true(b, "optional", f->optional);
	put_true(b, "noupdate", f->noupdate);
	put_true(b, "noentry", f->noentry);
	buf_putc(b, '}');
}

static void
put_fields(struct buf *b, const struct mapping *m)
{
	put_name(b, "fields");
	for (size_t i = 0; i < m->n; i++) {
		buf_putc(b, i ? ',' : '[');
		put_field(b, m, m->v[i].field);
	}
	buf_putc(b, ']');
}

static void
put_refusals(struct buf *b, const struct form *form)
{
	put_name(b, "refusals");
	buf_putc(b, '[');
	for (size_t i = 0; i < form->n_refusals; i++) {
		const struct refusal_text *r = &form->refusals[i];
		int at = r->tag ? form_field_by_tag(form, r->tag) : -1;

		buf_puts(b, i ? ",{" : "{");
		put_text(b, "constraint", r->constraint);
		put_text(b, "field", at < 0 ? NULL : form->fields[at].name);
		put_text(b, "text", r->text);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

static void
put_leaves(struct buf *b, const struct importing *import)
{
	if (import->n_leaves == 0)
		return;
	put_name(b, "leaves");
	buf_putc(b, '{');
	for (size_t i = 0; i < import->n_leaves; i++)
		put_text(b, import->leaves[i].field, import->leaves[i].text);
	buf_putc(b, '}');
}

/* That a staged line is one of several of its line. */
static void
put_spread(struct buf *b, const struct mapping *m)
{
	if (m->n_spread == 0)
		return;
	put_text(b, "spread", m->spread_heading->field->name);
	put_name(b, "scale");
	buf_printf(b, "%zu", mapping_scale(m));
}

const char *
import_describe(const struct mapping *m)
{
	const struct form *form = m->form;
	const struct importing *import = &form->import;
	struct buf b = { 0 };
	const char *text;

	buf_putc(&b, '{');
	put_text(&b, "form", form->name);
	put_text(&b, "table", form->table);
	put_texts(&b, "natural", form->n_natural, form->natural);
	put_fields(&b, m);
	put_refusals(&b, form);
	put_texts(&b, "makes", import->n_makes, import->makes);
	put_texts(&b, "office", import->n_office, import->office);
	put_texts(&b, "known", m->n_known, m->known);
	put_leaves(&b, import);
	put_spread(&b, m);
	put_true(&b, "erases", m->erases);
	put_true(&b, "new", m->makes);
	put_text(&b, "prepare", import->prepare);
	put_text(&b, "check", import->check);
	put_text(&b, "after", import->after);
	buf_putc(&b, '}');
	text = arena_strdup(m->arena, b.data);
	buf_free(&b);
	return text;
}
