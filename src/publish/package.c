/* SPDX-License-Identifier: GPL-3.0-or-later */
/* datapackage.json: what the files are, by the Data Package standard, version
 * 2 (https://datapackage.org/standard/). */
#include <string.h>

#include "base/str.h"
#include "publish/data.h"

#define PROFILE "https://datapackage.org/profiles/2.0/"

/* ---- columns */

struct type {
	const char *begins; /* what the catalogue calls it */
	const char *type;
};

static const char *
type_of(const struct open_column *column)
{
	static const struct type types[] = {
		{ "smallint", "integer" },
		{ "integer", "integer" },
		{ "bigint", "integer" },
		{ "numeric", "number" },
		{ "boolean", "boolean" },
		{ "date", "date" },
		{ "timestamp", "datetime" },
		{ "time", "time" },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_starts(column->type, types[i].begins))
			return types[i].type;
	return "string";
}

static bool
has_words(const struct open_column *column)
{
	return column->field && column->field->n_choices > 0 &&
	       str_eq(type_of(column), "string");
}

static void
put_choices(const struct open_column *column, struct buf *out)
{
	if (!has_words(column))
		return;
	buf_puts(out, ", \"categories\": [");
	for (size_t i = 0; i < column->field->n_choices; i++) {
		const struct choice *choice = &column->field->choices[i];

		str_json_member(out, i ? ", {" : "{", "value", choice->code);
		str_json_member(out, ", ", "label", choice->label);
		buf_puts(out, "}");
	}
	buf_puts(out, "]");
}

/* varchar(40): how long. */
static const char *
length_of(const struct open_column *column)
{
	const char *at = strchr(column->type, '(');

	return at && str_eq(type_of(column), "string") ? at + 1 : NULL;
}

static bool
is_key(const struct open_set *set, const struct open_column *column)
{
	for (size_t i = 0; i < set->n_key; i++)
		if (str_eq(set->key[i], column->name))
			return true;
	return false;
}

static void
put_range(const struct open_column *column, const char **comma, struct buf *out)
{
	const struct field *field = column->field;
	bool counts = str_in((const char *const[]){ "integer", "number", NULL },
		type_of(column));

	if (!field || !counts)
		return;
	if (field->range_low) {
		buf_printf(out, "%s\"minimum\": %s", *comma, field->range_low);
		*comma = ", ";
	}
	if (field->range_high) {
		buf_printf(out, "%s\"maximum\": %s", *comma, field->range_high);
		*comma = ", ";
	}
}

static void
put_constraints(const struct open_set *set, const struct open_column *column,
	struct buf *out)
{
	struct buf rules = { 0 };
	const char *comma = "";
	const char *length = length_of(column);

	if (column->required || is_key(set, column)) {
		buf_puts(&rules, "\"required\": true");
		comma = ", ";
	}
	if (length) {
		buf_printf(&rules, "%s\"maxLength\": %.*s", comma,
			(int)strspn(length, "0123456789"), length);
		comma = ", ";
	}
	put_range(column, &comma, &rules);
	if (rules.len)
		buf_printf(out, ", \"constraints\": {%s}", buf_text(&rules));
	buf_free(&rules);
}

static void
put_column(const struct open_set *set, const struct open_column *column,
	struct buf *out)
{
	const char *type = type_of(column);

	str_json_member(out, "          {", "name", column->name);
	str_json_member(out, ", ", "type", type);
	str_json_member(out, ", ", "title", open_column_title(column));
	if (!str_eq(open_column_title(column), column->about))
		str_json_member(out, ", ", "description", column->about);
	if (str_eq(type, "number"))
		str_json_member(out, ", ", "decimalChar", ".");
	put_choices(column, out);
	put_constraints(set, column, out);
	buf_puts(out, "}");
}

/* ---- keys */

static void
put_names(const char *const *names, size_t n, struct buf *out)
{
	buf_puts(out, "[");
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i ? ", " : "");
		str_json(out, names[i]);
	}
	buf_puts(out, "]");
}

/* A row stands on another by the columns that this one is known by, where it
 * has all of them; of several, one may be blank only with all the others. */
static bool
is_link(const struct open_data *data, const struct open_link *link)
{
	const struct open_set *from = &data->sets[link->from];
	const struct open_set *to = &data->sets[link->to];

	for (size_t i = 0; i < to->n_key; i++)
		if (open_column_at(from, to->key[i]) == from->n_columns)
			return false;
	return to->n_key > 0 && (link->required || to->n_key == 1);
}

static void
put_links(const struct open_data *data, size_t set, struct buf *out)
{
	const char *lead = ",\n        \"foreignKeys\": [\n";
	const char *end = "";

	for (size_t i = 0; i < data->n_links; i++) {
		const struct open_link *link = &data->links[i];
		const struct open_set *to = &data->sets[link->to];

		if (link->from != set || !is_link(data, link))
			continue;
		buf_printf(out, "%s          {\"fields\": ", lead);
		put_names(to->key, to->n_key, out);
		str_json_member(
			out, ", \"reference\": {", "resource", to->name);
		buf_puts(out, ", \"fields\": ");
		put_names(to->key, to->n_key, out);
		buf_puts(out, "}}");
		lead = ",\n";
		end = "\n        ]";
	}
	buf_puts(out, end);
}

/* ---- files */

static void
put_schema(const struct open_data *data, size_t at, struct buf *out)
{
	const struct open_set *set = &data->sets[at];

	buf_puts(out, "      \"schema\": {\n        \"$schema\": "
		      "\"" PROFILE "tableschema.json\",\n"
		      "        \"fields\": [\n");
	for (size_t i = 0; i < set->n_columns; i++) {
		put_column(set, &set->columns[i], out);
		buf_puts(out, i + 1 < set->n_columns ? ",\n" : "\n");
	}
	buf_puts(out, "        ],\n        \"missingValues\": [\"\"]");
	if (set->n_key > 0) {
		buf_puts(out, ",\n        \"primaryKey\": ");
		put_names(set->key, set->n_key, out);
	}
	put_links(data, at, out);
	buf_puts(out, "\n      }\n");
}

static void
put_resource(const struct open_data *data, size_t at, struct buf *out)
{
	const struct open_set *set = &data->sets[at];

	buf_puts(out, "    {\n      \"$schema\": "
		      "\"" PROFILE "dataresource.json\",\n");
	str_json_member(out, "      ", "name", set->name);
	str_json_member(out, ",\n      ", "type", "table");
	buf_printf(out, ",\n      \"path\": \"%s.csv\"", set->name);
	str_json_member(out, ",\n      ", "title", set->title);
	str_json_member(out, ",\n      ", "format", "csv");
	str_json_member(out, ",\n      ", "mediatype", "text/csv");
	str_json_member(out, ",\n      ", "encoding", "utf-8");
	buf_printf(out, ",\n      \"bytes\": %zu", set->file.bytes);
	buf_printf(out, ",\n      \"hash\": \"sha256:%s\"", set->file.sha256);
	buf_puts(out, ",\n      \"dialect\": {\"$schema\": "
		      "\"" PROFILE "tabledialect.json\", \"delimiter\": \",\", "
		      "\"lineTerminator\": \"\\n\", \"quoteChar\": \"\\\"\", "
		      "\"doubleQuote\": true, \"header\": true},\n");
	put_schema(data, at, out);
	buf_puts(out, at + 1 < data->n_sets ? "    },\n" : "    }\n");
}

/* "hito-" and the acronym as a name of the standard. */
static void
put_name(const struct open_data *data, struct buf *out)
{
	buf_puts(out, "  \"name\": \"hito");
	for (const char *at = data->acronym; at && *at; at++) {
		bool letter = (*at >= 'A' && *at <= 'Z') ||
			      (*at >= 'a' && *at <= 'z') ||
			      (*at >= '0' && *at <= '9');

		if (at == data->acronym)
			buf_putc(out, '-');
		buf_putc(out, !letter			 ? '-'
			      : *at >= 'A' && *at <= 'Z' ? (char)(*at + 32)
							 : *at);
	}
	buf_puts(out, "\",\n");
}

static void
put_head(const struct open_data *data, struct buf *out)
{
	struct buf title = { 0 };

	buf_printf(&title, "Datos abiertos: %s", data->institution);
	str_json_member(out, "  ", "title", buf_text(&title));
	buf_free(&title);
	str_json_member(out, ",\n  ", "description",
		data->is_test
			? "PRUEBA - datos de práctica: nada de esto ocurrió."
			: "Registros públicos de gobierno abierto y de "
			  "trabajo. Los textos que empiezan con un signo de "
			  "fórmula llevan un apóstrofo delante.");
	if (*data->url)
		str_json_member(out, ",\n  ", "homepage", data->url);
	str_json_member(out, ",\n  \"licenses\": [{", "name", data->licence);
	str_json_member(out, ", ", "path", data->licence_url);
	str_json_member(out, ", ", "title", data->licence_title);
	str_json_member(
		out, "}],\n  \"contributors\": [{", "title", data->institution);
	buf_puts(out, ", \"roles\": [\"publisher\"]}],\n");
	str_json_member(out, "  \"sources\": [{", "title", data->institution);
	buf_puts(out, "}],\n");
}

void
open_package_write(const struct open_data *data, struct buf *out)
{
	buf_puts(out, "{\n  \"$schema\": \"" PROFILE "datapackage.json\",\n");
	put_name(data, out);
	put_head(data, out);
	buf_puts(out, "  \"resources\": [\n");
	for (size_t i = 0; i < data->n_sets; i++)
		put_resource(data, i, out);
	buf_puts(out, "  ]\n}\n");
}
