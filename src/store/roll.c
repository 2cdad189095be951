/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/roll.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "store/inside.h"

/* ---- reading */

static const char *const head_columns[] = { "id", "row_version", "session_ref",
	"state", "day", "is_today", "call_at", "started_at", "ended_at", "base",
	"needed", IN_WORDS "rule", IN_WORDS "why", IN_WORDS "why_not_agree" };

static const char *const seat_columns[] = { "seat_no", "seat_name", "sector",
	"titular" };

static const char *const item_columns[] = { "item_no", IN_WORDS "item_text",
	"minutes", "presenter", "agreement_no", "agreement_text",
	IN_WORDS "votes" };

enum {
	MINUTES_OF_DAY = 24 * 60,
};

enum {
	HEAD,
	SEATS,
	ITEMS,
	READS
};

static void
roll_statements(struct statements *list, const char *session)
{
	statements_addv(list,
		"select * from council.roll_head(council.roll_of($1))", 1,
		session);
	statements_addv(list,
		"select r.*, array_to_string(r.alternates, E'\\n') as others "
		"from council.roll(council.roll_of($1)) as r",
		1, session);
	statements_addv(list,
		"select * from council.roll_agenda(council.roll_of($1))", 1,
		session);
}

int
roll_hour(const char *text)
{
	int minute;

	return text && hour_read(text, &minute) ? minute : ROLL_NO_HOUR;
}

static void
load_others(struct arena *arena, const char *text, struct roll_seat *seat)
{
	char *name = clean_text(arena, text, true), *end;

	for (; !str_is_blank(name) && seat->n_others < ROLL_OTHERS;
		name = end) {
		end = strchr(name, '\n');
		if (end)
			*end++ = '\0';
		seat->others[seat->n_others++] = name;
	}
}

/* A small number as the server writes it; 0 where there is none. */
static int
number(const char *text)
{
	long n = 0;

	return text && str_to_long(text, 9999, &n) ? (int)n : 0;
}

static void
load_turn(const struct result *result, size_t at, struct roll_said *said)
{
	static const struct {
		const char *word;
		enum roll_mark mark;
	} marks[] = {
		{ "titular", ROLL_TITULAR },
		{ "alternate", ROLL_ALTERNATE },
		{ "excused", ROLL_EXCUSED },
		{ "absent", ROLL_ABSENT },
	};
	const char *word = result_get(result, at, "mark");
	struct roll_turn *turn = &said->turns[said->n];

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!str_eq(word, marks[i].word) || said->n == ROLL_TURNS)
			continue;
		turn->mark = marks[i].mark;
		turn->alternate =
			number(result_get(result, at, "alternate_no"));
		turn->arrived = roll_hour(result_get(result, at, "arrived_at"));
		turn->left = roll_hour(result_get(result, at, "left_at"));
		said->n++;
	}
}

/* A row for each time that a seat came, one where it did not. */
static void
load_seats(struct arena *arena, const struct result *result, struct roll *out)
{
	struct roll_seat *seat = NULL;

	out->seats =
		arena_array(arena, result_rows(result) + 1, sizeof *out->seats);
	for (size_t i = 0; i < result_rows(result); i++) {
		if (!seat ||
			!str_eq(seat->no, result_get(result, i, "seat_no"))) {
			seat = &out->seats[out->n++];
			texts_load(
				arena, result, i, COLUMNS(seat_columns), seat);
			load_others(
				arena, result_get(result, i, "others"), seat);
		}
		load_turn(result, i, &seat->was);
		seat->now = seat->was;
	}
}

static bool
roll_take(struct desk *desk, struct result *const *results, struct arena *arena,
	struct roll *out, struct err *err)
{
	*out = (struct roll){ 0 };
	if (result_rows(results[HEAD]) == 0)
		return err_set(err, ERR_RULE, NULL,
			_("La sesión ya no está. Búsquela en Sesiones."));
	texts_load(arena, results[HEAD], 0, COLUMNS(head_columns), out);
	load_seats(arena, results[SEATS], out);
	out->items = texts_load_rows(arena, results[ITEMS],
		COLUMNS(item_columns), sizeof *out->items, &out->n_items);
	desk_hour(desk, out->read_at, sizeof out->read_at);
	return true;
}

bool
roll_read(struct desk *desk, const char *session, struct arena *arena,
	struct roll *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;
	bool done;

	roll_statements(&list, session);
	results = store_run(desk, &list, arena, NULL, _("Sala"), err);
	if (!results)
		return false;
	done = roll_take(desk, results, arena, out, err);
	results_free(results, list.n);
	return done;
}

/* ---- who is there */

static bool
is_coming(enum roll_mark mark)
{
	return mark == ROLL_TITULAR || mark == ROLL_ALTERNATE;
}

static bool
is_in_turn(const struct roll_turn *turn, int hour)
{
	if (!is_coming(turn->mark))
		return false;
	if (hour == ROLL_NO_HOUR)
		return turn->left == ROLL_NO_HOUR;
	return (turn->arrived == ROLL_NO_HOUR || turn->arrived <= hour) &&
	       (turn->left == ROLL_NO_HOUR || turn->left > hour);
}

bool
roll_is_there(const struct roll_said *said, int hour)
{
	for (size_t i = 0; i < said->n; i++)
		if (is_in_turn(&said->turns[i], hour))
			return true;
	return false;
}

const struct roll_turn *
roll_last(const struct roll_said *said)
{
	return said->n > 0 ? &said->turns[said->n - 1] : NULL;
}

struct roll_count
roll_count(const struct roll *roll, int hour)
{
	struct roll_count count = { 0 };

	for (size_t i = 0; i < roll->n; i++) {
		const struct roll_seat *seat = &roll->seats[i];

		if (!roll_is_there(&seat->now, hour))
			continue;
		count.present++;
		count.government += str_eq(seat->sector, "government");
		count.civil_society += str_eq(seat->sector, "civil_society");
	}
	return count;
}

bool
roll_has_quorum(const struct roll *roll, int present)
{
	return roll->needed && present >= number(roll->needed);
}

static bool
same_turn(const struct roll_turn *a, const struct roll_turn *b)
{
	return a->mark == b->mark && a->alternate == b->alternate &&
	       a->arrived == b->arrived && a->left == b->left;
}

bool
roll_seat_is_changed(const struct roll_seat *seat)
{
	if (seat->was.n != seat->now.n)
		return true;
	for (size_t i = 0; i < seat->now.n; i++)
		if (!same_turn(&seat->was.turns[i], &seat->now.turns[i]))
			return true;
	return false;
}

bool
roll_is_changed(const struct roll *roll)
{
	for (size_t i = 0; i < roll->n; i++)
		if (roll_seat_is_changed(&roll->seats[i]))
			return true;
	return false;
}

static void
write_turn(const struct roll_seat *seat, const struct roll_turn *turn,
	struct buf *out)
{
	char hour[6];

	buf_printf(out, "%s%s%c", out->len > 0 ? " " : "", seat->no,
		(char)turn->mark);
	if (turn->mark == ROLL_ALTERNATE && turn->alternate > 0)
		buf_printf(out, "%d", turn->alternate);
	if (turn->arrived != ROLL_NO_HOUR) {
		hour_show(turn->arrived, hour, sizeof hour);
		buf_puts(out, hour);
	}
	if (turn->left != ROLL_NO_HOUR) {
		hour_show(turn->left, hour, sizeof hour);
		buf_printf(out, "-%s", hour);
	}
}

void
roll_write(const struct roll *roll, struct buf *out)
{
	for (size_t i = 0; i < roll->n; i++) {
		const struct roll_seat *seat = &roll->seats[i];

		for (size_t t = 0;
			roll_seat_is_changed(seat) && t < seat->now.n; t++)
			write_turn(seat, &seat->now.turns[t], out);
	}
}

/* ---- as a journal keeps it: "7,T,0,-1,615 7,T,0,640,-1" */

void
roll_keep(const struct roll *roll, struct buf *out)
{
	for (size_t i = 0; i < roll->n; i++) {
		const struct roll_seat *seat = &roll->seats[i];

		for (size_t t = 0;
			roll_seat_is_changed(seat) && t < seat->now.n; t++) {
			const struct roll_turn *turn = &seat->now.turns[t];

			buf_printf(out, "%s%s,%c,%d,%d,%d",
				out->len > 0 ? " " : "", seat->no,
				(char)turn->mark, turn->alternate,
				turn->arrived, turn->left);
		}
	}
}

struct roll_seat *
roll_seat_named(const struct roll *roll, const char *no)
{
	for (size_t i = 0; i < roll->n; i++)
		if (str_eq(roll->seats[i].no, no))
			return &roll->seats[i];
	return NULL;
}

static bool
is_hour(int minutes)
{
	return minutes >= ROLL_NO_HOUR && minutes < MINUTES_OF_DAY;
}

static bool
put_turn(struct roll *roll, const char *text, const char **before)
{
	struct roll_turn turn;
	struct roll_seat *seat;
	char no[32], mark;

	if (sscanf(text, "%31[^,],%c,%d,%d,%d", no, &mark, &turn.alternate,
		    &turn.arrived, &turn.left) != 5 ||
		!strchr("TSEF", mark))
		return false;
	seat = roll_seat_named(roll, no);
	if (!seat || turn.alternate < 0 || !is_hour(turn.arrived) ||
		!is_hour(turn.left))
		return false;
	turn.mark = (enum roll_mark)mark;
	if (seat->no != *before)
		seat->now.n = 0;
	*before = seat->no;
	if (seat->now.n == ROLL_TURNS)
		return false;
	seat->now.turns[seat->now.n++] = turn;
	return true;
}

size_t
roll_put_back(struct roll *roll, const char *text)
{
	const char *before = NULL;
	size_t unknown = 0;

	for (; text && *text; text += strspn(text, " ")) {
		unknown += !put_turn(roll, text, &before);
		text += strcspn(text, " ");
	}
	return unknown;
}

/* ---- saving */

#define CALL_ROLL "council.session_roll($1, $2, $3)"

/* The roll first, whose new version is that of what is agreed with it. */
static void
save_statements(struct statements *list, const struct roll *roll,
	const struct roll_agreement *agreed)
{
	struct buf text = { 0 };
	const char *written;

	roll_write(roll, &text);
	written = arena_strdup(list->arena, buf_text(&text));
	buf_free(&text);
	if (!agreed)
		statements_addv(list, "select " CALL_ROLL, 3, roll->id,
			roll->version, written);
	else if (*written)
		statements_addv(list,
			"select council.session_agree($1, " CALL_ROLL
			", $4, $5, $6, $7, $8, $9)",
			9, roll->id, roll->version, written, agreed->item_no,
			agreed->kind, agreed->text, agreed->voted_at,
			agreed->votes, agreed->casting);
	else
		statements_addv(list,
			"select council.session_agree($1, $2, $3, $4, $5, $6, "
			"$7, $8)",
			8, roll->id, roll->version, agreed->item_no,
			agreed->kind, agreed->text, agreed->voted_at,
			agreed->votes, agreed->casting);
}

/* Which seat was refused: the server says the token of the roll that it stood
 * at, and in which argument. */
static size_t
refused_seat(struct desk *desk, const struct roll *roll, struct err *err)
{
	const struct refusal *r = session_refusal(desk->session);
	size_t digits = strspn(r->detail, "0123456789");

	if (!str_eq(r->column, "roll"))
		return roll->n;
	str_copy(err->field, sizeof err->field, "roll");
	for (size_t i = 0; i < roll->n; i++)
		if (strlen(roll->seats[i].no) == digits &&
			strncmp(roll->seats[i].no, r->detail, digits) == 0)
			return i;
	return roll->n;
}

/* What a refusal is explained with: the session, or what was agreed in it. */
static struct record *
record_of(struct desk *desk, const struct roll *roll, bool agreed)
{
	const struct form *form =
		desk_form_in(desk, "sala", agreed ? "agreement" : "session");
	struct record *record =
		form ? record_new(form, NULL, desk->today) : NULL;

	if (record && !agreed) {
		record->id = arena_strdup(record->arena, roll->id);
		record->version = arena_strdup(record->arena, roll->version);
	}
	return record;
}

bool
roll_save(struct desk *desk, const struct roll *roll,
	const struct roll_agreement *agreed, const char *request,
	struct arena *arena, struct roll *out, size_t *seat, struct err *err)
{
	struct statements list = { .arena = arena };
	struct record *record = record_of(desk, roll, agreed);
	struct result **results;
	bool repeat, done;

	*seat = roll->n;
	if (!record)
		return err_set(err, ERR_BUG, NULL,
			_("El registro de sesiones no está en este programa."));
	request_statement(&list, request);
	save_statements(&list, roll, agreed);
	roll_statements(&list, roll->ref);
	results = store_send(desk, &list, record, request, &repeat, err);
	record_free(record);
	if (repeat)
		return roll_read(desk, roll->ref, arena, out, err);
	if (!results) {
		if (desk_is_connected(desk) && err->kind != ERR_LINK)
			*seat = refused_seat(desk, roll, err);
		return false;
	}
	done = roll_take(desk, results + list.n - READS, arena, out, err);
	results_free(results, list.n);
	return done;
}
