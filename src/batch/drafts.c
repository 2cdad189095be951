/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito drafts: what was typed on this machine and is not saved. It needs no
 * server and reads nobody else's. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/options.h"
#include "batch/output.h"
#include "report/print.h"
#include "store/draft.h"

struct asked {
	bool json;
};

static const struct option drafts_opts[] = {
	{ "json", NULL, OPTION_FLAG, offsetof(struct asked, json), 0, NULL },
};
static const struct options drafts_options = { OPTIONS(drafts_opts) };

/* Here what is only typed is told, too. */
static const char *
state_of(const struct draft *draft)
{
	const char *state = draft_state(draft);

	return *state ? state : _("sin grabar");
}

static void
put_json(struct arena *arena, const struct drafts *drafts)
{
	static const char *const names[] = { "id", "register", "action", "key",
		"where", "written", "values", "state" };
	struct buf out = { 0 };

	buf_puts(&out, "{\"drafts\": [");
	for (size_t i = 0; i < drafts->n; i++) {
		const struct draft *draft = &drafts->v[i];
		const char *const texts[] = { draft->id, draft->place.of,
			draft_is_of_action(draft) ? draft->place.at[0] : NULL,
			draft->title, draft->where, draft_iso(draft, arena),
			arena_printf(arena, "%zu", draft_size(draft)),
			draft->is_lost	 ? "lost"
			: draft->request ? "unconfirmed"
			: draft->waits	 ? "waiting"
					 : "typed" };

		str_json_members(&out, i ? ",\n {" : "\n {",
			sizeof names / sizeof *names, names, texts);
		buf_puts(&out, "}");
	}
	buf_printf(&out, "\n], \"open_elsewhere\": %zu, \"lost_bytes\": %zu}\n",
		drafts->n_busy, drafts->lost);
	print_flush(&out);
	buf_free(&out);
}

static void
put_text(struct arena *arena, const struct desk *desk,
	const struct drafts *drafts)
{
	static const struct print_column columns[] = {
		{ .width = DRAFT_WHEN },
		{ .width = 22 },
		{ .width = 20 },
		{ .width = 4, .right = true },
		{ .width = 13 },
		{ .width = 0 },
	};

	for (size_t i = 0; i < drafts->n; i++) {
		const struct draft *draft = &drafts->v[i];
		char when[DRAFT_WHEN + 1];
		const char *const cells[] = { when,
			draft_what(arena, desk, draft),
			draft->title ? draft->title : "",
			arena_printf(arena, "%zu", draft_size(draft)),
			state_of(draft), draft->where ? draft->where : "" };

		draft_when(draft, when);
		print_row(stdout, sizeof columns / sizeof *columns, columns,
			cells, false);
	}
}

/* What is no row of it. */
static void
tell_rest(const struct batch *batch, const struct drafts *drafts)
{
	if (batch->quiet)
		return;
	if (drafts->n == 0)
		fputs(_("hito: no queda nada escrito sin grabar.\n"), stderr);
	else
		fputs(_("hito: se abren en la pantalla o en la consola, con "
			"«borradores».\n"),
			stderr);
	if (drafts->n_busy > 0)
		fputs(_("hito: una sesión abierta tiene además los suyos.\n"),
			stderr);
	if (drafts->lost > 0)
		fprintf(stderr,
			_("hito: de %zu bytes dañados de un diario no se pudo "
			  "leer nada.\n"),
			drafts->lost);
}

int
batch_drafts(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { 0 };
	struct drafts drafts;
	struct desk *desk;
	struct err err = { 0 };
	int code;

	if (!options_read(batch, &drafts_options, argc, argv, &asked, &code))
		return code;
	desk = desk_new(batch->settings, &err);
	if (!desk)
		return batch_failed(&err);
	drafts_read_all(batch->arena, &drafts);
	if (asked.json)
		put_json(batch->arena, &drafts);
	else
		put_text(batch->arena, desk, &drafts);
	tell_rest(batch, &drafts);
	desk_close(desk);
	return output_flush(&err) ? EXIT_DONE : batch_failed(&err);
}
