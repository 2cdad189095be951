/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PUBLISH_DATA_H
#define HITO_PUBLISH_DATA_H

/*
 * What is published, as the database declares it (core.publish): views of
 * registers, their columns, which stands on which. What their columns are
 * called and which words they have is told by the form files as they are
 * written, in Spanish whoever publishes.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "form/form.h"
#include "publish/folder.h"
#include "store/desk.h"

struct open_column {
	const char *name;
	const char *type;  /* as the catalogue writes it */
	const char *about; /* what the catalogue says of it */
	bool required;
	const struct field *field; /* NULL: no form draws it */
};

struct open_set {
	const char *name;     /* of the view, and of the file */
	const char *table;    /* "plan.milestone" */
	const char *title;    /* "Hitos" */
	const char *singular; /* "Hito" */
	size_t n_columns;
	struct open_column *columns;
	size_t n_key;
	const char **key;	 /* what a row is known by; none said: 0 */
	struct folder_file file; /* once its rows are written */
};

struct open_link {
	size_t from; /* sets */
	size_t to;
	bool required;
};

struct open_data {
	struct arena *arena;
	size_t n_sets;
	struct open_set *sets;
	size_t n_links;
	struct open_link *links;
	const char *institution;
	const char *acronym;
	bool is_test;
	/* What a site sets; never NULL. */
	const char *licence;
	const char *licence_title;
	const char *licence_url;
	const char *url; /* where it is published; "" not said */
};

/* NULL with err; ERR_RIGHTS: she may not publish. Inside a transaction. */
struct open_data *
open_data_read(struct desk *desk, struct arena *arena, struct err *err);
/* Index of the column, n_columns: none. */
size_t open_column_at(const struct open_set *set, const char *name);
/* As its form calls it, else as the catalogue does. */
const char *open_column_title(const struct open_column *column);
/* All rows of a set as its file. */
bool open_rows_write(struct desk *desk, struct open_set *set,
	struct folder *folder, struct err *err);
/* What describes all of them: datapackage.json. */
void open_package_write(const struct open_data *data, struct buf *out);

/* What is new, as an Atom feed under this name. */
#define OPEN_NEWS "novedades.xml"
bool open_news_write(struct desk *desk, const struct open_data *data,
	struct buf *out, struct err *err);

#endif
