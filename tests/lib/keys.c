/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* xterm in application mode (smkx), and a VT220 where it differs. */
static const struct key {
	const char *name;
	const char *xterm;
	const char *vt;
} keys[] = {
	{ "Tab", "\t", NULL },
	{ "S-Tab", "\033[Z", NULL },
	{ "Enter", "\r", NULL },
	{ "Esc", "\033", NULL },
	{ "Space", " ", NULL },
	{ "lt", "<", NULL },
	{ "BS", "\177", "\b" },
	{ "Up", "\033OA", "\033[A" },
	{ "Down", "\033OB", "\033[B" },
	{ "Right", "\033OC", "\033[C" },
	{ "Left", "\033OD", "\033[D" },
	{ "Home", "\033OH", "\033[1~" },
	{ "End", "\033OF", "\033[4~" },
	{ "Ins", "\033[2~", NULL },
	{ "Del", "\033[3~", NULL },
	{ "PgUp", "\033[5~", NULL },
	{ "PgDn", "\033[6~", NULL },
	{ "F1", "\033OP", NULL },
	{ "F2", "\033OQ", NULL },
	{ "F3", "\033OR", NULL },
	{ "F4", "\033OS", NULL },
	/* A VT220 has no F5: Esc and the digit, as everywhere. */
	{ "F5", "\033[15~", "\0335" },
	{ "F6", "\033[17~", NULL },
	{ "F7", "\033[18~", NULL },
	{ "F8", "\033[19~", NULL },
	{ "F9", "\033[20~", NULL },
	{ "F10", "\033[21~", NULL },
};

static const char *
key_bytes(const char *name, size_t n, int vt)
{
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const struct key *k = &keys[i];

		if (strlen(k->name) == n && memcmp(k->name, name, n) == 0)
			return vt && k->vt ? k->vt : k->xterm;
	}
	fprintf(stderr, "keys: no key <%.*s>\n", (int)n, name);
	exit(2);
}

size_t
key_next(const char *text, int vt, char out[16], size_t *n)
{
	const char *end = text[0] == '<' ? strchr(text, '>') : NULL;
	const char *bytes;
	size_t len;

	if (!text[0])
		return 0;
	if (!end) {
		out[0] = text[0];
		*n = 1;
		return 1;
	}
	len = (size_t)(end - text) - 1;
	if (len == 3 && memcmp(text + 1, "C-", 2) == 0) {
		out[0] = (char)(text[3] & 0x1f);
		*n = 1;
		return len + 2;
	}
	bytes = key_bytes(text + 1, len, vt);
	*n = strlen(bytes);
	memcpy(out, bytes, *n);
	return len + 2;
}
