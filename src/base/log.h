/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_LOG_H
#define HITO_BASE_LOG_H

/* The log file under XDG_STATE_HOME/hito (0600): technical details that a
 * clerk does not want on the screen. Never a password, never a value typed.
 * Lines are cleaned. Without log_open everything is dropped. */

#include <stdbool.h>

bool log_open(const char *path);
void log_line(const char *area, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void log_close(void);

/*
 * What is sent to the server, for who asks to see it (--echo): each statement
 * with the milliseconds until its answer and, where it failed, how ("23505",
 * "lost"). Its text alone, never its values. Into the log, and with to_people
 * on standard error too: not where a screen is drawn.
 */
void log_echo_begin(bool to_people);
bool log_echoes(void);
void log_echo(const char *sql, long ms, const char *failure);

#endif
