/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How TLS begins. libpq 17 can speak it from the first byte, which saves a
 * round trip, to servers of that version or newer; it refuses to where TLS is
 * not required, sockets too.
 */
#include <errno.h>
#include <string.h>

#include "base/str.h"
#include "db/link.h"

static bool
is_weak(const char *mode)
{
	static const char *const strong[] = { "require", "verify-ca",
		"verify-full" };

	for (size_t i = 0; mode && i < sizeof strong / sizeof *strong; i++)
		if (str_eq(mode, strong[i]))
			return false;
	return true;
}

struct negotiation
link_negotiate(
	int libpq, const struct negotiation *said, bool socket, bool answered)
{
	struct negotiation out = { 0 };
	bool asked = said->begin && str_eq(said->begin, "direct");

	if (libpq < LINK_KNOWS_DIRECT)
		return out;
	if (asked && socket)
		out.begin = "postgres";
	else if (asked && is_weak(said->mode))
		out.mode = "require";
	else if (!said->begin && answered && !socket && !is_weak(said->mode))
		out.begin = "direct";
	return out;
}

/* Words of libpq for a line that ended before TLS stood, or where it stands
 * with somebody who speaks something else. */
bool
link_direct_unanswered(const char *words)
{
	static const char *const signs[] = { "SSL SYSCALL error",
		"ERROR en llamada SSL", "unexpected eof", "ALPN",
		"wrong version number", "packet length too long" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(words, signs[i]))
			return true;
	return strstr(words, strerror(ECONNRESET)) != NULL;
}
