/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layout files, periods, and the three writers on a report made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/str.h"
#include "report/layout.h"
#include "report/period.h"
#include "report/writer.h"

/* ---- a report made by hand */

static struct report_column columns[] = {
	{ "code", "N°", CELL_TEXT, 4, false },
	{ "name", "Indicador", CELL_TEXT, 20, false },
	{ "attainment", "Logro %", CELL_PERCENT, 9, true },
	{ "band", "Luz", CELL_LIGHT, 10, true },
	{ "unit", "Unidad", CELL_TEXT, 0, false },
};

static struct report_cell first[] = {
	{ "1.1", NULL, NULL },
	{ "Audiencias publicadas en el portal", NULL, NULL },
	{ "79.996", "79.996", NULL },
	{ "Ámbar", "amber", NULL },
	{ "=1+1", NULL, NULL },
};

static struct report_cell second[] = {
	{ "1.2", NULL, NULL },
	{ "Días", NULL, NULL },
	{ "pendiente", NULL, NULL },
	{ NULL, NULL, NULL },
	{ NULL, NULL, NULL },
};

static struct report_row rows[] = {
	{ "Compromiso 1. Decide", first, false },
	{ "Compromiso 1. Decide", second, false },
};

static const char *texts[] = { "Cifras preliminares." };
static struct report_fact facts[] = {
	{ "mean", "Promedio del plan", CELL_PERCENT, true,
		{ "78.41", "78.4099999", NULL } },
};

static struct report_block blocks[] = {
	{ .name = "result",
		.title = "CUMPLIMIENTO",
		.n_texts = 1,
		.texts = texts,
		.n_facts = 1,
		.facts = facts },
	{ .name = "indicators",
		.title = "INDICADORES",
		.table = 1,
		.table_title = "Logro",
		.n_columns = 5,
		.columns = columns,
		.n_rows = 2,
		.rows = rows },
	{ .name = "activities",
		.title = "ACTIVIDADES",
		.empty = "No hubo actividades.",
		.n_columns = 1,
		.columns = columns },
};

static const char *tops[] = { "I Trim. 2019" };

static const struct report report = { .name = "quarterly",
	.title = "INFORME",
	.plan = "2018-2020",
	.period = "2019-Q1",
	.institution = "GR",
	.is_test = true,
	.n_tops = 1,
	.tops = tops,
	.n_blocks = 3,
	.blocks = blocks };

static void
check(const char *format, const char *expected)
{
	struct buf out = { 0 };
	struct err err = { 0 };

	assert_true(writer_find(format)->write(&report, &out, &err));
	assert_string_equal(buf_text(&out), expected);
	buf_free(&out);
}

#define RULE(sign) sign sign sign sign sign sign sign sign "\n"
#define TEN_EQUAL "=========="
#define TEN_DASH "----------"
#define MARK "                       *** PRUEBA - datos de práctica ***\n"

static void
test_text(void **state)
{
	(void)state;
	check("text", MARK
		"                                    INFORME\n"
		"                                  I Trim. 2019\n" RULE(
			TEN_EQUAL) "\n"
				   "CUMPLIMIENTO\n" RULE(
					   TEN_DASH) "Cifras preliminares.\n"
						     "  Promedio del plan ................. 78.41 %\n"
						     "\n"
						     "INDICADORES\n" RULE(
							     TEN_DASH) "\n"
								       "Tabla 1. Logro\n"
								       "\n"
								       "N°   Indicador              Logro % Luz\n"
								       "---- -------------------- --------- ----------\n"
								       "Compromiso 1. Decide\n"
								       "1.1  Audiencias              79.996 ●A Ámbar\n"
								       "     publicadas en el\n"
								       "     portal\n"
								       "1.2  Días                 pendiente ○- s/d\n"
								       "\n"
								       "ACTIVIDADES\n" RULE(
									       TEN_DASH) "\n"
											 "No hubo actividades.\n"
											 "\n" RULE(
												 TEN_EQUAL)
												 MARK);
}

static void
test_csv(void **state)
{
	(void)state;
	check("csv",
		"PRUEBA - datos de práctica\r\n"
		"INFORME\r\n"
		"I Trim. 2019\r\n"
		"\r\n"
		"CUMPLIMIENTO\r\n"
		"Cifras preliminares.\r\n"
		"Dato,Valor,Valor exacto\r\n"
		"Promedio del plan,78.41,78.4099999\r\n"
		"\r\n"
		"INDICADORES\r\n"
		"N°,Indicador,Logro %,Logro % (exacto),Luz,Luz (exacto),Unidad\r\n"
		"1.1,Audiencias publicadas en el portal,79.996,79.996,Ámbar,"
		"amber,\"'=1+1\"\r\n"
		"1.2,Días,pendiente,,,,\r\n"
		"\r\n"
		"ACTIVIDADES\r\n"
		"N°\r\n");
}

static void
test_json(void **state)
{
	(void)state;
	check("json",
		"{\"schema\": \"hito-report/1\",\n"
		" \"report\": \"quarterly\", \"title\": \"INFORME\",\n"
		" \"institution\": \"GR\", \"institution_name\": null,\n"
		" \"plan\": \"2018-2020\", \"plan_title\": null,\n"
		" \"period\": \"2019-Q1\", \"period_title\": null,\n"
		" \"number\": null, \"version\": null, \"date\": null, "
		"\"year_name\": null,\n"
		" \"test\": true,\n"
		" \"figures\": {\n"
		"  \"plan\": null,\n"
		"  \"commitments\": [],\n"
		"  \"indicators\": []\n"
		" },\n"
		" \"top\": [\"I Trim. 2019\"],\n"
		" \"blocks\": [\n"
		"  {\"block\": \"result\", \"title\": \"CUMPLIMIENTO\",\n"
		"   \"text\": [\"Cifras preliminares.\"],\n"
		"   \"facts\": {\n"
		"    \"mean\": \"78.4099999\", \"mean_shown\": \"78.41\"\n"
		"   }},\n"
		"  {\"block\": \"indicators\", \"title\": \"INDICADORES\",\n"
		"   \"text\": [],\n"
		"   \"rows\": [\n"
		"    {\"code\": \"1.1\", \"name\": \"Audiencias publicadas en "
		"el portal\", \"attainment\": \"79.996\", "
		"\"attainment_shown\": \"79.996\", \"band\": \"amber\", "
		"\"band_shown\": \"Ámbar\", \"unit\": \"=1+1\"},\n"
		"    {\"code\": \"1.2\", \"name\": \"Días\", "
		"\"attainment\": null, \"attainment_shown\": \"pendiente\", "
		"\"band\": null, \"band_shown\": null, \"unit\": null}\n"
		"   ]},\n"
		"  {\"block\": \"activities\", \"title\": \"ACTIVIDADES\",\n"
		"   \"text\": [],\n"
		"   \"rows\": []}\n"
		" ],\n"
		" \"sign\": [],\n"
		" \"foot\": []}\n");
}

/* ---- layouts */

static const char good[] =
	"# nota\n"
	"report quarterly \"INFORME\" alias trimestral\n"
	"period quarter\n"
	"head follow.report_head\n"
	"top \"{plan_title}\"\n"
	"block result \"CUMPLIMIENTO\"\n"
	"text \"Preliminar: {preliminary_text}\" when preliminary t\n"
	"fact \"Promedio\" mean_shown percent exact mean\n"
	"block list \"LISTA\"\n"
	"view plan.commitment_list by plan_code\n"
	"  order plan_code, commitment_no\n"
	"table \"Fichas\"\n"
	"column commitment_no 4 \"N°\" number\n"
	"data title \"Título\"\n"
	"block bars \"BARRAS\"\n"
	"source follow.report_figures by plan_code, period_key, \"office\"\n"
	"chart bars \"Por oficina\" \"{key} {label}\" mean_shown exact mean\n"
	"  band band mark threshold as threshold_shown\n"
	"group key \"Uno {key}\" else \"Todos\"\n"
	"optional\n"
	"annex\n"
	"sign \"{post}\" name \"{person}\"\n"
	"cover year_name \"{year_name}\"\n";

static void
test_layout(void **state)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };
	struct layout *l =
		layout_parse(arena, "q.report", good, strlen(good), &err);
	const struct layout_block *b;

	(void)state;
	assert_non_null(l);
	assert_string_equal(l->alias, "trimestral");
	assert_int_equal(l->period, PERIOD_QUARTER);
	assert_int_equal(l->n_tops, 1);
	assert_int_equal(l->n_blocks, 3);
	assert_string_equal(l->blocks[0].texts[0].when_value, "t");
	assert_string_equal(l->blocks[0].facts[0].exact, "mean");
	assert_int_equal(l->blocks[0].facts[0].column.kind, CELL_PERCENT);
	assert_true(l->blocks[1].source.is_view);
	assert_int_equal(l->blocks[1].source.n_by, 1);
	assert_int_equal(l->blocks[1].source.n_order, 2);
	assert_int_equal(l->blocks[1].n_columns, 2);
	assert_int_equal(l->blocks[1].columns[1].column.width, 0);
	b = &l->blocks[2];
	assert_string_equal(b->group_else, "Todos");
	assert_true(b->annex && b->optional && !b->cards);
	assert_int_equal(b->source.n_by, 3);
	assert_int_equal(b->source.by[1].given, GIVEN_PERIOD);
	assert_string_equal(b->source.by[2].text, "office");
	assert_int_equal(b->chart->kind, CHART_BARS);
	assert_string_equal(b->chart->exact, "mean");
	assert_string_equal(b->chart->mark_shown, "threshold_shown");
	assert_int_equal(l->n_signers, 1);
	assert_string_equal(l->cover[COVER_YEAR_NAME], "{year_name}");
	arena_free(arena);
}

static const char of_a_thing[] = "report minutes \"ACTA\"\n"
				 "period none\n"
				 "key \"la sesión\" of session as session_ref\n"
				 "head follow.x by key\n"
				 "cover none\n"
				 "mark \"BORRADOR\" when state draft\n"
				 "mark \"COPIA\"\n"
				 "sign of follow.signers by key\n"
				 "block seats \"ASIENTOS\"\n"
				 "source follow.y by key\n"
				 "column seat_no 3 \"N°\" number\n"
				 "column signature 20 \"Firma\" sign\n";

/* Of a session, which is of no plan and no period. */
static void
test_layout_of_a_thing(void **state)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };
	struct layout *l = layout_parse(
		arena, "m.report", of_a_thing, strlen(of_a_thing), &err);

	(void)state;
	assert_non_null(l);
	assert_int_equal(l->period, PERIOD_NONE);
	assert_string_equal(l->key_of, "session");
	assert_string_equal(l->key_as, "session_ref");
	assert_false(l->is_key_optional);
	assert_true(l->is_sheet);
	assert_int_equal(l->n_marks, 2);
	assert_string_equal(l->marks[0].when_value, "draft");
	assert_string_equal(l->signed_by.relation, "follow.signers");
	assert_int_equal(l->n_signers, 0);
	assert_int_equal(l->blocks[0].columns[1].column.kind, CELL_SIGN);
	arena_free(arena);
}

static void
test_layout_mistakes(void **state)
{
	static const struct {
		const char *text, *place;
	} cases[] = {
		{ "", "q:1:" },
		{ "nada\n", "q:1:1:" },
		{ "report a \"A\"\nhead follow.x\ntext \"x\"\n", "q:3:1:" },
		{ "report a \"A\" sobra\n", "q:1:14:" },
		{ "report a \"A\n", "q:1:10:" },
		{ "report a \"A\"\nhead nopoint\n", "q:2:6:" },
		{ "report a \"A\"\nhead f.x\nblock b \"B\"\n"
		  "column c 81 \"C\"\n",
			"q:4:10:" },
		{ "report a \"A\"\nhead f.x\nblock b \"B\"\nsource f.y\n"
		  "column c 50 \"C\"\ncolumn d 30 \"D\"\n",
			"q:3:1:" },
		{ "report a \"A\"\nhead f.x\nblock b \"B\"\nsource f.y\n",
			"q:3:1:" },
		{ "report a \"A\"\nhead f.x\nblock b \"B\"\n"
		  "view f.y by office_code\ncolumn c 5 \"C\"\n",
			"q:4:13:" },
		{ "report a \"A\"\nhead f.x by plan\n", "q:2:13:" },
		{ "report a \"A\"\nhead f.x by key\nblock b \"B\"\n",
			"q:1:1:" },
		{ "report a \"A\"\ncover back \"x\"\n", "q:2:7:" },
		{ "report a \"A\"\nhead f.x\nblock b \"B\"\n"
		  "chart pie \"P\"\n",
			"q:4:7:" },
		{ "report a \"A\"\nhead f.x\nblock b \"B\"\n"
		  "chart bars \"P\" \"l\" shown\n",
			"q:5:1:" },
		{ "report a \"A\"\nhead f.x\nblock b \"B\"\nsource f.y\n"
		  "cards\ndata c \"C\"\n",
			"q:3:1:" },
		/* of no period: of one thing, and given nothing else */
		{ "report a \"A\"\nperiod none\nkey \"x\"\nhead f.x\n"
		  "block b \"B\"\n",
			"q:1:1:" },
		{ "report a \"A\"\nperiod none\nkey \"x\"\n"
		  "head f.x by key\nblock b \"B\"\nsource f.y by plan_code\n"
		  "column c 5 \"C\"\n",
			"q:5:1:" },
		/* a block for each: of no period, and of rows */
		{ "report a \"A\"\nhead f.x\nblock b \"B\"\nsource f.y\n"
		  "each \"{c}\"\ncolumn c 5 \"C\"\n",
			"q:3:1:" },
		{ "report a \"A\"\nperiod none\nkey \"x\"\n"
		  "head f.x by key\nblock b \"B\"\neach \"{c}\"\n",
			"q:5:1:" },
		{ "\xff\n", "q:1:1:" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct err err = { 0 };

		assert_null(layout_parse(arena, "q", cases[i].text,
			strlen(cases[i].text), &err));
		assert_int_equal(err.kind, ERR_INPUT);
		if (!str_starts(err.text, cases[i].place))
			fail_msg("case %zu: %s", i, err.text);
		arena_free(arena);
	}
}

/* ---- periods */

static void
test_period(void **state)
{
	char key[PERIOD_KEY];
	struct err err = { 0 };

	(void)state;
	assert_true(period_wanted("I Trim. 2019", PERIOD_QUARTER, key, &err));
	assert_string_equal(key, "2019-Q1");
	assert_true(period_wanted("2019", PERIOD_YEAR, key, &err));
	assert_string_equal(key, "2019");
	assert_false(period_wanted("2019", PERIOD_QUARTER, key, &err));
	assert_false(period_wanted("2019-Q1", PERIOD_YEAR, key, &err));
	assert_false(period_wanted("ayer", PERIOD_ANY, key, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_layout_of_a_thing),
		cmocka_unit_test(test_layout_mistakes),
		cmocka_unit_test(test_period),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
