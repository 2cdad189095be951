/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito setup at a terminal: what is missing is asked, and each answer tried as it
 * will be done, so that the one that cannot be is asked again. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/setup.h"

#define BACK "<"

enum answered {
	ANSWER_NEXT,
	ANSWER_BACK,
	ANSWER_END, /* of what is typed, or of the link: err says it */
};

static bool
is_said(const struct setup *setup, enum setup_key key)
{
	return !setup->missing[key] || setup->given[key];
}

/* What of the council, or of the place, is asked only where there is one, or
 * will be. */
static bool
is_asked(const struct setup *setup, int key)
{
	if (key > SETUP_COUNCIL && key <= SETUP_SEATS &&
		!is_said(setup, SETUP_COUNCIL))
		return false;
	if (key == SETUP_PLACE_NAME && !is_said(setup, SETUP_UBIGEO))
		return false;
	return setup->missing[key] || setup->unsourced[key];
}

static void
prompt(const struct setup *setup, enum setup_key key)
{
	const char *stands =
		setup->given[key] ? setup->given[key] : setup->now[key];

	fprintf(stderr, "%s%s%s%s: ", setup_label(key), stands ? " [" : "",
		stands ? stands : "", stands ? "]" : "");
	fflush(stderr);
}

/* Taken, where everything up to it could be done so; else all is as before
 * and it was said why. */
static bool
take_answer(struct setup *setup, struct desk *desk, enum setup_key key,
	const char *answer, struct err *err)
{
	const char *before = setup->given[key];
	struct err unheard = { 0 };
	bool ok = setup_take(setup, desk, key, answer, err);

	if (ok && setup_try(setup, desk, SETUP_TRIES, key, err) &&
		setup->code == EXIT_DONE)
		return true;
	if (ok)
		setup_take(setup, desk, key, before, &unheard);
	if (err->kind != ERR_NONE && err->kind != ERR_LINK)
		err_print(err, false);
	setup->code = EXIT_DONE;
	return false;
}

static enum answered
ask_one(struct setup *setup, struct desk *desk, enum setup_key key,
	struct err *err)
{
	char line[1024];

	for (;;) {
		const char *answer;

		prompt(setup, key);
		if (!fgets(line, sizeof line, stdin))
			return ANSWER_END;
		answer = str_trim(setup->batch->arena, line);
		if (str_eq(answer, BACK))
			return ANSWER_BACK;
		if (!*answer || take_answer(setup, desk, key, answer, err))
			return ANSWER_NEXT;
		if (err->kind == ERR_LINK)
			return ANSWER_END;
		err_clear(err);
	}
}

bool
setup_ask(struct setup *setup, struct desk *desk, struct err *err)
{
	bool given[SETUP_KEYS], told = false;
	int asked[SETUP_KEYS];
	size_t n = 0;

	for (int i = 0; i < SETUP_KEYS; i++)
		given[i] = setup->given[i];
	for (int i = 0; i < SETUP_KEYS;) {
		enum answered answered;

		if (given[i] || !is_asked(setup, i)) {
			i++;
			continue;
		}
		if (!told)
			fputs(_("Enter deja cada dato como está, o para otro "
				"día; < vuelve al anterior.\n"),
				stderr);
		told = true;
		answered = ask_one(setup, desk, (enum setup_key)i, err);
		if (answered == ANSWER_END)
			return err->kind != ERR_LINK;
		if (answered == ANSWER_NEXT)
			asked[n++] = i++;
		else if (n > 0)
			i = asked[--n];
	}
	return true;
}
