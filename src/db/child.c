/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* initgroups */
#include "db/child.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Out of the hands of the caller, for good. */
static bool
become(const struct passwd *pw)
{
	return initgroups(pw->pw_name, pw->pw_gid) == 0 &&
	       setgid(pw->pw_gid) == 0 && setuid(pw->pw_uid) == 0 &&
	       setuid(0) != 0;
}

static void
close_all_but_standard(void)
{
	long max = sysconf(_SC_OPEN_MAX);

	if (max < 0 || max > 4096)
		max = 4096;
	for (int fd = 3; fd < (int)max; fd++)
		close(fd);
}

_Noreturn static void
become_program(const struct child *child, const struct passwd *pw,
	const char *const *argv, int out)
{
	char home[1024];
	char *env[] = { home, "PATH=/usr/local/bin:/usr/bin:/bin",
		"LC_ALL=C.UTF-8", "TZ=UTC", NULL };
	int null = open("/dev/null", O_RDWR);

	snprintf(home, sizeof home, "HOME=%s", child->home);
	if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 ||
		dup2(out, 2) < 0)
		_exit(127);
	close_all_but_standard();
	if (pw && !become(pw))
		_exit(126);
	if (chdir(child->home) != 0 && chdir("/") != 0)
		_exit(126);
	execve(argv[0], (char *const *)argv, env);
	_exit(127);
}

static void
read_all(int fd, struct buf *out)
{
	char piece[4096];

	for (;;) {
		ssize_t n = read(fd, piece, sizeof piece);

		if (n == 0 || (n < 0 && errno != EINTR))
			return;
		if (n > 0 && out)
			buf_add(out, piece, (size_t)n);
	}
}

int
child_run(const struct child *child, const char *const *argv, struct buf *out)
{
	const struct passwd *pw = child->as[0] ? getpwnam(child->as) : NULL;
	int ends[2], status = 0;
	pid_t pid;

	if ((child->as[0] && !pw) || pipe(ends) != 0)
		return -1;
	pid = fork();
	if (pid == 0)
		become_program(child, pw, argv, ends[1]);
	close(ends[1]);
	if (pid > 0)
		read_all(ends[0], out);
	close(ends[0]);
	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
