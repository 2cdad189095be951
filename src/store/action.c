/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/action.h"

#include "base/i18n.h"
#include "base/served.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/inside.h"

const struct action action_mark = {
	.name = "mark",
	.title = N_("Anular"),
	.confirm = true,
	.n_ask = 1,
	.ask = { { "reason", N_("Motivo") } },
};

const struct action action_restore = {
	.name = "restore",
	.title = N_("Restaurar"),
};

static const struct action *const common[] = { &action_mark, &action_restore };

enum {
	N_COMMON = sizeof common / sizeof *common
};

/* A form file says its titles in the language of the registers. */
const char *
action_title(const struct action *action)
{
	for (size_t i = 0; i < N_COMMON; i++)
		if (action == common[i])
			return _(action->title);
	return action->title;
}

bool
action_has_file(const struct action *action)
{
	return action->sends || action->gets;
}

const struct action *
action_at(const struct form *form, size_t i)
{
	if (i < form->n_actions)
		return &form->actions[i];
	i -= form->n_actions;
	return i < N_COMMON ? common[i] : NULL;
}

const struct action *
action_named(const struct form *form, const char *name)
{
	const struct action *a = NULL;

	for (size_t i = 0; (a = action_at(form, i)); i++)
		if (str_eq(a->name, name))
			break;
	return a;
}

/* "Iniciar (start), Retirar (drop)": all, or those that fit a record. */
static const char *
names_of(struct buf *names, const struct form *form, const struct record *of)
{
	const struct action *a;

	for (size_t i = 0; (a = action_at(form, i)); i++)
		if (!of || action_fits(a, of))
			buf_printf(names, "%s%s (%s)", names->len ? ", " : "",
				action_title(a), a->name);
	return buf_text(names);
}

const struct action *
action_called(const struct form *form, const char *name, struct err *err)
{
	const struct action *found = NULL;
	const struct action *a;
	struct buf names = { 0 };
	size_t n = 0;

	for (size_t i = 0; (a = action_at(form, i)); i++) {
		if (str_eq(a->name, name) ||
			utf8_is_same(action_title(a), name))
			return a;
		if (!str_is_blank(name) &&
			utf8_begins_with(action_title(a), name)) {
			found = a;
			n++;
		}
	}
	if (n == 1)
		return found;
	err_set(err, ERR_INPUT, NULL, _("%s no tiene una acción «%s»."),
		form->title, name);
	err_hint(err, _("Hay: %s."), names_of(&names, form, NULL));
	buf_free(&names);
	return NULL;
}

const char *
action_question(struct arena *arena, const struct action *action,
	const struct record *record, const char *of)
{
	int at = action->says ? form_field(record->form, action->says) : -1;
	const char *says = at < 0 ? NULL : record->values[at].was;

	return arena_printf(arena, _("%s%s¿%s: %s?"),
		says ? served(arena, says) : "", says ? " " : "",
		action_title(action), of ? of : store_key(arena, record));
}

bool
action_fits(const struct action *action, const struct record *record)
{
	int at;

	if (!record->id || record->deleted != (action == &action_restore) ||
		(action == &action_mark && record_fixed(record)))
		return false;
	if (!action->when_column)
		return true;
	at = form_field(record->form, action->when_column);
	/* a column that no field shows: the server decides */
	return at < 0 || str_eq(record->values[at].was, action->when_value);
}

bool
action_ready(const struct action *action, const struct record *record,
	struct err *err)
{
	struct buf names = { 0 };

	if (action_fits(action, record))
		return true;
	if (action == &action_mark && !record_may_change(record, err))
		return false;
	err_set(err, ERR_RULE, NULL,
		_("Con este registro no se puede hacer eso ahora."));
	err_hint(err, _("Se puede: %s."),
		names_of(&names, record->form, record));
	buf_free(&names);
	return false;
}

/* ---- what it asks */

bool
action_answer(struct arena *arena, const struct form *form,
	const struct action_ask *ask, const char *typed, struct date today,
	const char **answer, struct err *err)
{
	const struct field *field = action_ask_field(form, ask);
	struct value value = { 0 };

	*answer = str_is_blank(typed) ? NULL : arena_strdup(arena, typed);
	if (!field || !*answer)
		return true;
	if (!value_typed(arena, field, typed, today, &value, err))
		return false;
	*answer = value.now;
	return true;
}

const char *
reply_title(const struct reply *reply, size_t i)
{
	const struct action_ask *ask = &reply->action->ask[i];

	return reply->action == &action_mark
		       ? _(ask->title)
		       : action_ask_title(reply->form, ask);
}

const char *
action_asks(
	const struct form *form, const struct action *action, const char *name)
{
	const struct reply reply = { .form = form, .action = action };
	int at = form_field(form, name);

	for (size_t i = 0; i < action->n_ask; i++)
		if (str_eq(action->ask[i].name, name))
			return reply_title(&reply, i);
	return at < 0 ? name : field_title(&form->fields[at]);
}

/* "Motivo (reason), Acuerdo (agreement)": all that is asked, or what was not
 * said. */
static const char *
name_asks(struct buf *names, const struct reply *reply, bool missing)
{
	for (size_t i = 0; i < reply->action->n_ask; i++)
		if (!missing || !reply->said[i])
			buf_printf(names, "%s%s (%s)", names->len ? ", " : "",
				reply_title(reply, i),
				reply->action->ask[i].name);
	return buf_text(names);
}

bool
reply_set(struct reply *reply, const char *name, const char *value,
	struct date today, struct err *err)
{
	const struct action *action = reply->action;
	struct buf names = { 0 };

	for (size_t i = 0; i < action->n_ask; i++) {
		if (!str_eq(action->ask[i].name, name) &&
			!utf8_is_same(reply_title(reply, i), name))
			continue;
		reply->said[i] = true;
		reply->typed[i] = value;
		return action_answer(reply->arena, reply->form, &action->ask[i],
			value, today, &reply->v[i], err);
	}
	err_set(err, ERR_INPUT, NULL, _("«%s» no pregunta «%s»."),
		action_title(action), name);
	if (action->n_ask > 0)
		err_hint(err, _("Pregunta: %s."),
			name_asks(&names, reply, false));
	buf_free(&names);
	return false;
}

bool
reply_complete(const struct reply *reply, struct err *err)
{
	const struct action *action = reply->action;
	struct buf names = { 0 };
	size_t i = 0;

	while (i < action->n_ask && reply->said[i])
		i++;
	if (i == action->n_ask)
		return true;
	err_set(err, ERR_INPUT, action->ask[i].name,
		_("Para «%s» falta decir: %s."), action_title(action),
		name_asks(&names, reply, true));
	buf_free(&names);
	return err_hint(err,
		_("Lo que quede en blanco se dice en blanco: %s=."),
		action->ask[i].name);
}

/* ---- running */

/* An answer as the function takes it: of a partial date what it was read as. */
static const char *
answer_value(struct arena *arena, const struct form *form, const char *name,
	const char *answer, struct date today)
{
	int at = form_field(form, name);
	struct value value = { 0 };

	if (!answer || at < 0 || form->fields[at].kind != FIELD_PARTIAL)
		return answer;
	value_type(arena, &form->fields[at], answer, today, &value, NULL);
	return statement_partial(arena, &value);
}

/* select plan.milestone_start($1,$2,...): id, row_version, the answers. */
static void
action_statement(struct statements *list, const struct record *record,
	const struct action *action, const char *const *answers,
	struct date today)
{
	struct buf sql = { 0 };
	const char **values =
		arena_array(list->arena, action->n_ask + 2, sizeof *values);

	buf_printf(&sql, "select %s($1,$2",
		str_quote_name(list->arena, action->call));
	values[0] = record->id;
	values[1] = record->version;
	for (size_t i = 0; i < action->n_ask; i++) {
		buf_printf(&sql, ",$%zu", i + 3);
		values[i + 2] = answer_value(list->arena, record->form,
			action->ask[i].name, answers[i], today);
	}
	buf_putc(&sql, ')');
	statements_add(list, arena_strdup(list->arena, buf_text(&sql)),
		(int)action->n_ask + 2, values);
	buf_free(&sql);
}

/* A function names what it was asked as the column it refuses. */
static void
find_ask(struct desk *desk, const struct action *action, struct err *err)
{
	const char *column;

	if (!desk_is_connected(desk) || err->field[0] || err->kind == ERR_LINK)
		return;
	column = session_refusal(desk->session)->column;
	for (size_t i = 0; i < action->n_ask; i++)
		if (str_eq(action->ask[i].name, column))
			str_copy(err->field, sizeof err->field, column);
}

static bool
run_call(struct desk *desk, const struct record *record,
	const struct action *action, const char *const *answers,
	const char *request, struct record **after, struct err *err)
{
	struct statements list = { .arena = arena_new() };
	bool done;

	request_statement(&list, request);
	action_statement(&list, record, action, answers, desk->today);
	done = store_change(desk, &list, record, request, after, err);
	arena_free(list.arena);
	if (!done)
		find_ask(desk, action, err);
	return done;
}

static bool
run_mark(struct desk *desk, const struct record *r, const char *why,
	const char *request, struct err *err)
{
	if (!str_is_blank(why))
		return store_mark(
			desk, r->form, r->id, r->version, why, request, err);
	err_set(err, ERR_INPUT, action_mark.ask[0].name,
		_("No se anuló: hace falta un motivo."));
	return err_hint(err, _("Diga por qué: se registró dos veces, se "
			       "publicó por error."));
}

bool
action_run(struct desk *desk, const struct record *record,
	const struct action *action, const char *const *answers,
	const char *request, struct record **after, struct err *err)
{
	struct record *now = NULL;
	struct err own = { 0 };
	bool done;

	if (!err)
		err = &own;
	if (action->call)
		done = run_call(
			desk, record, action, answers, request, &now, err);
	else if (action == &action_mark)
		done = run_mark(desk, record, answers[0], request, err);
	else
		done = store_restore(desk, record->form, record->id,
			record->version, request, err);
	if (done && after && !now)
		now = store_read(desk, record->form, record->id, NULL);
	if (after)
		*after = now;
	else
		record_free(now);
	return done;
}
