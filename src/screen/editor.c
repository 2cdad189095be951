/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long text in the person's own editor. */
#include "screen/editor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "term/term.h"

enum {
	PATH = 512
};

/* A private file (mkstemp makes it 0600) with the text in it. */
static bool
write_file(char *path, size_t room, const char *text, struct err *err)
{
	const char *dir = getenv("XDG_RUNTIME_DIR");
	size_t n = strlen(text);
	int fd;
	bool done;

	if (!dir || !*dir)
		dir = getenv("TMPDIR");
	if (!dir || !*dir)
		dir = "/tmp";
	snprintf(path, room, "%s/hito-XXXXXX", dir);
	fd = mkstemp(path);
	if (fd < 0)
		return err_set(err, ERR_FILE, NULL,
			_("No se puede crear un "
			  "archivo temporal en %s: %s."),
			dir, strerror(errno));
	done = write(fd, text, n) == (ssize_t)n &&
	       (n == 0 || text[n - 1] == '\n' || write(fd, "\n", 1) == 1);
	if (close(fd) == 0 && done)
		return true;
	unlink(path);
	return err_set(err, ERR_FILE, NULL, _("No se pudo escribir %s: %s."),
		path, strerror(errno));
}

/* $VISUAL or $EDITOR may hold words of its own: a shell reads them; the path
 * travels as an argument. */
static bool
run_editor(const char *path, struct err *err)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		execl("/bin/sh", "sh", "-c",
			"exec ${VISUAL:-${EDITOR:-vi}} \"$1\"", "sh", path,
			(char *)NULL);
		_exit(127);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	return err_set(err, ERR_FILE, NULL,
		_("El editor no terminó bien; el "
		  "texto queda como estaba. Revise la variable EDITOR."));
}

static char *
read_back(struct arena *arena, const char *path, struct err *err)
{
	size_t n;
	char *text = file_read(arena, path, FILE_SMALL, &n, err);
	char *clean;

	if (!text)
		return NULL;
	clean = arena_alloc(arena, 3 * n + 1);
	clean[utf8_clean(text, n, true, clean)] = '\0';
	n = strlen(clean);
	while (n > 0 && clean[n - 1] == '\n')
		clean[--n] = '\0';
	return clean;
}

char *
editor_run(struct screen *screen, struct arena *arena, const char *text)
{
	char path[PATH];
	struct err err = { 0 };
	char *edited = NULL;

	if (term_is_script()) {
		screen_say(screen, _("Sin terminal no hay editor."));
		return NULL;
	}
	if (!write_file(path, sizeof path, text, &err)) {
		screen_error(screen, &err);
		return NULL;
	}
	term_leave();
	if (run_editor(path, &err))
		edited = read_back(arena, path, &err);
	term_return();
	unlink(path);
	if (!edited)
		screen_error(screen, &err);
	return edited;
}
