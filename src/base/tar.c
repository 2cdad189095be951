/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/tar.h"

#include <string.h>

#include "base/str.h"

/* Where the members of a header stand, and how long they are. */
enum {
	AT_MODE = 100,
	AT_OWNER = 108,
	AT_GROUP = 116,
	AT_SIZE = 124,
	AT_TIME = 136,
	AT_SUM = 148,
	AT_TYPE = 156,
	AT_MAGIC = 257,
	NUMBER = 12,
	SHORT_NUMBER = 8,
};

static const char zeros[TAR_BLOCK];
static const uint64_t octal_most = 077777777777;

static void
put_octal(unsigned char *at, size_t room, uint64_t value)
{
	char text[32];

	snprintf(text, sizeof text, "%0*llo", (int)room - 1,
		(unsigned long long)value);
	memcpy(at, text, room - 1);
}

/* Octal digits; what does not fit, as a number of 11 bytes behind 0x80. */
static void
put_number(unsigned char *at, uint64_t value)
{
	if (value <= octal_most) {
		put_octal(at, NUMBER, value);
		return;
	}
	at[0] = 0x80;
	for (size_t i = NUMBER - 1; i > 0; i--, value >>= 8)
		at[i] = (unsigned char)(value & 0xff);
}

static bool
get_number(const unsigned char *at, uint64_t *value)
{
	*value = 0;
	if (at[0] == 0x80) {
		for (size_t i = 1; i < NUMBER; i++)
			*value = *value << 8 | at[i];
		return *value <= INT64_MAX;
	}
	for (size_t i = 0; i < NUMBER - 1; i++) {
		if (at[i] < '0' || at[i] > '7')
			return false;
		*value = *value << 3 | (uint64_t)(at[i] - '0');
	}
	return true;
}

static void
put_sum(unsigned char *block)
{
	unsigned sum = 0;

	memset(block + AT_SUM, ' ', SHORT_NUMBER);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += block[i];
	put_octal(block + AT_SUM, SHORT_NUMBER - 1, sum);
	block[AT_SUM + SHORT_NUMBER - 2] = '\0';
}

static void
make_header(
	unsigned char *block, const char *name, uint64_t bytes, uint64_t made)
{
	memset(block, 0, TAR_BLOCK);
	memcpy(block, name, strlen(name));
	put_octal(block + AT_MODE, SHORT_NUMBER, 0600);
	put_octal(block + AT_OWNER, SHORT_NUMBER, 0);
	put_octal(block + AT_GROUP, SHORT_NUMBER, 0);
	put_number(block + AT_SIZE, bytes);
	put_number(block + AT_TIME, made);
	block[AT_TYPE] = '0';
	memcpy(block + AT_MAGIC, "ustar\00000", 8);
	put_sum(block);
}

static bool
write_header(struct tar_out *t)
{
	unsigned char block[TAR_BLOCK];

	make_header(block, t->name, t->bytes, (uint64_t)t->made);
	return fwrite(block, 1, sizeof block, t->out) == sizeof block;
}

/* How many zeros fill the last block. */
static size_t
rest_of(uint64_t bytes)
{
	return (size_t)((TAR_BLOCK - bytes % TAR_BLOCK) % TAR_BLOCK);
}

bool
tar_begin(struct tar_out *t, const char *name)
{
	str_copy(t->name, sizeof t->name, name);
	t->bytes = 0;
	sha256_begin(&t->sum);
	t->header = ftello(t->out);
	return t->header >= 0 && write_header(t);
}

bool
tar_add(struct tar_out *t, const void *bytes, size_t n)
{
	sha256_add(&t->sum, bytes, n);
	t->bytes += n;
	return fwrite(bytes, 1, n, t->out) == n;
}

/* Only now its size is known. */
bool
tar_end(struct tar_out *t, char hex[SHA256_HEX])
{
	size_t rest = rest_of(t->bytes);

	sha256_end(&t->sum, hex);
	return fwrite(zeros, 1, rest, t->out) == rest &&
	       fseeko(t->out, t->header, SEEK_SET) == 0 && write_header(t) &&
	       fseeko(t->out, 0, SEEK_END) == 0;
}

bool
tar_close(struct tar_out *t)
{
	return fwrite(zeros, 1, TAR_BLOCK, t->out) == TAR_BLOCK &&
	       fwrite(zeros, 1, TAR_BLOCK, t->out) == TAR_BLOCK;
}

static enum tar_found
read_zeros(FILE *in, size_t n)
{
	char piece[TAR_BLOCK];

	if (fread(piece, 1, n, in) != n)
		return TAR_CUT;
	return memcmp(piece, zeros, n) == 0 ? TAR_FILE : TAR_WRONG;
}

static enum tar_found
read_end(FILE *in)
{
	enum tar_found found = read_zeros(in, TAR_BLOCK);

	if (found != TAR_FILE)
		return found;
	return fgetc(in) == EOF ? TAR_OVER : TAR_WRONG;
}

/* Made anew of what it says, it must come out the same. */
static bool
take_header(const unsigned char *block, struct tar_entry *entry)
{
	unsigned char again[TAR_BLOCK];
	uint64_t made;

	if (!memchr(block, '\0', TAR_NAME) || block[0] == '\0' ||
		!get_number(block + AT_SIZE, &entry->bytes) ||
		!get_number(block + AT_TIME, &made))
		return false;
	str_copy(entry->name, sizeof entry->name, (const char *)block);
	make_header(again, entry->name, entry->bytes, made);
	return memcmp(block, again, TAR_BLOCK) == 0;
}

enum tar_found
tar_next(FILE *in, struct tar_entry *entry)
{
	unsigned char block[TAR_BLOCK];

	if (fread(block, 1, sizeof block, in) != sizeof block)
		return TAR_CUT;
	if (memcmp(block, zeros, sizeof block) == 0)
		return read_end(in);
	return take_header(block, entry) ? TAR_FILE : TAR_WRONG;
}

enum tar_found
tar_skip_rest(FILE *in, const struct tar_entry *entry)
{
	return read_zeros(in, rest_of(entry->bytes));
}
