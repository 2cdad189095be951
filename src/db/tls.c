/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/tls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

static const char variable[] = "OPENSSL_CONF";

/* Debian and most others; the Red Hat family. */
static const char *const systems[] = { "/etc/ssl/openssl.cnf",
	"/etc/pki/tls/openssl.cnf" };

static const char settings[] = "openssl_conf = openssl_init\n"
			       ".include %s\n"
			       "[openssl_init]\n"
			       "ssl_conf = hito_ssl\n"
			       "[hito_ssl]\n"
			       "system_default = hito_default\n"
			       "[hito_default]\n"
			       "Groups = P-256:X25519:P-384:P-521\n";

/* A line "ssl_conf = ..." is the system's policy. */
static bool
has_policy(FILE *f)
{
	char line[512];

	while (fgets(line, sizeof line, f))
		if (str_starts(line + strspn(line, " \t"), "ssl_conf"))
			return true;
	return false;
}

static const char *
system_file(void)
{
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
		FILE *f = fopen(systems[i], "re");
		bool policy;

		if (!f)
			continue;
		policy = has_policy(f);
		fclose(f);
		return policy ? NULL : systems[i];
	}
	return NULL;
}

static bool
write_settings(struct tls_offer *offer, const char *system)
{
	int fd = mkstemp(offer->path);
	FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
	bool done;

	if (!f) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	done = fprintf(f, settings, system) > 0;
	return fclose(f) == 0 && done;
}

void
tls_offer_begin(struct tls_offer *offer)
{
	const char *system = getenv(variable) ? NULL : system_file();

	offer->path[0] = '\0';
	if (!system)
		return;
	str_copy(offer->path, sizeof offer->path, "/tmp/hito-tls.XXXXXX");
	if (write_settings(offer, system))
		setenv(variable, offer->path, 1);
	else
		tls_offer_end(offer);
}

void
tls_offer_end(struct tls_offer *offer)
{
	if (!offer->path[0])
		return;
	unsetenv(variable);
	unlink(offer->path);
	offer->path[0] = '\0';
}
