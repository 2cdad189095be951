/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/utf8.h"
#include "term/inside.h"
#include "term/sequence.h"

void
decode_begin(struct decode *d, bool utf8)
{
	memset(d, 0, sizeof *d);
	d->utf8 = utf8;
}

static void
push(struct decode *d, key_code key, char *paste)
{
	if (d->head + d->n == d->cap) {
		if (d->head > 0) {
			memmove(d->keys, d->keys + d->head,
				d->n * sizeof *d->keys);
			d->head = 0;
		} else {
			d->cap = d->cap ? d->cap * 2 : 64;
			d->keys =
				mem_realloc(d->keys, d->cap * sizeof *d->keys);
		}
	}
	d->keys[d->head + d->n].key = key;
	d->keys[d->head + d->n].paste = paste;
	d->n++;
}

void
decode_put(struct decode *d, key_code key)
{
	push(d, key, NULL);
}

static void
ground(struct decode *d)
{
	d->state = DECODE_GROUND;
	d->alt = false;
	d->length = 0;
}

/* Esc and a character: a digit is a function key. */
static void
emit_alt(struct decode *d, uint32_t cp)
{
	if (cp >= '1' && cp <= '9')
		push(d, K_F1 + (key_code)(cp - '1'), NULL);
	else if (cp == '0')
		push(d, K_F10, NULL);
	else
		push(d, K_ALT((key_code)cp), NULL);
}

/* A character typed; what would not be text on the screen is dropped. */
static void
emit_character(struct decode *d, uint32_t cp)
{
	char text[5];
	size_t n = utf8_encode(cp, text);

	if (n > 0 && utf8_is_clean(text, n, false)) {
		if (d->alt)
			emit_alt(d, cp);
		else
			push(d, (key_code)cp, NULL);
	}
	ground(d);
}

static void
begin_sequence(struct decode *d, enum decode_state state, char first)
{
	d->state = state;
	d->alt = false;
	d->length = 0;
	d->sequence[d->length++] = first;
}

static size_t
utf8_length(unsigned char byte)
{
	if (byte >= 0xc2 && byte <= 0xdf)
		return 2;
	if (byte >= 0xe0 && byte <= 0xef)
		return 3;
	if (byte >= 0xf0 && byte <= 0xf4)
		return 4;
	return 0;
}

/* A byte above 0x7f: a character of UTF-8 or of the locale's charset, or a
 * vt220's 8-bit CSI and SS3. */
static void
high_byte(struct decode *d, unsigned char byte)
{
	size_t n = d->utf8 ? utf8_length(byte) : 0;
	wint_t c;

	if (n > 0) {
		d->state = DECODE_UTF8;
		d->wanted = n;
		d->length = 0;
		d->sequence[d->length++] = (char)byte;
	} else if (byte == 0x9b) {
		begin_sequence(d, DECODE_CSI, '[');
	} else if (byte == 0x8f) {
		begin_sequence(d, DECODE_SS3, 'O');
	} else if (!d->utf8) {
		/* Without its locale the charset is taken for Latin-1. */
		c = btowc(byte);
		emit_character(d, c != WEOF ? (uint32_t)c : byte);
	} else {
		ground(d);
	}
}

static void
emit_control(struct decode *d, unsigned char byte)
{
	key_code key = byte;

	if (byte == 0x7f || byte == '\b')
		key = K_BACKSPACE;
	if (byte != 0)
		push(d, d->alt ? K_ALT(byte) : key, NULL);
	ground(d);
}

static void
in_ground(struct decode *d, unsigned char byte)
{
	if (byte == 0x1b && !d->alt)
		d->state = DECODE_ESC;
	else if (byte < 0x20 || byte == 0x7f)
		emit_control(d, byte);
	else if (byte < 0x80)
		emit_character(d, byte);
	else
		high_byte(d, byte);
}

static void
in_utf8(struct decode *d, unsigned char byte)
{
	uint32_t cp;

	if ((byte & 0xc0) != 0x80) {
		ground(d); /* a torn character is no character */
		decode_byte(d, byte);
		return;
	}
	d->sequence[d->length++] = (char)byte;
	if (d->length < d->wanted)
		return;
	if (utf8_decode(d->sequence, d->length, &cp) == d->length)
		emit_character(d, cp);
	else
		ground(d);
}

static void
in_esc(struct decode *d, unsigned char byte)
{
	switch (byte) {
	case 0x1b:
		d->state = DECODE_ESC_ESC;
		break;
	case '[':
		begin_sequence(d, DECODE_CSI, '[');
		break;
	case 'O':
		begin_sequence(d, DECODE_SS3, 'O');
		break;
	case ']':
	case 'P':
	case '_':
	case '^':
		d->state = DECODE_STRING;
		d->length = 0;
		break;
	default:
		d->alt = true;
		d->state = DECODE_GROUND;
		in_ground(d, byte);
		break;
	}
}

/* Esc Esc is a cancel; Esc Esc [ at once is a Meta key of some terminals. */
static void
in_esc_esc(struct decode *d, unsigned char byte)
{
	if (byte == '[' || byte == 'O') {
		begin_sequence(
			d, byte == '[' ? DECODE_CSI : DECODE_SS3, (char)byte);
		return;
	}
	push(d, K_CANCEL, NULL);
	ground(d);
	decode_byte(d, byte);
}

static void
end_sequence(struct decode *d)
{
	key_code key = K_NONE;

	if (d->length < DECODE_SEQUENCE) {
		d->sequence[d->length] = '\0';
		key = sequence_find(d->sequence);
	}
	if (d->length == 5 && memcmp(d->sequence, "[200~", 5) == 0) {
		ground(d);
		d->state = DECODE_PASTE;
		buf_reset(&d->paste);
		return;
	}
	if (key != K_NONE)
		push(d, key, NULL);
	ground(d);
}

static void
in_sequence(struct decode *d, unsigned char byte)
{
	bool linux_key =
		d->state == DECODE_CSI && d->length == 1 && byte == '[';

	if (byte < 0x20 || byte >= 0x7f) {
		ground(d);
		decode_byte(d, byte);
		return;
	}
	if (d->length < DECODE_SEQUENCE)
		d->sequence[d->length++] = (char)byte;
	if (byte >= 0x40 && !linux_key)
		end_sequence(d);
	else if (d->state == DECODE_SS3 && byte == '[')
		end_sequence(d);
}

static void
in_string(struct decode *d, unsigned char byte)
{
	bool backslash = byte == '\\' && d->length == 1;

	d->length = byte == 0x1b ? 1 : 0;
	if (byte == 0x07 || backslash)
		ground(d);
}

/* Cleaned, with newlines as the only control characters. */
static void
end_paste(struct decode *d)
{
	const char *raw = buf_text(&d->paste);
	size_t n = d->paste.len;
	char *clean = mem_alloc(3 * n + 1);

	for (size_t i = 0; i < n; i++)
		if (raw[i] == '\r')
			d->paste.data[i] = '\n';
	n = utf8_clean(raw, n, true, clean);
	clean[n] = '\0';
	buf_free(&d->paste);
	push(d, K_PASTE, clean);
	ground(d);
}

/* The last n bytes slide once the paste is too long: its end is still seen. */
static void
paste_byte(struct buf *paste, unsigned char byte, size_t n)
{
	char *tail;

	if (paste->len < DECODE_PASTE_MAX) {
		buf_putc(paste, (char)byte);
		return;
	}
	tail = paste->data + paste->len - n;
	memmove(tail, tail + 1, n - 1);
	tail[n - 1] = (char)byte;
}

static void
in_paste(struct decode *d, unsigned char byte)
{
	static const char end[] = "\033[201~";
	const size_t n = sizeof end - 1;
	struct buf *paste = &d->paste;

	/* One newline for CR LF. */
	if (byte == '\n' && paste->len > 0 &&
		paste->data[paste->len - 1] == '\r')
		return;
	paste_byte(paste, byte, n);
	if (paste->len < n || memcmp(paste->data + paste->len - n, end, n) != 0)
		return;
	paste->len -= n;
	paste->data[paste->len] = '\0';
	end_paste(d);
}

static void in_late(struct decode *d, unsigned char byte);

/* What a byte does in each, and how long the next one may take. */
static const struct {
	void (*take)(struct decode *d, unsigned char byte);
	int waits;
} states[] = {
	[DECODE_GROUND] = { in_ground, -1 },
	[DECODE_UTF8] = { in_utf8, DECODE_REST_MS },
	[DECODE_ESC] = { in_esc, DECODE_ESC_MS },
	[DECODE_ESC_ESC] = { in_esc_esc, DECODE_ESC_ESC_MS },
	[DECODE_CSI] = { in_sequence, DECODE_REST_MS },
	[DECODE_SS3] = { in_sequence, DECODE_REST_MS },
	[DECODE_STRING] = { in_string, DECODE_STRING_MS },
	[DECODE_PASTE] = { in_paste, DECODE_PASTE_MS },
	[DECODE_LATE] = { in_late, DECODE_LATE_MS },
};

/* The rest of a key whose Esc a slow line brought long before is no text: it
 * comes at once and with nothing typed behind it. */
static void
end_late(struct decode *d)
{
	char typed[DECODE_SEQUENCE + 1] = "";
	size_t n = d->length;

	memcpy(typed, d->sequence, n);
	ground(d);
	if (sequence_find(typed) != K_NONE)
		return;
	for (size_t i = 0; i < n; i++)
		decode_byte(d, (unsigned char)typed[i]);
}

static void
in_late(struct decode *d, unsigned char byte)
{
	bool begins = byte == '[' || byte == 'O';

	if ((d->length > 0 ? byte >= 0x20 && byte < 0x7f : begins) &&
		d->length < DECODE_SEQUENCE) {
		d->sequence[d->length++] = (char)byte;
		return;
	}
	end_late(d);
	decode_byte(d, byte);
}

void
decode_byte(struct decode *d, unsigned char byte)
{
	states[d->state].take(d, byte);
}

int
decode_waits(const struct decode *d)
{
	if (d->state == DECODE_LATE && d->length == 0)
		return -1;
	return states[d->state].waits;
}

void
decode_timeout(struct decode *d)
{
	switch (d->state) {
	case DECODE_ESC:
		push(d, K_ESC, NULL);
		ground(d);
		d->state = DECODE_LATE;
		return;
	case DECODE_LATE:
		end_late(d);
		return;
	case DECODE_ESC_ESC:
		push(d, K_CANCEL, NULL);
		break;
	case DECODE_PASTE:
		end_paste(d);
		break;
	default:
		break;
	}
	ground(d);
}

bool
decode_take(struct decode *d, struct decode_key *key)
{
	if (d->n == 0)
		return false;
	*key = d->keys[d->head++];
	d->n--;
	if (d->n == 0)
		d->head = 0;
	return true;
}

/* As it would stand in a field: a backspace takes away what is before it. */
static bool
put_typed(struct buf *b, key_code key)
{
	char text[5];

	if (key_is_text(key)) {
		buf_add(b, text, utf8_encode((uint32_t)key, text));
		return true;
	}
	if (key == K_BACKSPACE)
		b->len = b->len > 0 ? utf8_prev(b->data, b->len) : 0;
	else
		buf_puts(b, "·");
	return false;
}

const char *
decode_typed(struct decode *d, int cells)
{
	struct buf *b = &d->typed;
	size_t at = 0;
	bool any = false;

	buf_reset(b);
	for (size_t i = 0; i < d->n; i++)
		any |= put_typed(b, d->keys[d->head + i].key);
	if (!any)
		return "";
	(void)buf_text(b);
	while (utf8_width(b->data + at, b->len - at) > cells)
		at = utf8_next(b->data, b->len, at);
	return b->data + at;
}

bool
decode_cancelled(struct decode *d, size_t esc_from)
{
	for (size_t i = 0; i < d->n; i++) {
		struct decode_key *k = &d->keys[d->head + i];

		if (k->key != K_CANCEL && k->key != K_CTRL('G') &&
			k->key != K_CTRL('C') &&
			(k->key != K_ESC || i < esc_from))
			continue;
		memmove(k, k + 1, (d->n - i - 1) * sizeof *k);
		d->n--;
		return true;
	}
	return false;
}

void
decode_hold(struct decode *d)
{
	size_t n = d->n_held + d->n;

	if (d->n == 0)
		return;
	d->held = mem_realloc(d->held, n * sizeof *d->held);
	memcpy(d->held + d->n_held, d->keys + d->head, d->n * sizeof *d->held);
	d->n_held = n;
	d->head = d->n = 0;
}

void
decode_give_back(struct decode *d)
{
	size_t n;

	decode_hold(d);
	n = d->n_held;
	d->n_held = 0;
	for (size_t i = 0; i < n; i++)
		push(d, d->held[i].key, d->held[i].paste);
}

void
decode_forget(struct decode *d)
{
	for (size_t i = 0; i < d->n_held; i++)
		free(d->held[i].paste);
	free(d->held);
	d->held = NULL;
	d->n_held = 0;
}

void
decode_drop(struct decode *d)
{
	struct decode_key key;

	while (decode_take(d, &key))
		free(key.paste);
	if (d->state != DECODE_PASTE)
		ground(d);
}

void
decode_end(struct decode *d)
{
	decode_drop(d);
	decode_forget(d);
	buf_free(&d->paste);
	buf_free(&d->typed);
	free(d->keys);
	memset(d, 0, sizeof *d);
}

void
decode_learn(const char *sequence, key_code key)
{
	if (sequence && sequence[0] == '\033' && sequence[1] != '\0')
		sequence_learn(sequence + 1, key);
}
