/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may stand after a field's name: the closed list of attributes. */
#include "form/reader.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

struct attribute {
	const char *name;
	/* One of the three: a flag of the field, a kind, or a reader. */
	size_t flag; /* offset in struct field + 1 */
	enum field_kind kind;
	bool (*read)(struct reader *r, struct field *field);
	bool takes_string; /* right after its name */
};

static bool read_choice(struct reader *r, struct field *field);
static bool read_lookup(struct reader *r, struct field *field);
static bool read_heading(struct reader *r, struct field *field);
static bool read_values(struct reader *r, struct field *field);
static bool read_default(struct reader *r, struct field *field);
static bool read_picture(struct reader *r, struct field *field);
static bool read_range(struct reader *r, struct field *field);
static bool read_alert(struct reader *r, struct field *field);
static bool read_help(struct reader *r, struct field *field);
static bool read_numbers(struct reader *r, struct field *field);
static bool read_code(struct reader *r, struct field *field);
static bool read_near(struct reader *r, struct field *field);

#define FLAG(member) .flag = offsetof(struct field, member) + 1

static const struct attribute attributes[] = {
	{ .name = "noentry", FLAG(noentry) },
	{ .name = "noupdate", FLAG(noupdate) },
	{ .name = "required", FLAG(required) },
	{ .name = "optional", FLAG(optional) },
	{ .name = "keep", FLAG(keep) },
	{ .name = "search", FLAG(search) },
	{ .name = "upper", FLAG(upper) },
	{ .name = "wrap", FLAG(wrap) },
	{ .name = "said", FLAG(said) },
	{ .name = "one-line", FLAG(one_line) },
	{ .name = "personal", FLAG(personal) },
	{ .name = "measured", FLAG(measured) },
	{ .name = "money", .kind = FIELD_MONEY },
	{ .name = "percent", .kind = FIELD_PERCENT },
	{ .name = "partial-date", .kind = FIELD_PARTIAL },
	{ .name = "ruc", .kind = FIELD_RUC },
	{ .name = "dni", .kind = FIELD_DNI },
	{ .name = "ubigeo", .kind = FIELD_UBIGEO },
	{ .name = "email", .kind = FIELD_EMAIL },
	{ .name = "phone", .kind = FIELD_PHONE },
	{ .name = "period", .kind = FIELD_PERIOD },
	{ .name = "periods", .kind = FIELD_PERIODS },
	{ .name = "choice", .read = read_choice },
	{ .name = "lookup", .read = read_lookup },
	{ .name = "heading", .read = read_heading, .takes_string = true },
	{ .name = "values", .read = read_values, .takes_string = true },
	{ .name = "default", .read = read_default, .takes_string = true },
	{ .name = "picture", .read = read_picture, .takes_string = true },
	{ .name = "range", .read = read_range, .takes_string = true },
	{ .name = "alert", .read = read_alert },
	{ .name = "help", .read = read_help, .takes_string = true },
	{ .name = "numbers", .read = read_numbers },
	{ .name = "code", .read = read_code },
	{ .name = "near", .read = read_near },
};

enum {
	N_ATTRIBUTES = sizeof attributes / sizeof attributes[0]
};

static const struct attribute *
attribute_find(const char *name)
{
	for (size_t i = 0; i < N_ATTRIBUTES; i++)
		if (str_eq(attributes[i].name, name))
			return &attributes[i];
	return NULL;
}

/* Letters to add, drop or change (Levenshtein) between two short words; 99
 * when one is too long for it. */
static int
distance(const char *a, const char *b)
{
	int row[32];
	int n = (int)strlen(a);
	int m = (int)strlen(b);

	if (n > 30 || m > 30)
		return 99;
	for (int j = 0; j <= m; j++)
		row[j] = j;
	for (int i = 1; i <= n; i++) {
		int corner = row[0];

		row[0] = i;
		for (int j = 1; j <= m; j++) {
			int best = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[m];
}

/* The attributes that look like it; all when none does. */
static bool
unknown_attribute(struct reader *r)
{
	struct buf near = { 0 };
	const char *typed = r->token.text;

	for (int most = 2; near.len == 0; most = 99)
		for (size_t i = 0; i < N_ATTRIBUTES; i++) {
			const char *name = attributes[i].name;

			if (distance(typed, name) <= most ||
				(strlen(typed) >= 3 &&
					str_starts(name, typed)) ||
				most == 99)
				buf_printf(&near, "%s%s",
					near.len > 0 ? ", " : "", name);
		}
	reader_fail(r, r->token.line, r->token.column,
		_("no hay un atributo «%.40s»; parecidos: %s."), typed,
		buf_text(&near));
	buf_free(&near);
	return false;
}

static bool
read_attribute(
	struct reader *r, struct field *field, bool seen[static N_ATTRIBUTES])
{
	const struct attribute *attribute;
	size_t at;

	if (!reader_sees(r, TOKEN_WORD))
		return reader_expected(r, N_("un atributo"));
	attribute = attribute_find(r->token.text);
	if (!attribute)
		return unknown_attribute(r);
	at = (size_t)(attribute - attributes);
	if (seen[at])
		return reader_fail(r, r->token.line, r->token.column,
			_("el atributo «%s» está dos veces."), attribute->name);
	seen[at] = true;
	if (attribute->kind != FIELD_TEXT && field->kind != FIELD_TEXT)
		return reader_fail(r, r->token.line, r->token.column,
			_("«%s» no va con otro atributo que ya dice la clase "
			  "del campo."),
			attribute->name);
	if (!reader_next(r))
		return false;
	if (attribute->flag != 0)
		*((bool *)((char *)field + attribute->flag - 1)) = true;
	else if (attribute->kind != FIELD_TEXT)
		field->kind = attribute->kind;
	return !attribute->read || attribute->read(r, field);
}

bool
attributes_read(struct reader *r, struct field *field)
{
	bool seen[N_ATTRIBUTES] = { false };

	if (reader_is_done(r))
		return true;
	for (;;) {
		if (!read_attribute(r, field, seen))
			return false;
		if (reader_is_done(r))
			return true;
		if (r->token.kind != TOKEN_COMMA)
			return reader_expected(
				r, N_("una coma antes de otro atributo"));
		if (!reader_next(r))
			return false;
	}
}

/* After a choice's comma: another choice, or the next attribute? A word that
 * names an attribute is one, unless a label follows that the attribute could
 * not take. */
static bool
is_choice_ahead(const struct reader *r)
{
	struct reader ahead = *r;
	struct err ignored = { 0 };
	const struct attribute *attribute;

	ahead.err = &ignored;
	if (!reader_next(&ahead) || ahead.token.kind != TOKEN_WORD)
		return false;
	attribute = attribute_find(ahead.token.text);
	if (!attribute)
		return true;
	return !attribute->takes_string && reader_next(&ahead) &&
	       reader_sees(&ahead, TOKEN_STRING);
}

/* choice CODE ["Label"], ... */
static bool
read_choice(struct reader *r, struct field *field)
{
	for (;;) {
		struct choice choice;

		if (!reader_word(
			    r, N_("el código de una opción"), &choice.code))
			return false;
		choice.label = choice.code;
		if (!reader_label(r, &choice.label))
			return false;
		field->choices = reader_add(r, field->choices,
			&field->n_choices, &choice, sizeof choice);
		if (!field->choices)
			return false;
		if (!reader_sees(r, TOKEN_COMMA) || !is_choice_ahead(r))
			return true;
		if (!reader_next(r))
			return false;
	}
}

static bool
read_show(struct reader *r, struct lookup *lookup)
{
	struct lookup_show show;

	if (!reader_word(r,
		    N_("la etiqueta o el nombre del campo que se "
		       "llena"),
		    &show.field) ||
		!reader_must(r, "=") ||
		!reader_name(r, N_("la columna de la vista de búsqueda"),
			&show.column))
		return false;
	lookup->show = reader_add(
		r, lookup->show, &lookup->n_show, &show, sizeof show);
	return lookup->show;
}

/* Is the token ahead a comma and after it NAME = ? */
static bool
is_show_ahead(const struct reader *r)
{
	struct reader ahead = *r;
	struct err ignored = { 0 };

	ahead.err = &ignored;
	return reader_sees(r, TOKEN_COMMA) && reader_next(&ahead) &&
	       ahead.token.kind == TOKEN_WORD && reader_next(&ahead) &&
	       reader_sees(&ahead, TOKEN_EQUALS);
}

/* lookup VIEW [free] [writes COLUMN] [show FIELD = COLUMN, ...] */
static bool
read_lookup(struct reader *r, struct field *field)
{
	struct lookup *lookup = arena_alloc(r->arena, sizeof *lookup);
	bool taken;

	field->lookup = lookup;
	if (!reader_relation(r, N_("la vista de búsqueda"), &lookup->pick) ||
		!reader_accept(r, "free", &lookup->free) ||
		!reader_clause(r, "writes", N_("la columna que recibe el id"),
			&lookup->writes) ||
		!reader_accept(r, "show", &taken))
		return false;
	while (taken) {
		if (!read_show(r, lookup))
			return false;
		taken = is_show_ahead(r);
		if (taken && !reader_next(r))
			return false;
	}
	return true;
}

/* heading "A" "B" ... */
static bool
read_heading(struct reader *r, struct field *field)
{
	do {
		const char *text;

		if (!reader_string(
			    r, N_("un encabezado entre comillas"), &text))
			return false;
		field->headings = reader_add(r, field->headings,
			&field->n_headings, &text, sizeof text);
	} while (field->headings && reader_sees(r, TOKEN_STRING));
	return field->headings;
}

/* values "Word"=code ... */
static bool
read_values(struct reader *r, struct field *field)
{
	do {
		struct choice_word word;

		if (!reader_string(
			    r, N_("una palabra entre comillas"), &word.word) ||
			!reader_must(r, "=") ||
			!reader_word(
				r, N_("el código de la opción"), &word.code))
			return false;
		field->words = reader_add(
			r, field->words, &field->n_words, &word, sizeof word);
	} while (field->words && reader_sees(r, TOKEN_STRING));
	return field->words;
}

/* A word or a string. */
static bool
read_either(struct reader *r, const char *what, const char **out)
{
	if (r->token.kind == TOKEN_STRING)
		return reader_string(r, what, out);
	return reader_word(r, what, out);
}

static bool
read_default(struct reader *r, struct field *field)
{
	return read_either(r, N_("el valor inicial"), &field->default_value);
}

static bool
read_picture(struct reader *r, struct field *field)
{
	return reader_string(r,
		N_("el modelo entre comillas (9 cifra, A "
		   "letra, X cualquiera)"),
		&field->picture);
}

/* range LOW..HIGH, either side may be missing. */
static bool
read_range(struct reader *r, struct field *field)
{
	const char *text;
	const char *dots;
	struct token at = r->token;

	if (!read_either(r, N_("un rango como 0..100"), &text))
		return false;
	dots = strstr(text, "..");
	if (!dots || strlen(text) == 2)
		return reader_fail(r, at.line, at.column,
			_("un rango se escribe 0..100, 0.. o ..100 y está "
			  "«%.40s»."),
			text);
	if (dots != text)
		field->range_low =
			arena_strndup(r->arena, text, (size_t)(dots - text));
	if (dots[2] != '\0')
		field->range_high = arena_strdup(r->arena, dots + 2);
	return true;
}

static bool
read_alert(struct reader *r, struct field *field)
{
	return reader_name(
		r, N_("la columna que marca la alerta"), &field->alert);
}

static bool
read_help(struct reader *r, struct field *field)
{
	return reader_string(r, N_("la ayuda entre comillas"), &field->help);
}

static bool
read_numbers(struct reader *r, struct field *field)
{
	return reader_name(r, N_("la columna del número"), &field->numbers);
}

static bool
read_code(struct reader *r, struct field *field)
{
	return reader_number(r, N_("cuántos caracteres tiene a lo más"),
		FORM_COLUMNS, &field->code);
}

static bool
read_near(struct reader *r, struct field *field)
{
	return reader_name(
		r, N_("la columna con que se compara"), &field->near);
}
