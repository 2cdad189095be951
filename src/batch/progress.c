/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"

enum {
	QUIET_MS = 1000, /* nothing is said of what is done by then */
	TELL_MS = 300,
	LOOK_MS = 200 /* at the signal, while the server is waited for */
};

static volatile sig_atomic_t interrupted;

static void
note_interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

static void
tell_terminal(struct batch_step *b, int64_t now)
{
	char text[160];

	if (now - b->told < TELL_MS)
		return;
	step_text(&b->step, text, sizeof text);
	fprintf(stderr, "\r\033[K%s", text);
	fflush(stderr);
	b->drawn = true;
	b->told = now;
}

static void
tell_log(struct batch_step *b)
{
	unsigned tenth = step_percent(&b->step) / 10;
	char text[160];

	if (tenth <= b->tenth)
		return;
	b->tenth = tenth;
	step_text(&b->step, text, sizeof text);
	fprintf(stderr, "%u %%, %s\n", tenth * 10, text);
}

static bool
go_on(struct step *step)
{
	struct batch_step *b = (struct batch_step *)step;
	int64_t now = clock_ms();

	if (interrupted)
		return false;
	if (b->quiet || now - b->since < QUIET_MS)
		return true;
	if (b->terminal)
		tell_terminal(b, now);
	else
		tell_log(b);
	return true;
}

static void
tell_standby(const struct wait_for *on, int64_t *told)
{
	if (!on->lacks_standby || *told == on->since_ms ||
		clock_ms() - on->since_ms < QUIET_MS)
		return;
	*told = on->since_ms;
	fputs(_("hito: el servidor de respaldo que debe confirmar lo grabado "
		"no responde; está grabado y espera por él.\n"),
		stderr);
}

bool
batch_wait_piece(
	const struct wait_for *on, int64_t *told, enum wait_result *result)
{
	struct wait_for part = *on;

	part.deadline_ms = clock_ms() + LOOK_MS;
	if (on->deadline_ms >= 0 && on->deadline_ms < part.deadline_ms)
		part.deadline_ms = on->deadline_ms;
	*result = wait_plain.until(&wait_plain, &part);
	tell_standby(on, told);
	return *result != WAIT_TIMEOUT ||
	       (on->deadline_ms >= 0 && clock_ms() >= on->deadline_ms);
}

/* Looks up at times: a signal may come just before the wait begins. */
static enum wait_result
until(struct wait *self, const struct wait_for *on)
{
	struct batch_step *b =
		(struct batch_step *)(void *)((char *)self -
					      offsetof(
						      struct batch_step, wait));
	enum wait_result result;

	do {
		if (interrupted && !b->cancelled) {
			b->cancelled = true;
			return WAIT_CANCEL;
		}
	} while (!batch_wait_piece(on, &b->told_wait, &result));
	return result;
}

void
batch_step_open(struct batch_step *b, struct session *session, bool quiet)
{
	struct sigaction action = { .sa_handler = note_interrupt,
		.sa_flags = (int)SA_RESETHAND };

	*b = (struct batch_step){ .step.go_on = go_on,
		.wait.until = until,
		.session = session,
		.since = clock_ms(),
		.quiet = quiet,
		.terminal = isatty(STDERR_FILENO) };
	interrupted = 0;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, &b->before);
	if (session)
		session_set_wait(session, &b->wait);
}

void
batch_step_begin(struct batch_step *b, struct desk *desk, bool quiet)
{
	batch_step_open(b, desk->session, quiet);
}

static void
begin_writing(struct batch_step *b, struct report *report,
	const struct writer *writer, char *what, size_t room)
{
	(void)snprintf(what, room, _("Componiendo %s"), writer->name);
	b->step.what = what;
	b->tenth = 0;
	report->step = &b->step;
}

bool
batch_step_write(struct batch_step *b, struct report *report,
	const struct writer *writer, struct buf *out, struct err *err)
{
	char what[64];
	bool done;

	begin_writing(b, report, writer, what, sizeof what);
	done = writer->write(report, out, err);
	report->step = NULL;
	b->step.what = NULL;
	return done;
}

bool
batch_step_save(struct batch_step *b, struct report *report,
	const struct writer *writer, FILE *out, struct err *err)
{
	char what[64];
	bool done;

	begin_writing(b, report, writer, what, sizeof what);
	done = writer->save(report, out, err);
	report->step = NULL;
	b->step.what = NULL;
	return done;
}

void
batch_step_clear(struct batch_step *b)
{
	if (b->drawn)
		fputs("\r\033[K", stderr);
	b->drawn = false;
}

void
batch_step_end(struct batch_step *b)
{
	batch_step_clear(b);
	if (b->session)
		session_set_wait(b->session, &wait_plain);
	sigaction(SIGINT, &b->before, NULL);
}
