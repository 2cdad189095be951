/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writers of documents on reports made by hand: very long, very wide,
 * empty. As a test it writes each twice and compares; with arguments
 * (NAME FORMAT [ROWS]) it puts one on standard output, for scripts and for
 * eyes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "report/writer.h"

enum {
	MANY_ROWS = 300,
	HUGE_ROWS = 20000,
	PAGE_LONG = 9000
};

static size_t tail_rows = 5;

/* ---- pieces */

static struct report_cell
shown(const char *text)
{
	return (struct report_cell){ .shown = text };
}

static struct report_cell
figure(const char *text, const char *exact)
{
	return (struct report_cell){ .shown = text, .exact = exact };
}

static const char *
long_text(struct arena *arena, size_t n)
{
	struct buf text = { 0 };
	const char *kept;

	while (text.len < n)
		buf_puts(&text,
			"La gerencia informó que las actas de los "
			"talleres, con ñandúes y cigüeñas, se publicaron. ");
	kept = arena_strdup(arena, buf_text(&text));
	buf_free(&text);
	return kept;
}

static struct report *
new_report(struct arena *arena)
{
	static const char *const tops[] = { "Institución de prueba",
		"Plan de Acción de Gobierno Abierto 2018-2020",
		"I Trim. 2019, corte al 05/04/2019" };
	struct report *r = arena_alloc(arena, sizeof *r);

	r->name = "sample";
	r->title = "INFORME DE SEGUIMIENTO";
	r->plan = "2018-2020";
	r->period = "2019-Q1";
	r->institution = "IDP";
	r->plan_title = "Plan de Acción de Gobierno Abierto 2018-2020";
	r->period_title = "I Trim. 2019";
	r->read_at = "10/04/2019 09:30";
	r->is_test = true;
	r->n_tops = sizeof tops / sizeof *tops;
	r->tops = arena_array(arena, r->n_tops, sizeof *r->tops);
	memcpy(r->tops, tops, sizeof tops);
	r->cover = (struct report_cover){ .institution =
						  "Institución de prueba",
		.year_name = "Año de la lucha contra la corrupción y la "
			     "impunidad",
		.number = "004-2019-IDP/SG",
		.version = "1",
		.place = "Ciudad",
		.date = "10/04/2019" };
	return r;
}

static struct report_block *
add_block(struct arena *arena, struct report *r, const char *title)
{
	struct report_block *b;

	r->blocks = arena_grow(arena, r->blocks, r->n_blocks, r->n_blocks + 1,
		sizeof *r->blocks);
	b = &r->blocks[r->n_blocks++];
	b->name = "block";
	b->title = title;
	return b;
}

static void
add_columns(struct report_block *b)
{
	static const struct report_column columns[] = {
		{ .name = "code", .title = "Código", .width = 6 },
		{ .name = "name", .title = "Indicador", .width = 30 },
		{ .name = "attainment",
			.title = "Logro %",
			.kind = CELL_PERCENT,
			.width = 9,
			.exact = true },
		{ .name = "band",
			.title = "Semáforo",
			.kind = CELL_LIGHT,
			.width = 9,
			.exact = true },
		{ .name = "due",
			.title = "Vence",
			.kind = CELL_DATE,
			.width = 10,
			.exact = true },
		{ .name = "hidden", .title = "Oculta", .kind = CELL_NUMBER },
	};
	static int number;

	b->columns = (struct report_column *)(uintptr_t)columns;
	b->n_columns = sizeof columns / sizeof *columns;
	b->table_title = "Logro de los indicadores";
	b->empty = "No hay indicadores.";
	b->table = ++number % 9 + 1;
}

static void
set_row(struct arena *arena, struct report_block *b, size_t i, const char *text)
{
	static const char *const bands[] = { "green", "amber", "red", NULL };
	static const char *const words[] = { "Verde", "Ámbar", "Rojo", "s/d" };
	static const char *const percents[] = { "91.2", "79.996", "64", NULL };
	struct report_cell *cells =
		arena_array(arena, b->n_columns, sizeof *cells);

	cells[0] = shown(arena_printf(arena, "%zu.%zu", i / 7 + 1, i % 7 + 1));
	cells[1] = shown(text);
	cells[2] = figure(percents[i % 4] ? percents[i % 4] : "pendiente",
		percents[i % 4]);
	cells[3] = figure(words[i % 4], bands[i % 4]);
	cells[4] = figure("15/08/2019", "2019-08-15");
	cells[5] = shown("1,347,451.24");
	b->rows[i].cells = cells;
	b->rows[i].group = arena_printf(arena, "Compromiso %zu. %s", i / 7 + 1,
		"Mejorando la rendición de cuentas");
}

static void
add_rows(struct arena *arena, struct report_block *b, size_t n)
{
	add_columns(b);
	b->n_rows = n;
	b->rows = arena_array(arena, n + 1, sizeof *b->rows);
	for (size_t i = 0; i < n; i++)
		set_row(arena, b, i,
			"Audiencias públicas realizadas con "
			"acta publicada dentro del plazo");
}

static void
add_chart(struct arena *arena, struct report_block *b, enum chart_kind kind,
	size_t n)
{
	static const char *const states[] = { "done", "overdue", "running",
		"doubtful", "pending" };
	static const char *const words[] = { "cumplido", "vencido",
		"en proceso", "por aclarar", "pendiente" };
	static const char *const bands[] = { "green", "red", "amber", NULL,
		"green" };
	static const char *const values[] = { "91.2", "64", "79.999", NULL,
		"120" };
	struct report_chart *c = arena_alloc(arena, sizeof *c);

	*c = (struct report_chart){ .kind = kind,
		.figure = (int)kind + 1,
		.title = "Cumplimiento",
		.n = n,
		.mark = "80",
		.mark_shown = "80" };
	if (kind == CHART_TIMELINE) {
		c->mark = "2019-04-05";
		c->mark_shown = "05/04/2019";
	}
	c->items = arena_array(arena, n + 1, sizeof *c->items);
	for (size_t i = 0; i < n; i++)
		c->items[i] = (struct chart_item){
			.label =
				kind == CHART_TREND
					? arena_printf(arena, "%zu Trim. 2019",
						  i + 1)
					: arena_printf(arena,
						  "%zu. Mejorando la rendición de cuentas de "
						  "las municipalidades",
						  i + 1),
			.shown = kind == CHART_TIMELINE ? words[i % 5]
				 : values[i % 5]	? values[i % 5]
							: "pendiente",
			.exact = values[i % 5],
			.band = bands[i % 5],
			.from = arena_printf(
				arena, "2018-%02zu-10", i % 12 + 1),
			.to = arena_printf(arena, "20%02zu-%02zu-20",
				19 + i % 2, i % 11 + 1),
			.state = states[i % 5]
		};
	b->chart = c;
}

/* ---- the reports */

static struct report *
make_empty(struct arena *arena)
{
	struct report *r = new_report(arena);

	add_rows(arena, add_block(arena, r, "1. SIN FILAS"), 0);
	add_block(arena, r, "2. SIN NADA");
	return r;
}

static struct report *
make_bare(struct arena *arena)
{
	struct report *r = arena_alloc(arena, sizeof *r);

	r->name = "bare";
	r->title = "X";
	return r;
}

static struct report *
make_many(struct arena *arena)
{
	struct report *r = new_report(arena);
	struct report_block *b = add_block(arena, r, "1. MUCHAS FILAS");

	add_rows(arena, b, MANY_ROWS);
	b->rows[MANY_ROWS - 1].total = true;
	return r;
}

static struct report *
make_huge(struct arena *arena)
{
	struct report *r = new_report(arena);

	add_rows(arena, add_block(arena, r, "1. HOJA GRANDE"), HUGE_ROWS);
	return r;
}

static struct report *
make_long(struct arena *arena)
{
	struct report *r = new_report(arena);
	struct report_block *b = add_block(arena, r, long_text(arena, 300));
	static const char *texts[1];
	const char *much = long_text(arena, PAGE_LONG);
	char *word = arena_alloc(arena, 400);

	texts[0] = much;
	b->texts = texts;
	b->n_texts = 1;
	add_rows(arena, b, 6);
	b->rows[1].cells[1].shown = much;
	b->rows[4].cells[1].shown = long_text(arena, 1200);
	memset(word, 'W', 399);
	b->rows[5].cells[1].shown = word;
	return r;
}

static struct report *
make_charts(struct arena *arena)
{
	static struct report_signer signers[] = {
		{ "Nombre Apellido", "Secretaria General" },
		{ NULL, "Gerente de Planeamiento" },
		{ NULL, "Presidenta del Consejo" }
	};
	struct report *r = new_report(arena);
	struct report_block *b;

	b = add_block(arena, r, "1. CUMPLIMIENTO POR COMPROMISO");
	add_chart(arena, b, CHART_BARS, 5);
	add_rows(arena, b, 5);
	b = add_block(arena, r, "2. EVOLUCIÓN");
	add_chart(arena, b, CHART_TREND, 6);
	b = add_block(arena, r, "3. HITOS");
	add_chart(arena, b, CHART_TIMELINE, 40);
	b = add_block(arena, r, "ANEXO. CÓMO SE CALCULÓ");
	b->annex = true;
	add_rows(arena, b, 9);
	r->cover.signers = signers;
	r->cover.n_signers = 3;
	return r;
}

static struct report *
make_cards(struct arena *arena)
{
	struct report *r = new_report(arena);
	struct report_block *b = add_block(arena, r, "FICHAS");

	add_rows(arena, b, 12);
	b->cards = true;
	b->table = 0;
	b->rows[2].cells[1].shown = long_text(arena, 900);
	b->rows[3].cells[1].shown = long_text(arena, PAGE_LONG);
	return r;
}

static struct report *
make_hostile(struct arena *arena)
{
	struct report *r = new_report(arena);
	struct report_block *b =
		add_block(arena, r, "=1+1 <b> & ' \" dest='x' (\\)");

	add_rows(arena, b, 4);
	b->rows[0].cells[1].shown = "=HYPERLINK(\"http://x\",\"y\")";
	b->rows[1].cells[1].shown = "+1-1 @x http://example.org/";
	b->rows[2].cells[1].shown = "007";
	b->rows[2].cells[2] =
		figure("79.99999999999999999", "79.99999999999999999");
	b->rows[3].cells[1].shown = "日本語 Ω → ≥ 80\ny otra línea";
	b->rows[3].cells[2] = figure("80.00", "80.0000");
	b->rows[0].cells[2] = figure(
		"106.17", "106.1749999999999999999999999999999999999999");
	return r;
}

/* What the library of workbooks takes for something else, or refuses. */
static struct report *
make_refused(struct arena *arena)
{
	static struct report_column columns[] = {
		{ .name = "text", .title = "Texto _x0041_", .width = 20 },
		{ .name = "day",
			.title = "Día",
			.kind = CELL_DATE,
			.width = 11 },
		{ .name = "n",
			.title = "Cifra",
			.kind = CELL_NUMBER,
			.width = 9 },
	};
	static const char *const texts[] = { "fin_x000D_", "_x00F1_x",
		"_x00G1_", "__x0041__" };
	static const char *const days[] = { "2019-02-30", "2019-02-28",
		"1899-12-31", "0001-01-01" };
	static const char *const figures[] = { "NaN", "inf", "1e5", "12.50" };
	struct report *r = new_report(arena);
	struct report_block *b = add_block(arena, r, "'[Hoja]:*?/'");

	b->columns = columns;
	b->n_columns = sizeof columns / sizeof *columns;
	b->n_rows = sizeof texts / sizeof *texts;
	b->rows = arena_array(arena, b->n_rows, sizeof *b->rows);
	for (size_t i = 0; i < b->n_rows; i++) {
		struct report_cell *cells =
			arena_array(arena, b->n_columns, sizeof *cells);

		cells[0] = shown(texts[i]);
		cells[1] = figure(days[i], days[i]);
		cells[2] = figure(figures[i], figures[i]);
		b->rows[i].cells = cells;
	}
	return r;
}

/* Rows that end anywhere on a page, with what is signed behind them. */
static struct report *
make_tail(struct arena *arena)
{
	struct report *r = new_report(arena);

	add_rows(arena, add_block(arena, r, "1. FILAS"), tail_rows);
	return r;
}

/* What hito list writes. */
static struct report *
make_list(struct arena *arena)
{
	static const char *feet[] = { "Leído 10/04/2019 09:30." };
	struct report *r = make_tail(arena);

	r->is_list = true;
	r->title = "Indicadores";
	r->blocks[0].title = "Indicadores";
	r->feet = feet;
	r->n_feet = 1;
	return r;
}

/* Figures that no upright sheet holds side by side. */
static struct report *
make_wide(struct arena *arena)
{
	static struct report_column columns[] = {
		{ .name = "code", .title = "Código", .width = 6 },
		{ .name = "name", .title = "Indicador", .width = 16 },
		{ .name = "a", .title = "Progr.", .width = 7 },
		{ .name = "b", .title = "Ejec.", .width = 7 },
		{ .name = "c", .title = "Logro %", .width = 7 },
		{ .name = "d", .title = "Cuenta %", .width = 7 },
		{ .name = "e", .title = "Prod.", .width = 7 },
		{ .name = "f", .title = "Estado", .width = 11 },
	};
	struct report *r = new_report(arena);
	struct report_block *b = add_block(arena, r, "ANEXO. CIFRAS");

	add_rows(arena, add_block(arena, r, "1. FILAS"), 3);
	b = &r->blocks[0];
	add_rows(arena, b, 5);
	b->annex = true;
	b->columns = columns;
	b->n_columns = sizeof columns / sizeof *columns;
	for (size_t i = 0; i < b->n_rows; i++) {
		struct report_cell *cells =
			arena_array(arena, b->n_columns, sizeof *cells);

		cells[0] = shown("1.1");
		cells[1] = shown("Presupuesto de S/.21,347,451.24 ejecutado");
		for (size_t k = 2; k < 7; k++) {
			columns[k].kind = CELL_NUMBER;
			cells[k] = shown(arena_printf(
				arena, "98,%zu%zu5,432,109.87", k, i));
		}
		cells[7] = shown("medido");
		b->rows[i].cells = cells;
	}
	return r;
}

static const struct sample {
	const char *name;
	struct report *(*make)(struct arena *arena);
} samples[] = {
	{ "empty", make_empty },
	{ "bare", make_bare },
	{ "many", make_many },
	{ "long", make_long },
	{ "charts", make_charts },
	{ "cards", make_cards },
	{ "hostile", make_hostile },
	{ "refused", make_refused },
	{ "huge", make_huge },
	{ "tail", make_tail },
	{ "list", make_list },
	{ "wide", make_wide },
};

/* ---- the test */

static void
check_format(const char *format)
{
	const struct writer *writer = writer_find(format);

	assert_non_null(writer);
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct arena *arena = arena_new();
		struct report *report = samples[i].make(arena);
		struct buf one = { 0 };
		struct buf two = { 0 };
		struct err err = { 0 };

		if (samples[i].make != make_huge) {
			assert_true(writer->write(report, &one, &err));
			assert_true(writer->write(report, &two, &err));
			assert_int_equal(one.len, two.len);
			assert_memory_equal(one.data, two.data, one.len);
			assert_true(one.len > 1000);
		}
		buf_free(&one);
		buf_free(&two);
		arena_free(arena);
	}
}

static void
a_pdf_is_the_same_twice(void **state)
{
	(void)state;
	check_format("pdf");
}

static void
an_xlsx_is_the_same_twice(void **state)
{
	(void)state;
	check_format("xlsx");
}

static int
put_sample(const char *name, const char *format)
{
	const struct writer *writer = writer_find(format);

	for (size_t i = 0; writer && i < sizeof samples / sizeof *samples;
		i++) {
		struct arena *arena = arena_new();
		struct buf out = { 0 };
		struct err err = { 0 };
		bool done = str_eq(samples[i].name, name);

		if (done &&
			!writer->write(samples[i].make(arena), &out, &err)) {
			err_print(&err, true);
			return 1;
		}
		if (done)
			fwrite(buf_text(&out), 1, out.len, stdout);
		buf_free(&out);
		arena_free(arena);
		if (done)
			return 0;
	}
	return 2;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pdf_is_the_same_twice),
		cmocka_unit_test(an_xlsx_is_the_same_twice),
	};

	if (argc == 4)
		tail_rows = strtoul(argv[3], NULL, 10);
	if (argc >= 3)
		return put_sample(argv[1], argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
