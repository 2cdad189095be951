/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* syscall */
/*
 * Loaded before a program's own libraries (LD_PRELOAD): notes in the folder
 * SYNCED what a power cut would leave of its files. In NAME a line for each
 * fdatasync of the file of that name, with its size then; NAME.named is there
 * once the folder was synced in which it stands. While there is a file FULL in
 * it, no journal takes a byte more: the disk is full. BACK: the clock was set
 * back by the seconds that it says.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
	PATH_ROOM = 4096,
};

static void
note(const char *name, const char *ending, const char *line)
{
	const char *folder = getenv("SYNCED");
	char path[PATH_ROOM];
	int fd;

	if (!folder || snprintf(path, sizeof path, "%s/%s%s", folder, name,
			       ending) >= (int)sizeof path)
		return;
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	(void)!write(fd, line, strlen(line));
	close(fd);
}

/* False: it has none. */
static bool
path_of(int fd, char *out, size_t room)
{
	char link[64];
	ssize_t n;

	(void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, out, room - 1);
	out[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* False: the folder has no file of that name. */
static bool
is_said(const char *name, char *path, size_t room)
{
	const char *folder = getenv("SYNCED");

	return folder &&
	       snprintf(path, room, "%s/%s", folder, name) < (int)room &&
	       access(path, F_OK) == 0;
}

static bool
is_full(int fd)
{
	char path[PATH_ROOM];

	return is_said("FULL", path, sizeof path) &&
	       path_of(fd, path, sizeof path) && strstr(path, ".journal");
}

time_t
time(time_t *out)
{
	struct timespec now = { 0 };
	char path[PATH_ROOM];
	long back = 0;
	FILE *f;

	clock_gettime(CLOCK_REALTIME, &now);
	f = is_said("BACK", path, sizeof path) ? fopen(path, "r") : NULL;
	if (f && fscanf(f, "%ld", &back) != 1)
		back = 0;
	if (f)
		fclose(f);
	if (out)
		*out = now.tv_sec - back;
	return now.tv_sec - back;
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	if (!is_full(fd))
		return syscall(SYS_write, fd, bytes, n);
	errno = ENOSPC;
	return -1;
}

int
fdatasync(int fd)
{
	int done = (int)syscall(SYS_fdatasync, fd);
	char path[PATH_ROOM], line[32];
	struct stat st;

	if (done == 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		path_of(fd, path, sizeof path)) {
		(void)snprintf(
			line, sizeof line, "%lld\n", (long long)st.st_size);
		note(strrchr(path, '/') + 1, "", line);
	}
	return done;
}

int
fsync(int fd)
{
	int done = (int)syscall(SYS_fsync, fd);
	char path[PATH_ROOM];
	DIR *dir = done == 0 && path_of(fd, path, sizeof path) ? opendir(path)
							       : NULL;
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			note(entry->d_name, ".named", "");
	if (dir)
		closedir(dir);
	return done;
}
