/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A letter is on record once, whatever happens to the line: cut after a byte
 * of what is sent or of what comes back, in five ways. And what is left
 * without an outcome is found when the same is sent again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "report/issue.h"
#include "report/outbox.h"

#include "far.h"
#include "target.h"

enum {
	CUTS = 20, /* more in the trials (TEST_TIMES) */
	HOLD = 20, /* ms of silence before a silent link dies */
	TRIES = 8,
};

struct place {
	struct far far;
	struct issued issued;
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof *p);
	struct issue_wish wish = { .question = {
					   "2018-2020", "2018-Q3", NULL } };
	struct err err = { 0 };
	size_t n;

	assert_non_null(p);
	*state = p;
	far_open(&p->far);
	wish.layout = layout_find(NULL, p->far.arena, "scorecard", &err);
	must(wish.layout, &err, "layout");
	must(report_issue(
		     p->far.desk, p->far.arena, &wish, &p->issued, &n, &err),
		&err, "issue");
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	far_close(&p->far);
	free(p);
	return 0;
}

static struct letter
letter_to(struct place *p, const char *who)
{
	char *request = arena_alloc(p->far.arena, 37);

	request_new(request);
	return (struct letter){ .report_id = p->issued.id,
		.format = "text",
		.recipients = who,
		.subject = "Prueba",
		.message = arena_printf(
			p->far.arena, "Message-ID: <%s@hito>\n", request),
		.request = request };
}

static const char *
put_until_done(struct place *p, const struct letter *letter)
{
	const char *id = NULL;
	struct err err = { 0 };

	for (int i = 0; i < TRIES && !id; i++) {
		id = outbox_put(p->far.desk, p->far.arena, letter, &err);
		if (!id && err.kind != ERR_LINK)
			fail_msg("%s (%s)", err.text, err.detail);
	}
	assert_non_null(id);
	return id;
}

static void
a_letter_is_on_record_once(void **state)
{
	struct place *p = *state;
	struct letter first = letter_to(p, "uno@example.org");
	struct proxy_count whole;
	const size_t n = CUTS * target_times();

	proxy_count_new(p->far.proxy);
	(void)put_until_done(p, &first);
	whole = proxy_count(p->far.proxy);
	for (size_t i = 0; i < n; i++) {
		bool down = i % 2 == 1;
		size_t most = down ? whole.down : whole.up;
		const struct proxy_fault fault = { .down = down,
			.after = most * i / n,
			.how = (enum proxy_cut)(1 + i % (CUT_HOW_MANY - 1)),
			.hold_ms = HOLD };
		struct letter letter = letter_to(p, "dos@example.org");
		struct err err = { 0 };
		const char *id;

		proxy_arm(p->far.proxy, &fault);
		id = put_until_done(p, &letter);
		must(outbox_close(p->far.desk, id, true, NULL, &err), &err,
			"close");
	}
	assert_int_equal(far_number(&p->far,
				 "select count(*) from follow.outbox"
				 " where recipients = 'dos@example.org'",
				 NULL),
		n);
	assert_int_equal(far_number(&p->far,
				 "select count(*) from follow.outbox"
				 " where recipients = 'dos@example.org'"
				 " and state = 'sent'",
				 NULL),
		n);
}

static void
what_has_no_outcome_is_found(void **state)
{
	struct place *p = *state;
	struct letter letter = letter_to(p, "tres@example.org");
	struct letter_before before;
	struct err err = { 0 };
	const char *id;

	must(outbox_before(p->far.desk, p->far.arena, &letter, &before, &err),
		&err, "before");
	assert_null(before.id);
	id = put_until_done(p, &letter);
	letter = letter_to(p, "tres@example.org");
	must(outbox_before(p->far.desk, p->far.arena, &letter, &before, &err),
		&err, "before");
	assert_string_equal(before.id, id);
	assert_false(before.sent);
	must(outbox_close(p->far.desk, id, true, NULL, &err), &err, "close");
	must(outbox_before(p->far.desk, p->far.arena, &letter, &before, &err),
		&err, "before");
	assert_string_equal(before.id, id);
	assert_true(before.sent);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_is_on_record_once),
		cmocka_unit_test(what_has_no_outcome_is_found),
	};

	return cmocka_run_group_tests_name(
		"fault/outbox", tests, set_up, tear_down);
}
