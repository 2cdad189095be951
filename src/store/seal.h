/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_SEAL_H
#define HITO_STORE_SEAL_H

/*
 * The record seals itself: behind a change that was committed, or when who
 * made it leaves. The server decides whether it is time and how much is done;
 * nobody waits for the answer, and nothing fails of it.
 */

#include "store/desk.h"

void seal_behind(struct desk *desk);
void seal_leaving(struct desk *desk);

#endif
