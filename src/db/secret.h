/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_SECRET_H
#define HITO_DB_SECRET_H

/* Passwords leave this machine as SCRAM-SHA-256 verifiers (RFC 5803) only:
 * neither the server's log nor anybody on the way sees the words. */

#include "base/err.h"
#include "base/mem.h"
#include "db/session.h"

/* NULL with err on failure. */
char *secret_verifier(struct arena *arena, struct session *session,
	const char *login, const char *password, struct err *err);

#endif
