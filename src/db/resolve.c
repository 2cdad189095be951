/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of servers made addresses. libpq would stand still while it looks
 * one up, for as long as nobody answers; here a child of each name does it, and
 * the session's own wait goes on. The names stay: a certificate is for one.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/child.h"
#include "db/link.h"

enum {
	MOST_HOSTS = 16,
	ANSWER = 1024,	 /* bytes of a child's: written in one piece */
	ADDRESS = 80,	 /* of one, in figures */
	OTHERS_MS = 2000 /* for the other names, where one was found */
};

/* One of the list, and what is known of it. */
struct place {
	const char *host, *port;
	bool is_name;
	pid_t child; /* 0: none looks for it */
	char *found; /* addresses, each with a comma behind it; NULL: none */
	char *why;   /* there is none */
};

struct search {
	struct place places[MOST_HOSTS];
	size_t n, n_found;
	int answers; /* what the children write to */
	struct buf came;
	char *hosts, *ports; /* that the places are parts of */
};

/* The lists that libpq takes. */
struct turns {
	struct buf hosts, addresses, ports;
};

/* ---- the child */

/* "a 10.0.0.1,10.0.0.2,", or "n" and why there is none. */
static size_t
look_up(const char *host, char *out, size_t room)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *all = NULL;
	int code = getaddrinfo(host, NULL, &hints, &all);
	size_t n = 0;

	if (code != 0)
		return (size_t)snprintf(out, room, "n%s", gai_strerror(code));
	out[n++] = 'a';
	for (const struct addrinfo *a = all; a && n + ADDRESS < room;
		a = a->ai_next)
		if (getnameinfo(a->ai_addr, a->ai_addrlen, out + n, ADDRESS,
			    NULL, 0, NI_NUMERICHOST) == 0) {
			n += strlen(out + n);
			out[n++] = ',';
		}
	freeaddrinfo(all);
	return n;
}

/* In one piece: that of another child does not come between. */
_Noreturn static void
answer(size_t at, const char *host, int fd)
{
	char line[ANSWER];
	size_t n;

	child_close_from(0, fd);
	line[0] = (char)('0' + at);
	n = 1 + look_up(host, line + 1, sizeof line - 2);
	line[n++] = '\n';
	_exit(write(fd, line, n) == (ssize_t)n ? 0 : 1);
}

/* ---- what it is asked for */

static bool
is_name(const char *host)
{
	unsigned char address[sizeof(struct in6_addr)];

	return !link_is_here(host, strlen(host)) &&
	       inet_pton(AF_INET, host, address) != 1 && !strchr(host, ':');
}

/* The next of a list with commas, which is cut there; the last one stays. */
static const char *
next_of(char **list)
{
	char *first = *list, *comma = strchr(first, ',');

	if (comma) {
		*comma = '\0';
		*list = comma + 1;
	}
	return first;
}

/* False: there is no name among them, or too many. */
static bool
take_places(struct search *s, const struct link_params *p)
{
	char *hosts, *ports;
	bool has_name = false, more = true;

	if (!p->hosts)
		return false;
	hosts = s->hosts = mem_strdup(p->hosts);
	ports = s->ports = mem_strdup(p->ports ? p->ports : "");
	while (more && s->n < MOST_HOSTS) {
		struct place *place = &s->places[s->n++];

		more = strchr(hosts, ',') != NULL;
		place->host = next_of(&hosts);
		place->port = next_of(&ports);
		place->is_name = is_name(place->host);
		has_name = has_name || place->is_name;
	}
	return has_name && !more;
}

static bool
begin(struct search *s, struct err *err)
{
	int ends[2];

	if (pipe(ends) != 0) {
		err_set(err, ERR_LINK, NULL, "%s",
			_("No se pudo conectar con el servidor."));
		return err_detail(err, strerror(errno));
	}
	s->answers = ends[0];
	(void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	for (size_t i = 0; i < s->n; i++) {
		struct place *place = &s->places[i];

		if (!place->is_name)
			continue;
		place->child = fork();
		if (place->child == 0)
			answer(i, place->host, ends[1]);
		if (place->child < 0)
			place->child = 0;
	}
	close(ends[1]);
	return true;
}

static void
end(struct search *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct place *place = &s->places[i];

		if (place->child > 0) {
			kill(place->child, SIGKILL);
			while (waitpid(place->child, NULL, 0) < 0 &&
				errno == EINTR)
				;
		}
		free(place->found);
		free(place->why);
	}
	if (s->answers >= 0)
		close(s->answers);
	free(s->hosts);
	free(s->ports);
	buf_free(&s->came);
}

/* ---- what comes of it */

static void
take_answer(struct search *s, const char *line)
{
	size_t at = (size_t)(line[0] - '0');
	struct place *place = &s->places[at < s->n ? at : 0];

	if (at >= s->n)
		return;
	if (line[1] != 'a') {
		place->why = mem_strdup(line + 2);
		log_line("link", "%s: %s", place->host, place->why);
		return;
	}
	place->found = mem_strdup(line + 2);
	s->n_found++;
}

/* False: all have said what they know. */
static bool
read_answers(struct search *s)
{
	char piece[ANSWER];
	ssize_t n = read(s->answers, piece, sizeof piece);

	if (n < 0 && errno == EINTR)
		return true;
	for (ssize_t i = 0; i < n; i++) {
		if (piece[i] != '\n') {
			buf_putc(&s->came, piece[i]);
			continue;
		}
		take_answer(s, buf_text(&s->came));
		buf_reset(&s->came);
	}
	return n > 0;
}

static int64_t
earlier(int64_t end, int64_t other)
{
	return end < 0 || other < end ? other : end;
}

static bool
wait_for_answers(struct search *s, struct session *session, struct err *err)
{
	int64_t start = clock_ms(), limit = session->params.timeout;
	int64_t end = limit > 0 ? start + limit * 1000 : -1;

	for (;;) {
		const struct wait_for on = {
			.fd = s->answers,
			.events = WAIT_READ,
			.what = _("Búsqueda del servidor"),
			.since_ms = start,
			.deadline_ms = end,
		};

		switch (session->wait->until(session->wait, &on)) {
		case WAIT_CANCEL:
			return link_cancelled(err);
		case WAIT_TIMEOUT:
			return true;
		case WAIT_READY:
			break;
		}
		if (!read_answers(s))
			return true;
		if (s->n_found > 0)
			end = earlier(end, clock_ms() + OTHERS_MS);
	}
}

static bool
none_found(const struct search *s, struct err *err)
{
	const struct place *place = s->places;

	err_set(err, ERR_LINK, NULL,
		_("No se encuentra el servidor «%s»: nadie dice dónde está."),
		place->host);
	err_hint(err, "%s",
		_("Revise la red o la VPN, y el nombre del servidor."));
	return err_detail(err, place->why ? place->why : "getaddrinfo");
}

static void
add_turn(struct turns *t, const struct place *place, const char *address,
	size_t n)
{
	const char *comma = t->hosts.len > 0 ? "," : "";

	buf_printf(&t->hosts, "%s%s", comma, place->host);
	buf_printf(&t->ports, "%s%s", comma, place->port);
	buf_puts(&t->addresses, comma);
	buf_add(&t->addresses, address, n);
}

/* Each address has its turn, under its name; a name that has none, none. */
static void
take_turns(const struct search *s, struct turns *t)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct place *place = &s->places[i];

		if (!place->is_name)
			add_turn(t, place, "", 0);
		for (const char *a = place->found; a && *a;) {
			size_t n = strcspn(a, ",");

			add_turn(t, place, a, n);
			a += n + 1;
		}
	}
}

static bool
set_turns(const struct search *s, struct link_params *p, struct err *err)
{
	struct turns t = { { 0 }, { 0 }, { 0 } };
	bool any;

	take_turns(s, &t);
	any = t.hosts.len > 0;
	if (any) {
		link_params_put(p, "host", buf_text(&t.hosts));
		link_params_put(p, "hostaddr", buf_text(&t.addresses));
		link_params_put(p, "port", buf_text(&t.ports));
	}
	buf_free(&t.hosts);
	buf_free(&t.addresses);
	buf_free(&t.ports);
	return any || none_found(s, err);
}

bool
link_resolve(struct session *session, struct err *err)
{
	struct search s = { .answers = -1 };
	bool done = !take_places(&s, &session->params) ||
		    (begin(&s, err) && wait_for_answers(&s, session, err) &&
			    set_turns(&s, &session->params, err));

	end(&s);
	return done;
}
