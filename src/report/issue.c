/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/issue_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/sha256.h"
#include "base/statement.h"
#include "base/str.h"
#include "base/utf8.h"
#include "db/refuse.h"
#include "db/session.h"
#include "report/contents.h"
#include "report/frozen.h"
#include "report/writer.h"
#include "store/store.h"

#define DATA_SCHEMA "hito-issue/1"

enum {
	FILES_MOST = 16
};

/* A format as it is stored. */
struct file {
	const char *format;
	const char *extension;
	struct buf bytes;
	char sha256[SHA256_HEX];
	struct contents contents; /* empty where the bytes are all there is */
};

/* What is rendered of one report. */
struct files {
	struct report *report;
	struct step *step;
	struct err *err;
	bool failed;
	size_t n;
	struct file v[FILES_MOST];
};

/* ---- rendering */

static void
render(void *arg, const struct writer *writer)
{
	struct files *files = arg;
	struct file *file;

	if (files->failed || files->n == FILES_MOST)
		return;
	file = &files->v[files->n++];
	file->format = writer->name;
	file->extension = writer->extension;
	files->report->contents = &file->contents;
	files->failed = !issue_compose(files->step, files->n, writer,
		files->report, &file->bytes, files->err);
	files->report->contents = NULL;
	issue_digest(&file->bytes, file->sha256);
}

static void
files_free(struct files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		buf_free(&files->v[i].bytes);
		contents_free(&files->v[i].contents);
	}
}

/* ---- what is on an issued report and on no other */

static void
put_signers(struct arena *arena, const struct issue_wish *wish,
	struct report_cover *cover)
{
	size_t n_layout = cover->n_signers;
	struct report_signer *signers;

	if (wish->n_signers == 0)
		return;
	signers = arena_array(arena, wish->n_signers, sizeof *signers);
	for (size_t i = 0; i < wish->n_signers; i++) {
		const char *comma = strchr(wish->signers[i], ',');

		signers[i].name = str_is_blank(wish->signers[i])
					  ? NULL
					  : wish->signers[i];
		signers[i].post = i < n_layout ? cover->signers[i].post : "";
		if (!comma)
			continue;
		signers[i].name = str_trim(
			arena, arena_strndup(arena, wish->signers[i],
				       (size_t)(comma - wish->signers[i])));
		signers[i].post = str_trim(arena, comma + 1);
	}
	cover->signers = signers;
	cover->n_signers = wish->n_signers;
}

static void
put_top(struct arena *arena, struct report *report, const char *line)
{
	report->tops = arena_grow(arena, report->tops, report->n_tops,
		report->n_tops + 1, sizeof *report->tops);
	report->tops[report->n_tops++] = line;
}

/* As every text of a report: nothing in it that would move a printer. */
static const char *
printable(struct arena *arena, const char *text)
{
	size_t n = strlen(text);
	char *out = arena_alloc(arena, 3 * n + 1);

	out[utf8_clean(text, n, false, out)] = '\0';
	return str_trim(arena, out);
}

static void
dress(struct arena *arena, struct report *report, const struct issue_wish *wish,
	const struct issue_next *next)
{
	report->cover.version = next->version;
	if (!str_is_blank(wish->number))
		report->cover.number = wish->number;
	if (!next->closed)
		put_top(arena, report,
			_("PRELIMINAR: el periodo sigue abierto"));
}

/* ---- data */

static bool
put_data(const struct report *report, struct buf *out, struct err *err)
{
	buf_puts(out, "{\"schema\": ");
	str_json(out, DATA_SCHEMA);
	buf_puts(out, ", \"report\": ");
	if (!issue_public(report, out, err))
		return false;
	buf_puts(out, ", \"render\": ");
	frozen_write(report, out);
	buf_puts(out, "}");
	return true;
}

static bool
same_bytes(const struct report *a, const struct report *b,
	bool (*write)(const struct report *, struct buf *, struct err *))
{
	struct buf one = { 0 }, two = { 0 };
	bool same = write(a, &one, NULL) && write(b, &two, NULL) &&
		    str_eq(buf_text(&one), buf_text(&two));

	buf_free(&one);
	buf_free(&two);
	return same;
}

/* ---- what a correction says of itself */

static bool
correction_row(const struct result *result, size_t row, const char *kind)
{
	return str_eq(result_value(result, row, 0), kind);
}

static size_t
count_rows(const struct result *result, const char *kind)
{
	size_t n = 0;

	for (size_t i = 0; i < result_rows(result); i++)
		n += correction_row(result, i, kind);
	return n;
}

static void
put_correction_line(struct arena *arena, struct report *report,
	struct report_block *block, const struct issue_wish *wish,
	const struct result *result, size_t r)
{
	struct report_cell *cells = arena_array(arena, 3, sizeof *cells);

	for (int i = 0; i < 3; i++) {
		const char *value = result_value(result, r, i + 1);

		cells[i].shown = value ? printable(arena, value) : NULL;
	}
	if (correction_row(result, r, "top"))
		put_top(arena, report,
			arena_printf(arena, _("Corrige el %s: %s"),
				cells[0].shown,
				printable(arena, wish->reason)));
	else if (correction_row(result, r, "text"))
		block->texts[block->n_texts++] = cells[0].shown;
	else
		block->rows[block->n_rows++].cells = cells;
}

/* A first block: what was reopened, and each difference. */
static void
put_correction(struct arena *arena, struct report *report,
	const struct issue_wish *wish, const struct result *result)
{
	struct report_column columns[] = {
		{ "what", _("Dato"), CELL_TEXT, 44, false },
		{ "before", _("Antes"), CELL_TEXT, 15, false },
		{ "now", _("Ahora"), CELL_TEXT, 15, false },
	};
	struct report_block block = { .name = "correction",
		.title = _("QUÉ CORRIGE ESTA VERSIÓN"),
		.table_title = _("Diferencias con la versión anterior"),
		.table = 1,
		.empty = _("Ningún dato cambió."),
		.n_columns = sizeof columns / sizeof *columns };

	block.columns = arena_alloc(arena, sizeof columns);
	memcpy(block.columns, columns, sizeof columns);
	block.texts = arena_array(
		arena, count_rows(result, "text") + 1, sizeof *block.texts);
	block.rows = arena_array(
		arena, count_rows(result, "row") + 1, sizeof *block.rows);
	for (size_t r = 0; r < result_rows(result); r++)
		put_correction_line(arena, report, &block, wish, result, r);
	report->blocks = arena_grow(arena, report->blocks, report->n_blocks,
		report->n_blocks + 1, sizeof *report->blocks);
	memmove(report->blocks + 1, report->blocks,
		report->n_blocks++ * sizeof *report->blocks);
	for (size_t i = 1; i < report->n_blocks; i++)
		report->blocks[i].table += report->blocks[i].table > 0;
	report->blocks[0] = block;
}

/* A later version lists in what it differs from the one before. */
static bool
tell_correction(struct desk *desk, struct arena *arena, struct report *report,
	const struct issue_wish *wish, const struct issue_next *next,
	struct err *err)
{
	const struct report_question *q = &wish->question;
	struct buf data = { 0 };
	struct result *result = NULL;

	if (str_eq(next->version, "1"))
		return true;
	if (put_data(report, &data, err))
		result = session_query(desk->session, _("Informe"), err,
			"select * from"
			" follow.report_correction($1,$2,$3,$4,$5::jsonb)",
			5, q->plan, q->period_key, wish->layout->name,
			q->key ? q->key : "", buf_text(&data));
	buf_free(&data);
	if (!result)
		return false;
	i18n_source(true);
	put_correction(arena, report, wish, result);
	i18n_source(false);
	result_free(result);
	return true;
}

/* What is printed is made of what is kept, and nothing got lost between. */
static struct report *
through_data(struct desk *desk, struct arena *arena, const struct report *fresh,
	const struct buf *data, struct err *err)
{
	struct report *kept = issue_read_back(arena,
		session_query(desk->session, _("Informe"), err,
			"select * from follow.report_lines($1::jsonb)", 1,
			buf_text(data)),
		err);

	if (!kept)
		return NULL;
	if (same_bytes(fresh, kept, text_write) &&
		same_bytes(fresh, kept, csv_write) &&
		same_bytes(fresh, kept, json_write))
		return kept;
	err_set(err, ERR_BUG, NULL,
		_("El informe no se puede guardar sin que pierda algo."));
	return NULL;
}

/* ---- issuing */

bool
issue_next(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, struct issue_next *next, struct err *err)
{
	const struct report_question *q = &wish->question;
	struct result *result = session_query(desk->session, _("Informe"), err,
		"select version, closed, printed_on, report_no from"
		" follow.report_next($1,$2,$3,$4)",
		4, q->plan, q->period_key, wish->layout->name,
		q->key ? q->key : "");
	bool any = result && result_rows(result) > 0;

	if (any)
		*next = (struct issue_next){
			.number =
				arena_strdup(arena, result_value(result, 0, 3)),
			.version =
				arena_strdup(arena, result_value(result, 0, 0)),
			.closed = str_eq(result_value(result, 0, 1), "t"),
			.printed_on =
				arena_strdup(arena, result_value(result, 0, 2)),
		};
	else if (result)
		err_set(err, ERR_INPUT, NULL, _("No hay un plan «%s»."),
			q->plan);
	result_free(result);
	return any;
}

static bool
may_issue(const struct issue_wish *wish, const struct issue_next *next,
	const struct desk *desk, struct err *err)
{
	if (desk->read_only)
		return err_set(err, ERR_RIGHTS, NULL, _("Solo lectura: %s."),
			desk->read_only_why);
	if (!str_eq(next->version, "1") && str_is_blank(wish->reason)) {
		err_set(err, ERR_RULE, NULL,
			_("Este informe ya se emitió: una nueva versión "
			  "necesita el motivo de la corrección."));
		return err_hint(err, "--correct \"...\"");
	}
	if (!next->closed && !wish->preliminary) {
		err_set(err, ERR_RULE, NULL,
			_("El periodo %s sigue abierto: ciérrelo, o emita el "
			  "informe como preliminar."),
			wish->question.period_key);
		return err_hint(err, "--preliminary");
	}
	return true;
}

static const char *
joined(struct arena *arena, const struct issue_wish *wish)
{
	struct buf out = { 0 };
	const char *text;

	for (size_t i = 0; i < wish->n_signers; i++) {
		if (!str_is_blank(wish->signers[i]))
			buf_printf(&out, "%s%s", out.len ? "\n" : "",
				wish->signers[i]);
	}
	text = arena_strdup(arena, buf_text(&out));
	buf_free(&out);
	return text;
}

static const char *
hashes_of(struct arena *arena, const struct files *files)
{
	struct buf out = { 0 };
	const char *text;

	for (size_t i = 0; i < files->n; i++)
		buf_printf(&out, "%s\"%s\": \"%s\"", i ? ", " : "{",
			files->v[i].format, files->v[i].sha256);
	buf_puts(&out, "}");
	text = arena_strdup(arena, buf_text(&out));
	buf_free(&out);
	return text;
}

/* Of the formats that a library makes: by which one, and the digest of what
 * they say. */
static const char *
made_with(struct arena *arena, const struct files *files)
{
	struct buf out = { 0 };
	const char *text;

	for (size_t i = 0; i < files->n; i++) {
		const struct file *file = &files->v[i];
		char sha256[SHA256_HEX];

		if (file->contents.text.len == 0)
			continue;
		issue_digest(&file->contents.text, sha256);
		buf_printf(&out,
			"%s\"%s\": {\"contents\": \"%s\","
			" \"libraries\": {%s}}",
			out.len ? ", " : "{", file->format, sha256,
			buf_text(&file->contents.libraries));
	}
	if (out.len == 0)
		return NULL;
	buf_puts(&out, "}");
	text = arena_strdup(arena, buf_text(&out));
	buf_free(&out);
	return text;
}

/* As the server reads bytes. */
static const char *
bytes_text(struct arena *arena, const struct buf *bytes)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *from = (const unsigned char *)buf_text(bytes);
	char *text = arena_alloc(arena, 2 * bytes->len + 3);
	char *at = text;

	*at++ = '\\';
	*at++ = 'x';
	for (size_t i = 0; i < bytes->len; i++) {
		*at++ = digits[from[i] >> 4];
		*at++ = digits[from[i] & 15];
	}
	return text;
}

#define LAST_REPORT "currval(pg_get_serial_sequence('follow.report','id'))"

static void
issue_statements(struct statements *list, const struct issue_wish *wish,
	const struct issue_next *next, const struct report *report,
	const struct files *files, const char *data)
{
	struct arena *arena = list->arena;
	const struct report_question *q = &wish->question;

	statements_addv(list,
		"select follow.report_issue($1,$2,$3,$4,$5,$6,"
		"$7,$8,$9,$10,$11,$12,$13,$14)",
		14, q->plan, q->period_key, wish->layout->name,
		q->key ? q->key : "", next->version, next->closed ? "f" : "t",
		report->title, wish->number ? wish->number : "",
		wish->reason ? wish->reason : "", joined(arena, wish),
		ISSUE_PROGRAM, data, hashes_of(arena, files),
		made_with(arena, files));
	for (size_t i = 0; i < files->n; i++) {
		const struct buf *contents = &files->v[i].contents.text;

		statements_addv(list,
			"insert into follow.report_file"
			" (report_id, format, extension, bytes, sha256, program,"
			" contents) values (" LAST_REPORT ",$1,$2,$3,$4,$5,$6)",
			6, files->v[i].format, files->v[i].extension,
			bytes_text(arena, &files->v[i].bytes),
			files->v[i].sha256, ISSUE_PROGRAM,
			contents->len > 0 ? buf_text(contents) : NULL);
	}
}

/* One send; after a lost link the same request once more: it tells whether
 * the first one had arrived. */
static bool
send_once(struct desk *desk, const struct statements *list, struct err *err)
{
	struct result **results =
		arena_array(list->arena, list->n, sizeof(struct result *));
	bool done = session_run(desk->session, list->v, list->n, results, NULL,
		_("Emisión"), err);

	if (!done && err->kind == ERR_LINK) {
		struct err again = { 0 };

		if (!session_reopen(desk->session, &again))
			return false;
		done = session_run(desk->session, list->v, list->n, results,
			NULL, _("Emisión"), &again);
		if (!done && str_eq(session_refusal(desk->session)->table,
				     "request"))
			return true;
		if (!done)
			*err = again;
	}
	for (size_t i = 0; done && i < list->n; i++)
		result_free(results[i]);
	return done;
}

static bool
count_differences(struct desk *desk, const struct issued *issued, size_t *n,
	struct err *err)
{
	struct result *result = session_query(desk->session, _("Informe"), err,
		"select count(*) from follow.report_difference"
		" where report_id = $1",
		1, issued->id);
	long count = 0;

	if (!result)
		return false;
	str_to_long(result_value(result, 0, 0), 1 << 30, &count);
	*n = (size_t)count;
	result_free(result);
	return true;
}

static bool
find_version(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, const struct issue_next *next,
	struct issued *out, struct err *err)
{
	const struct report_question *q = &wish->question;
	struct result *result = session_query(desk->session, _("Informe"), err,
		arena_printf(arena,
			"%s where p.plan_code = $1 and"
			" r.period_key = $2 and r.layout = $3 and r.subject = $4"
			" and r.version = $5",
			issued_columns()),
		5, q->plan, q->period_key, wish->layout->name,
		q->key ? q->key : "", next->version);
	bool any = result && result_rows(result) > 0;

	if (any)
		issued_take(arena, result, out);
	result_free(result);
	return any;
}

static bool
store_issue(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, const struct issue_next *next,
	const struct report *report, const struct files *files,
	const struct buf *data, struct err *err)
{
	struct statements list = { .arena = arena };
	char request[37];

	request_new(request);
	statements_addv(
		&list, "insert into core.request(id) values ($1)", 1, request);
	issue_statements(&list, wish, next, report, files, buf_text(data));
	if (send_once(desk, &list, err))
		return true;
	if (str_eq(session_refusal(desk->session)->sqlstate, REFUSE_MOVED)) {
		err_set(err, ERR_CONFLICT, NULL,
			_("Otra persona emitió este informe mientras tanto."));
		err_hint(err, _("Vea lo que emitió: hito report list"));
	}
	return false;
}

/* Data first; what is printed is made of the data as kept. */
static bool
make_and_store(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, const struct issue_next *next,
	struct err *err)
{
	struct files files = { .step = wish->step, .err = err };
	struct report_question question = wish->question;
	struct report *report;
	struct buf data = { 0 };
	bool done = false;

	question.to_issue = true;
	report = report_ask(desk, arena, wish->layout, &question, err);
	if (!report)
		return false;
	if (!report->cover.date)
		report->cover.date = next->printed_on;
	put_signers(arena, wish, &report->cover);
	i18n_source(true);
	dress(arena, report, wish, next);
	i18n_source(false);
	if (tell_correction(desk, arena, report, wish, next, err) &&
		put_data(report, &data, err))
		files.report = through_data(desk, arena, report, &data, err);
	if (files.report) {
		writer_each(render, &files);
		done = !files.failed && store_issue(desk, arena, wish, next,
						report, &files, &data, err);
	}
	files_free(&files);
	buf_free(&data);
	return done;
}

/* What stands now. It is issued: who wants out while this is asked gets the
 * answer all the same. */
static bool
tell_issued(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, const struct issue_next *next,
	struct issued *out, size_t *n_differences, struct err *err)
{
	bool done;

	do {
		err_clear(err);
		done = find_version(desk, arena, wish, next, out, err) &&
		       count_differences(desk, out, n_differences, err);
	} while (!done && err->kind == ERR_CANCEL);
	return done;
}

bool
report_issue(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, struct issued *out,
	size_t *n_differences, struct err *err)
{
	struct issue_next next;

	return issue_next(desk, arena, wish, &next, err) &&
	       may_issue(wish, &next, desk, err) &&
	       make_and_store(desk, arena, wish, &next, err) &&
	       tell_issued(desk, arena, wish, &next, out, n_differences, err);
}
