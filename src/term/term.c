/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "term/door.h"
#include "term/draw.h"
#include "term/input.h"
#include "term/inside.h"
#include "term/script.h"

/* The terminal: one of the three globals that may change. */
static struct {
	SCREEN *screen;
	bool script;
	bool ascii;
	bool pastes; /* bracketed paste was switched on */
	bool mouse;
	FILE *nowhere; /* what a script's screen is written to */
	int pipe[2];   /* signals, told to the waits */
} term = { .pipe = { -1, -1 } };

/* The signal flag. */
static volatile sig_atomic_t caught[3];
enum {
	CAUGHT_SIZE,
	CAUGHT_STOP,
	CAUGHT_END
};

static void
on_signal(int number)
{
	int error = errno;
	int which = CAUGHT_END;
	ssize_t written;

	if (number == SIGWINCH)
		which = CAUGHT_SIZE;
	else if (number == SIGTSTP || number == SIGCONT)
		which = CAUGHT_STOP;
	caught[which] = number;
	written = write(term.pipe[1], "", 1);
	(void)written; /* a full pipe wakes as well */
	errno = error;
}

static const int signals[] = {
	SIGWINCH,
	SIGTSTP,
	SIGCONT,
	SIGHUP,
	SIGTERM,
	SIGINT,
	SIGQUIT,
};

enum {
	N_SIGNALS = sizeof signals / sizeof signals[0]
};

static void
catch_signals(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_handler = on_signal;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < N_SIGNALS; i++)
		sigaction(signals[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void
release_signals(void)
{
	for (size_t i = 0; i < N_SIGNALS; i++)
		signal(signals[i], SIG_DFL);
}

static bool
open_pipe(struct err *err)
{
	if (pipe(term.pipe) != 0)
		return err_set(err, ERR_FILE, NULL,
			_("No se pudo preparar la terminal: %s."),
			strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(term.pipe[i], F_SETFL, O_NONBLOCK);
		fcntl(term.pipe[i], F_SETFD, FD_CLOEXEC);
	}
	return true;
}

int
term_signal_fd(void)
{
	return term.pipe[0];
}

static void
apply_size(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
		size.ws_col > 0)
		term_resize(size.ws_row, size.ws_col);
}

key_code
term_take_signal(void)
{
	char drain[16];
	int number;

	if (term.pipe[0] < 0)
		return K_NONE;
	while (read(term.pipe[0], drain, sizeof drain) > 0)
		;
	if (caught[CAUGHT_END]) {
		caught[CAUGHT_END] = 0;
		return K_EOF;
	}
	if (caught[CAUGHT_STOP]) {
		number = caught[CAUGHT_STOP];
		caught[CAUGHT_STOP] = 0;
		if (number == SIGTSTP)
			term_suspend();
		else
			term_return();
		return K_SUSPEND;
	}
	if (caught[CAUGHT_SIZE]) {
		caught[CAUGHT_SIZE] = 0;
		apply_size();
		return K_RESIZE;
	}
	return K_NONE;
}

void
term_resize(int rows, int cols)
{
	resizeterm(rows, cols);
	clearok(curscr, TRUE);
}

const struct term_key term_keys[] = {
	{ "kf1", K_F1 },
	{ "kf2", K_F2 },
	{ "kf3", K_F3 },
	{ "kf4", K_F4 },
	{ "kf5", K_F5 },
	{ "kf6", K_F6 },
	{ "kf7", K_F7 },
	{ "kf8", K_F8 },
	{ "kf9", K_F9 },
	{ "kf10", K_F10 },
	{ "kf11", K_F11 },
	{ "kf12", K_F12 },
	{ "kcuu1", K_UP },
	{ "kcud1", K_DOWN },
	{ "kcub1", K_LEFT },
	{ "kcuf1", K_RIGHT },
	{ "khome", K_HOME },
	{ "kend", K_END },
	{ "kpp", K_PGUP },
	{ "knp", K_PGDN },
	{ "kich1", K_INSERT },
	{ "kdch1", K_DELETE },
	{ "kcbt", K_BACKTAB },
};
const size_t term_n_keys = sizeof term_keys / sizeof term_keys[0];

/* Keys as the terminal's own description has them. */
static void
learn_keys(void)
{
	for (size_t i = 0; i < term_n_keys; i++) {
		char *sequence = tigetstr((char *)(uintptr_t)term_keys[i].name);

		if (sequence && sequence != (char *)-1)
			decode_learn(sequence, term_keys[i].key);
	}
}

static void
say(const char *sequence)
{
	fputs(sequence, stdout);
	fflush(stdout);
}

/* Whether the terminal understands bracketed paste; a real vt220 is not
 * bothered with it. */
static bool
knows_paste(void)
{
	static const char *const families[] = {
		"xterm",
		"putty",
		"screen",
		"tmux",
		"rxvt",
		"linux",
		"vte",
		"konsole",
		"alacritty",
		"foot",
		"kitty",
		"st-",
	};
	const char *name = getenv("TERM");
	char *sequence = tigetstr((char *)"BE");

	if (sequence && sequence != (char *)-1)
		return true;
	for (size_t i = 0; name && i < sizeof families / sizeof families[0];
		i++)
		if (str_starts(name, families[i]))
			return true;
	return false;
}

static void
modes(bool on)
{
	if (term.script)
		return;
	if (term.pastes)
		say(on ? "\033[?2004h" : "\033[?2004l");
	if (term.mouse)
		say(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

/* Until it has once come back from a suspension curses writes each movement of
 * the cursor by itself: some 30 writes for a screen, each waking whoever reads
 * them. So it goes and comes back once, which nobody sees. */
static void
gather_writes(void)
{
	int real = dup(STDOUT_FILENO);
	int nowhere = open("/dev/null", O_WRONLY);

	/* What readies the terminal is still to be written: this does. */
	delay_output(0);
	if (real >= 0 && nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0) {
		endwin();
		doupdate();
		dup2(real, STDOUT_FILENO);
		clearok(curscr, TRUE);
	}
	if (real >= 0)
		close(real);
	if (nowhere >= 0)
		close(nowhere);
}

/* What curses must and must not do: one update a key, the shortest way. */
static void
prepare_curses(void)
{
	raw();
	noecho();
	nonl();
	typeahead(-1);
	intrflush(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	leaveok(stdscr, FALSE);
	idlok(stdscr, TRUE);
}

static bool
open_script(const struct term_options *options, struct err *err)
{
	static const char *const types[] = { "xterm", "vt220", "vt100",
		"ansi" };

	if (!script_open(options->script, options->dump, err))
		return false;
	term.script = true;
	term.nowhere = fopen("/dev/null", "r+");
	use_env(FALSE);
	for (size_t i = 0; term.nowhere && !term.screen &&
			   i < sizeof types / sizeof types[0];
		i++)
		term.screen =
			newterm((char *)types[i], term.nowhere, term.nowhere);
	if (!term.screen)
		return err_set(err, ERR_FILE, NULL,
			_("No hay ninguna descripción de terminal instalada "
			  "(paquete ncurses-base)."));
	return true;
}

/* Kinds that a server often has no description of, and one that serves. */
static const struct {
	const char *begins;
	const char *like;
} families[] = {
	{ "putty", "xterm" },
	{ "xterm-", "xterm" },
	{ "rxvt", "xterm" },
	{ "konsole", "xterm" },
	{ "gnome", "xterm" },
	{ "vte", "xterm" },
	{ "alacritty", "xterm" },
	{ "foot", "xterm" },
	{ "tmux", "screen" },
	{ "screen-", "screen" },
};

/* NULL when neither the name nor a relative of it is known here. */
static SCREEN *
screen_for(const char *name)
{
	SCREEN *screen = newterm((char *)name, stdout, stdin);

	for (size_t i = 0; !screen && i < sizeof families / sizeof families[0];
		i++)
		if (str_starts(name, families[i].begins))
			screen = newterm(
				(char *)families[i].like, stdout, stdin);
	return screen;
}

static bool
open_terminal(struct err *err)
{
	const char *name = getenv("TERM");
	char *move;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE, NULL,
			_("La pantalla necesita una terminal. Para leer datos "
			  "sin ella use hito listar o hito mostrar."));
	if (!name || !*name)
		return err_set(err, ERR_USAGE, NULL,
			_("No se sabe qué terminal es: la variable TERM está "
			  "vacía. Pruebe con TERM=xterm o TERM=vt220."));
	if (open_pipe(err))
		term.screen = screen_for(name);
	else
		return false;
	move = term.screen ? tigetstr((char *)"cup") : NULL;
	if (move && move != (char *)-1)
		return true;
	if (term.screen) {
		endwin();
		delscreen(term.screen);
		term.screen = NULL;
	}
	return err_set(err, ERR_USAGE, NULL,
		_("La terminal «%s» no se conoce aquí o no puede mover el "
		  "cursor. Pruebe con TERM=xterm o TERM=vt220."),
		name);
}

static bool
names_utf8(const char *charset)
{
	return strncasecmp(charset, "UTF-8", 5) == 0 ||
	       strncasecmp(charset, "UTF8", 4) == 0;
}

/* What the environment declares wins over the locale found: where that one is
 * missing the program runs in UTF-8, the terminal does not. */
bool
term_speaks_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *value, *dot;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		value = getenv(names[i]);
		if (!value || !*value)
			continue;
		dot = strchr(value, '.');
		if (dot)
			return names_utf8(dot + 1);
		break;
	}
	return names_utf8(nl_langinfo(CODESET));
}

bool
term_open(const struct term_options *options, struct err *err)
{
	const char *no_color = getenv("NO_COLOR");

	if (options->script ? !open_script(options, err) : !open_terminal(err))
		return false;
	term.ascii = options->ascii || !term_speaks_utf8();
	term.mouse = options->mouse;
	prepare_curses();
	if (term.script) {
		resizeterm(options->rows > 0 ? options->rows : 24,
			options->cols > 0 ? options->cols : 80);
	} else {
		gather_writes();
		catch_signals();
		learn_keys();
		term.pastes = knows_paste();
		input_open(STDIN_FILENO, term_speaks_utf8());
	}
	draw_open(term.ascii,
		no_color && *no_color ? THEME_MONO : options->theme);
	modes(true);
	die_hook(term_close);
	return true;
}

static void
close_pipe(void)
{
	for (int i = 0; i < 2; i++) {
		if (term.pipe[i] >= 0)
			close(term.pipe[i]);
		term.pipe[i] = -1;
	}
}

/* Where the screen stays when a program ends, what comes next begins on a
 * line of its own. */
static void
end_window(void)
{
	char *restore = tigetstr((char *)"rmcup");
	bool stays = !restore || restore == (char *)-1;

	endwin();
	if (stays && !term.nowhere) {
		fputc('\n', stdout);
		fflush(stdout);
	}
}

void
term_close(void)
{
	if (!term.screen)
		return;
	die_hook(NULL);
	modes(false);
	end_window();
	delscreen(term.screen);
	term.screen = NULL;
	if (term.nowhere)
		fclose(term.nowhere);
	term.nowhere = NULL;
	if (!term.script)
		release_signals();
	input_close();
	script_close();
	close_pipe();
	term.script = false;
}

bool
term_is_open(void)
{
	return term.screen;
}

bool
term_is_script(void)
{
	return term.script;
}

int
term_rows(void)
{
	return LINES;
}

int
term_cols(void)
{
	return COLS;
}

bool
term_is_ascii(void)
{
	return term.ascii;
}

void
term_leave(void)
{
	if (term.script)
		return;
	modes(false);
	end_window();
	release_signals();
}

void
term_return(void)
{
	if (term.script)
		return;
	catch_signals();
	reset_prog_mode();
	apply_size();
	clearok(curscr, TRUE);
	modes(true);
}

void
term_suspend(void)
{
	if (term.script)
		return;
	term_leave();
	kill(0, SIGTSTP);
	term_return();
}
