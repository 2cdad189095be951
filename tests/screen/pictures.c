/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pictures that README.md shows: played on the demonstration, byte for byte
 * what stands there. With SCREENS_WRITE=1 they are written anew, to be looked
 * at. The person, the database and the hour are those of no run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "drive.h"
#include "portrait.h"

static const char readme[] = "README.md";
static const char fence[] = "\n```\n";

/* Played in one session, one behind the other. */
static const struct shown {
	const char *name;
	const char *title;
	const char *keys;
	const char *expect;
} shown[] = {
	{ "tablero", "El tablero", "", "Plan 2018-2020" },
	{ "acotar", "Los hitos, acotados mientras se escribe",
		"<C-p>lista hito<Enter>/cion oct",
		"1 de 12 \302\267 /cion oct" },
	{ "informe", "El informe trimestral, antes de emitirlo",
		"<Enter><F10>iinforme de s<Enter><Enter>]]",
		"0.3 CUMPLIMIENTO" },
	{ "hoja", "La hoja de ingreso",
		"<C-p>hoja<Enter><Esc>p<C-u>II-2019"
		"<Enter>4<Enter>148<Enter>120<Tab>Lista de asistencia<Tab>"
		"Se capacitó en tres provincias.",
		"tres provincias" },
};

enum {
	SHOWN = sizeof shown / sizeof shown[0]
};

static char *text; /* of the first */
static char *pictures[SHOWN];

static int
play(void **state)
{
	struct drive d;

	(void)state;
	(void)drive_start(&d, NULL);
	for (size_t i = 0; i < SHOWN; i++) {
		struct portrait *p;

		drive_go(&d, shown[i].keys, shown[i].expect);
		p = portrait_take(d.pty);
		portrait_word(p, "@", "rgarcia@central");
		portrait_word(p, "##:##", "10:25");
		if (i == 0)
			text = portrait_text(p);
		pictures[i] = portrait_svg(p, shown[i].title);
		portrait_free(p);
	}
	drive_stop(&d);
	return 0;
}

static bool
writes(void)
{
	const char *write = getenv("SCREENS_WRITE");

	return write && *write;
}

/* malloc'd; "" of what is not there. */
static char *
read_file(const char *path)
{
	FILE *in = fopen(path, "r");
	char *bytes = NULL;
	size_t room = 0;

	if (!in || getdelim(&bytes, &room, '\0', in) < 0) {
		free(bytes);
		bytes = strdup("");
	}
	if (in)
		(void)fclose(in);
	assert_non_null(bytes);
	return bytes;
}

static void
write_file(const char *path, const char *bytes)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_true(fputs(bytes, out) >= 0);
	assert_int_equal(fclose(out), 0);
}

/* The line in which they part is shown. */
static void
assert_stands(const char *path, const char *stands, const char *played)
{
	size_t at = 0, line = 1;

	if (strcmp(stands, played) == 0)
		return;
	for (size_t i = 0; stands[i] && stands[i] == played[i]; i++)
		if (stands[i] == '\n') {
			at = i + 1;
			line++;
		}
	fail_msg("%s, line %zu of the picture: %.*s\n# played: %.*s\n"
		 "# SCREENS_WRITE=1 writes it anew",
		path, line, (int)strcspn(stands + at, "\n"), stands + at,
		(int)strcspn(played + at, "\n"), played + at);
}

static void
test_pictures(void **state)
{
	(void)state;
	for (size_t i = 0; i < SHOWN; i++) {
		char path[128], *stands;

		(void)snprintf(path, sizeof path, "man/pictures/%s.svg",
			shown[i].name);
		if (writes())
			write_file(path, pictures[i]);
		stands = read_file(path);
		assert_stands(path, stands, pictures[i]);
		free(stands);
	}
}

/* The first block of the page. */
static void
test_text(void **state)
{
	char *page = read_file(readme), *from, *to, *anew = NULL;
	size_t n;
	FILE *out;

	(void)state;
	from = strstr(page, fence);
	assert_non_null(from);
	from += strlen(fence);
	to = strstr(from - 1, fence);
	assert_non_null(to);
	if (writes()) {
		out = open_memstream(&anew, &n);
		assert_non_null(out);
		fprintf(out, "%.*s%s%s", (int)(from - page), page, text,
			to + 1);
		(void)fclose(out);
		write_file(readme, anew);
		free(anew);
	} else {
		to[1] = '\0';
		assert_stands(readme, from, text);
	}
	free(page);
}

/* Each of them is shown, and nothing else. */
static void
test_shown(void **state)
{
	char *page = read_file(readme), *at = page;
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < SHOWN; i++) {
		char link[128];

		(void)snprintf(link, sizeof link, "](man/pictures/%s.svg)",
			shown[i].name);
		if (!strstr(page, link))
			fail_msg("%s does not show %s", readme, link);
	}
	for (; (at = strstr(at, "](man/pictures/")); at++)
		n++;
	assert_int_equal(n, SHOWN);
	free(page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_shown),
	};

	return cmocka_run_group_tests(tests, play, NULL);
}
