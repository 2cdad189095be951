/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters: whose address is one, what a message looks like, and that nothing
 * typed becomes a header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "report/mail.h"

static void
addresses(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} cases[] = {
		{ "ana@example.org", true },
		{ "a.b+c_d@sub-dominio.example.org", true },
		{ "o'neil@example.org", true },
		{ "ana@localhost", true },
		{ "", false },
		{ "ana", false },
		{ "ana@", false },
		{ "@example.org", false },
		{ "ana@example.org ", false },
		{ "ana maria@example.org", false },
		{ "ana@example.org,luis@example.org", false },
		{ "ana@example.org\nBcc: x@y.z", false },
		{ "ana@example.org\r", false },
		{ "\"ana\"@example.org", false },
		{ "Ana <ana@example.org>", false },
		{ "ana@ex(x)ample.org", false },
		{ "ana@luis@example.org", false },
		{ ".ana@example.org", false },
		{ "ana.@example.org", false },
		{ "a..b@example.org", false },
		{ "ana@.example.org", false },
		{ "ana@example..org", false },
		{ "ana@-example.org", false },
		{ "-oQ/tmp@example.org", false },
		{ "ana@ex\xc3\xa1mple.org", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (mail_is_address(cases[i].text) != cases[i].good)
			fail_msg("%s", cases[i].text);
	}
}

static const char *to[] = { "ana@example.org", "luis@example.org" };

static struct mail
letter(const char *subject, const char *body)
{
	return (struct mail){
		.n_to = 2,
		.to = to,
		.subject = subject,
		.body = body,
		.file_name = "quarterly-2019-Q1-v1.pdf",
		.type = "application/pdf",
		.bytes = "\x00\xff\x10",
		.n_bytes = 3,
		.id = "00000000-0000-4000-8000-000000000001",
		.domain = "region.example.org",
		.at = 1556755200, /* 2019-05-02 00:00 UTC, a Thursday */
	};
}

static void
whole(void **state)
{
	static const char expected[] =
		"Date: Thu, 2 May 2019 00:00:00 +0000\n"
		"Message-ID: <00000000-0000-4000-8000-000000000001"
		"@region.example.org>\n"
		"To: ana@example.org,\n luis@example.org\n"
		"Subject: =?UTF-8?B?QcOxbw==?=\n"
		"MIME-Version: 1.0\n"
		"Content-Type: multipart/mixed;\n"
		" boundary=\"=_00000000-0000-4000-8000-000000000001\"\n"
		"\n"
		"--=_00000000-0000-4000-8000-000000000001\n"
		"Content-Type: text/plain; charset=UTF-8\n"
		"Content-Transfer-Encoding: base64\n"
		"\n"
		"aG9sYQ==\n"
		"--=_00000000-0000-4000-8000-000000000001\n"
		"Content-Type: application/pdf\n"
		"Content-Transfer-Encoding: base64\n"
		"Content-Disposition: attachment;\n"
		" filename=\"quarterly-2019-Q1-v1.pdf\"\n"
		"\n"
		"AP8Q\n"
		"--=_00000000-0000-4000-8000-000000000001--\n";
	struct mail mail = letter("A\xc3\xb1o", "hola");
	struct buf out = { 0 };

	(void)state;
	assert_true(mail_write(&mail, &out, NULL));
	assert_string_equal(buf_text(&out), expected);
	buf_free(&out);
}

/* A letter alone is quoted: no line over 76 characters, no blank at its end,
 * no dot alone. */
static void
alone(void **state)
{
	static const struct {
		const char *body, *quoted;
	} cases[] = {
		{ "hola\n", "hola\n" },
		{ "A\xc3\xb1o = 1\n", "A=C3=B1o =3D 1\n" },
		{ ".\n..\nx.\n", "=2E\n=2E.\nx.\n" },
		{ "x \ny ", "x=20\ny=20" },
		{ "a\tb\r\n", "a=09b=0D\n" },
		{ "1234567890123456789012345678901234567890123456789012345678"
		  "9012345678901234\n",
			"123456789012345678901234567890123456789012345678901234"
			"5678901234567890123=\n4\n" },
		{ "123456789012345678901234567890123456789012345678901234567"
		  "890123456789012\xc3\xb1\n",
			"123456789012345678901234567890123456789012345678901234"
			"567890123456789012=C3=\n=B1\n" },
		{ "1234567890123456789012345678901234567890123456789012345678"
		  "90123456789012345\n",
			"123456789012345678901234567890123456789012345678901234"
			"5678901234567890123=\n45\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail mail = letter("x", cases[i].body);
		struct buf out = { 0 };
		const char *body;

		mail.file_name = NULL;
		mail.automatic = true;
		assert_true(mail_write(&mail, &out, NULL));
		assert_non_null(strstr(buf_text(&out),
			"Auto-Submitted: auto-generated\nMIME-Version"));
		body = strstr(buf_text(&out), "\n\n");
		assert_non_null(body);
		assert_string_equal(body + 2, cases[i].quoted);
		buf_free(&out);
	}
}

/* Where this machine has no name for its mail, the program that has one gives
 * the message its identity. */
static void
without_domain(void **state)
{
	struct mail mail = letter("hola", "hola");
	struct arena *arena = arena_new();
	const char *ours = mail_domain(arena);
	struct buf out = { 0 };

	(void)state;
	mail.domain = NULL;
	assert_true(mail_write(&mail, &out, NULL));
	assert_null(strstr(buf_text(&out), "Message-ID"));
	assert_true(!ours || strchr(ours, '.'));
	buf_free(&out);
	arena_free(arena);
}

/* No line over 76 characters. */
static void
long_subject(void **state)
{
	struct buf subject = { 0 }, out = { 0 };
	struct mail mail;
	const char *line;

	(void)state;
	for (int i = 0; i < 200; i++)
		buf_puts(&subject, i % 3 ? "\xc3\xb1" : "\xe2\x82\xac");
	mail = letter(buf_text(&subject), "x");
	assert_true(mail_write(&mail, &out, NULL));
	for (line = buf_text(&out); *line != '\0';) {
		size_t n = strcspn(line, "\n");

		assert_true(n <= 76);
		line += n + (line[n] == '\n');
	}
	assert_non_null(strstr(buf_text(&out), "?=\n =?UTF-8?B?"));
	buf_free(&subject);
	buf_free(&out);
}

static void
refusals(void **state)
{
	static const char *const subjects[] = {
		"x\nBcc: a@b.c",
		"x\r\nBcc: a@b.c",
		"x\ty",
		"\x7f",
		"\x1b[2J",
		"\xff",
	};
	struct err err = { 0 };
	struct buf out = { 0 };
	struct mail mail;

	(void)state;
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
		mail = letter(subjects[i], "x");
		if (mail_write(&mail, &out, &err))
			fail_msg("subject %zu was taken", i);
		assert_int_equal(out.len, 0);
		assert_int_equal(err.kind, ERR_INPUT);
	}
	mail = letter("x", "\xff");
	assert_false(mail_write(&mail, &out, &err));
	mail = letter("x", "y");
	mail.n_to = 0;
	assert_false(mail_write(&mail, &out, &err));
	mail = letter("x", "y");
	mail.n_cc = 1;
	mail.cc = (const char *[]){ "x@y.z\nBcc: a@b.c" };
	assert_false(mail_write(&mail, &out, &err));
	buf_free(&out);
}

static void
types(void **state)
{
	(void)state;
	assert_string_equal(mail_type("pdf"), "application/pdf");
	assert_string_equal(mail_type("zip"), "application/octet-stream");
}

static void
programs(void **state)
{
	struct buf message = { 0 }, said = { 0 };
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_puts(&message, "0123456789\n");
	assert_true(mail_send("wc -c", &message, &said, &err));
	assert_string_equal(buf_text(&said), "1100000\n");
	assert_false(mail_send("false", &message, &said, &err));
	assert_int_equal(err.kind, ERR_FILE);
	assert_false(mail_send("/nonexistent/mail", &message, &said, &err));
	assert_false(mail_send(" ", &message, &said, &err));
	/* without a shell nothing else is run */
	buf_reset(&said);
	mail_send("echo x;id `id` $HOME", &message, &said, &err);
	assert_string_equal(buf_text(&said), "x;id `id` $HOME\n");
	buf_free(&message);
	buf_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(whole),
		cmocka_unit_test(alone),
		cmocka_unit_test(without_domain),
		cmocka_unit_test(long_subject),
		cmocka_unit_test(refusals),
		cmocka_unit_test(types),
		cmocka_unit_test(programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
