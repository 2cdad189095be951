/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/gunzip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/workbook/limit.h"

enum {
	OUT = 64 * 1024,
	GZIP = 15 + 16, /* the largest window, and the frame of gzip alone */
};

struct gunzip {
	z_stream z;
	const char *name;
	uint64_t in;
	uint64_t out;
	bool ended; /* a member, and no byte of another came */
};

static void *
gunzip_open(const char *name)
{
	struct gunzip *g = mem_alloc(sizeof *g);

	memset(g, 0, sizeof *g);
	g->name = name;
	if (inflateInit2(&g->z, GZIP) != Z_OK)
		die("inflateInit2");
	return g;
}

static void
gunzip_close(void *filter)
{
	struct gunzip *g = filter;

	inflateEnd(&g->z);
	free(g);
}

static bool
is_broken(const struct gunzip *g, const char *detail, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("«%s» está comprimido y llegó cortado o dañado."), g->name);
	err_hint(err, "%s", _("Pida el archivo otra vez."));
	return err_detail(err, detail ? detail : "");
}

static bool
cannot_keep(const struct gunzip *g, struct err *err)
{
	int why = errno;

	err_set(err, ERR_FILE, NULL,
		_("No se puede guardar por un momento lo que trae «%s»."),
		g->name);
	err_hint(err, "%s",
		_("Revise el espacio libre de la carpeta temporal."));
	return err_detail(err, strerror(why));
}

/* Blocks of zeros behind the last member are padding. */
static bool
is_padding(const z_stream *z)
{
	for (uInt i = 0; i < z->avail_in; i++)
		if (z->next_in[i])
			return false;
	return true;
}

static bool
inflate_piece(struct gunzip *g, FILE *to, struct err *err)
{
	unsigned char out[OUT];
	size_t n;
	int r;

	if (g->ended) {
		inflateReset(&g->z);
		g->ended = false;
	}
	g->z.next_out = out;
	g->z.avail_out = sizeof out;
	r = inflate(&g->z, Z_NO_FLUSH);
	if (r != Z_OK && r != Z_STREAM_END && r != Z_BUF_ERROR)
		return is_broken(g, g->z.msg, err);
	g->ended = r == Z_STREAM_END;
	n = sizeof out - g->z.avail_out;
	g->out += n;
	if (!limit_ratio(g->name, NULL, g->in, g->out, err))
		return false;
	return fwrite(out, 1, n, to) == n || cannot_keep(g, err);
}

static bool
gunzip_feed(
	void *filter, const char *bytes, size_t n, FILE *to, struct err *err)
{
	struct gunzip *g = filter;

	g->z.next_in = (const Bytef *)bytes;
	g->z.avail_in = (uInt)n;
	g->in += n;
	do {
		if (g->ended && is_padding(&g->z))
			return true;
		if (!inflate_piece(g, to, err))
			return false;
	} while (g->z.avail_in > 0 || g->z.avail_out == 0);
	return true;
}

static bool
gunzip_end(void *filter, struct err *err)
{
	struct gunzip *g = filter;

	return g->ended || is_broken(g, NULL, err);
}

const struct bytes_filter gunzip = {
	.open = gunzip_open,
	.feed = gunzip_feed,
	.end = gunzip_end,
	.close = gunzip_close,
};
