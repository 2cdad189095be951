/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/issue.h"

#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "base/sha256.h"
#include "base/statement.h"
#include "base/str.h"
#include "db/refuse.h"
#include "db/session.h"
#include "report/frozen.h"
#include "report/writer.h"
#include "store/store.h"

#define DATA_SCHEMA "hito-issue/1"
#define PROGRAM "hito " HITO_VERSION

enum {
	FILES_MOST = 16
};

/* A format as it is stored. */
struct file {
	const char *format;
	const char *extension;
	struct buf bytes;
	char sha256[SHA256_HEX];
};

/* What is rendered of one report. */
struct files {
	const struct report *report;
	issue_say_fn *say;
	void *arg;
	struct err *err;
	bool failed;
	size_t n;
	struct file v[FILES_MOST];
};

/* ---- rendering */

static void
digest(const struct buf *bytes, char hex[SHA256_HEX])
{
	struct sha256 h;

	sha256_begin(&h);
	sha256_add(&h, buf_text(bytes), bytes->len);
	sha256_end(&h, hex);
}

static void
render(void *arg, const struct writer *writer)
{
	struct files *files = arg;
	struct file *file;

	if (files->failed || files->n == FILES_MOST)
		return;
	if (files->say)
		files->say(files->arg, writer->name);
	file = &files->v[files->n++];
	file->format = writer->name;
	file->extension = writer->extension;
	files->failed = !writer->write(files->report, &file->bytes, files->err);
	digest(&file->bytes, file->sha256);
}

static void
files_free(struct files *files)
{
	for (size_t i = 0; i < files->n; i++)
		buf_free(&files->v[i].bytes);
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

		signers[i].name = wish->signers[i];
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

static void
dress(struct arena *arena, struct report *report, const char *version,
	const char *number, bool preliminary)
{
	report->cover.version = version;
	if (!str_is_blank(number))
		report->cover.number = number;
	if (!str_eq(version, "1"))
		put_top(arena, report,
			_("Corrige la versión anterior de este informe"));
	if (preliminary)
		put_top(arena, report,
			_("PRELIMINAR: el periodo sigue abierto"));
}

/* ---- data */

static bool
put_public(const struct report *report, struct buf *out, struct err *err)
{
	return json_write(report, out, err);
}

static bool
put_data(const struct report *report, struct buf *out, struct err *err)
{
	buf_puts(out, "{\"schema\": ");
	str_json(out, DATA_SCHEMA);
	buf_puts(out, ", \"report\": ");
	if (!put_public(report, out, err))
		return false;
	buf_puts(out, ", \"render\": ");
	frozen_write(report, out);
	buf_puts(out, "}");
	return true;
}

static struct report *
read_back(struct arena *arena, struct result *rows, struct err *err)
{
	struct report *report = rows ? frozen_read(arena, rows) : NULL;

	if (rows && !report)
		err_set(err, ERR_RULE, NULL,
			_("Los datos guardados no son los de un informe."));
	result_free(rows);
	return report;
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

/* What is printed is made of what is kept, and nothing got lost between. */
static struct report *
through_data(struct desk *desk, struct arena *arena, const struct report *fresh,
	const struct buf *data, struct err *err)
{
	struct report *kept = read_back(arena,
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

/* What the next version will be. */
struct next {
	const char *version;
	bool closed;
	const char *printed_on;
};

static bool
ask_next(struct desk *desk, struct arena *arena, const struct issue_wish *wish,
	struct next *next, struct err *err)
{
	const struct report_question *q = &wish->question;
	struct result *result = session_query(desk->session, _("Informe"), err,
		"select version, closed, printed_on from"
		" follow.report_next($1,$2,$3,$4)",
		4, q->plan, q->period_key, wish->layout->name,
		q->key ? q->key : "");
	bool any = result && result_rows(result) > 0;

	if (any)
		*next = (struct next){
			arena_strdup(arena, result_value(result, 0, 0)),
			str_eq(result_value(result, 0, 1), "t"),
			arena_strdup(arena, result_value(result, 0, 2)),
		};
	else if (result)
		err_set(err, ERR_INPUT, NULL, _("No hay un plan «%s»."),
			q->plan);
	result_free(result);
	return any;
}

static bool
may_issue(const struct issue_wish *wish, const struct next *next,
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

	for (size_t i = 0; i < wish->n_signers; i++)
		buf_printf(&out, "%s%s", i ? "\n" : "", wish->signers[i]);
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
	const struct next *next, const struct report *report,
	const struct files *files, const char *data)
{
	struct arena *arena = list->arena;
	const struct report_question *q = &wish->question;

	statements_addv(list,
		"select follow.report_issue($1,$2,$3,$4,$5,$6,"
		"$7,$8,$9,$10,$11,$12,$13)",
		13, q->plan, q->period_key, wish->layout->name,
		q->key ? q->key : "", next->version, next->closed ? "f" : "t",
		report->title, wish->number ? wish->number : "",
		wish->reason ? wish->reason : "", joined(arena, wish), PROGRAM,
		data, hashes_of(arena, files));
	for (size_t i = 0; i < files->n; i++)
		statements_addv(list,
			"insert into follow.report_file"
			" (report_id, format, extension, bytes, sha256,"
			" program) values (" LAST_REPORT ",$1,$2,$3,$4,$5)",
			5, files->v[i].format, files->v[i].extension,
			bytes_text(arena, &files->v[i].bytes),
			files->v[i].sha256, PROGRAM);
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

static const char issued_columns[] =
	"select r.id, r.report_no, r.version, p.plan_code, r.period_key,"
	" r.layout, r.subject, r.title, r.official_number, r.program,"
	" r.sha256, r.preliminary"
	" from follow.report r join plan.action_plan p on p.id = r.plan_id ";

static void
take_issued(
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

static bool
find_version(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, const struct next *next,
	struct issued *out, struct err *err)
{
	const struct report_question *q = &wish->question;
	struct result *result = session_query(desk->session, _("Informe"), err,
		arena_printf(arena,
			"%s where p.plan_code = $1 and"
			" r.period_key = $2 and r.layout = $3 and r.subject = $4"
			" and r.version = $5",
			issued_columns),
		5, q->plan, q->period_key, wish->layout->name,
		q->key ? q->key : "", next->version);
	bool any = result && result_rows(result) > 0;

	if (any)
		take_issued(arena, result, out);
	result_free(result);
	return any;
}

static bool
store_issue(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, const struct next *next,
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
	const struct issue_wish *wish, const struct next *next, struct err *err)
{
	struct files files = { .say = wish->say, .arg = wish->arg, .err = err };
	struct report *report =
		report_ask(desk, arena, wish->layout, &wish->question, err);
	struct buf data = { 0 };
	bool done = false;

	if (!report)
		return false;
	if (!report->cover.date)
		report->cover.date = next->printed_on;
	put_signers(arena, wish, &report->cover);
	i18n_source(true);
	dress(arena, report, next->version, wish->number, !next->closed);
	i18n_source(false);
	if (put_data(report, &data, err))
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

bool
report_issue(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, struct issued *out,
	size_t *n_differences, struct err *err)
{
	struct next next;

	return ask_next(desk, arena, wish, &next, err) &&
	       may_issue(wish, &next, desk, err) &&
	       make_and_store(desk, arena, wish, &next, err) &&
	       find_version(desk, arena, wish, &next, out, err) &&
	       count_differences(desk, out, n_differences, err);
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
			issued_columns,
			numbered
				? "r.report_no = $1 and ($2::int is null or r.version = $2)"
				: "r.official_number = $1 and $2::int is null"),
		2, numbered ? number : name, numbered ? version : NULL);
	bool any = result && result_rows(result) > 0;

	if (any)
		take_issued(arena, result, out);
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

static unsigned
hex(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10) & 15u;
}

static void
add_bytes(struct buf *out, const char *text)
{
	if (!str_starts(text, "\\x"))
		return;
	for (text += 2; text[0] && text[1]; text += 2)
		buf_putc(out, (char)(hex(text[0]) << 4 | hex(text[1])));
}

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

	digest(bytes, now);
	return str_eq(now, result_get(row, at, "sha256")) &&
	       str_eq(now, result_get(row, at, "expected"));
}

static const char files_query[] =
	"select f.format, f.extension, f.bytes, f.sha256,"
	" r.hashes ->> f.format as expected from follow.report_file f"
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
		add_bytes(out, result_get(result, 0, "bytes"));
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

struct verifying {
	struct desk *desk;
	struct arena *arena;
	const struct issued *issued;
	issue_say_fn *say;
	void *arg;
	size_t n;
};

static void differs(struct verifying *v, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void
differs(struct verifying *v, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	v->say(v->arg, arena_vprintf(v->arena, fmt, ap));
	va_end(ap);
	v->n++;
}

static bool
check_data(struct verifying *v, struct err *err)
{
	struct result *result = session_query(v->desk->session,
		_("Verificación"), err,
		"select sha256 = follow.report_hash("
		"data, rule_set, hashes), (select string_agg(k, ', ') from"
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

static void
check_file(struct verifying *v, const struct result *files, size_t at,
	const struct report *kept)
{
	const char *format = result_get(files, at, "format");
	const struct writer *writer = writer_find(format);
	struct buf was = { 0 }, now = { 0 };
	struct err err = { 0 };

	add_bytes(&was, result_get(files, at, "bytes"));
	if (!is_genuine(&was, files, at))
		differs(v,
			_("%s: los bytes guardados no son los que se "
			  "emitieron."),
			format);
	if (!writer || !kept)
		differs(v, _("%s: no se puede volver a componer."), format);
	else if (!writer->write(kept, &now, &err))
		differs(v, "%s: %s", format, err.text);
	else if (was.len != now.len ||
		 memcmp(buf_text(&was), buf_text(&now), was.len) != 0)
		differs(v,
			_("%s: compuesto de nuevo con los mismos datos "
			  "sale distinto (se emitió con %s, este es %s)."),
			format, v->issued->program, PROGRAM);
	buf_free(&was);
	buf_free(&now);
}

/* The stored bytes against themselves and against the stored data. */
static bool
check_files(struct verifying *v, struct err *err)
{
	struct err own = { 0 };
	struct report *kept = read_back(v->arena,
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
	struct result *result = session_query(v->desk->session,
		_("Verificación"), err,
		"select d.path,"
		" coalesce(d.old_value, '-'), coalesce(d.new_value, '-')"
		" from follow.report r, follow.json_difference("
		"r.data -> 'report', $2::jsonb) as d where r.id = $1",
		2, v->issued->id, buf_text(now));

	if (!result)
		return false;
	for (size_t i = 0; i < result_rows(result); i++)
		differs(v, _("Hoy es otro dato: %s: se emitió %s, hoy es %s"),
			result_value(result, i, 0), result_value(result, i, 1),
			result_value(result, i, 2));
	result_free(result);
	return true;
}

/* What the same report would say if it were made now. */
static bool
check_today(struct verifying *v, struct err *err)
{
	const struct issued *is = v->issued;
	struct report_question question = { is->plan, is->period,
		str_is_blank(is->subject) ? NULL : is->subject };
	struct err own = { 0 };
	struct layout *layout = layout_find(v->arena, is->layout, &own);
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
	done = put_public(report, &now, err) && tell_figures(v, &now, err);
	buf_free(&now);
	return done;
}

bool
issued_verify(struct desk *desk, struct arena *arena,
	const struct issued *issued, issue_say_fn *say, void *arg,
	size_t *n_differences, struct err *err)
{
	struct verifying v = { desk, arena, issued, say, arg, 0 };
	bool done = check_data(&v, err) && check_files(&v, err) &&
		    check_today(&v, err);

	*n_differences = v.n;
	return done;
}
