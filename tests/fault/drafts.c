/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Killed while somebody types: in forms, in the entry sheet, at the roll of a
 * session, in an agreement, what an action asks; by KILL, TERM, HUP and a power cut, which leaves of
 * a journal what was on the disk (lib/synced.c). Each field that was left
 * before is there again, and is in the database once when it was saved.
 * More often in the trials (TEST_TIMES).
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"
#include "store/draft.h"

#include "drive.h"
#include "shim.h"
#include "target.h"

enum {
	LEGS = 30, /* of a session, each ended by a kill */
	WHOLE = 1000, /* in the trials */
	STEPS = 8,
	KEYS = 80,
	SEATS = 3, /* that are called in each roll */
	BY_CHANCE_MS = 12,
	SAVE_MS = 40,
	CUT_BYTES = 500,
};

/* What is typed into one field, and how it is told in a draft. */
struct typed {
	char keys[2 * KEYS];
	const char *path; /* NULL: no field of a record */
	char text[KEYS];
};

enum kind {
	NEW,
	OLD,
	SHEET,
	ROLL,
	AGREE,
	ANSWER,
	KINDS,
};

/* A piece of the session. */
struct leg {
	enum kind kind;
	size_t no; /* of its kind */
	size_t n;
	struct typed steps[STEPS];
	size_t savable; /* from so many steps on it can be saved */
	size_t left;	/* fields that were left before the kill */
	bool more;	/* perhaps one more */
	bool sent;	/* F2 was pressed */
	long before;	/* as below, before it began */
};

/* ---- by chance, the same each time */

static size_t
chance(size_t below)
{
	static uint64_t x = 12;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (size_t)(x % below);
}

/* ---- what is typed */

static void
put(struct leg *leg, const char *path, const char *text, const char *before,
	const char *after)
{
	struct typed *s = &leg->steps[leg->n++];

	s->path = path;
	(void)snprintf(s->text, sizeof s->text, "%s", text);
	(void)snprintf(s->keys, sizeof s->keys, "%s%s%s", before, text, after);
}

static const char *
numbered(const char *what, size_t no)
{
	static char text[KEYS];

	(void)snprintf(text, sizeof text, "%s %04zu", what, no);
	return text;
}

static void
write_new(struct leg *leg)
{
	put(leg, "plan_code", "2030-2032", "", "<Tab>");
	put(leg, "commitment_no", "1", "", "<Tab>");
	put(leg, "text", numbered("Nuevo", leg->no), "<Tab>", "<Tab>");
	leg->savable = leg->n;
	put(leg, "starts", "ago-2030", "<Tab><Tab>", "<Tab>");
	put(leg, "ends", "dic-2036", "", "<Tab>");
	put(leg, "plan.goal#0.text", numbered("Meta", leg->no), "<Tab>",
		"<Tab>");
}

/* Typed behind what stands there; it begins before it ends, also where the
 * end is not typed any more. */
static void
write_old(struct leg *leg)
{
	static const char *const months[] = { "ene", "feb", "mar", "abr",
		"may" };
	enum {
		N_MONTHS = sizeof months / sizeof *months
	};
	char text[KEYS];

	(void)snprintf(text, sizeof text, "c%04zu", leg->no);
	leg->savable = 1;
	put(leg, "text", text, " ", "<Tab>");
	(void)snprintf(
		text, sizeof text, "%s-2030", months[leg->no % N_MONTHS]);
	put(leg, "starts", text, "<Tab><Tab>", "<Tab>");
	(void)snprintf(text, sizeof text, "%zu", 2036 + leg->no % 5);
	put(leg, "ends", text, "", "<Tab>");
}

/* A row with its evidence, and the number of the next. */
static void
write_sheet(struct leg *leg)
{
	char text[KEYS];

	leg->savable = 1;
	(void)snprintf(text, sizeof text, "%zu", 1 + leg->no % 11);
	put(leg, "executed", text, "", "<Tab>");
	(void)snprintf(text, sizeof text, "e%04zu", leg->no);
	put(leg, "evidence", text, " ", "<Tab>");
	(void)snprintf(text, sizeof text, "n%04zu", leg->no);
	put(leg, "narrative", text, " ", "<Tab><Tab>");
	(void)snprintf(text, sizeof text, "%zu", 1 + (leg->no + 3) % 11);
	put(leg, "executed", text, "", "<Enter>");
}

#define SESSION \
	"(select id from council.session where year = 2019 and session_no = 3)"

/* Another one than it has. */
static char
mark(size_t seat)
{
	char sql[256];

	(void)snprintf(sql, sizeof sql,
		"select count(*) from council.attendance_all where deleted_at "
		"is null and mark = 'excused' and seat_no = %zu and "
		"session_id = " SESSION,
		seat + 1);
	return drive_number(sql) > 0 ? 'f' : 'e';
}

static void
write_roll(struct leg *leg)
{
	char key[2] = "";

	leg->savable = 1;
	for (size_t i = 0; i < SEATS; i++) {
		key[0] = mark(i);
		put(leg, NULL, key, i == 0 ? "<Home>" : "", "");
	}
}

static void
write_agreement(struct leg *leg)
{
	leg->savable = 1;
	put(leg, "agreement_text", numbered("Acordado", leg->no), "", "<Tab>");
	put(leg, "voted_at", "15:55", "", "<Tab>");
	put(leg, "votes_for", "6", "", "<Tab>");
	put(leg, "votes_against", "1", "", "<Tab>");
	put(leg, "votes_abstained", "1", "", "<Tab>");
}

/* All but the last question, which is answered when it is sent. */
static void
write_answers(struct leg *leg)
{
	char text[KEYS];

	leg->savable = 3;
	(void)snprintf(text, sizeof text, "ene-%zu", 2030 + leg->no % 5);
	put(leg, "starts", text, "", "<Enter>");
	(void)snprintf(text, sizeof text, "dic-%zu", 2036 + leg->no % 5);
	put(leg, "ends", text, "", "<Enter>");
	put(leg, "reason", numbered("Porque", leg->no), "", "<Enter>");
}

static void (*const writes[KINDS])(struct leg *leg) = {
	[NEW] = write_new,
	[OLD] = write_old,
	[SHEET] = write_sheet,
	[ROLL] = write_roll,
	[AGREE] = write_agreement,
	[ANSWER] = write_answers,
};

/* To where it is typed. */
static void
go_there(struct drive *d, const struct leg *leg)
{
	switch (leg->kind) {
	case NEW:
		drive_go(d, "<C-p>lista hito<Enter>", "Hitos");
		drive_go(d, "<F6>", "Nuevo");
		drive_go(d, "<S-Tab>", NULL);
		break;
	case OLD:
		drive_go(d, "<C-p>lista hito<Enter>", "Hitos");
		drive_go(d, "<End>", NULL);
		drive_go(d, "<Enter>", "Responsable");
		drive_go(d, "<Tab>", NULL);
		break;
	case ANSWER:
		drive_go(d, "<C-p>lista hito<Enter>", "Hitos");
		drive_go(d, "<End>", NULL);
		drive_go(d, "<Enter>", "Responsable");
		drive_go(d, "<Esc>aRepro<Enter>", "Inicio:");
		break;
	case SHEET:
		drive_go(d, "<C-p>hoja<Enter>", "Hoja de ingreso");
		drive_go(d, "<C-p>periodo IV-2019<Enter>", "IV Trim. 2019");
		for (size_t i = leg->no % 5; i > 0; i--)
			drive_go(d, "<Down>", NULL);
		break;
	case ROLL:
		drive_go(d, "<C-p>sala<Enter>", "Sala C");
		break;
	case AGREE:
	default:
		drive_go(d, "<C-p>sala<Enter>", "Sala C");
		drive_go(d, "<Home><Down><Down><Down>", NULL);
		/* with a mark that is not saved, every other time */
		if (leg->no % 2)
			drive_go(d, leg->no % 4 == 1 ? "e" : "f", NULL);
		drive_go(d, "<Tab>", "Agenda C");
		drive_go(d, "<Enter>", "Clase");
		drive_go(d, "<Tab>", NULL);
		break;
	}
}

/* ---- what is in the database */

#define OWN_PLAN                                                           \
	" join plan.commitment c on c.id = m.commitment_id "               \
	"join plan.action_plan p on p.id = c.plan_id where p.plan_code = " \
	"'2030-2032' "

/* A number that goes up by one with each record, or seat, that is saved. */
static long
saves(enum kind kind)
{
	static const char *const counts[KINDS] = {
		[NEW] = "select count(*) from plan.milestone m" OWN_PLAN,
		[OLD] = "select sum(m.row_version) from plan.milestone "
			"m" OWN_PLAN,
		[SHEET] = "select coalesce(sum(r.row_version), 0) from "
			  "follow.result_list r where period_key = '2019-Q4'",
		[ROLL] = "select count(*) from council.attendance "
			 "where session_id = " SESSION,
		[AGREE] = "select count(*) from council.agreement "
			  "where session_id = " SESSION,
		[ANSWER] = "select count(*) from plan.milestone_reschedule",
	};

	return drive_number(counts[kind]);
}

/* How many rows have what a step typed. */
static long
rows_with(const struct leg *leg, size_t i)
{
	const char *text = leg->steps[i].text, *path = leg->steps[i].path;
	char sql[512];

	if (leg->kind == ROLL)
		(void)snprintf(sql, sizeof sql,
			"select count(*) from council.attendance_all where "
			"deleted_at is null and seat_no = %zu and mark = '%s' "
			"and session_id = " SESSION,
			i + 1, text[0] == 'e' ? "excused" : "absent");
	else if (leg->kind == SHEET)
		(void)snprintf(sql, sizeof sql,
			"select count(*) from follow.result_list where "
			"period_key = '2019-Q4' and %s::text like '%s%s'",
			path, path[1] == 'x' ? "" : "%", text);
	else if (leg->kind == AGREE)
		(void)snprintf(sql, sizeof sql,
			"select count(*) from council.agreement where "
			"agreement_text = 'Acordado %04zu' and "
			"%s::text like '%s%%' and session_id = " SESSION,
			leg->no, path, text);
	else if (leg->kind == ANSWER)
		(void)snprintf(sql, sizeof sql,
			"select count(*) from plan.milestone_reschedule where "
			"reason = 'Porque %04zu' and %s%s = '%s'",
			leg->no, str_eq(path, "reason") ? "" : "new_", path,
			text);
	else if (strchr(path, '#'))
		(void)snprintf(sql, sizeof sql,
			"select count(*) from plan.goal where text = '%s'",
			text);
	else
		(void)snprintf(sql, sizeof sql,
			"select count(*) from plan.milestone_list where "
			"plan_code = '2030-2032' and text like '%%%s' and "
			"%s::text like '%%%s'",
			leg->kind == NEW ? numbered("Nuevo", leg->no)
					 : leg->steps[0].text,
			path, text);
	return drive_number(sql);
}

/* ---- what is in drafts */

static bool
draft_has(const struct draft *draft, const struct leg *leg, size_t i)
{
	const struct typed *s = &leg->steps[i];
	char token[KEYS];

	(void)snprintf(token, sizeof token, "%zu,%c,", i + 1,
		leg->kind == ROLL && s->text[0] == 'e' ? 'E' : 'F');
	if (!s->path)
		return str_eq(draft->place.name, "sala") &&
		       strstr(draft->place.at[1], token);
	for (size_t k = 0; k < draft->n_typed; k++)
		if (str_eq(draft->typed[k].path, s->path) &&
			str_ends(draft->typed[k].text, s->text))
			return true;
	return false;
}

static bool
any_has(const struct drafts *drafts, const struct leg *leg, size_t i)
{
	for (size_t k = 0; k < drafts->n; k++)
		if (draft_has(&drafts->v[k], leg, i))
			return true;
	return false;
}

/* Each field that was left is there; how many drafts. */
static size_t
look_for(struct drive *d, const struct leg *leg, const char *what)
{
	struct arena *arena = arena_new();
	struct drafts drafts;
	size_t n;

	drafts_read_all(arena, &drafts);
	n = drafts.n;
	for (size_t i = 0; i < leg->left; i++)
		if (!any_has(&drafts, leg, i) &&
			!(leg->sent && rows_with(leg, i) > 0))
			drive_fail(d, "%s: «%s» is lost", what,
				leg->steps[i].text);
	if (drafts.lost > 0 || drafts.n_busy > 0)
		drive_fail(d, "%s: %zu bytes lost, %zu busy", what, drafts.lost,
			drafts.n_busy);
	arena_free(arena);
	return n;
}

/* ---- how it ends */

static const struct {
	const char *name;
	int signal;
	bool power;
} ends[] = {
	{ "KILL", SIGKILL, false },
	{ "TERM", SIGTERM, false },
	{ "HUP", SIGHUP, false },
	{ "power cut", SIGKILL, true },
};

static void
end(struct drive *d, size_t how)
{
	int status = 0;

	pty_signal(d->pty, ends[how].signal);
	if (!pty_ended(d->pty, PTY_LIMIT_MS, &status))
		drive_fail(d, "%s: it goes on", ends[how].name);
	if (WIFEXITED(status) && WEXITSTATUS(status) > 1)
		drive_fail(d, "%s: status %d", ends[how].name,
			WEXITSTATUS(status));
	if (ends[how].power)
		shim_power_cut();
}

/* The program with the shim, and the first screen. */
static void
begin(struct drive *d, size_t n_drafts)
{
	static struct drive_terminal t = {
		.name = "with a shim",
		.term = "xterm-256color",
		.erases = true,
		.keeps_drafts = true,
	};

	t.env = shim_env();
	*d = (struct drive){ 0 };
	drive_launch(d, &t);
	if (!pty_until(d->pty, n_drafts > 0 ? "Borradores" : "Plan 2018-2020",
		    PTY_LIMIT_MS))
		drive_fail(d, "it does not begin with %zu drafts", n_drafts);
	drive_rest(d);
}

static void
stop(struct drive *d)
{
	pty_close(d->pty);
	proxy_close(d->proxy);
}

/* ---- a leg */

static void
type(struct drive *d, struct leg *leg, size_t n)
{
	for (; leg->left < n; leg->left++)
		drive_go(d, leg->steps[leg->left].keys, NULL);
}

#define SENDS_ANSWERS "Acuerdo 7<Enter>"

/* F2, and the program ends while it saves, or behind it, or the line first. */
static void
save_and_end(struct drive *d, struct leg *leg, size_t how)
{
	const struct proxy_fault fault = {
		.down = chance(2),
		.after = chance(CUT_BYTES),
		.how = CUT_CLOSE,
	};
	size_t way = chance(3);
	const char *keys = leg->kind == ANSWER ? SENDS_ANSWERS : "<F2>";

	leg->sent = true;
	if (way == 1)
		proxy_arm(d->proxy, &fault);
	if (way == 2) {
		drive_go(d, keys, NULL);
	} else {
		(void)pty_keys(d->pty, keys);
		pty_read_for(d->pty, (int)chance(SAVE_MS));
	}
	end(d, how);
}

static void
type_and_end(struct drive *d, struct leg *leg, size_t how)
{
	size_t upto = chance(leg->n + leg->n / 2 + 2);

	type(d, leg, upto < leg->n ? upto : leg->n);
	if (leg->left == leg->n) {
		save_and_end(d, leg, how);
		return;
	}
	leg->more = chance(2);
	if (leg->more) {
		(void)pty_keys(d->pty, leg->steps[leg->left].keys);
		pty_read_for(d->pty, (int)chance(BY_CHANCE_MS));
	}
	end(d, how);
}

/* ---- saved from the list of drafts */

/* Asked again with what was typed; what was sent is only sent again. */
static void
answer_again(struct drive *d)
{
	drive_go(d, "<Enter>", NULL);
	if (!pty_shows(d->pty, "Hecho"))
		drive_go(d, "<Enter><Enter><Enter>" SENDS_ANSWERS, "Hecho");
	if (!pty_shows(d->pty, "No queda nada escrito"))
		drive_go(d, "<F10>", "Borradores");
}

static void
save_all(struct drive *d, const struct leg *leg)
{
	for (size_t i = 0; !pty_shows(d->pty, "No queda nada escrito"); i++) {
		if (i > 3)
			drive_fail(d, "there are always more");
		if (leg->left < leg->savable) {
			drive_go(d, "<F8>", "(s/n)");
			drive_go(d, "s", "Borradores");
			continue;
		}
		if (leg->kind == ANSWER) {
			answer_again(d);
			continue;
		}
		drive_go(d, "<Enter>", NULL);
		drive_go(d, "<F2>", "rabad");
		drive_go(d, "<F10>", "Borradores");
	}
}

static void
is_saved_once(struct drive *d, const struct leg *leg, const char *what)
{
	long least = leg->left < leg->savable ? 0 : 1, most = least;
	long made;

	for (size_t i = 0; least && i < leg->left; i++)
		if (rows_with(leg, i) < 1 ||
			(i + 1 == leg->savable &&
				(leg->kind == NEW || leg->kind == AGREE) &&
				rows_with(leg, i) != 1))
			drive_fail(d,
				"%s: «%s» stands %ld times in the "
				"database",
				what, leg->steps[i].text, rows_with(leg, i));
	if (leg->kind == ROLL)
		least = most = (long)leg->left;
	else if (leg->kind == SHEET && leg->left == leg->n)
		least = most = 2;
	if (leg->more && (leg->left + 1 >= leg->savable))
		most++;
	made = saves(leg->kind) - leg->before;
	if (made < least || made > most)
		drive_fail(d, "%s: saved %ld times, not %ld to %ld", what, made,
			least, most);
}

/* Sometimes killed again while a draft is opened. */
static void
recover(struct drive *d, const struct leg *leg, size_t n_drafts,
	const char *what)
{
	const struct leg nothing = { .n = 0 };

	stop(d);
	begin(d, n_drafts);
	if (n_drafts > 0 && chance(4) == 0) {
		(void)pty_keys(d->pty, "<Enter>");
		pty_read_for(d->pty, (int)chance(BY_CHANCE_MS));
		end(d, chance(2) ? 0 : 3);
		n_drafts = look_for(d, leg, what);
		stop(d);
		begin(d, n_drafts);
	}
	if (n_drafts > 0) {
		save_all(d, leg);
		drive_go(d, "<F10>", "Plan 2018-2020");
	}
	is_saved_once(d, leg, what);
	if (look_for(d, &nothing, what) > 0)
		drive_fail(d, "%s: a draft is left", what);
}

/* ---- the session */

static int
set_up(void **state)
{
	(void)state;
	if (!shim_is_there())
		return -1;
	drive_own_plan(1);
	drive_sql(
		"select council.session_convene(s.id, s.row_version, "
		"'2019-04-01', 'oficio') from council.session s where s.id = " SESSION);
	return 0;
}

static void
open_session(struct drive *d)
{
	drive_go(d, "<C-p>sala<Enter>", "Sala C");
	drive_go(d, "tttttttttttttt<F2>", "grabados");
	drive_go(d, "ains<Enter>", "Empez");
	drive_go(d, "15:10<Enter>", "Hecho");
	drive_go(d, "<F10>", "Plan 2018-2020");
}

static void
nothing_is_lost_nor_saved_twice(void **state)
{
	const size_t n = target_times() > 1 ? WHOLE : LEGS;
	size_t of_kind[KINDS] = { 0 };
	struct drive d;

	(void)state;
	begin(&d, 0);
	open_session(&d);
	for (size_t i = 0; i < n; i++) {
		struct leg leg = { .kind = (enum kind)(i % KINDS) };
		size_t how = chance(sizeof ends / sizeof *ends);
		char what[128];

		leg.no = of_kind[leg.kind]++;
		leg.before = saves(leg.kind);
		writes[leg.kind](&leg);
		go_there(&d, &leg);
		type_and_end(&d, &leg, how);
		(void)snprintf(what, sizeof what,
			"leg %zu (kind %d), %zu of %zu fields%s%s, %s", i,
			leg.kind, leg.left, leg.n, leg.more ? " and more" : "",
			leg.sent ? " and F2" : "", ends[how].name);
		recover(&d, &leg, look_for(&d, &leg, what), what);
	}
	drive_stop(&d);
	print_message("# %zu kills\n", n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_lost_nor_saved_twice),
	};

	return cmocka_run_group_tests_name("fault/drafts", tests, set_up, NULL);
}
