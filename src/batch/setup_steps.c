/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito setup: its steps, each a call of the database under the caller's rights,
 * done for good or tried and undone. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/served.h"
#include "base/sha256.h"
#include "base/str.h"
#include "batch/setup.h"
#include "db/session.h"
#include "report/picture.h"
#include "store/store.h"

enum {
	LOGO_MOST = 1 << 20
};

/* ---- what is taken */

/* Numbers and days are typed as in these fields; files are opened. */
static const struct {
	const char *form, *field;
	bool is_file;
} kinds[SETUP_KEYS] = {
	[SETUP_LOGO] = { .is_file = true },
	[SETUP_OFFICES] = { .is_file = true },
	[SETUP_HOLIDAYS] = { .is_file = true },
	[SETUP_RULES_FROM] = { "rule_set", "from_date", false },
	[SETUP_THRESHOLD] = { "rule_set", "threshold", false },
	[SETUP_RED_BELOW] = { "rule_set", "red_below", false },
	[SETUP_COUNCIL_FROM] = { "body", "from_date", false },
	[SETUP_SEATS] = { .is_file = true },
	[SETUP_PEOPLE] = { .is_file = true },
};

bool
setup_take(struct setup *setup, struct desk *desk, enum setup_key key,
	const char *text, struct err *err)
{
	const struct form *form =
		kinds[key].form ? desk_form(desk, kinds[key].form) : NULL;
	int at = form ? form_field(form, kinds[key].field) : -1;
	struct arena *arena = setup->batch->arena;
	struct value value = { 0 };

	if (text && at >= 0 &&
		!value_typed(arena, &form->fields[at], text, desk->today,
			&value, err))
		return false;
	setup->given[key] = text;
	setup->sent[key] = text && kinds[key].is_file ? file_expand(arena, text)
			   : text && at >= 0	      ? value.now
						      : text;
	setup->shown[key] =
		text && at >= 0 ? value_text(arena, &form->fields[at], &value)
				: text;
	return true;
}

bool
setup_agrees(const struct setup *setup)
{
	return setup->yes || setup->mode != SETUP_DOES ||
	       batch_agrees(_("¿Hacerlo?"));
}

/* ---- steps of texts */

/* Those of a step that say something else than what is. */
static size_t
tell_changes(struct setup *setup, enum setup_key from, enum setup_key to)
{
	size_t n = 0;

	for (int i = (int)from; i <= (int)to; i++) {
		const char *now = setup->now[i] ? setup->now[i] : "";

		if (!setup->shown[i] || str_eq(setup->shown[i], now))
			continue;
		n++;
		if (setup->mode != SETUP_TRIES)
			printf("%s: %s%s%s\n", setup_label((enum setup_key)i),
				now, *now ? " -> " : "", setup->shown[i]);
	}
	return n;
}

/* Shown; against her wish not done. said (may be NULL) is told of it. */
static bool
is_to_do(struct setup *setup, enum setup_key from, enum setup_key to,
	const char *said)
{
	if (tell_changes(setup, from, to) == 0)
		return false;
	setup->n_done += setup->mode != SETUP_TRIES;
	if (said && setup->mode != SETUP_TRIES)
		printf("  %s\n", said);
	fflush(stdout);
	return setup_agrees(setup);
}

/* What a table of these refuses has its sentence in their forms. */
static bool
refused(struct desk *desk, struct err *err)
{
	static const char *const forms[] = { "office", "place", "year_name",
		"rule_set", "body" };

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct form *form = desk_form(desk, forms[i]);

		if (form)
			refusal_in_words(desk, form, err);
	}
	return false;
}

static bool
done(struct desk *desk, struct result *r, struct err *err)
{
	result_free(r);
	return r || refused(desk, err);
}

/* A new root office is that of whoever works there. */
static bool
follow_office(const struct setup *setup, struct desk *desk, struct err *err)
{
	const char *code = setup->sent[SETUP_ROOT_OFFICE];
	const char *was = setup->now[SETUP_ROOT_OFFICE];

	if (!code || setup->mode != SETUP_DOES ||
		!str_eq(desk->link.params.office, was))
		return true;
	return desk_choose_office(desk, code, err);
}

static bool
step_site(struct setup *setup, struct desk *desk, struct err *err)
{
	const char *const *v = setup->sent;

	if (!is_to_do(setup, SETUP_INSTITUTION, SETUP_YEAR_NAME, NULL))
		return true;
	return done(desk,
		       session_query(desk->session, _("Puesta en marcha"), err,
			       "select core.setup_site($1,$2,$3,$4,$5,$6,$7)",
			       7, v[SETUP_INSTITUTION],
			       v[SETUP_INSTITUTION_NAME], v[SETUP_ROOT_OFFICE],
			       v[SETUP_OFFICE_NAME], v[SETUP_UBIGEO],
			       v[SETUP_PLACE_NAME], v[SETUP_YEAR_NAME]),
		       err) &&
	       follow_office(setup, desk, err);
}

/* "PNG 0123456789ab": by its bytes, as core.setup_state has it. */
static const char *
logo_name(struct arena *arena, const char *bytes, size_t n)
{
	char digest[SHA256_HEX];

	sha256_of(bytes, n, digest);
	return arena_printf(arena, "PNG %.12s", digest);
}

static bool
step_logo(struct setup *setup, struct desk *desk, struct err *err)
{
	struct arena *arena = setup->batch->arena;
	struct report_cover cover = { 0 };
	struct buf hex = { 0 };
	size_t n = 0;
	char *bytes;
	bool ok;

	if (!setup->sent[SETUP_LOGO])
		return true;
	bytes = file_read(arena, setup->sent[SETUP_LOGO], LOGO_MOST, &n, err);
	if (!bytes)
		return false;
	for (size_t i = 0; i < n; i++)
		buf_printf(&hex, "%02x", (unsigned char)bytes[i]);
	picture_take(arena, buf_text(&hex), &cover);
	ok = picture_check(&cover, err) || err_hint(err, "%s", "");
	setup->shown[SETUP_LOGO] = logo_name(arena, bytes, n);
	if (ok && is_to_do(setup, SETUP_LOGO, SETUP_LOGO, NULL))
		ok = done(desk,
			session_query(desk->session, _("Puesta en marcha"), err,
				"select core.setup_logo($1)", 1,
				buf_text(&hex)),
			err);
	buf_free(&hex);
	return ok;
}

static bool
step_offices(struct setup *setup, struct desk *desk, struct err *err)
{
	return setup_file(setup, desk, SETUP_OFFICES, "office", err);
}

static bool
step_holidays(struct setup *setup, struct desk *desk, struct err *err)
{
	return setup_file(setup, desk, SETUP_HOLIDAYS, "holiday", err);
}

/* What another first day makes of them, into *said; NULL nothing. */
static bool
rules_said(struct setup *setup, struct desk *desk, const char **said,
	struct err *err)
{
	struct result *r;

	*said = NULL;
	if (!setup->sent[SETUP_RULES_FROM])
		return true;
	r = session_query(desk->session, _("Puesta en marcha"), err,
		"select core.setup_rules_said($1)", 1,
		setup->sent[SETUP_RULES_FROM]);
	if (r && result_rows(r) > 0)
		*said = served(
			setup->batch->arena, arena_strdup(setup->batch->arena,
						     result_value(r, 0, 0)));
	result_free(r);
	return r;
}

static bool
step_rules(struct setup *setup, struct desk *desk, struct err *err)
{
	const char *const *v = setup->sent;
	const char *said;

	if (!rules_said(setup, desk, &said, err))
		return false;
	if (!is_to_do(setup, SETUP_RULES_NAME, SETUP_RULES_SOURCE, said))
		return true;
	return done(desk,
		session_query(desk->session, _("Puesta en marcha"), err,
			"select core.setup_rules($1,$2,$3,$4,$5)", 5,
			v[SETUP_RULES_NAME], v[SETUP_RULES_FROM],
			v[SETUP_THRESHOLD], v[SETUP_RED_BELOW],
			v[SETUP_RULES_SOURCE]),
		err);
}

static bool
step_council(struct setup *setup, struct desk *desk, struct err *err)
{
	const char *const *v = setup->sent;
	const char *code =
		v[SETUP_COUNCIL] ? v[SETUP_COUNCIL] : setup->now[SETUP_COUNCIL];

	if (!is_to_do(setup, SETUP_COUNCIL, SETUP_COUNCIL_NORM, NULL))
		return true;
	return done(desk,
		session_query(desk->session, _("Puesta en marcha"), err,
			"select core.setup_council($1,$2,$3,$4)", 4, code,
			v[SETUP_COUNCIL_NAME], v[SETUP_COUNCIL_FROM],
			v[SETUP_COUNCIL_NORM]),
		err);
}

static bool
step_seats(struct setup *setup, struct desk *desk, struct err *err)
{
	return setup_file(setup, desk, SETUP_SEATS, "seat", err);
}

/* ---- all of them */

static const struct {
	enum setup_key last; /* of those that it is of */
	bool (*run)(struct setup *setup, struct desk *desk, struct err *err);
} steps[] = {
	{ SETUP_YEAR_NAME, step_site },
	{ SETUP_LOGO, step_logo },
	{ SETUP_OFFICES, step_offices },
	{ SETUP_HOLIDAYS, step_holidays },
	{ SETUP_RULES_SOURCE, step_rules },
	{ SETUP_COUNCIL_NORM, step_council },
	{ SETUP_SEATS, step_seats },
	{ SETUP_PEOPLE, setup_people },
};

bool
setup_run(struct setup *setup, struct desk *desk, enum setup_key last,
	struct err *err)
{
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (!steps[i].run(setup, desk, err))
			return false;
		if (steps[i].last >= last)
			break;
	}
	return true;
}

static bool
command(struct desk *desk, const char *sql, struct err *err)
{
	struct result *r = session_query(
		desk->session, _("Puesta en marcha"), err, sql, 0);

	result_free(r);
	return r;
}

bool
setup_try(struct setup *setup, struct desk *desk, enum setup_mode mode,
	enum setup_key last, struct err *err)
{
	struct err unheard = { 0 };
	bool ok;

	if (!command(desk, "begin", err))
		return false;
	setup->mode = mode;
	ok = setup_run(setup, desk, last, err);
	setup->mode = SETUP_DOES;
	return command(desk, "rollback", ok ? err : &unheard) && ok;
}
