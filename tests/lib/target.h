/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_TARGET_H
#define HITO_TESTS_TARGET_H

#include <stddef.h>

/* What the tests run against, from the environment: the program (HITO) and
 * the server (TEST_URL: a connection string as a person who may write). */

/* NULL when there is no server: the tests that need one are skipped. */
const char *target_url(void);
/* The path of the server's Unix socket, or "HOST:PORT", for a proxy. */
const char *target_socket(void);
/* The program's path; ends the test program when it is not known. */
const char *target_program(void);

/* So many times as much is tried as in `make check` (TEST_TIMES). */
size_t target_times(void);

#endif
