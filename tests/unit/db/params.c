/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of libpq for what a person gave. No server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "db/link.h"

/* Of each case what counts for a keyword; "" = left to libpq. */
static const struct params_case {
	struct session_params given;
	const char *env; /* NAME=VALUE, NULL none */
	const char *keyword;
	const char *value;
} cases[] = {
	{ { .host = "central" }, NULL, "sslmode", "verify-full" },
	{ { .host = "central" }, NULL, "channel_binding", "require" },
	{ { .host = "central" }, NULL, "gssencmode", "disable" },
	{ { .host = "central" }, NULL, "target_session_attrs", "read-write" },
	{ { .host = "central", .any_server = true }, NULL,
		"target_session_attrs", "" },
	{ { .host = "central" }, "PGSSLMODE=require", "sslmode", "" },
	{ { .conninfo = "host=central sslmode=require" }, NULL, "sslmode", "" },
	{ { .conninfo = "postgresql://central/hito?sslmode=prefer" }, NULL,
		"sslmode", "" },
	{ { .conninfo = "postgresql://central/hito" }, NULL, "sslmode",
		"verify-full" },
	{ { .conninfo = "postgresql://u@%2Ftmp/hito" }, NULL, "sslmode", "" },
	{ { .host = "/tmp" }, NULL, "sslmode", "" },
	{ { .host = "localhost" }, NULL, "sslmode", "" },
	{ { .host = "localhost,central" }, NULL, "sslmode", "verify-full" },
	{ { .dbname = "hito" }, NULL, "sslmode", "" },
	{ { .dbname = "hito" }, "PGHOST=central", "sslmode", "verify-full" },
	{ { .host = "central" }, NULL, "connect_timeout", "20" },
	{ { .host = "central" }, "PGCONNECT_TIMEOUT=3", "connect_timeout", "" },
	{ { .application = "hito" }, NULL, "application_name", "hito" },
	{ { .conninfo = "registros" }, NULL, "dbname", "registros" },
	{ { .dbname = "hito" }, NULL, "client_encoding", "UTF8" },
};

static void
put_env(const char *pair, bool set)
{
	char name[64];
	size_t n = strcspn(pair, "=");

	assert_true(n < sizeof name);
	memcpy(name, pair, n);
	name[n] = '\0';
	if (set)
		setenv(name, pair + n + 1, 1);
	else
		unsetenv(name);
}

static void
defaults_give_way_to_the_person(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct params_case *c = &cases[i];
		struct link_params p;
		const char *value;

		if (c->env)
			put_env(c->env, true);
		link_params_make(&p, &c->given);
		if (c->env)
			put_env(c->env, false);
		value = link_params_get(&p, c->keyword);
		if (!str_eq(value ? value : "", c->value))
			fail_msg("case %zu: %s is %s", i, c->keyword,
				value ? value : "not given");
		link_params_free(&p);
	}
}

/* Words of libpq in the verbosity asked for, English and Spanish. */
static const struct {
	const char *words;
	enum err_kind kind;
	const char *part; /* of the sentence */
} said[] = {
	{ "connection to server at \"central\" (10.0.0.1), port 5432 failed: "
	  "FATAL:  28P01: password authentication failed for user \"ana\"",
		ERR_RIGHTS, "contraseña" },
	{ "falló la conexión: FATAL:  3D000: no existe la base «x»", ERR_LINK,
		"base de datos" },
	{ "FATAL:  53300: sorry, too many clients already", ERR_LINK,
		"más conexiones" },
	{ "connection to server at \"central\" failed: SSL error: certificate "
	  "verify failed",
		ERR_LINK, "certificado" },
	{ "root certificate file \"/home/ana/.postgresql/root.crt\" does not "
	  "exist",
		ERR_LINK, "autoridad" },
	{ "server certificate for \"otro\" does not match host name "
	  "\"central\"",
		ERR_LINK, "otro servidor" },
	{ "server does not support SSL, but SSL was required", ERR_LINK,
		"TLS" },
	{ "connection to server on socket \"/x\" failed: Connection refused",
		ERR_LINK, "Ningún servidor" },
	{ "el certificado de servidor para «otro» no coincide con el nombre de "
	  "servidor «central»",
		ERR_LINK, "otro servidor" },
	{ "channel binding required, but SSL not in use", ERR_LINK, "sin TLS" },
	{ "FATAL:  28000: no pg_hba.conf entry for host \"10.0.0.1\", user "
	  "\"ana\", database \"hito\", no encryption",
		ERR_LINK, "sin TLS" },
	{ "FATAL:  28000: no pg_hba.conf entry for host \"10.0.0.1\", user "
	  "\"ana\", database \"hito\", SSL encryption",
		ERR_RIGHTS, "este usuario" },
	{ "se requiere enlazado de canal (channel binding), pero no se está "
	  "usando SSL",
		ERR_LINK, "sin TLS" },
	{ "channel binding required but not supported by server's "
	  "authentication request",
		ERR_LINK, "identidad" },
	{ "weak sslmode \"prefer\" may not be used with sslnegotiation=direct "
	  "(use \"require\", \"verify-ca\", or \"verify-full\")",
		ERR_LINK, "sin exigir TLS" },
	{ "invalid URI query parameter: \"sslnegotiation\"", ERR_LINK,
		"17 y posteriores" },
	{ "SSL SYSCALL error: EOF detected", ERR_LINK, "(TLS)" },
	{ "no se pudo", ERR_LINK, "No se pudo conectar" },
};

static void
failed_connections_are_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		struct err err = { 0 };

		assert_false(link_explain(said[i].words, false, &err));
		assert_int_equal(err.kind, said[i].kind);
		if (!strstr(err.text, said[i].part))
			fail_msg("%s -> %s", said[i].words, err.text);
		assert_string_equal(err.detail, said[i].words);
	}
}

static void
the_servers_source_line_is_left_out(void **state)
{
	struct err err = { 0 };

	(void)state;
	link_explain("failed: FATAL:  3D000: no\nLOCATION:  InitPostgres, "
		     "postinit.c:948\n",
		false, &err);
	assert_string_equal(err.detail, "failed: FATAL:  3D000: no");
}

/* TLS was to begin with the first byte, and a server before 17 hung up. */
static void
an_old_server_is_told_from_a_cut_line(void **state)
{
	static const struct {
		const char *words, *part;
	} direct[] = {
		{ "SSL SYSCALL error: EOF detected", "anterior a" },
		{ "SSL error: unexpected eof while reading", "anterior a" },
		{ "SSL SYSCALL error: Connection reset by peer", "anterior a" },
		{ "direct SSL connection was established without ALPN",
			"anterior a" },
		{ "SSL error: certificate verify failed", "conocida" },
		{ "failed: FATAL:  28P01: password", "contraseña" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof direct / sizeof *direct; i++) {
		struct err err = { 0 };

		assert_false(link_explain(direct[i].words, true, &err));
		if (!strstr(err.text, direct[i].part))
			fail_msg("%s -> %s", direct[i].words, err.text);
	}
}

/* What is asked of libpq, by its version: both sides of each edge. */
static void
tls_begins_as_the_server_takes_it(void **state)
{
	static const struct {
		int libpq;
		struct negotiation said;
		bool socket, answered;
		const char *begin, *mode;
	} all[] = {
		{ 160000, { "direct", NULL }, true, true, NULL, NULL },
		{ 169999, { NULL, "verify-full" }, false, true, NULL, NULL },
		{ 170000, { NULL, "verify-full" }, false, true, "direct",
			NULL },
		{ 170000, { NULL, "verify-full" }, false, false, NULL, NULL },
		{ 170000, { NULL, "verify-full" }, true, true, NULL, NULL },
		{ 170000, { NULL, "prefer" }, false, true, NULL, NULL },
		{ 170000, { NULL, NULL }, false, true, NULL, NULL },
		{ 170000, { "postgres", "require" }, false, true, NULL, NULL },
		{ 170000, { "direct", NULL }, false, false, NULL, "require" },
		{ 170000, { "direct", "disable" }, false, false, NULL,
			"require" },
		{ 170000, { "direct", "verify-ca" }, false, false, NULL, NULL },
		{ 180000, { "direct", NULL }, true, false, "postgres", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct negotiation n = link_negotiate(all[i].libpq,
			&all[i].said, all[i].socket, all[i].answered);

		if (!str_eq(n.begin, all[i].begin) ||
			!str_eq(n.mode, all[i].mode))
			fail_msg("case %zu: %s, %s", i, n.begin ? n.begin : "-",
				n.mode ? n.mode : "-");
	}
}

static void
a_server_is_known_by_host_and_port(void **state)
{
	static const struct {
		struct session_params given;
		const char *server;
	} all[] = {
		{ { .host = "central" }, "central:5432" },
		{ { .conninfo = "postgresql://u@central:6000/hito" },
			"central:6000" },
		{ { .host = "central", .port = "5433" }, "central:5433" },
		{ { .host = "localhost" }, "" },
		{ { .host = "/tmp" }, "" },
		{ { .host = "uno,dos" }, "" },
		{ { .dbname = "hito" }, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		char server[64];

		session_server(&all[i].given, server, sizeof server);
		assert_string_equal(server, all[i].server);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_give_way_to_the_person),
		cmocka_unit_test(failed_connections_are_sentences),
		cmocka_unit_test(the_servers_source_line_is_left_out),
		cmocka_unit_test(an_old_server_is_told_from_a_cut_line),
		cmocka_unit_test(tls_begins_as_the_server_takes_it),
		cmocka_unit_test(a_server_is_known_by_host_and_port),
	};

	unsetenv("PGHOST");
	return cmocka_run_group_tests_name("params", tests, NULL, NULL);
}
