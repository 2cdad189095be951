/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives every file of the folders named on the command line to a fuzzer's
 * entry point, as TAP: what a fuzzer once found stays found. Then inputs made
 * of those, the same ones each time, and more in the trials (TEST_TIMES). */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	BIGGEST = 1 << 20,
	KEPT = 64,    /* files that others are made of */
	MADE = 300,   /* inputs made */
	SMALL = 4096, /* bytes of them, at most */
};

static struct {
	uint8_t bytes[SMALL];
	size_t n;
} kept[KEPT];
static size_t n_kept;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
keep(const uint8_t *data, size_t n)
{
	if (n_kept == KEPT || n == 0)
		return;
	kept[n_kept].n = n < SMALL ? n : SMALL;
	memcpy(kept[n_kept].bytes, data, kept[n_kept].n);
	n_kept++;
}

static int
give(const char *path)
{
	uint8_t *data = malloc(BIGGEST);
	FILE *f = fopen(path, "rb");
	size_t n = f && data ? fread(data, 1, BIGGEST, f) : 0;

	if (f) {
		fclose(f);
		LLVMFuzzerTestOneInput(data, n);
		keep(data, n);
	}
	free(data);
	return f != NULL;
}

/* ---- inputs made of others */

/* xorshift: the same everywhere. */
static size_t
chance(size_t below)
{
	static uint64_t x = 2019;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (size_t)(x % below);
}

/* One change of the n bytes; their number then. */
static size_t
change(uint8_t *bytes, size_t n)
{
	static const uint8_t odd[] = { 0, '\n', '"', '\\', 0x1b, 0x7f, 0x80,
		0xc3, 0xe2, 0xff, '9', ' ' };
	size_t at = chance(n), len = 1 + chance(8);
	const size_t other = chance(n_kept);

	switch (chance(5)) {
	case 0: /* a bit */
		bytes[at] = (uint8_t)(bytes[at] ^ 1U << chance(8));
		return n;
	case 1: /* a byte that means something */
		bytes[at] = odd[chance(sizeof odd)];
		return n;
	case 2: /* some are missing */
		len = len < n - at ? len : n - at;
		memmove(bytes + at, bytes + at + len, n - at - len);
		return n > len ? n - len : 1;
	case 3: /* some stand twice */
		if (n + len > SMALL || at + len > n)
			return n;
		memmove(bytes + at + len, bytes + at, n - at);
		return n + len;
	default: /* it goes on as another one does */
		len = chance(kept[other].n);
		if (at + len > SMALL)
			return n;
		memcpy(bytes + at, kept[other].bytes, len);
		return at + len > 0 ? at + len : 1;
	}
}

static unsigned
give_made(void)
{
	const char *times = getenv("TEST_TIMES");
	long all = MADE * (times ? strtol(times, NULL, 10) : 1);
	unsigned n = 0;

	for (; n_kept && n < all; n++) {
		const size_t which = chance(n_kept);
		uint8_t bytes[SMALL];
		size_t len = kept[which].n;

		memcpy(bytes, kept[which].bytes, len);
		for (size_t k = 1 + chance(4); k > 0; k--)
			len = change(bytes, len);
		LLVMFuzzerTestOneInput(bytes, len);
	}
	return n;
}

static unsigned
give_all(const char *folder)
{
	char path[4096];
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	struct stat st;
	unsigned n = 0;

	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
			n += (unsigned)give(path);
	}
	if (dir)
		closedir(dir);
	return n;
}

int
main(int argc, char **argv)
{
	static const uint8_t nothing[1] = { 0 };
	unsigned n = 0;

	LLVMFuzzerTestOneInput(nothing, 0);
	for (int i = 1; i < argc; i++)
		n += give_all(argv[i]);
	printf("1..2\nok 1 - %u inputs kept are read without harm\n", n);
	fflush(stdout);
	printf("ok 2 - and %u made of them\n", give_made());
	return 0;
}
