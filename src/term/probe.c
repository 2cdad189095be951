/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/probe.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/wait.h"
#include "term/door.h"
#include "term/inside.h"

static bool
has(const char *capability)
{
	const char *text = tigetstr((char *)(uintptr_t)capability);

	return text && text != (char *)-1;
}

static void
add_missing(struct probe *out, key_code key)
{
	char name[32];
	size_t n = strlen(out->missing);

	snprintf(out->missing + n, sizeof out->missing - n, "%s%s",
		n ? ", " : "", key_name(key, name, sizeof name));
}

static void
take_size(int fd, struct probe *out)
{
	struct winsize size = { 0 };

	if (!isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0)
		return;
	out->rows = size.ws_row;
	out->cols = size.ws_col;
}

void
probe_terminal(const char *name, int fd, struct probe *out)
{
	int found = 0;

	memset(out, 0, sizeof *out);
	take_size(fd, out);
	if (setupterm(name, fd, &found) != OK || found != 1)
		return;
	out->known = true;
	out->moves = has("cup");
	out->colors = tigetnum((char *)(uintptr_t) "colors");
	if (out->colors < 0)
		out->colors = 0;
	for (size_t i = 0; i < term_n_keys; i++)
		if (!has(term_keys[i].name))
			add_missing(out, term_keys[i].key);
	del_curterm(cur_term);
}

/* ---- where the cursor is */

/* One byte within the time left; -1 none. */
static int
read_byte(int fd, int64_t until)
{
	struct pollfd on = { fd, POLLIN, 0 };
	unsigned char byte;

	if (poll(&on, 1, clock_left_ms(until)) <= 0 || read(fd, &byte, 1) != 1)
		return -1;
	return byte;
}

/* The column of "ESC [ row ; column R", past what was typed before it; 0 when
 * none came. */
static int
read_column(int fd, int ms)
{
	int64_t until = clock_ms() + ms;
	char text[32];
	size_t n = 0;

	for (int byte; (byte = read_byte(fd, until)) >= 0;) {
		int row = 0, column = 0;

		if (byte == '\033')
			n = 0;
		if (n + 1 < sizeof text)
			text[n++] = (char)byte;
		text[n] = '\0';
		if (byte == 'R' &&
			sscanf(text, "\033[%d;%d", &row, &column) == 2)
			return column;
	}
	return 0;
}

static bool
put(int fd, const char *text)
{
	size_t n = strlen(text);

	return write(fd, text, n) == (ssize_t)n;
}

static int
ask_column(int fd, const char *text, int ms)
{
	return put(fd, "\r") && put(fd, text) && put(fd, "\033[6n")
		       ? read_column(fd, ms)
		       : 0;
}

bool
probe_widths(int fd, size_t n, const char *const *texts, int *cells, int ms)
{
	struct termios before, raw;
	int column = 1;

	for (size_t i = 0; i < n; i++)
		cells[i] = -1;
	if (tcgetattr(fd, &before) != 0)
		return false;
	raw = before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	if (tcsetattr(fd, TCSADRAIN, &raw) != 0)
		return false;
	for (size_t i = 0; i < n && column > 0; i++) {
		column = ask_column(fd, texts[i], ms);
		if (column > 0)
			cells[i] = column - 1;
	}
	put(fd, "\r\033[K");
	tcsetattr(fd, TCSADRAIN, &before);
	return n > 0 && cells[0] >= 0;
}
