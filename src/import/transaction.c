/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transaction of a load, or its part of a longer one. */
#include "import/job_inside.h"

#include "base/i18n.h"
#include "db/session.h"

static bool
command(struct import *im, const char *sql, const char *what, struct err *err)
{
	struct result *r = session_query(im->desk->session, what, err, sql, 0);

	result_free(r);
	return r;
}

bool
import_begin(struct import *im, struct err *err)
{
	/* Long files take long; a pipe may make us wait. */
	return command(im, im->o->within ? "savepoint hito_import" : "begin",
		       _("Carga"), err) &&
	       command(im, "set local statement_timeout = 0", _("Carga"),
		       err) &&
	       command(im, "set local idle_in_transaction_session_timeout = 0",
		       _("Carga"), err) &&
	       command(im, mapping_create_sql(im->mapping), _("Carga"), err);
}

bool
import_undo(struct import *im, struct err *err)
{
	return command(im,
		im->o->within ? "rollback to savepoint hito_import"
			      : "rollback",
		_("Carga"), err);
}

bool
import_keep(struct import *im, struct err *err)
{
	if (im->o->within)
		return command(im, "select core.import_forget()", _("Carga"),
			       err) &&
		       command(im, "release savepoint hito_import", _("Carga"),
			       err);
	return command(im, "commit", _("Grabación"), err);
}
