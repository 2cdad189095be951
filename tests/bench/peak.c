/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a program and says on standard error how long it took and the most
 * memory it held: "peak SECONDS KIB". Ends with its exit code. For the
 * benchmarks in shell.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

int
main(int argc, char **argv)
{
	struct rusage used;
	int64_t from = clock_micro();
	int status = 0;
	pid_t pid;

	if (argc < 2)
		return 0;
	pid = fork();
	if (pid == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
		return 126;
	fprintf(stderr, "peak %.3f %ld\n",
		(double)(clock_micro() - from) / 1e6, used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
