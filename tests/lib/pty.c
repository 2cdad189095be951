/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "clock.h"
#include "keys.h"

extern char **environ;

enum {
	CELL_BYTES = VTERM_MAX_CHARS_PER_CELL * 4 + 1,
};

struct pty {
	int master;
	int slave; /* kept open: settings can be read after the end */
	pid_t pid;
	bool ended;
	int status;
	int rows, cols;
	int vt; /* keys as a VT220 sends them */
	VTerm *vterm;
	VTermScreen *screen;
	bool cursor_visible;
	bool alternate;
	struct termios at_start;
	size_t sent, received; /* bytes, in all */
	bool esc_last;	       /* the last one sent began a sequence, or none */
	/* Bytes beyond those that the process had read and written when it was
	 * last at rest: of files. */
	long long extra_read, extra_written;
	char *raw; /* bytes since pty_count_new */
	size_t n_raw, cap_raw;
	unsigned chunks;
	long writes_before;
	char *text;
};

_Noreturn static void
give_up(const char *what)
{
	fprintf(stderr, "pty: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void *
need(void *p)
{
	if (!p)
		give_up("memory");
	return p;
}

/* --- starting ----------------------------------------------------------- */

static bool
env_has_name(const char *entry, const char *change)
{
	size_t n = strcspn(change, "=");

	return strncmp(entry, change, n) == 0 && entry[n] == '=';
}

static bool
env_is_changed(const char *entry, const char *const *changes)
{
	for (; changes && *changes; changes++)
		if (env_has_name(entry, *changes))
			return true;
	return env_has_name(entry, "TERM") || env_has_name(entry, "LINES") ||
	       env_has_name(entry, "COLUMNS");
}

/* The environment of the child; freed with free(), strings are borrowed. */
static char **
env_make(const char *const *changes, char *term)
{
	size_t n = 0, m = 0, k = 0;
	char **env;

	while (environ[n])
		n++;
	while (changes && changes[m])
		m++;
	env = need(calloc(n + m + 2, sizeof *env));
	for (size_t i = 0; i < n; i++)
		if (!env_is_changed(environ[i], changes))
			env[k++] = environ[i];
	for (size_t i = 0; i < m; i++)
		if (strchr(changes[i], '='))
			env[k++] = (char *)(size_t)changes[i];
	if (term)
		env[k++] = term;
	return env;
}

/* Between fork and exec: only what is safe there. */
_Noreturn static void
child(const char *slave, const char *const *argv)
{
	sigset_t none;
	int fd;

	setsid();
	fd = open(slave, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) < 0)
		_exit(126);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	execvp(argv[0], (char *const *)(size_t)argv);
	_exit(127);
}

static void
set_size(const struct pty *p)
{
	struct winsize size = {
		.ws_row = (unsigned short)p->rows,
		.ws_col = (unsigned short)p->cols,
	};

	if (ioctl(p->slave, TIOCSWINSZ, &size) < 0)
		give_up("TIOCSWINSZ");
}

/* Pseudo terminals of other children stay out of this one. */
static int
close_on_exec(int fd)
{
	if (fd < 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
		give_up("pseudo terminal");
	return fd;
}

static void
open_pair(struct pty *p, char *name, size_t room)
{
	const char *slave;

	p->master = close_on_exec(posix_openpt(O_RDWR | O_NOCTTY));
	if (grantpt(p->master) < 0 || unlockpt(p->master) < 0)
		give_up("unlockpt");
	slave = ptsname(p->master);
	if (!slave || strlen(slave) >= room)
		give_up("ptsname");
	memcpy(name, slave, strlen(slave) + 1);
	p->slave = close_on_exec(open(name, O_RDWR | O_NOCTTY));
	if (tcgetattr(p->slave, &p->at_start) < 0)
		give_up("tcgetattr");
}

static int
on_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *p = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		p->cursor_visible = value->boolean;
	if (property == VTERM_PROP_ALTSCREEN)
		p->alternate = value->boolean;
	return 1;
}

/* Answers to a program that asks the terminal something. */
static void
on_answer(const char *bytes, size_t n, void *user)
{
	(void)pty_send(user, bytes, n);
}

static const VTermScreenCallbacks callbacks = {
	.settermprop = on_property,
};

static void
open_screen(struct pty *p)
{
	p->vterm = need(vterm_new(p->rows, p->cols));
	vterm_set_utf8(p->vterm, 1);
	vterm_output_set_callback(p->vterm, on_answer, p);
	p->screen = vterm_obtain_screen(p->vterm);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	p->cursor_visible = true;
}

static bool
sends_as_vt(const char *term)
{
	return strncmp(term, "vt", 2) == 0 || strcmp(term, "linux") == 0;
}

struct pty *
pty_start(const struct pty_options *options, const char *const *argv)
{
	struct pty *p = need(calloc(1, sizeof *p));
	char slave[64], term[80];
	char **env, **kept = environ;

	p->rows = options->rows;
	p->cols = options->cols;
	p->vt = sends_as_vt(options->term);
	open_pair(p, slave, sizeof slave);
	set_size(p);
	open_screen(p);
	(void)snprintf(term, sizeof term, "TERM=%s", options->term);
	env = env_make(options->env, options->term[0] ? term : NULL);
	p->pid = fork();
	if (p->pid < 0)
		give_up("fork");
	if (p->pid == 0) {
		environ = env;
		child(slave, argv);
	}
	environ = kept;
	free(env);
	pty_count_new(p);
	return p;
}

/* --- the end ------------------------------------------------------------ */

static bool
reap(struct pty *p, int options)
{
	if (!p->ended && waitpid(p->pid, &p->status, options) == p->pid)
		p->ended = true;
	return p->ended;
}

void
pty_close(struct pty *p)
{
	if (!p)
		return;
	close(p->master);
	if (!reap(p, WNOHANG)) {
		kill(p->pid, SIGKILL);
		reap(p, 0);
	}
	close(p->slave);
	vterm_free(p->vterm);
	free(p->raw);
	free(p->text);
	free(p);
}

/* --- bytes -------------------------------------------------------------- */

static void
keep_raw(struct pty *p, const char *bytes, size_t n)
{
	if (p->n_raw + n > p->cap_raw) {
		p->cap_raw = (p->n_raw + n) * 2;
		p->raw = need(realloc(p->raw, p->cap_raw));
	}
	memcpy(p->raw + p->n_raw, bytes, n);
	p->n_raw += n;
	p->chunks++;
}

/* Reads once, waiting at most ms; true when something came. */
static bool
pump(struct pty *p, int ms)
{
	struct pollfd at = { .fd = p->master, .events = POLLIN };
	char bytes[8192];
	ssize_t n;

	if (poll(&at, 1, ms < 0 ? 0 : ms) <= 0)
		return false;
	n = read(p->master, bytes, sizeof bytes);
	if (n <= 0)
		return false;
	p->received += (size_t)n;
	keep_raw(p, bytes, (size_t)n);
	vterm_input_write(p->vterm, bytes, (size_t)n);
	return true;
}

bool
pty_send(struct pty *p, const char *bytes, size_t n)
{
	if (n)
		p->esc_last = bytes[n - 1] == '\033';
	while (n) {
		ssize_t k = write(p->master, bytes, n);

		if (k < 0)
			return false;
		p->sent += (size_t)k;
		bytes += k;
		n -= (size_t)k;
	}
	return true;
}

bool
pty_keys(struct pty *p, const char *keys)
{
	char bytes[16], all[4096];
	size_t n, taken, len = 0;

	while ((taken = key_next(keys, p->vt, bytes, &n)) > 0) {
		if (len + n > sizeof all)
			give_up("too many keys at once");
		memcpy(all + len, bytes, n);
		len += n;
		keys += taken;
	}
	return pty_send(p, all, len);
}

/* --- waiting ------------------------------------------------------------ */

static bool
wait_for_text(struct pty *p, const char *text, bool there, int limit_ms)
{
	long end = clock_now() + limit_ms;

	while (pty_shows(p, text) != there) {
		long left = end - clock_now();

		if (left <= 0)
			return false;
		if (pump(p, left < 50 ? (int)left : 50))
			continue;
		if (reap(p, WNOHANG) && !pump(p, 0))
			return pty_shows(p, text) == there;
	}
	return true;
}

bool
pty_until(struct pty *p, const char *text, int limit_ms)
{
	return wait_for_text(p, text, true, limit_ms);
}

bool
pty_until_gone(struct pty *p, const char *text, int limit_ms)
{
	return wait_for_text(p, text, false, limit_ms);
}

static bool
keys_wait(const struct pty *p)
{
	int n = 0;

	return ioctl(p->slave, FIONREAD, &n) == 0 && n > 0;
}

bool
pty_settle(struct pty *p, int quiet_ms, int limit_ms)
{
	long now = clock_now(), end = now + limit_ms, last = now;

	for (;;) {
		if (pump(p, (int)(last + quiet_ms - now)) || keys_wait(p))
			last = clock_now();
		now = clock_now();
		if (now - last >= quiet_ms)
			return true;
		if (now >= end)
			return false;
	}
}

/* What Linux tells of a process. */
struct look {
	bool sleeps;
	long switches;		 /* how often it was put aside */
	long long read, written; /* bytes, of files too */
};

static long long
number_behind(const char *text, const char *name)
{
	const char *at = strstr(text, name);

	return at ? strtoll(at + strlen(name), NULL, 10) : -1;
}

static bool
proc_read(pid_t pid, const char *name, char *out, size_t room)
{
	char path[64];
	size_t n;
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
	f = fopen(path, "r");
	if (!f)
		return false;
	n = fread(out, 1, room - 1, f);
	out[n] = '\0';
	fclose(f);
	return n > 0;
}

/* False where there is no such thing to be read. */
static bool
look_at(pid_t pid, struct look *look)
{
	char text[4096];

	if (!proc_read(pid, "io", text, sizeof text))
		return false;
	look->read = number_behind(text, "rchar:");
	look->written = number_behind(text, "wchar:");
	if (!proc_read(pid, "status", text, sizeof text))
		return false;
	look->sleeps = strstr(text, "State:\tS");
	look->switches =
		(long)(number_behind(text, "\nvoluntary_ctxt_switches:") +
			number_behind(text, "\nnonvoluntary_ctxt_switches:"));
	return look->read >= 0 && look->written >= 0;
}

/* It has read all that was sent, all that it wrote has come, and between two
 * looks it slept. *exact: by count; else it has had to do with files, and what
 * is on its way of the terminal's bytes cannot be told from theirs. */
static bool
is_at_rest(struct pty *p, bool (*busy)(void *), void *arg, bool *exact)
{
	struct look a, b;
	long long sent = (long long)p->sent, received = (long long)p->received;

	if (!look_at(p->pid, &a) || !a.sleeps || keys_wait(p))
		return false;
	if ((busy && busy(arg)) || pump(p, 0))
		return false;
	if (!look_at(p->pid, &b) || !b.sleeps || a.switches != b.switches)
		return false;
	*exact = b.read - sent == p->extra_read &&
		 b.written - received == p->extra_written;
	return b.read - sent >= p->extra_read;
}

static void
remember_rest(struct pty *p)
{
	struct look look;

	if (!look_at(p->pid, &look))
		return;
	p->extra_read = look.read - (long long)p->sent;
	p->extra_written = look.written - (long long)p->received;
}

bool
pty_rest(struct pty *p, bool (*busy)(void *), void *arg, int limit_ms)
{
	long end = clock_now() + limit_ms, since = clock_now();
	int quiet = p->esc_last ? PTY_ESC_MS : PTY_QUIET_MS;
	struct look look;

	if (!look_at(p->pid, &look))
		return reap(p, WNOHANG) ||
		       pty_settle(p, PTY_QUIET_MS, limit_ms);
	while (clock_now() < end) {
		bool exact = false;

		if (pump(p, 2) || reap(p, WNOHANG) ||
			!is_at_rest(p, busy, arg, &exact)) {
			since = clock_now();
			if (p->ended && !pump(p, 0))
				return true;
			continue;
		}
		if ((exact && !p->esc_last) || clock_now() - since >= quiet) {
			remember_rest(p);
			return true;
		}
	}
	return false;
}

void
pty_read_for(struct pty *p, int ms)
{
	long end = clock_now() + ms, now;

	while ((now = clock_now()) < end)
		if (!pump(p, (int)(end - now)) && reap(p, WNOHANG))
			return;
}

bool
pty_ended(struct pty *p, int limit_ms, int *status)
{
	long end = clock_now() + limit_ms;

	while (!reap(p, WNOHANG)) {
		if (clock_now() > end)
			return false;
		pump(p, 20);
	}
	while (pump(p, 0))
		;
	*status = p->status;
	return true;
}

/* --- counting ----------------------------------------------------------- */

/* write(2)s of the process so far, as Linux counts them. */
static long
writes_of(pid_t pid)
{
	char path[64], line[128];
	long n = -1;
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/%ld/io", (long)pid);
	f = fopen(path, "r");
	if (!f)
		return -1;
	while (fgets(line, sizeof line, f))
		if (strncmp(line, "syscw:", 6) == 0)
			n = strtol(line + 6, NULL, 10);
	fclose(f);
	return n;
}

void
pty_count_new(struct pty *p)
{
	p->n_raw = 0;
	p->chunks = 0;
	p->writes_before = writes_of(p->pid);
}

struct pty_count
pty_count(struct pty *p)
{
	long now = writes_of(p->pid);
	bool known = now >= 0 && p->writes_before >= 0;

	return (struct pty_count){
		.bytes = p->n_raw,
		.chunks = p->chunks,
		.writes = known ? now - p->writes_before : -1,
	};
}

const char *
pty_raw(const struct pty *p, size_t *n)
{
	*n = p->n_raw;
	return p->raw ? p->raw : "";
}

/* --- the screen --------------------------------------------------------- */

static size_t
row_text(const struct pty *p, int row, char *out, size_t room)
{
	VTermRect rect = { row, row + 1, 0, p->cols };
	size_t n = vterm_screen_get_text(p->screen, out, room - 1, rect);

	while (n && (out[n - 1] == ' ' || out[n - 1] == '\n'))
		n--;
	out[n] = '\0';
	return n;
}

static size_t
row_room(const struct pty *p)
{
	return (size_t)p->cols * CELL_BYTES + 2;
}

static char *
text_room(struct pty *p)
{
	size_t room = (size_t)p->rows * row_room(p) + 1;

	free(p->text);
	p->text = need(malloc(room));
	p->text[0] = '\0';
	return p->text;
}

const char *
pty_text(struct pty *p)
{
	char *at = text_room(p);

	for (int row = 0; row < p->rows; row++) {
		at += row_text(p, row, at, row_room(p) - 1);
		*at++ = '\n';
	}
	*at = '\0';
	return p->text;
}

const char *
pty_row(struct pty *p, int row)
{
	row_text(p, row, text_room(p), row_room(p));
	return p->text;
}

bool
pty_shows(struct pty *p, const char *text)
{
	return strstr(pty_text(p), text);
}

int
pty_row_of(struct pty *p, const char *text)
{
	for (int row = 0; row < p->rows; row++)
		if (strstr(pty_row(p, row), text))
			return row;
	return -1;
}

void
pty_cursor(const struct pty *p, int *row, int *col)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vterm), &at);
	*row = at.row;
	*col = at.col;
}

bool
pty_cursor_visible(const struct pty *p)
{
	return p->cursor_visible;
}

bool
pty_is_alternate(const struct pty *p)
{
	return p->alternate;
}

void
pty_dump(struct pty *p, const char *title)
{
	int row, col;

	pty_cursor(p, &row, &col);
	fprintf(stderr, "---- %s (cursor %d,%d)\n%s----\n", title, row, col,
		pty_text(p));
}

/* --- the rest ----------------------------------------------------------- */

void
pty_resize(struct pty *p, int rows, int cols)
{
	p->rows = rows;
	p->cols = cols;
	vterm_set_size(p->vterm, rows, cols);
	set_size(p);
}

void
pty_signal(struct pty *p, int sig)
{
	if (!p->ended)
		kill(p->pid, sig);
}

pid_t
pty_pid(const struct pty *p)
{
	return p->pid;
}

bool
pty_settings(const struct pty *p, struct termios *now, struct termios *at_start)
{
	*at_start = p->at_start;
	return tcgetattr(p->slave, now) == 0;
}

struct VTermScreen *
pty_screen(struct pty *p)
{
	return p->screen;
}

int
pty_rows(const struct pty *p)
{
	return p->rows;
}

int
pty_cols(const struct pty *p)
{
	return p->cols;
}
