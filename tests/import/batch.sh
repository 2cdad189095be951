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
says 0 'Hitos 2018-2020/1.2' 'with what it changed'
says 0 'Se anulan 1 y vuelven a lo que eran 1.' 'and what undoing it would do'
hito edit carga 1 --set Archivo=otro.csv
[ "$code" -ne 0 ]
ok $? 'nobody edits it'
hito do carga 1 anular --set Motivo=x
[ "$code" -eq 3 ] && grep -q 'Este registro no se cambia; una carga se deshace con su acción.' "$out"
ok $? 'nor marks it'
hito new carga --set Archivo=x
says 3 'En «Cargas» no se escribe: solo se lee.' 'nor makes one'

hito batch undo 1
says 1 'Se anulan 1 y vuelven a lo que eran 1. ¿Deshacer: 1?' 'it is asked with the counts'
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
grep -q 'Se anulan 1 y vuelven a lo que eran 1. ¿Deshacer: 2? (s/n)' k.screen
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
says 0 '1 nuevos   1 cambian' 'the file can be loaded again'
hito batch undo 4 --yes --json
says 0 '"undone":true,"by":"5"' 'and undone again'
hito db audit --verify >/dev/null
[ "$code" -eq 0 ]
ok $? 'the record is whole'
tap_end
