/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_REPORT_ISSUE_H
#define HITO_BATCH_REPORT_ISSUE_H

/* hito report issue, print, verify, list, send: what is issued. */

#include "batch/batch.h"

typedef int report_verb_fn(struct batch *batch, int argc, char **argv);

/* argv[0] is the word; NULL when it is none of them, in either language. */
report_verb_fn *report_verb(const char *word);

/* One by one; argv[0] is the word as typed. */
report_verb_fn batch_report_issue;
report_verb_fn batch_report_print;
report_verb_fn batch_report_verify;
report_verb_fn batch_report_list;
report_verb_fn batch_report_send;

#endif
