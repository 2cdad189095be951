/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/mail.h"

#define MAIL_PROGRAM "/usr/sbin/sendmail -t -i"

enum {
	SAID_MOST = 2000,
	NO_PROGRAM = 127
};

const char *
mail_program(void)
{
	const char *program = getenv("SENDMAIL");

	return str_is_blank(program) ? MAIL_PROGRAM : program;
}

_Noreturn static void
become_program(char **words, int in, int out)
{
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
		_exit(NO_PROGRAM);
	signal(SIGPIPE, SIG_DFL);
	execvp(words[0], words);
	_exit(NO_PROGRAM);
}

static bool
feed(int fd, const struct buf *message)
{
	size_t at = 0;

	while (at < message->len) {
		ssize_t n = write(fd, message->data + at, message->len - at);

		if (n < 0 && errno != EINTR)
			return false;
		at += n > 0 ? (size_t)n : 0;
	}
	return true;
}

static void
read_said(FILE *file, struct buf *said)
{
	char text[SAID_MOST];
	size_t n;

	rewind(file);
	n = fread(text, 1, sizeof text, file);
	buf_add(said, text, n);
}

/* Exit status; -1 when it could not be run or ended by a signal. What it
 * says goes to a file: it may say it while it is still being fed. */
static int
run(char **words, const struct buf *message, FILE *said, bool *fed)
{
	int ends[2], status = -1;
	pid_t pid;

	if (pipe(ends) != 0)
		return -1;
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	pid = fork();
	if (pid == 0)
		become_program(words, ends[0], fileno(said));
	close(ends[0]);
	*fed = pid > 0 && feed(ends[1], message);
	close(ends[1]);
	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return -1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The words of a command line without quotes, NULL behind the last. */
static char **
words_of(struct arena *arena, const char *program)
{
	char *text = arena_strdup(arena, program);
	char **words = arena_array(arena, strlen(text) + 2, sizeof *words);
	size_t n = 0;

	while (*text) {
		text += strspn(text, " \t");
		if (!*text)
			break;
		words[n++] = text;
		text += strcspn(text, " \t");
		if (*text)
			*text++ = '\0';
	}
	return words;
}

bool
mail_send(const char *program, const struct buf *message, struct buf *said,
	struct err *err)
{
	struct arena *arena = arena_new();
	char **words = words_of(arena, program);
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	FILE *file = tmpfile();
	bool fed = false;
	int status = -1;

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, &before);
	if (file && words[0])
		status = run(words, message, file, &fed);
	sigaction(SIGPIPE, &before, NULL);
	if (file) {
		read_said(file, said);
		fclose(file);
	}
	if (status == NO_PROGRAM || !words[0])
		err_set(err, ERR_FILE, NULL,
			_("No se pudo ejecutar el programa de correo: %s."),
			program);
	else if (status != 0 || !fed)
		err_set(err, ERR_FILE, NULL,
			_("El programa de correo no aceptó el mensaje: %s "
			  "(%d)."),
			program, status);
	arena_free(arena);
	return status == 0 && fed;
}

const char *
mail_said(struct arena *arena, const struct buf *said)
{
	char *out = arena_alloc(arena, 3 * said->len + 1);

	utf8_clean(buf_text(said), said->len, true, out);
	return out;
}
