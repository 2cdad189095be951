/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of form files: header, sections, and what belongs together. */
#include "form/parse.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/reader.h"

struct keyword {
	const char *word;
	bool (*read)(struct parser *p);
	bool section; /* ends the section before */
};

static bool read_form(struct parser *p);
static bool read_table(struct parser *p);
static bool read_view(struct parser *p);
static bool read_natural(struct parser *p);
static bool read_order(struct parser *p);
static bool read_menu(struct parser *p);
static bool read_figure(struct parser *p);
static bool read_opens(struct parser *p);
static bool read_made(struct parser *p);
static bool read_about(struct parser *p);
static bool read_in(struct parser *p);
static bool read_list(struct parser *p);
static bool read_page(struct parser *p);
static bool read_fields(struct parser *p);
static bool read_lines(struct parser *p);
static bool read_actions(struct parser *p);
static bool read_filters(struct parser *p);
static bool read_refusals(struct parser *p);
static bool read_import(struct parser *p);

static const struct keyword keywords[] = {
	{ "form", read_form, false },
	{ "table", read_table, false },
	{ "view", read_view, false },
	{ "natural", read_natural, false },
	{ "order", read_order, false },
	{ "menu", read_menu, false },
	{ "figure", read_figure, false },
	{ "opens", read_opens, false },
	{ "made", read_made, false },
	{ "about", read_about, false },
	{ "in", read_in, false },
	{ "list", read_list, false },
	{ "page", read_page, true },
	{ "fields", read_fields, true },
	{ "lines", read_lines, true },
	{ "actions", read_actions, true },
	{ "filters", read_filters, true },
	{ "refusals", read_refusals, true },
	{ "import", read_import, true },
};

static const struct keyword *
keyword_find(const struct reader *r)
{
	for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
		if (reader_is_word(r, keywords[i].word))
			return &keywords[i];
	return NULL;
}

/* Does another statement of this section follow? */
static bool
is_more(const struct reader *r)
{
	const struct keyword *keyword = keyword_find(r);

	return r->token.kind != TOKEN_END && (!keyword || !keyword->section);
}

static bool
too_many(struct parser *p, const char *what, int max)
{
	return reader_fail(&p->reader, p->reader.token.line,
		p->reader.token.column, _("hay demasiados %s (más de %d)."),
		what, max);
}

/* Nothing may follow in this statement. */
static bool
statement_over(struct reader *r)
{
	if (reader_is_done(r))
		return true;
	return reader_fail(r, r->token.line, r->token.column,
		_("aquí sobra «%.60s»."), r->token.text);
}

static bool
only_once(struct parser *p, const void *before, const char *word)
{
	if (!before)
		return true;
	return reader_fail(&p->reader, p->reader.token.line,
		p->reader.token.column, _("«%s» está dos veces."), word);
}

/* form NAME "Title" [singular "One"] [alias WORD] */
static bool
read_form(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	bool singular;
	bool alias;

	if (!only_once(p, f->name, "form") ||
		!reader_name(r, N_("el nombre del formulario"), &f->name) ||
		!reader_string(r, N_("el título entre comillas"), &f->title))
		return false;
	f->singular = f->title;
	do {
		if (!reader_accept(r, "singular", &singular))
			return false;
		if (singular &&
			!reader_string(r, N_("el singular entre comillas"),
				&f->singular))
			return false;
		if (!reader_accept(r, "alias", &alias))
			return false;
		if (alias && !reader_name(r, N_("el alias"), &f->alias))
			return false;
	} while (singular || alias);
	return true;
}

/* table SCHEMA.TABLE [view SCHEMA.VIEW] */
static bool
read_table(struct parser *p)
{
	bool view;

	return only_once(p, p->form->table, "table") &&
	       reader_relation(&p->reader, N_("la tabla"), &p->form->table) &&
	       reader_accept(&p->reader, "view", &view) &&
	       (!view || read_view(p));
}

static bool
read_view(struct parser *p)
{
	return only_once(p, p->form->view, "view") &&
	       reader_relation(&p->reader, N_("la vista"), &p->form->view);
}

static bool
read_natural(struct parser *p)
{
	return only_once(p, p->form->natural, "natural") &&
	       reader_names(&p->reader, N_("una columna de la clave"), 8,
		       &p->form->n_natural, &p->form->natural);
}

static bool
read_order(struct parser *p)
{
	return only_once(p, p->form->order, "order") &&
	       reader_names(&p->reader, N_("una columna del orden"), 8,
		       &p->form->n_order, &p->form->order);
}

static bool
read_menu(struct parser *p)
{
	struct reader *r = &p->reader;

	return only_once(p, p->form->menu, "menu") &&
	       reader_string(r, N_("el encabezado del menú entre comillas"),
		       &p->form->menu) &&
	       (reader_is_done(r) ||
		       reader_number(r, N_("el lugar en el menú"),
			       FORM_MENU_PLACES, &p->form->menu_place));
}

/* TO [by COLUMN, ...] [period COLUMN] */
static bool
read_way(struct parser *p, const char *word, const char *what, struct way *way)
{
	struct reader *r = &p->reader;
	bool taken;

	if (!only_once(p, way->to, word) || !reader_name(r, what, &way->to) ||
		!reader_accept(r, "by", &taken))
		return false;
	if (taken && !reader_names(r, N_("una columna de la clave"), 8,
			     &way->n_by, &way->by))
		return false;
	return reader_accept(r, "period", &taken) &&
	       (!taken || reader_name(r, N_("la columna del periodo"),
				  &way->period));
}

/* figure PART ... [looked] */
static bool
read_figure(struct parser *p)
{
	static const char *const parts[] = { "plan", "commitment", "office",
		"objective", "action_line", "indicator" };
	struct reader *r = &p->reader;
	size_t n = sizeof parts / sizeof parts[0], i = 0;

	while (i < n && !reader_is_word(r, parts[i]))
		i++;
	if (i == n)
		return reader_expected(r, N_("la parte del plan"));
	return read_way(p, "figure", N_("la parte del plan"),
		       &p->form->figure) &&
	       reader_accept(r, "looked", &p->form->looked_at);
}

static bool
read_opens(struct parser *p)
{
	return read_way(p, "opens", N_("la pantalla"), &p->form->opens);
}

static bool
read_made(struct parser *p)
{
	return read_way(p, "made", N_("la pantalla"), &p->form->made);
}

/* about any */
static bool
read_about(struct parser *p)
{
	struct reader *r = &p->reader;

	return reader_accept(r, "any", &p->form->about_any) &&
	       (p->form->about_any || reader_expected(r, "«any»"));
}

/* in SCREEN as ROLE */
static bool
read_in(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct form_role role;
	bool as;

	if (f->n_roles >= FORM_ITEMS)
		return too_many(p, "in", FORM_ITEMS);
	if (!reader_name(r, N_("la pantalla"), &role.screen) ||
		!reader_accept(r, "as", &as))
		return false;
	if (!as)
		return reader_expected(r, "«as»");
	if (!reader_name(r, N_("lo que es en ella"), &role.role))
		return false;
	f->roles =
		reader_add(r->arena, f->roles, &f->n_roles, &role, sizeof role);
	return true;
}

/* list NAME WIDTH ["Heading"], ... */
static bool
read_list(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;

	if (!only_once(p, f->list, "list"))
		return false;
	for (;;) {
		struct list_column column = { .title = NULL };

		if (f->n_list >= 32)
			return too_many(p, _("columnas en list"), 32);
		if (!reader_name(
			    r, N_("una columna de la lista"), &column.name) ||
			!reader_number(r, N_("el ancho de la columna"),
				FORM_COLUMNS, &column.width))
			return false;
		if (!reader_is_done(r) && r->token.kind == TOKEN_STRING &&
			!reader_string(r, "", &column.title))
			return false;
		f->list = reader_add(
			r->arena, f->list, &f->n_list, &column, sizeof column);
		if (reader_is_done(r) || r->token.kind != TOKEN_COMMA)
			return true;
		if (!reader_next(r))
			return false;
	}
}

/* page "Title" { drawing } */
static bool
read_page(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct page *page;

	if (f->n_pages >= FORM_PAGES)
		return too_many(p, _("páginas"), FORM_PAGES);
	f->pages =
		reader_room(r->arena, f->pages, f->n_pages, sizeof *f->pages);
	page = &f->pages[f->n_pages++];
	memset(page, 0, sizeof *page);
	if (!reader_string(r, N_("el título de la página entre comillas"),
		    &page->title))
		return false;
	if (!reader_is_word(r, "{"))
		return reader_fail(r, r->token.line, r->token.column,
			_("se espera «{» en una línea propia y después el "
			  "dibujo de la página."));
	return drawing_read(r, page, (int)f->n_pages - 1, &p->drawing);
}

static bool
is_tag(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
			     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

	return str_eq(s, "-") || (n > 0 && n <= 8 && s[n] == '\0');
}

/* TAG COLUMN attributes */
static bool
read_field(struct parser *p, size_t *n, struct field **fields)
{
	struct reader *r = &p->reader;
	struct field field = { .page = -1, .line = r->token.line };

	if (p->n_fields++ >= FORM_FIELDS)
		return too_many(p, _("campos"), FORM_FIELDS);
	reader_begin(r);
	if (r->token.kind != TOKEN_WORD || !is_tag(r->token.text))
		return reader_fail(r, r->token.line, r->token.column,
			_("se espera la etiqueta de un campo (hasta 8 letras "
			  "o cifras, o «-» si no se dibuja) y está «%.60s»."),
			r->token.text);
	if (!reader_word(r, "", &field.tag) ||
		!reader_name(r, N_("la columna del campo"), &field.name) ||
		!attributes_read(r, &field) || !statement_over(r))
		return false;
	field.label = "";
	*fields = reader_add(r->arena, *fields, n, &field, sizeof field);
	return true;
}

static bool
read_fields(struct parser *p)
{
	while (is_more(&p->reader))
		if (!read_field(p, &p->form->n_fields, &p->form->fields))
			return false;
	return true;
}

/* lines TABLE [view VIEW] parent COLUMN rows N, then fields */
static bool
read_lines_head(struct reader *r, struct lines *lines)
{
	bool view;
	bool taken;

	if (!reader_relation(r, N_("la tabla de las líneas"), &lines->table))
		return false;
	if (r->token.kind == TOKEN_STRING &&
		!reader_string(
			r, N_("su título entre comillas"), &lines->title))
		return false;
	if (!reader_accept(r, "view", &view))
		return false;
	lines->view = lines->table;
	if (view &&
		!reader_relation(r, N_("la vista de las líneas"), &lines->view))
		return false;
	if (!reader_accept(r, "parent", &taken))
		return false;
	if (!taken)
		return reader_expected(r, "«parent»");
	if (!reader_name(r, N_("la columna del registro que las contiene"),
		    &lines->parent) ||
		!reader_accept(r, "rows", &taken))
		return false;
	if (!taken)
		return reader_expected(r, "«rows»");
	return reader_number(r, N_("cuántas filas se ven"), FORM_ROWS,
		       &lines->rows) &&
	       statement_over(r);
}

static bool
read_lines(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct lines *lines;

	if (f->n_lines >= FORM_LINES)
		return too_many(p, _("listas de líneas"), FORM_LINES);
	f->lines =
		reader_room(r->arena, f->lines, f->n_lines, sizeof *f->lines);
	lines = &f->lines[f->n_lines++];
	memset(lines, 0, sizeof *lines);
	lines->page = -1;
	if (!read_lines_head(r, lines))
		return false;
	while (is_more(r))
		if (!read_field(p, &lines->n_fields, &lines->fields))
			return false;
	return true;
}

/* NAME ["Title"], ... */
static bool
read_asks(struct reader *r, struct action *action)
{
	for (action->n_ask = 0; action->n_ask < ACTION_ASKS;) {
		struct action_ask *ask = &action->ask[action->n_ask++];

		if (!reader_name(r, N_("lo que se pregunta"), &ask->name))
			return false;
		if (!reader_is_done(r) && r->token.kind == TOKEN_STRING &&
			!reader_string(
				r, N_("su título entre comillas"), &ask->title))
			return false;
		if (r->token.kind != TOKEN_COMMA || reader_is_done(r))
			return true;
		if (!reader_next(r))
			return false;
	}
	return reader_fail(r, r->token.line, r->token.column,
		_("son demasiados nombres (más de %d)."), ACTION_ASKS);
}

static bool
read_clause(struct reader *r, struct action *action)
{
	bool taken;

	if (!reader_accept(r, "confirm", &taken))
		return false;
	if (taken) {
		action->confirm = true;
		return true;
	}
	if (!reader_accept(r, "when", &taken))
		return false;
	if (taken)
		return reader_name(r, N_("la columna de when"),
			       &action->when_column) &&
		       reader_word(
			       r, N_("el valor de when"), &action->when_value);
	if (!reader_accept(r, "ask", &taken))
		return false;
	if (taken)
		return read_asks(r, action);
	if (!reader_accept(r, "call", &taken))
		return false;
	if (taken)
		return reader_relation(r, N_("la función"), &action->call);
	return reader_expected(r, N_("when, ask, confirm o call"));
}

/* NAME "Title" [when COLUMN VALUE] [confirm] [ask A, B "Title"] call FUNCTION */
static bool
read_actions(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;

	while (is_more(r)) {
		struct action action = { .name = NULL };

		if (f->n_actions >= FORM_ITEMS)
			return too_many(p, _("acciones"), FORM_ITEMS);
		reader_begin(r);
		if (!reader_name(
			    r, N_("el nombre de la acción"), &action.name) ||
			!reader_string(r, N_("su título entre comillas"),
				&action.title))
			return false;
		while (!reader_is_done(r))
			if (!read_clause(r, &action))
				return false;
		if (!action.call)
			return reader_expected(r, N_("call y la función"));
		f->actions = reader_add(r->arena, f->actions, &f->n_actions,
			&action, sizeof action);
	}
	return true;
}

/* NAME "Title" COLUMN */
static bool
read_filters(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;

	while (is_more(r)) {
		struct filter filter;

		if (f->n_filters >= FORM_ITEMS)
			return too_many(p, _("filtros"), FORM_ITEMS);
		reader_begin(r);
		if (!reader_name(r, N_("el nombre del filtro"), &filter.name) ||
			!reader_string(r, N_("su título entre comillas"),
				&filter.title) ||
			!reader_name(r, N_("su columna"), &filter.column) ||
			!statement_over(r))
			return false;
		f->filters = reader_add(r->arena, f->filters, &f->n_filters,
			&filter, sizeof filter);
	}
	return true;
}

/* CONSTRAINT [TAG] "Sentence." */
static bool
read_refusals(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;

	while (is_more(r)) {
		struct refusal_text refusal = { .tag = NULL };

		if (f->n_refusals >= FORM_ITEMS)
			return too_many(p, _("rechazos"), FORM_ITEMS);
		reader_begin(r);
		if (!reader_name(r, N_("el nombre de la restricción"),
			    &refusal.constraint))
			return false;
		if (!reader_is_done(r) && r->token.kind == TOKEN_WORD &&
			!reader_word(r, "", &refusal.tag))
			return false;
		if (!reader_string(
			    r, N_("la frase entre comillas"), &refusal.text) ||
			!statement_over(r))
			return false;
		f->refusals = reader_add(r->arena, f->refusals, &f->n_refusals,
			&refusal, sizeof refusal);
	}
	return true;
}

/* FIELD "What is said." */
static bool
read_leaves(struct reader *r, struct importing *import)
{
	size_t n = import->n_leaves;

	import->leaves = reader_room(
		r->arena, import->leaves, n, sizeof *import->leaves);
	import->n_leaves++;
	return reader_name(r, N_("el campo que no se carga"),
		       &import->leaves[n].field) &&
	       reader_string(r, N_("lo que se dice, entre comillas"),
		       &import->leaves[n].text);
}

/* One of prepare, check, after FUNCTION; makes, office, known FIELD, ...;
 * leaves FIELD "What is said." */
static bool
read_import_word(struct parser *p)
{
	struct reader *r = &p->reader;
	struct importing *import = &p->form->import;
	const struct {
		const char *word;
		const char **function;
		size_t *n;
		const char ***fields;
	} words[] = {
		{ "prepare", &import->prepare, NULL, NULL },
		{ "check", &import->check, NULL, NULL },
		{ "after", &import->after, NULL, NULL },
		{ "makes", NULL, &import->n_makes, &import->makes },
		{ "office", NULL, &import->n_office, &import->office },
		{ "known", NULL, &import->n_known, &import->known },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (!reader_is_word(r, words[i].word))
			continue;
		if (!reader_next(r))
			return false;
		return words[i].function
			       ? reader_relation(
					 r, N_("la función"), words[i].function)
			       : reader_names(r, N_("un campo"), FORM_FIELDS,
					 words[i].n, words[i].fields);
	}
	if (!reader_is_word(r, "leaves"))
		return reader_expected(r,
			N_("prepare, check, after, makes, office, known o leaves"));
	return reader_next(r) && read_leaves(r, import);
}

static bool
read_import(struct parser *p)
{
	struct reader *r = &p->reader;

	p->form->import.allowed = true;
	while (is_more(r)) {
		reader_begin(r);
		if (!read_import_word(p))
			return false;
	}
	return true;
}

static bool
read_statements(struct parser *p)
{
	struct reader *r = &p->reader;

	while (r->token.kind != TOKEN_END) {
		const struct keyword *keyword = keyword_find(r);

		if (!keyword)
			return reader_fail(r, r->token.line, r->token.column,
				_("se espera form, table, view, natural, "
				  "order, menu, figure, opens, made, about, "
				  "in, list, page, fields, lines, "
				  "actions, filters, refusals o import y está "
				  "«%.60s»."),
				r->token.text);
		reader_begin(r);
		if (!reader_next(r) || !keyword->read(p))
			return false;
	}
	return true;
}

/* Before any token: UTF-8, no control characters, not too large. */
static bool
is_readable(struct parser *p)
{
	struct reader *r = &p->reader;
	size_t bad = utf8_valid(r->text, r->n);

	if (r->n > FORM_BYTES)
		return reader_fail(r, 1, 1,
			_("el archivo pasa de 1 MiB: no es un formulario."));
	for (size_t i = 0; i < r->n; i++) {
		unsigned char c = (unsigned char)r->text[i];
		bool control = (c < 0x20 && !strchr("\n\t\r", c)) || c == 0 ||
			       c == 0x7f;

		if (i == bad || control)
			return reader_fail(r, r->line,
				(int)(i - r->line_start) + 1,
				control ? _("hay un carácter de control.")
					: _("el archivo no es UTF-8 en este lugar."));
		if (c == '\n') {
			r->line++;
			r->line_start = i + 1;
		}
	}
	r->line = 1;
	r->line_start = 0;
	return true;
}

struct form *
form_parse(struct arena *arena, const char *path, const char *text, size_t n,
	struct err *err)
{
	struct parser p = { .reader = { .arena = arena,
				    .path = path,
				    .text = text,
				    .n = n,
				    .line = 1,
				    .err = err } };

	p.form = arena_alloc(arena, sizeof *p.form);
	p.form->path = arena_strdup(arena, path);
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		p.reader.text += 3; /* a BOM some editors leave */
		p.reader.n -= 3;
	}
	if (!is_readable(&p) || !reader_next(&p.reader) ||
		!read_statements(&p) || !form_assemble(&p))
		return NULL;
	return p.form;
}

struct form *
form_load(struct arena *arena, const char *path, struct err *err)
{
	FILE *file = fopen(path, "rb");
	struct form *form = NULL;
	struct buf text = { 0 };
	char piece[8192];
	size_t got;

	if (!file) {
		err_set(err, ERR_FILE, NULL,
			_("No se puede leer el formulario %s: %s."), path,
			strerror(errno));
		return NULL;
	}
	while (text.len <= FORM_BYTES &&
		(got = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(&text, piece, got);
	if (ferror(file))
		err_set(err, ERR_FILE, NULL,
			_("No se puede leer el formulario %s: %s."), path,
			strerror(errno));
	else
		form = form_parse(arena, path, buf_text(&text), text.len, err);
	fclose(file);
	buf_free(&text);
	return form;
}
