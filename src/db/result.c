/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "db/link.h"

struct result *
result_wrap(PGresult *res)
{
	struct result *r = mem_alloc(sizeof *r);

	r->res = res;
	return r;
}

size_t
result_rows(const struct result *result)
{
	return (size_t)PQntuples(result->res);
}

int
result_columns(const struct result *result)
{
	return PQnfields(result->res);
}

const char *
result_name(const struct result *result, int column)
{
	return PQfname(result->res, column);
}

/* Not PQfnumber: that one folds case and strips quotes. */
int
result_column(const struct result *result, const char *name)
{
	int n = PQnfields(result->res);

	for (int i = 0; i < n; i++)
		if (str_eq(PQfname(result->res, i), name))
			return i;
	return -1;
}

const char *
result_value(const struct result *result, size_t row, int column)
{
	if (column < 0 || PQgetisnull(result->res, (int)row, column))
		return NULL;
	return PQgetvalue(result->res, (int)row, column);
}

const char *
result_get(const struct result *result, size_t row, const char *name)
{
	return result_value(result, row, result_column(result, name));
}

size_t
result_touched(const struct result *result)
{
	long n = 0;

	(void)str_to_long(PQcmdTuples(result->res), 2000000000, &n);
	return (size_t)n;
}

void
result_free(struct result *result)
{
	if (result)
		PQclear(result->res);
	free(result);
}
