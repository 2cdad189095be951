/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/layout.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/reader.h"

enum {
	LAYOUT_WIDTH = 80,
	LAYOUT_NAMES = 8
};

/* A layout being read; block is the last one begun. */
struct reading {
	struct reader reader;
	struct layout *layout;
	struct layout_block *block;
};

struct keyword {
	const char *word;
	bool (*read)(struct reading *r);
	bool in_block; /* must follow a block */
};

const char *const cell_kind_words[CELL_KINDS] = { [CELL_TEXT] = "text",
	[CELL_NUMBER] = "number",
	[CELL_PERCENT] = "percent",
	[CELL_LIGHT] = "light",
	[CELL_DATE] = "date",
	[CELL_SIGN] = "sign" };
const char *const chart_kind_words[CHART_KINDS] = { [CHART_BARS] = "bars",
	[CHART_TREND] = "trend",
	[CHART_TIMELINE] = "timeline" };

/* ---- pieces of statements */

static bool
read_when(struct reader *r, struct layout_text *text)
{
	bool when;

	if (!reader_accept(r, "when", &when) || !when)
		return r->err->kind == ERR_NONE;
	return reader_name(r, N_("la columna"), &text->when_column) &&
	       reader_word(r, N_("el valor"), &text->when_value);
}

static bool
read_text(struct reader *r, size_t *n, struct layout_text **texts)
{
	struct layout_text text = { 0 };

	if (!reader_string(r, N_("el texto entre comillas"), &text.text) ||
		!read_when(r, &text))
		return false;
	*texts = reader_add(r, *texts, n, &text, sizeof text);
	return *texts;
}

/* [WORD NAME], [WORD TEXT]: what stands behind the word into *out. */
static bool
read_option(struct reader *r, const char *word, const char **out)
{
	return reader_clause(r, word, N_("la columna"), out);
}

static bool
read_quoted(struct reader *r, const char *word, const char **out)
{
	bool taken;

	return reader_accept(r, word, &taken) &&
	       (!taken || reader_string(r, N_("el texto entre comillas"), out));
}

/* One of n words, if one is ahead: its number into *out. */
static bool
accept_one(struct reader *r, size_t n, const char *const *words, bool *taken,
	size_t *out)
{
	*taken = false;
	for (size_t i = 0; i < n && !*taken; i++) {
		if (!reader_accept(r, words[i], taken))
			return false;
		*out = i;
	}
	return true;
}

/* [text|number|percent|light|date|sign] [exact NAME] */
static bool
read_kind(struct reader *r, struct layout_column *column)
{
	size_t kind = CELL_TEXT;
	bool taken;

	if (!accept_one(r, CELL_KINDS, cell_kind_words, &taken, &kind))
		return false;
	if (taken)
		column->column.kind = (enum cell_kind)kind;
	if (!reader_clause(r, "exact", N_("la columna de la cifra exacta"),
		    &column->exact))
		return false;
	column->column.exact = column->exact;
	return true;
}

static bool
add_column(struct reading *r, const struct layout_column *column)
{
	struct layout_block *b = r->block;

	b->columns = reader_add(
		&r->reader, b->columns, &b->n_columns, column, sizeof *column);
	return b->columns;
}

/* ---- statements */

static bool
read_report(struct reading *r)
{
	return reader_titled(&r->reader, N_("el nombre del informe"),
		       &r->layout->name, &r->layout->title) &&
	       reader_clause(
		       &r->reader, "alias", N_("el alias"), &r->layout->alias);
}

static bool
read_period(struct reading *r)
{
	static const char *const words[] = {
		[PERIOD_ANY] = "any",
		[PERIOD_QUARTER] = "quarter",
		[PERIOD_YEAR] = "year",
		[PERIOD_NONE] = "none",
	};
	size_t sort = 0;
	bool taken;

	if (!accept_one(&r->reader, sizeof words / sizeof *words, words, &taken,
		    &sort))
		return false;
	r->layout->period = (enum period_sort)sort;
	return taken ||
	       reader_expected(&r->reader, N_("quarter, year, any o none"));
}

static bool
read_key(struct reading *r)
{
	struct reader *reader = &r->reader;
	struct layout *l = r->layout;

	return reader_string(reader, N_("qué es la clave, entre comillas"),
		       &l->key) &&
	       reader_clause(reader, "of", N_("el registro de las claves"),
		       &l->key_of) &&
	       (!l->key_of || reader_clause(reader, "as", N_("la columna"),
				      &l->key_as)) &&
	       reader_accept(reader, "optional", &l->is_key_optional);
}

/* plan_code, period_key, key or "constant". */
static bool
read_given(struct reader *r, struct layout_by *by)
{
	static const char *const words[] = {
		[GIVEN_PLAN] = "plan_code",
		[GIVEN_PERIOD] = "period_key",
		[GIVEN_KEY] = "key",
	};
	size_t given = 0;
	bool taken;

	if (reader_sees(r, TOKEN_STRING)) {
		by->given = GIVEN_TEXT;
		return reader_string(r, "", &by->text);
	}
	if (!accept_one(r, sizeof words / sizeof *words, words, &taken, &given))
		return false;
	by->given = (enum layout_given)given;
	return taken ||
	       reader_expected(r,
		       N_("plan_code, period_key, key o un texto entre comillas"));
}

/* Of a view: COLUMN [= GIVEN]; COLUMN alone is plan_code or period_key. */
static bool
read_narrow(struct reader *r, struct layout_by *by)
{
	const struct token token = r->token;

	if (!reader_name(r, N_("una columna"), &by->column))
		return false;
	if (reader_sees(r, TOKEN_EQUALS))
		return reader_next(r) && read_given(r, by);
	by->given = GIVEN_PERIOD;
	if (str_eq(by->column, "plan_code"))
		by->given = GIVEN_PLAN;
	else if (!str_eq(by->column, "period_key"))
		return reader_fail(r, token.line, token.column,
			_("«by» admite plan_code, period_key o una columna "
			  "con su valor: %s = key."),
			by->column);
	return true;
}

/* [by ...] */
static bool
read_by(struct reader *r, struct layout_source *source)
{
	bool more;

	if (!reader_accept(r, "by", &more))
		return false;
	source->has_by = more;
	while (more) {
		struct layout_by by = { 0 };

		if (!(source->is_view ? read_narrow(r, &by)
				      : read_given(r, &by)) ||
			!reader_comma(r, &more))
			return false;
		source->by = reader_add(
			r, source->by, &source->n_by, &by, sizeof by);
		if (!source->by)
			return false;
	}
	return true;
}

static bool
read_function(struct reader *r, struct layout_source *source)
{
	return reader_relation(r, N_("la función"), &source->relation) &&
	       read_by(r, source);
}

static bool
read_head(struct reading *r)
{
	return read_function(&r->reader, &r->layout->head);
}

static bool
read_figures(struct reading *r)
{
	return read_function(&r->reader, &r->layout->figures);
}

static bool
read_cover(struct reading *r)
{
	/* in the order of enum layout_cover */
	static const char *const words[] = { "institution", "year_name",
		"number", "version", "place", "date" };
	struct reader *reader = &r->reader;
	size_t what = 0;
	bool taken;

	if (!reader_accept(reader, "none", &taken))
		return false;
	if (taken) {
		r->layout->is_sheet = true;
		return true;
	}
	if (!reader_accept(reader, "logo", &taken))
		return false;
	if (taken)
		return reader_relation(
			reader, N_("la función"), &r->layout->logo);
	if (!accept_one(reader, COVER_TEXTS, words, &taken, &what))
		return false;
	if (!taken)
		return reader_expected(reader,
			N_("institution, year_name, number, version, place, "
			   "date, logo o none"));
	return reader_string(
		reader, N_("el texto entre comillas"), &r->layout->cover[what]);
}

static bool
read_large(struct reading *r)
{
	return r->layout->is_large = true;
}

static bool
read_sign(struct reading *r)
{
	struct reader *reader = &r->reader;
	struct layout *l = r->layout;
	struct layout_signer signer = { 0 };
	bool of;

	if (!reader_accept(reader, "of", &of))
		return false;
	if (of)
		return read_function(reader, &l->signed_by);
	if (!reader_string(
		    reader, N_("el cargo entre comillas"), &signer.post) ||
		!read_quoted(reader, "name", &signer.name))
		return false;
	l->signers = reader_add(
		reader, l->signers, &l->n_signers, &signer, sizeof signer);
	return l->signers;
}

static bool
read_page_mark(struct reading *r)
{
	return read_text(&r->reader, &r->layout->n_marks, &r->layout->marks);
}

static bool
read_top(struct reading *r)
{
	return read_text(&r->reader, &r->layout->n_tops, &r->layout->tops);
}

static bool
read_foot(struct reading *r)
{
	return read_text(&r->reader, &r->layout->n_feet, &r->layout->feet);
}

static bool
read_block(struct reading *r)
{
	struct layout *l = r->layout;
	struct layout_block block = { .line = r->reader.token.line };

	if (!reader_name(&r->reader, N_("el nombre del bloque"), &block.name) ||
		!reader_string(&r->reader, N_("el encabezado entre comillas"),
			&block.title))
		return false;
	l->blocks = reader_add(
		&r->reader, l->blocks, &l->n_blocks, &block, sizeof block);
	r->block = l->blocks ? &l->blocks[l->n_blocks - 1] : NULL;
	return r->block;
}

static bool
read_block_text(struct reading *r)
{
	return read_text(&r->reader, &r->block->n_texts, &r->block->texts);
}

static bool
read_fact(struct reading *r)
{
	struct layout_block *b = r->block;
	struct layout_column fact = { 0 };

	if (!reader_string(&r->reader, N_("el nombre del dato entre comillas"),
		    &fact.column.title) ||
		!reader_name(&r->reader, N_("la columna"), &fact.column.name) ||
		!read_kind(&r->reader, &fact))
		return false;
	b->facts = reader_add(
		&r->reader, b->facts, &b->n_facts, &fact, sizeof fact);
	return b->facts;
}

static bool
read_source(struct reading *r)
{
	return read_function(&r->reader, &r->block->source);
}

static bool
read_view(struct reading *r)
{
	struct reader *reader = &r->reader;
	struct layout_source *source = &r->block->source;
	bool order;

	source->is_view = true;
	return reader_relation(reader, N_("la vista"), &source->relation) &&
	       read_by(reader, source) &&
	       reader_accept(reader, "order", &order) &&
	       (!order || reader_names(reader, N_("una columna"), LAYOUT_NAMES,
				  &source->n_order, &source->order));
}

static bool
read_annex(struct reading *r)
{
	return r->block->annex = true;
}

static bool
read_optional(struct reading *r)
{
	return r->block->optional = true;
}

static bool
read_cards(struct reading *r)
{
	return r->block->cards = true;
}

static bool
read_total(struct reading *r)
{
	return reader_name(&r->reader, N_("la columna"), &r->block->total) &&
	       reader_word(&r->reader, N_("el valor"), &r->block->total_value);
}

static bool
read_mark(struct reader *r, struct layout_chart *c)
{
	return read_option(r, "mark", &c->mark) &&
	       (!c->mark || (read_option(r, "as", &c->mark_shown) &&
				    read_option(r, "each", &c->each)));
}

static bool
read_values(struct reader *r, struct layout_chart *c)
{
	return reader_name(r, N_("la columna"), &c->shown) &&
	       read_option(r, "exact", &c->exact) &&
	       (c->exact ||
		       reader_expected(r,
			       N_("exact y la columna de la cifra exacta"))) &&
	       read_option(r, "band", &c->band) && read_mark(r, c);
}

static bool
read_days(struct reader *r, struct layout_chart *c)
{
	return reader_name(r, N_("la columna del inicio"), &c->from) &&
	       reader_name(r, N_("la columna del fin"), &c->to) &&
	       read_option(r, "shown", &c->shown) &&
	       read_option(r, "state", &c->state) && read_mark(r, c);
}

static bool
read_chart(struct reading *r)
{
	struct reader *reader = &r->reader;
	struct layout_chart *c = arena_alloc(reader->arena, sizeof *c);
	size_t kind = 0;
	bool taken;

	if (!accept_one(reader, CHART_KINDS, chart_kind_words, &taken, &kind))
		return false;
	if (!taken)
		return reader_expected(reader, N_("bars, trend o timeline"));
	c->kind = (enum chart_kind)kind;
	r->block->chart = c;
	return reader_string(
		       reader, N_("el título entre comillas"), &c->title) &&
	       reader_string(
		       reader, N_("la etiqueta entre comillas"), &c->label) &&
	       (c->kind == CHART_TIMELINE ? read_days(reader, c)
					  : read_values(reader, c));
}

static bool
read_table(struct reading *r)
{
	return reader_string(&r->reader, N_("el título de la tabla"),
		&r->block->table_title);
}

static bool
read_empty(struct reading *r)
{
	return reader_string(
		&r->reader, N_("el texto entre comillas"), &r->block->empty);
}

static bool
read_group(struct reading *r)
{
	struct reader *reader = &r->reader;
	struct layout_block *b = r->block;

	return reader_name(reader, N_("la columna"), &b->group) &&
	       reader_string(
		       reader, N_("el texto entre comillas"), &b->group_text) &&
	       read_quoted(reader, "else", &b->group_else);
}

static bool
read_each(struct reading *r)
{
	return reader_string(
		&r->reader, N_("el texto entre comillas"), &r->block->each);
}

static bool
read_column(struct reading *r)
{
	struct layout_column column = { 0 };

	return reader_name(&r->reader, N_("la columna"), &column.column.name) &&
	       reader_number(&r->reader, N_("el ancho"), LAYOUT_WIDTH,
		       &column.column.width) &&
	       reader_string(&r->reader, N_("el encabezado entre comillas"),
		       &column.column.title) &&
	       read_kind(&r->reader, &column) && add_column(r, &column);
}

static bool
read_data(struct reading *r)
{
	struct layout_column column = { 0 };

	return reader_name(&r->reader, N_("la columna"), &column.column.name) &&
	       reader_string(&r->reader, N_("el encabezado entre comillas"),
		       &column.column.title) &&
	       read_kind(&r->reader, &column) && add_column(r, &column);
}

static const struct keyword keywords[] = {
	{ "report", read_report, false },
	{ "period", read_period, false },
	{ "key", read_key, false },
	{ "head", read_head, false },
	{ "figures", read_figures, false },
	{ "cover", read_cover, false },
	{ "large", read_large, false },
	{ "mark", read_page_mark, false },
	{ "sign", read_sign, false },
	{ "top", read_top, false },
	{ "foot", read_foot, false },
	{ "block", read_block, false },
	{ "text", read_block_text, true },
	{ "fact", read_fact, true },
	{ "source", read_source, true },
	{ "view", read_view, true },
	{ "annex", read_annex, true },
	{ "optional", read_optional, true },
	{ "cards", read_cards, true },
	{ "total", read_total, true },
	{ "chart", read_chart, true },
	{ "table", read_table, true },
	{ "empty", read_empty, true },
	{ "group", read_group, true },
	{ "each", read_each, true },
	{ "column", read_column, true },
	{ "data", read_data, true },
};

/* ---- the whole file */

static bool
read_statement(struct reading *r)
{
	struct reader *reader = &r->reader;
	const struct keyword *k = NULL;

	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
		if (reader_is_word(reader, keywords[i].word))
			k = &keywords[i];
	}
	if (!k)
		return reader_fail(reader, reader->token.line,
			reader->token.column, _("no se conoce «%.60s»."),
			reader->token.text);
	if (k->in_block && !r->block)
		return reader_fail(reader, reader->token.line,
			reader->token.column,
			_("«%s» va dentro de un bloque (block)."), k->word);
	reader_begin(reader);
	if (!reader_next(reader) || !k->read(r))
		return false;
	return reader_is_done(reader) ||
	       reader_fail(reader, reader->token.line, reader->token.column,
		       _("aquí sobra «%.60s»."), reader->token.text);
}

static bool
wrong_block(struct reading *r, const struct layout_block *b, const char *why)
{
	return reader_fail(&r->reader, b->line, 1, "%s", why);
}

/* What a source is given is what the report is asked of. */
static bool
check_given(struct reading *r, const struct layout_source *source, int line)
{
	bool none = r->layout->period == PERIOD_NONE;

	if (none && source->relation && !source->is_view && !source->has_by)
		return reader_fail(&r->reader, line, 1,
			_("un informe sin periodo no da plan_code ni "
			  "period_key: falta «by»."));
	for (size_t i = 0; i < source->n_by; i++) {
		if (none && (source->by[i].given == GIVEN_PLAN ||
				    source->by[i].given == GIVEN_PERIOD))
			return reader_fail(&r->reader, line, 1,
				_("un informe sin periodo no da plan_code ni "
				  "period_key."));
		if (source->by[i].given == GIVEN_KEY && !r->layout->key)
			return reader_fail(&r->reader, line, 1,
				_("se usa «key» y el informe no dice qué es: "
				  "falta key \"...\"."));
	}
	return true;
}

static bool
check_block(struct reading *r, const struct layout_block *b)
{
	bool rows = b->n_columns > 0 || b->chart;
	int width = 0;

	for (size_t i = 0; i < b->n_columns; i++) {
		if (b->columns[i].column.width > 0)
			width += b->columns[i].column.width + (width > 0);
	}
	if (width > LAYOUT_WIDTH)
		return wrong_block(
			r, b, _("las columnas de este bloque pasan de 80."));
	if (!b->source.relation != !rows)
		return wrong_block(r, b,
			_("un bloque con columnas o gráfico tiene su origen "
			  "(source o view), y al revés."));
	if (b->cards && !b->group_text)
		return wrong_block(r, b,
			_("unas fichas (cards) tienen su nombre (group)."));
	if (b->each && (r->layout->period != PERIOD_NONE || !rows))
		return wrong_block(r, b,
			_("un bloque por cada cosa (each) tiene filas y va en "
			  "un informe sin periodo."));
	return check_given(r, &b->source, b->line);
}

static bool
check_layout(struct reading *r)
{
	const struct layout *l = r->layout;

	if (!l->name || !l->head.relation || l->n_blocks == 0)
		return reader_fail(&r->reader, r->reader.line, 1,
			_("faltan report, head o algún block."));
	if (l->period == PERIOD_NONE && !l->key)
		return reader_fail(&r->reader, r->reader.line, 1,
			_("un informe sin periodo es de una sola cosa: falta "
			  "key \"...\"."));
	if (!check_given(r, &l->head, 1) || !check_given(r, &l->figures, 1) ||
		!check_given(r, &l->signed_by, 1))
		return false;
	for (size_t i = 0; i < l->n_blocks; i++) {
		if (!check_block(r, &l->blocks[i]))
			return false;
	}
	return true;
}

struct layout *
layout_parse(struct arena *arena, const char *path, const char *text, size_t n,
	struct err *err)
{
	struct err own = { 0 };
	struct layout *layout = arena_alloc(arena, sizeof *layout);
	struct reading r = { .layout = layout };

	layout->path = arena_strdup(arena, path);
	r.reader = (struct reader){ .arena = arena,
		.path = layout->path,
		.text = text,
		.n = n,
		.line = 1,
		.err = err ? err : &own };
	err_clear(r.reader.err);
	if (!reader_is_readable(&r.reader) || !reader_next(&r.reader))
		return NULL;
	while (r.reader.token.kind != TOKEN_END) {
		if (!read_statement(&r))
			return NULL;
	}
	return check_layout(&r) ? layout : NULL;
}
