/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum {
	LONGEST_S = 100000 /* of connect_timeout */
};

/* Client defaults: each only where the person did not say otherwise. */
struct preset {
	const char *keyword;
	const char *value;
	bool off_machine; /* only for a server on another machine */
};

static const struct preset presets[] = {
	{ "gssencmode", "disable", false },
	{ "connect_timeout", "20", false },
	{ "keepalives_idle", "20", false },
	{ "keepalives_interval", "10", false },
	{ "keepalives_count", "3", false },
	{ "tcp_user_timeout", "45000", false },
	{ "target_session_attrs", "read-write", false },
	{ "application_name", "hito", false },
	{ "sslmode", "verify-full", true },
	{ "ssl_min_protocol_version", "TLSv1.2", true },
	{ "channel_binding", "require", true },
};

/* A statement of a register answers in well under a second;
 * a lock is held for one round trip; nothing is left open while a person
 * thinks; compiling a statement takes longer than running it. */
static const char our_options[] =
	"-c statement_timeout=2min -c lock_timeout=15s"
	" -c idle_in_transaction_session_timeout=1min"
	" -c datestyle=ISO,DMY -c search_path=public -c jit=off";

void
link_params_set(struct link_params *p, const char *keyword, const char *value)
{
	if (!value || p->n + 2 > sizeof p->keywords / sizeof *p->keywords)
		return;
	p->keywords[p->n] = mem_strdup(keyword);
	p->values[p->n] = mem_strdup(value);
	p->n++;
	p->keywords[p->n] = NULL;
	p->values[p->n] = NULL;
}

void
link_params_put(struct link_params *p, const char *keyword, const char *value)
{
	for (size_t i = p->n; i > 0; i--) {
		if (!str_eq(p->keywords[i - 1], keyword))
			continue;
		free(p->values[i - 1]);
		p->values[i - 1] = mem_strdup(value);
		return;
	}
	link_params_set(p, keyword, value);
}

/* The last one given counts, as for libpq. */
const char *
link_params_get(const struct link_params *p, const char *keyword)
{
	const char *found = NULL;

	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->keywords[i], keyword))
			found = p->values[i];
	return found;
}

void
link_params_free(struct link_params *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->keywords[i]);
		free(p->values[i]);
	}
	p->n = 0;
	free(p->hosts);
	free(p->ports);
}

static bool
is_conninfo(const char *s)
{
	return s && (strchr(s, '=') || str_starts(s, "postgres://") ||
			    str_starts(s, "postgresql://"));
}

bool
session_tells_password(const char *conninfo)
{
	PQconninfoOption *all =
		is_conninfo(conninfo) ? PQconninfoParse(conninfo, NULL) : NULL;
	bool tells = false;

	for (PQconninfoOption *o = all; o && o->keyword; o++)
		tells = tells || (str_eq(o->keyword, "password") && o->val);
	PQconninfoFree(all);
	return tells;
}

static const PQconninfoOption *
option_find(const PQconninfoOption *options, const char *keyword)
{
	for (; options && options->keyword; options++)
		if (str_eq(options->keyword, keyword))
			return options;
	return NULL;
}

/* What the person said about a keyword: her connection string, else the
 * environment or her service file; NULL when nothing. */
static const char *
person_said(const PQconninfoOption *own, const PQconninfoOption *defaults,
	const char *keyword)
{
	const PQconninfoOption *o = option_find(own, keyword);

	if (o && o->val)
		return o->val;
	o = option_find(defaults, keyword);
	if (!o || !o->val)
		return NULL;
	if (o->envvar && getenv(o->envvar))
		return o->val;
	return str_eq(o->val, o->compiled) ? NULL : o->val;
}

static bool
is_socket(const char *host, size_t n)
{
	return n == 0 || host[0] == '/' || host[0] == '@';
}

/* A socket directory or this machine's own name needs no TLS. */
bool
link_is_here(const char *host, size_t n)
{
	static const char *const here[] = { "localhost", "127.0.0.1", "::1" };

	if (is_socket(host, n))
		return true;
	for (size_t i = 0; i < sizeof here / sizeof *here; i++)
		if (strlen(here[i]) == n && !strncmp(here[i], host, n))
			return true;
	return false;
}

/* Is one of these hosts something else than is said of it? */
static bool
any_is_not(bool (*is)(const char *host, size_t n), const char *hosts)
{
	while (hosts && *hosts) {
		size_t n = strcspn(hosts, ",");

		if (!is(hosts, n))
			return true;
		hosts += n;
		hosts += *hosts == ',';
	}
	return false;
}

/* As the server reads options: blanks and backslashes are escaped. */
static void
add_escaped(struct buf *b, const char *value)
{
	for (; *value; value++) {
		if (strchr(" \t\n\\", *value))
			buf_putc(b, '\\');
		buf_putc(b, *value);
	}
}

static void
set_options(struct link_params *p, const char *office, const char *hers)
{
	struct buf b = { 0 };

	buf_puts(&b, our_options);
	if (!str_is_blank(office)) {
		buf_puts(&b, " -c hito.office=");
		add_escaped(&b, office);
	}
	if (hers && *hers) {
		buf_putc(&b, ' ');
		buf_puts(&b, hers);
	}
	link_params_set(p, "options", buf_text(&b));
	buf_free(&b);
}

void
session_expect(struct session *session, const char *edition)
{
	static const char name[] = " -c hito.edition=";
	struct link_params *p = &session->params;
	const char *options = link_params_get(p, "options");
	struct buf b = { 0 };

	if (!edition || !options || strstr(options, name))
		return;
	buf_puts(&b, options);
	buf_puts(&b, name);
	add_escaped(&b, edition);
	link_params_put(p, "options", buf_text(&b));
	buf_free(&b);
}

/* Where the server is: what counts of host and hostaddr. */
static const char *
hosts_of(const struct session_params *given, const PQconninfoOption *own,
	const PQconninfoOption *defaults)
{
	const char *addr = person_said(own, defaults, "hostaddr");

	return given->host ? given->host
	       : addr	   ? addr
			   : person_said(own, defaults, "host");
}

static void
set_presets(struct link_params *p, const struct session_params *given,
	const PQconninfoOption *own, const PQconninfoOption *defaults)
{
	const char *hosts = hosts_of(given, own, defaults);
	bool off = any_is_not(link_is_here, hosts);

	p->off_machine = off;
	p->over_tcp = any_is_not(is_socket, hosts);
	for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
		const struct preset *d = &presets[i];

		if (d->off_machine && !off)
			continue;
		if ((given->any_server || given->standby) &&
			str_eq(d->keyword, "target_session_attrs"))
			continue;
		if (!person_said(own, defaults, d->keyword))
			link_params_set(p, d->keyword, d->value);
	}
	if (given->standby &&
		!person_said(own, defaults, "target_session_attrs"))
		link_params_set(p, "target_session_attrs", "prefer-standby");
}

/* What the person gave by options of the command line goes last: it wins. */
static void
set_given(struct link_params *p, const struct session_params *given)
{
	if (given->conninfo)
		link_params_set(p, "dbname", given->conninfo);
	link_params_set(p, "host", given->host);
	link_params_set(p, "port", given->port);
	link_params_set(p, "user", given->user);
	link_params_set(p, "dbname", given->dbname);
	link_params_set(p, "password", given->password);
	if (given->application)
		link_params_set(p, "application_name", given->application);
	link_params_set(p, "client_encoding", "UTF8");
}

/* No host at all is a socket too. */
static bool
are_sockets(const char *hosts)
{
	while (hosts && *hosts) {
		size_t n = strcspn(hosts, ",");

		if (n > 0 && hosts[0] != '/' && hosts[0] != '@')
			return false;
		hosts += n;
		hosts += *hosts == ',';
	}
	return true;
}

static void
set_negotiation(struct link_params *p, const struct session_params *given,
	const PQconninfoOption *own, const PQconninfoOption *defaults)
{
	const char *preset = link_params_get(p, "sslmode");
	struct negotiation said = {
		.begin = person_said(own, defaults, "sslnegotiation"),
		.mode = preset ? preset : person_said(own, defaults, "sslmode"),
	};
	struct negotiation ours = link_negotiate(PQlibVersion(), &said,
		are_sockets(hosts_of(given, own, defaults)), given->direct);
	const char *begin = ours.begin ? ours.begin : said.begin;

	link_params_set(p, "sslnegotiation", ours.begin);
	link_params_set(p, "sslmode", ours.mode);
	p->direct = begin && str_eq(begin, "direct");
	p->ours = p->direct && ours.begin;
}

/* Where no address is said, names are to be found; how long that and the rest
 * may take. */
static void
set_search(struct link_params *p, const struct session_params *given,
	const PQconninfoOption *own, const PQconninfoOption *defaults)
{
	const char *seconds = person_said(own, defaults, "connect_timeout");
	const char *hosts = hosts_of(given, own, defaults);
	const char *ports =
		given->port ? given->port : person_said(own, defaults, "port");

	if (!seconds)
		seconds = link_params_get(p, "connect_timeout");
	(void)str_to_long(seconds ? seconds : "0", LONGEST_S, &p->timeout);
	if (!hosts || person_said(own, defaults, "hostaddr"))
		return;
	p->hosts = mem_strdup(hosts);
	p->ports = ports ? mem_strdup(ports) : NULL;
}

void
link_params_make(struct link_params *out, const struct session_params *given)
{
	PQconninfoOption *own = NULL, *defaults;
	const PQconninfoOption *service;

	memset(out, 0, sizeof *out);
	if (is_conninfo(given->conninfo))
		own = PQconninfoParse(given->conninfo, NULL);
	/* libpq reads the service file for its defaults only when the
	 * environment names it. */
	service = option_find(own, "service");
	if (service && service->val)
		setenv("PGSERVICE", service->val, 1);
	defaults = PQconndefaults();
	set_presets(out, given, own, defaults);
	set_given(out, given);
	set_negotiation(out, given, own, defaults);
	set_search(out, given, own, defaults);
	if (!given->as_it_is)
		set_options(out, given->office,
			person_said(own, defaults, "options"));
	PQconninfoFree(own);
	PQconninfoFree(defaults);
}

void
session_server(const struct session_params *given, char *out, size_t size)
{
	struct link_params p;
	PQconninfoOption *own = NULL, *defaults = PQconndefaults();
	const char *host, *port;

	link_params_make(&p, given);
	if (is_conninfo(given->conninfo))
		own = PQconninfoParse(given->conninfo, NULL);
	host = hosts_of(given, own, defaults);
	port = given->port ? given->port : person_said(own, defaults, "port");
	out[0] = '\0';
	if (p.off_machine && host && !strpbrk(host, ",=\n"))
		snprintf(out, size, "%s:%s", host, port ? port : "5432");
	PQconninfoFree(own);
	PQconninfoFree(defaults);
	link_params_free(&p);
}
