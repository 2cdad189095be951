/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hito completion: the scripts that a shell reads once, and the words that may
 * stand at a place of a command line, which they ask for at each Tab. The words
 * come from the tables of the subcommands, from the forms, and, where a key is
 * wanted, from the server if it answers at once.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/theme.h"
#include "batch/commands.h"
#include "batch/connect.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/table.h"
#include "batch/usage.h"
#include "cmd/language.h"
#include "db/cluster.h"
#include "report/layout.h"
#include "store/store.h"

enum {
	WITHIN_MS = 300, /* what a person waits for a Tab */
	WITHIN_MOST = 600000,
	KEYS_MOST = 100
};

struct asked {
	const char *what; /* a shell's name, or "words" */
	struct option_list line;
	const char *within_text;
	long within;
};

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "within", "plazo", OPTION_TEXT, AT(within_text), 0, NULL },
};
static const size_t places[] = { AT(what) };
static const size_t further = AT(line);
static const struct options options = { OPTIONS(words), OPTION_PLACES(places),
	.words.further = &further, .words.least = 1,
	.words.missing = N_("Falta decir qué intérprete: bash, zsh o fish.") };

/* ---- scripts: all three hand on the words and show what comes back */

static const char bash_script[] =
	"_hito() {\n"
	"    local line word cur i rest=$COMP_LINE\n"
	"    local -a words\n"
	"    # bash parts words at = and : too; what touches is one.\n"
	"    for ((i = 0; i <= COMP_CWORD; i++)); do\n"
	"        word=${COMP_WORDS[i]}\n"
	"        if ((i)) && [[ -n $word && $rest == \"$word\"* ]]; then\n"
	"            words[${#words[@]} - 1]+=$word\n"
	"        else\n"
	"            words+=(\"$word\")\n"
	"        fi\n"
	"        rest=${rest#\"${rest%%[! ]*}\"}\n"
	"        rest=${rest#\"$word\"}\n"
	"    done\n"
	"    cur=${words[${#words[@]} - 1]}\n"
	"    COMPREPLY=()\n"
	"    while IFS= read -r line; do\n"
	"        word=${line%%$'\\t'*}\n"
	"        case $word in\n"
	"        :files) compopt -o default ; continue ;;\n"
	"        :folders) compopt -o dirnames ; continue ;;\n"
	"        esac\n"
	"        case $word in *=) compopt -o nospace ;; esac\n"
	"        # What stands before = and : is there already.\n"
	"        case $cur in\n"
	"        *[=:]*) word=${word#\"${cur%\"${cur##*[=:]}\"}\"} ;;\n"
	"        esac\n"
	"        COMPREPLY+=(\"$(printf %q \"$word\")\")\n"
	"    done < <(\"${words[0]}\" completion words -- "
	"\"${words[@]:1}\" 2>/dev/null)\n"
	"}\n"
	"complete -F _hito hito\n";

static const char zsh_script[] =
	"#compdef hito\n"
	"_hito() {\n"
	"    local line word\n"
	"    local -a plain told open\n"
	"    while IFS= read -r line; do\n"
	"        word=${line%%$'\\t'*}\n"
	"        case $word in\n"
	"        :files) _files ; continue ;;\n"
	"        :folders) _files -/ ; continue ;;\n"
	"        *=) open+=(\"$word\") ; continue ;;\n"
	"        esac\n"
	"        plain+=(\"$word\") told+=(\"${line/$'\\t'/  }\")\n"
	"    done < <($words[1] completion words -- "
	"\"${(@)words[2,CURRENT]}\" 2>/dev/null)\n"
	"    compadd -Q -S '' -a open\n"
	"    compadd -l -d told -a plain\n"
	"}\n"
	"if [ \"$funcstack[1]\" = _hito ]; then _hito; else compdef _hito "
	"hito; fi\n";

static const char fish_script[] =
	"function __hito_words\n"
	"    set -l line (commandline -opc)\n"
	"    $line[1] completion words -- $line[2..] (commandline -ct) "
	"2>/dev/null | while read -l word\n"
	"        switch $word\n"
	"            case ':files*'\n"
	"                __fish_complete_path (commandline -ct)\n"
	"            case ':folders*'\n"
	"                __fish_complete_directories (commandline -ct)\n"
	"            case '*'\n"
	"                echo $word\n"
	"        end\n"
	"    end\n"
	"end\n"
	"complete -c hito -f -a '(__hito_words)'\n";

static const struct shell {
	const char *name;
	const char *script;
} shells[] = {
	{ "bash", bash_script },
	{ "zsh", zsh_script },
	{ "fish", fish_script },
};

/* ---- the words at a place */

struct point {
	struct batch *batch;
	struct desk *desk;  /* forms alone, until a key is wanted */
	const char *typed;  /* of the word itself */
	const char *before; /* it up to its =, which candidates repeat */
	const char *usage;
	size_t n; /* words behind the subcommand */
	const char *const *words;
	bool connected; /* or tried to */
	long within;
};

static void
offer(struct point *p, const char *word, const char *told)
{
	if (!str_starts(word, p->typed))
		return;
	printf("%s%s", p->before, word);
	if (told && *told)
		printf("\t%s", told);
	putchar('\n');
}

/* The time is over: what was found is said, and the rest is left. */
static void
out_of_time(int sig)
{
	(void)sig;
	_exit(EXIT_DONE);
}

static void
limit_time(long ms)
{
	struct itimerval timer = { .it_value = { ms / 1000,
					   (ms % 1000) * 1000 } };

	signal(SIGALRM, out_of_time);
	(void)setitimer(ITIMER_REAL, &timer, NULL);
}

/* A private server is asked where it runs, and not started for this. */
static bool
there_is_a_server(struct batch *batch)
{
	struct cluster c;
	struct err err = { 0 };

	return batch->given_connection ||
	       (cluster_find(&c, &err) &&
		       cluster_state(&c, &err) == CLUSTER_RUNNING);
}

static bool
connect_quietly(struct point *p)
{
	struct batch *batch = p->batch;
	struct err err = { 0 };
	bool is_private;

	if (p->connected)
		return desk_is_connected(p->desk);
	p->connected = true;
	fflush(stdout);
	limit_time(p->within);
	batch->params.never_prompt = true;
	if (batch->plan)
		p->desk->plan = batch->plan;
	p->desk->link.is_bare = true;
	return there_is_a_server(batch) &&
	       batch_connection(batch, &is_private, &err) &&
	       batch_desk_connect(batch, p->desk, &err);
}

static const struct form *
register_named(const struct point *p)
{
	const char *name =
		usage_plain(p->batch->arena, p->usage, p->n, p->words, 0);

	return name ? desk_form(p->desk, name) : NULL;
}

/* The rows that agree with what of the key is typed whole. */
static struct find *
find_typed(struct point *p, const struct form *form)
{
	struct arena *arena = p->batch->arena;
	struct find *find = find_new(arena, form);
	const char *slash = strchr(p->typed, '/');
	struct err err = { 0 };

	if (slash && form->n_natural > 1)
		(void)find_add(find, form->natural[0],
			arena_printf(arena, "=%.*s", (int)(slash - p->typed),
				p->typed),
			p->desk->today, &err);
	return find;
}

static const char *
key_of(struct arena *arena, const struct form *form, const struct row *row)
{
	const char *key = "";

	for (size_t i = 0; i < form->n_natural; i++)
		key = arena_printf(arena, "%s%s%s", key,
			i == 0	 ? ""
			: i == 1 ? "/"
				 : ".",
			row->values[i] ? row->values[i] : "");
	return key;
}

/* Keys, or only their last parts: a period without its plan. */
static void
offer_keys(struct point *p, const struct form *known, bool last_part)
{
	struct arena *arena = p->batch->arena;
	struct form *form;
	struct page_request request = { .limit = KEYS_MOST };
	struct page_rows page;
	struct err err = { 0 };

	if (!known || !known->n_natural || !connect_quietly(p))
		return;
	form = arena_alloc(arena, sizeof *form);
	*form = *desk_form(p->desk, known->name);
	form->list = arena_array(arena, form->n_natural, sizeof *form->list);
	form->n_list = 0;
	for (size_t i = last_part ? form->n_natural - 1 : 0;
		i < form->n_natural; i++)
		form->list[form->n_list++] =
			(struct list_column){ .name = form->natural[i] };
	form->n_natural = form->n_list;
	request.form = form;
	request.find = last_part ? NULL : find_typed(p, form);
	if (!store_page(p->desk, &request, arena, &page, &err))
		return;
	for (size_t i = 0; i < page.n; i++)
		offer(p, key_of(arena, form, &page.rows[i]), NULL);
}

static void
offer_registers(struct point *p, const char *behind)
{
	for (size_t i = 0; i < p->desk->n_forms; i++) {
		const struct form *form = p->desk->forms[i];
		const char *names[] = { form->name, form->alias };

		for (size_t n = 0; n < 2; n++)
			if (names[n])
				offer(p,
					arena_printf(p->batch->arena, "%s%s",
						names[n], behind),
					form->title);
	}
}

/* The name that stands before an equals sign, which candidates repeat; NULL:
 * there is none yet. */
static const char *
take_name(struct point *p)
{
	const char *value;
	const char *name =
		option_name_value(p->batch->arena, p->typed, &value);

	if (!name)
		return NULL;
	p->before = arena_printf(p->batch->arena, "%s=", name);
	p->typed = value;
	return name;
}

/* "state=", and behind it the choices of the field. */
static void
offer_fields(struct point *p, bool all)
{
	const struct form *form = register_named(p);
	const char *name = form ? take_name(p) : NULL;
	int at = name ? form_field(form, name) : -1;

	for (size_t i = 0; form && !name && i < form->n_fields; i++)
		if (all || !form->fields[i].noentry)
			offer(p,
				arena_printf(p->batch->arena, "%s=",
					form->fields[i].name),
				field_title(&form->fields[i]));
	for (size_t i = 0; at >= 0 && i < form->fields[at].n_choices; i++)
		offer(p, form->fields[at].choices[i].code,
			form->fields[at].choices[i].label);
}

static void
offer_about(struct point *p)
{
	const char *name = take_name(p);

	if (name)
		offer_keys(p, desk_form(p->desk, name), false);
	else
		offer_registers(p, "=");
}

static void
offer_filters(struct point *p)
{
	const struct form *form = register_named(p);

	for (size_t i = 0; form && i < form->n_filters; i++)
		offer(p, form->filters[i].name, form->filters[i].title);
}

static void
offer_actions(struct point *p)
{
	const struct form *form = register_named(p);

	for (size_t i = 0; form && i < form->n_actions; i++)
		offer(p, form->actions[i].name, form->actions[i].title);
}

static void
offer_report(void *arg, const struct layout *layout)
{
	offer(arg, layout->name, layout->title);
}

static void
offer_reports(struct point *p)
{
	struct err err = { 0 };

	layout_each(NULL, p->batch->arena, offer_report, p, &err);
}

/* A kind that a register is called by: OFICINA, PERIODO. */
static const struct form *
form_of(const struct point *p, const char *kind)
{
	return desk_form(p->desk, str_eq(kind, "P")   ? "plan"
				  : str_eq(kind, "T") ? "periodo"
						      : kind);
}

/* One word of the grammar: a kind, or the word itself. */
static void
offer_kind(void *arg, const char *kind)
{
	struct point *p = arg;

	if (str_eq(kind, "REGISTRO"))
		offer_registers(p, "");
	else if (str_eq(kind, "REGISTRO=CLAVE"))
		offer_about(p);
	else if (str_eq(kind, "INFORME"))
		offer_reports(p);
	else if (str_eq(kind, "CLAVE"))
		offer_keys(p, register_named(p), false);
	else if (str_eq(kind, "PERIODO") || str_eq(kind, "T"))
		offer_keys(p, form_of(p, "T"), true);
	else if (str_eq(kind, "NOMBRE"))
		offer_filters(p);
	else if (str_eq(kind, "ACCIÓN"))
		offer_actions(p);
	else if (str_eq(kind, "CAMPO=VALOR") || str_eq(kind, "COLUMNA=VALOR"))
		offer_fields(p, str_starts(kind, "COLUMNA"));
	else if (str_starts(kind, "ARCHIVO"))
		puts(":files");
	else if (str_eq(kind, "CARPETA"))
		puts(":folders");
	else if (strcspn(kind, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(kind))
		offer(p, kind, NULL);
	else
		offer_keys(p, form_of(p, kind), false);
}

static void
offer_subcommand(void *arg, const struct subcommand *s)
{
	offer(arg, s->name, _(s->help));
	offer(arg, s->name_es, _(s->help));
}

static void
offer_global(struct point *p)
{
	const struct options *o = p->batch->options;

	for (size_t i = 0; i < o->n; i++)
		offer(p, arena_printf(p->batch->arena, "--%s", o->v[i].name),
			_(o->v[i].help));
}

/* The kinds of those that hold for all. */
static void
offer_global_value(struct point *p, const char *option)
{
	if (str_eq(option, "--plan"))
		offer_kind(p, "P");
	else if (str_eq(option, "--period"))
		offer_kind(p, "T");
	else if (str_eq(option, "--office"))
		offer_kind(p, "OFICINA");
	else if (str_eq(option, "--lang")) {
		const char **codes = language_codes(p->batch->arena);

		for (; *codes; codes++)
			offer(p, *codes, NULL);
	} else if (str_eq(option, "--theme")) {
		for (int i = 0; i < THEMES; i++)
			offer(p, theme_name((enum theme)i), NULL);
	} else if (str_eq(option, "--script") || str_eq(option, "--dump")) {
		puts(":files");
	}
}

/* Takes what holds for all out of the words before the one that is typed, as
 * the program itself does. The option of them whose value that one is; NULL
 * none. */
static const char *
take_global(struct point *p, const struct option_list *line, const char **rest)
{
	struct batch *batch = p->batch;
	char **argv = arena_array(batch->arena, line->n + 1, sizeof *argv);
	int argc = (int)line->n - 1;

	for (int i = 0; i < argc; i++)
		argv[i] = arena_strdup(batch->arena, line->v[i].value);
	for (int i = 0; i < argc; i++) {
		struct err err = { 0 };
		bool taken = false;

		if (!option_take(batch->options, batch->arena, argc, argv, &i,
			    batch->options_into, &taken, &err))
			return argv[i];
		if (!taken)
			rest[p->n++] = argv[i];
	}
	return NULL;
}

/* A database may stand before the subcommand, as for psql. */
static void
take_database(struct point *p)
{
	struct session_params *params = &p->batch->params;

	if (p->n > 0 && !subcommand_find(p->words[0])) {
		params->conninfo = p->words[0];
		p->words++;
		p->n--;
	}
	if (params->conninfo || params->host)
		p->batch->given_connection = true;
}

static void
offer_subcommands(struct point *p)
{
	subcommand_each(offer_subcommand, p);
	offer(p, "shell", NULL);
	offer(p, "consola", NULL);
}

static void
offer_at(struct point *p)
{
	const struct subcommand *s = p->n ? subcommand_find(p->words[0]) : NULL;
	bool is_option = p->typed[0] == '-';

	if (p->n == 0 && !is_option)
		offer_subcommands(p);
	if (s) {
		p->usage = s->usage;
		p->words++;
		p->n--;
		usage_next(p->batch->arena, p->usage, p->n, p->words, is_option,
			offer_kind, p);
	}
	if (is_option)
		offer_global(p);
}

static int
offer_words(struct batch *batch, const struct asked *asked)
{
	size_t n = asked->line.n;
	struct err err = { 0 };
	const char **rest = arena_array(batch->arena, n + 1, sizeof *rest);
	struct point p = { .batch = batch,
		.desk = desk_new(batch->settings, &err),
		.before = "",
		.typed = n ? asked->line.v[n - 1].value : "",
		.usage = "",
		.words = rest,
		.within = asked->within };
	const char *waits;

	if (!p.desk)
		return batch_failed(&err);
	waits = n ? take_global(&p, &asked->line, rest) : NULL;
	take_database(&p);
	if (waits)
		offer_global_value(&p, waits);
	else
		offer_at(&p);
	desk_close(p.desk);
	return EXIT_DONE;
}

int
batch_completion(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { .within = WITHIN_MS };
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &asked, &code))
		return code;
	if (asked.within_text &&
		!str_to_long(asked.within_text, WITHIN_MOST, &asked.within))
		return batch_usage(batch, "%s",
			_("--within lleva milésimas de segundo."));
	if (str_eq(asked.what, "words"))
		return offer_words(batch, &asked);
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
		if (!str_eq(asked.what, shells[i].name))
			continue;
		fputs(shells[i].script, stdout);
		return EXIT_DONE;
	}
	return batch_usage(batch, _("No hay nada para «%.40s»: bash, zsh o "
				    "fish."),
		asked.what);
}
