/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_PROBE_H
#define HITO_TERM_PROBE_H

/*
 * What a terminal is able to, looked at without opening it for a screen: its
 * description, and how wide it paints a text.
 */

#include <stdbool.h>
#include <stddef.h>

struct probe {
	bool known; /* it has a description here */
	bool moves; /* and the cursor can be put anywhere */
	int colors; /* 0 none */
	int rows, cols;
	char missing[160]; /* "F3, Inicio": keys that it has none of */
};
/* The terminal of that name; rows and cols are those of fd, 0 when it is
 * none. */
void probe_terminal(const char *name, int fd, struct probe *out);

/* Paints each text at the terminal fd, takes it away again and tells by how
 * many cells the cursor moved; -1 from where on it did not say within the
 * time. False: it says nothing at all. */
bool
probe_widths(int fd, size_t n, const char *const *texts, int *cells, int ms);

#endif
