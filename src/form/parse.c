/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of form files: header, sections, and what belongs together. */
#include "form/parse.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/reader.h"

struct keyword {
	const char *word;
	bool (*read)(struct parser *p); /* what follows it; NULL: nothing */
	/* Each statement of the section that it begins; NULL: begins none. */
	bool (*item)(struct parser *p);
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
static bool read_fixed(struct parser *p);
static bool read_about(struct parser *p);
static bool read_in(struct parser *p);
static bool read_list(struct parser *p);
static bool read_page(struct parser *p);
static bool read_unknown(struct parser *p);
static bool read_fields(struct parser *p);
static bool read_field(struct parser *p);
static bool read_lines(struct parser *p);
static bool read_action(struct parser *p);
static bool read_filter(struct parser *p);
static bool read_refusal(struct parser *p);
static bool read_import(struct parser *p);
static bool read_import_word(struct parser *p);

static const struct keyword keywords[] = {
	{ "form", read_form, NULL },
	{ "table", read_table, NULL },
	{ "view", read_view, NULL },
	{ "natural", read_natural, NULL },
	{ "order", read_order, NULL },
	{ "menu", read_menu, NULL },
	{ "figure", read_figure, NULL },
	{ "opens", read_opens, NULL },
	{ "made", read_made, NULL },
	{ "fixed", read_fixed, NULL },
	{ "about", read_about, NULL },
	{ "in", read_in, NULL },
	{ "list", read_list, NULL },
	{ "page", read_page, read_unknown },
	{ "fields", read_fields, read_field },
	{ "lines", read_lines, read_field },
	{ "actions", NULL, read_action },
	{ "filters", NULL, read_filter },
	{ "refusals", NULL, read_refusal },
	{ "import", read_import, read_import_word },
};

static const struct keyword *
keyword_find(const struct reader *r)
{
	for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
		if (reader_is_word(r, keywords[i].word))
			return &keywords[i];
	return NULL;
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

	if (!only_once(p, f->name, "form") ||
		!reader_titled(
			r, N_("el nombre del formulario"), &f->name, &f->title))
		return false;
	f->singular = f->title;
	do {
		if (!reader_clause(r, "alias", N_("el alias"), &f->alias) ||
			!reader_accept(r, "singular", &singular))
			return false;
		if (singular &&
			!reader_string(r, N_("el singular entre comillas"),
				&f->singular))
			return false;
	} while (singular);
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
	return reader_clause(
		r, "period", N_("la columna del periodo"), &way->period);
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

/* fixed COLUMN "what to do about it" */
static bool
read_fixed(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;

	return only_once(p, f->fixed, "fixed") &&
	       reader_name(
		       r, N_("la columna de lo que no se cambia"), &f->fixed) &&
	       reader_string(r, N_("qué se puede hacer, entre comillas"),
		       &f->fixed_help) &&
	       statement_over(r);
}

/* about any */
static bool
read_about(struct parser *p)
{
	return p->form->about_any = reader_must(&p->reader, "any");
}

/* in SCREEN as ROLE */
static bool
read_in(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct form_role role;

	if (!reader_name(r, N_("la pantalla"), &role.screen) ||
		!reader_must(r, "as") ||
		!reader_name(r, N_("lo que es en ella"), &role.role))
		return false;
	f->roles = reader_add(r, f->roles, &f->n_roles, &role, sizeof role);
	return f->roles;
}

/* list NAME WIDTH ["Heading"], ... */
static bool
read_list(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	bool more = only_once(p, f->list, "list");

	if (!more)
		return false;
	while (more) {
		struct list_column column = { .title = NULL };

		if (f->n_list >= 32)
			return too_many(p, _("columnas en list"), 32);
		if (!reader_name(
			    r, N_("una columna de la lista"), &column.name) ||
			!reader_number(r, N_("el ancho de la columna"),
				FORM_COLUMNS, &column.width) ||
			!reader_label(r, &column.title) ||
			!reader_comma(r, &more))
			return false;
		f->list = reader_add(
			r, f->list, &f->n_list, &column, sizeof column);
	}
	return true;
}

/* page "Title" { drawing } */
static bool
read_page(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct page page = { 0 };

	if (f->n_pages >= FORM_PAGES)
		return too_many(p, _("páginas"), FORM_PAGES);
	if (!reader_string(r, N_("el título de la página entre comillas"),
		    &page.title))
		return false;
	if (!reader_is_word(r, "{"))
		return reader_fail(r, r->token.line, r->token.column,
			_("se espera «{» en una línea propia y después el "
			  "dibujo de la página."));
	if (!drawing_read(r, &page, (int)f->n_pages, &p->drawing))
		return false;
	f->pages = reader_add(r, f->pages, &f->n_pages, &page, sizeof page);
	return f->pages;
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
read_field(struct parser *p)
{
	struct reader *r = &p->reader;
	size_t *n = p->lines ? &p->lines->n_fields : &p->form->n_fields;
	struct field **fields = p->lines ? &p->lines->fields : &p->form->fields;
	struct field field = { .page = -1, .line = r->token.line };

	if (p->n_fields++ >= FORM_FIELDS)
		return too_many(p, _("campos"), FORM_FIELDS);
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
	*fields =
		reader_add_in(r, p->growing, *fields, n, &field, sizeof field);
	return *fields;
}

static bool
read_fields(struct parser *p)
{
	p->lines = NULL;
	return true;
}

/* lines TABLE [view VIEW] parent COLUMN rows N, then fields */
static bool
read_lines_head(struct reader *r, struct lines *lines)
{
	bool view;

	if (!reader_relation(r, N_("la tabla de las líneas"), &lines->table) ||
		!reader_label(r, &lines->title) ||
		!reader_accept(r, "view", &view))
		return false;
	lines->view = lines->table;
	if (view &&
		!reader_relation(r, N_("la vista de las líneas"), &lines->view))
		return false;
	return reader_must(r, "parent") &&
	       reader_name(r, N_("la columna del registro que las contiene"),
		       &lines->parent) &&
	       reader_must(r, "rows") &&
	       reader_number(r, N_("cuántas filas se ven"), FORM_ROWS,
		       &lines->rows) &&
	       statement_over(r);
}

static bool
read_lines(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct lines lines = { .page = -1 };

	if (f->n_lines >= FORM_LINES)
		return too_many(p, _("listas de líneas"), FORM_LINES);
	if (!read_lines_head(r, &lines))
		return false;
	f->lines = reader_add(r, f->lines, &f->n_lines, &lines, sizeof lines);
	p->lines = f->lines ? &f->lines[f->n_lines - 1] : NULL;
	return f->lines;
}

/* NAME ["Title"], ... */
static bool
read_asks(struct reader *r, struct action *action)
{
	bool more = true;

	for (action->n_ask = 0; action->n_ask < ACTION_ASKS;) {
		struct action_ask *ask = &action->ask[action->n_ask++];

		if (!reader_name(r, N_("lo que se pregunta"), &ask->name) ||
			!reader_label(r, &ask->title) ||
			!reader_comma(r, &more))
			return false;
		if (!more)
			return true;
	}
	return reader_fail(r, r->token.line, r->token.column,
		_("son demasiados nombres (más de %d)."), ACTION_ASKS);
}

static bool
read_call(struct reader *r, struct action *action)
{
	bool taken;

	if (!reader_accept(r, "sends", &action->sends) ||
		!reader_accept(r, "gets", &action->gets) ||
		!reader_accept(r, "call", &taken))
		return false;
	if (!taken && !action->sends && !action->gets)
		return reader_expected(
			r, N_("when, ask, confirm, call, sends o gets"));
	return reader_relation(r, N_("la función"), &action->call);
}

static bool
read_clause(struct reader *r, struct action *action)
{
	bool taken;

	if (!reader_accept(r, "confirm", &taken))
		return false;
	if (taken) {
		action->confirm = true;
		return reader_accept(r, "says", &taken) &&
		       (!taken || reader_name(r,
					  N_("el campo que dice lo que pasará"),
					  &action->says));
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
	return read_call(r, action);
}

/* NAME "Title" [when COLUMN VALUE] [confirm [says FIELD]] [ask A, B "Title"]
 * call FUNCTION; sends and gets are calls with a file that the first ask names. */
static bool
read_action(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct action action = { .name = NULL };

	if (!reader_titled(r, N_("el nombre de la acción"), &action.name,
		    &action.title))
		return false;
	while (!reader_is_done(r))
		if (!read_clause(r, &action))
			return false;
	if (!action.call)
		return reader_expected(r, N_("call y la función"));
	if ((action.sends || action.gets) && action.n_ask == 0)
		return reader_expected(r, N_("ask y el archivo"));
	f->actions = reader_add(
		r, f->actions, &f->n_actions, &action, sizeof action);
	return f->actions;
}

/* NAME "Title" COLUMN */
static bool
read_filter(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct filter filter;

	if (!reader_titled(r, N_("el nombre del filtro"), &filter.name,
		    &filter.title) ||
		!reader_name(r, N_("su columna"), &filter.column) ||
		!statement_over(r))
		return false;
	f->filters = reader_add(
		r, f->filters, &f->n_filters, &filter, sizeof filter);
	return f->filters;
}

/* CONSTRAINT [TAG] "Sentence." */
static bool
read_refusal(struct parser *p)
{
	struct reader *r = &p->reader;
	struct form *f = p->form;
	struct refusal_text refusal = { .tag = NULL };

	if (!reader_name(r, N_("el nombre de la restricción"),
		    &refusal.constraint) ||
		(reader_sees(r, TOKEN_WORD) &&
			!reader_word(r, "", &refusal.tag)) ||
		!reader_string(
			r, N_("la frase entre comillas"), &refusal.text) ||
		!statement_over(r))
		return false;
	f->refusals = reader_add(
		r, f->refusals, &f->n_refusals, &refusal, sizeof refusal);
	return f->refusals;
}

/* FIELD "What is said." */
static bool
read_leaves(struct reader *r, struct importing *import)
{
	struct import_leaf leaf;

	if (!reader_name(r, N_("el campo que no se carga"), &leaf.field) ||
		!reader_string(
			r, N_("lo que se dice, entre comillas"), &leaf.text))
		return false;
	import->leaves = reader_add(
		r, import->leaves, &import->n_leaves, &leaf, sizeof leaf);
	return import->leaves;
}

/* HEADING_FIELD CELL_FIELD */
static bool
read_spread(struct reader *r, struct importing *import)
{
	return reader_name(r, N_("el campo de los títulos"),
		       &import->spread_heading) &&
	       reader_name(
		       r, N_("el campo de las celdas"), &import->spread_cell);
}

/* One of prepare, check, after FUNCTION; beside VIEW; makes, office, known FIELD, ...;
 * leaves FIELD "What is said."; spread FIELD FIELD. */
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
		{ "beside", &import->beside, NULL, NULL },
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
	if (reader_is_word(r, "spread"))
		return reader_next(r) && read_spread(r, import);
	if (!reader_is_word(r, "leaves"))
		return reader_expected(r,
			N_("prepare, check, after, beside, makes, office, known, "
			   "leaves o spread"));
	return reader_next(r) && read_leaves(r, import);
}

static bool
read_import(struct parser *p)
{
	return p->form->import.allowed = true;
}

static bool
read_unknown(struct parser *p)
{
	struct reader *r = &p->reader;

	return reader_fail(r, r->token.line, r->token.column,
		_("se espera form, table, view, natural, "
		  "order, menu, figure, opens, made, fixed, about, "
		  "in, list, page, fields, lines, "
		  "actions, filters, refusals o import y está "
		  "«%.60s»."),
		r->token.text);
}

static bool
read_statements(struct parser *p)
{
	struct reader *r = &p->reader;
	bool (*item)(struct parser * p) = read_unknown;

	bool head = true;

	while (r->token.kind != TOKEN_END) {
		const struct keyword *k = keyword_find(r);

		reader_begin(r);
		if (!k || (!k->item && item != read_unknown)) {
			if (!item(p))
				return false;
			continue;
		}
		if (p->head_only && k->item)
			return true;
		head = head && !k->item;
		p->form->scattered = p->form->scattered || (!head && !k->item);
		if (!reader_next(r) || (k->read && !k->read(p)))
			return false;
		if (k->item)
			item = k->item;
	}
	return true;
}

/* They are the most of a form, and an array that grows leaves its smaller
 * ones behind. */
static void
settle_fields(struct form *f, struct arena *arena)
{
	f->fields = arena_grow(
		arena, f->fields, f->n_fields, f->n_fields, sizeof *f->fields);
	for (size_t i = 0; i < f->n_lines; i++) {
		struct lines *lines = &f->lines[i];

		lines->fields =
			arena_grow(arena, lines->fields, lines->n_fields,
				lines->n_fields, sizeof *lines->fields);
	}
}

static bool
parse_all(struct parser *p)
{
	if (!reader_is_readable(&p->reader) || !reader_next(&p->reader) ||
		!read_statements(p))
		return false;
	settle_fields(p->form, p->reader.arena);
	p->form->whole = true;
	return form_assemble(p);
}

static bool
parse_head(struct parser *p)
{
	struct form *f = p->form;

	if (!reader_next(&p->reader) || !read_statements(p))
		return false;
	if (!f->name || !f->table)
		return reader_fail(&p->reader, p->reader.line, 1,
			_("al formulario le falta «%s»."),
			f->name ? "table" : "form");
	f->view = f->view ? f->view : f->table;
	return true;
}

static struct form *
parse(struct arena *arena, const char *path, const char *text, size_t n,
	bool head_only, struct err *err)
{
	struct parser p = { .reader = { .arena = arena,
				    .path = path,
				    .text = text,
				    .n = n,
				    .line = 1,
				    .err = err },
		.head_only = head_only };
	bool done;

	p.form = arena_alloc(arena, sizeof *p.form);
	p.form->path = arena_strdup(arena, path);
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		p.reader.text += 3; /* a BOM some editors leave */
		p.reader.n -= 3;
	}
	p.growing = p.drawing.arena = arena_new();
	done = head_only ? parse_head(&p) : parse_all(&p);
	arena_free(p.growing);
	return done ? p.form : NULL;
}

struct form *
form_parse(struct arena *arena, const char *path, const char *text, size_t n,
	struct err *err)
{
	return parse(arena, path, text, n, false, err);
}

static struct form *
load(struct arena *arena, const char *path, bool head_only, struct err *err)
{
	FILE *file;
	struct form *form = NULL;
	struct buf text = { 0 };
	struct stat st;
	char piece[8192];
	size_t got;

	/* Of a shell, <(...), somebody writes it; in a folder nobody may. */
	if (stat(path, &st) == 0 && S_ISFIFO(st.st_mode) &&
		!str_starts(path, "/dev/fd/")) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» no es un archivo corriente."), path);
		return NULL;
	}
	file = fopen(path, "rb");
	if (!file) {
		err_set(err, ERR_FILE, NULL,
			_("No se puede leer el formulario «%s»: %s."), path,
			strerror(errno));
		return NULL;
	}
	while (text.len <= FORM_BYTES &&
		(got = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(&text, piece, got);
	if (ferror(file))
		err_set(err, ERR_FILE, NULL,
			_("No se puede leer el formulario «%s»: %s."), path,
			strerror(errno));
	else
		form = parse(
			arena, path, buf_text(&text), text.len, head_only, err);
	fclose(file);
	buf_free(&text);
	return form;
}

struct form *
form_load(struct arena *arena, const char *path, struct err *err)
{
	return load(arena, path, false, err);
}

struct form *
form_load_head(struct arena *arena, const char *path, struct err *err)
{
	return load(arena, path, true, err);
}
