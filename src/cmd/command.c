/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/command.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	IN_FIELDS = IN_FORM | IN_FIND,
	IN_SITTING = IN_ROLL | IN_AGENDA | IN_AGREE | IN_VOTES,
};

/* One line per command. A digit after Esc is a function key already when it
 * gets here (term/input), so that Esc 2 needs no line of its own. */
static const struct command commands[] = {
	{ CMD_HELP, "help", "ayuda", IN_ALL, N_("Ayuda"), 1, { K_F1 }, { '?' },
		ARG_NONE,
		N_("Explica el campo o la pantalla en que está el cursor.") },
	{ CMD_SAVE, "save", "grabar", IN_FORM | IN_DIFF | IN_SHEET | IN_SITTING,
		N_("Grabar"), 2, { K_F2, K_CTRL('S') }, { 0 }, ARG_NONE,
		N_("Graba lo escrito; un registro nuevo abre el siguiente.") },
	{ CMD_SEARCH, "search", "hallar", IN_FIND, N_("Buscar"), 2,
		{ K_F2, K_CTRL('S') }, { 0 }, ARG_NONE,
		N_("Muestra las filas que cumplen lo escrito.") },
	{ CMD_LOOK, "look", "ver",
		IN_BOARD | IN_LIST | IN_FORM | IN_PICK | IN_TEXT | IN_WORKING |
			IN_OFFICES | IN_FIGURES | IN_SHEET | IN_PREVIEW |
			IN_ROLL | IN_AGENDA | IN_FOUND | IN_DRAFTS | IN_IMPORT,
		N_("Ver"), 3, { K_F3 }, { 0 }, ARG_NONE,
		N_("Muestra el detalle: el registro, su historia o de dónde "
		   "sale una cifra. Nunca cambia nada.") },
	{ CMD_VALUES, "values", "lista de valores",
		IN_FIELDS | IN_SHEET | IN_AGREE, N_("Lista"), 4,
		{ K_F4, K_CTRL('O') }, { 0 }, ARG_NONE,
		N_("Abre la lista de valores del campo; en la hoja de ingreso "
		   "toma lo que da la serie.") },
	{ CMD_REREAD, "reread", "releer",
		IN_BOARD | IN_LIST | IN_FORM | IN_DIFF | IN_WORKING |
			IN_OFFICES | IN_FIGURES | IN_SHEET | IN_PREVIEW |
			IN_ROLL | IN_AGENDA | IN_FOUND | IN_DRAFTS | IN_IMPORT,
		N_("Releer"), 5, { K_F5, K_CTRL('R') }, { 0 }, ARG_NONE,
		N_("Vuelve a leer del servidor lo que se ve.") },
	{ CMD_NEW, "new", "nuevo", IN_LIST | IN_FORM | IN_AGENDA, N_("Nuevo"),
		6, { K_F6, K_CTRL('N') }, { '+' }, ARG_NONE,
		N_("Abre un registro nuevo.") },
	{ CMD_FIND, "find", "buscar", IN_LIST | IN_FIND, N_("Buscar"), 7,
		{ K_F7, K_CTRL('F') }, { 0 }, ARG_TEXT,
		N_("Busca con un formulario vacío: abc, *abc*, a|b, =, !, >=, "
		   "1..5; con palabras detrás, en todos los registros.") },
	{ CMD_MARK, "mark", "anular", IN_LIST | IN_FORM, N_("Anular"), 8,
		{ K_F8 }, { K_DELETE }, ARG_NONE,
		N_("Marca el registro como anulado, con su motivo.") },
	{ CMD_MENU, "menu", "menú", IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_VOTES),
		N_("Menú"), 9, { K_F9 }, { 0 }, ARG_NONE,
		N_("Abre la lista de los registros.") },
	{ CMD_OUT, "out", "salir", IN_ALL, N_("Salir"), 10,
		{ K_F10, K_CTRL('Q') }, { 'q' }, ARG_NONE,
		N_("Sale un nivel; en el tablero, del programa.") },
	{ CMD_CANCEL, "cancel", "cancelar", IN_ALL, NULL, 0,
		{ K_CANCEL, K_CTRL('G'), K_CTRL('C') }, { 0 }, ARG_NONE,
		N_("Cancela lo empezado, también una consulta en curso.") },
	{ CMD_PALETTE, "command", "orden", IN_ALL, NULL, 0,
		{ K_CTRL('P'), K_ALT(':') }, { ':' }, ARG_NONE,
		N_("Pide una orden por su nombre.") },
	{ CMD_EDITOR, "editor", "editor", IN_FORM | IN_SHEET | IN_AGREE, NULL,
		0, { K_CTRL('E'), K_ALT('e') }, { 0 }, ARG_NONE,
		N_("Abre el texto del campo en su editor ($EDITOR); uno que "
		   "no se escribe, entero, para leerlo.") },
	{ CMD_ACCENT, "accent", "acento",
		IN_FIELDS | IN_PICK | IN_SHEET | IN_ISSUE | IN_AGREE, NULL, 0,
		{ K_CTRL('T') }, { 0 }, ARG_NONE,
		N_("Cambia el acento de la letra anterior: a á, n ñ, u ú ü, "
		   "? ¿, ! ¡.") },
	{ CMD_UNDO, "undo", "deshacer",
		IN_FIELDS | IN_PICK | IN_SHEET | IN_ISSUE | IN_AGREE, NULL, 0,
		{ K_CTRL('U') }, { 0 }, ARG_NONE,
		N_("Deja el campo como estaba al entrar en él, o antes de "
		   "vaciarlo o de borrar una palabra; otra vez devuelve lo "
		   "deshecho.") },
	{ CMD_REDRAW, "redraw", "redibujar", IN_ALL, NULL, 0, { K_CTRL('L') },
		{ 0 }, ARG_NONE, N_("Pinta de nuevo toda la pantalla.") },
	{ CMD_SAME_AS_LAST, "same", "igual que el anterior", IN_FORM, NULL, 0,
		{ K_CTRL('D') }, { 0 }, ARG_NONE,
		N_("Repite en el campo lo del último registro grabado.") },
	{ CMD_NEXT_FIELD, "next field", "campo siguiente",
		IN_FIELDS | IN_ISSUE | IN_AGREE, NULL, 0, { K_TAB, K_ENTER },
		{ 0 }, ARG_NONE, N_("Pasa al campo siguiente.") },
	{ CMD_PREV_FIELD, "previous field", "campo anterior",
		IN_FIELDS | IN_SHEET | IN_ISSUE | IN_AGREE, NULL, 0,
		{ K_BACKTAB }, { 0 }, ARG_NONE,
		N_("Vuelve al campo anterior.") },
	{ CMD_UP, "up", "arriba", IN_ALL, NULL, 0, { K_UP }, { 'k' }, ARG_NONE,
		N_("Una fila hacia arriba.") },
	{ CMD_DOWN, "down", "abajo", IN_ALL, NULL, 0, { K_DOWN }, { 'j' },
		ARG_NONE, N_("Una fila hacia abajo.") },
	{ CMD_LEFT, "left", "izquierda", IN_BOARD | IN_FIGURES | IN_LIST, NULL,
		0, { K_LEFT }, { 0 }, ARG_NONE, N_("Hacia la izquierda.") },
	{ CMD_RIGHT, "right", "derecha", IN_BOARD | IN_FIGURES | IN_LIST, NULL,
		0, { K_RIGHT, K_TAB }, { 0 }, ARG_NONE,
		N_("Hacia la derecha.") },
	{ CMD_FIRST, "first", "primero", IN_ROWS | IN_ROLL | IN_VOTES, NULL, 0,
		{ K_HOME }, { 'g' }, ARG_NONE, N_("Va a la primera fila.") },
	{ CMD_LAST, "last", "último", IN_ROWS | IN_ROLL | IN_VOTES, NULL, 0,
		{ K_END }, { 'G' }, ARG_NONE, N_("Va a la última fila.") },
	{ CMD_PAGE_UP, "page up", "pantalla anterior", IN_ROWS | IN_SHEET, NULL,
		0, { K_PGUP, K_CTRL('B') }, { 0 }, ARG_NONE,
		N_("Una pantalla hacia arriba.") },
	{ CMD_PAGE_DOWN, "page down", "pantalla siguiente", IN_ROWS | IN_SHEET,
		NULL, 0, { K_PGDN }, { ' ' }, ARG_NONE,
		N_("Una pantalla hacia abajo.") },
	{ CMD_OPEN, "open", "abrir",
		IN_BOARD | IN_MENU | IN_LIST | IN_PICK | IN_DIFF | IN_WORKING |
			IN_OFFICES | IN_FIGURES | IN_AGENDA | IN_FOUND |
			IN_DRAFTS,
		NULL, 0, { K_ENTER }, { 0 }, ARG_NONE,
		N_("Abre o elige la fila del cursor.") },
	{ CMD_NARROW, "narrow", "acotar", IN_LIST, NULL, 0, { K_ALT('/') },
		{ '/' }, ARG_NONE, N_("Acota la lista mientras se escribe.") },
	{ CMD_FILTER, "filter", "filtro", IN_LIST, NULL, 0, { K_ALT('f') },
		{ 'f' }, ARG_NAME,
		N_("Elige un filtro de la lista por su nombre.") },
	{ CMD_HISTORY, "history", "historia",
		IN_LIST | IN_FORM | IN_SHEET | IN_ROLL, NULL, 0, { K_ALT('h') },
		{ 'h' }, ARG_NONE,
		N_("Muestra quién cambió qué en el registro, y cuándo.") },
	{ CMD_DUPLICATE, "duplicate", "duplicar", IN_LIST | IN_FORM, NULL, 0,
		{ K_ALT('d') }, { 'd' }, ARG_NONE,
		N_("Abre un registro nuevo con los datos de este.") },
	{ CMD_RESTORE, "restore", "restaurar", IN_LIST | IN_FORM, NULL, 0,
		{ K_ALT('r') }, { 'r' }, ARG_NONE,
		N_("Devuelve un registro anulado.") },
	{ CMD_ACTION, "action", "acción",
		IN_LIST | IN_FORM | IN_OFFICES | IN_SHEET | IN_ROLL | IN_AGENDA,
		NULL, 0, { K_ALT('a') }, { 'a' }, ARG_NAME,
		N_("Ofrece lo que se puede hacer con el registro.") },
	{ CMD_NEW_LINE, "new line", "línea nueva", IN_FORM, NULL, 0,
		{ K_INSERT, K_ALT('n') }, { 0 }, ARG_NONE,
		N_("Añade una línea a la lista del formulario.") },
	{ CMD_DROP_LINE, "drop line", "quitar línea", IN_FORM, NULL, 0,
		{ K_ALT('x') }, { 0 }, ARG_NONE,
		N_("Quita la línea del cursor; se anula al grabar.") },
	{ CMD_BOARD, "board", "tablero",
		IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_VOTES), NULL, 0,
		{ K_ALT('t') }, { 0 }, ARG_NONE, N_("Vuelve al tablero.") },
	{ CMD_LIST, "list", "lista", IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_VOTES),
		NULL, 0, { K_ALT('l') }, { 0 }, ARG_REGISTER,
		N_("Abre la lista de un registro por su nombre.") },
	{ CMD_PERIOD, "period", "periodo",
		IN_BOARD | IN_OFFICES | IN_FIGURES | IN_SHEET | IN_PREVIEW,
		NULL, 0, { K_ALT('p') }, { 'p' }, ARG_TEXT,
		N_("Cambia el periodo de la pantalla: 2019-Q1, I-2019, "
		   "2019.") },
	{ CMD_OFFICE, "office", "oficina",
		IN_ALL &
			~(IN_DIFF | IN_FIELDS | IN_ISSUE | IN_AGREE | IN_VOTES),
		NULL, 0, { K_ALT('o') }, { 0 }, ARG_TEXT,
		N_("Cambia la oficina en que usted trabaja.") },
	{ CMD_DETAIL, "detail", "detalle", IN_ALL, NULL, 0, { K_ALT('i') },
		{ 0 }, ARG_NONE,
		N_("Muestra los detalles técnicos del último aviso.") },
	{ CMD_COUNT, "count", "contar", IN_LIST | IN_FIND, NULL, 0,
		{ K_ALT('c') }, { 'c' }, ARG_NONE,
		N_("Cuenta las filas que cumplen lo buscado.") },
	{ CMD_QUIT, "quit", "terminar", IN_ALL, NULL, 0, { K_ALT('q') }, { 0 },
		ARG_NONE, N_("Termina el programa desde cualquier pantalla.") },
	{ CMD_SHOW_DELETED, "deleted", "anulados", IN_LIST, NULL, 0,
		{ K_ALT('v') }, { 'v' }, ARG_NONE,
		N_("Muestra los registros anulados, o vuelve a los demás.") },
	{ CMD_SAVE_FILTER, "save filter", "guardar filtro", IN_LIST, NULL, 0,
		{ K_ALT('s') }, { 0 }, ARG_NAME,
		N_("Guarda lo buscado con un nombre.") },
	{ CMD_NEW_ACTIVITY, "new activity", "registrar actuación",
		IN_LIST | IN_FORM, NULL, 0, { K_ALT('u') }, { 'u' }, ARG_NONE,
		N_("Abre una actividad nueva de este registro.") },
	{ CMD_RELATED, "related", "lo suyo", IN_LIST | IN_FORM, NULL, 0,
		{ K_ALT('m') }, { 'm' }, ARG_REGISTER,
		N_("Abre la lista de lo que pertenece a este registro: los "
		   "hitos de un compromiso.") },
	{ CMD_NEXT_PAGE, "next page", "página siguiente", IN_FIELDS, NULL, 0,
		{ K_PGDN }, { 0 }, ARG_NONE,
		N_("Pasa a la página siguiente del formulario.") },
	{ CMD_PREV_PAGE, "previous page", "página anterior", IN_FIELDS, NULL, 0,
		{ K_PGUP }, { 0 }, ARG_NONE,
		N_("Vuelve a la página anterior del formulario.") },
	{ CMD_FIND_ALL, "find all", "buscar todo",
		IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_VOTES), NULL, 0,
		{ K_ALT('B') }, { 0 }, ARG_TEXT,
		N_("Busca palabras en todos los registros, sin tildes ni "
		   "terminaciones: «:buscar huelgas».") },
	{ CMD_IMPORT, "import", "importar",
		IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_AGREE | IN_VOTES), NULL, 0,
		{ K_ALT('C') }, { 0 }, ARG_TEXT,
		N_("Carga un archivo de su carpeta en un registro: antes lo "
		   "muestra como se leería y lo simula.") },
	{ CMD_GO_ON, "go on", "seguir", IN_IMPORT, N_("Seguir"), 2,
		{ K_F2, K_CTRL('S') }, { 0 }, ARG_NONE,
		N_("Pasa de mirar el archivo a simular la carga, y de "
		   "simularla a cargarlo.") },
	{ CMD_SKIP_BAD, "skip bad", "omitir malas", IN_IMPORT, N_("Omitir"), 6,
		{ K_F6, K_CTRL('N') }, { 0 }, ARG_NONE,
		N_("Simula la carga sin las filas malas, que quedan en un "
		   "archivo aparte; otra vez, con todas.") },
	{ CMD_KEPT_MAP, "kept map", "asignación guardada", IN_IMPORT, NULL, 0,
		{ K_ALT('a') }, { 'a' }, ARG_NONE,
		N_("Lee el archivo con la asignación que guarda su oficina, o "
		   "sin ella.") },
	{ CMD_EXPORT, "export", "exportar", IN_LIST, NULL, 0, { K_ALT('X') },
		{ 'X' }, ARG_NAME,
		N_("Guarda en su carpeta las filas de la lista, para volverlas "
		   "a cargar: csv, xlsx, ods o json.") },
	{ CMD_SUSPEND, "suspend", "suspender", IN_ALL, NULL, 0, { K_CTRL('Z') },
		{ 0 }, ARG_NONE,
		N_("Deja el programa en espera y vuelve al intérprete.") },
	{ CMD_COMPLETENESS, "completeness", "completitud",
		IN_ALL & ~(IN_DIFF | IN_PICK | IN_FIND | IN_ISSUE | IN_VOTES),
		NULL, 0, { K_ALT('w') }, { 'w' }, ARG_TEXT,
		N_("Muestra qué oficinas informaron un periodo y lo que falta "
		   "para cerrarlo; en un registro con periodo, el suyo.") },
	{ CMD_FIGURES, "figures", "cumplimiento",
		IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_VOTES), NULL, 0,
		{ K_ALT('y') }, { 'y' }, ARG_NONE,
		N_("Muestra el cumplimiento de un periodo por compromisos, "
		   "oficinas, objetivos, líneas de acción o indicadores.") },
	{ CMD_FIGURE, "figure", "cifra", IN_LIST | IN_FORM, NULL, 0,
		{ K_ALT('z') }, { 'z' }, ARG_NONE,
		N_("Muestra de dónde sale la cifra del registro.") },
	{ CMD_SHEET, "sheet", "hoja", IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_VOTES),
		NULL, 0, { K_ALT('j') }, { 0 }, ARG_NONE,
		N_("Abre la hoja de ingreso: todos los indicadores de una "
		   "oficina en un periodo; en los envíos, la del envío.") },
	{ CMD_NEXT_CELL, "next cell", "casilla siguiente", IN_SHEET, NULL, 0,
		{ K_TAB }, { 0 }, ARG_NONE,
		N_("Pasa de lo ejecutado a la evidencia, a lo que se hizo, al "
		   "documento y al indicador siguiente.") },
	{ CMD_NEXT_ROW, "next row", "indicador siguiente", IN_SHEET, NULL, 0,
		{ K_ENTER }, { 0 }, ARG_NONE,
		N_("Desde lo ejecutado, baja a lo ejecutado del indicador "
		   "siguiente que se puede llenar.") },
	{ CMD_REPORT, "reports", "informes",
		IN_ALL & ~(IN_DIFF | IN_FIND | IN_PICK | IN_ISSUE | IN_AGREE |
				 IN_VOTES),
		NULL, 0, { K_ALT('I') }, { 'i' }, ARG_NAME,
		N_("Elige un informe y lo muestra antes de grabarlo o "
		   "emitirlo; los del registro van primero.") },
	{ CMD_BLOCKS, "contents", "índice", IN_PREVIEW, N_("Índice"), 4,
		{ K_F4, K_CTRL('O') }, { 0 }, ARG_NONE,
		N_("Muestra los bloques del informe y va al que se elija.") },
	{ CMD_NEXT_BLOCK, "next block", "bloque siguiente", IN_PREVIEW, NULL, 0,
		{ K_RIGHT }, { ']' }, ARG_NONE,
		N_("Va al bloque siguiente del informe.") },
	{ CMD_PREV_BLOCK, "previous block", "bloque anterior", IN_PREVIEW, NULL,
		0, { K_LEFT }, { '[' }, ARG_NONE,
		N_("Vuelve al bloque anterior del informe.") },
	{ CMD_ASIDE_RIGHT, "aside right", "más a la derecha", IN_PREVIEW, NULL,
		0, { K_TAB }, { '>' }, ARG_NONE,
		N_("Muestra lo que sigue a la derecha de las líneas.") },
	{ CMD_ASIDE_LEFT, "aside left", "más a la izquierda", IN_PREVIEW, NULL,
		0, { K_BACKTAB }, { '<' }, ARG_NONE,
		N_("Vuelve hacia la izquierda de las líneas.") },
	{ CMD_SEEK, "seek", "buscar texto", IN_PREVIEW, N_("Buscar"), 7,
		{ K_F7, K_CTRL('F'), K_ALT('/') }, { '/' }, ARG_TEXT,
		N_("Busca un texto en el informe, sin distinguir tildes ni "
		   "mayúsculas.") },
	{ CMD_SEEK_NEXT, "seek next", "coincidencia siguiente", IN_PREVIEW,
		NULL, 0, { K_ALT('n') }, { 'n' }, ARG_NONE,
		N_("Va a la línea siguiente que tiene el texto buscado.") },
	{ CMD_SEEK_PREV, "seek previous", "coincidencia anterior", IN_PREVIEW,
		NULL, 0, { K_ALT('N') }, { 'N' }, ARG_NONE,
		N_("Vuelve a la línea anterior que tiene el texto buscado.") },
	{ CMD_SAVE_FILE, "save file", "grabar archivo", IN_PREVIEW,
		N_("Grabar"), 2, { K_F2, K_CTRL('S') }, { 'f' }, ARG_NAME,
		N_("Graba el informe en un archivo, en el formato que se "
		   "elija: pdf, xlsx, csv...") },
	{ CMD_ISSUE, "issue", "emitir", IN_PREVIEW, N_("Emitir"), 6,
		{ K_F6, K_CTRL('N') }, { 'e' }, ARG_NONE,
		N_("Emite el informe: se guarda con número, huella y todos "
		   "sus formatos, y ya no cambia.") },
	{ CMD_ISSUE_NOW, "confirm issue", "confirmar emisión", IN_ISSUE,
		N_("Emitir"), 2, { K_F2, K_CTRL('S') }, { 0 }, ARG_NONE,
		N_("Emite el informe con lo escrito.") },
	{ CMD_VERIFY, "verify", "verificar", IN_PREVIEW, NULL, 0,
		{ K_ALT('v') }, { 'v' }, ARG_NONE,
		N_("De un informe emitido: comprueba su huella, lo compone de "
		   "nuevo y dice qué dato sería hoy distinto.") },
	{ CMD_PRINT_LIST, "print list", "imprimir lista", IN_LIST, NULL, 0,
		{ K_ALT('p') }, { 'p' }, ARG_NONE,
		N_("Muestra todas las filas de la lista como informe, para "
		   "grabarlas en un archivo.") },
	{ CMD_PRINT_RECORD, "print record", "imprimir ficha", IN_FORM, NULL, 0,
		{ K_ALT('p') }, { 0 }, ARG_NONE,
		N_("Muestra la ficha como está grabada, para guardarla en un "
		   "archivo: pdf, html, csv...") },
	{ CMD_DOCUMENT, "document", "documento", IN_LIST | IN_FORM, NULL, 0,
		{ K_ALT('V') }, { 'V' }, ARG_NONE,
		N_("De un informe emitido: muestra lo que se emitió, tal cual "
		   "se guardó.") },
	{ CMD_SORT, "sort", "ordenar", IN_LIST, NULL, 0, { K_ALT('k') },
		{ 'o' }, ARG_NONE,
		N_("Ordena la lista por la columna del cursor (izquierda y "
		   "derecha lo llevan): de menor a mayor, de mayor a menor y "
		   "como estaba.") },
	{ CMD_COLUMNS, "columns", "columnas", IN_LIST, NULL, 0, { K_ALT('g') },
		{ 'e' }, ARG_NONE,
		N_("Elige qué columnas muestra la lista; quedan así para la "
		   "próxima vez.") },
	{ CMD_NEXT_RECORD, "next record", "registro siguiente", IN_FORM, NULL,
		0, { K_ALT('+'), K_CTRL('X') }, { 0 }, ARG_NONE,
		N_("Pasa al registro siguiente de la lista de la que se "
		   "vino.") },
	{ CMD_PREV_RECORD, "previous record", "registro anterior", IN_FORM,
		NULL, 0, { K_ALT('-'), K_CTRL('Y') }, { 0 }, ARG_NONE,
		N_("Vuelve al registro anterior de la lista de la que se "
		   "vino.") },
	{ CMD_EMPTY, "empty", "vaciar",
		IN_FIELDS | IN_SHEET | IN_ISSUE | IN_AGREE, NULL, 0,
		{ K_CTRL('K') }, { 0 }, ARG_NONE,
		N_("Deja vacío el campo; Ctrl-U devuelve lo que tenía.") },
	{ CMD_WORD_LEFT, "word left", "palabra anterior",
		IN_FIELDS | IN_ISSUE | IN_AGREE, NULL, 0,
		{ K_WORD_LEFT, K_ALT('b') }, { 0 }, ARG_NONE,
		N_("Lleva el cursor al principio de la palabra.") },
	{ CMD_WORD_RIGHT, "word right", "palabra siguiente",
		IN_FIELDS | IN_ISSUE | IN_AGREE, NULL, 0,
		{ K_WORD_RIGHT, K_ALT('f') }, { 0 }, ARG_NONE,
		N_("Lleva el cursor al final de la palabra.") },
	{ CMD_WORD_DELETE, "delete word", "borrar palabra",
		IN_FIELDS | IN_SHEET | IN_ISSUE | IN_AGREE, NULL, 0,
		{ K_CTRL('W') }, { 0 }, ARG_NONE,
		N_("Borra la palabra que está antes del cursor.") },
	{ CMD_ROLL, "roll call", "sala",
		IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_AGREE | IN_VOTES), NULL, 0,
		{ K_ALT('S') }, { 'S' }, ARG_TEXT,
		N_("Abre la sala: la lista de una sesión, su quórum, su agenda "
		   "y sus acuerdos; en las sesiones, la de esa sesión.") },
	{ CMD_PRESENT, "titular", "titular", IN_ROLL, NULL, 0,
		{ 't', K_ENTER, ' ' }, { 0 }, ARG_NONE,
		N_("Asiste quien es titular del asiento; si ya empezó la "
		   "sesión, pide la hora en que llega.") },
	{ CMD_ALTERNATE, "alternate", "alterna", IN_ROLL, NULL, 0, { 's' },
		{ 0 }, ARG_NONE,
		N_("Asiste la persona alterna del asiento; si hay varias, la "
		   "de la cifra que se escriba.") },
	{ CMD_EXCUSED, "excused", "excusada", IN_ROLL, NULL, 0, { 'e' }, { 0 },
		ARG_NONE, N_("El asiento se excusó.") },
	{ CMD_ABSENT, "absent", "ausente", IN_ROLL, NULL, 0, { 'f' }, { 0 },
		ARG_NONE, N_("El asiento falta, sin excusa.") },
	{ CMD_LEAVES, "leaves", "se retira", IN_ROLL, NULL, 0, { 'r' }, { 0 },
		ARG_NONE,
		N_("El asiento se retira a la hora que se escriba; en blanco, "
		   "no se retiró. Si vuelve: t o s.") },
	{ CMD_ARRIVES, "arrives", "llega", IN_ROLL, NULL, 0, { 'l' }, { 0 },
		ARG_NONE,
		N_("Corrige la hora en que llegó el asiento; en blanco, desde "
		   "el inicio.") },
	{ CMD_TAKE_BACK, "take back", "quitar marca", IN_ROLL | IN_VOTES, NULL,
		0, { 'u', K_BACKSPACE, K_CTRL('U') }, { 0 }, ARG_NONE,
		N_("Deshace lo último que se marcó, y así hacia atrás.") },
	{ CMD_AGENDA, "agenda", "agenda", IN_ROLL | IN_AGENDA, NULL, 0,
		{ K_TAB }, { 0 }, ARG_NONE,
		N_("Pasa de los asientos a la agenda, y de vuelta.") },
	{ CMD_VOTES, "votes", "votos", IN_AGREE, N_("Votos"), 6,
		{ K_F6, K_CTRL('N') }, { 0 }, ARG_NONE,
		N_("Toma los votos asiento por asiento, una tecla cada uno.") },
	{ CMD_FOR, "for", "a favor", IN_VOTES, NULL, 0, { 'f', ' ' }, { 0 },
		ARG_NONE, N_("El asiento vota a favor.") },
	{ CMD_AGAINST, "against", "en contra", IN_VOTES, NULL, 0, { 'c' },
		{ 0 }, ARG_NONE, N_("El asiento vota en contra.") },
	{ CMD_DRAFTS, "drafts", "borradores",
		IN_ALL & ~(IN_DIFF | IN_ISSUE | IN_AGREE | IN_VOTES | IN_PICK),
		NULL, 0, { K_ALT('D') }, { 0 }, ARG_NONE,
		N_("Muestra lo que se escribió y no se grabó: de antes, o "
		   "mientras no había línea.") },
	{ CMD_SEND, "send", "enviar", IN_DRAFTS, N_("Enviar"), 2,
		{ K_F2, K_CTRL('S') }, { 0 }, ARG_NONE,
		N_("Graba ese borrador; si el servidor lo rechaza, queda "
		   "abierto para corregirlo.") },
	{ CMD_SEND_ALL, "send all", "enviar todo", IN_DRAFTS, N_("Todos"), 6,
		{ K_F6 }, { 0 }, ARG_NONE,
		N_("Graba uno tras otro los que quedaron por enviar; se "
		   "detiene en el primero que no se pueda.") },
	{ CMD_DISCARD, "discard", "descartar", IN_DRAFTS, N_("Quitar"), 8,
		{ K_F8 }, { K_DELETE }, ARG_NONE,
		N_("Olvida ese borrador: lo escrito en él se pierde.") },
	{ CMD_MACRO, "macro", "macro", IN_ALL, NULL, 0, { K_ALT('M') }, { 0 },
		ARG_NONE,
		N_("Empieza a guardar las teclas que se pulsan; otra vez, "
		   "termina.") },
	{ CMD_PLAY, "play", "repetir", IN_ALL, NULL, 0, { K_ALT('P') }, { 0 },
		ARG_TEXT,
		N_("Pulsa de nuevo las teclas guardadas, cuantas veces se "
		   "diga.") },
	{ CMD_ABSTAINS, "abstains", "se abstiene", IN_VOTES, NULL, 0, { 'a' },
		{ 0 }, ARG_NONE, N_("El asiento se abstiene.") },
};

enum {
	N_COMMANDS = sizeof commands / sizeof commands[0]
};

const struct command *
command_get(enum command_id id)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (commands[i].id == id)
			return &commands[i];
	return NULL;
}

const char *
command_name(const struct command *command)
{
	return i18n_is_spanish() ? command->name_es : command->name;
}

/* 2 the same, 1 begins with it, 0 neither. */
static int
match(const char *name, const char *typed)
{
	char folded[64];

	utf8_fold(name, folded, sizeof folded);
	if (strcmp(folded, typed) == 0)
		return 2;
	return str_starts(folded, typed) ? 1 : 0;
}

/* Of the commands that match in either language at least so; *n of them. */
static const struct command *
find(const char *name, unsigned where, int least, size_t *n)
{
	const struct command *found = NULL;
	char typed[64];

	*n = 0;
	utf8_fold(name, typed, sizeof typed);
	for (size_t i = 0; typed[0] != '\0' && i < N_COMMANDS; i++) {
		const struct command *c = &commands[i];

		if (!(c->where & where) ||
			(match(c->name_es, typed) < least &&
				match(c->name, typed) < least))
			continue;
		found = c;
		(*n)++;
	}
	return found;
}

const struct command *
command_named(const char *name, unsigned where)
{
	size_t n;

	return find(name, where, 2, &n);
}

const struct command *
command_find(const char *name, unsigned where)
{
	const struct command *found = command_named(name, where);
	size_t n = 1;

	if (!found)
		found = find(name, where, 1, &n);
	return n == 1 ? found : NULL;
}

void
command_each(command_each_fn *fn, void *arg)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		fn(arg, &commands[i]);
}
