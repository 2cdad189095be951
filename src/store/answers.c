/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked once per connection, in one pipeline. */
#include "store/inside.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/board.h"
#include "store/desk.h"

/* The statements for a database older than core.start. */
enum ask {
	ASK_HELLO,
	ASK_OFFICES,
	ASK_RIGHTS,
	ASK_BOARD,
	ASK_HOW_MANY
};

static bool
is_missing(const char *sqlstate)
{
	static const char *const codes[] = {
		"42883", /* function */
		"3F000", /* schema */
		"42P01", /* table */
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		if (str_eq(codes[i], sqlstate))
			return true;
	}
	return false;
}

static bool
no_schema(const struct desk *desk, struct err *err)
{
	char detail[sizeof err->detail] = "";

	if (err)
		str_copy(detail, sizeof detail, err->detail);
	err_set(err, ERR_RULE, NULL,
		_("La base de datos «%s» no tiene el esquema de hito."),
		session_database(desk->session));
	err_hint(err, _("Quien administra el servidor lo crea con «hito db "
			"migrate»."));
	return err_detail(err, detail);
}

/* She may enter the database and nothing in it. */
static bool
no_rights(const struct desk *desk, struct err *err)
{
	const char *who = session_user(desk->session);

	err_set(err, ERR_RIGHTS, NULL,
		_("El usuario «%s» todavía no tiene ningún permiso en la base "
		  "de datos «%s»."),
		who, session_database(desk->session));
	return err_hint(err,
		_("Informática se lo da con: hito user grant %s "
		  "OFICINA enter"),
		who);
}

/* What the answers travel as: see result_unpack. */
static const char *const hello_columns[] = { "schema_hash", "schema_major",
	"schema_minor", "who", "office_code", "office_name", "institution",
	"institution_name", "is_test", "today", "now_hhmm", "server", "drawn" };
static const char *const office_columns[] = { "code", "name" };
static const char *const right_columns[] = { "tables", "can_read", "can_insert",
	"can_update", "can_mark" };

static bool
ask_start(struct desk *desk, struct answers *answers, struct err *err)
{
	struct statements list = { .arena = desk->arena };
	struct result **results;
	const struct result *all;

	statements_addv(&list,
		desk->link.is_bare ? "select core.enter($1,$2)"
				   : "select core.start($1,$2)",
		2, desk->plan, desk->period);
	results = store_run(desk, &list, list.arena, NULL, _("Conexión"), err);
	if (!results)
		return false;
	all = results[0];
	answers->hello = result_unpack_part(all, 'h', COLUMNS(hello_columns));
	answers->offices =
		result_unpack_part(all, 'o', COLUMNS(office_columns));
	answers->rights = result_unpack_part(all, 'r', COLUMNS(right_columns));
	answers->board = board_unpack_part(all, 'b');
	results_free(results, list.n);
	return true;
}

static struct result **
ask_each(struct desk *desk, size_t asks, size_t *failed, struct err *err)
{
	struct statements list = { .arena = desk->arena };

	statements_addv(&list, "select h::text from core.hello() as h", 0);
	statements_addv(&list, "select o::text from core.my_offices() as o", 0);
	statements_addv(&list, "select r::text from core.my_rights() as r", 0);
	if (asks > ASK_BOARD)
		board_statement(&list, desk->plan, desk->period);
	return store_run(desk, &list, list.arena, failed, _("Conexión"), err);
}

/* A database older than the board still serves the rest. */
static bool
ask_older(struct desk *desk, struct answers *answers, struct err *err)
{
	size_t asks = ASK_HOW_MANY;
	size_t failed = ASK_HOW_MANY;
	struct result **results = ask_each(desk, asks, &failed, err);

	if (!results && failed == ASK_BOARD &&
		is_missing(session_refusal(desk->session)->sqlstate)) {
		asks = ASK_BOARD;
		results = ask_each(desk, asks, &failed, err);
	}
	if (!results)
		return false;
	answers->hello =
		result_unpack(results[ASK_HELLO], COLUMNS(hello_columns));
	answers->offices =
		result_unpack(results[ASK_OFFICES], COLUMNS(office_columns));
	answers->rights =
		result_unpack(results[ASK_RIGHTS], COLUMNS(right_columns));
	if (asks > ASK_BOARD)
		answers->board = board_unpack(results[ASK_BOARD]);
	return true;
}

bool
answers_ask(struct desk *desk, struct answers *answers, struct err *err)
{
	struct err own = { 0 };
	const char *code = session_refusal(desk->session)->sqlstate;

	*answers = (struct answers){ 0 };
	if (ask_start(desk, answers, &own))
		return true;
	if (own.kind != ERR_LINK && own.kind != ERR_CANCEL &&
		is_missing(code)) {
		own = (struct err){ 0 };
		if (ask_older(desk, answers, &own))
			return true;
	}
	*err = own;
	if (err->kind == ERR_LINK || err->kind == ERR_CANCEL)
		return false;
	if (is_missing(code))
		return no_schema(desk, err);
	return str_eq(code, "42501") ? no_rights(desk, err) : false;
}

void
answers_free(struct answers *answers)
{
	result_free(answers->hello);
	result_free(answers->offices);
	result_free(answers->rights);
	result_free(answers->board);
}
