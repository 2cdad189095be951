/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/input.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/tcp.h>
#endif

#include "base/i18n.h"
#include "base/utf8.h"
#include "term/inside.h"
#include "term/script.h"
#include "term/term.h"

enum {
	SILENT_MS = 5000, /* a link that says nothing for so long is said */
	TELL_MS = 1000,
	ECHO_MS = 100, /* who gets the answer sooner sees the keys in it */
	TYPED_CELLS = 12,
	KILO = 1024,
	SYN_SENT = 2, /* TCP_SYN_SENT of the kernel */
};

/* The keyboard: part of the terminal's state. */
static struct {
	int fd;
	bool gone;
	struct decode decode;
	int64_t byte_at; /* clock_ms of the last byte */
	char *paste;
	struct macro macro;
} input = { .fd = -1 };

void
input_open(int fd, bool utf8)
{
	input.fd = fd;
	input.gone = false;
	decode_begin(&input.decode, utf8);
}

void
input_close(void)
{
	decode_end(&input.decode);
	free(input.paste);
	input.paste = NULL;
	input.fd = -1;
}

void
input_set_paste(const char *text)
{
	size_t n = strlen(text);

	free(input.paste);
	input.paste = mem_alloc(3 * n + 1);
	input.paste[utf8_clean(text, n, true, input.paste)] = '\0';
}

const char *
input_paste(void)
{
	return input.paste ? input.paste : "";
}

static void
read_bytes(void)
{
	unsigned char bytes[1024];
	ssize_t n = read(input.fd, bytes, sizeof bytes);

	if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
		input.gone = true;
	for (ssize_t i = 0; i < n; i++)
		decode_byte(&input.decode, bytes[i]);
	input.byte_at = clock_ms();
}

static void
read_signals(void)
{
	key_code key;

	while ((key = term_take_signal()) != K_NONE) {
		if (key == K_EOF)
			input.gone = true;
		else
			decode_put(&input.decode, key);
	}
}

/* The earlier of two times to wait; -1 is never. */
static int64_t
earlier(int64_t a, int64_t b)
{
	if (a < 0)
		return b;
	return b < 0 || a < b ? a : b;
}

/* One wait for keyboard, signals and perhaps sockets, at most until deadline.
 * Whether one of the sockets is ready. */
static bool
wait_once(const struct wait_for *on, int64_t deadline)
{
	struct pollfd p[2 + WAIT_FDS] = {
		{ .fd = input.gone ? -1 : input.fd, .events = POLLIN },
		{ .fd = term_signal_fd(), .events = POLLIN },
	};
	nfds_t n = on ? 2 + WAIT_FDS : 2;
	int half = decode_waits(&input.decode);
	int64_t half_at = half < 0 ? -1 : input.byte_at + half;

	if (on)
		wait_polls(on, p + 2);
	if (poll(p, n, clock_left_ms(earlier(deadline, half_at))) < 0)
		p[0].revents = p[2].revents = p[3].revents = 0;
	read_signals();
	if (p[0].revents)
		read_bytes();
	else if (half_at >= 0 && clock_ms() >= half_at)
		decode_timeout(&input.decode);
	return on && (p[2].revents || p[3].revents);
}

static bool
take(key_code *key)
{
	struct decode_key taken;

	if (!decode_take(&input.decode, &taken)) {
		*key = K_EOF;
		return input.gone;
	}
	if (taken.key == K_PASTE) {
		free(input.paste);
		input.paste = taken.paste;
	}
	*key = taken.key;
	return true;
}

/* What is played comes before what is typed; Esc Esc or Ctrl-G ends it. */
static key_code
key_played(void)
{
	if (macro_is_playing(&input.macro) && input_cancelled())
		macro_break(&input.macro);
	return macro_next(&input.macro);
}

static key_code
key_come(const struct wait_for *on, int64_t deadline_ms)
{
	key_code key;

	if (script_is_on())
		return deadline_ms < 0 ? script_key() : K_NONE;
	for (bool ready = false;; ready = wait_once(on, deadline_ms)) {
		if (take(&key))
			return key;
		if (ready || (deadline_ms >= 0 && clock_ms() >= deadline_ms))
			return K_NONE;
	}
}

static key_code
key_until(const struct wait_for *on, int64_t deadline_ms)
{
	key_code key = key_played();

	if (key == K_NONE) {
		key = key_come(on, deadline_ms);
		macro_note(&input.macro, key);
	}
	return key;
}

struct macro *
input_macro(void)
{
	return &input.macro;
}

key_code
input_key_until(int64_t deadline_ms)
{
	return key_until(NULL, deadline_ms);
}

key_code
input_key_or(const struct wait_for *on)
{
	return key_until(on, on->deadline_ms);
}

key_code
input_key(void)
{
	return input_key_until(-1);
}

bool
input_pending(void)
{
	if (macro_is_playing(&input.macro))
		return true;
	if (script_is_on() || input.fd < 0)
		return false;
	if (input.decode.n == 0)
		wait_once(NULL, clock_ms());
	return input.decode.n > 0 || input.gone;
}

bool
input_cancelled(void)
{
	if (script_is_on() || input.fd < 0)
		return false;
	wait_once(NULL, clock_ms());
	return decode_cancelled(&input.decode, 0) || input.gone;
}

void
input_drop(void)
{
	if (script_is_on() || macro_is_playing(&input.macro))
		return;
	while (!input.gone && input_pending())
		decode_drop(&input.decode);
}

void
input_hold(void)
{
	if (script_is_on())
		return;
	input_pending();
	decode_hold(&input.decode);
}

void
input_give_back(void)
{
	decode_give_back(&input.decode);
}

void
input_forget(void)
{
	decode_forget(&input.decode);
}

/* Whether bytes we sent still wait for the other side's word: then it is the
 * link that is silent, not the server that works. */
static bool
link_is_silent(int fd)
{
#ifdef __linux__
	struct tcp_info info;
	socklen_t n = sizeof info;

	memset(&info, 0, sizeof info);
	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &n) == 0)
		return info.tcpi_unacked > 0 || info.tcpi_retransmits > 0 ||
		       info.tcpi_state == SYN_SENT;
#else
	(void)fd;
#endif
	return false;
}

/* What of an answer is there already: a long one is seen to come. */
static void
tell_came(const struct wait_for *on, char *out, size_t room)
{
	size_t kilobytes = (on->came + KILO - 1) / KILO;

	out[0] = '\0';
	if (on->came > 0)
		snprintf(out, room, _(", %zu KB"), kilobytes);
}

/* What is typed ahead, at the end of the line: she sees that it is kept. */
static void
add_typed(const struct input_wait *self, char *text, size_t room)
{
	const char *typed = self->shows_typed
				    ? decode_typed(&input.decode, TYPED_CELLS)
				    : "";
	size_t n = strlen(text);
	int left = term_cols() - utf8_cells(typed) - 3;

	if (!*typed)
		return;
	n = utf8_fit(text, n, left > 0 ? left : 0);
	snprintf(text + n, room - n, " «%s»", typed);
}

/*
 * Told apart: what was sent has not arrived, by TCP's word; it has, and nothing
 * comes back, whoever acknowledged it; the answer comes.
 */
static void
tell_wait(const struct input_wait *self, const struct wait_for *on)
{
	const char *what = on->what ? on->what : _("Consulta");
	int64_t now = clock_ms();
	int64_t silent = now - (on->came_ms ? on->came_ms : on->since_ms);
	long long seconds = (now - on->since_ms) / 1000;
	char text[240], came[32];

	tell_came(on, came, sizeof came);
	if (silent >= SILENT_MS && link_is_silent(on->fd))
		snprintf(text, sizeof text,
			_("El enlace calla desde hace %lld s. Puede escribir; "
			  "Esc Esc cancela."),
			(long long)(silent / 1000));
	else if (on->lacks_standby)
		snprintf(text, sizeof text,
			_("No responde el servidor de respaldo: %lld s. "
			  "Esc Esc: queda grabado sin él."),
			seconds);
	else if (silent >= SILENT_MS)
		snprintf(text, sizeof text,
			_("%s: %lld s%s; la línea calla desde hace %lld s. "
			  "Esc Esc cancela."),
			what, seconds, came, (long long)(silent / 1000));
	else if (seconds > 0)
		snprintf(text, sizeof text, _("%s: %lld s%s. Esc Esc cancela."),
			what, seconds, came);
	else
		snprintf(text, sizeof text, _("%s... Esc Esc cancela."), what);
	add_typed(self, text, sizeof text);
	self->tell(self->arg, text);
}

/* One wait is gone about in many pieces while a long answer comes; that it is
 * for something else now, a cancel, is told at once. */
static void
begin_wait(struct input_wait *self, const struct wait_for *on)
{
	bool same = self->since_ms == on->since_ms;

	if (same && self->what == on->what)
		return;
	self->since_ms = on->since_ms;
	self->what = on->what;
	self->tell_at = on->since_ms + self->notice_ms;
	self->told = same && self->told;
	self->typed = 0;
}

/* A key is answered soon, with all that is typed. */
static void
look_at_keys(struct input_wait *self)
{
	int64_t soon = self->told ? 0 : clock_ms() + ECHO_MS;

	if (!self->shows_typed || self->typed == input.decode.n)
		return;
	self->typed = input.decode.n;
	if (self->tell_at > soon)
		self->tell_at = soon;
}

/* From the first time on she knows how to get out. */
static void
tell_in_time(struct input_wait *self, const struct wait_for *on)
{
	if (!self->tell || clock_ms() < self->tell_at)
		return;
	tell_wait(self, on);
	if (!self->told)
		self->esc_from = input.decode.n;
	self->told = true;
	self->tell_at = clock_ms() + TELL_MS;
}

static bool
is_left(struct input_wait *self)
{
	if (!decode_cancelled(
		    &input.decode, self->told ? self->esc_from : SIZE_MAX) &&
		!input.gone)
		return false;
	self->cancelled = true;
	return true;
}

static enum wait_result
input_until(struct wait *wait, const struct wait_for *on)
{
	struct input_wait *self = (struct input_wait *)wait;

	begin_wait(self, on);
	for (;;) {
		look_at_keys(self);
		int64_t tell_at = self->tell ? self->tell_at : -1;
		bool ready = wait_once(on, earlier(on->deadline_ms, tell_at));

		/* What was typed ahead is for what comes after an answer that
		 * is there at once. */
		if ((!ready || self->told) && is_left(self))
			return WAIT_CANCEL;
		tell_in_time(self, on);
		if (ready)
			return WAIT_READY;
		if (on->deadline_ms >= 0 && clock_ms() >= on->deadline_ms)
			return WAIT_TIMEOUT;
	}
}

void
input_wait_init(struct input_wait *wait, int notice_ms,
	void (*tell)(void *arg, const char *text), void *arg)
{
	wait->wait.until = input_until;
	wait->notice_ms = notice_ms;
	wait->tell = tell;
	wait->arg = arg;
	wait->cancelled = wait->shows_typed = false;
	wait->since_ms = -1;
}
