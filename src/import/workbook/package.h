/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_PACKAGE_H
#define HITO_IMPORT_WORKBOOK_PACKAGE_H

/*
 * What a workbook is on disk: a zip archive whose parts are XML. Everything
 * that a stranger could have made of it to harm who opens it ends here, with a
 * sentence: archives cut short, encrypted, of too many parts, of parts named
 * twice or outside, that unfold without end; XML of entities or without bottom.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

enum {
	PACKAGE_PARTS = 10000,
	PACKAGE_DEPTH = 100,   /* of elements in one another */
	PACKAGE_TAG = 1 << 20, /* bytes of one tag */
};

struct package;

/* fd: the whole file, which stays the caller's; name: of the file, for
 * messages. Both must stay. ERR_FILE. */
struct package *package_open(int fd, const char *name, struct err *err);
void package_close(struct package *package);
const char *package_name(const struct package *package);
/* Says that it wants a password. Returns false. */
bool package_is_locked(const struct package *package, struct err *err);
bool package_has(const struct package *package, const char *part);
/* The beginning of a part, as a text; false: there is none. */
bool
package_text(struct package *package, const char *part, char *out, size_t room);

/* What an XML part tells in its order; false: it need not go on. Names as
 * written, their prefix included; attributes: name, value, .., NULL. Texts
 * come in pieces. */
struct xml_events {
	bool (*start)(void *arg, const char *name, const char **attributes);
	bool (*end)(void *arg, const char *name);
	bool (*text)(void *arg, const char *text, size_t n); /* or NULL */
};
/* True: read to its end, or as far as events wanted. ERR_FILE. */
bool package_read(struct package *package, const char *part,
	const struct xml_events *events, void *arg, struct err *err);

/* The name behind its prefix. */
const char *xml_local(const char *name);
/* The value of an attribute of that local name; NULL none. */
const char *xml_attribute(const char **attributes, const char *local);

#endif
