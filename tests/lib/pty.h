/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_PTY_H
#define HITO_TESTS_PTY_H

/*
 * A program on a pseudo terminal, as a person has it: keys in, bytes out, and
 * the screen that those bytes make (libvterm). Counts what the program
 * writes. Waits for text to appear, or for the program to rest, never for a
 * fixed time. What cannot be set up ends the test program with a message.
 */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

struct pty;

struct pty_options {
	int rows;
	int cols;
	const char *term; /* TERM; "" unsets it */
	/* "NAME=VALUE" sets, "NAME" unsets; NULL-terminated, may be NULL */
	const char *const *env;
};

enum {
	/* Longest wait for something expected: for a machine that does much
	 * else, too. */
	PTY_LIMIT_MS = 60000,
	PTY_QUIET_MS = 80, /* no byte for so long, all keys read: quiet */
	PTY_ESC_MS = 1000, /* a lone Esc is waited with for less */
};

/* argv[0] is looked up in PATH. */
struct pty *
pty_start(const struct pty_options *options, const char *const *argv);
/* Hangs up, ends the program if it still runs, frees. */
void pty_close(struct pty *p);

/* Bytes as they are. False when the program has gone. */
bool pty_send(struct pty *p, const char *bytes, size_t n);
/* Text with keys in <...>: <F2> <Tab> <S-Tab> <Enter> <Esc> <Up> <Down>
 * <Left> <Right> <Home> <End> <PgUp> <PgDn> <Ins> <Del> <BS> <C-s> <lt>. */
bool pty_keys(struct pty *p, const char *keys);

/* Reads until text is on the screen; false after limit_ms. */
bool pty_until(struct pty *p, const char *text, int limit_ms);
/* Reads until text is not on it. */
bool pty_until_gone(struct pty *p, const char *text, int limit_ms);
/* Reads until the program has read all keys and nothing came for quiet_ms;
 * false when it was still writing after limit_ms. */
bool pty_settle(struct pty *p, int quiet_ms, int limit_ms);
/* Reads until the program has read all keys, all that it wrote has come, it
 * sleeps, and busy(arg) (may be NULL) says no: what it waits for is the next
 * key. By what the system counts, not by time, where it counts (Linux); else
 * as pty_settle. True when it has ended, too. */
bool pty_rest(struct pty *p, bool (*busy)(void *), void *arg, int limit_ms);
/* Reads for at most ms, or until the program ends. */
void pty_read_for(struct pty *p, int ms);
/* Reads until the program has ended; false after limit_ms. *status as
 * waitpid gives it. */
bool pty_ended(struct pty *p, int limit_ms, int *status);

/* Counters since the last pty_count_new. */
struct pty_count {
	size_t bytes;	 /* written by the program */
	unsigned chunks; /* reads that saw some: at most the write(2)s */
	long writes;	 /* write(2)s of the process; -1 not known here */
};
struct pty_count pty_count(struct pty *p);
void pty_count_new(struct pty *p);
/* The bytes themselves since pty_count_new; owned by p. */
const char *pty_raw(const struct pty *p, size_t *n);

bool pty_shows(struct pty *p, const char *text);
/* Row of the screen (0-based) that has text, -1 none. */
int pty_row_of(struct pty *p, const char *text);
/* The screen as text, rows ended by newlines, right blanks cut; owned by p,
 * valid until the next call. */
const char *pty_text(struct pty *p);
const char *pty_row(struct pty *p, int row);
void pty_cursor(const struct pty *p, int *row, int *col);
bool pty_cursor_visible(const struct pty *p);
/* Whether the alternate screen is on. */
bool pty_is_alternate(const struct pty *p);
/* For messages of a failed test. */
void pty_dump(struct pty *p, const char *title);

void pty_resize(struct pty *p, int rows, int cols);
void pty_signal(struct pty *p, int sig);
pid_t pty_pid(const struct pty *p);
/* The terminal's settings now, and as they were before the program began. */
bool pty_settings(
	const struct pty *p, struct termios *now, struct termios *at_start);

struct VTermScreen;
struct VTermScreen *pty_screen(struct pty *p);
int pty_rows(const struct pty *p);
int pty_cols(const struct pty *p);

#endif
