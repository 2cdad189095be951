#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito new, edit, do, history: records, child lines, actions that ask, marking
# and restoring by batch; what is refused, at which field, with which code;
# one request sent twice. On the demonstration, with a plan of its own in
# preparation (TEST_URL).
set -u
. "$(dirname "$0")/../../lib/tap.sh"
clerk=t_change_$$
finish() {
	sql -c "delete from core.member where login = '$clerk'" \
		-c "drop role if exists $clerk" >/dev/null 2>&1
}
trap finish EXIT
says() { # CODE WORDS TITLE: WORDS on standard error, or output when CODE is 0
	local where=$errors
	[ "$1" -ne 0 ] || where=$out
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$where"
	ok $? "$3"
}
also() { # WORDS TITLE: of the same answer
	grep -qF -- "$1" "$errors" "$out"
	ok $? "$2"
}
member() { # NAME: of the JSON on standard output
	perl -MJSON::PP -0777 -ne 'my $j = decode_json($_); my $v = $j;
		for (split /\./, $ARGV) { } print $v->{$ENV{NAME}} // "null"' "$out"
}
count() { sql -c "select count(*) from plan.milestone where deleted_at is null"; }

# --- a record from nothing
hito new plan --set 'Plan=2021-2022' --set "title=Plan en preparación"
says 0 'Grabado: Plan de acción 2021-2022' 'a new record'
hito nuevo compromiso --poner plan_code=2021-2022 --poner commitment_no=1 \
	--poner 'Título=Un compromiso' --json
says 0 '"key": "2021-2022/1"' 'in Spanish, answered as JSON'
grep -q '"request": "[0-9a-f-]\{36\}"' "$out"
ok $? 'with the request it was made by'

hito new hito --set plan_code=2021-2022 --set compromiso=1 --set responsable=SGTI \
	--set 'Hito=Publicar los datos' --set 'fecha final=ago 2021' \
	--line metas --set 'Meta=Juegos publicados' --set cantidad=3 \
	--line goal --set text='Personas capacitadas'
says 0 'Grabado: Hito 2021-2022/1.1' 'a milestone with two goals'
hito show hito 2021-2022/1.1
[ "$(grep -c 'Juegos publicados\|Personas capacitadas' "$out")" -eq 2 ]
ok $? 'they are there'
hito edit hito 2021-2022/1.1 --drop metas=1 --line metas=2 --set cantidad=40 \
	--line metas --set 'meta=Talleres' --set 'vence=jul 2021'
says 0 'Grabado: Hito 2021-2022/1.1' 'one is dropped, one changed, one added'
hito show hito 2021-2022/1.1
grep -q 'Personas capacitadas *40' "$out" && grep -q Talleres "$out" &&
	! grep -q 'Juegos publicados' "$out"
ok $? 'and stand so'
hito edit hito 2021-2022/1.1 --set 'fecha final=ago 2021'
says 0 'Sin cambios' 'nothing to change is told'

# --- refused before anything is sent
hito new hito --set plan_code=2021-2022 --set compromiso=1 --set responsable=SGTI --set color=azul
says 1 'Hitos no tiene un campo «color»' 'a name that is no field'
also 'number_text' 'those there are are named'
hito new hito --set plan_code=2021-2022 --set compromiso=1 --set responsable=SGTI \
	--set 'hito=Otro' --set 'inicio=cuando se pueda'
says 1 'Campo: Inicio (starts).' 'a value its field cannot read'
hito edit hito 2021-2022/1.1 --set 'situación=done'
says 1 'lo calcula la base' 'a field that is not typed'
hito edit hito 2021-2022/1.1 --set plan=2018-2020
says 1 'ya no se cambia' 'a field that is typed once'
hito new hito --set plan_code=2021-2022 --set compromiso=1 --set responsable=SGTI
says 1 'Falta llenar «Hito»' 'what is missing is named'
hito edit hito 2021-2022/1.1 --line metas --set cantidad=1
says 1 'Metas, línea 3: Falta llenar «Meta»' 'in a line too'
hito edit hito 2021-2022/1.1 --line metas=9 --set cantidad=1
says 1 'no tiene una línea 9' 'a line that is not there'
hito edit hito 2021-2022/1.1 --line puestos --set post=x
says 1 'Hay: Metas.' 'a list that is not there'
hito edit hito 2021-2022/9.1 --set notes=x
says 1 'no está, o usted no puede verlo' 'a record that is not there'
hito edit hito 2021-2022/1.1
says 1 'Falta decir qué cambia' 'nothing said'
hito edit hito 2021-2022/1.1 --set notes
says 1 'Se espera CAMPO=VALOR' 'a value without its name'
hito new hito --request 42 --set text=x
says 1 '--request lleva un UUID' 'a request that is none'

# --- refused by the server, at its field
hito edit hito 2021-2022/1.1 --set 'inicio=dic 2021' --set 'fin=ene 2021'
says 3 'El hito termina antes de empezar' 'a rule: its sentence'
also 'Campo: Fin (ends).' 'and its field'
hito edit hito 2021-2022/1.1 --set 'inicio=dic 2021' --set 'fin=ene 2021' --json
[ "$code" -eq 3 ] && grep -q '"error": "rule", "field": "ends"' "$out"
ok $? 'the same as JSON'
hito edit hito 2021-2022/1.1 --line metas --set meta=Menos --set cantidad=-1
[ "$code" -ne 0 ] && grep -q 'Metas, línea' "$errors"
ok $? 'a rule of a line names its line'
hito new hito --set plan_code=2021-2022 --set compromiso=7 --set responsable=SGTI --set hito=x
says 1 '«7» no está en la lista' 'a code that no list has'
also 'Campo: Compromiso (commitment_no).' 'at its field'

# --- actions
hito do hito 2021-2022/1.1 volar
says 1 'Hitos no tiene una acción «volar»' 'an action that is none'
also 'Iniciar (start)' 'those there are are named'
hito do hito 2021-2022/1.1 reprogramar --set 'inicio=jun 2021'
says 1 'falta decir: Fin (ends), Motivo (reason), Acuerdo (agreement)' \
	'what it asks and nobody said is named'
hito do hito 2021-2022/1.1 start --set motivo=x
says 1 '«Iniciar» no pregunta «motivo»' 'what it does not ask'
hito do hito 2021-2022/1.1 reprogramar --set 'inicio=jun 2021' --set fin= \
	--set motivo= --set acuerdo=
says 3 'Campo: reason.' 'a refusal names what was asked'
hito hacer hito 2021-2022/1.1 iniciar
says 0 'Iniciar: Hito 2021-2022/1.1' 'an action, by its Spanish names'
hito do hito 2021-2022/1.1 start
says 3 'no se puede hacer eso ahora' 'in a state for another one'
also 'Se puede: ' 'those it is in a state for are named'
for what in 'edit' 'do'; do
	words=(--set executed=9)
	[ $what = edit ] || words=(anular --set motivo=x)
	hito $what result 2018-2020/1.1.2019-Q1 "${words[@]}"
	says 3 'Este registro no se cambia; pida a la secretaría que lo devuelva.' \
		"$what: what was approved is only read"
done
hito do hito 2021-2022/1.1 reschedule --set starts=jul-2021 \
	--set 'Fin=15/11/2021' --set motivo='Se amplió el plazo' \
	--set acuerdo='Acuerdo 7-2021' --json
says 0 '"ends_from": "2021-11-15"' 'an action that asks, answered as JSON'
[ "$(sql -c "select state from plan.milestone_all where plan_code = '2021-2022'")" = running ]
ok $? 'the server has it'

# --- once
id=00000000-0000-4000-8000-$(printf %012d $$)
before=$(count)
for k in 1 2; do
	hito new hito --set plan_code=2021-2022 --set compromiso=1 --set responsable=SGTI \
		--set 'hito=Una sola vez' --request "$id"
	says 0 'Grabado: Hito 2021-2022/1.2' "the same request, time $k"
done
[ "$(count)" -eq $((before + 1)) ]
ok $? 'is one record'
id=${id/8000/8001}
for k in 1 2; do
	hito do hito 2021-2022/1.2 iniciar --request "$id"
	says 0 'Iniciar: Hito 2021-2022/1.2' "an action of a request, time $k"
done
id=${id/8001/8002}
for k in 1 2; do
	hito do hito 2021-2022/1.2 anular --set 'motivo=Se registró dos veces' \
		--request "$id"
	says 0 'Anular: Hito 2021-2022/1.2' "a mark of a request, time $k"
done

# --- marked, its history, restored
hito show hito 2021-2022/1.2
says 1 'Pudo haber sido anulado' 'a marked record is gone'
hito history hito 2021-2022/1.2
says 0 'anulación' 'its history is not'
grep -q 'Se registró dos veces' "$out" && grep -q 'Situación: Pendiente -> En proceso' "$out"
ok $? 'with the reason, and what changed by its title'
hito historia hito 2021-2022/1.2 --json
says 0 '"what": "anulación"' 'as JSON'

# --- a record as a document
for format in pdf html csv txt xlsx json; do
	hito show hito 2021-2022/1.1 --output "$TEST_TMP/ficha.$format"
	[ "$code" -eq 0 ] && [ -s "$TEST_TMP/ficha.$format" ] && [ ! -s "$out" ]
	ok $? "a record in a file, as its name says: $format"
done
[ "$(head -c 5 "$TEST_TMP/ficha.pdf")" = '%PDF-' ] &&
	grep -q '^<!DOCTYPE html' "$TEST_TMP/ficha.html" &&
	grep -q '^Ficha,Plan,' "$TEST_TMP/ficha.csv" &&
	grep -q 'Talleres' "$TEST_TMP/ficha.txt"
ok $? 'each is what it is called, with its lines'
hito show hito 2021-2022/1.1 --format csv
says 0 '2021-2022/1.1,2021-2022' 'a format alone: on standard output'
ln -s ficha.pdf "$TEST_TMP/enlace.pdf"
hito mostrar hito 2021-2022/1.1 --salida "$TEST_TMP/enlace.pdf"
says 1 'es un enlace a otro archivo' 'not through a link'
hito show hito 2021-2022/1.1 --json --output "$TEST_TMP/x"
says 1 '--json no va con' 'JSON of the record itself is no document'
hito show hito 2021-2022/9.9 --output "$TEST_TMP/nada.pdf"
[ "$code" -ne 0 ] && [ ! -e "$TEST_TMP/nada.pdf" ]
ok $? 'no file of a record that is not there'
hito edit compromiso 2021-2022/1 --line contactos --set 'puesto=Jefatura' \
	--set 'nombre=PRUEBA Nombre' --set email=prueba@example.org
says 0 'Grabado' 'somebody to write to'
hito show compromiso 2021-2022/1 --format text
says 0 '(dato personal)' 'what is personal is named in a document'
! grep -q 'PRUEBA Nombre\|prueba@example' "$out"
ok $? 'and not told'

# --- the history of a long text, by its words
long='La obra fue entregada en marzo al consejo regional, que la recibió sin reparos'
hito edit hito 2021-2022/1.1 --set "observaciones=$long"
hito edit hito 2021-2022/1.1 --set "observaciones=${long/fue/no fue}
y firmó"
hito history hito 2021-2022/1.1
says 0 'Observaciones: La obra {+no +}fue entregada en' 'what came, with the words around it'
also '… la recibió sin reparos{+ ¶ y firmó+}' 'with the end of a line as a sign'
also "Observaciones: - -> $long" 'the first of it whole'
hito history hito 2021-2022/1.1 --json
says 0 '"new": "La obra no fue entregada en marzo al consejo regional, que la recibió sin reparos\ny firmó"' 'both whole as JSON'

hito do hito 2021-2022/1.2 restaurar
says 0 'Restaurar: Hito 2021-2022/1.2' 'it is restored'
hito do hito 2021-2022/1.2 restaurar
says 1 'No hay un registro anulado' 'once'
hito do hito 2021-2022/1.2 anular --set motivo=
says 1 'hace falta un motivo' 'no mark without its reason'

# --- a copy, and a record about another
hito new hito --from 2021-2022/1.1 --set 'hito=Publicar otra vez'
says 0 'Grabado: Hito 2021-2022/1.3' 'a copy'
hito show hito 2021-2022/1.3
says 0 'Personas capacitadas' 'its lines came along'
hito new actividad --about hito=2021-2022/1.1 --set text=Taller \
	--set 'fecha=10/08/2021' --json
says 0 '"plan_code": "2021-2022"' 'a record about another has its place'

# --- rights as another person
sql -c "create role $clerk login inherit in role hito_clerk" -c "insert into core.member(login, office_id, kind) select '$clerk', id, 'enter' from core.office where office_code <> 'SGTI' and not root order by office_code limit 1"
hito -U "$clerk" edit hito 2021-2022/1.1 --set notes=mío
says 3 'Usted no puede cambiar este registro' "another office's record"
hito -U "$clerk" do hito 2021-2022/1.1 cumplir --set documento=
[ "$code" -eq 3 ]
ok $? 'nor acts on it'
hito -U "$clerk" new periodo --set period_key=2031-Q1
says 3 'Usted no puede cambiar Periodos' 'a register that is not hers'
sql -c "revoke hito_clerk from $clerk" -c "grant hito_reader to $clerk" -c "update core.member set kind = 'read' where login = '$clerk'"
hito -U "$clerk" edit hito 2021-2022/1.1 --set notes=mío
says 3 'Solo lectura' 'who only reads'
tap_end
