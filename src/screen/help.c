/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help on a field or a screen, made of the tables that also make the keys. */
#include "screen/help.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cmd/keymap.h"
#include "screen/screen.h"
#include "screen/text.h"
#include "screen/view.h"

enum {
	KEYS_WIDTH = 19,
	HELP_WIDTH = 56
};

/* What may be typed, by kind of field. */
static const char *
kind_help(enum field_kind kind)
{
	static const char *const texts[] = {
		[FIELD_TEXT] = N_("Texto."),
		[FIELD_INTEGER] = N_("Un número entero."),
		[FIELD_NUMBER] = N_("Un número; los decimales con punto."),
		[FIELD_MONEY] = N_("Un monto en soles: 1,347,451.24"),
		[FIELD_PERCENT] = N_("Un porcentaje: 50.4"),
		[FIELD_BOOLEAN] = N_("Sí o no."),
		[FIELD_DATE] =
			N_("Una fecha: 15/08/2019, 5 (día 5 de este "
			   "mes), 0503, 5/3, h hoy, a ayer, m y f principio y "
			   "fin de mes, t y T del trimestre. Antes de escribir "
			   "nada, + y - cambian el día, [ y ] el mes."),
		[FIELD_PARTIAL] = N_(
			"Un día, mes, trimestre o año: "
			"15/08/2019, ago-2019, II-2019, 2019; también 5, 5/3, "
			"h, a, m, f, t, T. Un ? al final la marca por "
			"aclarar. Antes de escribir nada, + y - cambian el "
			"día, [ y ] el mes."),
		[FIELD_TIMESTAMP] = N_("Una fecha con hora: 15/08/2019 "
				       "10:30"),
		[FIELD_HOUR] = N_("Una hora: 9:30, 0930, 14:05, 2:05 p.m."),
		[FIELD_RUC] = N_("Un RUC de 11 cifras."),
		[FIELD_DNI] = N_("Un DNI de 8 cifras."),
		[FIELD_UBIGEO] = N_("Un UBIGEO de 6 cifras."),
		[FIELD_EMAIL] = N_("Una dirección de correo."),
		[FIELD_PHONE] = N_("Un teléfono."),
		[FIELD_PERIOD] = N_("Un periodo: I Trim. 2019, II-2019, 2019."),
		[FIELD_PERIODS] =
			N_("Periodos, con un espacio entre ellos: 2019-Q1 "
			   "2019-Q2."),
	};

	return _(texts[kind]);
}

static void
write_choices(struct buf *out, const struct field *field)
{
	buf_puts(out, _("Opciones (F4 las muestra):"));
	for (size_t i = 0; i < field->n_choices; i++)
		buf_printf(out, "%s %s", i ? "," : "", field->choices[i].label);
	buf_puts(out, ".\n");
}

static void
write_field(struct buf *out, const struct field *field)
{
	const struct column *column = field->column;

	buf_printf(out, "%s\n\n", field_title(field));
	if (field->help)
		buf_printf(out, "%s\n", field->help);
	if (column && column->comment)
		buf_printf(out, "%s\n", _(column->comment));
	if (field->n_choices > 0)
		write_choices(out, field);
	else if (field->lookup)
		buf_puts(out, _("Se escribe el código o el nombre, con o sin "
				"acentos; F4 muestra la lista.\n"));
	else
		buf_printf(out, "%s\n", kind_help(field->kind));
	if (field->wrap || field->n_boxes > 1)
		buf_puts(out, _("Alt-Enter o Ctrl-J empieza otra línea; "
				"Ctrl-E abre el texto en su editor.\n"));
	if (field->code > 0)
		buf_printf(out,
			_("Un código o un número de hasta %d caracteres, sin "
			  "espacios.\n"),
			field->code);
	if (column && column->length > 0)
		buf_printf(out, _("Hasta %d caracteres.\n"), column->length);
	if (field->required)
		buf_puts(out, _("Obligatorio: * donde falta.\n"));
	if (field->noentry)
		buf_puts(out, _("Lo calcula el servidor: no se escribe.\n"));
	buf_puts(out, "\n");
}

struct writer_of_keys {
	struct buf *out;
	const struct keymap *map;
	unsigned where;
};

static void
add_key(struct buf *keys, key_code key)
{
	char name[64];

	if (key != K_NONE)
		buf_printf(keys, "%s%s", keys->len ? ", " : "",
			key_name(key, name, sizeof name));
}

/* Text in rows of HELP_WIDTH cells, the second and further ones indented
 * below the first. */
static void
write_wrapped(struct buf *out, const char *text)
{
	size_t fit = utf8_fit_words(text, strlen(text), HELP_WIDTH);

	buf_add(out, text, fit);
	for (text += fit + strspn(text + fit, " "); *text;
		text += fit + strspn(text + fit, " ")) {
		fit = utf8_fit_words(text, strlen(text), HELP_WIDTH);
		buf_printf(
			out, "\n%*s%.*s", KEYS_WIDTH + 1, "", (int)fit, text);
	}
	buf_putc(out, '\n');
}

/* "F2, Ctrl-S          grabar: ..." */
static void
write_command(void *arg, const struct command *command)
{
	struct writer_of_keys *w = arg;
	struct buf keys = { 0 }, text = { 0 };
	key_code first = keymap_key(w->map, w->where, command->id);
	int pad;

	if (!(command->where & w->where))
		return;
	add_key(&keys, first);
	for (size_t i = 0; i < COMMAND_KEYS; i++)
		if (command->keys[i] != first &&
			keymap_find(w->map, w->where, command->keys[i]) ==
				command->id)
			add_key(&keys, command->keys[i]);
	for (size_t i = 0; i < COMMAND_LIST_KEYS; i++)
		if (command->list_keys[i] != first &&
			keymap_find(w->map, w->where, command->list_keys[i]) ==
				command->id)
			add_key(&keys, command->list_keys[i]);
	pad = KEYS_WIDTH - utf8_width(buf_text(&keys), keys.len);
	if (pad >= 0)
		buf_printf(w->out, "%s%*s ", buf_text(&keys), pad, "");
	else
		buf_printf(
			w->out, "%s\n%*s", buf_text(&keys), KEYS_WIDTH + 1, "");
	buf_printf(&text, "%s: %s", command_name(command), _(command->help));
	write_wrapped(w->out, buf_text(&text));
	buf_free(&keys);
	buf_free(&text);
}

void
help_open(struct screen *screen, const struct form *form,
	const struct field *field)
{
	struct view *view = stack_top(screen);
	struct buf out = { 0 };
	struct writer_of_keys w = { .out = &out,
		.map = screen->desk->settings->keymap,
		.where = view->ops->where };

	if (view->ops->where == IN_TEXT)
		return;
	if (field)
		write_field(&out, field);
	buf_puts(&out, _("Teclas de esta pantalla. Donde una tecla F no "
			 "llega, Esc y luego la cifra (Esc 0 es F10).\n\n"));
	command_each(write_command, &w);
	text_open(screen, form ? form->singular : _("Ayuda"), buf_text(&out));
	buf_free(&out);
}
