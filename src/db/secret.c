/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/secret.h"

#include "base/i18n.h"
#include "db/link.h"

char *
secret_verifier(struct arena *arena, struct session *session, const char *login,
	const char *password, struct err *err)
{
	char *words, *out;

	if (!link_check(session, err))
		return NULL;
	/* Asks nothing of the server, since the method is named. */
	words = PQencryptPasswordConn(
		session->conn, password, login, "scram-sha-256");
	if (!words) {
		err_set(err, ERR_BUG, NULL, "%s",
			_("No se pudo preparar la contraseña."));
		err_detail(err, PQerrorMessage(session->conn));
		return NULL;
	}
	out = arena_strdup(arena, words);
	PQfreemem(words);
	return out;
}
