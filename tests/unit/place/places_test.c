/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of places, and the form files that name them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>

#include "base/str.h"
#include "place/place.h"

static const struct place *
find(const char *name)
{
	const struct place *const *place = places;

	while (*place && !str_eq((*place)->name, name))
		place++;
	return *place;
}

static void
test_table(void **state)
{
	(void)state;
	for (size_t i = 0; places[i]; i++) {
		const struct place *p = places[i];

		assert_ptr_equal(find(p->name), p);
		assert_true(!p->open != !p->with);
		assert_true(!p->heading == !p->title);
		for (size_t j = 0; j < i; j++)
			assert_true(
				p->id == CMD_NONE || places[j]->id != p->id);
	}
}

static size_t
is_there(const struct form *form, const char *name)
{
	if (name && !find(name))
		fail_msg("%s: %s", form->path, name);
	return name ? 1 : 0;
}

/* A form file may name no place that is not there. */
static void
test_forms(void **state)
{
	struct arena *arena = arena_new();
	size_t ways = 0;
	glob_t files;

	(void)state;
	assert_int_equal(glob("forms/*.form", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct err err = { 0 };
		const struct form *form =
			form_load(arena, files.gl_pathv[i], &err);

		ways += is_there(form, form->opens.to);
		ways += is_there(form, form->made.to);
		for (size_t r = 0; r < form->n_roles; r++)
			ways += is_there(form, form->roles[r].screen);
	}
	assert_in_range(ways, 6, 100);
	globfree(&files);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
