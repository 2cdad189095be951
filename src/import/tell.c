/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/tell.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	CHANGES_SHOWN = 20,
	FINDINGS_SHOWN = 200,
};

const char *
tell_line(struct arena *arena, const char *text)
{
	size_t n = strlen(text);
	char *flat = arena_strdup(arena, text), *out, *p;

	for (p = flat; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	out = arena_alloc(arena, 3 * n + 1);
	utf8_clean(flat, n, false, out);
	return out;
}

static const char *
line(const struct teller *t, const char *text)
{
	return tell_line(t->arena, text);
}

/* ---- the file ----------------------------------------------------------- */

void
tell_file(struct teller *t)
{
	const struct import_result *r = t->result;

	buf_printf(&t->out, " %s   ", line(t, r->file));
	if (r->sheet)
		buf_printf(&t->out, _("%s, hoja «%s»   "), r->kind,
			line(t, r->sheet));
	else
		buf_printf(&t->out, "%s   %s   ", r->charset, r->delimiter);
	buf_printf(
		&t->out, ngettext("%zu fila", "%zu filas", r->rows), r->rows);
	if (r->matrix)
		buf_printf(&t->out,
			ngettext(", %zu registro", ", %zu registros",
				r->records),
			r->records);
}

void
tell_before(struct teller *t)
{
	const struct load_before *b = &t->result->before;

	if (!b->batch)
		return;
	buf_printf(&t->out,
		_(" Este mismo archivo ya se cargó: carga %s, de %s, el %s."),
		b->batch, b->login, b->at);
	if (b->undone)
		buf_printf(&t->out, _(" Se deshizo: carga %s."), b->undone);
	buf_putc(&t->out, '\n');
}

/* ---- a look ------------------------------------------------------------- */

const char *
tell_decided_of(const struct import_result *r, const struct look_column *c)
{
	for (size_t i = 0; i < r->decided.n; i++)
		if (str_eq(r->decided.v[i].column, c->title))
			return r->decided.v[i].reason;
	return NULL;
}

static void
tell_cell(struct teller *t, const struct look_cell *c)
{
	const char *text = line(t, c->text);

	if (c->why)
		buf_printf(&t->out, _("      línea %zu: %s  ✗ %s\n"), c->line,
			text, line(t, c->why));
	else if (!c->read[0] || str_eq(c->read, c->text))
		buf_printf(&t->out, _("      línea %zu: %s\n"), c->line, text);
	else
		buf_printf(&t->out, _("      línea %zu: %s -> %s\n"), c->line,
			text, line(t, c->read));
}

static void
tell_column(struct teller *t, const struct look_column *c)
{
	const char *how = tell_decided_of(t->result, c);

	buf_printf(&t->out, _("   %zu. %s -> "), c->at, line(t, c->title));
	if (c->compared)
		buf_puts(&t->out, _("se compara con la base, no se carga"));
	else if (!c->field)
		buf_puts(&t->out, _("no se carga"));
	else
		buf_printf(&t->out, "%s (%s)", field_title(c->field),
			c->field->name);
	if (how)
		buf_printf(&t->out, ": %s", how);
	buf_printf(&t->out, _("   %zu con dato, %zu en blanco"), c->filled,
		c->blank);
	if (c->bad)
		buf_printf(&t->out,
			ngettext(", %zu que no se puede leer",
				", %zu que no se pueden leer", c->bad),
			c->bad);
	buf_putc(&t->out, '\n');
	for (size_t i = 0; i < c->n; i++)
		tell_cell(t, &c->cells[i]);
	if (c->filled > c->n)
		buf_printf(&t->out,
			ngettext("      y %zu más\n", "      y %zu más\n",
				c->filled - c->n),
			c->filled - c->n);
}

static void
tell_missing(struct teller *t, const struct field *field)
{
	buf_printf(&t->out,
		t->by_options
			? _(" ✗ falta %s (%s), que es obligatorio: dé su "
			    "columna con --map o su valor con --set\n")
			: _(" ✗ falta %s (%s), que es obligatorio: añada su "
			    "columna al archivo\n"),
		field_title(field), field->name);
}

static void
tell_finding(struct teller *t, const struct finding *f)
{
	buf_puts(&t->out, f->severity == FINDING_ERROR ? " ✗ " : "   ");
	if (f->line)
		buf_printf(&t->out, _("línea %zu: "), f->line);
	if (f->column[0])
		buf_printf(&t->out, "%s: ", line(t, f->column));
	buf_printf(&t->out, "%s\n", line(t, f->reason));
}

/* A column that is not taken stands among the columns. */
static bool
is_told(const struct look *look, const struct finding *f)
{
	return f->severity == FINDING_NOTICE && f->column[0] &&
	       f->line == look->heading_line;
}

void
tell_look(struct teller *t, const struct look *look)
{
	const struct findings *all = &t->result->findings;

	for (size_t i = 0; i < look->n; i++)
		tell_column(t, &look->columns[i]);
	for (size_t i = 0; i < look->n_missing; i++)
		tell_missing(t, look->missing[i]);
	for (size_t i = 0; i < all->n && i < FINDINGS_SHOWN; i++)
		if (!is_told(look, &all->v[i]))
			tell_finding(t, &all->v[i]);
}

bool
tell_look_is_bad(const struct import_result *r, const struct look *look)
{
	bool bad = look->n_missing > 0 || r->findings.n_errors > 0;

	for (size_t i = 0; i < look->n; i++)
		bad = bad || look->columns[i].bad > 0;
	return bad;
}

/* ---- a load ------------------------------------------------------------- */

void
tell_decided(struct teller *t)
{
	const struct findings *list = &t->result->decided;

	for (size_t i = 0; i < list->n; i++)
		buf_printf(&t->out, _("   columna %s: %s\n"),
			line(t, list->v[i].column), list->v[i].reason);
}

const char *
tell_written(
	struct arena *arena, const struct import_result *r, const char *between)
{
	const char *came = arena_printf(arena,
		ngettext("%ld nuevo", "%ld nuevos", (unsigned long)r->inserted),
		r->inserted);
	const char *changed = arena_printf(arena,
		ngettext(
			"%ld cambia", "%ld cambian", (unsigned long)r->changed),
		r->changed);
	const char *same = arena_printf(arena,
		ngettext("%ld igual", "%ld iguales", (unsigned long)r->same),
		r->same);

	return arena_printf(
		arena, "%s%s%s%s%s", came, between, changed, between, same);
}

static void
tell_left(struct teller *t)
{
	const struct import_result *r = t->result;

	buf_printf(&t->out,
		t->options->only_new
			? ngettext("   %zu registro ya estaba y se deja como "
				   "está (--only-new)\n",
				  "   %zu registros ya estaban y se dejan como "
				  "están (--only-new)\n",
				  r->left)
			: ngettext("   %zu registro no está y no se crea "
				   "(--only-update)\n",
				  "   %zu registros no están y no se crean "
				  "(--only-update)\n",
				  r->left),
		r->left);
}

void
tell_counts(struct teller *t)
{
	const struct import_result *r = t->result;

	buf_puts(&t->out, "   ");
	if (r->state == IMPORT_DONE)
		buf_printf(&t->out, "%s   ", tell_written(t->arena, r, "   "));
	buf_printf(&t->out, _("%zu por revisar   "), r->review);
	buf_printf(&t->out,
		ngettext("%zu rechazado\n", "%zu rechazados\n", r->rejected),
		r->rejected);
	if (r->left)
		tell_left(t);
	if (r->unfilled)
		buf_printf(&t->out,
			ngettext("   %zu fila quedó sin llenar\n",
				"   %zu filas quedaron sin llenar\n",
				r->unfilled),
			r->unfilled);
}

void
tell_changes(struct teller *t)
{
	const struct changes *all = &t->result->changes;
	size_t shown = all->n < CHANGES_SHOWN ? all->n : CHANGES_SHOWN;

	if (all->erased)
		buf_printf(&t->out,
			ngettext("   %zu dato se borra: su celda va en "
				 "blanco\n",
				"   %zu datos se borran: sus celdas van en "
				"blanco\n",
				all->erased),
			all->erased);
	for (size_t i = 0; i < shown; i++) {
		const struct change *c = &all->v[i];

		buf_printf(&t->out, _("   línea %zu, %s: %s -> %s\n"), c->line,
			line(t, c->column),
			c->was[0] ? line(t, c->was) : _("(nada)"),
			c->now[0] ? line(t, c->now) : _("(nada)"));
	}
	if (all->all > shown)
		buf_printf(&t->out,
			t->by_options ? _("   y %zu cambios más; --json los "
					  "dice.\n")
				      : _("   y %zu cambios más.\n"),
			all->all - shown);
}

void
tell_findings(struct teller *t, size_t most)
{
	const struct findings *all = &t->result->findings;

	for (size_t i = 0; i < all->n && i < most; i++)
		tell_finding(t, &all->v[i]);
	if (all->n > most)
		buf_printf(&t->out, _("   y %zu avisos más.\n"),
			all->n - most + all->untold);
}
