/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The least a program on libpq does to show something of the server: the
 * floor of start time and memory. bare CONNINFO: connects, asks, prints,
 * waits for a line.
 */
#include <stdio.h>

#include <libpq-fe.h>

int
main(int argc, char **argv)
{
	PGconn *c;
	PGresult *r;

	if (argc < 2)
		return 0;
	c = PQconnectdb(argv[1]);
	r = PQexec(c, "select 1");
	if (PQresultStatus(r) != PGRES_TUPLES_OK) {
		fprintf(stderr, "%s", PQerrorMessage(c));
		return 2;
	}
	printf("%s\n(1 row)\n", PQgetvalue(r, 0, 0));
	fflush(stdout);
	(void)getchar();
	PQclear(r);
	PQfinish(c);
	return 0;
}
