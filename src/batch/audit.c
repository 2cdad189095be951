/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito db audit: seals, anchors kept outside, whether the record was bent, and
 * clearing what it says of a person. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/served.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "batch/keeper.h"
#include "batch/options.h"

struct audit {
	const char *from;     /* number of the first seal */
	const char *words[2]; /* the file of anchors; of clearing, what */
	const char *why;
	bool verify;
	bool anchor;
	bool clear;
	bool yes;
};

#define AT(member) offsetof(struct audit, member)

static const struct option audit_words[] = {
	{ "verify", "verificar", OPTION_FLAG, AT(verify), 0, NULL },
	{ "anchor", "ancla", OPTION_FLAG, AT(anchor), 0, NULL },
	{ "from", "desde", OPTION_TEXT, AT(from), 0, NULL },
	{ "clear", "borrar", OPTION_FLAG, AT(clear), 0, NULL },
	{ "why", "por-que", OPTION_TEXT, AT(why), 0, NULL },
	{ "yes", "si", OPTION_FLAG, AT(yes), 0, NULL },
};
static const size_t audit_places[] = { AT(words[0]), AT(words[1]) };

/* How far it is, over itself on a terminal. */
static void
progress(const struct batch *batch, const char *text)
{
	if (!batch->quiet && isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K%s", text);
}

static struct result *
ask(struct session *s, struct err *err, const char *sql, const char *a,
	const char *b)
{
	return session_query(s, _("Auditoría"), err, sql,
		!a   ? 0
		: !b ? 1
		     : 2,
		a, b);
}

/* What audit.verify_seals() and its like found, a line each; false when
 * something is broken. */
static bool
print_findings(const struct batch *batch, const struct result *r)
{
	bool whole = true;

	for (size_t row = 0; row < result_rows(r); row++) {
		const char *id = result_get(r, row, "change_id");

		if (!str_eq(result_get(r, row, "finding"), "broken"))
			continue;
		progress(batch, "");
		printf(_("ROTO en el cambio %s: %s\n"), id ? id : "?",
			served(batch->arena, result_get(r, row, "note")));
		whole = false;
	}
	return whole;
}

/* The seals, some at a time: nobody waits for one answer of hours, and who was
 * interrupted goes on where she was. */
static bool
verify_seals(struct batch *batch, struct session *s, const char *from,
	bool *whole, struct err *err)
{
	char *next = arena_strdup(batch->arena, from ? from : "0");

	while (next) {
		struct result *r = ask(s, err,
			"select *, seal_id + 1 as next"
			" from audit.verify_seals($1, 20000)",
			next, NULL);
		size_t last = r ? result_rows(r) - 1 : 0;

		if (!r) {
			err_hint(err,
				_("Siga con: hito db audit --verify --from "
				  "%s"),
				next);
			return false;
		}
		*whole = print_findings(batch, r) && *whole;
		next = NULL;
		if (result_get(r, last, "next")) {
			next = arena_strdup(
				batch->arena, result_get(r, last, "next"));
			progress(batch,
				arena_printf(batch->arena,
					_("hasta el sello %s: %s cambios"),
					result_get(r, last, "seal_id"),
					result_get(r, last, "n")));
		} else {
			progress(batch, "");
			printf(_("sellados     %s\n"),
				result_get(r, last, "n"));
		}
		result_free(r);
	}
	return true;
}

static bool
verify_tail(
	struct batch *batch, struct session *s, bool *whole, struct err *err)
{
	struct result *r =
		ask(s, err, "select * from audit.verify_tail()", NULL, NULL);

	if (!r)
		return false;
	*whole = print_findings(batch, r) && *whole;
	printf(_("sin sellar   %s\n"), result_get(r, result_rows(r) - 1, "n"));
	result_free(r);
	return true;
}

/* The next word of a line, which goes on behind it; empty at the end. */
static char *
word(char **line)
{
	char *from = *line + strspn(*line, " \t\r");
	char *end = from + strcspn(from, " \t\r");

	*line = end + (*end != '\0');
	*end = '\0';
	return from;
}

/* One line of the file: digest, count, and the time, which proves nothing. */
static bool
verify_anchor(struct session *s, const char *path, char *line, int number,
	bool *whole, struct err *err)
{
	char *digest = word(&line);
	char *total = word(&line);
	struct result *r;

	if (!*digest)
		return true;
	if (strlen(digest) != 64 ||
		strspn(digest, "0123456789abcdefABCDEF") != 64 || !*total ||
		strspn(total, "0123456789") != strlen(total) ||
		strlen(total) > 18)
		return err_set(err, ERR_FILE, NULL,
			_("%s: la línea %d no es un ancla: una huella de 64 "
			  "cifras, la cantidad de cambios y la hora."),
			path, number);
	r = ask(s, err, "select audit.verify_anchor($1, $2)", digest, total);
	if (!r)
		return false;
	if (result_value(r, 0, 0)) {
		printf(_("ROTO en el ancla de la línea %d: %s\n"), number,
			result_value(r, 0, 0));
		*whole = false;
	}
	result_free(r);
	return true;
}

static bool
verify_anchors(struct batch *batch, struct session *s, const char *path,
	bool *whole, struct err *err)
{
	char *text = file_read(batch->arena, path, FILE_SMALL, NULL, err);
	int number = 0;
	int anchors = 0;

	if (!text)
		return false;
	while (text) {
		char *end = strchr(text, '\n');

		if (end)
			*end = '\0';
		anchors += text[strspn(text, " \t\r")] != '\0';
		if (!verify_anchor(s, path, text, ++number, whole, err))
			return false;
		text = end ? end + 1 : NULL;
	}
	if (anchors == 0)
		return err_set(err, ERR_FILE, NULL,
			_("%s no tiene ningún ancla."), path);
	printf(_("anclas       %d\n"), anchors);
	return true;
}

/* Tables without guard, and registers whose rows are not what history says. */
static void
print_rows(struct batch *batch, const char *name, const struct result *r,
	bool *whole)
{
	for (size_t row = 0; row < result_rows(r); row++) {
		const char *note =
			served(batch->arena, result_get(r, row, "note"));
		const char *col = result_get(r, row, "col");

		if (!note)
			continue;
		progress(batch, "");
		printf(_("ROTO en %s, fila %s%s%s: %s\n"), name,
			result_get(r, row, "key"), col ? ", " : "",
			col ? col : "", note);
		*whole = false;
	}
}

static bool
verify_register(struct batch *batch, struct session *s, const char *name,
	bool *whole, struct err *err)
{
	char *above = arena_strdup(batch->arena, "0");

	while (above) {
		struct result *r = ask(s, err,
			"select * from audit.verify_rows($1, $2, 5000)", name,
			above);
		const char *next;

		if (!r)
			return false;
		print_rows(batch, name, r, whole);
		next = result_get(r, result_rows(r) - 1, "next");
		above = next ? arena_strdup(batch->arena, next) : NULL;
		progress(batch, arena_printf(batch->arena, "%s %s", name,
					above ? above : ""));
		result_free(r);
	}
	return true;
}

static bool
verify_rows(
	struct batch *batch, struct session *s, bool *whole, struct err *err)
{
	struct result *guards =
		ask(s, err, "select * from audit.verify_guards()", NULL, NULL);
	struct result *r = guards ? ask(s, err,
					    "select name from core.register"
					    " where history order by 1",
					    NULL, NULL)
				  : NULL;
	bool done = r;

	for (size_t i = 0; guards && i < result_rows(guards); i++) {
		printf(_("SIN GUARDIA  %s: %s\n"),
			result_get(guards, i, "relation"),
			served(batch->arena, result_get(guards, i, "note")));
		*whole = false;
	}
	for (size_t i = 0; done && i < result_rows(r); i++)
		done = verify_register(
			batch, s, result_value(r, i, 0), whole, err);
	progress(batch, "");
	if (done)
		printf(_("registros    %zu\n"), result_rows(r));
	result_free(guards);
	result_free(r);
	return done;
}

bool
audit_check(struct batch *batch, struct session *s, const char *from,
	const char *anchors, bool *whole, struct err *err)
{
	*whole = true;
	/* It takes as long as it takes. */
	if (!session_script(
		    s, "set statement_timeout = 0", _("Auditoría"), err) ||
		!verify_seals(batch, s, from, whole, err) ||
		!verify_tail(batch, s, whole, err) ||
		(anchors && !verify_anchors(batch, s, anchors, whole, err)) ||
		!verify_rows(batch, s, whole, err))
		return false;
	if (*whole) {
		puts(_("Nada falta ni cambió: los registros son los que dice "
		       "su historia."));
		return true;
	}
	fflush(stdout);
	fprintf(stderr, "%s\n",
		_("hito: el registro de cambios no es el que se selló, o los "
		  "registros no son los que dice."));
	return true;
}

static int
verify(struct batch *batch, struct session *s, const struct audit *audit,
	struct err *err)
{
	bool whole;

	if (!audit_check(batch, s, audit->from, audit->words[0], &whole, err))
		return batch_failed(err);
	return whole ? EXIT_DONE : EXIT_REFUSED;
}

static int
seal(struct session *s, bool anchor, struct err *err)
{
	struct result *r = NULL;

	if (session_script(s, "set statement_timeout = 0", _("Auditoría"), err))
		r = ask(s, err,
			anchor ? "select * from audit.drop_anchor()"
			       : "select audit.seal()",
			NULL, NULL);
	if (!r)
		return batch_failed(err);
	if (anchor)
		printf("%s %s %s\n", result_value(r, 0, 0),
			result_value(r, 0, 1), result_value(r, 0, 2));
	else
		printf(_("sellados ahora %s\n"), result_value(r, 0, 0));
	result_free(r);
	return EXIT_DONE;
}

/* As a bigint is typed. */
static bool
is_row_number(const char *text)
{
	return text[0] && strspn(text, "0123456789") == strlen(text) &&
	       strlen(text) <= 18;
}

/* NULL when the words go together, else what is wrong. */
static const char *
wrong_words(struct arena *arena, const struct audit *a)
{
	if (a->from && !is_row_number(a->from))
		return arena_printf(
			arena, _("«%s» no es el número de un sello."), a->from);
	if (a->clear && (!a->words[1] || !is_row_number(a->words[1])))
		return _("Con --clear van la tabla y el número de la fila.");
	if (a->clear && (a->verify || a->anchor || a->from))
		return _("--clear no va con --verify, --anchor ni --from.");
	if (a->clear)
		return NULL;
	if (a->why || a->yes || a->words[1])
		return _("Una tabla con su fila, --why y --yes van con "
			 "--clear.");
	if (!a->verify && (a->from || a->words[0]))
		return _("--from y un archivo de anclas van con --verify.");
	if (a->verify && a->anchor != (a->words[0] != NULL))
		return _("Con --verify, --anchor y el archivo de anclas van "
			 "juntos.");
	return NULL;
}

static int
run(struct batch *batch, struct session *s, const struct audit *audit,
	struct err *err)
{
	struct clear_wish wish = { audit->words[0], audit->words[1], audit->why,
		audit->yes };

	return audit->verify  ? verify(batch, s, audit, err)
	       : audit->clear ? audit_clear(batch, s, &wish, err)
			      : seal(s, audit->anchor, err);
}

int
db_audit(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { OPTIONS(audit_words),
		OPTION_PLACES(audit_places) };
	struct audit audit = { 0 };
	struct err err = { 0 };
	struct session *s;
	const char *wrong;
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &audit, &code))
		return code;
	wrong = wrong_words(batch->arena, &audit);
	if (wrong)
		return batch_usage(batch, "%s", wrong);
	s = open_keeper(batch, &err);
	if (!s)
		return batch_failed(&err);
	code = run(batch, s, &audit, &err);
	session_close(s);
	return code;
}
