/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/tls.h"

static void
the_offer_stands_only_while_connecting(void **state)
{
	struct tls_offer offer;
	char path[64], text[512] = "";
	FILE *f;

	(void)state;
	unsetenv("OPENSSL_CONF");
	tls_offer_begin(&offer);
	if (!offer.path[0])
		skip(); /* this system has a policy of its own */
	assert_string_equal(getenv("OPENSSL_CONF"), offer.path);
	snprintf(path, sizeof path, "%s", offer.path);
	f = fopen(path, "r");
	assert_non_null(f);
	assert_true(fread(text, 1, sizeof text - 1, f) > 0);
	fclose(f);
	assert_non_null(strstr(text, "Groups = P-256:"));
	assert_non_null(strstr(text, ".include /etc/"));
	tls_offer_end(&offer);
	assert_null(getenv("OPENSSL_CONF"));
	assert_int_not_equal(access(path, F_OK), 0);
}

static void
her_own_settings_are_left_alone(void **state)
{
	struct tls_offer offer;

	(void)state;
	setenv("OPENSSL_CONF", "/home/ana/openssl.cnf", 1);
	tls_offer_begin(&offer);
	assert_string_equal(getenv("OPENSSL_CONF"), "/home/ana/openssl.cnf");
	tls_offer_end(&offer);
	assert_string_equal(getenv("OPENSSL_CONF"), "/home/ana/openssl.cnf");
	unsetenv("OPENSSL_CONF");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_offer_stands_only_while_connecting),
		cmocka_unit_test(her_own_settings_are_left_alone),
	};

	return cmocka_run_group_tests_name("tls", tests, NULL, NULL);
}
