/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/mail.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	LINE = 57,     /* bytes of a base64 line: 76 characters */
	WORD = 45,     /* bytes of an encoded word: at most 75 characters */
	QUOTED = 73,   /* characters of a quoted line, "=" and what it quotes
			* still fit */
	ADDRESS = 254, /* RFC 5321 */
};

/* ---- parts */

static void
put_lines(struct buf *out, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i += LINE) {
		base64_put(out, bytes + i, n - i < LINE ? n - i : LINE);
		buf_putc(out, '\n');
	}
}

/* RFC 2045, 6.7: what is no plain ASCII, blanks at the end of a line and what
 * a mail program takes for its own as =XX. */
static void
put_quoted(struct buf *out, const char *text)
{
	size_t column = 0;

	for (const char *c = text; *c; c++) {
		unsigned char byte = (unsigned char)*c;
		bool at_end = c[1] == '\n' || c[1] == '\0';
		bool own = (column == 0 && byte == '.') || byte == '=' ||
			   byte < ' ' || byte > '~' || (byte == ' ' && at_end);

		if (byte == '\n') {
			buf_putc(out, '\n');
			column = 0;
			continue;
		}
		if (column >= QUOTED) {
			buf_puts(out, "=\n");
			column = 0;
		}
		if (own)
			buf_printf(out, "=%02X", byte);
		else
			buf_putc(out, *c);
		column += own ? 3 : 1;
	}
}

static bool
is_plain(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text >= 127)
			return false;
	}
	return true;
}

/* RFC 2047: words of whole characters, folded; plain short ASCII stays. The
 * header's name takes room from the first line. */
static void
put_encoded(struct buf *out, const char *header, const char *text)
{
	size_t n = strlen(text);
	size_t room = WORD - strlen(header);
	size_t at = 0;

	buf_puts(out, header);

	if (is_plain(text) && !strstr(text, "=?") && n < 60) {
		buf_puts(out, text);
		return;
	}
	while (at < n) {
		size_t end = at;

		while (end < n && utf8_next(text, n, end) - at <= room)
			end = utf8_next(text, n, end);
		if (end == at) /* a cluster longer than a word */
			end = n - at < room ? n : at + room;
		buf_puts(out, at ? "\n =?UTF-8?B?" : "=?UTF-8?B?");
		base64_put(out, text + at, end - at);
		buf_puts(out, "?=");
		at = end;
		room = WORD;
	}
}

static void
put_addresses(struct buf *out, const char *header, size_t n,
	const char *const *addresses)
{
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i ? ",\n " : header);
		buf_puts(out, addresses[i]);
	}
	if (n > 0)
		buf_putc(out, '\n');
}

/* English whatever the locale. */
static void
put_date(struct buf *out, time_t at)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct tm tm;

	gmtime_r(&at, &tm);
	buf_printf(out, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000\n",
		days + 3 * tm.tm_wday, tm.tm_mday, months + 3 * tm.tm_mon,
		tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* ---- what may be sent */

static bool
all_of(const char *text, size_t n, const char *others)
{
	for (size_t i = 0; i < n; i++) {
		char c = text[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || strchr(others, c)))
			return false;
	}
	return n > 0;
}

static bool
dotted(const char *text, size_t n)
{
	return text[0] != '.' && text[n - 1] != '.' && !strstr(text, "..");
}

bool
mail_is_address(const char *text)
{
	const char *at = strchr(text, '@');
	size_t n = strlen(text);

	if (!at || n > ADDRESS || at - text > 64 || text[0] == '-')
		return false;
	return all_of(text, (size_t)(at - text), "!#$%&'*+-/=?^_`{|}~.") &&
	       all_of(at + 1, strlen(at + 1), "-.") &&
	       dotted(text, (size_t)(at - text)) &&
	       dotted(at + 1, strlen(at + 1)) && at[1] != '-';
}

/* A name with a dot that an address may have behind its sign. */
static bool
is_domain(const char *text)
{
	char address[ADDRESS];
	int n = snprintf(address, sizeof address, "x@%s", text);

	return n > 0 && (size_t)n < sizeof address && strchr(text, '.') &&
	       mail_is_address(address);
}

const char *
mail_domain(struct arena *arena)
{
	struct err none = { 0 };
	char *text = file_read(arena, "/etc/mailname", FILE_SMALL, NULL, &none);
	char host[ADDRESS] = "";

	if (text) {
		text[strcspn(text, " \t\r\n")] = '\0';
		if (is_domain(text))
			return text;
	}
	if (gethostname(host, sizeof host - 1) == 0 && is_domain(host))
		return arena_strdup(arena, host);
	return NULL;
}

static bool
check_addresses(size_t n, const char *const *addresses, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		if (!mail_is_address(addresses[i]))
			return err_set(err, ERR_INPUT, NULL,
				_("«%s» no es una dirección de correo."),
				addresses[i]);
	}
	return true;
}

static bool
check(const struct mail *mail, struct err *err)
{
	const char *s = mail->subject;

	if (mail->n_to == 0)
		return err_set(err, ERR_INPUT, NULL,
			_("Falta decir a quién: --to nombre@institución"));
	if (!utf8_is_clean(s, strlen(s), false))
		return err_set(err, ERR_INPUT, NULL,
			_("El asunto tiene un carácter que no se puede "
			  "enviar."));
	if (utf8_valid(mail->body, strlen(mail->body)) != strlen(mail->body))
		return err_set(err, ERR_INPUT, NULL,
			_("El texto del correo no está en UTF-8."));
	return check_addresses(mail->n_to, mail->to, err) &&
	       check_addresses(mail->n_cc, mail->cc, err);
}

/* ---- the message */

/* "=_" stands in no base64: the boundary is in no part. */
static void
put_part(const struct mail *mail, struct buf *out, const char *type)
{
	buf_printf(out,
		"--=_%s\nContent-Type: %s\n"
		"Content-Transfer-Encoding: base64\n",
		mail->id, type);
}

static void
put_headers(const struct mail *mail, struct buf *out)
{
	put_date(out, mail->at);
	if (mail->domain)
		buf_printf(
			out, "Message-ID: <%s@%s>\n", mail->id, mail->domain);
	put_addresses(out, "To: ", mail->n_to, mail->to);
	put_addresses(out, "Cc: ", mail->n_cc, mail->cc);
	put_encoded(out, "Subject: ", mail->subject);
	if (mail->automatic)
		buf_puts(out, "\nAuto-Submitted: auto-generated");
	buf_puts(out, "\nMIME-Version: 1.0\n");
}

static void
put_plain(const struct mail *mail, struct buf *out)
{
	buf_puts(out, "Content-Type: text/plain; charset=UTF-8\n"
		      "Content-Transfer-Encoding: quoted-printable\n\n");
	put_quoted(out, mail->body);
}

static void
put_parts(const struct mail *mail, struct buf *out)
{
	buf_printf(out,
		"Content-Type: multipart/mixed;\n boundary=\"=_%s\"\n\n",
		mail->id);
	put_part(mail, out, "text/plain; charset=UTF-8");
	buf_putc(out, '\n');
	put_lines(out, mail->body, strlen(mail->body));
	put_part(mail, out, mail->type);
	buf_printf(out,
		"Content-Disposition: attachment;\n filename=\"%s\""
		"\n\n",
		mail->file_name);
	put_lines(out, mail->bytes, mail->n_bytes);
	buf_printf(out, "--=_%s--\n", mail->id);
}

bool
mail_write(const struct mail *mail, struct buf *out, struct err *err)
{
	if (!check(mail, err))
		return false;
	put_headers(mail, out);
	if (mail->file_name)
		put_parts(mail, out);
	else
		put_plain(mail, out);
	return true;
}

const char *
mail_type(const char *extension)
{
	static const struct {
		const char *extension, *type;
	} types[] = {
		{ "pdf", "application/pdf" },
		{ "xlsx", "application/vnd.openxmlformats-officedocument."
			  "spreadsheetml.sheet" },
		{ "html", "text/html; charset=UTF-8" },
		{ "txt", "text/plain; charset=UTF-8" },
		{ "csv", "text/csv; charset=UTF-8" },
		{ "json", "application/json" },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (str_eq(types[i].extension, extension))
			return types[i].type;
	}
	return "application/octet-stream";
}
