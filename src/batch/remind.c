/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito remind: who has what due this week, by office and person. */
#include "batch/remind.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/output.h"
#include "report/mail.h"
#include "report/print.h"
#include "store/store.h"

enum {
	DAYS_MOST = 366
};

struct asked {
	struct due_wish wish;
	const char *address;
	bool send;
	bool on;
	bool off;
	bool json;
};

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "send", "enviar", OPTION_FLAG, AT(send), 0, NULL },
	{ "days", "dias", OPTION_TEXT, AT(wish.days), 0, NULL },
	{ "person", "persona", OPTION_TEXT, AT(wish.person), 0, NULL },
	{ "mine", "mios", OPTION_FLAG, AT(wish.mine), 0, NULL },
	{ "address", "correo", OPTION_TEXT, AT(address), 0, NULL },
	{ "on", "encender", OPTION_FLAG, AT(on), 0, NULL },
	{ "off", "apagar", OPTION_FLAG, AT(off), 0, NULL },
	{ "json", NULL, OPTION_FLAG, AT(json), 0, NULL },
};
static const struct options options = { OPTIONS(words) };

static void
put_json(const struct due_list *list)
{
	/* in the order of struct due_item */
	static const char *const names[] = { "office", "office_name", "people",
		"register", "key", "what", "day", "days_left", "left", "past" };
	struct buf out = { 0 };

	buf_putc(&out, '[');
	for (size_t i = 0; i < list->n; i++) {
		str_json_members(&out, i ? ",\n {" : "\n {",
			sizeof names / sizeof *names, names, &list->v[i]);
		buf_putc(&out, '}');
	}
	buf_puts(&out, "\n]\n");
	print_flush(&out);
	buf_free(&out);
}

/* "Hito 2018-2020/1.3" */
static const char *
named(const struct desk *forms, struct arena *arena,
	const struct due_item *item)
{
	const struct form *form =
		item->register_name ? desk_form(forms, item->register_name)
				    : NULL;

	return form ? arena_printf(arena, "%s %s", form->singular, item->key)
		    : "";
}

void
due_print(FILE *out, const struct desk *forms, struct arena *arena,
	const struct due_list *list)
{
	static const struct print_column columns[] = {
		{ .width = 0 },
		{ .width = 10 },
		{ .width = 12 },
		{ .width = 24 },
		{ .width = 0 },
	};
	const struct due_item *before = NULL;

	for (size_t i = 0; i < list->n; i++) {
		const struct due_item *item = &list->v[i];
		const char *const cells[] = { "", item->day, item->left,
			named(forms, arena, item), item->what };

		if (!before ||
			!str_eq(before->office_code, item->office_code) ||
			!str_eq(before->people, item->people))
			fprintf(out, "%s%s  %s%s%s%s\n", i ? "\n" : "",
				item->office_code, item->office_name,
				item->people ? " (" : "",
				item->people ? item->people : "",
				item->people ? ")" : "");
		print_row(out, sizeof columns / sizeof *columns, columns, cells,
			false);
		before = item;
	}
}

static bool
show_work(struct desk *desk, void *arg, struct err *err)
{
	const struct asked *asked = arg;
	struct due_list list;

	if (!due_read(desk, desk->arena, &asked->wish, &list, err))
		return false;
	if (asked->json)
		put_json(&list);
	else if (list.n > 0)
		due_print(stdout, desk, desk->arena, &list);
	else
		printf(_("Nada vence en %s días.\n"), asked->wish.days);
	return output_flush(err);
}

static bool
set_work(struct desk *desk, void *arg, struct err *err)
{
	const struct asked *asked = arg;

	return mail_setting(desk, asked->address,
		asked->on    ? "true"
		: asked->off ? "false"
			     : NULL,
		err);
}

/* Words that do not go together; NULL: they do. */
static const char *
against(const struct asked *asked)
{
	bool sets = asked->on || asked->off || asked->address;
	bool shows = asked->json || asked->wish.mine || asked->wish.person;

	if (asked->on && asked->off)
		return _("--on y --off no van juntos.");
	if (sets && (asked->send || shows))
		return _("--on, --off y --address cambian su ajuste y van "
			 "solos.");
	if (asked->send && shows)
		return _(
			"--send envía a cada persona lo suyo: no lleva --json, "
			"--mine ni --person.");
	if (!str_is_blank(asked->address) && !mail_is_address(asked->address))
		return _("Eso no es una dirección de correo.");
	return NULL;
}

int
batch_remind(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { .wish.days = "7" };
	int code = EXIT_DONE;
	long days;
	const char *why;

	if (!options_read(batch, &options, argc, argv, &asked, &code))
		return code;
	why = against(&asked);
	if (!why && (!str_to_long(asked.wish.days, DAYS_MOST, &days)))
		why = _("--days lleva un número de días.");
	if (why)
		return batch_usage(batch, "%s", why);
	if (asked.send)
		return remind_send(batch, asked.wish.days);
	if (asked.on || asked.off || asked.address)
		return batch_work(batch, set_work, &asked);
	return batch_work(batch, show_work, &asked);
}
