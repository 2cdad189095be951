/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/doctor.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/commands.h"
#include "batch/options.h"

/* As programs read it, and as people do. */
static const char *const names[HEALTHS] = { "good", "warning", "bad",
	"unseen" };
static const char *const words[HEALTHS] = { N_("bien"), N_("aviso"), N_("MAL"),
	N_("sin ver") };

static void
print_json(const struct checkup *c, const char *name, enum health health,
	const char *text, const char *remedy)
{
	struct buf json = { 0 };

	str_json_member(&json, "{", "side", c->side);
	str_json_member(&json, ", ", "check", name);
	str_json_member(&json, ", ", "state", names[health]);
	str_json_member(&json, ", ", "text", text);
	str_json_member(&json, ", ", "remedy", remedy);
	printf("%s}\n", buf_text(&json));
	buf_free(&json);
}

/* A word in a column of so many cells. */
static void
print_cell(const char *word, int cells)
{
	int n = utf8_width(word, strlen(word));

	printf("%s%*s", word, n < cells ? cells - n : 1, "");
}

void
checkup_say(struct checkup *c, const char *name, const char *title,
	enum health health, const char *remedy, const char *fmt, ...)
{
	char text[1024], clean[3 * sizeof text];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	utf8_clean(text, strlen(text), false, clean);
	c->n[health]++;
	if (c->json) {
		print_json(c, name, health, clean, remedy);
		return;
	}
	if (health == HEALTH_GOOD && c->batch->quiet)
		return;
	print_cell(_(words[health]), 8);
	print_cell(title, 14);
	printf("%s\n", clean);
	if (remedy)
		printf("%*s%s\n", 22, "", remedy);
	fflush(stdout);
}

void
checkup_disk(struct checkup *c, const char *name, const char *title,
	const char *path, unsigned enough)
{
	struct statvfs fs;
	unsigned long long room;

	if (statvfs(path, &fs) != 0) {
		checkup_say(c, name, title, HEALTH_UNSEEN, NULL,
			_("No se puede ver cuánto sitio queda en %s: %s."),
			path, strerror(errno));
		return;
	}
	room = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
	checkup_say(c, name, title,
		room >= enough	      ? HEALTH_GOOD
		: room >= enough / 10 ? HEALTH_WARNING
				      : HEALTH_BAD,
		room >= enough ? NULL
			       : _("Borre lo que sobre en ese disco antes de "
				   "que se llene."),
		_("Quedan %llu MiB en el disco de %s."), room, path);
}

/* Where something is bad, as where an audit finds something broken. */
static int
code_of(const struct checkup *c)
{
	return c->unreached	      ? EXIT_LINK
	       : c->n[HEALTH_BAD]     ? EXIT_REFUSED
	       : c->n[HEALTH_WARNING] ? EXIT_REJECTS
				      : EXIT_DONE;
}

int
batch_doctor(struct batch *batch, int argc, char **argv)
{
	struct plain asked = { .batch = batch };
	struct checkup c = { .batch = batch, .arena = batch->arena };
	int code = EXIT_DONE;

	if (!options_read(batch, &plain_options, argc, argv, &asked, &code))
		return code;
	c.json = asked.json;
	c.side = "person";
	checkup_person(&c);
	c.side = "server";
	checkup_server(&c);
	if (!c.json && !batch->quiet)
		printf(_("bien %zu, avisos %zu, mal %zu, sin ver %zu\n"),
			c.n[HEALTH_GOOD], c.n[HEALTH_WARNING], c.n[HEALTH_BAD],
			c.n[HEALTH_UNSEEN]);
	return code_of(&c);
}
