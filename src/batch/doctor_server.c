/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's side: which one, who she is there, its schema, its seals, its
 * disk. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/connect.h"
#include "batch/desk.h"
#include "batch/doctor.h"
#include "db/cluster.h"
#include "store/desk.h"

enum {
	SEAL_LATE = 60,	   /* minutes that changes wait for a seal */
	ANCHOR_LATE = 31,  /* days */
	CLUSTER_ROOM = 500 /* MiB */
};

/* ---- is there one */

static void
say_no_server(struct checkup *c, enum health health, const char *text,
	const char *remedy)
{
	checkup_say(c, "server", _("servidor"), health,
		remedy && remedy[0] ? remedy : NULL, "%s", text);
}

/* The private one, only looked at: nobody is asked whether to make one. */
static bool
find_private(struct checkup *c, struct cluster *cluster)
{
	struct err err = { 0 };

	if (!cluster_find(cluster, &err)) {
		say_no_server(c, HEALTH_UNSEEN, err.text, err.hint);
		return false;
	}
	switch (cluster_state(cluster, &err)) {
	case CLUSTER_NONE:
	case CLUSTER_HALF:
		say_no_server(c, HEALTH_UNSEEN,
			_("No hay ninguna conexión configurada ni un servidor "
			  "privado en esta máquina."),
			_("Diga a qué servidor entrar (connection en "
			  "hito.conf), o haga uno con hito db init."));
		return false;
	case CLUSTER_BROKEN:
		say_no_server(c, HEALTH_BAD, err.text, err.hint);
		return false;
	default:
		checkup_disk(c, "server-disk", _("disco"), cluster->home,
			CLUSTER_ROOM);
		return true;
	}
}

static void
say_unreached(struct checkup *c, const struct err *err)
{
	c->unreached = err->kind == ERR_LINK;
	say_no_server(c, HEALTH_BAD, err->text,
		err->hint[0] ? err->hint
			     : _("Hable con quien administra el servidor."));
}

/* ---- who she is */

static const char rights_query[] =
	"select (select string_agg(g, ', ' order by g) from unnest(array["
	"'hito_reader', 'hito_clerk', 'hito_secretariat', 'hito_it']) g"
	" where pg_has_role(session_user, g, 'member')),"
	" current_setting('server_version'),"
	" (select rolconnlimit from pg_roles where rolname = session_user)";

static void
check_rights(struct checkup *c, struct desk *desk, const char *groups)
{
	if (!groups)
		checkup_say(c, "rights", _("permisos"), HEALTH_BAD,
			_("Informática los da con hito user grant."),
			_("«%s» no está en ningún grupo del programa."),
			session_user(desk->session));
	else if (!desk->office && desk->n_offices == 0)
		checkup_say(c, "rights", _("permisos"), HEALTH_WARNING,
			_("Informática lo da con hito user grant."),
			_("«%s» (%s) no tiene hoy un permiso en ninguna "
			  "oficina."),
			session_user(desk->session), groups);
	else if (desk->office)
		checkup_say(c, "rights", _("permisos"), HEALTH_GOOD, NULL,
			_("«%s» trabaja en %s; sus grupos: %s."),
			session_user(desk->session), desk->office, groups);
	else
		checkup_say(c, "rights", _("permisos"), HEALTH_GOOD, NULL,
			_("«%s» elige entre %zu oficinas; sus grupos: %s."),
			session_user(desk->session), desk->n_offices, groups);
}

static void
check_limit(struct checkup *c, const char *limit)
{
	if (str_eq(limit, "-1"))
		checkup_say(c, "connection-limit", _("conexiones"),
			HEALTH_WARNING,
			_("Quien administra el servidor lo pone con ALTER ROLE "
			  "... CONNECTION LIMIT 3."),
			"%s", _("Su rol no tiene un límite de conexiones."));
	else
		checkup_say(c, "connection-limit", _("conexiones"), HEALTH_GOOD,
			NULL, _("Su rol puede tener %s conexiones a la vez."),
			limit);
}

static void
check_person(struct checkup *c, struct desk *desk)
{
	struct err err = { 0 };
	struct result *r = session_query(
		desk->session, _("Revisión"), &err, rights_query, 0);

	if (!r) {
		say_unreached(c, &err);
		return;
	}
	checkup_say(c, "server", _("servidor"), HEALTH_GOOD, NULL,
		desk->site.is_private
			? _("Contesta el servidor privado, PostgreSQL %s: %s.")
			: _("Contesta el servidor, PostgreSQL %s: %s."),
		result_value(r, 0, 1), session_where(desk->session));
	check_rights(c, desk, result_value(r, 0, 0));
	check_limit(c, result_value(r, 0, 2));
	result_free(r);
}

static void
check_schema(struct checkup *c, const struct desk *desk)
{
	if (desk->read_only)
		checkup_say(c, "schema", _("esquema"), HEALTH_WARNING,
			session_is_read_only(desk->session)
				? _("Se escribe cuando conteste el servidor "
				    "principal.")
				: _("Quien administra el servidor lo pone al "
				    "día con hito db migrate."),
			_("Solo se puede leer: %s."), desk->read_only_why);
	else
		checkup_say(c, "schema", _("esquema"), HEALTH_GOOD, NULL, "%s",
			_("El esquema de la base es el del programa, y se "
			  "puede escribir."));
}

/* ---- seals, for who may see them */

static void
say_seal(struct checkup *c, const char *minutes)
{
	long late = 0;

	if (str_to_long(minutes, 100000000, &late) && late <= SEAL_LATE)
		checkup_say(c, "seal", _("sello"), HEALTH_GOOD, NULL, "%s",
			_("Los cambios están sellados, o lo estarán al grabar "
			  "el próximo."));
	else
		checkup_say(c, "seal", _("sello"), HEALTH_WARNING,
			_("Selle con hito db audit, y ponga esa orden en el "
			  "cron de cada noche."),
			_("Hay cambios %s minutos posteriores al último "
			  "sello."),
			minutes);
}

static void
say_anchor(struct checkup *c, const char *days)
{
	long late = 0;

	if (str_to_long(days, 1000000, &late) && late <= ANCHOR_LATE)
		checkup_say(c, "anchor", _("ancla"), HEALTH_GOOD, NULL,
			_("La última ancla tiene %s días."), days);
	else
		checkup_say(c, "anchor", _("ancla"), HEALTH_WARNING,
			_("Haga una con hito db audit --anchor y guárdela "
			  "fuera de este servidor."),
			_("La última ancla, o el primer cambio si no hay "
			  "ninguna, tiene %s días."),
			days);
}

static void
check_seals(struct checkup *c, struct session *s)
{
	struct err err = { 0 };
	struct result *r = session_query(s, _("Revisión"), &err,
		"select audit.seal_age(), audit.anchor_age()", 0);

	if (!r) {
		checkup_say(c, "seal", _("sello"), HEALTH_UNSEEN, NULL, "%s",
			_("Los sellos y las anclas los ve informática."));
		return;
	}
	say_seal(c, result_value(r, 0, 0));
	say_anchor(c, result_value(r, 0, 1));
	result_free(r);
}

/* ---- the servers that are to have each change too */

static void
check_standbys(struct checkup *c, struct session *s)
{
	struct err err = { 0 };
	struct result *r = session_query(s, _("Revisión"), &err,
		"select current_setting('synchronous_standby_names'),"
		" core.standbys_lacking()",
		0);
	const char *names = r ? result_value(r, 0, 0) : "";

	if (!names[0])
		;
	else if (str_eq(result_value(r, 0, 1), "0"))
		checkup_say(c, "standby", _("respaldo"), HEALTH_GOOD, NULL,
			_("Los servidores de respaldo que confirman lo grabado "
			  "(%s) responden."),
			names);
	else
		checkup_say(c, "standby", _("respaldo"), HEALTH_BAD,
			_("Quien administra el servidor los enciende, o los "
			  "quita de synchronous_standby_names."),
			_("De los servidores de respaldo que deben confirmar "
			  "lo grabado (%s) faltan %s: cada grabación espera "
			  "por ellos."),
			names, result_value(r, 0, 1));
	result_free(r);
}

/* ---- all of it */

static void
check_answering(struct checkup *c, struct desk *desk)
{
	bool is_private = desk->site.is_private;
	struct session_params params = c->batch->params;
	struct err err = { 0 };
	struct session *bare;

	check_person(c, desk);
	check_schema(c, desk);
	check_seals(c, desk->session);
	check_standbys(c, desk->session);
	checkup_line(c, desk->session);
	params.as_it_is = true;
	params.any_server = true;
	bare = session_open(&params, &wait_plain, NULL, &err);
	if (bare)
		checkup_settings(c, bare, is_private);
	else
		checkup_say(c, "settings", _("ajustes"), HEALTH_UNSEEN, NULL,
			"%s", err.text);
	session_close(bare);
}

void
checkup_server(struct checkup *c)
{
	struct cluster cluster;
	struct err err = { 0 };
	bool is_private = false;
	struct desk *desk;

	if (!c->batch->given_connection && !find_private(c, &cluster))
		return;
	desk = desk_new(c->batch->settings, &err);
	if (!desk) /* said of the forms */
		return;
	if (batch_connection(c->batch, &is_private, &err)) {
		desk->site.is_private = is_private;
		if (batch_desk_connect(c->batch, desk, &err))
			check_answering(c, desk);
	}
	if (err.kind != ERR_NONE)
		say_unreached(c, &err);
	desk_close(desk);
}
