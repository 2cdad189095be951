/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_CLOCK_H
#define HITO_TESTS_CLOCK_H

/* Time for bounds of waits, and for the benchmarks. */

#include <stdint.h>

/* Milliseconds of the monotonic clock. */
long clock_now(void);
/* The same in microseconds. */
int64_t clock_micro(void);

#endif
