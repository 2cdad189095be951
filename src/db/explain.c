/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a connection could not be made, as a sentence. */
#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/link.h"

struct cause {
	const char *sign; /* SQLSTATE, or a piece of libpq's words */
	enum err_kind kind;
	const char *text;
	const char *hint;
};

static const char only_reads[] =
	N_("El servidor que contesta está en solo lectura.");

static const char without_tls[] =
	N_("La conexión va sin TLS, y fuera de esta máquina nadie probaría "
	   "quién contesta: no se envió la contraseña.");
static const char remove_sslmode[] =
	N_("Quite sslmode de la conexión (sin él se exige verify-full); si el "
	   "servidor no tiene TLS, informática lo habilita.");

/* Only of a line on which TLS was to begin with the first byte. */
static const struct cause unanswered = { NULL, ERR_LINK,
	N_("El servidor no contesta a TLS desde el primer byte "
	   "(sslnegotiation=direct): es anterior a PostgreSQL 17, u otro "
	   "equipo corta la conexión."),
	N_("Quite sslnegotiation de la conexión.") };

/* The server takes nobody so: it is not the person that it refuses. */
static const struct cause refused_plain = { NULL, ERR_LINK, without_tls,
	remove_sslmode };

static const struct cause by_sqlstate[] = {
	{ "28P01", ERR_RIGHTS,
		N_("El servidor no aceptó el usuario o la contraseña."),
		N_("Escríbalos de nuevo; si los olvidó, informática los "
		   "cambia con: hito user password") },
	{ "28000", ERR_RIGHTS, N_("El servidor no deja entrar a este usuario."),
		N_("Pida a informática que lo dé de alta con: hito user "
		   "add") },
	{ "42501", ERR_RIGHTS,
		N_("Este usuario no tiene permiso para entrar a la base de "
		   "datos."),
		NULL },
	{ "3D000", ERR_LINK,
		N_("El servidor contestó, pero no tiene esa base de datos."),
		N_("Revise el nombre de la base de datos (-d).") },
	{ "53300", ERR_LINK,
		N_("El servidor no admite más conexiones por ahora."),
		N_("Cierre otra sesión suya o espere un momento.") },
	{ "57P03", ERR_LINK, N_("El servidor está arrancando o cerrándose."),
		N_("Espere unos segundos y vuelva a intentarlo.") },
};

/* OpenSSL's words are never translated; libpq's are: pieces that stay the same
 * in each language, or both. The first that is found counts. */
static const struct cause by_words[] = {
	{ "root.crt", ERR_LINK,
		N_("Falta el certificado de la autoridad que firma el del "
		   "servidor: sin él no se puede saber quién contesta."),
		N_("Ponga el que le dé informática en "
		   "~/.postgresql/root.crt o diga sslrootcert=.") },
	{ "sslnegotiation=direct", ERR_LINK,
		N_("Pide TLS desde el primer byte (sslnegotiation=direct) sin "
		   "exigir TLS: no se envió nada."),
		N_("Diga además sslmode=verify-full, o quite "
		   "sslnegotiation.") },
	{ "sslnegotiation", ERR_LINK,
		N_("No se entiende lo que la conexión dice de "
		   "sslnegotiation: lo conocen las bibliotecas de PostgreSQL "
		   "17 y posteriores, con los valores postgres y direct."),
		N_("Quítelo de la conexión: sin él se conecta igual.") },
	{ "SSL not in use", ERR_LINK, without_tls, remove_sslmode },
	{ "no se está usando SSL", ERR_LINK, without_tls, remove_sslmode },
	{ "sslmode", ERR_LINK,
		N_("Falta el certificado de la autoridad que firma el del "
		   "servidor: sin él no se puede saber quién contesta."),
		N_("Ponga el que le dé informática en "
		   "~/.postgresql/root.crt o diga sslrootcert=.") },
	{ "certificate verify failed", ERR_LINK,
		N_("El certificado del servidor no lo firma una autoridad "
		   "conocida: no se envió nada."),
		N_("Avise a informática: puede que otro conteste en su "
		   "lugar.") },
	{ "does not match host name", ERR_LINK,
		N_("El certificado es de otro servidor: no se envió nada."),
		N_("Revise el nombre del servidor (-h).") },
	{ "no coincide con el nombre de servidor", ERR_LINK,
		N_("El certificado es de otro servidor: no se envió nada."),
		N_("Revise el nombre del servidor (-h).") },
	{ "channel binding", ERR_LINK,
		N_("El servidor no prueba su identidad al pedir la "
		   "contraseña: no se envió nada."),
		N_("El servidor debe pedir SCRAM (scram-sha-256).") },
	{ "SSL", ERR_LINK,
		N_("No se pudo asegurar la conexión con el servidor (TLS): "
		   "no se envió nada."),
		N_("Fuera de esta máquina hito exige TLS; informática lo "
		   "habilita en el servidor.") },
	{ "fe_sendauth", ERR_RIGHTS, N_("El servidor pide una contraseña."),
		N_("Use -W, o un archivo ~/.pgpass.") },
	{ "session is read-only", ERR_LINK, only_reads, NULL },
	{ "es de solo lectura", ERR_LINK, only_reads, NULL },
};

struct cause_errno {
	int code;
	const char *text;
	const char *hint;
};

static const struct cause_errno by_errno[] = {
	{ ECONNREFUSED, N_("Ningún servidor contesta en ese lugar."),
		N_("Revise servidor y puerto (-h, -p), o que esté "
		   "encendido.") },
	{ ENOENT, N_("Ningún servidor contesta en ese lugar."),
		N_("Revise servidor y puerto (-h, -p), o que esté "
		   "encendido.") },
	{ EACCES,
		N_("No se puede llegar al servidor: falta permiso para "
		   "entrar a la carpeta de su conexión."),
		NULL },
	{ ETIMEDOUT, N_("El servidor no contestó a tiempo."),
		N_("Revise la red o la VPN.") },
	{ EHOSTUNREACH, N_("No hay camino por la red hasta el servidor."),
		N_("Revise la red o la VPN.") },
	{ ENETUNREACH, N_("No hay camino por la red hasta el servidor."),
		N_("Revise la red o la VPN.") },
	{ ECONNRESET, N_("El servidor cortó la conexión al empezar."), NULL },
};

/* "FATAL:  28P01: password ..." -> 28P01; "" when the server said none. */
static void
find_sqlstate(const char *words, char out[6])
{
	out[0] = '\0';
	for (const char *c = strchr(words, ':'); c; c = strchr(c + 1, ':')) {
		size_t blanks = strspn(c + 1, " ");
		const char *code = c + 1 + blanks;
		size_t n = strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

		if (blanks > 0 && n == 5 && code[5] == ':') {
			memcpy(out, code, 5);
			out[5] = '\0';
		}
	}
}

/* Is this line where the server says in which of its sources it stood:
 * "LOCATION:  InitPostgres, postinit.c:948"? */
static bool
is_location(const char *line, size_t n)
{
	size_t digits = 0;

	while (digits < n && strchr("0123456789", line[n - digits - 1]))
		digits++;
	return digits > 0 && n > digits + 3 &&
	       !strncmp(line + n - digits - 3, ".c:", 3);
}

static bool
keep_words(const char *words, struct err *err)
{
	struct buf kept = { 0 };

	for (const char *line = words; *line;) {
		size_t n = strcspn(line, "\n");

		if (n > 0 && !is_location(line, n)) {
			if (kept.len > 0)
				buf_putc(&kept, '\n');
			buf_add(&kept, line, n);
		}
		line += n + (line[n] == '\n');
	}
	err_detail(err, buf_text(&kept));
	buf_free(&kept);
	return false;
}

static bool
explain_as(const struct cause *c, const char *words, struct err *err)
{
	err_set(err, c->kind, NULL, "%s", _(c->text));
	if (c->hint)
		err_hint(err, "%s", _(c->hint));
	return keep_words(words, err);
}

static bool
explain_errno(const char *words, struct err *err)
{
	for (size_t i = 0; i < sizeof by_errno / sizeof *by_errno; i++) {
		if (!strstr(words, strerror(by_errno[i].code)))
			continue;
		err_set(err, ERR_LINK, NULL, "%s", _(by_errno[i].text));
		if (by_errno[i].hint)
			err_hint(err, "%s", _(by_errno[i].hint));
		return true;
	}
	return false;
}

bool
link_explain(const char *words, bool direct, struct err *err)
{
	char sqlstate[6];

	find_sqlstate(words, sqlstate);
	if (str_eq(sqlstate, "28000") && (strstr(words, "no encryption") ||
						 strstr(words, "sin cifrado")))
		return explain_as(&refused_plain, words, err);
	for (size_t i = 0; i < sizeof by_sqlstate / sizeof *by_sqlstate; i++)
		if (str_eq(by_sqlstate[i].sign, sqlstate))
			return explain_as(&by_sqlstate[i], words, err);
	if (direct && !sqlstate[0] && link_direct_unanswered(words))
		return explain_as(&unanswered, words, err);
	for (size_t i = 0; i < sizeof by_words / sizeof *by_words; i++)
		if (strstr(words, by_words[i].sign))
			return explain_as(&by_words[i], words, err);
	if (!explain_errno(words, err))
		err_set(err, ERR_LINK, NULL, "%s",
			_("No se pudo conectar con el servidor."));
	return keep_words(words, err);
}

bool
session_was_read_only(const struct err *err)
{
	return err->kind == ERR_LINK && str_eq(err->text, _(only_reads));
}
