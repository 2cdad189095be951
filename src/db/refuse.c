/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/refuse.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

/*
 * By whole SQLSTATE, else by its class (the first two characters); the first
 * that fits. A NULL sentence: the server's message is one already.
 */
struct explanation {
	const char *sqlstate;
	enum err_kind kind;
	const char *text;
	const char *hint;
};

static const struct explanation explanations[] = {
	{ REFUSE_MOVED, ERR_CONFLICT,
		N_("Otra persona cambió este registro mientras usted lo "
		   "editaba."),
		N_("Compare lo suyo con lo que hay ahora en el servidor.") },
	{ REFUSE_RULE, ERR_RULE, NULL, NULL },
	{ REFUSE_RIGHTS, ERR_RIGHTS, NULL, NULL },
	{ REFUSE_MISSING, ERR_INPUT, NULL, NULL },
	{ REFUSE_EDITION, ERR_RIGHTS, NULL, NULL },
	{ "23505", ERR_RULE, N_("Ya existe un registro con esa misma clave."),
		N_("Busque el que existe, o corrija la clave.") },
	{ "23503", ERR_RULE,
		N_("Este registro depende de otro que no existe, o otro "
		   "depende de él."),
		NULL },
	{ "23502", ERR_RULE, N_("Falta llenar un dato obligatorio."), NULL },
	{ "23514", ERR_RULE, N_("Lo escrito no cumple una regla del registro."),
		NULL },
	{ "23P01", ERR_RULE,
		N_("Lo escrito se cruza con otro registro que ya existe."),
		NULL },
	{ "22001", ERR_INPUT,
		N_("El texto es más largo de lo que admite el campo."), NULL },
	{ "22003", ERR_INPUT,
		N_("El número es demasiado grande para el campo."), NULL },
	{ "22007", ERR_INPUT, N_("El servidor no entiende esa fecha."), NULL },
	{ "22008", ERR_INPUT,
		N_("La fecha está fuera de lo que admite el servidor."), NULL },
	{ "22P02", ERR_INPUT,
		N_("El servidor no entiende un valor: no es del tipo que pide "
		   "el campo."),
		NULL },
	{ "22021", ERR_INPUT,
		N_("El texto tiene un carácter que el servidor no admite."),
		NULL },
	{ "42501", ERR_RIGHTS, N_("Usted no tiene permiso para hacer esto."),
		N_("Pida el permiso a la secretaría o a informática.") },
	{ "44000", ERR_RIGHTS, N_("Usted no tiene permiso para hacer esto."),
		NULL },
	{ "25006", ERR_RIGHTS,
		N_("El servidor está en solo lectura: nada se grabó."), NULL },
	{ "42P01", ERR_RULE,
		N_("Esta base de datos no tiene los registros de hito, o es "
		   "de otra versión."),
		N_("Quien cuida el servidor la pone al día con: hito db "
		   "migrate") },
	{ "3F000", ERR_RULE,
		N_("Esta base de datos no tiene los registros de hito."),
		N_("Quien cuida el servidor la prepara con: hito db "
		   "migrate") },
	{ "42883", ERR_RULE,
		N_("La base de datos es de otra versión que este programa."),
		N_("Quien cuida el servidor la pone al día con: hito db "
		   "migrate") },
	{ "42703", ERR_RULE,
		N_("La base de datos es de otra versión que este programa."),
		N_("Quien cuida el servidor la pone al día con: hito db "
		   "migrate") },
	{ "55P03", ERR_CONFLICT,
		N_("Otra persona está grabando este mismo registro: vuelva a "
		   "intentarlo."),
		NULL },
	{ "40001", ERR_CONFLICT,
		N_("El servidor deshizo la operación porque se cruzó con "
		   "otra: vuelva a intentarlo."),
		NULL },
	{ "40P01", ERR_CONFLICT,
		N_("El servidor deshizo la operación porque se cruzó con "
		   "otra: vuelva a intentarlo."),
		NULL },
	{ "57014", ERR_RULE,
		N_("El servidor detuvo la consulta porque tardaba "
		   "demasiado."),
		N_("Pida menos: ponga un filtro o un periodo.") },
	{ "53100", ERR_RULE,
		N_("El disco del servidor está lleno: nada se grabó."),
		N_("Avise a quien cuida el servidor.") },
	{ "53200", ERR_RULE,
		N_("El servidor no tiene memoria suficiente para esto."),
		N_("Si es por «out of shared memory», suba "
		   "max_locks_per_transaction: hito-db(8).") },
	{ "54", ERR_RULE,
		N_("Lo pedido pasa de lo que el servidor puede manejar."),
		NULL },
	{ "53", ERR_RULE,
		N_("El servidor no tiene recursos para atender esto ahora."),
		N_("Vuelva a intentarlo en un momento.") },
	{ "57", ERR_LINK, N_("El servidor cerró la conexión."), NULL },
	{ "08", ERR_LINK, N_("La conexión con el servidor se perdió."), NULL },
	{ "22", ERR_INPUT, N_("El servidor no admite uno de los valores."),
		NULL },
	{ "23", ERR_RULE, N_("Lo escrito no cumple una regla del registro."),
		NULL },
	{ "42", ERR_BUG,
		N_("El programa hizo una consulta que el servidor no "
		   "entiende."),
		N_("Es un error de hito: dé parte con el detalle.") },
	{ "", ERR_RULE, N_("El servidor no aceptó la operación."), NULL },
};

static const struct explanation *
explanation_of(const char *sqlstate)
{
	const struct explanation *e = explanations;

	while (!str_starts(sqlstate, e->sqlstate))
		e++;
	return e;
}

bool
refuse_explain(const struct refusal *r, struct err *err)
{
	const struct explanation *e = explanation_of(r->sqlstate);
	const char *column = r->column[0] ? r->column : NULL;
	char text[2 * sizeof err->detail];

	err_set(err, e->kind, column, "%s", e->text ? _(e->text) : r->message);
	if (e->text && e->hint)
		err_hint(err, "%s", _(e->hint));
	else if (!e->text && r->hint[0])
		err_hint(err, "%s", r->hint);
	/* One of ours that says no more than its sentence has no detail. */
	if (!e->text && !r->detail[0] && !r->constraint[0])
		return false;
	snprintf(text, sizeof text, "%s %s%s%s%s%s", r->sqlstate,
		e->text ? r->message : "", r->detail[0] ? "\n" : "", r->detail,
		r->constraint[0] ? "\n" : "", r->constraint);
	return err_detail(err, text);
}
