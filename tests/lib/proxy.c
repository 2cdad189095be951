/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "proxy.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "clock.h"

enum {
	LINKS = 16,
	UP = 0, /* client to server */
	DOWN = 1,
	WINDOW = 1 << 18, /* bytes held in flight each way */
	CHUNKS = 512,
	PIECE = WINDOW / CHUNKS, /* bytes that a slow line brings at a time */
	MS = 1000,
};

/* Bytes that came at one moment. */
struct chunk {
	long due;
	size_t n;
};

/* One direction of a connection. */
struct way {
	int from, to;
	char bytes[WINDOW];
	size_t n;
	struct chunk chunks[CHUNKS];
	size_t n_chunks;
	bool ended;   /* from said so */
	bool told;    /* and to was told */
	bool swallow; /* bytes are read and thrown away */
	size_t left;  /* bytes until the fault; SIZE_MAX none */
};

/* Messages: a type, a length (itself included), a body. */
struct message {
	char head[5];
	size_t n_head;
	size_t body; /* bytes of it still to come */
};

struct link {
	bool ready;  /* the server's first "ready" was seen */
	bool asked;  /* the last bytes were the client's */
	bool silent; /* nothing passes any more */
	long dies;   /* reset at this time; 0 never */
	enum proxy_cut cut;
	int hold_ms;
	size_t answer;
	unsigned questions; /* of the client that end with a "ready" */
	unsigned readies;
	struct message of[2]; /* where each side is in its messages */
	bool negotiated;      /* its messages have begun */
	bool ssl_asked;
	bool opaque; /* TLS from here on */
	struct way ways[2];
};

struct proxy {
	pthread_t thread;
	pthread_mutex_t lock;
	int listener;
	int wake[2];
	bool stop, stalled, refuse, struck;
	int delay;
	int rate;	   /* bytes a second each way, all links; 0 any */
	double free_at[2]; /* when what was sent before will have gone */
	char target[256], dir[200];
	int port;
	struct proxy_count count;
	struct link *links[LINKS];
};

_Noreturn static void
give_up(const char *what)
{
	fprintf(stderr, "proxy: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* --- sockets ------------------------------------------------------------ */

static int
socket_ready(int fd)
{
	int one = 1;

	if (fd < 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ||
		fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
		give_up("socket");
	/* Fails on a Unix socket, which does not need it. */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return fd;
}

static struct sockaddr_un
unix_address(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof a.sun_path) {
		errno = ENAMETOOLONG;
		give_up(path);
	}
	memcpy(a.sun_path, path, strlen(path) + 1);
	return a;
}

static void
listen_unix(struct proxy *p, const char *dir)
{
	char path[256];
	struct sockaddr_un a;

	(void)snprintf(path, sizeof path, "%s/.s.PGSQL.5432", dir);
	(void)snprintf(p->dir, sizeof p->dir, "%s", dir);
	(void)unlink(path);
	a = unix_address(path);
	p->port = 5432;
	p->listener = socket(AF_UNIX, SOCK_STREAM, 0);
	if (bind(p->listener, (struct sockaddr *)&a, sizeof a) < 0)
		give_up(path);
}

static void
listen_tcp(struct proxy *p)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t n = sizeof a;

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	p->listener = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(p->listener, (struct sockaddr *)&a, n) < 0 ||
		getsockname(p->listener, (struct sockaddr *)&a, &n) < 0)
		give_up("bind");
	p->port = ntohs(a.sin_port);
}

static int
connect_tcp(const char *target)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
	char host[256];
	const char *colon = strrchr(target, ':');
	int fd;

	if (!colon)
		give_up(target);
	(void)snprintf(
		host, sizeof host, "%.*s", (int)(colon - target), target);
	if (getaddrinfo(host, colon + 1, &hints, &list) != 0)
		give_up(target);
	fd = socket(list->ai_family, SOCK_STREAM, 0);
	if (connect(fd, list->ai_addr, list->ai_addrlen) < 0) {
		close(fd);
		fd = -1;
	}
	freeaddrinfo(list);
	return fd;
}

/* -1 when the server does not listen. */
static int
connect_target(const char *target)
{
	struct sockaddr_un a;
	int fd;

	if (target[0] != '/')
		return connect_tcp(target);
	a = unix_address(target);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (connect(fd, (struct sockaddr *)&a, sizeof a) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static void
close_fd(int fd, bool reset)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };

	if (reset)
		(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
	close(fd);
}

/* --- counting ----------------------------------------------------------- */

static void
count_trip(struct proxy *p, struct link *l)
{
	if (l->ready)
		p->count.trips++;
	else
		p->count.connect_trips++;
}

/* A message of the server begins with that type. */
static void
server_message(struct proxy *p, struct link *l, char type)
{
	if (type != 'Z')
		return;
	if (l->ready) {
		p->count.syncs++;
		l->readies++;
	}
	l->ready = true;
}

/* A message of the client, once the server was ready. */
static void
client_message(struct link *l, char type)
{
	l->questions += type == 'Q' || type == 'S';
}

/* Takes what comes of a message; its type when its head is whole, else 0. */
static char
message_take(struct message *m, const char **s, size_t *n)
{
	size_t k = *n < m->body ? *n : m->body;

	m->body -= k;
	*s += k;
	*n -= k;
	if (!*n)
		return '\0';
	m->head[m->n_head++] = **s;
	++*s;
	--*n;
	if (m->n_head < sizeof m->head)
		return '\0';
	m->n_head = 0;
	m->body = ((size_t)(unsigned char)m->head[1] << 24 |
			  (size_t)(unsigned char)m->head[2] << 16 |
			  (size_t)(unsigned char)m->head[3] << 8 |
			  (size_t)(unsigned char)m->head[4]) -
		  4;
	return m->head[0];
}

static void
follow_server(struct proxy *p, struct link *l, const char *s, size_t n)
{
	if (l->opaque)
		return;
	if (!l->negotiated && l->ssl_asked && n) {
		/* the one letter that answers an SSLRequest */
		l->opaque = *s++ == 'S';
		n--;
		l->ssl_asked = false;
	}
	while (n) {
		char type = message_take(&l->of[DOWN], &s, &n);

		l->negotiated = true;
		if (type)
			server_message(p, l, type);
	}
}

static void
follow_client(struct link *l, const char *s, size_t n)
{
	while (l->ready && !l->opaque && n) {
		char type = message_take(&l->of[UP], &s, &n);

		if (type)
			client_message(l, type);
	}
}

static bool
is_ssl_request(const char *s, size_t n)
{
	static const unsigned char code[] = { 0, 0, 0, 8, 4, 210, 22 };

	return n == 8 && memcmp(s, code, sizeof code) == 0;
}

static void
count_up(struct proxy *p, struct link *l, const char *s, size_t n)
{
	if (!l->ready && is_ssl_request(s, n))
		l->ssl_asked = true;
	p->count.all += n;
	if (l->ready)
		p->count.up += n;
	l->asked = true;
	l->answer = 0;
	follow_client(l, s, n);
}

static void
count_down(struct proxy *p, struct link *l, const char *s, size_t n)
{
	if (l->asked)
		count_trip(p, l);
	l->asked = false;
	p->count.all += n;
	if (l->ready) {
		p->count.down += n;
		l->answer += n;
		if (l->answer > p->count.largest_answer)
			p->count.largest_answer = l->answer;
	}
	follow_server(p, l, s, n);
}

/* --- links -------------------------------------------------------------- */

static void
link_close(struct proxy *p, size_t i, bool reset)
{
	struct link *l = p->links[i];

	close_fd(l->ways[UP].from, reset);
	close_fd(l->ways[UP].to, reset);
	free(l);
	p->links[i] = NULL;
}

static void
link_new(struct proxy *p, int client)
{
	size_t i = 0;
	int server = p->refuse ? -1 : connect_target(p->target);
	struct link *l;

	while (i < LINKS && p->links[i])
		i++;
	l = i < LINKS && server >= 0 ? calloc(1, sizeof *l) : NULL;
	if (!l) {
		close(client);
		if (server >= 0)
			close(server);
		return;
	}
	l->ways[UP].from = l->ways[DOWN].to = socket_ready(client);
	l->ways[UP].to = l->ways[DOWN].from = socket_ready(server);
	l->ways[UP].left = l->ways[DOWN].left = SIZE_MAX;
	p->count.connections++;
	p->links[i] = l;
}

/* What has come is thrown away, and what will come. */
static void
way_swallow(struct way *w)
{
	w->swallow = true;
	w->n = 0;
	w->n_chunks = 0;
}

static void
strike(struct proxy *p, size_t i, int way)
{
	struct link *l = p->links[i];

	p->struck = true;
	l->ways[UP].left = l->ways[DOWN].left = SIZE_MAX;
	switch (l->cut) {
	case CUT_HALF:
		way_swallow(&l->ways[way]);
		l->ways[way].ended = true;
		break;
	case CUT_LOST:
		way_swallow(&l->ways[way]);
		l->dies = l->hold_ms ? clock_now() + l->hold_ms : 0;
		break;
	case CUT_STALL:
		l->silent = true;
		l->dies = l->hold_ms ? clock_now() + l->hold_ms : 0;
		break;
	default:
		break;
	}
}

/* --- moving bytes ------------------------------------------------------- */

static void
way_drop(struct way *w, size_t n)
{
	memmove(w->bytes, w->bytes + n, w->n - n);
	w->n -= n;
	while (n) {
		struct chunk *c = &w->chunks[0];
		size_t k = n < c->n ? n : c->n;

		c->n -= k;
		n -= k;
		if (c->n)
			break;
		w->n_chunks--;
		memmove(c, c + 1, w->n_chunks * sizeof *c);
	}
}

/* Bytes that may leave now. */
static size_t
way_due(const struct way *w, long now)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n_chunks && w->chunks[i].due <= now; i++)
		n += w->chunks[i].n;
	return n < w->left ? n : w->left;
}

static void
way_put(struct way *w, size_t n, long due)
{
	w->n += n;
	w->chunks[w->n_chunks++] = (struct chunk){ .due = due, .n = n };
}

/* Bytes that came now: on a slow line they arrive one piece behind another. */
static void
way_add(struct proxy *p, int way, struct way *w, size_t n)
{
	double *free_at = &p->free_at[way];
	long now = clock_now();

	if (!p->rate) {
		way_put(w, n, now + p->delay);
		return;
	}
	if (*free_at < (double)now)
		*free_at = (double)now;
	while (n) {
		size_t k = n < PIECE ? n : PIECE;

		*free_at += (double)k * MS / p->rate;
		way_put(w, k, (long)*free_at + p->delay);
		n -= k;
	}
}

/* What there is room for. */
static size_t
way_room(const struct way *w)
{
	size_t chunks = CHUNKS - w->n_chunks, left = WINDOW - w->n;

	return chunks * PIECE < left ? chunks * PIECE : left;
}

/* Reads what has come; false when the link broke. */
static bool
way_read(struct proxy *p, struct link *l, int way)
{
	struct way *w = &l->ways[way];
	char *at = w->bytes + w->n;
	ssize_t n = read(w->from, at, way_room(w));

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	if (n == 0) {
		w->ended = true;
		return true;
	}
	if (way == UP)
		count_up(p, l, at, (size_t)n);
	else
		count_down(p, l, at, (size_t)n);
	if (!w->swallow)
		way_add(p, way, w, (size_t)n);
	return true;
}

/* Sends what is due; false when the link broke. */
static bool
way_write(struct way *w, long now)
{
	size_t due = way_due(w, now);
	ssize_t n;

	if (due && !w->told) {
		n = send(w->to, w->bytes, due, MSG_NOSIGNAL);
		if (n < 0)
			return errno == EAGAIN || errno == EINTR;
		if (w->left != SIZE_MAX)
			w->left -= (size_t)n;
		way_drop(w, (size_t)n);
	}
	if (w->ended && !w->told && (w->n == 0 || w->swallow)) {
		w->told = true;
		(void)shutdown(w->to, SHUT_WR);
	}
	return true;
}

/* A fault that is due at the very byte where a way stands. */
static bool
way_struck(const struct way *w)
{
	return w->left == 0;
}

/* False when the link is at its end; *reset tells how. */
static bool
link_step(struct proxy *p, size_t i, const short *events, bool *reset)
{
	struct link *l = p->links[i];
	long now = clock_now();

	*reset = true;
	if (l->dies && now >= l->dies)
		return false;
	for (int way = UP; way <= DOWN; way++) {
		struct way *w = &l->ways[way];

		if (events[way] && !w->ended && !way_read(p, l, way))
			return false;
		if (p->stalled || l->silent)
			continue;
		if (!way_write(w, clock_now()))
			return false;
		if (!way_struck(w))
			continue;
		strike(p, i, way);
		*reset = l->cut == CUT_RESET;
		if (l->cut == CUT_RESET || l->cut == CUT_CLOSE)
			return false;
		if (l->cut == CUT_HALF && !way_write(w, now))
			return false;
	}
	*reset = false;
	return !(l->ways[UP].told && l->ways[DOWN].told);
}

/* --- the thread --------------------------------------------------------- */

/* Milliseconds until something is due of its own; -1 nothing is. */
static long
next_due(const struct proxy *p)
{
	long now = clock_now(), next = -1;

	for (size_t i = 0; i < LINKS; i++) {
		const struct link *l = p->links[i];
		long due[3] = { 0, 0, 0 };

		if (!l)
			continue;
		due[0] = l->dies;
		for (int w = UP; w <= DOWN && !l->silent && !p->stalled; w++)
			if (l->ways[w].n_chunks && !l->ways[w].told)
				due[1 + w] = l->ways[w].chunks[0].due;
		for (int k = 0; k < 3; k++) {
			long left = due[k] > now ? due[k] - now : 0;

			if (due[k] && (next < 0 || left < next))
				next = left;
		}
	}
	/* 0 would spin while the other side does not take bytes. */
	return next == 0 ? 1 : next;
}

static bool
way_wants(const struct way *w)
{
	return !w->ended && w->n < WINDOW && w->n_chunks < CHUNKS;
}

/* Fills fds[2..]: two per link. */
static void
watch(struct proxy *p, struct pollfd *fds)
{
	fds[0] = (struct pollfd){ .fd = p->listener, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = p->wake[0], .events = POLLIN };
	for (size_t i = 0; i < LINKS; i++)
		for (size_t w = 0; w < 2; w++) {
			const struct link *l = p->links[i];
			bool on = l && !l->silent && way_wants(&l->ways[w]);

			fds[2 + 2 * i + w] = (struct pollfd){
				.fd = on ? l->ways[w].from : -1,
				.events = POLLIN,
			};
		}
}

static void
step(struct proxy *p, const struct pollfd *fds)
{
	char bytes[64];

	if (fds[1].revents && read(p->wake[0], bytes, sizeof bytes) < 0)
		give_up("read");
	for (size_t i = 0; i < LINKS; i++) {
		short events[2] = { fds[2 + 2 * i].revents,
			fds[3 + 2 * i].revents };
		bool reset;

		if (p->links[i] && !link_step(p, i, events, &reset))
			link_close(p, i, reset);
	}
	if (fds[0].revents) {
		int fd = accept(p->listener, NULL, NULL);

		if (fd >= 0)
			link_new(p, fd);
	}
}

static void *
run(void *arg)
{
	struct proxy *p = arg;
	struct pollfd fds[2 + 2 * LINKS];

	pthread_mutex_lock(&p->lock);
	while (!p->stop) {
		int ms = (int)next_due(p);

		watch(p, fds);
		pthread_mutex_unlock(&p->lock);
		(void)poll(fds, sizeof fds / sizeof fds[0], ms);
		pthread_mutex_lock(&p->lock);
		step(p, fds);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

/* --- outside ------------------------------------------------------------ */

struct proxy *
proxy_open(const char *target, const char *listen_dir)
{
	struct proxy *p = calloc(1, sizeof *p);

	if (!p)
		give_up("memory");
	(void)snprintf(p->target, sizeof p->target, "%s", target);
	if (listen_dir)
		listen_unix(p, listen_dir);
	else
		listen_tcp(p);
	socket_ready(p->listener);
	if (listen(p->listener, LINKS) < 0 || pipe(p->wake) < 0)
		give_up("listen");
	for (int i = 0; i < 2; i++)
		socket_ready(p->wake[i]);
	pthread_mutex_init(&p->lock, NULL);
	if (pthread_create(&p->thread, NULL, run, p) != 0)
		give_up("thread");
	return p;
}

/* Changes something while the thread waits, and wakes it. */
static void
lock(struct proxy *p)
{
	pthread_mutex_lock(&p->lock);
}

static void
unlock(struct proxy *p)
{
	(void)!write(p->wake[1], "", 1);
	pthread_mutex_unlock(&p->lock);
}

void
proxy_close(struct proxy *p)
{
	char path[256];

	lock(p);
	p->stop = true;
	unlock(p);
	pthread_join(p->thread, NULL);
	for (size_t i = 0; i < LINKS; i++)
		if (p->links[i])
			link_close(p, i, false);
	close(p->listener);
	close(p->wake[0]);
	close(p->wake[1]);
	if (p->dir[0]) {
		(void)snprintf(path, sizeof path, "%s/.s.PGSQL.5432", p->dir);
		(void)unlink(path);
	}
	pthread_mutex_destroy(&p->lock);
	free(p);
}

/* One keyword of a connection string, quoted. */
static size_t
add_keyword(char *out, size_t room, const char *name, const char *value)
{
	int n = snprintf(out, room, "%s='", name);
	size_t k = n > 0 ? (size_t)n : room;

	for (; *value && k + 4 < room; value++) {
		if (*value == '\'' || *value == '\\')
			out[k++] = '\\';
		out[k++] = *value;
	}
	if (k + 3 >= room)
		give_up("connection string too long");
	out[k++] = '\'';
	out[k++] = ' ';
	out[k] = '\0';
	return k;
}

const char *
proxy_conninfo(
	const struct proxy *p, const char *conninfo, char *out, size_t room)
{
	PQconninfoOption *list = PQconninfoParse(conninfo, NULL), *o;
	char port[16];
	size_t n;

	if (!list)
		give_up("connection string");
	(void)snprintf(port, sizeof port, "%d", p->port);
	n = add_keyword(out, room, "host", p->dir[0] ? p->dir : "127.0.0.1");
	n += add_keyword(out + n, room - n, "port", port);
	for (o = list; o->keyword; o++)
		if (o->val && strcmp(o->keyword, "host") != 0 &&
			strcmp(o->keyword, "hostaddr") != 0 &&
			strcmp(o->keyword, "port") != 0)
			n += add_keyword(out + n, room - n, o->keyword, o->val);
	PQconninfoFree(list);
	return out;
}

struct proxy_count
proxy_count(struct proxy *p)
{
	struct proxy_count c;

	lock(p);
	c = p->count;
	unlock(p);
	return c;
}

static bool
has_come(int fd)
{
	struct pollfd at = { .fd = fd, .events = POLLIN };

	return poll(&at, 1, 0) > 0;
}

static bool
way_is_busy(const struct way *w)
{
	return w->n || (!w->ended && has_come(w->from));
}

static bool
link_is_busy(const struct link *l)
{
	if (!l->opaque && (!l->ready || l->questions != l->readies))
		return true;
	return l->dies || way_is_busy(&l->ways[UP]) ||
	       way_is_busy(&l->ways[DOWN]);
}

bool
proxy_is_busy(struct proxy *p)
{
	bool busy;

	lock(p);
	busy = has_come(p->listener);
	for (size_t i = 0; i < LINKS; i++)
		busy = busy || (p->links[i] && link_is_busy(p->links[i]));
	unlock(p);
	return busy;
}

void
proxy_count_new(struct proxy *p)
{
	lock(p);
	p->count = (struct proxy_count){ 0 };
	for (size_t i = 0; i < LINKS; i++)
		if (p->links[i])
			p->links[i]->answer = 0;
	unlock(p);
}

void
proxy_arm(struct proxy *p, const struct proxy_fault *fault)
{
	lock(p);
	p->struck = false;
	for (size_t i = 0; i < LINKS; i++) {
		struct link *l = p->links[i];

		if (!l)
			continue;
		l->cut = fault->how;
		l->hold_ms = fault->hold_ms;
		l->ways[UP].left = l->ways[DOWN].left = SIZE_MAX;
		if (fault->how != CUT_NONE)
			l->ways[fault->down ? DOWN : UP].left = fault->after;
	}
	unlock(p);
}

bool
proxy_struck(struct proxy *p)
{
	bool struck;

	lock(p);
	struck = p->struck;
	unlock(p);
	return struck;
}

void
proxy_delay(struct proxy *p, int ms)
{
	lock(p);
	p->delay = ms;
	unlock(p);
}

void
proxy_rate(struct proxy *p, int bytes)
{
	lock(p);
	p->rate = bytes;
	unlock(p);
}

void
proxy_stall(struct proxy *p, bool on)
{
	lock(p);
	p->stalled = on;
	unlock(p);
}

void
proxy_refuse(struct proxy *p, bool on)
{
	lock(p);
	p->refuse = on;
	unlock(p);
}

void
proxy_cut_next(struct proxy *p, bool down)
{
	const struct proxy_fault fault = {
		.down = down, .after = 1, .how = CUT_CLOSE
	};

	proxy_arm(p, &fault);
	proxy_refuse(p, true);
}

void
proxy_drop(struct proxy *p)
{
	lock(p);
	for (size_t i = 0; i < LINKS; i++)
		if (p->links[i])
			link_close(p, i, false);
	unlock(p);
}
