/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* syscall */
/*
 * The journal on the disk: what was written comes back, whole or not at all,
 * wherever it was cut and whichever byte was turned; a full or a broken disk
 * is told and nothing that stood there is harmed. Without a server.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/crc32c.h"
#include "base/file.h"
#include "base/str.h"
#include "cmd/conf.h"
#include "store/journal.h"
#include "store/journal_inside.h"

#include "../form/sample.h"

enum {
	SIZE = 4096, /* bytes of a journal that is damaged at each of them */
	TEXTS = 8,
};

/* ---- a disk that fails: the n-th write or sync from now on */

static long fails_at = -1;
static int fails_with;
static long n_calls;
static long n_syncs;

static bool
fails(void)
{
	bool now = fails_at >= 0 && n_calls++ >= fails_at;

	if (now)
		errno = fails_with;
	return now;
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	if (fd > STDERR_FILENO && fails()) {
		/* half of it got there */
		if (n > 1)
			(void)!syscall(SYS_write, fd, bytes, n / 2);
		errno = fails_with;
		return -1;
	}
	return syscall(SYS_write, fd, bytes, n);
}

int
fdatasync(int fd)
{
	n_syncs++;
	return fails() ? -1 : (int)syscall(SYS_fdatasync, fd);
}

/* ---- a person at her desk, without a server */

struct place {
	struct arena *arena;
	const char *home;
	struct form *form;
	struct desk desk;
	struct draft_place at;
};

static void
begin(struct place *p)
{
	p->desk.arena = p->arena;
	p->desk.who = "rgarcia";
	p->desk.site.database = "hito";
	p->desk.site.institution = "PRUEBA";
	p->desk.today = (struct date){ 2019, 4, 10 };
	p->desk.journal = journal_begin();
}

static int
setup(void **state)
{
	struct arena *arena = arena_new();
	struct place *p = arena_alloc(arena, sizeof *p);
	char template[] = "/tmp/hito.journal.XXXXXX";
	struct err err = { 0 };

	p->arena = arena;
	p->home = arena_strdup(arena, mkdtemp(template));
	setenv("XDG_STATE_HOME", p->home, 1);
	p->form = form_parse(
		arena, "sample.form", sample_text, strlen(sample_text), &err);
	assert_non_null(p->form);
	p->at = (struct draft_place){ .name = "form", .of = p->form->name };
	begin(p);
	fails_at = -1;
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	fails_at = -1;
	journal_end(p->desk.journal, false);
	assert_int_equal(
		system(arena_printf(p->arena, "rm -rf %s", p->home)), 0);
	arena_free(p->arena);
	return 0;
}

/* The program is gone without having said goodbye. */
static void
killed(struct place *p)
{
	struct journal *lost = p->desk.journal;
	const char *path = journal_path(lost);
	const char *aside = arena_printf(p->arena, "%s/aside", p->home);
	const char *kept = arena_strdup(p->arena, path);

	if (path)
		assert_int_equal(rename(path, aside), 0);
	journal_end(lost, false);
	if (path)
		assert_int_equal(rename(aside, kept), 0);
	begin(p);
}

static void
type(struct place *p, struct record *record, const char *field,
	const char *text)
{
	struct err err = { 0 };

	record_type(record, form_field(record->form, field), text,
		p->desk.today, &err);
	assert_true(journal_note(&p->desk, record, &p->at, NULL, &err));
}

static struct record *
new_one(const struct place *p)
{
	return record_new(p->form, NULL, p->desk.today);
}

static const char *
now(const struct record *record, const char *field)
{
	return record->values[form_field(record->form, field)].now;
}

static struct record *
only_draft(struct place *p, struct drafts *drafts)
{
	size_t unknown;
	struct record *record;

	drafts_read(&p->desk, p->arena, drafts);
	assert_int_equal(drafts->n, 1);
	record = draft_record(&drafts->v[0], p->form, p->desk.today, &unknown);
	assert_int_equal(unknown, 0);
	return record;
}

/* ---- CRC-32C: the vectors of RFC 3720, B.4 */

static void
crc_is_castagnoli(void **state)
{
	unsigned char b[32] = { 0 };

	(void)state;
	assert_int_equal(crc32c(0, b, sizeof b), 0x8a9136aa);
	memset(b, 0xff, sizeof b);
	assert_int_equal(crc32c(0, b, sizeof b), 0x62a8ab43);
	for (unsigned char i = 0; i < sizeof b; i++)
		b[i] = i;
	assert_int_equal(crc32c(0, b, sizeof b), 0x46dd794e);
	assert_int_equal(
		crc32c(crc32c(0, b, 7), b + 7, sizeof b - 7), 0x46dd794e);
}

/* ---- what was typed is there again */

static void
a_draft_comes_back(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p), *again;
	struct drafts drafts;
	struct stat st;

	type(p, record, "text", "Línea \"uno\"\n¿dos? ñandú");
	type(p, record, "ends", "ago-2019");
	type(p, record, "starts", "32/13/2019");
	record_add_line(record, 0);
	value_type(record->arena, &p->form->lines[0].fields[0], "Una meta",
		p->desk.today, &record->lines[0].rows[0].values[0], NULL);
	assert_true(journal_note(&p->desk, record, &p->at, NULL, NULL));
	assert_int_equal(stat(journal_path(p->desk.journal), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0); /* it is on the screen still */
	killed(p);
	again = only_draft(p, &drafts);
	assert_string_equal(now(again, "text"), now(record, "text"));
	assert_string_equal(now(again, "ends"), now(record, "ends"));
	assert_int_equal(
		again->values[form_field(p->form, "ends")].partial.from.month,
		8);
	assert_string_equal(now(again, "starts"), "32/13/2019");
	assert_true(again->values[form_field(p->form, "starts")].bad);
	assert_int_equal(again->lines[0].n, 1);
	assert_string_equal(again->lines[0].rows[0].values[0].now, "Una meta");
	assert_string_equal(again->draft, record->draft);
	record_free(record);
	record_free(again);
}

/* As it was read stays beside, so that a save finds another version. */
static void
what_was_read_comes_back_too(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p), *again;
	struct drafts drafts;

	record->id = "17";
	record->version = "4";
	record_load(record, form_field(p->form, "text"), "antes");
	record_load(record, form_field(p->form, "plan_code"), "2018-2020");
	type(p, record, "text", "después");
	killed(p);
	again = only_draft(p, &drafts);
	assert_string_equal(again->id, "17");
	assert_string_equal(again->version, "4");
	assert_string_equal(
		again->values[form_field(p->form, "text")].was, "antes");
	assert_string_equal(now(again, "text"), "después");
	assert_false(value_is_changed(
		&again->values[form_field(p->form, "plan_code")]));
	record_free(record);
	record_free(again);
}

/* One sync for each field that was left, none for one that was not changed. */
static void
a_field_costs_one_sync(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);

	n_syncs = 0;
	type(p, record, "text", "uno");
	type(p, record, "text", "uno");
	type(p, record, "ends", "2019");
	assert_int_equal(n_syncs, 2);
	record_free(record);
}

static void
what_is_over_is_gone(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	struct drafts drafts;
	const char *const ids[] = { record->draft };
	const char *path;

	type(p, record, "text", "uno");
	journal_sent(&p->desk, ids, 1, "r-1");
	journal_settled(&p->desk, "r-1", false);
	killed(p);
	record_free(only_draft(p, &drafts)); /* refused: it is there */
	assert_null(drafts.v[0].request);
	assert_true(draft_take(&p->desk, &drafts.v[0], NULL));
	journal_sent(&p->desk, ids, 1, "r-2");
	killed(p);
	record_free(only_draft(p, &drafts));
	assert_string_equal(drafts.v[0].request, "r-2");
	assert_true(draft_take(&p->desk, &drafts.v[0], NULL));
	journal_settled(&p->desk, "r-2", true);
	path = arena_strdup(p->arena, journal_path(p->desk.journal));
	killed(p);
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0);
	assert_true(file_exists(path)); /* an hour longer */
	record_free(record);
}

/* Confirmed, and gone with the server that confirmed it. */
static void
what_the_server_lost_is_there_again(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p), *again;
	struct drafts drafts;
	const char *const ids[] = { record->draft };

	type(p, record, "text", "uno");
	journal_sent(&p->desk, ids, 1, "r-1");
	journal_settled(&p->desk, "r-1", true);
	journal_lost(&p->desk, "r-1");
	again = only_draft(p, &drafts);
	assert_true(drafts.v[0].is_lost && drafts.v[0].is_mine);
	record_free(again);
	killed(p);
	again = only_draft(p, &drafts);
	assert_true(drafts.v[0].is_lost);
	assert_null(drafts.v[0].request);
	assert_string_equal(now(again, "text"), "uno");
	record_free(again);
	record_free(record);
}

static void
nothing_typed_leaves_no_file(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	const char *path;

	assert_true(journal_note(&p->desk, record, &p->at, NULL, NULL));
	assert_null(journal_path(p->desk.journal));
	type(p, record, "text", "uno");
	path = arena_strdup(p->arena, journal_path(p->desk.journal));
	type(p, record, "text", "");
	assert_string_equal(record->draft, "");
	journal_end(p->desk.journal, false);
	begin(p);
	assert_false(file_exists(path));
	record_free(record);
}

/* ---- sessions side by side */

static void
an_open_session_keeps_its_own(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	struct journal *first = p->desk.journal;
	struct drafts drafts;

	type(p, record, "text", "uno");
	begin(p);
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0);
	assert_int_equal(drafts.n_busy, 1);
	journal_end(p->desk.journal, false);
	p->desk.journal = first;
	record_free(record);
}

/* Not even for as long as a child needs to close what it has no use for. */
static void
a_child_keeps_no_journal(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	struct drafts drafts;
	pid_t child;

	type(p, record, "text", "uno");
	child = fork();
	if (child == 0) {
		pause();
		_exit(0);
	}
	journal_end(p->desk.journal, false);
	begin(p);
	drafts_read(&p->desk, p->arena, &drafts);
	kill(child, SIGKILL);
	(void)waitpid(child, NULL, 0);
	assert_int_equal(drafts.n_busy, 0);
	assert_int_equal(drafts.n, 1);
	record_free(record);
}

static void
others_do_not_see_it(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	struct drafts drafts;

	type(p, record, "text", "uno");
	killed(p);
	p->desk.who = "mlopez";
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0);
	p->desk.who = "rgarcia";
	p->desk.site.database = "otra";
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0);
	p->desk.site.database = "hito";
	record_free(only_draft(p, &drafts));
	record_free(record);
}

/* Opened, it is in the journal of who opened it, and there alone; killed
 * between the two it is in both and shown once. */
static void
it_moves_to_who_opens_it(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	struct drafts drafts;
	const char *from, *copy = arena_printf(p->arena, "%s/copy", p->home);
	const char *back;

	type(p, record, "text", "uno");
	killed(p);
	record_free(only_draft(p, &drafts));
	from = drafts.v[0].path;
	assert_int_equal(
		system(arena_printf(p->arena, "cp -p %s %s", from, copy)), 0);
	assert_true(draft_take(&p->desk, &drafts.v[0], NULL));
	assert_false(file_exists(from));
	back = arena_printf(p->arena, "cp -p %s %s", copy, from);
	killed(p);
	record_free(only_draft(p, &drafts));
	assert_int_equal(system(back), 0);
	record_free(only_draft(p, &drafts));
	record_free(record);
}

static void
put(const char *path, const char *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void
copy_file(struct place *p, const char *from, const char *to)
{
	assert_int_equal(
		system(arena_printf(p->arena, "cp -p %s %s", from, to)), 0);
}

/* Killed while it was being taken over: saved from one, it is over in both. */
static void
half_taken_it_is_offered_once(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	const char *copy = arena_printf(p->arena, "%s/copy", p->home);
	const char *const ids[] = { record->draft };
	const char *from;
	struct drafts drafts;

	type(p, record, "text", "uno");
	killed(p);
	record_free(only_draft(p, &drafts));
	from = drafts.v[0].path;
	copy_file(p, from, copy);
	assert_true(draft_take(&p->desk, &drafts.v[0], NULL));
	killed(p);
	copy_file(p, copy, from);
	record_free(only_draft(p, &drafts));
	assert_true(draft_take(&p->desk, &drafts.v[0], NULL));
	journal_sent(&p->desk, ids, 1, "r-1");
	journal_settled(&p->desk, "r-1", true);
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0);
	record_free(record);
}

/* Wherever the copy ends that was being made: what was sent is known to be. */
static void
a_torn_copy_keeps_the_request(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	const char *copy = arena_printf(p->arena, "%s/copy", p->home);
	const char *const ids[] = { record->draft };
	const char *from, *path;
	struct drafts drafts;
	size_t n;
	char *bytes;

	type(p, record, "text", "uno");
	journal_sent(&p->desk, ids, 1, "r-1");
	killed(p);
	record_free(only_draft(p, &drafts));
	from = drafts.v[0].path;
	copy_file(p, from, copy);
	assert_true(draft_take(&p->desk, &drafts.v[0], NULL));
	path = journal_path(p->desk.journal);
	bytes = file_read(p->arena, path, SIZE, &n, NULL);
	journal_end(p->desk.journal, true);
	begin(p);
	/* the last of what is from one second */
	path = arena_printf(
		p->arena, "%s/z%s", journal_folder(p->arena), JOURNAL_ENDING);
	for (size_t cut = 0; cut <= n; cut++) {
		copy_file(p, copy, from);
		put(path, bytes, cut);
		record_free(only_draft(p, &drafts));
		assert_string_equal(drafts.v[0].request, "r-1");
		unlink(arena_printf(p->arena, "%s.damaged", path));
	}
	record_free(record);
}

/* What went out under one request is opened together, or a part of it would be
 * taken for saved with the rest. */
static void
what_was_sent_together_stays_so(void **state)
{
	struct draft sheet = { .place = { .name = "sheet", .at = { "GRPAT" } },
		.request = "r-1" };
	struct draft later = sheet, roll = { .place = { .name = "sala" } };

	(void)state;
	later.request = NULL;
	assert_false(draft_goes_with(&sheet, &later));
	assert_false(draft_goes_with(&sheet, &roll));
	assert_false(draft_goes_with(&roll, &roll)); /* each its own row */
	assert_true(draft_goes_with(&later, &later));
	roll.request = "r-1";
	assert_true(draft_goes_with(&sheet, &roll));
}

/* Opened and shown nowhere: it is among the drafts again. */
static void
what_no_screen_came_for_is_offered(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	struct drafts drafts;

	type(p, record, "text", "uno");
	killed(p);
	record_free(only_draft(p, &drafts));
	assert_true(draft_take(&p->desk, &drafts.v[0], NULL));
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0);
	journal_untaken(&p->desk);
	record_free(only_draft(p, &drafts));
	assert_true(drafts.v[0].is_mine);
	assert_true(draft_take(&p->desk, &drafts.v[0], NULL));
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0); /* on the screen again */
	record_free(record);
}

/* What lies behind a link is nobody's journal here. */
static void
a_link_is_not_followed(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	const char *aside = arena_printf(p->arena, "%s/aside", p->home);
	struct drafts drafts;
	const char *path;

	type(p, record, "text", "uno");
	path = arena_strdup(p->arena, journal_path(p->desk.journal));
	killed(p);
	assert_int_equal(rename(path, aside), 0);
	assert_int_equal(symlink(aside, path), 0);
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0);
	assert_true(file_exists(aside));
	record_free(record);
}

/* Without a place to write: told once, and typing goes on. */
static void
no_home_is_told_once(void **state)
{
	struct place *p = *state;
	struct record *record = new_one(p);
	struct err err = { 0 };
	size_t n_told = 0;

	setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
	for (int i = 0; i < TEXTS; i++) {
		record_type(record, form_field(p->form, "text"),
			i % 2 ? "uno" : "dos", p->desk.today, NULL);
		n_told += !journal_note(&p->desk, record, &p->at, NULL, &err);
	}
	assert_int_equal(n_told, 1);
	assert_int_equal(err.kind, ERR_FILE);
	setenv("XDG_STATE_HOME", p->home, 1);
	type(p, record, "text", "tres");
	killed(p);
	record_free(only_draft(p, &(struct drafts){ 0 }));
	record_free(record);
}

/* A path that says less than it should is none; rows are not without end. */
static void
odd_paths_have_no_place(void **state)
{
	static const char *const odd[] = { "", "=", "#", "plan.goal#",
		"plan.goal#1", "plan.goal#x.text", "plan.goal#1.nada",
		"plan.goal#99999999999.text", "plan.goal#-1-", "otra#0.text",
		"=plan.goal#0@x", "nada" };
	struct place *p = *state;
	struct draft_value values[sizeof odd / sizeof *odd];
	struct draft draft = {
		.id = "x", .n_typed = sizeof odd / sizeof *odd, .typed = values
	};
	struct record *record;
	size_t unknown;

	for (size_t i = 0; i < draft.n_typed; i++)
		values[i] = (struct draft_value){ odd[i], "texto" };
	record = draft_record(&draft, p->form, p->desk.today, &unknown);
	for (size_t i = 0; i < record->lines[0].n; i++)
		assert_false(record->lines[0].rows[i].dropped);
	assert_true(unknown >= draft.n_typed - 2);
	record_free(record);
}

/* ---- damage */

/* A journal of that many bytes: drafts typed one after another. */
static char *
sample_journal(struct place *p, size_t *n, struct drafts *whole)
{
	char text[64];
	char *bytes = NULL;

	do {
		struct record *record = new_one(p);

		snprintf(text, sizeof text, "Borrador %zu",
			journal_path(p->desk.journal) ? *n : 0);
		type(p, record, "text", text);
		type(p, record, "ends", "ago-2019");
		record_free(record);
		bytes = file_read(p->arena, journal_path(p->desk.journal),
			FILE_SMALL, n, NULL);
	} while (*n < SIZE);
	killed(p);
	drafts_read(&p->desk, p->arena, whole);
	assert_true(whole->n > 4);
	return bytes;
}

/* All that is offered was typed so. */
static size_t
offered(struct place *p, const struct drafts *whole, struct drafts *drafts)
{
	struct arena *arena = arena_new();
	size_t n;

	drafts_read(&p->desk, arena, drafts);
	n = drafts->n;
	for (size_t i = 0; i < n; i++) {
		const struct draft *draft = &drafts->v[i];
		size_t k = 0;

		while (k < whole->n && !str_eq(whole->v[k].id, draft->id))
			k++;
		assert_true(k < whole->n);
		for (size_t v = 0; v < draft->n_typed; v++)
			if (str_eq(draft->typed[v].path, "text"))
				assert_string_equal(draft->typed[v].text,
					whole->v[k].typed[v].text);
	}
	arena_free(arena);
	return n;
}

static void
each_truncation_loses_only_the_end(void **state)
{
	struct place *p = *state;
	struct drafts whole, drafts;
	size_t n = 0, before = 0;
	char *bytes = sample_journal(p, &n, &whole);
	const char *path = whole.v[0].path;

	for (size_t cut = 0; cut <= n; cut++) {
		size_t got;

		put(path, bytes, cut);
		got = offered(p, &whole, &drafts);
		assert_true(got >= before);
		before = got;
		unlink(path);
		unlink(arena_printf(p->arena, "%s.damaged", path));
	}
	assert_int_equal(before, whole.n);
}

static void
one_turned_byte_loses_only_its_entry(void **state)
{
	struct place *p = *state;
	struct drafts whole, drafts;
	size_t n = 0;
	char *bytes = sample_journal(p, &n, &whole);
	const char *path = whole.v[0].path;

	for (size_t at = 0; at < n; at++) {
		bytes[at] ^= 0x55;
		put(path, bytes, n);
		assert_true(offered(p, &whole, &drafts) >= whole.n - 1);
		assert_true(drafts.lost > 0);
		bytes[at] ^= 0x55;
	}
}

static void
what_is_no_journal_is_left_alone(void **state)
{
	struct place *p = *state;
	const char *folder = journal_folder(p->arena);
	const char *path =
		arena_printf(p->arena, "%s/x%s", folder, JOURNAL_ENDING);
	struct drafts drafts;

	mkdir(arena_printf(p->arena, "%s/hito", p->home), 0700);
	mkdir(folder, 0700);
	put(path, "nada de esto es un diario", 25);
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.n, 0);
	assert_int_equal(drafts.lost, 25);
	/* told once, and kept aside */
	drafts_read(&p->desk, p->arena, &drafts);
	assert_int_equal(drafts.lost, 0);
	assert_true(file_exists(arena_printf(p->arena, "%s.damaged", path)));
}

/* ---- a disk that is full or broken, at each write and sync */

static void
disk_fails_with(struct place *p, int error)
{
	for (long at = 0; at < TEXTS; at++) {
		struct record *record = new_one(p), *again;
		struct drafts drafts;
		struct err err = { 0 };
		size_t n_told = 0;
		char text[16];

		type(p, record, "text", "antes");
		fails_with = error;
		n_calls = 0;
		fails_at = at;
		for (int i = 0; i < TEXTS; i++) {
			snprintf(text, sizeof text, "texto %d", i);
			record_type(record, form_field(p->form, "text"), text,
				p->desk.today, NULL);
			n_told += !journal_note(
				&p->desk, record, &p->at, NULL, &err);
		}
		assert_int_equal(n_told, 1);
		assert_int_equal(err.kind, ERR_FILE);
		assert_non_null(strstr(err.hint, strerror(error)));
		assert_true(journal_is_failing(&p->desk));
		fails_at = -1; /* there is room again */
		type(p, record, "text", "al final");
		assert_false(journal_is_failing(&p->desk));
		killed(p);
		again = only_draft(p, &drafts);
		assert_int_equal(drafts.lost, 0);
		assert_string_equal(now(again, "text"), "al final");
		assert_true(draft_discard(&p->desk, &drafts.v[0], &err));
		record_free(record);
		record_free(again);
	}
}

static void
a_full_disk_is_told_once(void **state)
{
	disk_fails_with(*state, ENOSPC);
}

static void
a_broken_disk_is_told_once(void **state)
{
	disk_fails_with(*state, EIO);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(crc_is_castagnoli),
		TEST(a_draft_comes_back),
		TEST(what_was_read_comes_back_too),
		TEST(a_field_costs_one_sync),
		TEST(what_is_over_is_gone),
		TEST(what_the_server_lost_is_there_again),
		TEST(nothing_typed_leaves_no_file),
		TEST(an_open_session_keeps_its_own),
		TEST(a_child_keeps_no_journal),
		TEST(others_do_not_see_it),
		TEST(it_moves_to_who_opens_it),
		TEST(half_taken_it_is_offered_once),
		TEST(a_torn_copy_keeps_the_request),
		TEST(what_was_sent_together_stays_so),
		TEST(what_no_screen_came_for_is_offered),
		TEST(a_link_is_not_followed),
		TEST(no_home_is_told_once),
		TEST(odd_paths_have_no_place),
		TEST(each_truncation_loses_only_the_end),
		TEST(one_turned_byte_loses_only_its_entry),
		TEST(what_is_no_journal_is_left_alone),
		TEST(a_full_disk_is_told_once),
		TEST(a_broken_disk_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
