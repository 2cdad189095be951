/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/table.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

static const struct subcommand subcommands[] = {
	{ "board", "tablero", N_("[--plan P] [--period T] [--json]"),
		N_("El tablero como texto."), batch_board },
	{ "list", "listar",
		N_("REGISTRO [--filter NOMBRE] [--where COLUMNA=VALOR]... "
		   "[--mine] [--deleted] [--columns A,B...] [--limit N] "
		   "[--json|--csv] [--format F] [--output ARCHIVO]"),
		N_("Las filas de un registro."), batch_list },
	{ "find", "buscar", N_("[--all] PALABRA... [--json]"),
		N_("Palabras en todos los registros, sin tildes ni "
		   "terminaciones."),
		batch_find },
	{ "due", "plazo", N_("PLAZO FECHA [--place UBIGEO] [--json]"),
		N_("Los días de un plazo: los que cuentan y los que no."),
		batch_due },
	{ "remind", "recordar",
		N_("[--days N] [--person ROL] [--mine] [--json] | "
		   "--send [--days N] | [--on|--off] [--address CORREO]"),
		N_("Quién tiene qué por vencer esta semana; por correo, a cada "
		   "uno lo suyo."),
		batch_remind },
	{ "drafts", "borradores", N_("[--json]"),
		N_("Lo que se escribió en esta máquina y no se grabó."),
		batch_drafts },
	{ "show", "mostrar",
		N_("REGISTRO CLAVE [--json] "
		   "[--format text|csv|html|json|pdf|xlsx] "
		   "[--output ARCHIVO]"),
		N_("Una ficha entera, por su clave: 2018-2020/3.2"),
		batch_show },
	{ "history", "historia", N_("REGISTRO CLAVE [--json]"),
		N_("Quién cambió qué en un registro, y cuándo."),
		batch_history },
	{ "new", "nuevo",
		N_("REGISTRO [--from CLAVE | --about REGISTRO=CLAVE] "
		   "--set CAMPO=VALOR... [--line LISTA --set CAMPO=VALOR...]... "
		   "[--request UUID] [--json]"),
		N_("Graba un registro nuevo."), batch_new },
	{ "edit", "editar",
		N_("REGISTRO CLAVE --set CAMPO=VALOR... "
		   "[--line LISTA[=N] --set CAMPO=VALOR...]... "
		   "[--drop LISTA=N]... [--request UUID] [--json]"),
		N_("Cambia un registro y sus líneas."), batch_edit },
	{ "do", "hacer",
		N_("REGISTRO CLAVE ACCIÓN [--set DATO=VALOR]... "
		   "[--request UUID] [--json]"),
		N_("Una acción de un registro: la que diga su formulario, "
		   "anular o restaurar."),
		batch_do },
	{ "document", "documento",
		N_("get DOCUMENTO [--output ARCHIVO] | put DOCUMENTO ARCHIVO "
		   "[--json]"),
		N_("El archivo de un documento: traerlo o enviarlo."),
		batch_document },
	{ "import", "importar",
		N_("REGISTRO ARCHIVO... [--plan P] [--period T] [--new-plan] "
		   "[--sheet HOJA] [--heading-row N] [--charset C] "
		   "[--delimiter D] [--decimal SIGNO] [--utc-days yes|no] "
		   "[--blank keep|erase] [--set CAMPO=VALOR]... "
		   "[--rows N] [--sha256 H] [--open-end] "
		   "[--map ARCHIVO] [--kept-map] [--write-map ARCHIVO] [--look] "
		   "[--only-new] [--only-update] [--dry-run] "
		   "[--rejects ARCHIVO] [--skip-bad] [--json]"),
		N_("Carga un registro desde una hoja de cálculo."),
		batch_import },
	{ "batch", "carga",
		N_("list [--mine] [--json] | show N [--json] | "
		   "undo N [--yes] [--json] | rejects N --output ARCHIVO"),
		N_("Las cargas de archivos: verlas, deshacerlas, sus "
		   "rechazos."),
		batch_batches },
	{ "template", "plantilla",
		N_("REGISTRO --office OFICINA [--period T] [--plan P] "
		   "[-o ARCHIVO.xlsx]"),
		N_("Un libro para que una oficina lo llene y se cargue."),
		batch_template },
	{ "export", "exportar",
		N_("REGISTRO|--all [--filter NOMBRE] "
		   "[--where COLUMNA=VALOR]... [--mine] [--since FECHA] "
		   "[--format csv|xlsx|ods|json] [--excel] [--decimal SIGNO] "
		   "[--personal --reason TEXTO] [--output ARCHIVO|CARPETA]"),
		N_("Un registro, o todos, en archivos que se vuelven a "
		   "cargar."),
		batch_export },
	{ "report", "informe",
		N_("INFORME [CLAVE] PERIODO [--plan P] "
		   "[--format text|csv|html|json|pdf|xlsx] "
		   "[--output ARCHIVO] | issue|print|verify|list|send ..."),
		N_("Un informe de un plan: quarterly, annual, scorecard..."),
		batch_report },
	{ "publish", "publicar", N_("CARPETA"),
		N_("Los datos abiertos: lo público de cada registro, con su "
		   "descripción."),
		batch_publish },
	{ "form", "formulario",
		N_("check [ARCHIVO...] | draw TABLA | text NOMBRE | "
		   "propose ARCHIVO... --why MOTIVO"),
		N_("Prueba los formularios, dibuja uno, los lleva a la base."),
		batch_form },
	{ "user", "usuario", N_("list | add | grant | revoke | password | mail ..."),
		N_("Personas, oficinas y permisos."), batch_user },
	{ "db", "base",
		N_("init|start|stop|status|url|psql|migrate|audit|secretariat|"
		   "backup|restore ..."),
		N_("El servidor privado, el esquema, la auditoría y las "
		   "copias."),
		batch_db },
	{ "setup", "preparar",
		N_("[--institution SIGLAS] [--institution-name TEXTO] "
		   "[--root-office CÓDIGO] [--office-name TEXTO] "
		   "[--ubigeo N] [--place-name TEXTO] [--year-name TEXTO] "
		   "[--logo ARCHIVO] [--offices ARCHIVO] [--holidays ARCHIVO] "
		   "[--rules-name TEXTO] [--rules-from FECHA] [--threshold N] "
		   "[--red-below N] [--rules-source TEXTO] [--council CÓDIGO] "
		   "[--council-name TEXTO] [--council-from FECHA] "
		   "[--council-norm TEXTO] [--seats ARCHIVO] "
		   "[--people ARCHIVO] [--answers ARCHIVO] "
		   "[--administrator ROL] [--dry-run] [--yes]"),
		N_("Una institución desde el comienzo, paso por paso."),
		batch_setup },
	{ "doctor", "revisar", N_("[--json]"),
		N_("Qué está bien y qué no, en esta máquina y en el servidor, "
		   "y qué hacer."),
		batch_doctor },
	{ "keys", "teclas",
		N_("[--format text|csv|html|json|pdf|xlsx] [--output ARCHIVO]"),
		N_("Qué hace cada tecla, en una hoja para la pared."),
		batch_keys },
	{ "completion", "completado",
		N_("bash|zsh|fish | words [--within MS] -- PALABRA..."),
		N_("Lo que completa órdenes, registros y claves en el "
		   "intérprete de órdenes."),
		batch_completion },
};

const struct subcommand *
subcommand_find(const char *name)
{
	for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++)
		if (str_eq(subcommands[i].name, name) ||
			str_eq(subcommands[i].name_es, name))
			return &subcommands[i];
	return NULL;
}

enum {
	NAME_MOST = 16, /* bytes of a name compared */
	NEAR = 2	/* slips of the keyboard that are one word still */
};

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters left out, put in, changed, or two that changed places. */
static size_t
slips(const char *a, const char *b)
{
	size_t d[NAME_MOST + 1][NAME_MOST + 1];
	size_t na = strlen(a), nb = strlen(b);

	if (na > NAME_MOST || nb > NAME_MOST)
		return NAME_MOST;
	for (size_t i = 0; i <= na; i++) {
		for (size_t j = 0; j <= nb; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] =
				least(d[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
					least(d[i - 1][j], d[i][j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[na][nb];
}

const char *
subcommand_near(const char *name)
{
	const char *found = NULL;
	size_t best = NEAR + 1;

	for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++) {
		const char *const names[] = { subcommands[i].name_es,
			subcommands[i].name };

		for (size_t n = 0; n < 2; n++) {
			size_t far = slips(name, names[n]);

			if (far >= best || far >= strlen(names[n]) / 2 + 1)
				continue;
			best = far;
			found = names[n];
		}
	}
	return found;
}

void
subcommand_each(subcommand_each_fn *fn, void *arg)
{
	for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++)
		fn(arg, &subcommands[i]);
}

int
subcommand_run(
	const struct subcommand *s, struct batch *batch, int argc, char **argv)
{
	batch->name = s->name;
	batch->usage = s->usage;
	return s->run(batch, argc, argv);
}
