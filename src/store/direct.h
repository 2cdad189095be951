/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_DIRECT_H
#define HITO_STORE_DIRECT_H

/*
 * Which servers take TLS from the first byte, remembered from one start to the
 * next: it saves a round trip of the connection.
 */

#include "store/desk.h"

/* Before connecting: does the server of the parameters take it? */
void direct_recall(struct desk *desk);
/* Once connected: what it turned out to take. */
void direct_note(struct desk *desk);

#endif
