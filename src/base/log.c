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

void
log_line(const char *area, const char *fmt, ...)
{
	char text[LOG_LINE], clean[3 * LOG_LINE + 1];
	char line[3 * LOG_LINE + 128], stamp[32];
	time_t now = time(NULL);
	struct tm tm;
	va_list ap;
	int n;

	if (log_fd < 0)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	utf8_clean(text, strlen(text), false, clean);
	gmtime_r(&now, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
	n = snprintf(line, sizeof line, "%s %ld %s: %s\n", stamp,
		(long)getpid(), area, clean);
	/* One write per line: lines of two programs do not mix. A full disk
	 * must not stop a clerk. */
	if (n > 0 && write(log_fd, line, (size_t)n) < 0)
		return;
}

void
log_close(void)
{
	if (log_fd >= 0)
		close(log_fd);
	log_fd = -1;
}
