/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_STATEMENT_H
#define HITO_FORM_STATEMENT_H

/*
 * Makes SQL of forms and records. Values only as $n; identifiers only from
 * checked form files, quoted. Nothing is sent from here.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/statement.h"
#include "form/find.h"
#include "form/record.h"

/*
 * The statements of one save, in order, without the request id before and
 * with the read-back after them (statement_read): insert, or update by id and
 * version guarded by core.expect_one(count(*)); then the lines: new ones by
 * currval of the parent's sequence or by its id, changed ones by id and
 * version, dropped ones marked deleted. Only what is dirty is written.
 * lookups with `writes`: (select id from PICK where NAME = $n and the earlier
 * fields that PICK also has).
 */
void statement_save(struct statements *list, const struct record *record);

/* A partial date as core.partial_date, for a function that takes one; NULL for
 * none. */
const char *statement_partial(struct arena *arena, const struct value *value);

/* What every read of a whole record answers, packed: id, row_version,
 * deleted_at, then the form's fields in order (partial dates as five). Adds
 * one statement for the record and one per lines (id, row_version, fields).
 * id NULL: the record just inserted in this pipeline, by currval. */
void statement_read(
	struct statements *list, const struct form *form, const char *id);
/* The names of what is packed in a row of the record, or of those lines; how
 * many. */
size_t statement_read_names(struct arena *arena, const struct form *form,
	const struct lines *lines, const char ***names);
/* The same found by its natural key, values in form->natural's order. by_pick:
 * only where the records that its codes mean can be picked. */
void statement_read_key(struct statements *list, const struct form *form,
	const char *const *key, bool by_pick);
/* Are there several such records? Then that finds it with fewer pages. */
bool statement_key_has_parents(const struct form *form);
/* The same among the marked ones: that marked last. */
void statement_read_marked(struct statements *list, const struct form *form,
	const char *const *key);

/* Marks as deleted, with the reason; restores. */
void statement_mark(struct statements *list, const struct form *form,
	const char *id, const char *version, const char *why);
void statement_restore(struct statements *list, const struct form *form,
	const char *id, const char *version);

/*
 * A page of a list, packed: id, row_version, the list's columns, then what
 * orders it (text, for the next page's key), then of each partial date whether
 * it is doubtful. Keyset paging after or before a
 * key (what orders the rows and id); NULL key = from the beginning, or
 * from the end when backwards. find may be NULL.
 */
struct page_request {
	const struct form *form;
	const struct find *find;
	const char *filter; /* name of a filter of the form; NULL none */
	const char *const *key;
	bool backwards;
	bool inclusive; /* the row of the key itself comes too */
	int limit;
	const char *narrow; /* typed after "/": words of any column shown */
	const char *words;  /* found in the row or its lines (core.search) */
	const char *since;  /* ISO day: changed on it or later; NULL all */
	bool deleted;	    /* marked rows instead */
	bool mine;	    /* of my office only */
	/* Column that orders the rows before the form's own order does, blank
	 * ones last; NULL none. */
	const char *sort;
	bool descending;
	bool counted; /* with the page comes how many rows there are */
	const char *id; /* of the one row that is wanted; NULL all */
};
/* Whether rows can be ordered by that column. */
bool statement_sorts(const struct form *form, const char *column);
/* Values of a key before the id. */
size_t statement_keys(const struct page_request *r);
void statement_page(struct statements *list, const struct page_request *r);
/* How many columns are packed in one of its rows. */
size_t statement_page_columns(const struct page_request *r);
/*
 * All of them from the first, as a file has them: the cursor of that name for
 * the n fields in their order (partial dates with whether they are doubtful
 * behind all of them, nothing where not). beside: a view by id, whose columns
 * stand before those of the list, and whose rows, by at, make several of one;
 * NULL none.
 */
struct rows_wanted {
	const struct page_request *request;
	const char *cursor;
	size_t n;
	const struct field *const *fields;
	const char *beside;
	const struct columns *besides;
};
void statement_rows(struct statements *list, const struct rows_wanted *wanted);
/* count(*) of the same. */
void statement_count(struct statements *list, const struct page_request *r);
/* The same up to one more than that many, which costs little however many
 * there are; and how many its table is thought to have, -1 not known. */
void statement_count_some(
	struct statements *list, const struct page_request *r, int most);

/*
 * Rows of a pick view: id, the field's own column, then the show columns and
 * every other text column for the eye; narrowed by the record's earlier
 * fields that the pick view also has (they are given in values) and by what
 * was typed (prefix of code or folded name, accents ignored). While a record is
 * filled in, only those that a column "offered" says, where there is one,
 * and the code that was typed.
 */
void statement_lookup(struct statements *list, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, int limit);

#endif
