/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/sequence.h"

#include <string.h>

#include "base/str.h"

struct sequence {
	const char *body;
	key_code key;
};

static const struct sequence known[] = {
	/* xterm, normal and application cursor keys */
	{ "[A", K_UP },
	{ "[B", K_DOWN },
	{ "[C", K_RIGHT },
	{ "[D", K_LEFT },
	{ "OA", K_UP },
	{ "OB", K_DOWN },
	{ "OC", K_RIGHT },
	{ "OD", K_LEFT },
	{ "[H", K_HOME },
	{ "[F", K_END },
	{ "OH", K_HOME },
	{ "OF", K_END },
	{ "[Z", K_BACKTAB },
	{ "OM", K_ENTER },
	/* xterm with Ctrl, rxvt */
	{ "[1;5C", K_WORD_RIGHT },
	{ "[1;5D", K_WORD_LEFT },
	{ "Oc", K_WORD_RIGHT },
	{ "Od", K_WORD_LEFT },
	/* vt220, the Linux console, PuTTY "ESC[n~", rxvt */
	{ "[1~", K_HOME },
	{ "[2~", K_INSERT },
	{ "[3~", K_DELETE },
	{ "[4~", K_END },
	{ "[5~", K_PGUP },
	{ "[6~", K_PGDN },
	{ "[7~", K_HOME },
	{ "[8~", K_END },
	{ "[11~", K_F1 },
	{ "[12~", K_F2 },
	{ "[13~", K_F3 },
	{ "[14~", K_F4 },
	{ "[15~", K_F5 },
	{ "[17~", K_F6 },
	{ "[18~", K_F7 },
	{ "[19~", K_F8 },
	{ "[20~", K_F9 },
	{ "[21~", K_F10 },
	{ "[23~", K_F11 },
	{ "[24~", K_F12 },
	/* The Linux console, PuTTY "Linux" */
	{ "[[A", K_F1 },
	{ "[[B", K_F2 },
	{ "[[C", K_F3 },
	{ "[[D", K_F4 },
	{ "[[E", K_F5 },
	/* xterm and PuTTY "Xterm R6", "VT400"; "VT100+" goes on to F12 */
	{ "OP", K_F1 },
	{ "OQ", K_F2 },
	{ "OR", K_F3 },
	{ "OS", K_F4 },
	{ "OT", K_F5 },
	{ "OU", K_F6 },
	{ "OV", K_F7 },
	{ "OW", K_F8 },
	{ "OX", K_F9 },
	{ "OY", K_F10 },
	{ "OZ", K_F11 },
	{ "O[", K_F12 },
	/* PuTTY "SCO" */
	{ "[M", K_F1 },
	{ "[N", K_F2 },
	{ "[O", K_F3 },
	{ "[P", K_F4 },
	{ "[Q", K_F5 },
	{ "[R", K_F6 },
	{ "[S", K_F7 },
	{ "[T", K_F8 },
	{ "[U", K_F9 },
	{ "[V", K_F10 },
	{ "[W", K_F11 },
	{ "[X", K_F12 },
	{ "[L", K_INSERT },
	{ "[I", K_PGUP },
	{ "[G", K_PGDN },
	/* The numeric keypad in application mode types what is on its keys. */
	{ "Oj", '*' },
	{ "Ok", '+' },
	{ "Ol", ',' },
	{ "Om", '-' },
	{ "On", '.' },
	{ "Oo", '/' },
	{ "Op", '0' },
	{ "Oq", '1' },
	{ "Or", '2' },
	{ "Os", '3' },
	{ "Ot", '4' },
	{ "Ou", '5' },
	{ "Ov", '6' },
	{ "Ow", '7' },
	{ "Ox", '8' },
	{ "Oy", '9' },
	/* The mouse's wheel, when the mouse is on */
	{ "[<64", K_UP },
	{ "[<65", K_DOWN },
};

enum {
	N_KNOWN = sizeof known / sizeof known[0],
	N_LEARNT = 48,
	BODY = 16,
};

/* Part of the terminal's state: what its terminfo entry says. */
static struct {
	size_t n;
	struct {
		char body[BODY];
		key_code key;
	} v[N_LEARNT];
} learnt;

void
sequence_learn(const char *body, key_code key)
{
	if (strlen(body) >= BODY || sequence_find(body) != K_NONE ||
		learnt.n == N_LEARNT)
		return;
	str_copy(learnt.v[learnt.n].body, BODY, body);
	learnt.v[learnt.n++].key = key;
}

static key_code
find_exact(const char *body)
{
	for (size_t i = 0; i < N_KNOWN; i++)
		if (strcmp(known[i].body, body) == 0)
			return known[i].key;
	for (size_t i = 0; i < learnt.n; i++)
		if (strcmp(learnt.v[i].body, body) == 0)
			return learnt.v[i].key;
	return K_NONE;
}

/* "[1;5C" -> "[C", "[5;3~" -> "[5~"; only cursor keys lose their modifier:
 * a Shift-F2 must not save. */
static key_code
find_modified(const char *body)
{
	const char *semicolon = strchr(body, ';');
	char plain[BODY];
	size_t n = strlen(body);
	size_t left;
	key_code key;

	if (body[0] != '[' || !semicolon)
		return K_NONE;
	left = (size_t)(semicolon - body);
	if (body[1] == '<') /* SGR mouse: button;column;row */
		left = left < BODY ? left : 0;
	else if (left == 2 && body[1] == '1')
		left = 1;
	if (left == 0 || left + 2 > BODY)
		return K_NONE;
	memcpy(plain, body, left);
	plain[left] = body[1] == '<' ? '\0' : body[n - 1];
	plain[left + 1] = '\0';
	key = find_exact(plain);
	if (key >= K_F1 && key <= K_F12)
		return K_NONE;
	return key;
}

key_code
sequence_find(const char *body)
{
	key_code key = find_exact(body);

	return key != K_NONE ? key : find_modified(body);
}
