/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives every file of the folders named on the command line to a fuzzer's
 * entry point, as TAP: what a fuzzer once found stays found. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
	BIGGEST = 1 << 20
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
give(const char *path)
{
	uint8_t *data = malloc(BIGGEST);
	FILE *f = fopen(path, "rb");
	size_t n = f && data ? fread(data, 1, BIGGEST, f) : 0;

	if (f) {
		fclose(f);
		LLVMFuzzerTestOneInput(data, n);
	}
	free(data);
	return f != NULL;
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
	printf("ok 1 - %u inputs kept are read without harm\n1..1\n", n);
	return 0;
}
