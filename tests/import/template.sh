#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A workbook made for an office: what is in it, what is locked, what a cell
# takes, whom it says it is for. On the demonstration (TEST_URL).
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1
part=$TEST_TMP/part

member() { # FILE PATH: one tag a line
	unzip -p "$1" "$2" | sed 's/></>\n</g' >"$part"
}
cell() { # PLACE: its value, or t:its text
	sed -n "/<c r=\"$1\"[^/]*>\$/,/<\/c>/p; /<c r=\"$1\".*<\/c>/p" "$part" |
		sed -nE 's/.*<v>(.*)<\/v>.*/\1/p; s/.*<t[^>]*>(.*)<\/t>.*/t:\1/p' | head -n 1
}
holds() { # PLACE VALUE TITLE
	cell "$1" >"$out"
	[ "$(cat "$out")" = "$2" ]
	ok $? "$3"
}
has() { # WORDS TITLE
	grep -qF -- "$1" "$part"
	ok $? "$2"
}
locked() { # PLACE: prints whether the format of a cell is
	local style
	style=$(sed -nE "s/.*<c r=\"$1\"[^>]* s=\"([0-9]+)\".*/\1/p" "$part" | head -n 1)
	unzip -p "$book" xl/styles.xml | sed 's/.*<cellXfs/<cellXfs/; s/<\/cellXfs.*//; s/<xf /\n<xf /g' |
		grep '^<xf ' | sed -n "$((style + 1))p" | grep -q 'locked="0"' && echo open || echo locked
}

# --- of the results of a quarter

book=g.xlsx
hito template result --office GRPAT --period 2019-Q2 --plan 2018-2020 -o g.xlsx
says 0 'g.xlsx: 8 filas para GRPAT' 'a template is written, with a row for each indicator of the office'
unzip -tqq g.xlsx
ok $? 'it is a sound workbook'
member g.xlsx xl/worksheets/sheet1.xml
holds A1 't:Resultados - II Trim. 2019' 'it says what it is of'
holds A2 't:GRPAT  Gerencia Regional de Planeamiento y Acondicionamiento Territorial' 'and for whom'
holds A4 't:PRUEBA - datos de práctica' 'practice data are marked'
holds B5 't:Indicador' 'headings are those that the import reads'
holds G5 't:Ejecutado' 'that of the value too'
holds B6 't:1.1' 'codes are filled in'
holds C6 't:Procesos publicados en la plataforma' 'with their names'
holds D6 't:2019-Q2' 'the period'
holds E6 5 'goals are numbers'
holds F5 't:Valor de I-19' 'the value before stands beside'
holds F6 11 'as a number'
holds G6 '' 'what is asked for is empty'
for place in B6 E6 F6; do
	[ "$(locked $place)" = locked ]
	ok $? "$place is locked"
done
for place in G6 I6 K13; do
	[ "$(locked $place)" = open ]
	ok $? "$place is open"
done
has '<sheetProtection sheet="1"' 'the sheet is protected'
has 'ySplit="5"' 'its headings stay'
has '<dataValidation type="decimal"' 'the value takes a number alone'
has 'sqref="G6:G13"' 'in each row'
has '<col min="3" max="3" width="4' 'a name has the width that it needs'
member g.xlsx xl/workbook.xml
has 'name="hito" sheetId="2" state="hidden"' 'whom it is for stands in a hidden sheet'
member g.xlsx xl/worksheets/sheet2.xml
for pair in 'institution GRLL' 'register result' 'plan 2018-2020' 'period 2019-Q2' 'office GRPAT' 'schema 1'; do
	has "<t>${pair#* }</t>" "it says ${pair%% *}"
done
has '<t>made</t>' 'and when it was made'
hito import result g.xlsx --dry-run
says 0 '0 nuevos   0 cambian   0 iguales' 'it comes back as it is'
says 0 '8 filas quedaron sin llenar' 'rows in which nobody wrote are none, and counted'

# --- what stands already

sql -c "set hito.acting = 'yes'; insert into follow.result (indicator_id, period_id, executed, narrative)
	select i.id, p.id, 12.5, '=1+1' from follow.indicator i join core.period p on p.period_key = '2019-Q2' and p.plan_id = i.plan_id
	where i.indicator_code = '1.3'" >"$out" 2>&1
ok $? 'somebody enters a result'
hito template result --office GRPAT --period 'II Trim. 2019' --plan 2018-2020 -o g2.xlsx
member g2.xlsx xl/worksheets/sheet1.xml
holds G7 12.5 'what was entered is in it, to be put right'
holds I7 't:=1+1' 'texts are texts'
hito template resultado --office SGTI --period 2019-Q1 -o s.xlsx
says 3 'La oficina SGTI no tiene qué llenar en I Trim. 2019' 'an office that has reported has nothing to fill in'
[ ! -e s.xlsx ]
ok $? 'and no file is left'
hito template result --office SGTI --period 2018-Q4 -o s.xlsx
says 3 'IV Trim. 2018 está cerrado' 'a closed period is told'

# --- of other registers

book=m.xlsx
hito plantilla milestone --office GRPAT -o m.xlsx
rows=$(query "select count(*) from plan.milestone_list where office_code = 'GRPAT' and plan_code = '2018-2020' and deleted_at is null")
says 0 "m.xlsx: $rows filas para GRPAT" 'another register has a row for each record of the office'
member m.xlsx xl/worksheets/sheet1.xml
holds D5 't:Hito' 'under all headings that may be filled in'
holds J5 't:Avance declarado' 'the last ones too'
holds B6 't:1' 'with the codes by which it is known'
holds D6 't:Ingreso de información y procesos' 'with the values it has'
holds G6 't:Oct. 2018' 'dates as they were published'
for place in A6 B6 C6; do
	[ "$(locked $place)" = locked ]
	ok $? "$place is locked"
done
for place in D6 G6; do
	[ "$(locked $place)" = open ]
	ok $? "$place is open"
done
sed -n 's/.*<col min="2" max="2" [^>]*style="\([0-9]*\)".*/\1/p' "$part" >"$out"
unzip -p m.xlsx xl/styles.xml | sed 's/.*<cellXfs/<cellXfs/; s/<\/cellXfs.*//; s/<xf /\n<xf /g' | grep '^<xf ' |
	sed -n "$(($(cat "$out") + 1))p" | grep -q 'locked="0"'
ok $? 'below the rows the keys are open too: new ones are written there'
has 'type="list"' 'choices are a list'
has 'sqref="E6:E1048576"' 'down to the end of the sheet'
has '<formula1>hito!$H$1:$H$2</formula1>' 'of those in the hidden sheet'
has 'sqref="I6:I1048576"' 'an office is one of a list too'
has '<dataValidation type="list" errorStyle="warning"' 'which may be left where a load makes new ones'
has 'type="date"' 'a day takes a day'
member m.xlsx xl/worksheets/sheet2.xml
holds H1 't:Nuevo' 'there they are'
has '<t>SGTI</t>' 'offices as well'
has "<t>$(query "select max(commitment_no) from plan.commitment")</t>" 'and commitments of the plan'
hito import milestone m.xlsx
says 0 "0 nuevos   0 cambian   $rows iguales" 'it comes back as it is'

hito edit milestone 2018-2020/1.2 --set 'Hito=Otro texto'
hito import milestone m.xlsx
says 0 "0 nuevos   1 cambia   $((rows - 1)) iguales" 'only what is another counts'
is 'Ingreso de información y procesos' "select text from plan.milestone_list where plan_code = '2018-2020' and commitment_no = 1 and position = 2" \
	'and is written'

# Every other register too, from an office that has some.
query "insert into core.member (login, office_id, kind) select '$TEST_ME', core.office_named('GRTPE'), k
	from unnest('{enter,submit,batch}'::text[]) as k" >/dev/null
while read -r register; do
	case $register in
	seeker | referral | training | employer | dispute | strike | posting | union_organisation | collective_agreement | work_contract)
		office=GRTPE ;;
	*) office=GRPAT ;;
	esac
	hito template "$register" --office $office -o r.xlsx
	[ "$code" -eq 0 ] || { echo "$register" >>refused; cat "$out" >>refused; continue; }
	grep -q 'sin filas' "$out" && continue
	filled=$(sed -n 's/^r.xlsx: \([0-9]*\) .*/\1/p' "$out")
	echo "$register" >>filled
	HITO_OFFICE=$office hito import "$register" r.xlsx --dry-run
	[ "$code" -eq 0 ] && grep -q '  0 nuevos   0 cambian ' "$out" || { echo "$register $filled"; cat "$out"; } >>changed
done < <(grep -l '^import' "$HITO_HOME"/forms/*.form | xargs -n 1 basename -s .form | grep -vx 'result\|milestone')
touch filled refused changed
cp refused "$out"
[ ! -s refused ] && grep -qx holiday filled && grep -qx session filled
ok $? 'each register that imports has a template'
cp filled "$out"
[ "$(wc -l <filled)" -ge 30 ]
ok $? 'most of them with rows'
cp changed "$out"
[ ! -s changed ]
ok $? 'that come back with nothing changed'

# --- asked wrongly

hito template result --period 2019-Q2 -o w.xlsx
says 1 'Falta decir para qué oficina' 'an office is asked for'
hito template result --office NADIE --period 2019-Q2 -o w.xlsx
says 1 'No hay una oficina con el código "NADIE"' 'one that nobody has is told'
hito template milestone --office NADIE -o w.xlsx
says 1 'No hay una oficina con el código «NADIE»' 'of any register'
hito template batch --office SGTI -o w.xlsx
says 1 'no se carga de archivos: no tiene plantilla' 'a register that is not loaded has none'
[ ! -e w.xlsx ]
ok $? 'and nothing is written'
hito template result --office GRPAT --period mañana -o w2.xlsx
says 1 'mañana' 'a period that is none is told'

tap_end
