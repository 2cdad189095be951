/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Journals: whatever lies in one is told or counted as lost, as drafts that
 * can be shown, made a record of and written down again. The input is a
 * journal's bytes; and, its first byte aside, lines of "path text" that are
 * typed over a record of a form.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "form/form.h"
#include "form/statement.h"
#include "store/journal_inside.h"

#include "../unit/form/sample_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct date today = { 2019, 5, 14 };
static const char *folder;

static void
clean_up(void)
{
	char command[128];

	(void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
	(void)!system(command);
}

/* A home of its own, with one journal in it. */
static const char *
set_up(void)
{
	static char home[] = "/tmp/hito.fuzz.XXXXXX", path[64];

	if (folder)
		return path;
	folder = mkdtemp(home);
	assert(folder);
	(void)atexit(clean_up);
	(void)setenv("XDG_STATE_HOME", home, 1);
	(void)snprintf(path, sizeof path, "%s/hito", home);
	(void)mkdir(path, 0700);
	(void)snprintf(path, sizeof path, "%s/hito/drafts", home);
	(void)mkdir(path, 0700);
	(void)snprintf(
		path, sizeof path, "%s/hito/drafts/x" JOURNAL_ENDING, home);
	return path;
}

/* A record of what it says can be looked at, checked, saved and told anew. */
static void
use_draft(
	struct arena *arena, const struct draft *draft, const struct form *form)
{
	struct statements list = { .arena = arena };
	struct err err = { 0 };
	char when[DRAFT_WHEN + 1];
	const char **texts;
	size_t unknown;
	int lines, row;
	struct record *record = draft_record(draft, form, today, &unknown);

	assert(unknown <= draft->n_read + draft->n_typed);
	assert(draft_read_texts(arena, record, &texts) % 2 == 0);
	assert(draft_typed_texts(arena, record, NULL, &texts) % 2 == 0);
	if (record_check(record, &lines, &row, &err))
		statement_save(&list, record);
	draft_when(draft, when);
	assert(strlen(when) <= DRAFT_WHEN);
	assert(draft_iso(draft, arena));
	(void)draft_size(draft);
	record_free(record);
}

static void
check_entries(struct arena *arena, const char *bytes, size_t size)
{
	struct journal_entry *entries;
	size_t n, lost;

	journal_parse(arena, bytes, size, &entries, &n, &lost);
	assert(lost <= size);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < entries[i].n; k++)
			assert(!entries[i].texts[k] ||
				strlen(entries[i].texts[k]) < size);
}

/* "path text" by lines, typed over a record that exists. */
static struct draft
hostile(struct arena *arena, const char *bytes, size_t size)
{
	char *text = arena_strndup(arena, bytes, size), *end;
	struct draft draft = { .id = "x",
		.record = "17",
		.version = "4",
		.place = { .name = "form",
			.of = "sample",
			.at = { NULL, text } },
		.typed = arena_array(arena, size + 1, sizeof *draft.typed) };

	for (; *text; text = end) {
		end = text + strcspn(text, "\n");
		if (*end)
			*end++ = '\0';
		draft.typed[draft.n_typed].path = text;
		text += strcspn(text, " ");
		if (*text)
			*text++ = '\0';
		draft.typed[draft.n_typed++].text = *text ? text : NULL;
	}
	draft.read = draft.typed;
	draft.n_read = size > 0 && bytes[0] % 2 ? draft.n_typed : 0;
	return draft;
}

static void
put(const char *path, const char *bytes, size_t size)
{
	FILE *f = fopen(path, "wb");

	assert(f);
	assert(fwrite(bytes, 1, size, f) == size);
	assert(fclose(f) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const char *path = set_up();
	const char *bytes = size > 0 ? (const char *)data : "";
	struct form *form = form_parse(
		arena, "sample.form", sample_text, strlen(sample_text), NULL);
	struct drafts drafts;
	struct draft draft = hostile(arena, bytes, size);

	assert(form);
	check_entries(arena, bytes, size);
	use_draft(arena, &draft, form);
	put(path, bytes, size);
	drafts_read_all(arena, &drafts);
	for (size_t i = 0; i < drafts.n; i++) {
		assert(drafts.v[i].id && drafts.v[i].place.name);
		use_draft(arena, &drafts.v[i], form);
	}
	arena_free(arena);
	return 0;
}
