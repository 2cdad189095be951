/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/stream.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inside.h"

static const char fetch[] = "fetch 1000 from " STREAM_CURSOR;

struct stream {
	struct desk *desk;
	struct result *rows; /* those that were given last */
	bool ahead;	     /* the next ones were asked for */
	bool ended;
};

static bool
run(struct desk *desk, const char *sql, struct err *err)
{
	struct result *r =
		session_query(desk->session, _("Lectura"), err, sql, 0);

	result_free(r);
	return r;
}

/* Nobody waits for the first row alone, and who reads the file may be slow. */
bool
stream_begin(struct desk *desk, struct err *err)
{
	static const char *const settings[] = {
		"set local statement_timeout = 0",
		"set local idle_in_transaction_session_timeout = 0",
		"set local cursor_tuple_fraction = 1",
	};
	bool done = run(
		desk, "begin isolation level repeatable read, read only", err);

	for (size_t i = 0; done && i < sizeof settings / sizeof *settings; i++)
		done = run(desk, settings[i], err);
	return done;
}

/* Nothing was written that could be lost. */
void
stream_end(struct desk *desk)
{
	struct err unheard = { 0 };

	if (desk_is_connected(desk))
		(void)run(desk, "rollback", &unheard);
}

struct stream *
stream_open(
	struct desk *desk, const struct statement *statement, struct err *err)
{
	struct result *declared;
	struct stream *stream;

	if (!session_run(desk->session, statement, 1, &declared, NULL,
		    _("Lectura"), err))
		return NULL;
	result_free(declared);
	stream = mem_alloc(sizeof *stream);
	*stream = (struct stream){ .desk = desk };
	return stream;
}

/* What was asked for ahead, or now. */
static struct result *
take(struct stream *stream, struct err *err)
{
	struct result *rows = NULL;

	if (stream->ahead)
		rows = session_prefetched(stream->desk->session);
	stream->ahead = false;
	return rows ? rows
		    : session_query(stream->desk->session, _("Lectura"), err,
			      fetch, 0);
}

const struct result *
stream_next(struct stream *stream, struct err *err)
{
	const struct statement ahead = { .sql = fetch };

	if (stream->ended)
		return stream->rows;
	result_free(stream->rows);
	stream->rows = take(stream, err);
	if (!stream->rows)
		return NULL;
	stream->ended = result_rows(stream->rows) == 0;
	if (!stream->ended)
		stream->ahead = session_prefetch(stream->desk->session, &ahead);
	return stream->rows;
}

void
stream_close(struct stream *stream)
{
	struct err unheard = { 0 };

	if (!stream)
		return;
	if (stream->ahead)
		result_free(session_prefetched(stream->desk->session));
	result_free(stream->rows);
	if (desk_is_connected(stream->desk))
		(void)run(stream->desk, "close " STREAM_CURSOR, &unheard);
	free(stream);
}
