/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito db audit --clear: what the history of a row says of a person goes. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/keeper.h"

/* What goes, as the server counts it. */
struct cleared {
	const char *values;
	const char *changes; /* that had them */
};

/* The server clears and tells; whoever may not, and what is no personal
 * history, it refuses. */
static bool
clear(struct batch *batch, struct session *s, const struct clear_wish *wish,
	struct cleared *out, struct err *err)
{
	struct result *r = session_query(s, _("Auditoría"), err,
		"select count(*) as n,"
		" audit.clear($1, $2::bigint, $3) as changes"
		" from audit.told_of($1, $2::bigint) t"
		" join audit.personal p on p.relation = t.relation"
		" and p.key = t.key join audit.change c on c.id = p.change_id,"
		" lateral (select value from jsonb_each_text(c.old)"
		" union all select value from jsonb_each_text(c.new)) v"
		" where v.value like 'sha256:%'",
		3, wish->table, wish->row, wish->why);

	if (!r)
		return false;
	out->values = arena_strdup(batch->arena, result_get(r, 0, "n"));
	out->changes = arena_strdup(batch->arena, result_get(r, 0, "changes"));
	result_free(r);
	return true;
}

/* Done and undone: nothing is held while she thinks. */
static bool
foresee(struct batch *batch, struct session *s, const struct clear_wish *wish,
	struct cleared *out, struct err *err)
{
	return session_script(s, "begin", _("Auditoría"), err) &&
	       clear(batch, s, wish, out, err) &&
	       session_script(s, "rollback", _("Auditoría"), err);
}

static bool
may_clear(struct batch *batch, const struct clear_wish *wish,
	const struct cleared *all, struct err *err)
{
	const char *what = arena_printf(batch->arena,
		_("Valores personales en la historia de %s, fila %s: %s (cambios "
		  "que los tienen: %s). Borrados, no se recuperan."),
		wish->table, wish->row, all->values, all->changes);

	if (wish->yes)
		return true;
	if (!batch_at_terminal()) {
		err_set(err, ERR_RULE, NULL, "%s", what);
		return err_hint(err, _("Si deben borrarse, repita la orden con "
				       "--yes."));
	}
	return batch_agrees(
		       arena_printf(batch->arena, _("%s ¿Borrarlos?"), what)) ||
	       err_set(err, ERR_CANCEL, NULL, _("No se borró nada."));
}

int
audit_clear(struct batch *batch, struct session *s,
	const struct clear_wish *wish, struct err *err)
{
	struct cleared all = { 0 };

	if (!foresee(batch, s, wish, &all, err))
		return batch_failed(err);
	if (str_eq(all.changes, "0")) {
		printf(_("La historia de %s, fila %s, no tiene valores "
			 "personales: no hay qué borrar.\n"),
			wish->table, wish->row);
		return EXIT_DONE;
	}
	if (!may_clear(batch, wish, &all, err) ||
		!clear(batch, s, wish, &all, err))
		return batch_failed(err);
	printf(_("valores borrados: %s (cambios que los tenían: %s)\n"),
		all.values, all.changes);
	return EXIT_DONE;
}
