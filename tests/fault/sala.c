/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The roll of a session over a bad line, at the keyboard: on a slow one all of
 * it is typed blind and goes where it was meant; over a cut one it is told
 * that nothing is known, and F2 sends the same again; what is refused stays at
 * its seat; of two people who call one roll nobody is overwritten unseen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "drive.h"

enum {
	SLOW_MS = 300, /* each way */
	FIRST_ROW = 4, /* of the seats, below the heading of their sector */
};

#define SESSION \
	"(select id from council.session where year = 2019 and session_no = 3)"
#define COUNT(what)                                                       \
	drive_number("select count(*) from council.attendance_all "       \
		     "where deleted_at is null and session_id = " SESSION \
		     " and " what)

static int
convene(void **state)
{
	(void)state;
	/* a seat with two alternates: a digit behind the key says which */
	drive_sql("insert into council.designation (seat_id, role, "
		  "person_name, from_date, office_id) select s.id, "
		  "'alternate', 'Otra', '2019-01-01', s.office_id "
		  "from council.seat s join council.body b on b.id = s.body_id "
		  "where b.body_code = 'CRGA' and s.seat_no = 2");
	drive_sql(
		"select council.session_convene(s.id, s.row_version, "
		"'2019-04-01', 'oficio') from council.session s where s.id = " SESSION);
	return 0;
}

static void
open_roll(struct drive *d)
{
	drive_start(d, NULL);
	drive_go(d, "<C-p>sala<Enter>", "Sala C");
}

static void
row_shows(struct drive *d, int row, const char *text)
{
	if (!strstr(pty_row(d->pty, FIRST_ROW + row), text))
		drive_fail(d, "row %d has no «%s»", row, text);
}

/* Over a line of 600 ms: fourteen seats, saved, the session opened, one who
 * leaves, saved. */
static void
all_typed_ahead_is_taken(void **state)
{
	struct drive d;

	(void)state;
	open_roll(&d);
	proxy_delay(d.proxy, SLOW_MS);
	drive_go(&d,
		"ts2tetfftstttef<F2>ains<Enter>15:10<Enter>"
		"<Home>r15:30<Enter><F2>",
		NULL);
	if (!pty_until(d.pty, "1 asiento grabado", PTY_LIMIT_MS))
		drive_fail(&d, "not saved");
	drive_rest(&d);
	row_shows(&d, 0, "-15:30");
	assert_int_equal(COUNT("mark = 'titular'"), 7);
	assert_int_equal(COUNT("mark = 'alternate'"), 2);
	assert_int_equal(COUNT("seat_no = 2 and attended_by = 'Otra'"), 1);
	assert_int_equal(COUNT("seat_no = 1 and left_at = '15:30'"), 1);
	drive_stop(&d);
}

/* The answer is lost after the server has said yes, or before it heard. */
static void
cut_and_sent_again(struct drive *d, bool down, const char *typed)
{
	drive_go(d, typed, NULL);
	proxy_cut_next(d->proxy, down);
	drive_go(d, "<F2>", "al reconectar");
	proxy_refuse(d->proxy, false);
	/* what was sent stays as it is until it is known */
	drive_go(d, "<Home>f", "no está confirmado");
	drive_go(d, "<F2>", "grabado");
}

static void
a_cut_save_is_done_once(void **state)
{
	struct drive d;

	(void)state;
	open_roll(&d);
	cut_and_sent_again(&d, true, "<Home><Down>r15:40<Enter>");
	assert_int_equal(COUNT("seat_no = 2 and left_at = '15:40'"), 1);
	assert_int_equal(
		drive_number("select count(*) from council.attendance "
			     "where deleted_why is not null and "
			     "left_at is null and session_id = " SESSION),
		2); /* of seats 1 and 2, written anew */
	cut_and_sent_again(&d, false, "<Home><Down>t15:50<Enter>");
	assert_int_equal(COUNT("seat_no = 2"), 2);
	row_shows(&d, 1, "-15:40 15:50-");
	drive_stop(&d);
}

/* An agreement with the marks that are not saved: all of it once. */
static void
a_cut_agreement_is_made_once(void **state)
{
	struct drive d;

	(void)state;
	open_roll(&d);
	cut_and_sent_again(&d, true,
		"<Home><Down><Down><Down><Down><Down><Down>t15:45<Enter><Tab><Enter><Tab>Acordado sin "
		"enlace<Tab><C-u>15:55<Tab>6<Tab>1<Tab>1");
	assert_int_equal(
		drive_number("select count(*) from council.agreement "
			     "where agreement_text = 'Acordado sin enlace' "
			     "and votes_for = 6 and session_id = " SESSION),
		1);
	assert_int_equal(COUNT("seat_no = 7 and arrived_at = '15:45'"), 1);
	drive_stop(&d);
}

/* The person of one seat sits in another: the sentence stands at the seat, and
 * what was typed stays. */
static void
a_refusal_stands_at_its_seat(void **state)
{
	struct drive d;

	(void)state;
	drive_sql(
		"update council.designation d set person_name = 'Titular del "
		"asiento 1 (práctica)' from council.seat s, council.body b "
		"where s.id = d.seat_id and b.id = s.body_id and s.seat_no = 4 "
		"and b.body_code = 'CRGA' and d.role = 'titular'");
	open_roll(&d);
	drive_go(&d, "<Home><Down><Down><Down>t16:00<Enter><Down>t16:05<Enter>",
		NULL);
	drive_go(&d, "<F2>", "Asiento 4: ");
	row_shows(&d, 3, ">!  4");
	row_shows(&d, 5, "*  6");
	assert_int_equal(COUNT("seat_no = 6 and mark = 'titular'"), 0);
	drive_go(&d, "e<F2>", "grabado");
	assert_int_equal(COUNT("seat_no = 6 and arrived_at = '16:05'"), 1);
	drive_stop(&d);
}

static void
two_rolls_overwrite_nothing_unseen(void **state)
{
	struct drive d;

	(void)state;
	open_roll(&d);
	drive_go(&d, "<Home><Down><Down><Down><Down>r16:10<Enter>", NULL);
	drive_sql(
		"select council.session_roll(s.id, s.row_version, '5E 7T15:25') "
		"from council.session s where s.id = " SESSION);
	drive_go(&d, "<F2>", "otra persona cambió");
	/* theirs is seen, mine stays over it, and both are told */
	row_shows(&d, 4, "-16:10");
	row_shows(&d, 6, "15:25-");
	if (!pty_shows(d.pty, "También otra persona marcó: 5."))
		drive_fail(&d, "seat 5 is not told");
	assert_int_equal(COUNT("seat_no = 5 and mark = 'excused'"), 1);
	drive_go(&d, "<F2>", "1 asiento grabado");
	assert_int_equal(COUNT("seat_no = 5 and left_at = '16:10'"), 1);
	assert_int_equal(COUNT("seat_no = 7 and arrived_at = '15:25'"), 1);
	drive_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_typed_ahead_is_taken),
		cmocka_unit_test(a_cut_save_is_done_once),
		cmocka_unit_test(a_cut_agreement_is_made_once),
		cmocka_unit_test(a_refusal_stands_at_its_seat),
		cmocka_unit_test(two_rolls_overwrite_nothing_unseen),
	};

	return cmocka_run_group_tests_name("fault/sala", tests, convene, NULL);
}
