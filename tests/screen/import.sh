#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: demo (TEST_URL)
# A file on the screen: looked at before it is loaded, tried, loaded, its rejects
# named; the kept mapping, the sheets and the days that are asked about; leaving
# leaves nothing. And the rows of a list out into a file.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
. "$(dirname "$0")/../lib/book.sh"
export LC_ALL=C.UTF-8 HITO_OFFICE=GRPAT HITO_FOLDER=$TEST_TMP/folder
mkdir "$HITO_FOLDER"
cd "$TEST_TMP" || exit 1

play() { # KEYS on standard input: what the screens were is in $out
	cat >keys
	"$HITO" -d "$TEST_URL" --script keys --size 80x24 </dev/null >"$out" 2>&1
	code=$?
}
shown() { # WORDS TITLE
	[ "$code" -eq 0 ] && grep -qF -- "$1" "$out"
	ok $? "$2"
}

cat >folder/hitos.csv <<'END'
Compromiso N°;N°;Hito;Obs.;Fecha final
1;91;Hito nuevo de prueba;x;set-2019
1;92;Otro hito;;15/08/2019
99;1;De un compromiso que no hay;;15/08/2019
END
batches=$(query 'select count(*) from core.batch')
same() { # TITLE
	[ "$(query 'select count(*) from core.batch')" = "$batches" ] &&
		[ "$(query "select count(*) from plan.milestone where number_text in ('91', '92')")" = 0 ]
	ok $? "$1"
}

# --- the look

play <<'END'
<C-p>importar hitos hitos.csv<Enter>
@expect Antes de cargar: Hitos
@expect hitos.csv   UTF-8   ';'   3 filas   plan 2018-2020
@expect Títulos en la línea 1.
@expect 1. Compromiso N° -> Compromiso (commitment_no)   3 con dato, 0 en blanco
@expect 4. Obs. -> no se carga   1 con dato, 2 en blanco
@dump
@expect 5. Fecha final -> Fin (ends): día primero, por la línea 3
@expect línea 2: set-2019 -> set-2019 (01/09/2019 - 30/09/2019)
<Esc Esc>
@refuse Antes de cargar
END
shown 'F2 simula la carga' 'a file is looked at: sheet, headings, each column with its cells; what it lacks is of the plan on the screen'
same 'leaving leaves nothing'

play <<'END'
<C-p>lista hitos<Enter><C-p>importar<Enter>
@expect ¿Qué archivo se carga en Hitos?
@expect hitos.csv
hitos.csv<Enter>
@expect Antes de cargar: Hitos
<F2>
@expect Simulación: Hitos
@expect 0 por revisar   1 rechazado
@expect ✗ línea 4: Compromiso N°: El plan no tiene un compromiso con este número
@expect Con estas filas malas no se cargaría nada.
<F2>
@expect Con estas filas malas no se cargaría nada.
<F6>
@expect 2 nuevos   0 cambian   0 iguales   0 por revisar   1 rechazado
@expect todavía no se grabó nada
<F6>
@expect Con estas filas malas no se cargaría nada.
<F6><F2>
@expect ¿Cargar en Hitos? 2 nuevos, 0 cambian, 0 iguales. (s/n)
n
@expect Simulación: Hitos
@dump
<F10>
@refuse Simulación
END
shown 'F2 carga las filas buenas' 'from a list it is of its register, a file of the folder; tried, with all rows and without the bad ones'
same 'a trial and a no leave nothing'
[ "$(ls folder)" = hitos.csv ]
ok $? 'nor a file of rejects'

play <<'END'
<C-p>importar hitos hitos.csv<Enter><F2><F6><F2>s
@expect Carga: Hitos
@expect 2 nuevos   0 cambian   0 iguales
@expect hitos.rechazos.csv
@dump
<F2>
@expect Ya está cargado
END
shown 'Para deshacerla' 'loaded, it says which load it is and how to undo it'
is 2 "select count(*) from plan.milestone where number_text in ('91', '92')" 'the good rows are in'
grep -q '^4;.*De un compromiso que no hay' folder/hitos.rechazos.csv
ok $? 'the bad one is in a file of the folder'
play <<'END'
<C-p>importar hitos hitos.csv<Enter>
@expect Este mismo archivo ya se cargó
<F2><F6><F2>s
@expect hitos.rechazos-2.csv
@dump
END
shown '0 nuevos   0 cambian   2 iguales' 'the same file again is said, and its rejects go beside the others'

# --- what is no file, and no register

printf 'Compromiso N°;N°;Hito\n1;95;Con cambio\n' >folder/tres.csv
play <<'END'
<C-p>importar hitos nada.csv<Enter>
@refuse Antes de cargar
@dump
END
shown 'No existe el archivo' 'a file that is not there is said'
mkfifo folder/tubo
play <<'END'
<C-p>importar hitos tubo<Enter>
@refuse Antes de cargar
@dump
END
shown 'no es un archivo: escriba el nombre de uno' 'a pipe is none'
play <<'END'
<C-p>importar tres.csv<Enter>
@expect ¿En qué registro se carga?
Hitos<Enter>
@expect Antes de cargar: Hitos
@dump
END
shown '1 fila' 'without a list or a name the register is asked for'

# --- the kept mapping

printf 'Compromiso N°;N°;Obra;Fecha final\n1;93;Con obra;dic-2019\n' >folder/obra.csv
printf 'Compromiso N°;N°;Obra;Fecha final\n1;94;Con otra obra;dic-2019\n' >folder/obra2.csv
printf 'register milestone\ncolumn "Obra" text\n' >h.map
hito import milestone folder/obra.csv --map h.map --plan 2018-2020
says 0 '1 nuevo' 'a load with a mapping keeps it'
play <<'END'
<C-p>importar hitos obra2.csv<Enter>
@expect Se usa la asignación guardada de la carga
@expect 3. Obra -> Hito (text)
a
@expect Hay una asignación guardada de la carga
@expect 3. Obra -> no se carga
@refuse --kept-map
a
@expect Se usa la asignación guardada de la carga
<F2>
@expect 1 nuevo   0 cambian
@dump
a
@expect La asignación se elige mirando el archivo
END
shown 'todavía no se grabó nada' 'the mapping that the office keeps is used, and a key leaves it'

# --- what the file leaves open

printf '%s\n' 'Compromiso N°|N°|Hito|Fecha final' 'n:1|n:96|Uno|dic-2019' >Hoja
printf '%s\n' 'Compromiso N°|N°|Hito|Fecha final' 'n:1|n:97|Dos|d:43677.79125' >Copia
book folder/libro.xlsx Hoja Copia
play <<'END'
<C-p>importar hitos libro.xlsx<Enter>
@expect ¿Qué hoja de libro.xlsx se carga?
<Down><Enter>
@expect ¿Qué día se carga?
@expect Fecha final, línea 2: la celda guarda 31/07/2019 18:59.
<Down><Enter>
@expect xlsx, hoja «Copia»   1 fila
@dump
<F2>
@expect 1 nuevo
@refuse ¿Qué hoja
END
shown '31/07/2019 -> 01/08/2019' 'of several sheets, and of a day that may be two, it is asked, once'
play <<'END'
<C-p>importar hitos libro.xlsx<Enter>
@expect ¿Qué hoja de libro.xlsx se carga?
<Esc Esc>
@refuse Antes de cargar
@dump
END
shown 'No se eligió ninguna hoja: no se cargó nada.' 'who chooses none loads nothing'

# --- out

play <<'END'
<C-p>lista hitos<Enter>/prueba<Enter>
@expect Hito nuevo de prueba
<C-p>exportar csv<Enter>
@expect ¿En qué archivo?
<Enter>
@dump
<C-p>exportar csv<Enter><Enter>
@expect Ya existe
@expect escriba otro
<C-p>exportar pdf<Enter>
@expect No hay un formato «pdf»: hay
X
@expect ¿En qué formato?
xlsx<Enter>otro.xlsx<Enter>
@expect otro.xlsx.
END
shown "1 fila en $HITO_FOLDER/hito.csv." 'the rows of the list as it is narrowed go into the folder, over nothing'
[ "$(wc -l <folder/hito.csv)" = 2 ] && grep -q 'Hito nuevo de prueba' folder/hito.csv && [ -s folder/otro.xlsx ]
ok $? 'they are there, in either format'
hito import milestone folder/hito.csv --dry-run
says 0 '0 nuevos   0 cambian   1 igual' 'and come back through import'
play <<'END'
<C-p>lista hitos<Enter><Right><Right><C-p>ordenar<Enter><C-p>ordenar<Enter>
@dump
<C-p>exportar csv<Enter>orden.csv<Enter>
@expect orden.csv.
END
sed -n 2p folder/orden.csv >first
tail -n 1 folder/orden.csv >last
! cmp -s first last && [ "$code" -eq 0 ] && [ "$(cut -d, -f4 first)" -ge "$(cut -d, -f4 last)" ]
ok $? 'in the order of the list'
play <<'END'
<C-p>lista hitos<Enter>v
@expect ANULADOS
<C-p>exportar csv<Enter>
@dump
END
shown 'Los registros anulados no se exportan' 'marked ones do not go out'
play <<'END'
<C-p>lista aporte<Enter>
@expect Aportes ciudadanos
<C-p>exportar csv<Enter>aportes.csv<Enter>
@dump
END
shown 'sin los datos personales:' 'personal columns stay, and it says so'
! head -n 1 folder/aportes.csv | grep -q 'DNI'
ok $? 'and they do'
tap_end
