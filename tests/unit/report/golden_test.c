/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One report with everything in it, byte for byte as golden/FORMAT has it;
 * and where the bars of charts end. With HITO_GOLDEN=write the files are
 * written anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "report/chart.h"
#include "report/writer.h"

/* ---- the report: texts that would be markup, formulas, commands */

static struct report_fact facts[] = {
	{ "mean", "Promedio del plan", CELL_PERCENT, true,
		{ "79.996", "79.996000", NULL } },
	{ "band", "Semáforo", CELL_LIGHT, true, { "Ámbar", "amber", NULL } },
	{ "gate", "Resultado", CELL_TEXT, true,
		{ "menor al umbral de 80 %: corresponde acordar acciones",
			"fail", NULL } },
	{ "empty", "Sin dato", CELL_TEXT, false, { NULL, NULL, NULL } },
};
static const char *texts[] = { "Cifras <preliminares> & \"dudosas\"." };

static struct chart_item bars[] = {
	{ "1 Uno", "100.00", "100", "green", NULL, NULL, NULL, NULL },
	{ "2 Ochenta", "80.00", "80.000", "green", NULL, NULL, NULL, NULL },
	{ "3 Casi, con un nombre demasiado largo", "79.999999999999",
		"79.999999999999", "amber", NULL, NULL, NULL, NULL },
	{ "4 Nada", "pendiente", NULL, NULL, NULL, NULL, NULL, NULL },
};
static struct report_chart bar_chart = { CHART_BARS, 1, "Por compromiso", "80",
	"80", 4, bars };
static struct chart_item quarters[] = {
	{ "IV-18", "69.99", "69.99", "red", NULL, NULL, NULL, NULL },
	{ "I-19", "120.50", "120.5", "green", NULL, NULL, NULL, NULL },
};
static struct report_chart trend_chart = { CHART_TREND, 2, "Por trimestre",
	"80", NULL, 2, quarters };
static struct chart_item spans[] = {
	{ "1.1 Hecho", "cumplido", NULL, NULL, "2018-07-01", "2018-12-31",
		"done", NULL },
	{ "1.2 Tarde", "vencido", NULL, NULL, "2018-10-01", "2019-03-31",
		"overdue", NULL },
	{ "1.3 Sin fechas", "fecha por aclarar", NULL, NULL, NULL, NULL,
		"doubtful", NULL },
	{ "1.4 Después", "pendiente", NULL, NULL, "2019-06-01", "2020-06-30",
		"pending", NULL },
};
static struct report_chart time_chart = { CHART_TIMELINE, 3, "En el tiempo",
	"2019-04-05", "05/04/2019", 4, spans };

static struct report_column columns[] = {
	{ "code", "Código", CELL_TEXT, 6, false },
	{ "name", "Indicador", CELL_TEXT, 30, false },
	{ "capped", "Tope %", CELL_PERCENT, 7, true },
	{ "day", "Día", CELL_DATE, 10, true },
	{ "band", "Luz", CELL_LIGHT, 9, true },
	{ "unit", "Unidad", CELL_TEXT, 0, false },
};
static struct report_cell row1[] = {
	{ "1.1", NULL, NULL },
	{ "<script>alert(1)</script>", NULL, NULL },
	{ "79.9999999", "79.9999999", NULL },
	{ "Mar. 2019", NULL, NULL },
	{ "Ámbar", "amber", NULL },
	{ "@SUM(A1)", NULL, NULL },
};
static struct report_cell row2[] = {
	{ "1.2", NULL, NULL },
	{ "Una\ndos", NULL, NULL },
	{ "-3", "-3", NULL },
	{ "31/03/2019", "2019-03-31", NULL },
	{ NULL, NULL, NULL },
	{ "it's", NULL, NULL },
};
static struct report_cell sum[] = {
	{ NULL, NULL, NULL },
	{ "Suma", NULL, NULL },
	{ "76.9999999", "76.9999999", NULL },
	{ NULL, NULL, NULL },
	{ "Ámbar", "amber", NULL },
	{ NULL, NULL, NULL },
};
static struct report_row rows[] = {
	{ "Compromiso 1", row1, false },
	{ "Compromiso 1", row2, false },
	{ NULL, sum, true },
};

static struct report_column card_columns[] = {
	{ "level", "Cumplimiento", CELL_TEXT, 0, false },
	{ "result", "Resultado", CELL_TEXT, 0, false },
};
static struct report_cell card1[] = { { "Completo", NULL, NULL },
	{ "Se publicaron los procesos y se respondió a quienes opinaron.", NULL,
		NULL } };
static struct report_cell card2[] = { { "No iniciado", NULL, NULL },
	{ NULL, NULL, NULL } };
static struct report_row cards[] = {
	{ "Compromiso 1. Uno", card1, false },
	{ "Compromiso 2. Dos", card2, false },
};

static struct report_block blocks[] = {
	{ .name = "result",
		.title = "CUMPLIMIENTO",
		.n_texts = 1,
		.texts = texts,
		.n_facts = 4,
		.facts = facts,
		.chart = &bar_chart },
	{ .name = "trend", .title = "TENDENCIA", .chart = &trend_chart },
	{ .name = "time", .title = "HITOS", .chart = &time_chart },
	{ .name = "cards",
		.title = "FICHAS",
		.cards = true,
		.n_columns = 2,
		.columns = card_columns,
		.n_rows = 2,
		.rows = cards },
	{ .name = "working",
		.title = "ANEXO",
		.annex = true,
		.table = 1,
		.table_title = "Términos",
		.n_columns = 6,
		.columns = columns,
		.n_rows = 3,
		.rows = rows },
	{ .name = "none",
		.title = "NADA",
		.empty = "No hubo.",
		.n_columns = 1,
		.columns = columns },
};
static const char *tops[] = { "I Trim. 2019" };
static const char *feet[] = { "Leído 10/04/2019 10:32." };
static struct report_signer signers[] = {
	{ "Ana Ruiz", "Secretaría técnica" },
	{ NULL, "Presidencia" },
};
static struct report_figure figures[] = {
	{ .level = "plan",
		.key = "P",
		.label = "Plan",
		.mean = "79.996000",
		.threshold = "80",
		.below = "t",
		.coverage = "100.00",
		.state = "fail" },
	{ .level = "commitment",
		.key = "1",
		.label = "Uno",
		.mean = "80",
		.threshold = "80",
		.below = "f",
		.coverage = "100",
		.state = "pass" },
	{ .level = "indicator",
		.key = "1.1",
		.label = "Audiencias",
		.threshold = "80",
		.weight = "0.4",
		.planned = "10",
		.executed = "15",
		.attainment = "150",
		.capped = "100",
		.below = "f",
		.state = "measured" },
};
/* A PNG of one grey point. */
static const char dot[] =
	"\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104"
	"\122\000\000\000\001\000\000\000\001\010\000\000\000\000\072"
	"\176\233\125\000\000\000\012\111\104\101\124\170\332\143\160"
	"\000\000\000\102\000\101\204\277\216\142\000\000\000\000\111"
	"\105\116\104\256\102\140\202";

static const struct report report = { .name = "quarterly",
	.title = "INFORME DE SEGUIMIENTO",
	.plan = "P",
	.period = "2019-Q1",
	.plan_title = "Plan <P>",
	.period_title = "I Trim. 2019",
	.institution = "GR",
	.is_test = true,
	.n_tops = 1,
	.tops = tops,
	.n_blocks = 6,
	.blocks = blocks,
	.n_feet = 1,
	.feet = feet,
	.cover = { .institution = "Gobierno R.",
		.year_name = "Año de algo",
		.number = "Informe 004-2019",
		.version = "2",
		.place = "Lima",
		.date = "12 de abril del 2019",
		.logo = dot,
		.logo_bytes = sizeof dot - 1,
		.n_signers = 2,
		.signers = signers },
	.n_figures = 3,
	.figures = figures };

/* ---- byte for byte */

static const char *
golden_path(struct arena *arena, const char *format)
{
	const char *home = getenv("HITO_HOME");

	return arena_printf(arena, "%s/tests/unit/report/golden/%s",
		home ? home : ".", format);
}

static void
write_golden(const char *path, const struct buf *out)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fwrite(out->data, 1, out->len, file);
	fclose(file);
}

static void
test_golden(void **state)
{
	static const char *const formats[] = { "text", "ascii", "csv", "html",
		"json" };

	(void)state;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct arena *arena = arena_new();
		const char *path = golden_path(arena, formats[i]);
		struct buf out = { 0 };
		struct err err = { 0 };
		char *expected;
		size_t n;

		assert_true(
			writer_find(formats[i])->write(&report, &out, &err));
		if (str_eq(getenv("HITO_GOLDEN"), "write"))
			write_golden(path, &out);
		expected = file_read(arena, path, FILE_SMALL, &n, &err);
		assert_non_null(expected);
		assert_string_equal(buf_text(&out), expected);
		buf_free(&out);
		arena_free(arena);
	}
}

/* Nothing in a text becomes markup, and nothing is fetched. */
static void
test_html_is_closed(void **state)
{
	static const char *const never[] = { "<script", "http", "url(",
		"@import", "<link", "Plan <P>" };
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(html_write(&report, &out, &err));
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_null(strstr(buf_text(&out), never[i]));
	assert_non_null(strstr(buf_text(&out), "base64,iVBORw0KGgo"));
	buf_free(&out);
}

enum {
	DEEP = 64
};

/* Every tag is closed, in order; no ampersand but those of entities. */
static void
check_nesting(const char *at)
{
	const char *open[DEEP];
	size_t lengths[DEEP];
	size_t n = 0;

	for (; *at; at++) {
		size_t len;

		if (*at == '&' && strncmp(at, "&amp;", 5) != 0 &&
			strncmp(at, "&lt;", 4) != 0 &&
			strncmp(at, "&gt;", 4) != 0 &&
			strncmp(at, "&quot;", 6) != 0 &&
			strncmp(at, "&#39;", 5) != 0)
			fail_msg("ampersand: %.40s", at);
		if (*at != '<' || at[1] == '!')
			continue;
		at++;
		len = strspn(at + (*at == '/'),
			"abcdefghijklmnopqrstuvwxyz0123456789");
		if (*at == '/') {
			at++;
			if (n == 0 || lengths[n - 1] != len ||
				strncmp(open[n - 1], at, len) != 0)
				fail_msg("not open: %.40s", at);
			n--;
		} else {
			assert_true(n < DEEP && len > 0);
			open[n] = at;
			lengths[n++] = len;
		}
		at += strcspn(at, ">");
		n -= at[-1] == '/';
	}
	assert_int_equal(n, 0);
}

static void
test_html_is_nested(void **state)
{
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(html_write(&report, &out, &err));
	check_nesting(buf_text(&out));
	buf_free(&out);
}

/* ---- charts */

static void
test_places(void **state)
{
	static const struct {
		const char *exact;
		int place;
	} cases[] = {
		{ "0", 0 },
		{ "-5", 0 },
		{ "-0.0004", 0 },
		{ "50", 500 },
		{ "80", 800 },
		{ "80.0000000001", 800 },
		{ "79.9999999999", 799 },
		{ "79.95", 799 },
		{ "100", 1000 },
		{ "s/d", -1 },
		{ NULL, -1 },
		{ "", -1 },
	};
	struct report_chart chart = { .kind = CHART_BARS, .mark = "80" };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct chart_item item = { .exact = cases[i].exact };
		struct chart_scale scale;

		chart.n = 1;
		chart.items = &item;
		scale = chart_scale(&chart);
		assert_int_equal(scale.mark, 800);
		if (chart_place(&chart, &scale, &item) != cases[i].place)
			fail_msg("%s", cases[i].exact);
	}
}

/* A quarter that was held to another threshold has its own line. */
static void
test_own_marks(void **state)
{
	struct chart_item items[] = {
		{ .label = "IV-18",
			.shown = "76.00",
			.exact = "76",
			.mark = "75" },
		{ .label = "I-19", .shown = "76.00", .exact = "76" },
		{ .label = "II-19",
			.shown = "74.99",
			.exact = "74.9999",
			.mark = "75" },
	};
	struct report_chart chart = {
		.kind = CHART_TREND, .mark = "80", .n = 3, .items = items
	};
	struct chart_scale scale = chart_scale(&chart);
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(chart_mark(&scale, &items[0]), 750);
	assert_int_equal(chart_mark(&scale, &items[1]), 800);
	assert_int_equal(chart_place(&chart, &scale, &items[0]), 760);
	assert_int_equal(chart_place(&chart, &scale, &items[2]), 749);
	chart_marks(&chart, &out);
	assert_string_equal(buf_text(&out), "80 %; IV-18 75 %; II-19 75");
	buf_free(&out);
}

static void
test_days(void **state)
{
	static const struct {
		const char *iso;
		long day;
	} cases[] = {
		{ "1970-01-01", 0 },
		{ "1970-03-01", 59 },
		{ "2000-02-29", 11016 },
		{ "2019-04-05", 17991 },
	};
	struct chart_scale scale = chart_scale(&time_chart);
	int years[4];
	int places[4];
	long day;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(chart_day(cases[i].iso, &day));
		assert_int_equal(day, cases[i].day);
	}
	assert_false(chart_day("2019-02-30", &day));
	assert_false(chart_day("31/03/2019", &day));
	assert_int_equal(chart_years(&scale, 4, years, places), 2);
	assert_int_equal(years[0], 2019);
	assert_true(places[0] < places[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_html_is_closed),
		cmocka_unit_test(test_html_is_nested),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_own_marks),
		cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
