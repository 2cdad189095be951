/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_BEHIND_H
#define HITO_STORE_BEHIND_H

/*
 * What a change leaves done for others: the answers to the first screen that
 * it made untrue are worked out anew, and the record is sealed when it is
 * time. It goes out with a save, behind it, is asked behind another change
 * that was committed, and when who made it leaves. The server decides what is
 * done; nobody waits for the answer, and nothing fails of it.
 */

#include "store/desk.h"

extern const char behind_sql[];
/* Before the save is sent. */
void behind_save(struct desk *desk);
void behind_change(struct desk *desk);
void behind_leaving(struct desk *desk);

#endif
