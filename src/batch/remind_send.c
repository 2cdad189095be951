/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hito remind --send: a mail to each person who has something due. The
 * database gives each to one machine alone; what did not go may be sent again
 * by the next run, what nobody knows of is not.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/keeper.h"
#include "batch/remind.h"
#include "db/session.h"
#include "report/mail.h"
#include "store/desk.h"
#include "store/store.h"

struct round {
	struct batch *batch;
	struct session *session;
	const struct desk *forms;
	const char *days;
	bool failed;
};

/* ---- the letter */

static const char *
subject_of(struct arena *arena, const struct reminder *r)
{
	unsigned long past = 0, coming;

	for (size_t i = 0; i < r->items.n; i++)
		past += str_eq(r->items.v[i].past, "true");
	coming = (unsigned long)r->items.n - past;
	return arena_printf(arena, "%s%s%s: %s, %s",
		r->is_test ? _("PRUEBA") : "", r->is_test ? ": " : "",
		r->institution ? r->institution : "hito",
		arena_printf(arena,
			ngettext("%lu vencido", "%lu vencidos", past), past),
		arena_printf(arena,
			ngettext("%lu por vencer", "%lu por vencer", coming),
			coming));
}

static const char *
body_of(const struct round *round, struct arena *arena,
	const struct reminder *r)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	const char *body;

	if (!out)
		die("open_memstream");
	if (r->is_test)
		fprintf(out, "%s\n\n", _("PRUEBA - datos de práctica"));
	if (r->full_name)
		fprintf(out, "%s:\n\n", r->full_name);
	fprintf(out,
		_("Vence en los próximos %s días, o ya venció y sigue "
		  "pendiente:\n\n"),
		round->days);
	due_print(out, round->forms, arena, &r->items);
	fprintf(out, "\n%s\n",
		_("Quien no quiere estos correos escribe: hito remind --off"));
	fclose(out);
	body = arena_strdup(arena, text);
	free(text);
	return body;
}

/* False: it did not go, and why. */
static bool
send_letter(const struct round *round, struct arena *arena,
	const struct reminder *r, const char **outcome, struct err *err)
{
	char id[37];
	struct buf message = { 0 }, said = { 0 };
	struct mail mail = {
		.n_to = 1,
		.to = (const char *[]){ r->email },
		.subject = subject_of(arena, r),
		.body = body_of(round, arena, r),
		.id = id,
		.domain = mail_domain(arena),
		.at = time(NULL),
		.automatic = true,
	};
	bool sent;

	request_new(id);
	sent = mail_write(&mail, &message, err) &&
	       mail_send(mail_program(), &message, &said, err);
	*outcome = said.len > 0 ? mail_said(arena, &said)
		   : sent	? NULL
				: err->text;
	if (!sent && said.len > 0)
		err_detail(err, *outcome);
	buf_free(&message);
	buf_free(&said);
	return sent;
}

/* ---- one person after the other */

static void
say(const struct batch *batch, const char *login, const char *text)
{
	if (!batch->quiet)
		fprintf(stderr, "%s: %s\n", login, text);
}

static void
fail(struct round *round, const char *login, const struct err *err)
{
	round->failed = true;
	fprintf(stderr, "%s: ", login);
	err_print(err, true);
}

static void
send_to(struct round *round, struct arena *arena, const char *login)
{
	struct err err = { 0 }, late = { 0 };
	struct reminder r;
	const char *outcome = NULL;
	bool sent;

	if (!remind_claim(
		    round->session, arena, login, round->days, &r, &err)) {
		fail(round, login, &err);
		if (r.id)
			(void)remind_end(
				round->session, r.id, false, err.text, &late);
		return;
	}
	if (!r.id) {
		say(round->batch, login, _("lo envía otra máquina."));
		return;
	}
	sent = send_letter(round, arena, &r, &outcome, &err);
	if (sent)
		printf("%s: %s\n", login, _("se le envió."));
	else
		fail(round, login, &err);
	if (!remind_end(round->session, r.id, sent, outcome, &late))
		fail(round, login, &late);
}

static void
take(struct round *round, struct arena *arena, const struct told_person *p)
{
	static const struct {
		const char *state, *text;
	} why[] = {
		{ "off", N_("no quiere recordatorios.") },
		{ "told", N_("ya lo sabe: no hay nada nuevo.") },
		{ "no_address", N_("no tiene correo.") },
		{ "halfway", N_("el de hoy quedó a medias: no se sabe si "
				"salió.") },
		{ "nobody", N_("no hay a quién recordárselo en esa oficina.") },
	};

	if (str_eq(p->state, "due")) {
		send_to(round, arena, p->login);
		return;
	}
	for (size_t i = 0; i < sizeof why / sizeof *why; i++)
		if (str_eq(p->state, why[i].state))
			say(round->batch, p->login, _(why[i].text));
}

static bool
send_all(struct round *round, struct err *err)
{
	struct told_person *people;
	size_t n;

	if (!remind_people(round->session, round->batch->arena, round->days,
		    &people, &n, err)) {
		if (err->kind == ERR_RIGHTS)
			err_hint(err, "%s",
				_("Los envía quien administra el servidor: "
				  "hito-remind.timer."));
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		struct arena *arena = arena_new();

		take(round, arena, &people[i]);
		arena_free(arena);
	}
	return true;
}

int
remind_send(struct batch *batch, const char *days)
{
	struct err err = { 0 };
	struct round round = { .batch = batch, .days = days };
	struct desk *forms = desk_new(batch->settings, &err);
	bool done;

	round.forms = forms;
	round.session = forms ? open_keeper(batch, &err) : NULL;
	done = round.session && send_all(&round, &err);
	if (done)
		remind_leave(round.session);
	session_close(round.session);
	if (forms)
		desk_close(forms);
	if (!done)
		return batch_failed(&err);
	return round.failed ? EXIT_USAGE : EXIT_DONE;
}
