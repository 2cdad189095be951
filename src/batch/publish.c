/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito publish: open data into a folder. */
#include "publish/publish.h"
#include "base/i18n.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/progress.h"

struct asked {
	const char *path;
	bool quiet;
};

static const size_t places[] = { offsetof(struct asked, path) };
static const struct options publish_options = {
	OPTION_PLACES(places),
	.words.least = 1,
	.words.missing = N_("Falta decir en qué carpeta se publica."),
};

static void
say(const struct asked *asked, const struct published *published)
{
	if (asked->quiet)
		return;
	fprintf(stderr,
		ngettext("%zu registro público en %s; ",
			"%zu registros públicos en %s; ", published->sets),
		published->sets, asked->path);
	if (published->changed == 0)
		fprintf(stderr, "%s\n", _("nada cambió."));
	else
		fprintf(stderr,
			ngettext("cambió %zu archivo.\n",
				"cambiaron %zu archivos.\n",
				published->changed),
			published->changed);
}

/* What was not made is said even to who wants to hear nothing. */
static void
say_lacks(const struct published *published)
{
	if (published->lacks)
		fprintf(stderr,
			_("Hay indicadores con código en otro sistema y falta "
			  "el ajuste %s: su archivo no se hizo.\n"),
			published->lacks);
}

static bool
publish_work(struct desk *desk, void *arg, struct err *err)
{
	const struct asked *asked = arg;
	struct published published = { 0 };
	struct batch_step step;
	bool done;

	batch_step_begin(&step, desk, asked->quiet);
	step.step.what = _("Publicando");
	done = publish(desk, asked->path, &step.step, &published, err);
	batch_step_end(&step);
	if (!done)
		return false;
	say(asked, &published);
	say_lacks(&published);
	return true;
}

int
batch_publish(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { .quiet = batch->quiet };

	return batch_run(
		batch, &publish_options, argc, argv, publish_work, &asked);
}
