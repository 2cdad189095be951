/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `--lang en` whole: the forms as they come with the program. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/i18n.h"
#include "base/str.h"
#include "form/form.h"

static struct form *
load(struct arena *arena, const char *path)
{
	struct err err = { 0 };
	struct form *form = form_load(arena, path, &err);

	if (!form)
		print_error("%s\n", err.text);
	assert_non_null(form);
	return form;
}

static const char *
path_of(struct arena *arena, const char *name)
{
	const char *home = getenv("HITO_HOME");

	return arena_printf(arena, "%s/forms/%s", home ? home : ".", name);
}

/* Those that stayed as drawn, by name. */
static void
tell(const struct form *form)
{
	for (size_t i = 0; i < form->n_pages; i++)
		for (size_t k = 0; k < form->pages[i].n_labels; k++) {
			const char *text = form->pages[i].labels[k].text;

			if (!str_eq(_(text), text))
				print_error("%s: no room for \"%s\" (%s)\n",
					form->name, _(text), text);
		}
}

static void
every_label_has_room(void **state)
{
	struct arena *arena = arena_new();
	glob_t found;
	size_t left = 0;

	(void)state;
	assert_int_equal(glob(path_of(arena, "*.form"), 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct form *form = load(arena, found.gl_pathv[i]);
		size_t n = form_translate(form, arena);

		if (n > 0)
			tell(form);
		left += n;
	}
	assert_int_equal(left, 0);
	globfree(&found);
	arena_free(arena);
}

static void
the_spanish_names_stay_known(void **state)
{
	struct arena *arena = arena_new();
	struct form *f = load(arena, path_of(arena, "result.form"));
	const struct field *executed, *office;

	(void)state;
	assert_int_equal(form_translate(f, arena), 0);
	assert_string_equal(f->title, "Results");
	executed = &f->fields[form_field(f, "executed")];
	assert_string_equal(field_title(executed), "Executed");
	assert_int_equal(field_called(f->n_fields, f->fields, "Ejecutado"),
		form_field(f, "executed"));
	office = &f->fields[form_field(f, "office_code")];
	assert_string_equal(field_title(office), "Office");
	assert_int_equal(field_called(f->n_fields, f->fields, "Oficina"),
		form_field(f, "office_code"));
	arena_free(arena);
}

static void
choices_are_read_in_both(void **state)
{
	struct arena *arena = arena_new();
	struct form *f = load(arena, path_of(arena, "milestone.form"));
	const struct field *origin = &f->fields[form_field(f, "origin")];
	bool known = false;

	(void)state;
	form_translate(f, arena);
	assert_string_equal(field_choice_label(origin, "new"), "New");
	for (size_t i = 0; i < origin->n_words; i++)
		known |= str_eq(origin->words[i].word, "Nuevo") &&
			 str_eq(origin->words[i].code, "new");
	assert_true(known);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_label_has_room),
		cmocka_unit_test(the_spanish_names_stay_known),
		cmocka_unit_test(choices_are_read_in_both),
	};

	setenv("LC_ALL", "C.UTF-8", 1);
	i18n_init(".build/locale", "en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
