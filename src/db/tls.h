/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_TLS_H
#define HITO_DB_TLS_H

/*
 * PostgreSQL's server takes the curve P-256 and OpenSSL's client offers
 * X25519 first: the server has to ask again, a round trip for nothing. libpq
 * has no word for it; OpenSSL's own settings have. A file of ours stands in
 * for the system's (which it includes) while the first connection is made.
 * Left alone where the person named a file of her own, or where the system
 * has a policy for TLS that ours would hide.
 */

#include <stdbool.h>

struct tls_offer {
	char path[64]; /* "" nothing was done */
};

/* Before connecting to another machine, and after it. */
void tls_offer_begin(struct tls_offer *offer);
void tls_offer_end(struct tls_offer *offer);

#endif
