/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was issued: found, given back as it was, checked. */
#include "report/issue_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/sha256.h"
#include "base/str.h"
#include "report/contents.h"
#include "report/frozen.h"
#include "report/writer.h"

const char *
issued_name(struct arena *arena, const struct issued *issued)
{
	const char *name =
		arena_printf(arena, "%s/%s", issued->number, issued->version);

	return str_is_blank(issued->official_number)
		       ? name
		       : arena_printf(arena, "%s (%s)", name,
				 issued->official_number);
}

/* ---- what issuing needs too */

void
issue_digest(const struct buf *bytes, char hex[SHA256_HEX])
{
	sha256_of(buf_text(bytes), bytes->len, hex);
}

static void
count_writer(void *arg, const struct writer *writer)
{
	(void)writer;
	++*(size_t *)arg;
}

bool
issue_compose(struct step *step, size_t part, const struct writer *writer,
	struct report *report, struct buf *out, struct err *err)
{
	char what[64];
	bool done;

	if (writer->place)
		contents_library(report->contents, "hito", HITO_VERSION);
	if (!step)
		return writer->write(report, out, err);
	(void)snprintf(what, sizeof what, _("Componiendo %s"), writer->name);
	step->what = what;
	step->part = part;
	step->parts = 0;
	writer_each(count_writer, &step->parts);
	report->step = step;
	done = step_at(step, 0) && writer->write(report, out, err);
	report->step = NULL;
	step->what = NULL;
	step->unit = NULL;
	step->parts = 0;
	return step_check(step, err) && done;
}

bool
issue_public(const struct report *report, struct buf *out, struct err *err)
{
	return json_write(report, out, err);
}

struct report *
issue_read_back(struct arena *arena, struct result *rows, struct err *err)
{
	struct report *report = rows ? frozen_read(arena, rows) : NULL;

	if (rows && !report)
		err_set(err, ERR_RULE, NULL,
			_("Los datos guardados no son los de un informe."));
	result_free(rows);
	return report;
}

static const char columns_query[] =
	"select r.id, r.report_no, r.version, p.plan_code, r.period_key,"
	" r.layout, r.subject, r.title, r.official_number, r.program,"
	" r.sha256, r.preliminary"
	" from follow.report r join plan.action_plan p on p.id = r.plan_id ";

const char *
issued_columns(void)
{
	return columns_query;
}

void
issued_take(
	struct arena *arena, const struct result *result, struct issued *out)
{
	const char **members[] = { &out->id, &out->number, &out->version,
		&out->plan, &out->period, &out->layout, &out->subject,
		&out->title, &out->official_number, &out->program,
		&out->sha256 };
	const int n = sizeof members / sizeof *members;

	for (int i = 0; i < n; i++)
		*members[i] = arena_strdup(arena, result_value(result, 0, i));
	out->preliminary = str_eq(result_value(result, 0, n), "t");
}

/* ---- finding */

static bool
all_digits(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text) &&
	       strlen(text) < 10;
}

/* "12" and "12/2". */
static bool
is_number(struct arena *arena, const char *name, const char **number,
	const char **version)
{
	const char *slash = strchr(name, '/');

	*number = slash ? arena_strndup(arena, name, (size_t)(slash - name))
			: name;
	*version = slash ? slash + 1 : NULL;
	return all_digits(*number) && (!slash || all_digits(*version));
}

bool
issued_find(struct desk *desk, struct arena *arena, const char *name,
	struct issued *out, struct err *err)
{
	const char *number, *version;
	bool numbered = is_number(arena, name, &number, &version);
	struct result *result = session_query(desk->session, _("Informe"), err,
		arena_printf(arena,
			"%s where %s order by r.version desc"
			" limit 1",
			issued_columns(),
			numbered
				? "r.report_no = $1 and ($2::int is null or r.version = $2)"
				: "r.official_number = $1 and $2::int is null"),
		2, numbered ? number : name, numbered ? version : NULL);
	bool any = result && result_rows(result) > 0;

	if (any)
		issued_take(arena, result, out);
	else if (result) {
		err_set(err, ERR_INPUT, NULL,
			_("No hay ningún informe emitido «%s»."), name);
		err_hint(err, _("Se escribe su número, 12, o con su versión, "
				"12/2. Los hay en: hito report list"));
	}
	result_free(result);
	return any;
}

/* ---- the bytes */

static bool
no_format(struct desk *desk, const struct issued *issued, const char *format,
	struct err *err)
{
	struct result *result = session_query(desk->session, _("Informe"), NULL,
		"select string_agg(format, ', ' order by id) from"
		" follow.report_file where report_id = $1",
		1, issued->id);

	err_set(err, ERR_INPUT, NULL,
		_("El informe no se emitió en el formato «%s»."), format);
	if (result)
		err_hint(err, _("Hay: %s."),
			result_value(result, 0, 0) ? result_value(result, 0, 0)
						   : "");
	result_free(result);
	return false;
}

/* Against the digest beside the bytes and the one in the report. */
static bool
is_genuine(const struct buf *bytes, const struct result *row, size_t at)
{
	char now[SHA256_HEX];

	issue_digest(bytes, now);
	return str_eq(now, result_get(row, at, "sha256")) &&
	       str_eq(now, result_get(row, at, "expected"));
}

bool
issued_formats(struct desk *desk, struct arena *arena,
	const struct issued *issued, const char ***formats, size_t *n,
	struct err *err)
{
	struct result *result = session_query(desk->session, _("Informe"), err,
		"select format from follow.report_file where report_id = $1"
		" order by id",
		1, issued->id);

	if (!result)
		return false;
	*n = result_rows(result);
	*formats = arena_array(arena, *n + 1, sizeof **formats);
	for (size_t i = 0; i < *n; i++)
		(*formats)[i] = arena_strdup(arena, result_value(result, i, 0));
	result_free(result);
	return true;
}

static const char files_query[] =
	"select f.format, f.extension, f.bytes, f.sha256,"
	" r.hashes ->> f.format as expected, f.contents,"
	" r.made_with -> f.format ->> 'contents' as expected_contents"
	" from follow.report_file f"
	" join follow.report r on r.id = f.report_id where r.id = $1"
	" and ($2::text is null or f.format = $2) order by f.id";

bool
issued_file(struct desk *desk, struct arena *arena, const struct issued *issued,
	const char *format, struct buf *out, const char **extension,
	struct err *err)
{
	struct result *result = session_query(desk->session, _("Informe"), err,
		files_query, 2, issued->id, format);
	bool done = false;

	if (!result)
		return false;
	if (result_rows(result) == 0) {
		no_format(desk, issued, format, err);
	} else {
		str_unhex(out, result_get(result, 0, "bytes"));
		*extension =
			arena_strdup(arena, result_get(result, 0, "extension"));
		done = is_genuine(out, result, 0);
		if (!done)
			err_set(err, ERR_RULE, NULL,
				_("El archivo %s del informe %s/%s no es el "
				  "que se emitió: alguien lo cambió en la "
				  "base de datos."),
				format, issued->number, issued->version);
	}
	result_free(result);
	return done;
}

/* ---- verifying */

enum {
	DAY_DIGITS = 8,
	DAY_ROOM = 16, /* "20190410000000Z)" */
};

struct verifying {
	struct desk *desk;
	struct arena *arena;
	const struct issued *issued;
	const struct verify_wish *wish;
	size_t n;
};

static void differs(struct verifying *v, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void
differs(struct verifying *v, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	v->wish->say(v->wish->arg, arena_vprintf(v->arena, fmt, ap));
	va_end(ap);
	v->n++;
}

static bool
check_data(struct verifying *v, struct err *err)
{
	struct result *result = session_query(v->desk->session,
		_("Verificación"), err,
		"select sha256 = follow.report_seal(r), (select string_agg(k, ', ') from"
		" jsonb_object_keys(hashes) k where not exists (select from"
		" follow.report_file f where f.report_id = r.id and"
		" f.format = k)) from follow.report r where id = $1",
		1, v->issued->id);

	if (!result)
		return false;
	if (!str_eq(result_value(result, 0, 0), "t"))
		differs(v, _("Los datos o las reglas guardados no son los "
			     "que se emitieron: su huella es otra."));
	if (result_value(result, 0, 1))
		differs(v, _("Falta un archivo que se emitió: %s."),
			result_value(result, 0, 1));
	result_free(result);
	return true;
}

/* Where the day of a PDF stands: cairo before 1.18 wrote it without the
 * letters that a date begins with, and until they were put there it was issued
 * so. The same room in both. */
static size_t
day_in(const struct buf *b)
{
	static const char begin[] = "/CreationDate (";
	size_t n = sizeof begin - 1;

	for (size_t i = b->len; i >= n + DAY_ROOM; i--)
		if (memcmp(b->data + i - n - DAY_ROOM, begin, n) == 0)
			return i - DAY_ROOM;
	return 0;
}

static bool
same_bytes(const struct buf *was, const struct buf *now)
{
	size_t at;

	if (was->len != now->len)
		return false;
	if (memcmp(buf_text(was), buf_text(now), was->len) == 0)
		return true;
	at = day_in(was);
	return at > 0 && at == day_in(now) &&
	       memcmp(was->data, now->data, at) == 0 &&
	       memcmp(was->data + at, now->data + at + 2, DAY_DIGITS) == 0 &&
	       memcmp(was->data + at + DAY_ROOM, now->data + at + DAY_ROOM,
		       was->len - at - DAY_ROOM) == 0;
}

/* A file made once more. */
struct again {
	const char *format;
	const struct writer *writer;
	const char *was; /* what it said; NULL: that is not kept */
	struct contents now;
};

/* "cairo 1.16.0, hoy 1.18.4; ...": what is another than it was made with; ""
 * nothing. NULL with err. */
static const char *
other_libraries(struct verifying *v, const struct again *again, struct err *err)
{
	struct result *rows = session_query(v->desk->session, _("Verificación"),
		err, "select * from follow.report_libraries($1, $2, $3::jsonb)",
		3, v->issued->id, again->format,
		arena_printf(
			v->arena, "{%s}", buf_text(&again->now.libraries)));
	const char *text = "";

	for (size_t i = 0; rows && i < result_rows(rows); i++) {
		const char *was = result_value(rows, i, 1);
		const char *now = result_value(rows, i, 2);

		text = arena_printf(v->arena, "%s%s%s", text, i > 0 ? "; " : "",
			arena_printf(v->arena, _("%s %s, hoy %s"),
				result_value(rows, i, 0), was ? was : "-",
				now ? now : "-"));
	}
	result_free(rows);
	return rows ? text : NULL;
}

/* Other bytes of the same data: another library's, or nobody knows why. */
static bool
check_contents(struct verifying *v, const struct again *again, struct err *err)
{
	struct contents_difference d;
	const char *libraries =
		again->was ? other_libraries(v, again, err) : "";

	if (!libraries)
		return false;
	if (!*libraries)
		differs(v,
			_("%s: compuesto de nuevo con los mismos datos "
			  "sale distinto (se emitió con %s, este es %s)."),
			again->format, v->issued->program, ISSUE_PROGRAM);
	else if (contents_differ(
			 v->arena, again->was, buf_text(&again->now.text), &d))
		differs(v,
			_("%s: otra biblioteca: %s. Dice otra cosa, %s %s: se "
			  "emitió «%s», compuesto de nuevo sale «%s»."),
			again->format, libraries, _(again->writer->place),
			d.place, d.was, d.now);
	else
		v->wish->say(v->wish->arg,
			arena_printf(v->arena,
				_("%s: otra biblioteca: %s. Compuesto de nuevo "
				  "salen otros bytes, que dicen lo mismo."),
				again->format, libraries));
	return true;
}

/* As in is_genuine, of what the bytes say. */
static bool
are_genuine(const struct result *files, size_t at)
{
	const char *expected = result_get(files, at, "expected_contents");
	const char *text = result_get(files, at, "contents");
	struct buf contents = { 0 };
	char now[SHA256_HEX];

	if (!expected || !text)
		return !expected && !text;
	buf_puts(&contents, text);
	issue_digest(&contents, now);
	buf_free(&contents);
	return str_eq(now, expected);
}

/* Its bytes, made once more of what is kept. */
static void
compose_again(struct verifying *v, size_t at, struct again *again,
	const struct buf *was, struct report *kept)
{
	struct buf now = { 0 };
	struct err err = { 0 };
	bool done;

	kept->contents = &again->now;
	done = issue_compose(
		v->wish->step, at + 1, again->writer, kept, &now, &err);
	kept->contents = NULL;
	if (done && !same_bytes(was, &now))
		done = check_contents(v, again, &err);
	/* that it was stopped is said once, at the end */
	if (!done && err.kind != ERR_CANCEL)
		differs(v, "%s: %s", again->format, err.text);
	contents_free(&again->now);
	buf_free(&now);
}

static void
check_file(struct verifying *v, const struct result *files, size_t at,
	struct report *kept)
{
	const char *format = result_get(files, at, "format");
	struct again again = { .format = format,
		.writer = writer_find(format) };
	struct buf was = { 0 };

	str_unhex(&was, result_get(files, at, "bytes"));
	if (!is_genuine(&was, files, at))
		differs(v,
			_("%s: los bytes guardados no son los que se "
			  "emitieron."),
			format);
	if (are_genuine(files, at))
		again.was = result_get(files, at, "contents");
	else
		differs(v,
			_("%s: lo guardado de lo que dice no es lo que se "
			  "emitió."),
			format);
	if (again.writer && kept)
		compose_again(v, at, &again, &was, kept);
	else
		differs(v, _("%s: no se puede volver a componer."), format);
	buf_free(&was);
}

/* The stored bytes against themselves and against the stored data. */
static bool
check_files(struct verifying *v, struct err *err)
{
	struct err own = { 0 };
	struct report *kept = issue_read_back(v->arena,
		session_query(v->desk->session, _("Verificación"), &own,
			"select l.* from follow.report r,"
			" follow.report_lines(r.data) as l where r.id = $1",
			1, v->issued->id),
		&own);
	struct result *files;

	if (!kept && own.kind == ERR_LINK) {
		*err = own;
		return false;
	}
	if (!kept)
		differs(v, "%s", own.text);
	files = session_query(v->desk->session, _("Verificación"), err,
		files_query, 2, v->issued->id, NULL);
	if (!files)
		return false;
	for (size_t i = 0; i < result_rows(files); i++)
		check_file(v, files, i, kept);
	result_free(files);
	return true;
}

static bool
tell_figures(struct verifying *v, const struct buf *now, struct err *err)
{
	struct result *result =
		session_query(v->desk->session, _("Verificación"), err,
			"select * from follow.report_today($1, $2::jsonb)", 2,
			v->issued->id, buf_text(now));

	if (!result)
		return false;
	for (size_t i = 0; i < result_rows(result); i++)
		if (str_eq(result_value(result, i, 0), "row"))
			differs(v,
				_("Hoy es otro dato: %s: se emitió %s, hoy es "
				  "%s"),
				result_value(result, i, 1),
				result_value(result, i, 2),
				result_value(result, i, 3));
		else
			v->wish->say(v->wish->arg,
				arena_printf(v->arena,
					_("Desde que se emitió: %s"),
					result_value(result, i, 1)));
	result_free(result);
	return true;
}

/* What the same report would say if it were made now. */
static bool
check_today(struct verifying *v, struct err *err)
{
	const struct issued *is = v->issued;
	struct report_question question = { is->plan, is->period,
		str_is_blank(is->subject) ? NULL : is->subject, true };
	struct err own = { 0 };
	struct layout *layout = layout_find(v->desk, v->arena, is->layout, &own);
	struct report *report =
		layout ? report_ask(v->desk, v->arena, layout, &question, &own)
		       : NULL;
	struct buf now = { 0 };
	bool done;

	if (!report && own.kind == ERR_LINK) {
		*err = own;
		return false;
	}
	if (!report) {
		differs(v, _("Con los datos de hoy no se puede hacer: %s"),
			own.text);
		return true;
	}
	done = issue_public(report, &now, err) && tell_figures(v, &now, err);
	buf_free(&now);
	return done;
}

bool
issued_verify(struct desk *desk, struct arena *arena,
	const struct verify_wish *wish, size_t *n_differences, struct err *err)
{
	struct verifying v = { desk, arena, wish->issued, wish, 0 };
	bool done = check_data(&v, err) && check_files(&v, err) &&
		    step_check(wish->step, err) && check_today(&v, err);

	*n_differences = v.n;
	return done;
}
