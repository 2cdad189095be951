/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pack.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"

enum {
	LOCAL = 0x04034b50, /* APPNOTE.TXT 4.3.7 */
	CENTRAL = 0x02014b50,
	END = 0x06054b50,
	VERSION = 20,
	STORED = 0,
	DEFLATED = 8,
	DAY = 0x21, /* 1 January 1980 */
};

static void
put(struct buf *b, uint32_t value, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_putc(b, (char)(value >> (8 * i)));
}

static uint32_t
crc32_of(const char *bytes, size_t n)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

/* What a part says of itself in both of its headers. */
static void
put_facts(struct buf *b, const struct pack_part *p)
{
	size_t n = p->n ? p->n : strlen(p->bytes);

	put(b, VERSION, 2);
	put(b, p->flags, 2);
	put(b, p->raw ? DEFLATED : STORED, 2);
	put(b, 0, 2);
	put(b, DAY, 2);
	put(b, crc32_of(p->bytes, n), 4);
	put(b, (uint32_t)(p->raw ? p->n_raw : n), 4);
	put(b, (uint32_t)n, 4);
	put(b, (uint32_t)strlen(p->name), 2);
	put(b, 0, 2);
}

static void
put_central(struct buf *b, const struct pack_part *p, size_t at)
{
	put(b, CENTRAL, 4);
	put(b, VERSION, 2);
	put_facts(b, p);
	for (size_t i = 0; i < 3; i++)
		put(b, 0, 2);
	put(b, 0, 4);
	put(b, (uint32_t)at, 4);
	buf_puts(b, p->name);
}

char *
pack(const struct pack_part *parts, size_t n, size_t *size)
{
	struct buf b = { 0 }, central = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct pack_part *p = &parts[i];

		put_central(&central, p, b.len);
		put(&b, LOCAL, 4);
		put_facts(&b, p);
		buf_puts(&b, p->name);
		if (p->raw)
			buf_add(&b, p->raw, p->n_raw);
		else
			buf_add(&b, p->bytes, p->n ? p->n : strlen(p->bytes));
	}
	*size = b.len;
	if (central.len)
		buf_add(&b, central.data, central.len);
	put(&b, END, 4);
	put(&b, 0, 4);
	put(&b, (uint32_t)n, 2);
	put(&b, (uint32_t)n, 2);
	put(&b, (uint32_t)central.len, 4);
	put(&b, (uint32_t)*size, 4);
	put(&b, 0, 2);
	buf_free(&central);
	*size = b.len;
	return b.data;
}

int
pack_file(const char *bytes, size_t size)
{
	FILE *file = tmpfile();
	int fd = file ? dup(fileno(file)) : -1;

	if (fd < 0 || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
		die("pack_file");
	return fd;
}
