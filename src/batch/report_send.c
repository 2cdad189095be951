/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito report send: an issued report as a letter, kept in the outbox. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/report_issue.h"
#include "report/issue.h"
#include "report/mail.h"
#include "report/outbox.h"
#include "report/stamp.h"
#include "store/store.h"

/* The command line, and what comes of it. */
struct sending {
	const char *name;
	const char *format;
	const char *subject;
	const char *body_file;
	bool dry_run;
	bool again;
	struct option_list to, cc;
	struct mail mail;
	struct issued issued;
	char request[37];
};

enum {
	TITLE_MOST = 22, /* characters in the name of the file */
	PART_MOST = 9,
};

#define AT(member) offsetof(struct sending, member)

static const struct option words[] = {
	{ "to", "para", OPTION_LIST, AT(to), 0, NULL },
	{ "cc", NULL, OPTION_LIST, AT(cc), 0, NULL },
	{ "subject", "asunto", OPTION_TEXT, AT(subject), 0, NULL },
	{ "body", "texto", OPTION_TEXT, AT(body_file), 0, NULL },
	{ "format", "formato", OPTION_TEXT, AT(format), 0, NULL },
	{ "dry-run", "simular", OPTION_FLAG, AT(dry_run), 0, NULL },
	{ "again", "otra-vez", OPTION_FLAG, AT(again), 0, NULL },
};
static const size_t places[] = { AT(name) };

static const struct options options = { OPTIONS(words), OPTION_PLACES(places),
	.words.least = 1, .words.missing = N_("Falta decir qué informe.") };

/* Those it goes to, as the letter wants them. */
static void
take_addresses(struct sending *s, struct arena *arena)
{
	s->mail.to = option_values(arena, &s->to);
	s->mail.n_to = s->to.n;
	s->mail.cc = option_values(arena, &s->cc);
	s->mail.n_cc = s->cc.n;
}

/* ---- the letter */

/* "Informe N.º 012-2019", by what it is known outside; without an official
 * number, by its number here. */
static const char *
name_of(struct arena *arena, const struct issued *is)
{
	const char *number = is->official_number;

	if (str_is_blank(number))
		return arena_printf(
			arena, _("informe %s/%s"), is->number, is->version);
	return arena_printf(arena, "%s%s", report_number_sign(number), number);
}

/* Practice says so before anything else. */
static const char *
subject_of(struct desk *desk, const struct sending *s)
{
	struct arena *arena = desk->arena;
	const struct issued *is = &s->issued;
	const char *subject = s->subject;

	if (!subject)
		subject = arena_printf(arena, "%s, %s, %s, %s",
			name_of(arena, is), is->title, is->plan, is->period);
	if (!desk->site.is_test || strstr(subject, _("PRUEBA")))
		return subject;
	return arena_printf(arena, "%s: %s", _("PRUEBA"), subject);
}

static const char *
body_of(struct desk *desk, const struct sending *s)
{
	const struct issued *is = &s->issued;

	return arena_printf(desk->arena,
		_("Se adjunta: %s, plan %s, periodo %s, versión %s.\n\n"
		  "%s, de %s.\nSHA-256 de lo emitido: %s\n"),
		is->title, is->plan, is->period, is->version,
		name_of(desk->arena, is),
		desk->site.institution_name ? desk->site.institution_name : "",
		is->sha256);
}

static bool
fill_texts(struct desk *desk, struct sending *s, struct err *err)
{
	const char *body = s->body_file ? file_read(desk->arena, s->body_file,
						  FILE_SMALL, NULL, err)
					: body_of(desk, s);

	if (!body)
		return false;
	s->mail.subject = subject_of(desk, s);
	s->mail.body = desk->site.is_test
			       ? arena_printf(desk->arena, "%s\n\n%s",
					 _("PRUEBA - datos de práctica"), body)
			       : body;
	return true;
}

/* "_informe-de-seguimiento": letters and digits that file names bear, whole
 * words of it within most characters. */
static void
add_slug(struct buf *name, const char *text, size_t most)
{
	char fold[256];
	size_t start = name->len;

	utf8_fold(text, fold, sizeof fold);
	for (const char *c = fold; *c; c++) {
		bool plain = strchr("abcdefghijklmnopqrstuvwxyz0123456789", *c);

		if (plain)
			buf_putc(name, *c);
		else if (name->len > start &&
			 buf_text(name)[name->len - 1] != '-')
			buf_putc(name, '-');
	}
	if (name->len - start > most) {
		size_t whole = start + most;

		while (whole > start && name->data[whole] != '-')
			whole--;
		name->len = whole > start ? whole : start + most;
	}
	while (name->len > start && name->data[name->len - 1] == '-')
		name->len--;
	buf_putc(name, '_');
}

/* "PRUEBA_informe-de-seguimiento_2018-2020_2019-q1_012-2019_v1.pdf" */
static const char *
file_name(struct desk *desk, const struct issued *is, const char *extension)
{
	const char *number = is->official_number ? is->official_number : "";
	struct buf name = { 0 };
	const char *text;

	if (desk->site.is_test)
		buf_printf(&name, "%s_", _("PRUEBA"));
	add_slug(&name, is->title, TITLE_MOST);
	add_slug(&name, is->plan, PART_MOST);
	add_slug(&name, is->period, PART_MOST);
	number += strcspn(number, "0123456789");
	if (*number)
		add_slug(&name, number, PART_MOST);
	buf_printf(&name, "v%s.%s", is->version, extension);
	text = arena_strdup(desk->arena, buf_text(&name));
	buf_free(&name);
	return text;
}

static bool
write_letter(struct desk *desk, struct sending *s, struct buf *message,
	struct err *err)
{
	struct buf bytes = { 0 };
	const char *extension = "";
	bool done = issued_find(desk, desk->arena, s->name, &s->issued, err) &&
		    issued_file(desk, desk->arena, &s->issued, s->format,
			    &bytes, &extension, err) &&
		    fill_texts(desk, s, err);

	if (done) {
		s->mail.file_name = file_name(desk, &s->issued, extension);
		s->mail.type = mail_type(extension);
		s->mail.bytes = buf_text(&bytes);
		s->mail.n_bytes = bytes.len;
		s->mail.id = s->request;
		s->mail.domain = mail_domain(desk->arena);
		s->mail.at = time(NULL);
		done = mail_write(&s->mail, message, err);
	}
	buf_free(&bytes);
	return done;
}

/* ---- the outbox */

static const char *
listed(struct arena *arena, size_t n, const char *const *addresses)
{
	struct buf out = { 0 };
	const char *text;

	for (size_t i = 0; i < n; i++)
		buf_printf(&out, "%s%s", i ? ", " : "", addresses[i]);
	text = n > 0 ? arena_strdup(arena, buf_text(&out)) : NULL;
	buf_free(&out);
	return text;
}

static struct letter
letter_of(struct desk *desk, const struct sending *s, const struct buf *message)
{
	return (struct letter){
		.report_id = s->issued.id,
		.format = s->format,
		.recipients = listed(desk->arena, s->mail.n_to, s->mail.to),
		.copies = listed(desk->arena, s->mail.n_cc, s->mail.cc),
		.subject = s->mail.subject,
		.message = buf_text(message),
		.request = s->request,
	};
}

static const char *
said_before(struct arena *arena, const struct letter_before *before)
{
	return arena_printf(arena,
		before->sent ? _("Este mismo correo ya salió el %s (%s).")
			     : _("Este mismo envío quedó a medias el %s (%s): "
				 "no se sabe si salió."),
		before->queued_at, before->queued_by);
}

/* One like it went, or is on record and nobody knows whether it went: the
 * program or the link died between. Sent again only when she says so. */
static bool
may_repeat(struct desk *desk, const struct sending *s,
	const struct letter_before *before, struct err *err)
{
	const char *what = said_before(desk->arena, before);

	if (s->again)
		return true;
	if (batch_at_terminal()) {
		if (batch_agrees(arena_printf(
			    desk->arena, _("%s ¿Enviarlo otra vez?"), what)))
			return true;
		return err_set(err, ERR_CANCEL, NULL, _("No se envió nada."));
	}
	err_set(err, ERR_RULE, NULL, "%s", what);
	if (before->sent)
		return err_hint(
			err, _("Si debe salir otra vez, envíelo con --again."));
	return err_hint(
		err, _("Pregunte a quien debía recibirlo; si no le llegó, "
		       "envíelo con --again."));
}

static bool
settle(struct desk *desk, const struct sending *s, const struct letter *letter,
	struct err *err)
{
	struct letter_before before;

	if (!outbox_before(desk, desk->arena, letter, &before, err))
		return false;
	if (!before.id)
		return true;
	return may_repeat(desk, s, &before, err) &&
	       (before.sent ||
		       outbox_close(desk, before.id, false,
			       _("No se supo si salió; se envió otra vez."),
			       err));
}

static bool
send(struct desk *desk, struct sending *s, const struct buf *message,
	struct err *err)
{
	const struct letter letter = letter_of(desk, s, message);
	const char *id = settle(desk, s, &letter, err)
				 ? outbox_put(desk, desk->arena, &letter, err)
				 : NULL;
	struct buf said = { 0 };
	struct err late = { 0 };
	const char *outcome;
	bool sent;

	if (!id)
		return false;
	sent = mail_send(mail_program(), message, &said, err);
	outcome = said.len > 0 ? mail_said(desk->arena, &said)
		  : sent       ? NULL
			       : err->text;
	if (!sent && said.len > 0)
		err_detail(err, outcome);
	if (!outbox_close(desk, id, sent, outcome, &late)) {
		err_print(&late, true);
		fputs(sent ? _("El correo salió, pero no se pudo anotar.\n")
			   : _("El correo no salió, y no se pudo anotar.\n"),
			stderr);
	}
	buf_free(&said);
	if (sent)
		printf(_("Enviado a %s: informe %s/%s, %s.\n"),
			listed(desk->arena, s->mail.n_to, s->mail.to),
			s->issued.number, s->issued.version, s->mail.file_name);
	return sent;
}

static bool
send_work(struct desk *desk, void *arg, struct err *err)
{
	struct sending *s = arg;
	struct buf message = { 0 };
	bool done;

	request_new(s->request);
	take_addresses(s, desk->arena);
	done = write_letter(desk, s, &message, err);
	if (done && s->dry_run)
		fwrite(buf_text(&message), 1, message.len, stdout);
	else if (done)
		done = send(desk, s, &message, err);
	buf_free(&message);
	return done;
}

int
batch_report_send(struct batch *batch, int argc, char **argv)
{
	struct sending s = { .format = "pdf" };

	return batch_run(batch, &options, argc, argv, send_work, &s);
}
