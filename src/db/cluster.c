/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/cluster.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/server.h"

/* The socket is DIRECTORY/.s.PGSQL.5432; sun_path has 108 bytes with NUL. */
static const char socket_name[] = "/.s.PGSQL.5432";
enum {
	SOCKET_PATH_MAX = 107
};

/* Replacing sql/code takes a lock for each thing that goes. */
static const char hito_conf[] = "# Made anew by hito at each start.\n"
				"listen_addresses = ''\n"
				"port = 5432\n"
				"unix_socket_permissions = 0700\n"
				"max_connections = 40\n"
				"max_locks_per_transaction = 256\n"
				"timezone = 'America/Lima'\n"
				"log_timezone = 'America/Lima'\n"
				"log_line_prefix = '%m %u@%d '\n"
				"client_connection_check_interval = '5s'\n"
				"idle_in_transaction_session_timeout = '60s'\n";

const char *
cluster_caller(char *out, size_t room)
{
	const struct passwd *pw = getpwuid(geteuid());

	str_copy(out, room, pw ? pw->pw_name : "hito");
	return out;
}

static struct child
as_server(const struct cluster *c)
{
	return (struct child){ .as = c->as, .home = c->home };
}

/* Where it lies when HITO_CLUSTER does not say. Root's own folders are closed
 * to the server's user. */
static bool
default_home(char *out, size_t room)
{
	const char *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");
	const struct passwd *pw = home ? NULL : getpwuid(geteuid());
	int n;

	if (pw)
		home = pw->pw_dir;
	if (geteuid() == 0)
		n = snprintf(out, room, "/var/lib/hito/cluster");
	else if (data && data[0] == '/')
		n = snprintf(out, room, "%s/hito/cluster", data);
	else
		n = snprintf(out, room, "%s/.local/share/hito/cluster",
			home ? home : "");
	return n > 0 && (size_t)n < room;
}

static void
name_inside(struct cluster *c)
{
	snprintf(c->data, sizeof c->data, "%s/data", c->home);
	snprintf(c->socket, sizeof c->socket, "%s/socket", c->home);
}

static bool
find_home(struct cluster *c, struct err *err)
{
	const char *said = getenv("HITO_CLUSTER");
	char cwd[512] = "";
	int n = 0;
	bool fits;

	if (!said || !*said) {
		fits = default_home(c->home, sizeof c->home);
	} else {
		if (said[0] != '/' && !getcwd(cwd, sizeof cwd))
			return err_set(err, ERR_FILE, NULL, "%s",
				_("No se sabe en qué carpeta estamos."));
		n = snprintf(c->home, sizeof c->home, "%s%s%s", cwd,
			cwd[0] ? "/" : "", said);
		fits = n > 0 && (size_t)n < sizeof c->home;
	}
	for (size_t end = strlen(c->home); end > 1 && c->home[end - 1] == '/';)
		c->home[--end] = '\0';
	if (!fits || strpbrk(c->home, "\n\r'\"\\"))
		return err_set(err, ERR_FILE, NULL, "%s",
			_("El nombre de la carpeta del servidor privado es "
			  "demasiado largo o lleva comillas."));
	name_inside(c);
	return true;
}

static bool
find_user(struct cluster *c, struct err *err)
{
	static const char *const users[] = { "postgres", "nobody" };

	if (geteuid() != 0)
		return true;
	for (size_t i = 0; i < sizeof users / sizeof *users; i++)
		if (getpwnam(users[i])) {
			str_copy(c->as, sizeof c->as, users[i]);
			return true;
		}
	return err_set(err, ERR_FILE, NULL, "%s",
		_("El servidor no puede correr como root y esta máquina no "
		  "tiene el usuario postgres."));
}

/* Major version of the cluster that is there; 0 none. */
static int
made_with(const struct cluster *c)
{
	char path[700], text[16] = "";
	long version = 0;
	FILE *f;

	snprintf(path, sizeof path, "%s/PG_VERSION", c->data);
	f = fopen(path, "re");
	if (!f)
		return 0;
	if (fgets(text, sizeof text, f))
		text[strcspn(text, ".\n")] = '\0';
	fclose(f);
	return str_to_long(text, 1000, &version) ? (int)version : 0;
}

static bool
no_server(const struct cluster *c, struct err *err)
{
	const char *said = getenv("HITO_PGBIN");

	if (c->version == 0 && said && *said)
		err_set(err, ERR_FILE, NULL,
			_("En la carpeta que dice HITO_PGBIN, %s, no están "
			  "initdb y postgres."),
			said);
	else if (c->version > 0)
		err_set(err, ERR_FILE, NULL,
			_("El servidor PostgreSQL instalado es el %d y hito "
			  "necesita el %d o uno más nuevo."),
			c->version, SERVER_OLDEST);
	else
		err_set(err, ERR_FILE, NULL, "%s",
			_("En esta máquina no está instalado el servidor "
			  "PostgreSQL."));
	return err_hint(
		err, "%s",
		_("Instálelo con: apt-get install postgresql, o con el paquete "
		  "hito-server, que lo trae."));
}

bool
cluster_find(struct cluster *c, struct err *err)
{
	memset(c, 0, sizeof *c);
	if (!find_home(c, err) || !find_user(c, err))
		return false;
	c->version = server_find(made_with(c), c->bin, sizeof c->bin);
	return c->version >= SERVER_OLDEST || no_server(c, err);
}

/* Of the process that the pid file names. */
enum keeper {
	KEEPER_NONE,
	KEEPER_STALE,
	KEEPER_STARTING,
	KEEPER_READY
};

/* A killed one may stay a zombie for seconds where nothing reaps, as in a
 * container. */
static bool
is_postgres(long pid)
{
	char path[64], line[256] = "", state = 'Z';
	const char *name, *end;
	FILE *f;

	if (kill((pid_t)pid, 0) != 0 && errno != EPERM)
		return false;
	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	f = fopen(path, "re");
	if (!f) /* no /proc here: the pid file is believed */
		return access("/proc/self/stat", F_OK) != 0;
	if (!fgets(line, sizeof line, f))
		line[0] = '\0';
	fclose(f);
	name = strchr(line, '('); /* "24790 (postgres) S 1 ..." */
	end = strrchr(line, ')');
	if (end && end[1] == ' ')
		state = end[2];
	return name && str_starts(name, "(postgres") && !strchr("ZX", state);
}

/* Line 1 of a pid file is the pid; line 8 of the folder's "ready" once it
 * is. */
static bool
is_alive(const char *path, bool *ready)
{
	char line[700];
	long pid = 0;
	FILE *f = fopen(path, "re");

	if (!f)
		return false;
	for (int i = 1; fgets(line, sizeof line, f); i++) {
		line[strcspn(line, "\n")] = '\0';
		if (i == 1 && !str_to_long(line, 1 << 30, &pid))
			break;
		if (i == 8 && ready)
			*ready = str_starts(line, "ready");
	}
	fclose(f);
	return pid > 1 && is_postgres(pid);
}

static enum keeper
keeper_of(const struct cluster *c)
{
	char path[700];
	bool ready = false;

	snprintf(path, sizeof path, "%s/postmaster.pid", c->data);
	if (access(path, F_OK) != 0)
		return KEEPER_NONE;
	if (!is_alive(path, &ready))
		return KEEPER_STALE;
	return ready ? KEEPER_READY : KEEPER_STARTING;
}

static bool
in_home(const struct cluster *c, const char *name, char *path, size_t room)
{
	int n = snprintf(path, room, "%s/%s", c->home, name);

	return n > 0 && (size_t)n < room;
}

static bool
is_sealed(const struct cluster *c)
{
	char path[700];

	return in_home(c, "info", path, sizeof path) && access(path, F_OK) == 0;
}

static bool
other_version(const struct cluster *c, struct err *err)
{
	int made = made_with(c);

	err_set(err, ERR_FILE, NULL,
		_("El servidor privado se hizo con PostgreSQL %d y ahora está "
		  "instalado el %d: los datos siguen en %s, pero este "
		  "servidor no puede leerlos."),
		made, c->version, c->data);
	return err_hint(err,
		_("Instale el paquete postgresql-%d, o páselos con "
		  "pg_upgrade."),
		made);
}

enum cluster_state
cluster_state(const struct cluster *c, struct err *err)
{
	if (access(c->data, F_OK) != 0) {
		if (errno == ENOENT)
			return CLUSTER_NONE;
		err_set(err, ERR_FILE, NULL,
			_("No se puede entrar a la carpeta «%s»: %s."), c->home,
			strerror(errno));
		return CLUSTER_BROKEN;
	}
	if (!is_sealed(c))
		return CLUSTER_HALF;
	if (made_with(c) != c->version) {
		other_version(c, err);
		return CLUSTER_BROKEN;
	}
	switch (keeper_of(c)) {
	case KEEPER_NONE:
		return CLUSTER_STOPPED;
	case KEEPER_STALE:
		return CLUSTER_STALE;
	default:
		return CLUSTER_RUNNING;
	}
}

/* Makes each missing folder of path. */
static bool
make_folders(const char *path, struct err *err)
{
	char part[600];
	mode_t mode = geteuid() == 0 ? 0755 : 0700;

	for (const char *c = strchr(path + 1, '/');; c = strchr(c + 1, '/')) {
		size_t n = c ? (size_t)(c - path) : strlen(path);

		snprintf(part, sizeof part, "%.*s", (int)n, path);
		if (mkdir(part, c ? mode : 0700) != 0 && errno != EEXIST)
			return err_set(err, ERR_FILE, NULL,
				errno == ENOSPC
					? _("El disco está lleno: no se pudo "
					    "hacer la carpeta %s (%s).")
					: _("No se pudo hacer la carpeta %s: "
					    "%s."),
				part, strerror(errno));
		if (!c)
			return true;
	}
}

static bool
give_to_server(const struct cluster *c, const char *path, struct err *err)
{
	const struct passwd *pw = c->as[0] ? getpwnam(c->as) : NULL;

	if (!pw || chown(path, pw->pw_uid, pw->pw_gid) == 0)
		return true;
	return err_set(err, ERR_FILE, NULL,
		_("No se pudo dar la carpeta %s al usuario %s: %s."), path,
		c->as, strerror(errno));
}

static bool
check_socket(const struct cluster *c, struct err *err)
{
	size_t n = strlen(c->socket) + strlen(socket_name);

	if (n <= SOCKET_PATH_MAX)
		return true;
	err_set(err, ERR_FILE, NULL,
		_("El camino de la conexión tiene %zu bytes y el sistema "
		  "admite %d: %s%s"),
		n, SOCKET_PATH_MAX, c->socket, socket_name);
	return err_hint(err, "%s",
		_("Elija una carpeta de nombre más corto con "
		  "HITO_CLUSTER=/carpeta."));
}

static bool
check_reach(const struct cluster *c, struct err *err)
{
	const char *const argv[] = { "/usr/bin/test", "-w", c->home, NULL };
	struct child child = { .as = c->as, .home = "/" };

	if (!c->as[0] || child_run(&child, argv, NULL) == 0)
		return true;
	err_set(err, ERR_FILE, NULL,
		_("El servidor corre como %s y ese usuario no llega a la "
		  "carpeta %s."),
		c->as, c->home);
	return err_hint(err, "%s",
		_("Elija otra con HITO_CLUSTER=/carpeta, o deje pasar a los "
		  "demás por las que están encima (chmod o+x)."));
}

/* Until the other start or making is over. */
static bool
take_lock(struct cluster *c, struct err *err)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char path[700];

	if (c->lock > 0)
		return true;
	in_home(c, "lock", path, sizeof path);
	c->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (c->lock < 0) {
		c->lock = 0;
		return err_set(err, ERR_FILE, NULL,
			_("No se puede escribir en «%s»: %s."), c->home,
			strerror(errno));
	}
	while (fcntl(c->lock, F_SETLKW, &whole) != 0)
		if (errno != EINTR)
			break;
	return true;
}

static void
drop_lock(struct cluster *c)
{
	if (c->lock > 0)
		close(c->lock);
	c->lock = 0;
}

/* What initdb, pg_ctl or the log said, as a sentence. */
static bool
explain(const struct cluster *c, const char *what, const char *words,
	struct err *err)
{
	if (strstr(words, "No space left on device") ||
		strstr(words, "Disk quota exceeded")) {
		err_set(err, ERR_FILE, NULL,
			_("El disco donde está %s se llenó. %s"), c->home,
			what);
		err_hint(err, "%s",
			_("Haga sitio (unos 100 MB) o elija otro disco con "
			  "HITO_CLUSTER=/carpeta."));
	} else {
		err_set(err, ERR_FILE, NULL, "%s", what);
		err_hint(err, _("Lo que dijo el servidor está en %s/log."),
			c->home);
	}
	size_t n = strlen(words);
	return err_detail(err, n > 900 ? words + n - 900 : words);
}

static void
read_log(const struct cluster *c, struct buf *words)
{
	char path[700], piece[2000];
	FILE *f;
	size_t n;

	in_home(c, "log", path, sizeof path);
	f = fopen(path, "re");
	if (!f)
		return;
	if (fseek(f, -(long)sizeof piece, SEEK_END) != 0)
		rewind(f);
	n = fread(piece, 1, sizeof piece, f);
	buf_add(words, piece, n);
	fclose(f);
}

bool
cluster_run(const struct cluster *c, const char **argv,
	const struct child_flow *flow, bool logged, const char *failed,
	struct err *err)
{
	struct child child = as_server(c);
	struct buf words = { 0 };
	char program[300];
	bool done;

	snprintf(program, sizeof program, "%s/%s", c->bin, argv[0]);
	argv[0] = program;
	done = flow ? child_flow(&child, argv, flow, &words) == 0
		    : child_run(&child, argv, &words) == 0;
	if (!done && logged)
		read_log(c, &words);
	if (!done)
		explain(c, failed, buf_text(&words), err);
	buf_free(&words);
	return done;
}

static bool
run_program(const struct cluster *c, const char **argv, bool logged,
	const char *failed, struct err *err)
{
	return cluster_run(c, argv, NULL, logged, failed, err);
}

static bool
run_initdb(const struct cluster *c, struct err *err)
{
	const char *argv[] = { "initdb", "-D", c->data, "-U", "hito_super",
		"-E", "UTF8", "--locale=C.UTF-8", "--data-checksums",
		"--auth-local=trust", "--auth-host=reject", NULL };

	return run_program(c, argv, false,
		_("No se pudo hacer el servidor privado."), err);
}

static bool
append_include(const struct cluster *c, struct err *err)
{
	char path[700];
	FILE *f;
	bool done;

	snprintf(path, sizeof path, "%s/postgresql.conf", c->data);
	f = fopen(path, "ae");
	done = f && fputs("\ninclude = '../hito.conf'\n", f) >= 0;
	if (f)
		done = fclose(f) == 0 && done;
	if (done)
		return true;
	return err_set(err, ERR_FILE, NULL, _("No se pudo escribir %s: %s."),
		path, strerror(errno));
}

/* The folder may have been moved since the last start. */
static void
put_conf(const struct cluster *c, struct buf *b)
{
	buf_puts(b, hito_conf);
	buf_printf(b, "unix_socket_directories = '%s'\n", c->socket);
}

static bool
write_conf(const struct cluster *c, struct err *err)
{
	struct buf b = { 0 };
	char path[700];
	bool done;

	in_home(c, "hito.conf", path, sizeof path);
	put_conf(c, &b);
	done = file_write_private(path, buf_text(&b), b.len, err) &&
	       give_to_server(c, path, err);
	buf_free(&b);
	return done;
}

static bool
make_inside(struct cluster *c, struct err *err)
{
	if (cluster_state(c, err) == CLUSTER_HALF) {
		(void)cluster_stop(c, NULL);
		cluster_discard(c);
		if (!make_folders(c->home, err) || !take_lock(c, err))
			return false;
	}
	return give_to_server(c, c->home, err) && check_reach(c, err) &&
	       make_folders(c->socket, err) &&
	       give_to_server(c, c->socket, err) && run_initdb(c, err) &&
	       append_include(c, err);
}

bool
cluster_make(struct cluster *c, struct err *err)
{
	if (!check_socket(c, err) || !make_folders(c->home, err) ||
		!take_lock(c, err))
		return false;
	/* Seen under the lock: another init may just have ended. */
	if (is_sealed(c)) {
		drop_lock(c);
		err_set(err, ERR_FILE, NULL,
			_("Ya hay un servidor privado en %s: no se tocó."),
			c->home);
		return err_hint(err, "%s",
			_("Para empezar de nuevo, deténgalo con hito db stop "
			  "y mueva o borre esa carpeta."));
	}
	if (make_inside(c, err))
		return true;
	cluster_discard(c);
	return false;
}

bool
cluster_seal(struct cluster *c, struct err *err)
{
	char path[700], text[64];
	bool done;

	in_home(c, "info", path, sizeof path);
	int n = snprintf(text, sizeof text, "postgresql %d\n", c->version);
	done = file_write_private(path, text, (size_t)n, err);
	drop_lock(c);
	return done;
}

static bool
run_start(struct cluster *c, struct err *err)
{
	char log[700];
	const char *argv[] = { "pg_ctl", "start", "-D", c->data, "-l", log,
		"-w", "-t", "60", "-s", NULL };

	in_home(c, "log", log, sizeof log);
	return run_program(
		c, argv, true, _("El servidor privado no arrancó."), err);
}

/* A pid file whose process is gone, or is somebody else's by now: the
 * folder's and the socket's. */
static void
remove_stale(const struct cluster *c)
{
	char path[700];

	snprintf(path, sizeof path, "%s/postmaster.pid", c->data);
	unlink(path);
	snprintf(path, sizeof path, "%s%s.lock", c->socket, socket_name);
	if (!is_alive(path, NULL))
		unlink(path);
}

static bool
start_locked(struct cluster *c, struct err *err)
{
	enum keeper keeper = keeper_of(c);

	if (keeper == KEEPER_READY)
		return true;
	if (keeper != KEEPER_STARTING)
		remove_stale(c);
	if (access(c->socket, F_OK) != 0 && !make_folders(c->socket, err))
		return false;
	return give_to_server(c, c->socket, err) && write_conf(c, err) &&
	       run_start(c, err);
}

bool
cluster_start(struct cluster *c, struct err *err)
{
	bool held = c->lock > 0, done;

	if (made_with(c) == 0)
		return err_set(err, ERR_FILE, NULL,
			_("No hay un servidor privado en %s. Se hace con: "
			  "hito db init"),
			c->home);
	if (made_with(c) != c->version)
		return other_version(c, err);
	if (keeper_of(c) == KEEPER_READY)
		return true;
	if (!check_socket(c, err) || !take_lock(c, err))
		return false;
	done = start_locked(c, err);
	if (!held)
		drop_lock(c);
	return done;
}

bool
cluster_stop(struct cluster *c, struct err *err)
{
	const char *argv[] = { "pg_ctl", "stop", "-D", c->data, "-m", "fast",
		"-w", "-t", "60", "-s", NULL };
	enum keeper keeper = keeper_of(c);

	return keeper == KEEPER_NONE || keeper == KEEPER_STALE ||
	       run_program(c, argv, false,
		       _("El servidor privado no se detuvo."), err);
}

bool
cluster_renew(struct cluster *c, struct err *err)
{
	struct arena *arena = arena_new();
	struct buf b = { 0 };
	char path[700];
	const char *was;
	bool same;

	in_home(c, "hito.conf", path, sizeof path);
	put_conf(c, &b);
	was = file_read(arena, path, FILE_SMALL, NULL, NULL);
	same = was && str_eq(was, buf_text(&b));
	buf_free(&b);
	arena_free(arena);
	return (same || cluster_stop(c, err)) && cluster_start(c, err);
}

/* Adds 'value' quoted as a connection string wants it. */
static void
add_quoted(struct buf *b, const char *keyword, const char *value)
{
	buf_printf(b, "%s='", keyword);
	for (; *value; value++) {
		if (*value == '\'' || *value == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *value);
	}
	buf_puts(b, "' ");
}

const char *
cluster_conninfo(const struct cluster *c, bool super, char *out, size_t room)
{
	struct buf b = { 0 };
	char caller[64];

	add_quoted(&b, "host", c->socket);
	add_quoted(&b, "user",
		super ? "hito_super" : cluster_caller(caller, sizeof caller));
	buf_puts(&b, "port=5432 dbname=hito");
	str_copy(out, room, buf_text(&b));
	buf_free(&b);
	return out;
}

void
cluster_discard(struct cluster *c)
{
	static const char *const ours[] = { "data", "socket", "log", "info",
		"hito.conf", "lock" };
	struct child child = { .as = "", .home = "/" };
	char path[700];
	const char *const argv[] = { "/bin/rm", "-rf", "--", path, NULL };

	(void)cluster_stop(c, NULL);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (in_home(c, ours[i], path, sizeof path))
			child_run(&child, argv, NULL);
	rmdir(c->home);
	drop_lock(c);
}

struct cluster
cluster_beside(const struct cluster *c)
{
	struct cluster beside = *c;
	size_t n = strlen(c->home);

	str_copy(beside.home + n, sizeof beside.home - n, ".new");
	name_inside(&beside);
	beside.lock = 0;
	return beside;
}

static bool
move(const char *from, const char *to, struct err *err)
{
	return rename(from, to) == 0 ||
	       err_set(err, ERR_FILE, NULL, _("No se pudo mover %s a %s: %s."),
		       from, to, strerror(errno));
}

bool
cluster_replace(struct cluster *c, struct cluster *beside, char *was,
	size_t room, struct err *err)
{
	time_t now = time(NULL);
	char when[32] = "";
	struct tm tm;
	bool done;

	if (gmtime_r(&now, &tm))
		strftime(when, sizeof when, "%Y%m%dT%H%M%SZ", &tm);
	snprintf(was, room, "%s.before-%s", c->home, when);
	if (!cluster_stop(beside, err) || !take_lock(c, err))
		return false;
	done = cluster_stop(c, err) && move(c->home, was, err);
	if (done && !move(beside->home, c->home, err)) {
		move(was, c->home, NULL);
		done = false;
	}
	drop_lock(c);
	return done;
}
