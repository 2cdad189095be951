/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_REFUSE_H
#define HITO_DB_REFUSE_H

/*
 * Turns what the server says into a kind and a whole sentence in the person's
 * language: one table by SQLSTATE (class or whole). Which field it belongs to
 * and the register's own sentence for a constraint is form's and store's
 * matter (struct refusal has the names).
 */

#include "base/err.h"
#include "db/session.h"

/*
 * SQLSTATEs of our own, raised by functions of sql/code:
 *   HT001  the row moved: another version (ERR_CONFLICT)
 *   HT002  a rule of the registers; MESSAGE is already a sentence for a
 *          clerk, COLUMN names the field if there is one (ERR_RULE)
 *   HT003  no right to do this (ERR_RIGHTS), MESSAGE is a sentence
 *   HT004  asked for something that is not there (ERR_INPUT), MESSAGE too
 *   HT005  the database is of another edition than when it was first met
 *          (ERR_RIGHTS), MESSAGE too
 * and one of a notice:
 *   HT006  a server that is to confirm the change is not there: it is waited for
 */
#define REFUSE_LOCKED "55P03" /* a lock was not had in time */
#define REFUSE_MOVED "HT001"
#define REFUSE_RULE "HT002"
#define REFUSE_RIGHTS "HT003"
#define REFUSE_MISSING "HT004"
#define REFUSE_EDITION "HT005"
#define NOTICE_STANDBY "HT006"

bool refuse_explain(const struct refusal *refusal, struct err *err);

#endif
