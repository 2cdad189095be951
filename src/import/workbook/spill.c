/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/spill.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"

void
spill_init(struct spill *s, size_t limit)
{
	*s = (struct spill){ .limit = limit, .fd = -1 };
}

void
spill_free(struct spill *s)
{
	buf_free(&s->head);
	free(s->pages);
	if (s->fd >= 0)
		close(s->fd);
}

static bool
cannot_spill(struct err *err)
{
	int why = errno;

	err_set(err, ERR_FILE, NULL, "%s",
		_("No se puede guardar por un momento lo que se lee del "
		  "libro."));
	err_hint(err, "%s",
		_("Revise el espacio libre de la carpeta temporal."));
	return err_detail(err, strerror(why));
}

/* tmpfile makes it for the owner alone, and it has no name. */
static bool
open_file(struct spill *s, struct err *err)
{
	FILE *file = tmpfile();

	s->fd = file ? dup(fileno(file)) : -1;
	if (file)
		fclose(file);
	if (s->fd < 0)
		return cannot_spill(err);
	s->pages = mem_alloc(SPILL_PAGES * sizeof *s->pages);
	for (size_t i = 0; i < SPILL_PAGES; i++)
		s->pages[i].number = 0;
	return true;
}

static bool
write_out(struct spill *s, struct err *err)
{
	for (size_t at = 0; at < s->head.len;) {
		ssize_t n = pwrite(s->fd, s->head.data + at, s->head.len - at,
			(off_t)(s->written + at));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return cannot_spill(err);
		at += (size_t)n;
	}
	s->written += s->head.len;
	if (s->head.len > 2 * SPILL_PAGE)
		buf_free(&s->head);
	buf_reset(&s->head);
	return true;
}

bool
spill_add(struct spill *s, const void *bytes, size_t n, struct err *err)
{
	buf_add(&s->head, bytes, n);
	s->size += n;
	if (s->fd < 0 && s->head.len <= s->limit)
		return true;
	if (s->fd < 0 && !open_file(s, err))
		return false;
	return s->head.len < SPILL_PAGE || write_out(s, err);
}

static bool
read_page(struct spill *s, struct spill_page *page, uint64_t number,
	struct err *err)
{
	off_t from = (off_t)((number - 1) * SPILL_PAGE);
	size_t got = 0;

	while (got < SPILL_PAGE) {
		ssize_t n = pread(s->fd, page->bytes + got, SPILL_PAGE - got,
			from + (off_t)got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot_spill(err);
		if (n == 0)
			break;
		got += (size_t)n;
	}
	page->number = number;
	return true;
}

bool
spill_get(struct spill *s, uint64_t at, void *out, size_t n, struct err *err)
{
	char *to = out;

	if (s->fd < 0) {
		memcpy(out, s->head.data + at, n);
		return true;
	}
	/* What was written since would lack in a page. */
	if (s->head.len && !write_out(s, err))
		return false;
	while (n > 0) {
		uint64_t number = 1 + at / SPILL_PAGE;
		struct spill_page *page = &s->pages[number % SPILL_PAGES];
		size_t skip = (size_t)(at % SPILL_PAGE);
		size_t part = n < SPILL_PAGE - skip ? n : SPILL_PAGE - skip;

		if (page->number != number && !read_page(s, page, number, err))
			return false;
		memcpy(to, page->bytes + skip, part);
		to += part;
		at += part;
		n -= part;
	}
	return true;
}
