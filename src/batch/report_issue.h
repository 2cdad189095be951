/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_REPORT_ISSUE_H
#define HITO_BATCH_REPORT_ISSUE_H

/* hito report issue, print, verify, list, send: what is issued. */

#include "batch/commands.h"
#include "store/desk.h"

/* argv[0] is the word; NULL when it is none of them, in either language. */
batch_fn *report_verb(const char *word);

/* One by one; argv[0] is the word as typed. */
batch_fn batch_report_issue, batch_report_print, batch_report_verify,
	batch_report_list, batch_report_send;

/* Another plan than the one connected with, NULL none, and its own period. */
bool report_turn_to(struct desk *desk, const char *plan, struct err *err);

#endif
