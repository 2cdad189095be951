/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line to the server, measured, and the settings that hito-db(8) asks
 * for. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/doctor.h"
#include "db/session.h"

enum {
	TRIPS = 5,
	SLOW_TRIP_US = 1500000,
	SLOW_RATE = 800,    /* bytes a second: less than 9.6 kbit/s */
	FIRST_PIECE = 1024, /* bytes times 8 */
	LAST_PIECE = 32768,
	QUICK_US = 400000, /* a piece that came in less is too short to tell */
	CLOCK_OFF = 120,   /* seconds */
};

static int64_t
now_us(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- round trips */

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* How long an answer takes; -1 it did not come. clock: how far the server's is
 * before ours, in seconds. */
static int64_t
one_trip(struct session *s, double *clock, struct err *err)
{
	int64_t began = now_us(CLOCK_MONOTONIC);
	int64_t here = now_us(CLOCK_REALTIME);
	struct result *r = session_query(s, _("Revisión"), err,
		"select extract(epoch from clock_timestamp())", 0);
	int64_t took = now_us(CLOCK_MONOTONIC) - began;

	if (!r)
		return -1;
	*clock = strtod(result_value(r, 0, 0), NULL) -
		 (double)(here + took / 2) / 1e6;
	result_free(r);
	return took;
}

/* The one in the middle of a few; -1. */
static int64_t
measure_trip(struct session *s, double *clock, struct err *err)
{
	int64_t took[TRIPS];

	for (size_t i = 0; i < TRIPS; i++) {
		took[i] = one_trip(s, clock, err);
		if (took[i] < 0)
			return -1;
	}
	qsort(took, TRIPS, sizeof *took, compare);
	return took[TRIPS / 2];
}

/* ---- bytes */

static int64_t
one_piece(struct session *s, long eights, struct err *err)
{
	int64_t began = now_us(CLOCK_MONOTONIC);
	char n[32];
	struct result *r;

	snprintf(n, sizeof n, "%ld", eights);
	r = session_query(
		s, _("Revisión"), err, "select repeat('abcdefgh', $1)", 1, n);
	result_free(r);
	return r ? now_us(CLOCK_MONOTONIC) - began : -1;
}

/* Bytes a second, of an answer as long as the line bears; -1. */
static long
measure_rate(struct session *s, int64_t trip, struct err *err)
{
	for (long eights = FIRST_PIECE;; eights *= 4) {
		int64_t took = one_piece(s, eights, err);

		if (took < 0)
			return -1;
		took = took > trip ? took - trip : 1;
		if (took >= QUICK_US || eights >= LAST_PIECE)
			return (long)(8.0 * (double)eights * 1e6 /
				      (double)took);
	}
}

static void
say_line(struct checkup *c, int64_t trip, long rate)
{
	bool slow = trip > SLOW_TRIP_US;

	checkup_say(c, "delay", _("línea"), slow ? HEALTH_WARNING : HEALTH_GOOD,
		slow ? _("Cada pantalla espera al menos eso: pregunte por la "
			 "línea a quien la da.")
		     : NULL,
		_("El servidor contesta en %ld.%03ld ms."), (long)(trip / 1000),
		(long)(trip % 1000));
	slow = rate < SLOW_RATE;
	checkup_say(c, "rate", _("línea"), slow ? HEALTH_WARNING : HEALTH_GOOD,
		slow ? _("Trabaje con listas cortas, y pregunte por la línea a "
			 "quien la da.")
		     : NULL,
		_("De él llegan %ld bytes por segundo, o más."), rate);
}

static void
say_clock(struct checkup *c, double ahead)
{
	long off = (long)(ahead < 0 ? -ahead : ahead);

	if (off <= CLOCK_OFF)
		checkup_say(c, "clock", _("reloj"), HEALTH_GOOD, NULL, "%s",
			_("El reloj de esta máquina y el del servidor van "
			  "juntos."));
	else
		checkup_say(c, "clock", _("reloj"), HEALTH_WARNING,
			_("Ponga en hora las dos máquinas por la red (NTP). "
			  "Los días de los plazos son los del servidor."),
			ahead > 0 ? _("El reloj del servidor va %ld s "
				      "adelantado.")
				  : _("El reloj del servidor va %ld s "
				      "atrasado."),
			off);
}

/* ---- who else may read the line */

static void
check_guard(struct checkup *c, const struct session *s)
{
	struct session_guard guard = session_guard(s);

	if (guard.protocol && str_eq(guard.sslmode, "verify-full"))
		checkup_say(c, "tls", _("cifrado"), HEALTH_GOOD, NULL,
			_("La conexión va cifrada con %s y el certificado del "
			  "servidor se comprueba."),
			guard.protocol);
	else if (guard.protocol)
		checkup_say(c, "tls", _("cifrado"),
			guard.off_machine ? HEALTH_WARNING : HEALTH_GOOD,
			guard.off_machine
				? _("Diga sslmode=verify-full, con el "
				    "certificado raíz en "
				    "~/.postgresql/root.crt.")
				: NULL,
			_("La conexión va cifrada con %s y no se comprueba "
			  "quién es el servidor (sslmode=%s)."),
			guard.protocol, guard.sslmode);
	else if (guard.off_machine)
		checkup_say(c, "tls", _("cifrado"), HEALTH_BAD,
			_("Diga sslmode=verify-full; si el servidor no tiene "
			  "TLS, quien lo administra se lo pone."),
			_("La conexión va sin cifrar y el servidor está en "
			  "otra máquina (sslmode=%s)."),
			guard.sslmode);
	else
		checkup_say(c, "tls", _("cifrado"), HEALTH_GOOD, NULL, "%s",
			_("La conexión no sale de esta máquina."));
}

void
checkup_line(struct checkup *c, struct session *s)
{
	struct err err = { 0 };
	double ahead = 0;
	int64_t trip = measure_trip(s, &ahead, &err);
	long rate = trip < 0 ? -1 : measure_rate(s, trip, &err);

	if (rate < 0) {
		c->unreached = c->unreached || err.kind == ERR_LINK;
		checkup_say(c, "delay", _("línea"), HEALTH_BAD,
			err.hint[0] ? err.hint : NULL, "%s", err.text);
		return;
	}
	say_line(c, trip, rate);
	say_clock(c, ahead);
	check_guard(c, s);
}

/* ---- settings */

/* Numbers in the unit that the server counts them in; least 0: any up to
 * most. */
struct wanted {
	const char *name;
	const char *value; /* what hito-db(8) says */
	long least, most;
	const char *word; /* instead of a number */
	bool everywhere;  /* of a private server too */
};

static const struct wanted wanted[] = {
	{ "tcp_keepalives_idle", "20", 1, 120, NULL, false },
	{ "tcp_keepalives_interval", "10", 1, 60, NULL, false },
	{ "tcp_keepalives_count", "3", 1, 9, NULL, false },
	{ "tcp_user_timeout", "45s", 1, 300000, NULL, false },
	{ "client_connection_check_interval", "5s", 1, 60000, NULL, true },
	{ "idle_in_transaction_session_timeout", "30s", 1, 300000, NULL, true },
	{ "statement_timeout", "5min", 1, 3600000, NULL, false },
	{ "lock_timeout", "30s", 1, 300000, NULL, false },
	{ "temp_file_limit", "2GB", 1, 2000000000, NULL, false },
	{ "log_lock_waits", "on", 0, 0, "on", false },
	{ "max_locks_per_transaction", "128", 128, 100000, NULL, true },
	{ "password_encryption", "scram-sha-256", 0, 0, "scram-sha-256", true },
};

static bool
is_as_wanted(const struct wanted *w, const char *value)
{
	long n = 0;

	if (w->word)
		return str_eq(value, w->word);
	return str_to_long(value, w->most, &n) && n >= w->least;
}

static void
say_setting(struct checkup *c, const struct wanted *w, const char *value,
	const char *unit)
{
	const char *shown = arena_printf(
		c->arena, "%s%s%s", value, unit[0] ? " " : "", unit);

	if (is_as_wanted(w, value))
		checkup_say(c, w->name, _("ajuste"), HEALTH_GOOD, NULL,
			"%s = %s", w->name, shown);
	else
		checkup_say(c, w->name, _("ajuste"), HEALTH_WARNING,
			arena_printf(c->arena, _("En postgresql.conf: %s = %s"),
				w->name, w->value),
			_("%s es %s y no lo que pide hito-db(8)."), w->name,
			shown);
}

/* On a socket of this machine the setting of TCP is shown as 0: reset_val is
 * what the file says. */
static void
check_setting(struct checkup *c, struct session *s, const struct wanted *w)
{
	struct err err = { 0 };
	struct result *r = session_query(s, _("Revisión"), &err,
		"select reset_val, coalesce(unit, '') from pg_settings"
		" where name = $1",
		1, w->name);

	if (r && result_rows(r) > 0)
		say_setting(c, w, result_value(r, 0, 0), result_value(r, 0, 1));
	else
		checkup_say(c, w->name, _("ajuste"), HEALTH_UNSEEN, NULL,
			_("El servidor no dice cuánto es %s."), w->name);
	result_free(r);
}

void
checkup_settings(struct checkup *c, struct session *s, bool is_private)
{
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!is_private || wanted[i].everywhere)
			check_setting(c, s, &wanted[i]);
}
