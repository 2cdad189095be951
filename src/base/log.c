/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	LOG_LINE = 2000
};

static int log_fd = -1;

bool
log_open(const char *path)
{
	int fd = open(path,
		O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct stat st;

	if (fd < 0)
		return false;
	/* A log that lies in another's hands or is a device is none. */
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return false;
	}
	log_close();
	log_fd = fd;
	return true;
}

/* One write per line: lines of two programs do not mix. A full disk must not
 * stop a clerk. */
static void
put_line(const char *area, const char *clean)
{
	struct buf line = { 0 };
	char stamp[32];
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
	buf_printf(
		&line, "%s %ld %s: %s\n", stamp, (long)getpid(), area, clean);
	if (write(log_fd, buf_text(&line), line.len) < 0) {
		/* nobody to tell */
	}
	buf_free(&line);
}

void
log_line(const char *area, const char *fmt, ...)
{
	char text[LOG_LINE], clean[3 * LOG_LINE + 1];
	va_list ap;

	if (log_fd < 0)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	utf8_clean(text, strlen(text), false, clean);
	put_line(area, clean);
}

/* ---- what is sent */

static enum {
	ECHO_NONE,
	ECHO_LOG,
	ECHO_PEOPLE
} echo;

void
log_echo_begin(bool to_people)
{
	echo = to_people ? ECHO_PEOPLE : ECHO_LOG;
}

bool
log_echoes(void)
{
	return echo != ECHO_NONE;
}

/* On one line, blanks run together. */
static void
put_flat(struct buf *out, const char *sql)
{
	size_t n = strlen(sql);
	char *flat = mem_alloc(n + 1), *clean = mem_alloc(3 * n + 1);
	size_t at = 0;

	for (; *sql; sql++) {
		char c = strchr("\n\r\t", *sql) ? ' ' : *sql;

		if (c != ' ' || (at > 0 && flat[at - 1] != ' '))
			flat[at++] = c;
	}
	utf8_clean(flat, at, false, clean);
	buf_puts(out, clean);
	free(flat);
	free(clean);
}

void
log_echo(const char *sql, long ms, const char *failure)
{
	struct buf line = { 0 };

	if (echo == ECHO_NONE)
		return;
	buf_printf(&line, "%ld ms%s%s: ", ms, failure ? ", " : "",
		failure ? failure : "");
	put_flat(&line, sql);
	if (log_fd >= 0)
		put_line("echo", buf_text(&line));
	if (echo == ECHO_PEOPLE)
		fprintf(stderr, "%s\n", buf_text(&line));
	buf_free(&line);
}

void
log_close(void)
{
	if (log_fd >= 0)
		close(log_fd);
	log_fd = -1;
}
