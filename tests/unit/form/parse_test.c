/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Form files read, bound and checked. */
#include "sample.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

static void
test_header(void **state)
{
	struct arena *arena = arena_new();
	struct form *f = sample_form(arena);

	(void)state;
	assert_string_equal(f->name, "milestone");
	assert_string_equal(f->title, "Hitos");
	assert_string_equal(f->singular, "Hito");
	assert_string_equal(f->alias, "hito");
	assert_string_equal(f->table, "plan.milestone");
	assert_string_equal(f->view, "plan.milestone_list");
	assert_int_equal(f->n_natural, 3);
	assert_string_equal(f->natural[2], "position");
	assert_int_equal(f->n_order, 3);
	assert_int_equal(f->n_pages, 1);
	assert_int_equal(f->pages[0].rows, 9);
	assert_int_equal(f->n_filters, 2);
	assert_int_equal(f->n_refusals, 1);
	assert_true(f->import.allowed);
	assert_string_equal(f->import.check, "plan.milestone_check");
	assert_int_equal(f->import.n_makes, 1);
	assert_string_equal(f->import.makes[0], "office_code");
	/* without a list line: the natural key, then what is searched */
	assert_int_equal(f->n_list, 4);
	assert_string_equal(f->list[3].name, "text");
	assert_string_equal(f->list[0].title, "Plan");
	arena_free(arena);
}

static void
test_fields(void **state)
{
	static const struct {
		const char *tag;
		const char *label;
		size_t boxes;
		int row;
		int column;
		int width;
		enum field_kind kind;
		bool required;
	} cases[] = {
		{ "a", "Plan", 1, 0, 11, 12, FIELD_TEXT, true },
		{ "b", "Compromiso", 1, 0, 39, 3, FIELD_INTEGER, true },
		{ "c", "", 1, 0, 45, 34, FIELD_TEXT, false },
		{ "d", "N°", 1, 1, 11, 3, FIELD_TEXT, false },
		{ "e", "Hito", 2, 1, 22, 57, FIELD_TEXT, true },
		{ "f", "Publicado como", 1, 3, 17, 10, FIELD_TEXT, false },
		{ "g", "Permanente", 1, 3, 42, 2, FIELD_BOOLEAN, false },
		{ "h", "Situación", 1, 3, 58, 13, FIELD_TEXT, false },
		{ "i", "Inicio", 1, 4, 11, 12, FIELD_PARTIAL, false },
		{ "k", "Avance", 1, 4, 55, 6, FIELD_NUMBER, false },
		{ "l", "", 1, 4, 66, 10, FIELD_TEXT, false },
		{ "m", "Responsable", 1, 5, 14, 5, FIELD_TEXT, true },
	};
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct field *f =
			&form->fields[form_field_by_tag(form, cases[i].tag)];

		assert_string_equal(f->label, cases[i].label);
		assert_int_equal(f->n_boxes, cases[i].boxes);
		assert_int_equal(f->boxes[0].row, cases[i].row);
		assert_int_equal(f->boxes[0].column, cases[i].column);
		if (f->boxes[0].width != cases[i].width)
			fail_msg("%s: width %d", f->tag, f->boxes[0].width);
		assert_int_equal(f->kind, cases[i].kind);
		assert_int_equal(f->required, cases[i].required);
		/* typing order is reading order */
		if (i > 0)
			assert_true(f - form->fields >= (long)i);
	}
	arena_free(arena);
}

static void
test_attributes(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	const struct field *b =
		&form->fields[form_field(form, "commitment_no")];
	const struct field *f = &form->fields[form_field(form, "origin")];

	(void)state;
	assert_true(b->keep);
	assert_int_equal(b->n_headings, 2);
	assert_string_equal(b->lookup->pick, "plan.commitment_pick");
	assert_string_equal(b->lookup->writes, "commitment_id");
	assert_int_equal(b->lookup->n_show, 1);
	assert_string_equal(b->lookup->show[0].field, "commitment_title");
	assert_string_equal(b->lookup->show[0].column, "commitment_title");
	assert_int_equal(f->n_choices, 2);
	assert_string_equal(f->choices[1].code, "ongoing");
	assert_string_equal(f->choices[1].label, "En curso");
	assert_int_equal(f->n_headings, 2);
	assert_int_equal(f->n_words, 3);
	assert_string_equal(f->words[2].word, "New");
	assert_string_equal(field_choice_label(f, "new"), "Nuevo");
	assert_string_equal(field_choice_label(f, "other"), "other");
	arena_free(arena);
}

static void
test_lines(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	const struct lines *lines = &form->lines[0];

	(void)state;
	assert_int_equal(form->n_lines, 1);
	assert_string_equal(lines->table, "plan.goal");
	assert_string_equal(lines->view, "plan.goal");
	assert_string_equal(lines->parent, "milestone_id");
	assert_int_equal(lines->rows, 2);
	assert_int_equal(lines->page, 0);
	assert_int_equal(lines->n_fields, 3);
	assert_string_equal(lines->title, "Metas");
	assert_int_equal(form_lines_called(form, "goal"), 0);
	assert_int_equal(form_lines_called(form, "plan.goal"), 0);
	assert_int_equal(form_lines_called(form, "META"), 0);
	assert_int_equal(form_lines_called(form, "target"), -1);
	assert_string_equal(lines->fields[0].label, "Meta");
	assert_string_equal(lines->fields[1].label, "Cantidad");
	assert_string_equal(lines->fields[2].label, "Vence");
	assert_int_equal(lines->fields[0].n_boxes, 1);
	assert_int_equal(lines->fields[0].boxes[0].row, 7);
	arena_free(arena);
}

static void
test_actions(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	const struct action *a = form->actions;

	(void)state;
	assert_int_equal(form->n_actions, 4);
	assert_string_equal(a[0].when_column, "state");
	assert_string_equal(a[0].when_value, "pending");
	assert_int_equal(a[1].n_ask, 4);
	assert_string_equal(a[1].ask[3].name, "agreement");
	assert_string_equal(a[1].ask[3].title, "Acuerdo");
	assert_null(a[1].ask[0].title);
	assert_ptr_equal(action_ask_field(form, &a[1].ask[0]),
		&form->fields[form_field(form, "starts")]);
	assert_null(action_ask_field(form, &a[1].ask[3]));
	assert_string_equal(action_ask_title(form, &a[1].ask[0]), "Inicio");
	assert_string_equal(action_ask_title(form, &a[1].ask[3]), "Acuerdo");
	assert_string_equal(a[1].call, "plan.milestone_reschedule");
	assert_false(a[1].confirm);
	assert_true(a[3].confirm);
	assert_false(a[3].sends || a[3].gets);
	arena_free(arena);
}

/* What stands before and after a piece of a form under test. */
#define HEAD "form f \"F\"\ntable s.t\nnatural a\n"
#define PAGE "page \"P\"\n{\n A [a  ] B [b  ]\n}\n"
#define FIELDS "fields\na  a\n"

static const struct {
	const char *text;
	const char *said; /* after the path */
} wrong[] = {
	{ "", ":1:1: al formulario le falta «form»." },
	{ "hola\n", ":1:1: se espera form, table, view, natural, order, "
		    "menu, figure, opens, made, fixed, about, in, list, page, "
		    "fields, lines, actions, filters, refusals "
		    "o import y está «hola»." },
	{ "form Hito \"Hitos\"\n",
		":1:6: se espera el nombre del "
		"formulario (minúsculas, cifras y _) y está «Hito»." },
	{ "form f F\n", ":1:8: se espera el título entre comillas y está "
			"«F»." },
	{ "form f \"Hitos\n", ":1:8: falta la comilla que cierra este "
			      "texto." },
	{ "form f \"F\"\ntable milestone\n",
		":2:7: se espera la tabla, "
		"escrito esquema.nombre, y está «milestone»." },
	{ HEAD "form g \"G\"\n", ":4:6: «form» está dos veces." },
	{ HEAD "figure plan by a\nfigure plan\n",
		":5:8: «figure» está dos veces." },
	{ HEAD "about x\n", ":4:7: se espera «any» y está «x»." },
	{ HEAD "in sheet row\n", ":4:10: se espera «as» y está «row»." },
	{ HEAD "page \"P\"\nfields\n",
		":5:1: se espera «{» en una línea "
		"propia y después el dibujo de la página." },
	{ HEAD "page \"P\"\n{\n A [a  ]\n", ":5:1: falta el «}» que cierra "
					    "el dibujo que empieza aquí." },
	{ HEAD "page \"P\"\n{\n Año [a  \n}\n", ":6:6: falta el «]» que "
						"cierra este casillero." },
	{ HEAD "page \"P\"\n{\n Año [   ]\n}\n",
		":6:7: después de «[» se "
		"espera la etiqueta de un campo: letras o cifras." },
	{ HEAD "page \"P\"\n{\n Año [a x]\n}\n",
		":6:9: dentro de un "
		"casillero solo van su etiqueta y blancos, hasta «]»." },
	{ HEAD "page \"P\"\n{\n A ] [a ]\n}\n", ":6:4: este «]» no cierra "
						"nada." },
	{ HEAD "page \"P\"\n{\n\tA [a ]\n}\n", ":6:1: en el dibujo no van "
					       "tabuladores, solo blancos." },
	{ HEAD "page \"P\"\n{\n 12345678901234567890123456789012345678901234"
	       "5678901234567890123456789012345 [a ]\n}\n",
		":6:81: el "
		"dibujo pasa de las 80 columnas." },
	{ HEAD "page \"P\"\n{\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n}\n",
		":26:1: la página pasa de 20 filas." },
	{ HEAD PAGE FIELDS, ":6:12: «b»: la etiqueta no tiene línea en fields "
			    "ni en lines." },
	{ HEAD PAGE FIELDS "b  b\nc  c\n", ":11:1: el campo «c» (c) no está "
					   "en ningún dibujo." },
	{ HEAD PAGE FIELDS "b  a\n", ":10:1: la columna «a» ya está en la "
				     "línea 9." },
	{ HEAD PAGE FIELDS "a  b\n", ":6:12: «b»: la etiqueta no tiene línea "
				     "en fields ni en lines." },
	{ HEAD PAGE "fields\na  a  requird\n",
		":9:7: no hay un atributo "
		"«requird»; parecidos: required." },
	{ HEAD PAGE "fields\na  a  uper, keep\n", ":9:7: no hay un atributo "
						  "«uper»; parecidos: upper." },
	{ HEAD PAGE "fields\na  a  keep, keep\n", ":9:13: el atributo «keep» "
						  "está dos veces." },
	{ HEAD PAGE "fields\na  a  noentry, near b, near b\n",
		":9:24: el atributo «near» está dos veces." },
	{ HEAD PAGE "fields\na  a  keep upper\n",
		":9:12: se espera una coma "
		"antes de otro atributo y está «upper»." },
	{ HEAD PAGE "fields\na  a  money, percent\n",
		":9:14: «percent» no "
		"va con otro atributo que ya dice la clase del campo." },
	{ HEAD PAGE "fields\na  a  heading\nb  b\n",
		":10:1: antes de esto "
		"falta un encabezado entre comillas." },
	{ HEAD PAGE "fields\na  a  range 5\n",
		":9:13: un rango se escribe "
		"0..100, 0.. o ..100 y está «5»." },
	{ HEAD PAGE "fields\na  a  lookup x\n",
		":9:14: se espera la vista "
		"de búsqueda, escrito esquema.nombre, y está «x»." },
	{ HEAD PAGE "fields\na  a  lookup s.p show z = q\nb  b\n",
		":9:1: "
		"show «z»: no hay un campo con esa etiqueta ni ese nombre." },
	{ HEAD PAGE "fields\na  a  values \"X\"\n", ":10:1: antes de esto "
						    "falta «=»." },
	{ HEAD PAGE FIELDS "b  b\nlines s.l rows 2\n",
		":11:11: se espera "
		"«parent» y está «rows»." },
	{ HEAD PAGE FIELDS "lines s.l parent p rows 2\nb b\n",
		":11:1: «b» "
		"tiene 1 filas dibujadas y rows dice 2." },
	{ HEAD PAGE FIELDS "b  b\nlines s.l parent p rows 99\n",
		":11:25: se "
		"espera cuántas filas se ven, un número de 1 a 20." },
	{ HEAD PAGE FIELDS "b  b\nactions\nx \"X\" when a b\n",
		":13:1: "
		"antes de esto falta call y la función." },
	{ HEAD PAGE FIELDS "b  b\nactions\nx \"X\" sends s.f\n",
		":13:1: "
		"antes de esto falta ask y el archivo." },
	{ HEAD PAGE FIELDS "b  b\nfilters\nx \"X\"\n", ":13:1: antes de esto "
						       "falta su columna." },
	{ HEAD PAGE FIELDS "b  b\nimport\ncommit s.c\n",
		":12:1: se "
		"espera prepare, check, after, beside, makes, office, known, leaves o "
		"spread y "
		"está «commit»." },
	{ HEAD PAGE FIELDS "b  b\xff\n", ":10:5: el archivo no es UTF-8 en "
					 "este lugar." },
	{ HEAD PAGE FIELDS "b  b\x1b[0m\n", ":10:5: hay un carácter de "
					    "control." },
	{ HEAD "page \"P\"\n{\n A [a ]\n\n   [a ]\n}\n" FIELDS,
		":8:4: «a»: "
		"los casilleros del campo no están en filas seguidas." },
};

/* Calls with a file. */
static void
test_files(void **state)
{
	static const char text[] =
		HEAD PAGE FIELDS "b  b\nactions\n"
				 "put \"Poner\" ask f \"Archivo\" sends s.put\n"
				 "get \"Traer\" ask f \"Nombre\" gets s.get\n";
	struct arena *arena = arena_new();
	struct err err = { 0 };
	struct form *f = form_parse(arena, "f", text, strlen(text), &err);

	(void)state;
	assert_non_null(f);
	assert_true(f->actions[0].sends && !f->actions[0].gets);
	assert_string_equal(f->actions[0].call, "s.put");
	assert_true(f->actions[1].gets && !f->actions[1].sends);
	assert_string_equal(f->actions[1].call, "s.get");
	arena_free(arena);
}

static void
test_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct arena *arena = arena_new();
		struct err err = { 0 };
		struct form *f = form_parse(
			arena, "f", wrong[i].text, strlen(wrong[i].text), &err);

		if (f)
			fail_msg("case %zu was taken: %s", i, wrong[i].said);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_string_equal(err.text + 1, wrong[i].said);
		arena_free(arena);
	}
}

/* Statements over several lines, comments, a BOM, CRLF. */
static void
test_layout(void **state)
{
	static const char text[] =
		"\xef\xbb\xbf# una nota\r\n"
		"form f \"F \"\"x\"\"\"\r\ntable s.t view\r\n  s.v natural a,\r\n"
		"b\r\nmenu \"M\" 12\r\nlist a 5, b 10 \"Be\"\r\n"
		"page \"P\"\r\n{\r\n A [a  ] [b  ]\r\n}\r\n"
		"fields\r\na  a\r\n   required,\r\nkeep\r\n"
		"b  b choice email \"Correo\", other, phone\r\n"
		"-  c noentry, heading \"C\"\r\n";
	struct arena *arena = arena_new();
	struct err err = { 0 };
	struct form *f = form_parse(arena, "f", text, strlen(text), &err);

	(void)state;
	if (!f)
		fail_msg("%s", err.text);
	assert_string_equal(f->title, "F \"x\"");
	assert_string_equal(f->singular, f->title);
	assert_string_equal(f->view, "s.v");
	assert_int_equal(f->n_natural, 2);
	assert_int_equal(f->n_order, 2);
	assert_string_equal(f->menu, "M");
	assert_int_equal(f->menu_place, 12);
	assert_string_equal(f->list[0].title, "A");
	assert_string_equal(f->list[1].title, "Be");
	assert_true(f->fields[0].required && f->fields[0].keep);
	/* a word with a label is a choice, though an attribute has its name;
	 * without a label it is the attribute */
	assert_int_equal(f->fields[1].n_choices, 2);
	assert_int_equal(f->fields[1].kind, FIELD_PHONE);
	assert_int_equal(f->fields[2].page, -1);
	arena_free(arena);
}

/* Where a record leads, and what its register is to a screen. */
static void
test_ways(void **state)
{
	static const char text[] = HEAD
		"figure indicator by a, b period p looked\n"
		"opens sheet by a period p\nmade preview by a, b\nabout any\n"
		"in sheet as row\nin offices as period\n" PAGE
		"fields\na  a\nb  b\n";
	struct arena *arena = arena_new();
	struct err err = { 0 };
	struct form *f = form_parse(arena, "f", text, strlen(text), &err);

	(void)state;
	if (!f)
		fail_msg("%s", err.text);
	assert_string_equal(f->figure.to, "indicator");
	assert_int_equal(f->figure.n_by, 2);
	assert_string_equal(f->figure.by[1], "b");
	assert_string_equal(f->figure.period, "p");
	assert_true(f->looked_at);
	assert_string_equal(f->opens.to, "sheet");
	assert_int_equal(f->opens.n_by, 1);
	assert_string_equal(f->made.to, "preview");
	assert_null(f->made.period);
	assert_true(f->about_any);
	assert_int_equal(f->n_roles, 2);
	assert_string_equal(f->roles[0].role, "row");
	assert_string_equal(f->roles[1].screen, "offices");
	arena_free(arena);
}

static void
collect(void *arg, const char *problem)
{
	struct buf *b = arg;

	buf_printf(b, "%s\n", problem);
}

static void
test_check(void **state)
{
	static const char text[] = HEAD
		"list a 60, b 30, c 2\n"
		"page \"P\"\n{\n A [a  ] B [b  ]\n   [a  ]\n}\n"
		"fields\na  a  noentry, required, choice x \"Muy largo\", x\n"
		"b  b  required, optional, percent, default mucho, "
		"range 0..z\n"
		"-  c  noentry\n"
		"actions\ngo \"Ir\" ask a, why \"Por qué\", how call s.go\n"
		"refusals\nt_x q \"No.\"\n";
	struct arena *arena = arena_new();
	struct err err = { 0 };
	struct buf said = { 0 };
	struct form *f = form_parse(arena, "f", text, strlen(text), &err);

	(void)state;
	if (!f)
		fail_msg("%s", err.text);
	assert_int_equal(form_check(f, collect, &said), 10);
	assert_non_null(strstr(said.data, "f:11:1: la opción «Muy largo» de "
					  "«a» no cabe en su casillero."));
	assert_non_null(strstr(said.data, "la opción «x» está dos veces."));
	assert_non_null(strstr(said.data, "required no va con noentry."));
	assert_non_null(strstr(said.data, "required no va con optional."));
	assert_non_null(strstr(
		said.data, "la columna «c» de la lista no tiene título."));
	assert_non_null(strstr(said.data, "f:12:1: default: "));
	assert_non_null(strstr(said.data, "f:12:1: range: "));
	assert_non_null(strstr(said.data, "refusals t_x: no hay un campo con "
					  "la etiqueta «q»."));
	assert_non_null(strstr(said.data, "la acción «go» pregunta «how», "
					  "que no es un campo"));
	assert_non_null(strstr(said.data, "la lista ocupa 96 columnas y la "
					  "pantalla tiene 80."));
	buf_free(&said);
	arena_free(arena);
}

static void
test_check_sample(void **state)
{
	struct arena *arena = arena_new();
	struct form *f = sample_form(arena);
	struct buf said = { 0 };

	(void)state;
	form_check(f, collect, &said);
	form_check_bound(f, collect, &said);
	assert_string_equal(buf_text(&said), "");
	buf_free(&said);
	arena_free(arena);
}

static void
test_unbound_column(void **state)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };
	const struct columns none = { 0 };
	struct form *f =
		form_parse(arena, "f", sample_text, strlen(sample_text), &err);

	(void)state;
	assert_non_null(f);
	assert_false(form_bind(f, &none, &none, &err));
	assert_string_equal(err.text,
		"f:20:1: la base de datos no tiene la "
		"columna «plan_code» que nombra el campo «a».");
	arena_free(arena);
}

static void
test_relations(void **state)
{
	static const char *const expected[] = {
		"plan.milestone",
		"plan.milestone_list",
		"plan.goal",
		"plan.action_plan_pick",
		"plan.commitment_pick",
		"core.office_pick",
	};
	struct arena *arena = arena_new();
	struct form *f = sample_form(arena);
	size_t n;
	const char **names = form_relations(f, arena, &n);

	(void)state;
	assert_int_equal(n, sizeof expected / sizeof expected[0]);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(names[i], expected[i]);
	arena_free(arena);
}

/* What form_draw proposes is itself a good form. */
static void
test_draw(void **state)
{
	const struct columns own = SAMPLE_COLUMNS(sample_own);
	struct arena *arena = arena_new();
	struct buf text = { 0 };
	struct buf said = { 0 };
	struct err err = { 0 };
	struct form *f;

	(void)state;
	form_draw("plan.milestone", &own, &text);
	f = form_parse(arena, "drawn", text.data, text.len, &err);
	if (!f)
		fail_msg("%s\n%s", err.text, text.data);
	assert_true(form_bind(f, &own, NULL, &err));
	form_check(f, collect, &said);
	form_check_bound(f, collect, &said);
	assert_string_equal(buf_text(&said), "");
	assert_int_equal(
		f->fields[form_field(f, "starts")].kind, FIELD_PARTIAL);
	assert_int_equal(form_field(f, "starts_from"), -1);
	buf_free(&said);
	buf_free(&text);
	arena_free(arena);
}

/* Every prefix of a form is read without harm. */
static void
test_cut_short(void **state)
{
	(void)state;
	for (size_t n = 0; n < strlen(sample_text); n++) {
		struct arena *arena = arena_new();
		struct err err = { 0 };

		if (!form_parse(arena, "f", sample_text, n, &err))
			assert_int_equal(err.kind, ERR_INPUT);
		arena_free(arena);
	}
}

/* What stands before the first section is read, and nothing behind it. */
static void
test_head(void **state)
{
	static const struct {
		const char *text;
		bool read; /* its head */
		bool whole;
		bool scattered;
	} cases[] = {
		{ "form a \"A\"\ntable plan.a\nmenu \"Plan\" 3\nnatural b\npage "
		  "\"P\"\n{\n B [b  ]\n}\nfields\nb  b\n",
			true, true, false },
		{ "form a \"A\"\ntable plan.a\nmenu \"Plan\" 3\npage \"P\"\n{\n B "
		  "[b  ]\n}\nnatural b\nfields\nb  b\n",
			true, true, true },
		{ "form a \"A\"\ntable plan.a\nmenu \"Plan\" 3\nnatural b\npage "
		  "\"P\"\n{\n B [b  \n",
			true, false, false },
		{ "form a \"A\"\nfields\nb  b\n", false, false, false },
		{ "form a \"A\"\ntable\n", false, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		char path[] = "/tmp/parse_test-XXXXXX";
		struct err err = { 0 };
		int fd = mkstemp(path);
		struct form *head, *form;

		assert_true(fd >= 0);
		assert_int_equal(
			write(fd, cases[i].text, strlen(cases[i].text)),
			strlen(cases[i].text));
		close(fd);
		head = form_load_head(arena, path, &err);
		assert_int_equal(head ? 1 : 0, cases[i].read);
		if (head) {
			assert_string_equal(head->name, "a");
			assert_string_equal(head->singular, "A");
			assert_string_equal(head->view, "plan.a");
			assert_int_equal(head->menu_place, 3);
			assert_false(head->whole);
			assert_int_equal(head->n_pages + head->n_fields, 0);
		} else {
			assert_non_null(strstr(err.text, path));
		}
		form = form_load(arena, path, &err);
		assert_int_equal(form ? 1 : 0, cases[i].whole);
		if (form) {
			assert_true(form->whole);
			assert_int_equal(form->n_fields, 1);
			assert_int_equal(form->scattered, cases[i].scattered);
		}
		unlink(path);
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_header),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_actions),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_ways),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_check_sample),
		cmocka_unit_test(test_unbound_column),
		cmocka_unit_test(test_relations),
		cmocka_unit_test(test_draw),
		cmocka_unit_test(test_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
