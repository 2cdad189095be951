/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/str.h"
#include "base/utf8.h"
#include "db/migrate.h"
#include "store/direct.h"
#include "store/drawn.h"
#include "store/inside.h"
#include "store/behind.h"

static uint32_t
sum_of(const struct desk *desk)
{
	const char *parts[] = { desk->link.params.conninfo,
		desk->link.params.host, desk->link.params.port,
		desk->link.params.user, desk->link.params.dbname };
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		for (const char *p = parts[i] ? parts[i] : ""; *p; p++)
			h = (h ^ (unsigned char)*p) * 16777619u;
		h = (h ^ '\n') * 16777619u;
	}
	return h;
}

/* The name under which the last office of this connection is remembered. */
static const char *
office_memory(const struct desk *desk)
{
	return arena_printf(desk->arena, "office.%08x", desk->link.sum);
}

static void
take_params(struct desk *desk, const struct session_params *params)
{
	struct session_params *p = &desk->link.params;
	struct arena *arena = desk->arena;

	*p = *params;
	p->conninfo = arena_strdup(arena, params->conninfo);
	p->host = arena_strdup(arena, params->host);
	p->port = arena_strdup(arena, params->port);
	p->user = arena_strdup(arena, params->user);
	p->dbname = arena_strdup(arena, params->dbname);
	p->password = arena_strdup(arena, params->password);
	p->application = arena_strdup(arena, params->application);
	p->office = arena_strdup(arena, params->office);
	desk->link.sum = sum_of(desk);
	if (!p->office)
		p->office = desk->settings->office;
	if (!p->office)
		p->office = memory_get(arena, office_memory(desk));
	direct_recall(desk);
}

static struct desk *
make_desk(struct settings *settings)
{
	struct arena *arena = arena_new();
	struct desk *desk = arena_alloc(arena, sizeof *desk);

	desk->arena = arena;
	desk->settings = settings;
	desk->plan = settings->plan;
	return desk;
}

struct desk *
desk_new(struct settings *settings, struct err *err)
{
	struct desk *desk = make_desk(settings);

	if (forms_read(desk, err))
		return desk;
	desk_close(desk);
	return NULL;
}

struct desk *
desk_begin(struct settings *settings, const struct session_params *params,
	struct err *err)
{
	struct desk *desk = make_desk(settings);

	take_params(desk, params);
	drawn_recall(desk);
	if (!forms_list(desk, err)) {
		desk_close(desk);
		return NULL;
	}
	desk->link.begun = session_begin(&desk->link.params);
	desk->files.binds_late = true;
	return desk;
}

bool
desk_bind(struct desk *desk, struct err *err)
{
	desk->files.binds_late = false;
	return forms_bind(desk, err);
}

/* ---- what the first answers say */

static long
number_of(const struct result *result, const char *name)
{
	const char *text = result_get(result, 0, name);
	long n;

	return text && str_to_long(text, 1000000, &n) ? n : 0;
}

static void
take_hour(struct desk *desk, const char *hhmm)
{
	if (hhmm)
		(void)hour_read(hhmm, &desk->clock.minute);
	desk->clock.at = clock_ms();
}

static void
only_read(struct desk *desk, const char *why)
{
	desk->read_only = true;
	desk->read_only_why = why;
}

/* That of the line says which server this is. */
static bool
note_copy(struct desk *desk)
{
	desk->link.is_copy = session_is_read_only(desk->session);
	if (desk->link.is_copy)
		only_read(desk, _("el servidor que contesta es una copia en la "
				  "que no se escribe"));
	return desk->link.is_copy;
}

static bool
take_hello(struct desk *desk, const struct result *hello, struct err *err)
{
	struct arena *arena = desk->arena;
	long major = number_of(hello, "schema_major");
	const char *hash = result_get(hello, 0, "schema_hash");

	if (result_rows(hello) != 1)
		return err_set(err, ERR_BUG, NULL,
			_("El servidor no se ha presentado."));
	if (major > DESK_SCHEMA_MAJOR) {
		err_set(err, ERR_RULE, NULL,
			_("La base de datos es de una versión más nueva (%ld) "
			  "que este programa (%d)."),
			major, DESK_SCHEMA_MAJOR);
		return err_hint(err, _("Pida a su área de informática que "
				       "actualice hito en este equipo."));
	}
	desk->read_only = false;
	desk->read_only_why = NULL;
	if (!note_copy(desk) && desk->link.params.standby)
		only_read(desk, _("se pidió leer de una copia"));
	if (major < DESK_SCHEMA_MAJOR ||
		number_of(hello, "schema_minor") < migrate_schema_files)
		only_read(desk, _("el esquema de la base es anterior al "
				  "programa"));
	if (desk->files.schema_hash && !str_eq(desk->files.schema_hash, hash))
		only_read(desk, _("el esquema de la base cambió; salga y "
				  "vuelva a entrar"));
	else
		desk->files.schema_hash = arena_strdup(arena, hash);
	session_expect(desk->session, desk->files.schema_hash);
	desk->who = clean_text(arena, result_get(hello, 0, "who"), false);
	desk->office =
		clean_text(arena, result_get(hello, 0, "office_code"), false);
	desk->office_name =
		clean_text(arena, result_get(hello, 0, "office_name"), false);
	desk->site.database =
		arena_strdup(arena, session_database(desk->session));
	desk->site.institution =
		clean_text(arena, result_get(hello, 0, "institution"), false);
	desk->site.institution_name = clean_text(
		arena, result_get(hello, 0, "institution_name"), false);
	desk->site.is_test = str_eq(result_get(hello, 0, "is_test"), "t");
	if (!date_from_iso(result_get(hello, 0, "today"), &desk->today))
		desk->today = date_today_lima();
	take_hour(desk, result_get(hello, 0, "now_hhmm"));
	if (!str_to_long(result_get(hello, 0, "server"), LONG_MAX,
		    &desk->link.server))
		desk->link.server = 0;
	return true;
}

static void
take_offices(struct desk *desk, const struct result *result)
{
	size_t n = result_rows(result);

	desk->offices = arena_array(desk->arena, n + 1, sizeof *desk->offices);
	desk->n_offices = n;
	for (size_t i = 0; i < n; i++) {
		desk->offices[i].code = clean_text(
			desk->arena, result_get(result, i, "code"), false);
		desk->offices[i].name = clean_text(
			desk->arena, result_get(result, i, "name"), false);
	}
}

static struct desk_right
right_of(const struct result *result, size_t row)
{
	return (struct desk_right){
		.read = str_eq(result_get(result, row, "can_read"), "t"),
		.insert = str_eq(result_get(result, row, "can_insert"), "t"),
		.update = str_eq(result_get(result, row, "can_update"), "t"),
		.mark = str_eq(result_get(result, row, "can_mark"), "t"),
	};
}

/* A right of each table of the forms that a row of the answer names; one
 * without a schema is of the schema before it. */
static void
take_right(struct desk *desk, const struct result *result, size_t row)
{
	struct desk_right like = right_of(result, row);
	char *rest = NULL;
	char *names =
		arena_strdup(desk->arena, result_get(result, row, "tables"));
	const char *schema = "";
	char *name = names ? strtok_r(names, " ", &rest) : NULL;

	for (; name; name = strtok_r(NULL, " ", &rest)) {
		char *point = strchr(name, '.');

		if (point) {
			*point = '\0';
			schema = name;
			name = point + 1;
		}
		like.table = arena_printf(desk->arena, "%s.%s", schema, name);
		for (size_t i = 0;
			i < desk->n_forms && desk->n_rights < desk->n_forms;
			i++)
			if (str_eq(desk->forms[i]->table, like.table))
				desk->rights[desk->n_rights++] = like;
	}
}

/* A row that names none is of all tables that no other row names. */
static void
take_right_of_others(struct desk *desk, const struct result *result, size_t row)
{
	struct desk_right like = right_of(result, row);

	if (result_get(result, row, "tables"))
		return;
	for (size_t i = 0; i < desk->n_forms; i++) {
		like.table = desk->forms[i]->table;
		if (!desk_right(desk, like.table))
			desk->rights[desk->n_rights++] = like;
	}
}

static void
take_rights(struct desk *desk, const struct result *result)
{
	bool writes = false;

	desk->rights = arena_array(
		desk->arena, desk->n_forms + 1, sizeof *desk->rights);
	desk->n_rights = 0;
	for (size_t i = 0; i < result_rows(result); i++)
		take_right(desk, result, i);
	for (size_t i = 0; i < result_rows(result); i++)
		take_right_of_others(desk, result, i);
	for (size_t i = 0; i < desk->n_rights; i++) {
		const struct desk_right *r = &desk->rights[i];

		writes = writes || r->insert || r->update || r->mark;
	}
	if (!writes && !desk->read_only)
		only_read(desk, _("su usuario solo consulta"));
}

/* The plan of the settings file may be of another database; one asked for by
 * name may be one that is still to be made. */
static bool
plan_is_stale(const struct desk *desk)
{
	return desk->plan && desk->plan == desk->settings->plan;
}

static bool
take_board(struct desk *desk, const struct result *result, struct err *err)
{
	desk->board = board_load(desk->arena, result);
	if (!desk->board->plan && plan_is_stale(desk)) {
		desk->plan = NULL;
		if (!board_read(desk, desk->arena, &desk->board, err))
			return false;
	}
	if (desk->board->plan)
		desk->plan = desk->board->plan;
	if (desk->board->period)
		desk->period = desk->board->period;
	return true;
}

/* ---- connecting */

/*
 * The office and how dates are written are settings of the connection. A pooler
 * between may drop them, PGOPTIONS may set others: what she saves would then be
 * of another office than the one that she asked for.
 */
static bool
settings_came(const struct desk *desk, struct err *err)
{
	const char *asked = desk->link.params.office;
	bool other = asked && desk->office && !str_eq(asked, desk->office);

	/* None was opened though it is one of hers. */
	for (size_t i = 0; asked && !desk->office && i < desk->n_offices; i++)
		other = other || str_eq(asked, desk->offices[i].code);
	if (!session_dates_are_iso(desk->session))
		err_set(err, ERR_RULE, NULL,
			_("La conexión no tiene los ajustes de hito: el "
			  "servidor escribe las fechas de otro modo."));
	else if (other)
		err_set(err, ERR_RULE, NULL,
			_("La conexión no tiene los ajustes de hito: se pidió "
			  "la oficina %s y el servidor abrió %s."),
			asked, desk->office ? desk->office : "-");
	else
		return true;
	return err_hint(err,
		_("Los cambia PGOPTIONS o no los deja pasar un intermediario "
		  "(pgbouncer): véase hito-db(8)."));
}

/* What is served is asked for once: whoever holds a form keeps it. */
static bool
take_drawn(struct desk *desk, const struct result *hello, bool is_first,
	struct err *err)
{
	const char *edition = result_get(hello, 0, "drawn");
	const struct drawn *drawn = desk->files.drawn;

	edition = str_is_blank(edition) ? NULL : edition;
	if (!is_first || str_eq(edition, drawn ? drawn->edition : NULL) ||
		(!edition && !drawn))
		return true;
	return drawn_take(desk, edition, err) && forms_anew(desk, err);
}

/* Asks and takes all; on failure nothing of the answers is kept. */
static bool
begin(struct desk *desk, struct err *err)
{
	struct desk before = *desk;
	struct answers answers;
	bool is_first = !desk->files.schema_hash;
	bool done;

	if (!answers_ask(desk, &answers, err))
		return false;
	session_set_wait(desk->session, desk->link.wait);
	done = forms_read(desk, err) && take_hello(desk, answers.hello, err) &&
	       take_drawn(desk, answers.hello, is_first, err);
	if (done) {
		take_offices(desk, answers.offices);
		take_rights(desk, answers.rights);
		done = settings_came(desk, err);
		if (done && answers.board)
			done = take_board(desk, answers.board, err);
	}
	answers_free(&answers);
	done = done && (desk->files.binds_late || forms_bind(desk, err));
	desk->link.is_behind = desk->link.is_behind && !done;
	if (!done) {
		before.files.problem = desk->files.problem;
		before.files.unread = desk->files.unread;
		before.files.drawn = desk->files.drawn;
		before.forms = desk->forms;
		before.n_forms = desk->n_forms;
		*desk = before;
	}
	return done;
}

static bool
open_session(struct desk *desk, struct err *err)
{
	struct wait *wait =
		desk->files.unread ? forms_wait(desk) : desk->link.wait;

	desk->link.needs_password = false;
	if (desk->link.begun)
		desk->session =
			session_finish(desk->link.begun, &desk->link.params,
				wait, &desk->link.needs_password, err);
	else
		desk->session = session_open(&desk->link.params, wait,
			&desk->link.needs_password, err);
	desk->link.begun = NULL;
	/* Where nobody takes writes a copy of the data is read. */
	if (!desk->session && session_was_read_only(err)) {
		desk->link.params.any_server = true;
		err_clear(err);
		desk->session = session_open(&desk->link.params, wait,
			&desk->link.needs_password, err);
		desk->link.params.any_server = false;
	}
	if (!desk->session)
		return false;
	desk->link.is_asked = false;
	direct_note(desk);
	if (begin(desk, err))
		return true;
	session_close(desk->session);
	desk->session = NULL;
	return false;
}

/* An office remembered from another time may be hers no longer. */
static bool
office_is_stale(const struct desk *desk, const struct session_params *given)
{
	return !desk->office && desk->link.params.office && !given->office &&
	       !desk->settings->office;
}

bool
desk_connect(struct desk *desk, const struct session_params *params,
	struct wait *wait, struct err *err)
{
	struct err own = { 0 };

	if (!err)
		err = &own;
	desk->link.wait = wait;
	take_params(desk, params);
	if (!open_session(desk, err))
		return false;
	if (!office_is_stale(desk, params))
		return true;
	memory_set(office_memory(desk), NULL);
	desk->link.params.office = NULL;
	if (desk->n_offices != 1)
		return true; /* the first screen asks */
	session_close(desk->session);
	desk->session = NULL;
	return open_session(desk, err);
}

/* The line alone, made anew. */
static bool
reopen(struct desk *desk, struct err *err)
{
	desk_note_lost(desk);
	desk->link.is_asked = false;
	desk->link.server = 0;
	desk->link.is_behind = session_reopen(desk->session, err);
	if (desk->link.is_behind)
		desk->clock.lost_at[0] = '\0';
	return desk->link.is_behind;
}

bool
desk_reconnect(struct desk *desk, struct err *err)
{
	struct err own = { 0 };
	bool resumed = desk->link.is_behind && desk_is_connected(desk);

	if (!err)
		err = &own;
	page_forget(desk);
	if (desk->session)
		return (resumed || reopen(desk, err)) && begin(desk, err);
	desk_note_lost(desk);
	if (!open_session(desk, err))
		return false;
	desk->clock.lost_at[0] = '\0';
	return true;
}

bool
desk_resume(struct desk *desk, struct err *err)
{
	struct err own = { 0 };

	if (desk_has_line(desk))
		return true;
	/* What could not be written before may be there. */
	if (!desk->session || desk->read_only)
		return desk_reconnect(desk, err);
	if (!reopen(desk, err ? err : &own))
		return false;
	note_copy(desk);
	return true;
}

bool
desk_choose_office(struct desk *desk, const char *code, struct err *err)
{
	struct session *old = desk->session;
	const char *before = desk->link.params.office;
	struct err own = { 0 };

	if (!err)
		err = &own;
	desk->link.params.office = arena_strdup(desk->arena, code);
	if (!open_session(desk, err)) {
		desk->link.params.office = before;
		desk->session = old;
		return false;
	}
	session_close(old);
	page_forget(desk);
	memory_set(office_memory(desk), code);
	return true;
}

void
desk_close(struct desk *desk)
{
	if (!desk)
		return;
	page_forget(desk);
	behind_leaving(desk);
	session_close(desk->link.begun);
	session_close(desk->session);
	arena_free(desk->arena);
}

bool
desk_is_connected(const struct desk *desk)
{
	return desk->session && session_is_open(desk->session);
}

/* A copy that takes changes now has taken the place of the other: what was
 * asked of it is asked anew. */
static bool
took_over(const struct desk *desk)
{
	return desk->link.is_copy && !session_is_read_only(desk->session);
}

bool
desk_has_line(struct desk *desk)
{
	if (!desk_is_connected(desk))
		return false;
	if (session_look(desk->session) && !took_over(desk))
		return true;
	desk_note_lost(desk);
	return false;
}

bool
desk_is_current(struct desk *desk)
{
	return desk_has_line(desk) && !desk->link.is_behind;
}

const char *
desk_plan_shown(const struct desk *desk)
{
	return desk->board && desk->board->plan ? desk->board->plan
						: desk->plan;
}

const char *
desk_period_shown(const struct desk *desk)
{
	return desk->board && desk->board->period ? desk->board->period
						  : desk->period;
}

const char *
desk_where(const struct desk *desk)
{
	return desk->session ? session_where(desk->session) : "";
}

/* ---- finding things */

const char *
desk_folder(struct arena *arena, const char *what)
{
	return home_path(arena, what);
}

struct form *
desk_form(const struct desk *desk, const char *name)
{
	for (size_t i = 0; i < desk->n_forms; i++) {
		if (utf8_is_same(desk->forms[i]->name, name) ||
			utf8_is_same(desk->forms[i]->alias, name))
			return desk_form_at(desk, i);
	}
	for (size_t i = 0; i < desk->n_forms; i++) {
		if (utf8_is_same(desk->forms[i]->title, name) ||
			utf8_is_same(desk->forms[i]->singular, name))
			return desk_form_at(desk, i);
	}
	return NULL;
}

struct form *
desk_form_in(const struct desk *desk, const char *screen, const char *role)
{
	for (size_t i = 0; i < desk->n_forms; i++) {
		const struct form *form = desk->forms[i];

		for (size_t j = 0; j < form->n_roles; j++)
			if (str_eq(form->roles[j].screen, screen) &&
				str_eq(form->roles[j].role, role))
				return desk_form_at(desk, i);
	}
	return NULL;
}

const struct desk_right *
desk_right(const struct desk *desk, const char *table)
{
	for (size_t i = 0; i < desk->n_rights; i++) {
		if (str_eq(desk->rights[i].table, table))
			return &desk->rights[i];
	}
	return NULL;
}

bool
desk_may_read(const struct desk *desk, const struct form *form)
{
	const struct desk_right *right = desk_right(desk, form->table);

	return !right || right->read;
}

bool
desk_may(const struct desk *desk, const struct form *form, enum desk_deed deed,
	struct err *err)
{
	const struct desk_right *right = desk_right(desk, form->table);
	const bool may[] = {
		[DESK_INSERT] = !right || right->insert,
		[DESK_UPDATE] = !right || right->update,
		[DESK_MARK] = !right || right->mark,
	};

	if (desk->read_only)
		return err_set(err, ERR_RIGHTS, NULL, _("Solo lectura: %s."),
			desk->read_only_why ? desk->read_only_why : "");
	if (deed == DESK_INSERT && !form_is_written(form))
		return err_set(err, ERR_RIGHTS, NULL,
			_("En «%s» no se escribe: solo se lee."), form->title);
	return may[deed] || err_set(err, ERR_RIGHTS, NULL,
				    _("Usted no puede cambiar %s; pídalo a la "
				      "oficina responsable o a la secretaría."),
				    form->title);
}
