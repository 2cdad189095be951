/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <expat.h>
#include <zip.h>

#include "base/i18n.h"
#include "base/str.h"
#include "import/workbook/limit.h"

enum {
	PIECE = 64 * 1024,
};

struct package {
	zip_t *zip;
	const char *name;
};

/* ---- the archive -------------------------------------------------------- */

static bool
is_damaged(const char *name, const char *detail, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("«%s» empieza como un libro, pero está cortado o dañado."),
		name);
	err_hint(err, "%s",
		_("Pida el archivo otra vez, o ábralo en su hoja de cálculo y "
		  "guárdelo de nuevo."));
	return err_detail(err, detail ? detail : "");
}

static bool
is_suspect(const char *name, const char *reason, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("«%s» no se lee: %s. Ningún programa de hojas de cálculo "
		  "escribe así un libro."),
		name, reason);
	return err_hint(err, "%s",
		_("Si es de confianza, ábralo en su hoja de cálculo y guárdelo "
		  "de nuevo como xlsx u ods."));
}

/* From the root, or by a step up. */
static bool
leads_outside(const char *part)
{
	static const char slashes[] = "/\\";
	size_t n = strcspn(part, slashes);

	if (n == 0 && *part)
		return true;
	for (; !(n == 2 && str_starts(part, ".."));
		n = strcspn(part, slashes)) {
		if (!part[n])
			return false;
		part += n + 1;
	}
	return true;
}

static int
compare_names(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
has_good_name(struct package *p, const char *part, struct err *err)
{
	return (part && !leads_outside(part)) ||
	       is_suspect(p->name,
		       _("una de sus partes quiere estar fuera de él"), err);
}

bool
package_is_locked(const struct package *p, struct err *err)
{
	err_set(err, ERR_FILE, NULL, _("«%s» está protegido con contraseña."),
		p->name);
	return err_hint(err, "%s",
		_("Ábralo en su hoja de cálculo, quite la contraseña y "
		  "guárdelo de nuevo."));
}

static bool
is_open_to_all(struct package *p, zip_uint64_t at, struct err *err)
{
	zip_stat_t stat;

	if (zip_stat_index(p->zip, at, 0, &stat) == 0 &&
		(!(stat.valid & ZIP_STAT_ENCRYPTION_METHOD) ||
			stat.encryption_method == ZIP_EM_NONE))
		return true;
	return package_is_locked(p, err);
}

static bool
check_parts(struct package *p, const char **names, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		names[i] = zip_get_name(p->zip, i, ZIP_FL_ENC_RAW);
		if (!has_good_name(p, names[i], err) ||
			!is_open_to_all(p, i, err))
			return false;
	}
	qsort(names, n, sizeof *names, compare_names);
	for (size_t i = 1; i < n; i++)
		if (strcasecmp(names[i - 1], names[i]) == 0)
			return is_suspect(p->name,
				_("trae dos partes con el mismo nombre"), err);
	return true;
}

static bool
check_archive(struct package *p, struct err *err)
{
	zip_int64_t n = zip_get_num_entries(p->zip, 0);
	const char **names;
	bool ok;

	if (n > PACKAGE_PARTS) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» tiene más de %d partes: no se lee."), p->name,
			(int)PACKAGE_PARTS);
		return err_hint(err, "%s",
			_("Copie la hoja a un libro nuevo y cargue ese."));
	}
	if (n <= 0)
		return is_damaged(p->name, NULL, err);
	names = mem_alloc((size_t)n * sizeof *names);
	ok = check_parts(p, names, (size_t)n, err);
	free(names);
	return ok;
}

static zip_t *
open_zip(int fd, const char *name, struct err *err)
{
	int own = dup(fd), code = 0;
	zip_t *zip = own < 0 ? NULL : zip_fdopen(own, 0, &code);
	zip_error_t why;

	if (zip)
		return zip;
	zip_error_init_with_code(&why, code);
	is_damaged(name, zip_error_strerror(&why), err);
	zip_error_fini(&why);
	if (own >= 0)
		close(own);
	return NULL;
}

struct package *
package_open(int fd, const char *name, struct err *err)
{
	zip_t *zip = open_zip(fd, name, err);
	struct package *p;

	if (!zip)
		return NULL;
	p = mem_alloc(sizeof *p);
	*p = (struct package){ .zip = zip, .name = name };
	if (check_archive(p, err))
		return p;
	package_close(p);
	return NULL;
}

void
package_close(struct package *p)
{
	if (!p)
		return;
	zip_discard(p->zip);
	free(p);
}

const char *
package_name(const struct package *p)
{
	return p->name;
}

bool
package_has(const struct package *p, const char *part)
{
	return zip_name_locate(p->zip, part, ZIP_FL_NOCASE) >= 0;
}

static zip_file_t *
open_part(struct package *p, const char *part, zip_stat_t *stat)
{
	zip_int64_t at = zip_name_locate(p->zip, part, ZIP_FL_NOCASE);

	if (at < 0 || zip_stat_index(p->zip, (zip_uint64_t)at, 0, stat) != 0)
		return NULL;
	return zip_fopen_index(p->zip, (zip_uint64_t)at, 0);
}

bool
package_text(struct package *p, const char *part, char *out, size_t room)
{
	zip_stat_t stat;
	zip_file_t *file = open_part(p, part, &stat);
	zip_int64_t n;

	out[0] = '\0';
	if (!file)
		return false;
	n = zip_fread(file, out, room - 1);
	out[n > 0 ? n : 0] = '\0';
	zip_fclose(file);
	return n > 0;
}

/* ---- XML ---------------------------------------------------------------- */

struct parsing {
	XML_Parser parser;
	const struct package *package;
	const char *part;
	const struct xml_events *events;
	void *arg;
	size_t depth;
	size_t quiet; /* bytes since anything was told */
	bool ended;   /* events wanted no more */
	bool failed;  /* err is filled */
	struct err *err;
};

static void
stop(struct parsing *x)
{
	x->ended = true;
	XML_StopParser(x->parser, XML_FALSE);
}

static void
refuse(struct parsing *x, const char *reason)
{
	if (!x->ended)
		is_suspect(x->package->name, reason, x->err);
	x->failed = true;
	stop(x);
}

static void
on_start(void *arg, const char *name, const char **attributes)
{
	struct parsing *x = arg;

	x->quiet = 0;
	if (++x->depth > PACKAGE_DEPTH)
		refuse(x, _("sus datos están metidos unos en otros más de cien "
			    "veces"));
	if (!x->ended && !x->events->start(x->arg, name, attributes))
		stop(x);
}

static void
on_end(void *arg, const char *name)
{
	struct parsing *x = arg;

	x->quiet = 0;
	x->depth--;
	if (!x->ended && !x->events->end(x->arg, name))
		stop(x);
}

static void
on_text(void *arg, const char *text, int n)
{
	struct parsing *x = arg;

	x->quiet = 0;
	if (!x->ended && x->events->text &&
		!x->events->text(x->arg, text, (size_t)n))
		stop(x);
}

static void
on_doctype(void *arg, const char *name, const char *system, const char *public,
	int internal)
{
	struct parsing *x = arg;

	if (name || system || public || internal)
		refuse(x, _("define entidades"));
}

static bool
is_bad_xml(struct parsing *x)
{
	char detail[160];

	snprintf(detail, sizeof detail, "%.60s:%lu: %s", x->part,
		(unsigned long)XML_GetCurrentLineNumber(x->parser),
		XML_ErrorString(XML_GetErrorCode(x->parser)));
	return is_damaged(x->package->name, detail, x->err);
}

/* n bytes more of the part. */
static bool
parse_piece(struct parsing *x, int n)
{
	enum XML_Status status = XML_ParseBuffer(x->parser, n, n == 0);

	x->quiet += (size_t)n;
	if (x->failed)
		return false;
	if (x->ended)
		return true;
	if (status != XML_STATUS_OK)
		return is_bad_xml(x);
	if (x->quiet > PACKAGE_TAG + PIECE)
		refuse(x, _("una de sus marcas pasa de 1 MiB"));
	return !x->failed;
}

static bool
parse_part(struct parsing *x, zip_file_t *file, const zip_stat_t *stat)
{
	uint64_t packed =
		stat->valid & ZIP_STAT_COMP_SIZE ? stat->comp_size : 0;
	uint64_t out = 0;
	zip_int64_t n;

	do {
		void *room = XML_GetBuffer(x->parser, PIECE);

		if (!room)
			die("XML_GetBuffer");
		n = zip_fread(file, room, PIECE);
		if (n < 0)
			return is_damaged(x->package->name,
				zip_file_strerror(file), x->err);
		out += (uint64_t)n;
		if (!limit_ratio(
			    x->package->name, x->part, packed, out, x->err) ||
			!parse_piece(x, (int)n))
			return false;
	} while (n > 0 && !x->ended);
	return true;
}

static bool
has_no_part(const struct package *p, const char *part, struct err *err)
{
	char detail[160];

	snprintf(detail, sizeof detail, "%.100s: %s", part,
		zip_strerror(p->zip));
	return is_damaged(p->name, detail, err);
}

bool
package_read(struct package *p, const char *part,
	const struct xml_events *events, void *arg, struct err *err)
{
	struct parsing x = { .package = p,
		.part = part,
		.events = events,
		.arg = arg,
		.err = err };
	zip_stat_t stat;
	zip_file_t *file = open_part(p, part, &stat);
	bool ok;

	if (!file)
		return has_no_part(p, part, err);
	x.parser = XML_ParserCreate(NULL);
	if (!x.parser)
		die("XML_ParserCreate");
	XML_SetUserData(x.parser, &x);
	XML_SetElementHandler(x.parser, on_start, on_end);
	XML_SetCharacterDataHandler(x.parser, on_text);
	XML_SetStartDoctypeDeclHandler(x.parser, on_doctype);
	ok = parse_part(&x, file, &stat);
	XML_ParserFree(x.parser);
	zip_fclose(file);
	return ok;
}

const char *
xml_local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *
xml_attribute(const char **attributes, const char *local)
{
	for (; *attributes; attributes += 2)
		if (str_eq(xml_local(attributes[0]), local))
			return attributes[1];
	return NULL;
}
