#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: demo (TEST_URL)
# Loads as a register: listed, looked at, taken back by a command and on the
# screen, whole or with what stands against it by name.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1
undo_tried[hito]=3 # here they are taken back for good

hito batch
says 1 'Falta decir qué se hace con las cargas.' 'a command alone is told what is missing'
hito batch undo
says 1 'Falta el número de la carga.' 'and which one'
hito batch undo 99 --yes
says 1 'Cargas' 'of one that is not there'

printf '%s\n' 'Plan;Compromiso N°;N°;Hito;Fecha final' '2018-2020;1;91;Hito de la carga;ago-2019' \
	'2018-2020;1;2;Texto de la carga;' >hitos.csv
hito import hito hitos.csv
says 0 'Grabado: carga 1.' 'a load'
hito batch list
says 0 'hitos.csv' 'the loads are listed'
hito carga listar --json
says 0 '"file_name": "hitos.csv"' 'in Spanish and as JSON too'
hito carga mostrar 1
says 0 'Situación:               Cargada' 'one is shown'
says 0 '  1  2018-2020/1.2' 'with what it changed'
says 0 'Se anulan: 1; vuelven a lo que eran: 1.' 'and what undoing it would do'
hito edit carga 1 --set Archivo=otro.csv
[ "$code" -ne 0 ]
ok $? 'nobody edits it'
hito do carga 1 anular --set Motivo=x
[ "$code" -eq 3 ] && grep -q 'Este registro no se cambia; una carga se deshace con su acción.' "$out"
ok $? 'nor marks it'
hito new carga --set Archivo=x
says 3 'En «Cargas» no se escribe: solo se lee.' 'nor makes one'

hito batch undo 1
says 1 'Se anulan: 1; vuelven a lo que eran: 1. ¿Deshacer: 1?' 'it is asked with the counts'
is 'loaded' 'select state from core.batch_all where id = 1' 'and nothing is done'
hito edit hito 2018-2020/1.2 --set 'Hito=Escrito después'
hito batch undo 1 --yes
says 3 'Hitos 2018-2020/1.2: Hito: lo cambió' 'what was changed since is named'
hito batch undo 1 --yes --json
says 3 '"undone":false,"obstacles":[' 'as JSON too'
says 3 '"field": "text"' 'with its field'
is 'Escrito después' "select text from plan.milestone_list where plan_code = '2018-2020' and commitment_no = 1 and position = 2" 'and stays'
hito edit hito 2018-2020/1.2 --set 'Hito=Texto de la carga'
hito edit hito 2018-2020/1.91 --set 'Hito=Cambiado después'
hito carga deshacer 1 --si
says 3 'Hitos 2018-2020/1.91' 'a new one that was changed since is named'

printf '%s\n' 'Plan;Compromiso N°;N°;Hito;Fecha final' '2018-2020;1;92;Otro de la carga;ago-2019' \
	'2018-2020;1;3;Difusión cambiada;' >otros.csv
undo_standing -f "$undo_lib" >before
hito import hito otros.csv
undo_standing -f "$undo_lib" >after
! cmp -s before after
ok $? 'another load'
cat >k.keys <<'K'
<C-p>lista carga<Enter>
@dump list
<Enter>
@dump record
<Esc a>
@dump asked
<Enter>
@dump sure
s
@dump done
K
"$HITO" -d "$TEST_URL" --size 80x24 --script k.keys --dump k.screen >"$out" 2>&1
cp k.screen "$out"
grep -q 'otros.csv' k.screen
ok $? 'on the screen they are a list'
grep -q '^Enter abre, / acota, F7 busca' k.screen
ok $? 'that says nothing of a new one'
grep -q 'Se anulan: 1; vuelven a lo que eran: 1. ¿Deshacer: 2? (s/n)' k.screen
ok $? 'the action asks with the counts'
undo_standing -f "$undo_lib" >after
diff before after >"$out"
ok $? 'and all is as before'
hito batch show 2
says 0 'Deshecha' 'it says that it was undone'
says 0 'Deshecha por la carga:   3' 'by which'
hito batch undo 2 --yes
says 3 'La carga 2 ya se deshizo: la carga 3, de ' 'and is not undone again'
hito batch undo 3 --yes
says 1 'No hay una carga 3 que deshacer.' 'nor is undoing undone'
hito import hito otros.csv
says 0 '1 nuevo   1 cambia' 'the file can be loaded again'
hito batch undo 4 --yes --json
says 0 '"undone":true,"by":"5"' 'and undone again'

# ---- the same file
hito import hito otros.csv --look
says 0 'Este mismo archivo ya se cargó: carga 4, de ' 'a look says that the file was loaded'
says 0 'Se deshizo: carga 5.' 'and undone'
hito import hito hitos.csv --dry-run --json
says 0 '"before":{"batch": "1", "login": "' 'in JSON too: which load, who'
says 0 '"file": "hitos.csv", "undone_by": null}' 'and that it stands'
cp hitos.csv copia.csv
hito import hito copia.csv
says 0 'Este mismo archivo ya se cargó: carga 1, de ' 'by another name it is the same'
says 0 '0 nuevos   1 cambia   1 igual' 'which is no error'
sed 's/de la carga/de otra/' hitos.csv >distinto.csv
hito import hito distinto.csv --look
[ "$code" -eq 0 ] && ! grep -q 'Este mismo archivo' "$out"
ok $? 'of another nothing is said'

# ---- what a load keeps of itself
printf '%s\n' 'Plan;Compromiso N°;N°;Hito;Fecha final' '2018-2020;1;93;Hito más bueno;ago-2019' \
	'2018-2020;77;1;«Ñandú»;ago-2019' '2018-2020;78;2;Sin compromiso;' | iconv -f utf-8 -t windows-1252 >malas.csv
hito import hito malas.csv --skip-bad --rejects devueltas.csv
says 4 '1 nuevo   0 cambian   0 iguales   0 por revisar   2 rechazados' 'two lines are left out'
last=$(query 'select max(id) from core.batch')
iconv -f windows-1252 -t utf-8 devueltas.csv >"$out" && [ "$(sed -n 2p "$out" | cut -d';' -f8)" = '«Ñandú»' ]
ok $? 'and come back in the charset and delimiter of the file'
hito carga rechazos "$last" --salida otra_vez.csv
says 0 'otra_vez.csv: 2 filas' 'again later'
cmp devueltas.csv otra_vez.csv >"$out"
ok $? 'as they were'
hito import hito malas.csv --skip-bad --rejects devueltas.xlsx
says 4 'Los rechazos están en devueltas.xlsx' 'as a workbook too'
unzip -p devueltas.xlsx xl/comments1.xml >"$out" && [ "$(grep -o 'ref="[A-Z0-9]*"' "$out" | tr '\n' ' ')" = 'ref="F5" ref="F6" ' ] &&
	grep -q 'El plan no tiene un compromiso con este número' "$out"
ok $? 'the bad cells alone have a note'
hito batch rejects "$last" --output otra_vez.xlsx
says 0 'otra_vez.xlsx: 2 filas' 'again later'
hito import hito otra_vez.xlsx --dry-run
says 5 '2 filas' 'read again it has the same lines'
says 5 '2 rechazados' 'that are wrong as before'
hito batch show "$last"
says 0 'El plan no tiene un compromiso con este número' 'its messages are kept'
says 0 'Fecha final → Fin' 'and how its columns were read'
hito batch rejects 1 --output nada.csv
says 3 'La carga 1 no dejó ninguna fila fuera.' 'of one that left none out nothing is written'
sed 's/2018-2020;77;1/2018-2020;1;94/; s/2018-2020;78;2/2018-2020;1;95/' otra_vez.csv >corregidas.csv
hito import hito corregidas.csv
says 0 '2 nuevos   0 cambian   0 iguales' 'corrected they are loaded'
is 'Hito más bueno|«Ñandú»|Sin compromiso' "select string_agg(text, '|' order by position) from plan.milestone_list
	where plan_code = '2018-2020' and commitment_no = 1 and position in (93, 94, 95)" 'whole'
printf '%s\n' 'RUC;Razón social;RUC de persona natural;Nombre de la persona' ';Bodega Uno;10131023416;Persona Uno' \
	'10254824220;Bodega Dos;;' >personas.csv
hito import empleador personas.csv --skip-bad
says 4 '1 nuevo' 'a file with personal data'
last=$(query 'select max(id) from core.batch')
is '0 personal' "select concat_ws(' ', count(r.id), rejects_kept) from core.batch b left join core.batch_reject r on r.batch_id = b.id
	where b.id = $last group by rejects_kept" 'keeps none of its lines'
is 0 "select count(*) from core.batch_message m where m.batch_id = $last and (m.value is not null or m.reason ~ '1025|1013')" 'nor a value'
hito batch rejects "$last" --output p.csv
says 3 'Su registro tiene datos personales, y de él no se guardan' 'and says so'

hito db audit --verify >/dev/null
[ "$code" -eq 0 ]
ok $? 'the record is whole'
tap_end
