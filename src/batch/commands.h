/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_COMMANDS_H
#define HITO_BATCH_COMMANDS_H

/* The subcommands, a file each: their words in, exit code out. argv[0] is the
 * subcommand's name as typed; the options that hold for all are taken out
 * already. */

#include "batch/batch.h"

typedef int batch_fn(struct batch *batch, int argc, char **argv);

batch_fn batch_board, batch_list, batch_find, batch_due, batch_show,
	batch_history, batch_new, batch_edit, batch_do, batch_document,
	batch_import, batch_export, batch_batches, batch_publish, batch_report,
	batch_form, batch_user, batch_db, batch_doctor, batch_template,
	batch_drafts, batch_completion, batch_remind, batch_setup,
	batch_keys;

#endif
