/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/picture.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

enum {
	SIDE = 4096,   /* pixels */
	FRAME = 12,    /* bytes of a chunk beside its data */
	HEADER = 13,   /* bytes of IHDR */
	SIGNATURE = 8, /* bytes before the first chunk */
};

static uint32_t
number(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

/* ISO/IEC 15948, annex D. */
static uint32_t
checksum(const unsigned char *at, size_t n)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		crc ^= at[i];
		for (int k = 0; k < 8; k++)
			crc = crc & 1 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
	}
	return ~crc;
}

static bool
is_side(uint32_t n)
{
	return n > 0 && n <= SIDE;
}

/* The chunk at `at`, of left bytes; its data's length or -1. */
static long
chunk_data(const unsigned char *at, size_t left)
{
	uint32_t n = left >= FRAME ? number(at) : 0;

	if (left < FRAME || n > left - FRAME)
		return -1;
	return checksum(at + 4, n + 4) == number(at + 8 + n) ? (long)n : -1;
}

static bool
is_sound(const unsigned char *bytes, size_t n)
{
	static const unsigned char signature[SIGNATURE] = { 137, 'P', 'N', 'G',
		'\r', '\n', 26, '\n' };
	size_t at = SIGNATURE;
	bool ends = false;

	if (n < SIGNATURE || memcmp(bytes, signature, SIGNATURE) != 0)
		return false;
	while (at < n && !ends) {
		const unsigned char *chunk = bytes + at;
		long data = chunk_data(chunk, n - at);

		if (data < 0)
			return false;
		if (at == SIGNATURE &&
			(data != HEADER || memcmp(chunk + 4, "IHDR", 4) != 0 ||
				!is_side(number(chunk + 8)) ||
				!is_side(number(chunk + 12))))
			return false;
		ends = memcmp(chunk + 4, "IEND", 4) == 0;
		at += FRAME + (size_t)data;
	}
	return ends;
}

bool
picture_refuse(struct err *err)
{
	err_set(err, ERR_FILE, "logo",
		_("No se puede poner el logotipo de la institución: no es un "
		  "PNG entero de %d puntos por lado como mucho."),
		SIDE);
	return err_hint(err, _("Cambie o quite el logotipo en los datos de la "
			       "institución."));
}

bool
picture_check(const struct report_cover *cover, struct err *err)
{
	if (!cover->logo || is_sound(cover->logo, cover->logo_bytes))
		return true;
	return picture_refuse(err);
}

void
picture_take(
	struct arena *arena, const char *digits, struct report_cover *cover)
{
	struct buf bytes = { 0 };

	if (digits)
		str_unhex(&bytes, digits);
	cover->logo_bytes = bytes.len;
	cover->logo = bytes.len ? arena_grow(arena, bytes.data, bytes.len,
					  bytes.len, 1)
				: NULL;
	buf_free(&bytes);
}
