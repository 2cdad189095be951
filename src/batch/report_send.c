/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito report send: an issued report as a letter, kept in the outbox. */
#include <stdio.h>
#include <stdlib.h>
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

static bool
fill_texts(struct desk *desk, struct sending *s, struct err *err)
{
	struct arena *arena = desk->arena;
	const struct issued *is = &s->issued;

	s->mail.subject = s->subject ? s->subject
				     : arena_printf(arena, "%s, %s, %s",
					       is->title, is->plan, is->period);
	if (s->body_file) {
		s->mail.body =
			file_read(arena, s->body_file, FILE_SMALL, NULL, err);
		return s->mail.body;
	}
	s->mail.body = arena_printf(arena,
		_("Se adjunta: %s, plan %s, periodo %s, versión %s.\n\n"
		  "Informe %s/%s de %s.\nSHA-256 de lo emitido: %s\n"),
		is->title, is->plan, is->period, is->version, is->number,
		is->version,
		desk->site.institution_name ? desk->site.institution_name : "",
		is->sha256);
	return true;
}

/* "trimestral" and the like are words of layouts: letters and signs that
 * file names bear. */
static const char *
file_name(struct arena *arena, const struct issued *is, const char *extension)
{
	char *name = arena_printf(arena, "%s-%s-v%s.%s", is->layout, is->period,
		is->version, extension);

	for (char *c = name; *c; c++) {
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 127 ||
			*c == '"' || *c == '\\' || *c == '/')
			*c = '_';
	}
	return name;
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
		s->mail.file_name =
			file_name(desk->arena, &s->issued, extension);
		s->mail.type = mail_type(extension);
		s->mail.bytes = buf_text(&bytes);
		s->mail.n_bytes = bytes.len;
		s->mail.id = s->request;
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

/* One like it is on record and nobody knows whether it went: the program or
 * the link died between. Sent again only when she says so. */
static bool
settle(struct desk *desk, const struct sending *s, const struct letter *letter,
	struct err *err)
{
	struct unsettled before;

	if (!outbox_unsettled(desk, desk->arena, letter, &before, err))
		return false;
	if (!before.id)
		return true;
	if (s->again)
		return outbox_close(desk, before.id, false,
			_("No se supo si salió; se envió otra vez."), err);
	err_set(err, ERR_RULE, NULL,
		_("Este mismo envío quedó a medias el %s (%s): no se sabe si "
		  "salió."),
		before.queued_at, before.queued_by);
	return err_hint(
		err, _("Pregunte a quien debía recibirlo; si no le llegó, "
		       "envíelo con --again."));
}

static const char *
clean(struct arena *arena, const struct buf *text)
{
	char *out = arena_alloc(arena, 3 * text->len + 1);

	utf8_clean(buf_text(text), text->len, true, out);
	return out;
}

static bool
send(struct desk *desk, struct sending *s, const struct buf *message,
	struct err *err)
{
	const char *program = getenv("SENDMAIL");
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
	sent = mail_send(str_is_blank(program) ? MAIL_PROGRAM : program,
		message, &said, err);
	outcome = said.len > 0 ? clean(desk->arena, &said)
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
