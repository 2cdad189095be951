/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito user: people, the offices they work for, and what they may do there.
 * The rules are functions of the database; this asks and shows. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/commands.h"
#include "batch/connect.h"
#include "db/secret.h"

enum {
	SECRET_SHORTEST = 8, /* characters */
	KIND = 3,	     /* of the list */
};

static struct session *
open_session(struct batch *batch, struct err *err)
{
	struct session_params params;
	bool is_private, needs_password = false;
	struct session *s;

	if (!batch_connection(batch, &is_private, err))
		return NULL;
	params = batch->params;
	if (!params.office)
		params.office = batch->settings->office;
	s = session_open(&params, &wait_plain, &needs_password, err);
	if (s || !needs_password || !isatty(STDIN_FILENO))
		return s;
	params.password = batch_secret(batch->arena, _("Contraseña: "));
	err_clear(err);
	return session_open(&params, &wait_plain, NULL, err);
}

static size_t
characters(const char *s)
{
	size_t n = 0, len = strlen(s);

	for (size_t at = 0; at < len; n++)
		at = utf8_next(s, len, at);
	return n;
}

/* Asked twice on a terminal; one line of standard input otherwise. */
static const char *
ask_new_secret(struct batch *batch, struct err *err)
{
	const char *secret, *again;

	secret = batch_secret(batch->arena, _("Contraseña nueva: "));
	if (!secret || characters(secret) < SECRET_SHORTEST) {
		err_set(err, ERR_INPUT, NULL,
			_("La contraseña debe tener al menos %d caracteres."),
			SECRET_SHORTEST);
		return NULL;
	}
	if (!isatty(STDIN_FILENO))
		return secret;
	again = batch_secret(batch->arena, _("Otra vez: "));
	if (str_eq(secret, again))
		return secret;
	err_set(err, ERR_INPUT, NULL, "%s",
		_("Las dos contraseñas no son iguales: no se cambió nada."));
	return NULL;
}

enum {
	WORDS_MAX = 5
};

/* What a function does not take is NULL. */
static bool
run(struct session *s, struct err *err, const char *sql, int n,
	const char *const v[WORDS_MAX])
{
	struct result *r = session_query(
		s, _("Personas"), err, sql, n, v[0], v[1], v[2], v[3], v[4]);

	result_free(r);
	return r;
}

static void
say(const struct batch *batch, const char *text, const char *login)
{
	if (!batch->quiet)
		fprintf(stderr, "%s: %s\n", login, text);
}

/* What a verb works with: its name and the words behind it. */
struct user_words {
	struct batch *batch;
	const char *verb;
	const char *v[WORDS_MAX];
};

/* add LOGIN [NAME], password LOGIN */
static bool
user_secret(const struct user_words *w, struct session *s, struct err *err)
{
	const char *secret = ask_new_secret(w->batch, err);
	const char *verifier = secret ? secret_verifier(w->batch->arena, s,
						w->v[0], secret, err)
				      : NULL;
	const char *const v[WORDS_MAX] = { w->v[0], verifier, w->v[1] };

	if (!verifier)
		return false;
	if (str_eq(w->verb, "add"))
		return run(s, err, "select core.user_add($1, $2, $3)", 3, v);
	return run(s, err, "select core.user_password($1, $2)", 2, v);
}

/* A day as people write it, in place of it as the server reads it. */
static bool
read_day(struct batch *batch, const char **word, struct err *err)
{
	struct date day;
	char iso[16];

	if (!*word)
		return true;
	if (!date_read(*word, date_today_lima(), &day, err))
		return false;
	date_iso(day, iso, sizeof iso);
	*word = arena_strdup(batch->arena, iso);
	return true;
}

/* grant LOGIN OFFICE KIND [FROM [TO]], revoke LOGIN OFFICE KIND */
static bool
user_right(const struct user_words *w, struct session *s, struct err *err)
{
	const char *v[WORDS_MAX];

	memcpy(v, w->v, sizeof v);
	if (str_eq(w->verb, "revoke"))
		return run(s, err, "select core.user_revoke($1, $2, $3)", 3, v);
	return read_day(w->batch, &v[3], err) &&
	       read_day(w->batch, &v[4], err) &&
	       run(s, err,
		       "select core.user_grant($1, $2, $3, $4::date, $5::date)",
		       5, v);
}

/* mail LOGIN ADDRESS; an empty one takes it away */
static bool
user_mail(const struct user_words *w, struct session *s, struct err *err)
{
	return run(s, err, "select core.mail_set($2, null, $1)", 2, w->v);
}

static void
print_cell(const char *text, int width)
{
	const char *s = text ? text : "";
	char clean[1024];
	size_t n = strlen(s);

	utf8_clean(s, n > 300 ? 300 : n, false, clean);
	int pad = width - utf8_cells(clean);
	printf("%s%*s ", clean, pad > 0 ? pad : 0, "");
}

/* A kind of right as a person writes it; what is none as it is. */
static const char *
kind_word(const char *kind)
{
	static const struct {
		const char *kind, *word;
	} kinds[] = { { "enter", N_("ingresar") }, { "submit", N_("presentar") },
		{ "batch", N_("cargar") }, { "read", N_("leer") },
		{ "secretariat", N_("secretaria") } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].kind, kind))
			return _(kinds[i].word);
	return kind;
}

/* The names of the columns, on a terminal or not: they are few. */
static void
print_heading(const int *widths)
{
	static const char *const names[] = { N_("Usuario"), N_("Nombre"),
		N_("Oficina"), N_("Clase"), N_("Desde"), N_("Hasta"),
		N_("Grupos") };

	for (int c = 0; c < 7; c++)
		print_cell(_(names[c]), widths[c]);
	putchar('\n');
	for (int c = 0; c < 7; c++)
		printf("%.*s ", widths[c] > 0 ? widths[c] : 6,
			"----------------------");
	putchar('\n');
}

static void
print_people_json(const struct result *r)
{
	static const char *const names[] = { "login", "name", "office", "kind",
		"from", "to", "groups" };
	struct buf b = { 0 };

	buf_putc(&b, '[');
	for (size_t row = 0; row < result_rows(r); row++) {
		for (int c = 0; c < 7; c++)
			str_json_member(&b,
				c     ? ", "
				: row ? ",\n {"
				      : "\n {",
				names[c], result_value(r, row, c));
		buf_putc(&b, '}');
	}
	printf("%s\n]\n", buf_text(&b));
	buf_free(&b);
}

static bool
user_list(const struct user_words *w, struct session *s, struct err *err)
{
	static const int widths[] = { 14, 22, 10, 10, 10, 10, 0 };
	bool json = str_eq(w->v[0], "--json");
	struct result *r = session_query(s, _("Personas"), err,
		"select login, full_name, office_code, kind, from_date,"
		" to_date, groups from core.user_list()",
		0);

	if (!r)
		return false;
	if (json)
		print_people_json(r);
	else
		print_heading(widths);
	for (size_t row = 0; row < result_rows(r) && !json; row++) {
		for (int c = 0; c < 7; c++) {
			const char *text = result_value(r, row, c);

			print_cell(c == KIND ? kind_word(text) : text,
				widths[c]);
		}
		putchar('\n');
	}
	result_free(r);
	return true;
}

struct verb {
	const char *name;
	int least; /* words after it */
	int most;
	const char *done; /* said at the end, after the login; NULL nothing */
	bool (*run)(const struct user_words *words, struct session *s,
		struct err *err);
};

static const struct verb verbs[] = {
	{ "list", 0, 1, NULL, user_list },
	{ "add", 1, 2, N_("se agregó."), user_secret },
	{ "password", 1, 1, N_("se cambió la contraseña."), user_secret },
	{ "mail", 2, 2, N_("se anotó su correo."), user_mail },
	{ "grant", 3, 5, N_("se dio el permiso."), user_right },
	{ "revoke", 3, 3, N_("se quitó el permiso."), user_right },
};

static int
run_verb(struct batch *batch, const struct verb *verb, int argc, char **argv)
{
	struct err err = { 0 };
	struct session *s = open_session(batch, &err);
	struct user_words words = { .batch = batch, .verb = verb->name };
	bool done;

	for (int i = 1; i < argc; i++)
		words.v[i - 1] = argv[i];
	done = s && verb->run(&words, s, &err);
	session_close(s);
	if (!done)
		return batch_failed(&err);
	if (verb->done)
		say(batch, _(verb->done), argv[1]);
	return EXIT_DONE;
}

int
batch_user(struct batch *batch, int argc, char **argv)
{
	if (argc < 2)
		return batch_usage(batch, "%s", _("Falta qué hacer."));
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (!str_eq(verbs[i].name, argv[1]))
			continue;
		if (argc - 2 < verbs[i].least || argc - 2 > verbs[i].most ||
			(verbs[i].run == user_list && argc > 2 &&
				!str_eq(argv[2], "--json")))
			return batch_usage(
				batch, "%s", _("Faltan o sobran palabras."));
		return run_verb(batch, &verbs[i], argc - 1, argv + 1);
	}
	return batch_usage(batch, _("No se entiende «%s»."), argv[1]);
}
