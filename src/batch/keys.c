/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hito keys: what each key does, on one page for the wall. From the table of the
 * commands and what hito.conf binds anew, so it is the card of whoever asks.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/options.h"
#include "batch/output.h"
#include "cmd/keymap.h"
#include "report/report.h"

enum {
	PAIRS = 3, /* of key and command beside each other */
	KEY_CELLS = 9,
	COMMAND_CELLS = 16,
	MOST = CMD_HOW_MANY, /* rows: each command in one at the most */
	EVERYWHERE = IN_BOARD | IN_LIST | IN_FORM
};

struct asked {
	const char *format;
	const char *output;
};

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "format", "formato", OPTION_TEXT, AT(format), 0, NULL },
	{ "output", "salida", OPTION_TEXT, AT(output), 0, NULL },
};
static const struct options options = { OPTIONS(words) };

/* A command stands in the first of these where it may be called; of all is
 * whatever may be called in each place of the mask. */
static const struct part {
	const char *title;
	unsigned where;
	bool of_all;
} parts[] = {
	{ N_("En todas partes"), EVERYWHERE, true },
	{ N_("En una lista"), IN_LIST, false },
	{ N_("En una ficha o la hoja de ingreso"), IN_FORM | IN_FIND | IN_SHEET,
		false },
	{ N_("En una sesión del consejo"),
		IN_ROLL | IN_AGENDA | IN_AGREE | IN_VOTES, false },
	{ N_("En un informe y las demás pantallas"), IN_ALL, false },
};

struct card {
	struct arena *arena;
	const struct keymap *map;
	const struct part *part;
	bool taken[CMD_HOW_MANY];
	struct report_block *block;
	int pair; /* in the last row; PAIRS when it is full */
};

/* What nobody looks for on the wall: the page has no room for it. */
static bool
is_left_out(enum command_id id)
{
	static const enum command_id moves[] = { CMD_UP, CMD_DOWN, CMD_LEFT,
		CMD_RIGHT, CMD_FIRST, CMD_LAST, CMD_PAGE_UP, CMD_PAGE_DOWN,
		CMD_WORD_LEFT, CMD_WORD_RIGHT, CMD_OPEN, CMD_REDRAW,
		CMD_SUSPEND };

	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (moves[i] == id)
			return true;
	return false;
}

/* One of the places of the mask, the same for the key and the command. */
static unsigned
place_of(const struct part *part, const struct command *command)
{
	unsigned both = part->where & command->where;

	return both & (~both + 1);
}

static void
add_row(struct card *card)
{
	struct report_row *row = &card->block->rows[card->block->n_rows++];

	row->group = _(card->part->title);
	row->cells =
		arena_array(card->arena, (size_t)2 * PAIRS, sizeof *row->cells);
	card->pair = 0;
}

static void
add_command(void *arg, const struct command *command)
{
	struct card *card = arg;
	const struct part *part = card->part;
	unsigned place = place_of(part, command);
	struct report_cell *cells;
	char name[64];
	key_code key;

	if (card->taken[command->id] || !place || is_left_out(command->id) ||
		(part->of_all && (part->where & ~command->where)))
		return;
	key = keymap_key(card->map, place, command->id);
	if (key == K_NONE)
		return;
	card->taken[command->id] = true;
	if (card->pair == PAIRS)
		add_row(card);
	cells = card->block->rows[card->block->n_rows - 1].cells +
		(size_t)2 * (size_t)card->pair++;
	cells[0].shown =
		arena_strdup(card->arena, key_name(key, name, sizeof name));
	cells[1].shown = command_name(command);
}

static struct report *
make_card(struct arena *arena, const struct keymap *map)
{
	struct report *report = arena_array(arena, 1, sizeof *report);
	struct card card = { .arena = arena, .map = map };

	report->name = "keys";
	report->title = _("Tarjeta de teclas");
	report->is_list = report->is_read = true;
	report->blocks = arena_array(arena, 1, sizeof *report->blocks);
	report->n_blocks = 1;
	card.block = report->blocks;
	card.block->name = "keys";
	card.block->title = card.block->table_title = report->title;
	card.block->table = 1;
	card.block->n_columns = 2 * PAIRS;
	card.block->columns = arena_array(
		arena, card.block->n_columns, sizeof *card.block->columns);
	for (size_t i = 0; i < card.block->n_columns; i++)
		card.block->columns[i] = (struct report_column){
			.name = arena_printf(arena, "%s%zu",
				i % 2 ? "command" : "key", i / 2 + 1),
			.title = i % 2 ? _("Orden") : _("Tecla"),
			.kind = CELL_TEXT,
			.width = i % 2 ? COMMAND_CELLS : KEY_CELLS,
		};
	card.block->rows = arena_array(arena, MOST, sizeof *card.block->rows);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		card.part = &parts[i];
		card.pair = PAIRS;
		command_each(add_command, &card);
	}
	report->n_feet = 1;
	report->feet = arena_array(arena, 1, sizeof *report->feet);
	report->feet[0] =
		_("Donde una tecla F no llega, Esc y luego la cifra (Esc 0 es "
		  "F10). Ctrl-P busca una orden por su nombre; F1 explica la "
		  "pantalla.");
	return report;
}

int
batch_keys(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { 0 };
	const struct writer *writer;
	struct buf bytes = { 0 };
	struct err err = { 0 };
	int code = EXIT_DONE;
	bool done;

	if (!options_read(batch, &options, argc, argv, &asked, &code))
		return code;
	if (!asked.format)
		asked.format =
			asked.output ? output_format(asked.output) : "text";
	writer = output_writer(asked.format, asked.output, &err);
	done = writer &&
	       writer->write(make_card(batch->arena, batch->settings->keymap),
		       &bytes, &err) &&
	       output_put(asked.output, &bytes, &err);
	buf_free(&bytes);
	return done ? EXIT_DONE : batch_failed(&err);
}
