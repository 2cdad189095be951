/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/macro.h"

void
macro_record(struct macro *m)
{
	*m = (struct macro){ .recording = true };
}

bool
macro_keep(struct macro *m)
{
	m->recording = false;
	m->n = m->spoiled ? 0 : m->mark;
	return m->n > 0;
}

void
macro_note(struct macro *m, key_code key)
{
	if (!m->recording || key == K_NONE || key == K_EOF || key == K_RESIZE ||
		key == K_SUSPEND)
		return;
	if (m->n == MACRO_KEYS || key == K_PASTE)
		m->spoiled = true;
	else
		m->keys[m->n++] = key;
}

void
macro_mark(struct macro *m)
{
	m->mark = m->n;
}

void
macro_play(struct macro *m, unsigned times)
{
	m->at = 0;
	m->left = m->n > 0 ? times : 0;
}

bool
macro_is_playing(const struct macro *m)
{
	return m->left > 0;
}

key_code
macro_next(struct macro *m)
{
	key_code key;

	if (!macro_is_playing(m))
		return K_NONE;
	key = m->keys[m->at++];
	if (m->at == m->n) {
		m->at = 0;
		m->left--;
	}
	return key;
}

bool
macro_break(struct macro *m)
{
	bool was = macro_is_playing(m);

	m->left = 0;
	return was;
}
