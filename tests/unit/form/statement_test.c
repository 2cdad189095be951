/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQL of saving, reading, paging and looking up. */
#include "sample.h"

#include <string.h>

#include "base/str.h"
#include "form/statement.h"

static int
at(const struct form *form, const char *name)
{
	return form_field(form, name);
}

static void
type(struct record *r, const char *name, const char *typed)
{
	struct err err = { 0 };

	if (!record_type(r, at(r->form, name), typed, sample_today, &err))
		fail_msg("%s", err.text);
}

static void
type_line(struct record *r, size_t row, size_t field, const char *typed)
{
	assert_true(value_type(r->arena, &r->form->lines[0].fields[field],
		typed, sample_today, &r->lines[0].rows[row].values[field],
		NULL));
}

/* values: the expected ones, "-" for NULL, up to a NULL. */
static void
expect(const struct statement *s, const char *sql, const char *const *values)
{
	int n = 0;

	assert_string_equal(s->sql, sql);
	for (; values[n]; n++) {
		assert_true(n < s->n);
		if (str_eq(values[n], "-"))
			assert_null(s->values[n]);
		else
			assert_string_equal(s->values[n], values[n]);
	}
	assert_int_equal(s->n, n);
}

#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_insert(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct record *r = record_new(form, NULL, sample_today);

	(void)state;
	type(r, "plan_code", "2018-2020");
	type(r, "commitment_no", "3");
	type(r, "text", "Difusión");
	type(r, "ends", "ago-2019");
	record_add_line(r, 0);
	type_line(r, 0, 0, "Talleres");
	record_add_line(r, 0); /* left empty: not saved */
	statement_save(&list, r);
	assert_int_equal(list.n, 2);
	expect(&list.v[0],
		"insert into \"plan\".\"milestone\" "
		"(\"commitment_id\", \"text\", \"ends\", \"ends_from\", "
		"\"ends_to\", \"ends_precision\", \"ends_doubtful\") values ("
		"core.expect_found((select case when count(*) = 1 then "
		"min(id) end from \"plan\".\"commitment_pick\" where "
		"\"commitment_no\" = $1::integer and "
		"core.fold(\"plan_code\"::text) = core.fold($2::text)), "
		"$3::text, $4::text), $5::text, $6::text, "
		"$7::date, $8::date, $9::text, $10::boolean)",
		VALUES("3", "2018-2020", "commitment_no", "3", "Difusión",
			"ago-2019", "2019-08-01", "2019-08-31", "month", "f"));
	expect(&list.v[1],
		"insert into \"plan\".\"goal\" (\"milestone_id\", "
		"\"text\") values ((select currval(pg_get_serial_sequence("
		"'\"plan\".\"milestone\"', 'id'))), $1::text)",
		VALUES("Talleres"));
	record_free(r);
	arena_free(arena);
}

/* What a form says of the records that it makes: nobody types it, a copy has it
 * too, and what stands is not changed by it. */
static void
test_said_by_form(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	struct statements list = { .arena = arena };
	struct record *r;
	struct record *copy;

	(void)state;
	form->fields[at(form, "state")].default_value = "En proceso";
	r = record_new(form, NULL, sample_today);
	type(r, "text", "Difusión");
	statement_save(&list, r);
	assert_int_equal(list.n, 1);
	expect(&list.v[0],
		"insert into \"plan\".\"milestone\" (\"text\", \"state\") "
		"values ($1::text, $2::text)",
		VALUES("Difusión", "running"));
	r->id = "7";
	r->version = "4";
	record_load(r, at(form, "state"), "done");
	copy = record_copy(r, true);
	assert_string_equal(copy->values[at(form, "state")].now, "running");
	type(r, "text", "Otra");
	list.n = 0;
	statement_save(&list, r);
	assert_null(strstr(list.v[0].sql, "state"));
	record_free(copy);
	record_free(r);
	arena_free(arena);
}

/* A record as read: id 7, version 4, two lines. */
static struct record *
read_record(const struct form *form)
{
	struct record *r = record_new(form, NULL, sample_today);

	r->id = "7";
	r->version = "4";
	record_load(r, at(form, "plan_code"), "2018-2020");
	record_load(r, at(form, "commitment_no"), "3");
	record_load(r, at(form, "text"), "Difusión");
	record_load(r, at(form, "office_code"), "SGTI");
	for (size_t i = 0; i < 2; i++) {
		struct line_row *row;

		record_add_line(r, 0);
		row = &r->lines[0].rows[i];
		row->id = i == 0 ? "11" : "12";
		row->version = "1";
		row->values[0].now = row->values[0].was = "Meta";
	}
	return r;
}

static void
test_update(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct record *r = read_record(form);

	(void)state;
	statement_save(&list, r);
	assert_int_equal(list.n, 0); /* nothing is dirty */
	type(r, "text", "Difusión y socialización");
	type(r, "number_text", "2");
	statement_save(&list, r);
	assert_int_equal(list.n, 1);
	expect(&list.v[0],
		"with u as (update \"plan\".\"milestone\" set "
		"\"number_text\" = $1::character varying, \"text\" = "
		"$2::text where id = $3::bigint and row_version = "
		"$4::integer returning 1) select core.expect_one(count(*)) "
		"from u",
		VALUES("2", "Difusión y socialización", "7", "4"));
	record_free(r);
	arena_free(arena);
}

/* What is given once is written with a new record and never again. */
static void
test_what_is_set_once(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct record *r = read_record(form), *fresh;

	(void)state;
	form->fields[at(form, "number_text")].noupdate = true;
	type(r, "number_text", "2");
	statement_save(&list, r);
	assert_int_equal(list.n, 0);
	type(r, "text", "Otra");
	statement_save(&list, r);
	expect(&list.v[0],
		"with u as (update \"plan\".\"milestone\" set \"text\" = "
		"$1::text where id = $2::bigint and row_version = "
		"$3::integer returning 1) select core.expect_one(count(*)) "
		"from u",
		VALUES("Otra", "7", "4"));
	record_free(r);
	fresh = record_new(form, NULL, sample_today);
	type(fresh, "number_text", "2");
	statement_save(&list, fresh);
	assert_int_equal(list.n, 2);
	expect(&list.v[1],
		"insert into \"plan\".\"milestone\" (\"number_text\") values "
		"($1::character varying)",
		VALUES("2"));
	record_free(fresh);
	arena_free(arena);
}

/* Emptied values are NULL, of a partial date all but the mark. */
static void
test_emptied(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct record *r = read_record(form);

	(void)state;
	record_load_partial(r, at(form, "ends"), "x", "2019-08-01",
		"2019-08-31", "month", true);
	type(r, "ends", "");
	type(r, "office_code", "");
	statement_save(&list, r);
	assert_int_equal(list.n, 1);
	expect(&list.v[0],
		"with u as (update \"plan\".\"milestone\" set "
		"\"ends\" = $1::text, \"ends_from\" = $2::date, \"ends_to\" "
		"= $3::date, \"ends_precision\" = $4::text, "
		"\"ends_doubtful\" = $5::boolean, \"office_id\" = null where "
		"id = $6::bigint and row_version = $7::integer returning 1) "
		"select core.expect_one(count(*)) from u",
		VALUES("-", "-", "-", "-", "f", "7", "4"));
	record_free(r);
	arena_free(arena);
}

/* Another plan makes the same number another commitment. */
static void
test_narrowed_anew(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct record *r = read_record(form);

	(void)state;
	type(r, "plan_code", "2016-2017");
	statement_save(&list, r);
	assert_int_equal(list.n, 1);
	expect(&list.v[0],
		"with u as (update \"plan\".\"milestone\" set "
		"\"commitment_id\" = core.expect_found((select case when "
		"count(*) = 1 then min(id) end from "
		"\"plan\".\"commitment_pick\" where \"commitment_no\" = "
		"$1::integer and core.fold(\"plan_code\"::text) = "
		"core.fold($2::text)), $3::text, $4::text) where id = $5::bigint and row_version = "
		"$6::integer returning 1) select core.expect_one(count(*)) "
		"from u",
		VALUES("3", "2016-2017", "commitment_no", "3", "7", "4"));
	record_free(r);
	arena_free(arena);
}

/* Dropped, then changed, then new ones; the parent's version moves along. */
static void
test_lines_only(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct record *r = read_record(form);

	(void)state;
	type_line(r, 0, 1, "4");
	r->lines[0].rows[1].dropped = true;
	record_add_line(r, 0);
	type_line(r, 2, 0, "Otra");
	statement_save(&list, r);
	assert_int_equal(list.n, 4);
	expect(&list.v[0],
		"with u as (update \"plan\".\"milestone\" set "
		"row_version = row_version where id = $1::bigint and "
		"row_version = $2::integer returning 1) select "
		"core.expect_one(count(*)) from u",
		VALUES("7", "4"));
	expect(&list.v[1],
		"with u as (update \"plan\".\"goal\" set "
		"deleted_at = now(), deleted_by = session_user, deleted_why "
		"= $1::text where id = $2::bigint and row_version = "
		"$3::integer returning 1) select core.expect_one(count(*)) "
		"from u",
		VALUES("retirada de su lista", "12", "1"));
	expect(&list.v[2],
		"with u as (update \"plan\".\"goal\" set "
		"\"quantity\" = $1::numeric where id = $2::bigint and "
		"row_version = $3::integer returning 1) select "
		"core.expect_one(count(*)) from u",
		VALUES("4.00", "11", "1"));
	expect(&list.v[3],
		"insert into \"plan\".\"goal\" (\"milestone_id\", "
		"\"text\") values ($1::bigint, $2::text)",
		VALUES("7", "Otra"));
	record_free(r);
	arena_free(arena);
}

#define PACKED(sql) "select string_agg(x::text,',')from(" sql ")as x"
#define READ_COLUMNS                                                   \
	"select id, row_version, deleted_at, \"plan_code\", "          \
	"\"commitment_no\", \"commitment_title\", \"number_text\", "   \
	"\"text\", \"origin\", \"permanent\", \"state\", \"starts\", " \
	"\"starts_from\", \"starts_to\", \"starts_precision\", "       \
	"\"starts_doubtful\", \"ends\", \"ends_from\", \"ends_to\", "  \
	"\"ends_precision\", \"ends_doubtful\", \"progress\", "        \
	"\"progress_kind\", \"office_code\", \"office_name\" from "
#define READ_LINES                                               \
	"select id, row_version, \"text\", \"quantity\", "       \
	"\"due\", \"due_from\", \"due_to\", \"due_precision\", " \
	"\"due_doubtful\" from \"plan\".\"goal\" where \"milestone_id\" = "
#define LINES_END " and deleted_at is null order by id"

static void
test_read(void **state)
{
	static const char *const key[] = { "2018-2020", "3", "2" };
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);

	(void)state;
	statement_read(&list, form, "7");
	assert_int_equal(list.n, 2);
	expect(&list.v[0],
		PACKED(READ_COLUMNS "\"plan\".\"milestone_all\" where id "
				    "= $1::bigint"),
		VALUES("7"));
	expect(&list.v[1], PACKED(READ_LINES "$1::bigint" LINES_END),
		VALUES("7"));
	statement_read(&list, form, NULL);
	expect(&list.v[2],
		PACKED(READ_COLUMNS "\"plan\".\"milestone_all\" where id "
				    "= (select currval(pg_get_serial_sequence("
				    "'\"plan\".\"milestone\"', 'id')))"),
		VALUES(NULL));
	assert_false(statement_key_has_parents(form));
	statement_read_key(&list, form, key, false);
	expect(&list.v[4],
		PACKED(READ_COLUMNS
			"\"plan\".\"milestone_list\" where "
			"\"plan_code\" = $1::text and \"commitment_no\" = "
			"$2::integer and \"position\" = $3::integer"),
		VALUES("2018-2020", "3", "2"));
	expect(&list.v[5],
		PACKED(READ_LINES
			"(select id from "
			"\"plan\".\"milestone_list\" where \"plan_code\" = $1::text "
			"and \"commitment_no\" = $2::integer and \"position\" = "
			"$3::integer)" LINES_END),
		VALUES("2018-2020", "3", "2"));
	statement_read_marked(&list, form, key);
	expect(&list.v[6],
		PACKED(READ_COLUMNS
			"\"plan\".\"milestone_all\" where "
			"\"plan_code\" = $1::text and \"commitment_no\" = $2::integer"
			" and \"position\" = $3::integer and deleted_at is not null"
			" order by deleted_at desc, id desc limit 1"),
		VALUES("2018-2020", "3", "2"));
	arena_free(arena);
}

/* Of a key that two records stand in, the second is found by its codes first:
 * else all rows of the first one are read. */
static void
test_read_by_pick(void **state)
{
	static const char *natural[] = { "plan_code", "commitment_no",
		"office_code" };
	static const char *const key[] = { "2018-2020", "3", "GRTPE" };
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);

	(void)state;
	form->natural = natural;
	form->n_lines = 0;
	assert_true(statement_key_has_parents(form));
	statement_read_key(&list, form, key, true);
	expect(&list.v[0],
		PACKED(READ_COLUMNS
			"\"plan\".\"milestone_list\" where \"plan_code\" = "
			"$1::text and \"commitment_no\" = $2::integer and "
			"\"office_code\" = $3::text and \"office_id\" = (select "
			"max(id) from \"core\".\"office_pick\" where "
			"\"office_code\" = $4::text)"),
		VALUES("2018-2020", "3", "GRTPE", "GRTPE"));
	statement_read_key(&list, form, key, false);
	assert_null(strstr(list.v[1].sql, "_pick"));
	arena_free(arena);
}

static void
test_mark(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);

	(void)state;
	statement_mark(&list, form, "7", "4", "repetido");
	expect(&list.v[0],
		"with u as (update \"plan\".\"milestone\" set "
		"deleted_at = now(), deleted_by = session_user, deleted_why "
		"= $1::text where id = $2::bigint and row_version = "
		"$3::integer returning 1) select core.expect_one(count(*)) "
		"from u",
		VALUES("repetido", "7", "4"));
	statement_restore(&list, form, "7", "5");
	expect(&list.v[1],
		"with u as (update \"plan\".\"milestone\" set "
		"deleted_at = null, deleted_by = null, deleted_why = null "
		"where id = $1::bigint and row_version = $2::integer "
		"returning 1) select core.expect_one(count(*)) from u",
		VALUES("7", "5"));
	arena_free(arena);
}

#define PAGE_COLUMNS                                                         \
	"select id, row_version, \"plan_code\", "                            \
	"\"commitment_no\", \"position\", \"text\", \"plan_code\"::text as " \
	"key_0, \"commitment_no\"::text as key_1, \"position\"::text as "    \
	"key_2 from "                                                        \
	"\"plan\".\"milestone_list\" where deleted_at is null"
#define PAGE_ORDER                                     \
	" order by \"plan_code\", \"commitment_no\", " \
	"\"position\", id limit "

static void
test_page(void **state)
{
	static const char *const key[] = { "2018-2020", "3", "2", "7" };
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct page_request r = { .form = form, .limit = 20 };

	(void)state;
	statement_page(&list, &r);
	expect(&list.v[0], PACKED(PAGE_COLUMNS PAGE_ORDER "20"),
		VALUES(NULL));
	r.key = key;
	r.filter = "overdue";
	r.mine = true;
	statement_page(&list, &r);
	expect(&list.v[1],
		PACKED(PAGE_COLUMNS
			" and \"overdue\" and mine and "
			"(\"plan_code\", \"commitment_no\", \"position\", id) > "
			"($1::text, $2::integer, $3::integer, $4::bigint)" PAGE_ORDER
			"20"),
		VALUES("2018-2020", "3", "2", "7"));
	assert_false(list.v[0].by_value || list.v[1].by_value);
	statement_count(&list, &r);
	expect(&list.v[2],
		"select count(*) from \"plan\".\"milestone_list\" "
		"where deleted_at is null and \"overdue\" and mine",
		VALUES(NULL));
	statement_count_some(&list, &r, 1000);
	expect(&list.v[3],
		PACKED("select count(*), (select reltuples::bigint from "
		       "pg_catalog.pg_class where oid = $1::regclass) from "
		       "(select 1 from \"plan\".\"milestone_list\" where "
		       "deleted_at is null and \"overdue\" and mine "
		       "limit 1001) as few"),
		VALUES("\"plan\".\"milestone\""));
	/* what is looked for is thought out for its value, one row is not */
	r.narrow = "datos";
	statement_page(&list, &r);
	statement_count(&list, &r);
	r.id = "7";
	statement_page(&list, &r);
	assert_true(list.v[4].by_value && list.v[5].by_value);
	assert_false(list.v[6].by_value);
	list.n = 4;
	r = (struct page_request){ .form = form,
		.limit = 20,
		.key = key,
		.backwards = true,
		.inclusive = true,
		.deleted = true };
	statement_page(&list, &r);
	assert_non_null(strstr(list.v[4].sql,
		"\"plan\".\"milestone_all\" "
		"where deleted_at is not null and (\"plan_code\", "
		"\"commitment_no\", \"position\", id) <= ("));
	assert_non_null(strstr(list.v[4].sql,
		"order by \"plan_code\" desc, "
		"\"commitment_no\" desc, \"position\" desc, id desc"));
	arena_free(arena);
}

/* The column first, what is blank last, then the form's own order; the other
 * way all of it turns round. */
static void
test_sorted(void **state)
{
	static const char *const key[] = { "f", "2019-08-31", "2018-2020", "3",
		"2", "7" };
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct page_request r = {
		.form = form, .limit = 20, .sort = "ends", .key = key
	};

	(void)state;
	assert_int_equal(statement_keys(&r), 5);
	statement_page(&list, &r);
	assert_non_null(strstr(list.v[0].sql,
		" and ((\"ends_from\" is null), coalesce(\"ends_from\", "
		"'epoch'), \"plan_code\", \"commitment_no\", \"position\", "
		"id) > ($1::boolean, $2::date, $3::text, $4::integer, "
		"$5::integer, $6::bigint) order by (\"ends_from\" is null), "
		"coalesce(\"ends_from\", 'epoch'), \"plan_code\", "
		"\"commitment_no\", \"position\", id limit 20"));
	r.descending = true;
	statement_page(&list, &r);
	assert_non_null(strstr(list.v[1].sql, "id) < ("));
	assert_non_null(strstr(list.v[1].sql,
		"order by (\"ends_from\" is not null) desc, "
		"coalesce(\"ends_from\", 'epoch') desc, \"plan_code\" desc"));
	r.backwards = true;
	statement_page(&list, &r);
	assert_non_null(strstr(list.v[2].sql, "id) > ("));
	r = (struct page_request){ .form = form, .limit = 20, .sort = "state" };
	statement_page(&list, &r);
	assert_string_equal(list.v[3].values[0],
		"{\"pending\",\"running\",\"done\","
		"\"dropped\"}");
	r.sort = "number_text";
	statement_page(&list, &r);
	assert_non_null(strstr(list.v[4].sql,
		"coalesce(\"number_text\"::text, '') collate \"es-x-icu\""));
	assert_true(statement_sorts(form, "ends"));
	assert_false(statement_sorts(form, "nothing"));
	arena_free(arena);
}

#define SHOWN                                          \
	"core.fold(concat_ws(' ', '', \"plan_code\", " \
	"\"commitment_no\", \"position\", \"text\")) like core.fold("

static void
test_narrow(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct page_request r = {
		.form = form, .limit = 20, .narrow = "dif so_"
	};
	struct err err = { 0 };
	struct find *find = find_new(arena, form);

	(void)state;
	assert_true(find_add(find, "commitment_no", "3", sample_today, &err));
	r.find = find;
	statement_count(&list, &r);
	/* every word, in a field that is searched or a column shown */
	expect(&list.v[0],
		"select count(*) from \"plan\".\"milestone_list\" "
		"where deleted_at is null and \"commitment_no\" = "
		"$1::integer and (\"text_folded\" like "
		"core.fold($2::text) or " SHOWN "$3::text)) and "
		"(\"text_folded\" like core.fold($4::text) or " SHOWN
		"$5::text))",
		VALUES("3", "%dif%", "%dif%", "%so\\_%", "%so\\_%"));
	/* figures begin a word there; 1,200 is shown of 1200 */
	r = (struct page_request){ .form = form, .narrow = "1,200" };
	statement_count(&list, &r);
	assert_string_equal(list.v[1].values[0], "%1,200%");
	assert_string_equal(list.v[1].values[1], "% 1200%");
	arena_free(arena);
}

static void
test_lookup(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct record *r = read_record(form);
	const struct field *b = &form->fields[at(form, "commitment_no")];

	(void)state;
	statement_lookup(&list, form, b, r, NULL, 50);
	expect(&list.v[0],
		"select id, \"commitment_no\", "
		"\"commitment_title\" from \"plan\".\"commitment_pick\" "
		"where true and core.fold(\"plan_code\"::text) = "
		"core.fold($1::text) order by "
		"\"commitment_no\", id limit $2::bigint",
		VALUES("2018-2020", "50"));
	/* in the find form there is no record: the plan shows */
	statement_lookup(&list, form, b, NULL, "rend_", 50);
	expect(&list.v[1],
		"select id, \"commitment_no\", "
		"\"commitment_title\", \"plan_code\" from "
		"\"plan\".\"commitment_pick\" where true and "
		"(core.fold(\"commitment_no\"::text) like "
		"core.fold($1::text) or search_folded like "
		"core.fold($2::text)) order by "
		"core.fold(\"commitment_no\"::text) <> core.fold($3::text), "
		"\"commitment_no\", id limit $4::bigint",
		VALUES("rend\\_%", "%rend\\_%", "rend_", "50"));
	record_free(r);
	arena_free(arena);
}

/* What a save would refuse is not offered, but found. */
static void
test_lookup_offered(void **state)
{
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = sample_form(arena);
	struct record *r = read_record(form);
	const struct field *b = &form->fields[at(form, "commitment_no")];
	struct columns *columns = &b->lookup->columns;
	struct column *v =
		arena_array(arena, columns->n + 1, sizeof *columns->v);

	(void)state;
	for (size_t i = 0; i < columns->n; i++)
		v[i] = columns->v[i];
	v[columns->n] = v[0];
	v[columns->n].name = "offered";
	v[columns->n].type = COLUMN_BOOLEAN;
	columns->v = v;
	columns->n++;
	statement_lookup(&list, form, b, r, NULL, 50);
	assert_non_null(
		strstr(list.v[0].sql, " where true and (offered) and "));
	/* who types a whole code is told by the save why not */
	statement_lookup(&list, form, b, r, "3", 50);
	assert_non_null(strstr(list.v[1].sql,
		" and (offered or \"commitment_no\" = $1::integer) and "));
	statement_lookup(&list, form, b, NULL, "rend_", 50);
	assert_null(strstr(list.v[2].sql, "offered"));
	record_free(r);
	arena_free(arena);
}

/* Names and types of a broken cache never reach the server as commands. */
static void
test_hostile_type(void **state)
{
	static struct column own[] = {
		{ .name = "id", SAMPLE_BIGINT, SAMPLE_TABLE },
		{ .name = "a",
			.sql_type = "text); drop table x; --",
			.type = COLUMN_TEXT,
			SAMPLE_TABLE },
	};
	static const char text[] = "form f \"F\"\ntable s.t\nnatural a\n"
				   "page \"P\"\n{\n A [a  ]\n}\nfields\na  a\n";
	const struct columns columns = SAMPLE_COLUMNS(own);
	struct arena *arena = arena_new();
	struct statements list = { .arena = arena };
	struct form *form = form_parse(arena, "f", text, strlen(text), NULL);
	struct record *r;

	(void)state;
	assert_non_null(form);
	assert_true(form_bind(form, &columns, NULL, NULL));
	r = record_new(form, NULL, sample_today);
	type(r, "a", "'; drop table x; --");
	statement_save(&list, r);
	expect(&list.v[0], "insert into \"s\".\"t\" (\"a\") values ($1)",
		VALUES("'; drop table x; --"));
	record_free(r);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_insert),
		cmocka_unit_test(test_said_by_form),
		cmocka_unit_test(test_update),
		cmocka_unit_test(test_what_is_set_once),
		cmocka_unit_test(test_emptied),
		cmocka_unit_test(test_narrowed_anew),
		cmocka_unit_test(test_lines_only),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_read_by_pick),
		cmocka_unit_test(test_mark),
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_sorted),
		cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_lookup),
		cmocka_unit_test(test_lookup_offered),
		cmocka_unit_test(test_hostile_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
