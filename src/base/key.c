/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/key.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

/* The first name of a key is the one that is written, the English one to whom
 * texts are not in Spanish; the folded form of every one is read. */
static const struct {
	key_code key;
	const char *es;
	const char *en;
} names[] = {
	{ K_TAB, "Tab", "Tab" },
	{ K_ENTER, "Enter", "Enter" },
	{ K_ENTER, "Intro", "Return" },
	{ K_ESC, "Esc", "Esc" },
	{ K_ESC, "Escape", "Escape" },
	{ ' ', "Espacio", "Space" },
	{ K_UP, "Arriba", "Up" },
	{ K_DOWN, "Abajo", "Down" },
	{ K_LEFT, "Izquierda", "Left" },
	{ K_RIGHT, "Derecha", "Right" },
	{ K_HOME, "Inicio", "Home" },
	{ K_END, "Fin", "End" },
	{ K_PGUP, "RePág", "PgUp" },
	{ K_PGDN, "AvPág", "PgDn" },
	{ K_INSERT, "Ins", "Insert" },
	{ K_DELETE, "Supr", "Del" },
	{ K_DELETE, "Suprimir", "Delete" },
	{ K_BACKSPACE, "Retroceso", "Backspace" },
	{ K_BACKTAB, "Mayús-Tab", "Shift-Tab" },
	{ K_CANCEL, "Esc Esc", "Esc Esc" },
	{ K_CANCEL, "Cancelar", "Cancel" },
	{ K_RESIZE, "Tamaño", "Resize" },
	{ K_SUSPEND, "Vuelta", "Resume" },
	{ K_PASTE, "Pegado", "Paste" },
	{ K_EOF, "Fin de entrada", "EOF" },
	{ K_WORD_LEFT, "Ctrl-Izquierda", "Ctrl-Left" },
	{ K_WORD_RIGHT, "Ctrl-Derecha", "Ctrl-Right" },
};

enum {
	N_NAMES = sizeof names / sizeof names[0]
};

static const char *
table_name(key_code key)
{
	for (size_t i = 0; i < N_NAMES; i++)
		if (names[i].key == key)
			return i18n_is_spanish() ? names[i].es : names[i].en;
	return NULL;
}

static const char *
plain_name(key_code key, char *name, size_t n)
{
	const char *known = table_name(key);
	char text[5] = "";

	if (known)
		snprintf(name, n, "%s", known);
	else if (key >= K_F1 && key <= K_F12)
		snprintf(name, n, "F%d", key - K_F1 + 1);
	else if (key > 0 && key < 0x20)
		snprintf(name, n, "Ctrl-%c", key + '@');
	else if (key > 0 && key < K_FIRST &&
		 utf8_encode((uint32_t)key, text) > 0)
		snprintf(name, n, "%s", text);
	else
		snprintf(name, n, "?");
	return name;
}

const char *
key_name(key_code key, char *name, size_t n)
{
	char rest[64];

	if (key < K_ESC_BASE)
		return plain_name(key, name, n);
	snprintf(name, n, "Esc %s",
		plain_name(key - K_ESC_BASE, rest, sizeof rest));
	return name;
}

static bool
read_one_character(const char *name, key_code *key)
{
	size_t n = strlen(name);
	uint32_t cp;

	if (n == 0 || utf8_decode(name, n, &cp) != n)
		return false;
	if (!key_is_text((key_code)cp))
		return false;
	*key = (key_code)cp;
	return true;
}

static bool
read_prefixed(const char *name, key_code *key)
{
	char folded[64];
	long number;
	key_code rest;

	utf8_fold(name, folded, sizeof folded);
	if (folded[0] == 'f' && str_to_long(folded + 1, 12, &number) &&
		number >= 1) {
		*key = K_F1 + (key_code)number - 1;
		return true;
	}
	if (str_starts(folded, "ctrl-") && strlen(folded) == 6 &&
		folded[5] >= '@' && folded[5] <= 'z') {
		*key = K_CTRL(folded[5]);
		return true;
	}
	/* Not folded: after Esc a capital is another key. */
	if (str_starts(folded, "esc ") && key_read(name + 4, &rest) &&
		rest < K_ESC_BASE) {
		*key = K_ALT(rest);
		return true;
	}
	return false;
}

bool
key_read(const char *name, key_code *key)
{
	for (size_t i = 0; i < N_NAMES; i++) {
		if (!utf8_is_same(name, names[i].es) &&
			!utf8_is_same(name, names[i].en))
			continue;
		*key = names[i].key;
		return true;
	}
	return read_prefixed(name, key) || read_one_character(name, key);
}

bool
key_is_text(key_code key)
{
	return key >= 0x20 && key < K_FIRST && key != 0x7f &&
	       !(key >= 0x80 && key < 0xa0) &&
	       !(key >= 0xd800 && key <= 0xdfff);
}
