/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which report, of which period, and of what. */
#include "place/preview/preview.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "report/choice.h"
#include "screen/choose.h"
#include "screen/link.h"
#include "screen/stack.h"
#include "term/prompt.h"

/* ---- the layout */

static const char *
note_of(struct arena *arena, const struct layout *layout)
{
	static const char *const sorts[] = {
		[PERIOD_ANY] = N_("de un trimestre o de un año"),
		[PERIOD_QUARTER] = N_("de un trimestre"),
		[PERIOD_YEAR] = N_("de un año"),
		[PERIOD_NONE] = NULL,
	};

	if (layout->period == PERIOD_NONE)
		return arena_printf(arena, _("por %s"), layout->key);
	if (!layout->key)
		return _(sorts[layout->period]);
	return arena_printf(
		arena, _("%s, por %s"), _(sorts[layout->period]), layout->key);
}

/* The layouts: those of what the cursor is on before the others. */
struct offering {
	struct choices choices;
	const char *of; /* register; NULL none */
	bool own;	/* these are being offered */
};

static void
offer(void *arg, const struct layout *layout)
{
	struct offering *o = arg;
	struct choices *c = &o->choices;
	bool own = o->of && str_eq(layout->key_of, o->of);

	if (own != o->own)
		return;
	/* what is asked for most often is the report of a quarter */
	if (layout->period == PERIOD_QUARTER && !layout->key && !c->start)
		c->start = c->n;
	choices_add(c, layout->title, note_of(c->arena, layout), layout->name);
	choices_name(c, layout->name, layout->alias);
}

const char *
preview_choose_layout(struct preview *p, const char *of)
{
	struct offering o = {
		.choices.arena = p->view.arena, .of = of, .own = true
	};
	struct choices *c = &o.choices;
	struct err err = { 0 };
	size_t n_own;

	layout_each(p->view.desk, p->view.arena, offer, &o, &err);
	n_own = c->n;
	o.own = false;
	layout_each(p->view.desk, p->view.arena, offer, &o, &err);
	if (n_own > 0)
		c->start = 0;
	screen_error(p->view.screen, &err);
	return c->n > 0 ? choices_ask(p->view.screen, _("¿Qué informe?"), c)
			: NULL;
}

/* ---- the period */

/* The one that is shown, else that of the board, or the year it is in. */
static size_t
start_of(const struct desk *desk, const struct report_question *shown,
	const struct period_choice *periods, size_t n)
{
	const char *plan = shown->plan ? shown->plan : desk_plan_shown(desk);
	const char *period =
		shown->period_key ? shown->period_key : desk_period_shown(desk);

	for (size_t i = 0; period && i < n; i++) {
		if (str_eq(periods[i].plan, plan) &&
			str_eq(periods[i].key, period))
			return i;
	}
	for (size_t i = 0; period && i < n; i++) {
		if (str_eq(periods[i].plan, plan) &&
			str_starts(period, periods[i].key))
			return i;
	}
	return 0;
}

static int
choose_period(struct preview *p, const struct period_choice *periods, size_t n)
{
	struct arena *arena = p->view.arena;
	struct choice_item *items = arena_array(arena, n + 1, sizeof *items);

	for (size_t i = 0; i < n; i++) {
		const char *state =
			periods[i].closed ? _("cerrado") : _("abierto");

		items[i].title = periods[i].title;
		items[i].key = periods[i].key;
		items[i].note = arena_printf(arena, "%-7s  %s  %s",
			periods[i].key, state, periods[i].plan);
	}
	return screen_choose(p->view.screen, _("¿De qué periodo?"), items, n,
		start_of(p->view.desk, &p->question, periods, n));
}

/* ---- what it is of */

void
preview_take_thing(struct preview *p, const struct about *here)
{
	const struct layout *layout = p->layout;
	const struct form *of =
		layout->key_of ? desk_form(p->view.desk, layout->key_of) : NULL;
	const char *column = of ? key_column(layout, of) : NULL;

	if (!here->id || !of ||
		(here->form != of &&
			(layout->period != PERIOD_NONE ||
				form_field(here->form, column) < 0)))
		return;
	p->question.key = arena_strdup(p->view.arena, here->text(here, column));
	p->question.plan =
		arena_strdup(p->view.arena, here->text(here, "plan_code"));
}

/* NULL: she did not choose; "": all of them. */
static const char *
choose_key(struct preview *p, const char *plan)
{
	struct screen *screen = p->view.screen;
	struct arena *arena = p->view.arena;
	const struct layout *layout = p->layout;
	struct key_choice *keys = NULL;
	struct choice_item *items;
	struct err err = { 0 };
	size_t n = 0, all;
	int chosen;

	if (!keys_read(p->view.desk, arena, layout, plan, &keys, &n, &err)) {
		screen_error(screen, &err);
		return NULL;
	}
	if (n == 0)
		return prompt_line(arena,
			arena_printf(arena, _("¿De qué? %s:"), layout->key),
			NULL, NULL);
	all = layout->is_key_optional;
	items = arena_array(arena, n + all, sizeof *items);
	items[0] = (struct choice_item){ .title = _("Todo") };
	for (size_t i = 0; i < n; i++)
		items[i + all] = (struct choice_item){ .title = keys[i].key,
			.note = keys[i].title };
	chosen = screen_choose(screen,
		arena_printf(arena, _("¿De qué? %s"), layout->key), items,
		n + all, 0);
	if (chosen < 0)
		return NULL;
	return all && chosen == 0 ? "" : keys[(size_t)chosen - all].key;
}

/* Into the question; false: she did not choose. */
static bool
take_key(struct preview *p, struct report_question *wanted)
{
	const char *key = choose_key(p, wanted->plan);

	if (!key || (!p->layout->is_key_optional && str_is_blank(key)))
		return false;
	wanted->key = str_is_blank(key) ? NULL : key;
	return true;
}

bool
preview_choose_thing(struct preview *p)
{
	return screen_link(p->view.screen) && take_key(p, &p->question);
}

bool
preview_choose_period(struct preview *p)
{
	struct screen *screen = p->view.screen;
	struct report_question wanted = p->question;
	struct period_choice *periods;
	struct err err = { 0 };
	size_t n;
	int chosen;

	if (p->layout->period == PERIOD_NONE)
		return preview_choose_thing(p);
	if (!screen_link(screen))
		return false;
	if (!periods_read(p->view.desk, p->view.arena, p->layout->period,
		    &periods, &n, &err)) {
		screen_error(screen, &err);
		return false;
	}
	if (n == 0) {
		screen_say(screen, _("No hay ningún plan con periodos del que "
				     "informar."));
		return false;
	}
	chosen = choose_period(p, periods, n);
	if (chosen < 0)
		return false;
	if (wanted.plan && !str_eq(wanted.plan, periods[chosen].plan))
		wanted.key = NULL;
	wanted.plan = periods[chosen].plan;
	wanted.period_key = periods[chosen].key;
	if (p->layout->key && !wanted.key && !take_key(p, &wanted))
		return false;
	p->question = wanted;
	return true;
}
