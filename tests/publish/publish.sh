#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Open data of the demonstration (TEST_URL): what is public and nothing else,
# described by datapackage.json, written only where it changed.
set -u
. "$(dirname "$0")/../lib/tap.sh"
here=$(dirname "$0")
export FOLDER=$TEST_TMP/datos
has() { # FILE WORDS TITLE
	grep -qF -- "$2" "$FOLDER/$1"
	ok $? "$3"
}
has_not() { # FILE WORDS TITLE
	[ -s "$FOLDER/$1" ] && ! grep -qF -- "$2" "$FOLDER/$1"
	ok $? "$3"
}
# What was not touched since.
age() { touch -d '2019-01-01' "$FOLDER"/*; }
changed() { find "$FOLDER" -maxdepth 1 -newermt '2019-01-02' -type f -printf '%f\n' | grep -v '^\.' | sort | tr '\n' ' '; }

owner=(-c 'set role hito_owner')

# --- all of it

hito publish "$FOLDER"
[ "$code" -eq 0 ] && grep -q 'registros públicos en' "$errors" && [ ! -s "$out" ]
ok $? 'published'
"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -v folder="$FOLDER" -v copies="$TEST_TMP/copies" \
	-d "$TEST_URL_SUPER" -f "$here/package.psql" >"$out" 2>"$errors"
[ $? -eq 0 ] && [ "$(grep -vcE '^(files|links|keys): [1-9][0-9]*$' "$out")" -eq 0 ] && [ "$(wc -l <"$out")" -eq 3 ]
ok $? 'datapackage.json is as the standard says, and the files are as it says'
for f in "$FOLDER"/*.csv; do
	hash=$(sha256sum <"$f")
	grep -A 6 "\"path\": \"${f##*/}\"" "$FOLDER/datapackage.json" | grep -q "sha256:${hash%% *}\"" || break
done
[ "$f" = "$FOLDER/work_item.csv" ]
ok $? 'each file has the SHA-256 that is said of it'
! grep -rlE $'\r|^sep=|^\xef\xbb\xbf' "$FOLDER" >"$out" && for f in "$FOLDER"/*; do iconv -f UTF-8 -t UTF-8 "$f" >/dev/null || exit 1; done
ok $? 'UTF-8 without a mark, lines end in LF, no sep='
has milestone.csv '2018-2020,1,2,2,Ingreso de información y procesos,ongoing,false,running,Oct. 2018,2018-10-01,2018-10-31,month,false,' 'dates in ISO beside what was published'
has datapackage.json 'PRUEBA - datos de práctica' 'marked as practice'

# --- the accountability page

page=$FOLDER/index.html
html=$(tr -s ' \n' ' ' <"$page")
for words in 'PRUEBA - datos de práctica' 'RENDICIÓN DE CUENTAS' '▲V Verde' '■R Rojo' 'Ago. 2019' 'CRGA-01-2018' 'aceptado en parte' \
	'Publicar cada mes el avance del plan en el portal' 'Mecanismo de revisión independiente' '001-2019-PRUEBA/GRTPE-DPSC' \
	'Sindicato Único de Trabajadores de la Azucarera y Anexos' 'CT-P-001' 'Operario de producción'; do
	[[ $html == *"$words"* ]]
	ok $? "the page has «$words»"
done
[[ $html == *'<html lang="es">'*'<meta charset="utf-8"/>'*'<meta name="viewport" content="width=device-width, initial-scale=1"/>'* ]] &&
	! grep -qiE '<script|javascript:|onclick|https?://|<link|@import|width:[0-9]{3,}px' "$page"
ok $? 'Spanish, UTF-8, for a telephone; without scripts, fixed widths, or anything from elsewhere'
sql -c "select xmlparse(document '<!DOCTYPE html>' || \$html\$$(sed 1d "$page")\$html\$) is not null" >"$out" 2>"$errors"
[ "$(cat "$out")" = t ]
ok $? 'well formed'
hito --lang en report accountability 2018-2020
[ "$code" -eq 0 ] && grep -q 'ANSWERS TO CITIZENS' "$out"
ok $? 'whoever reads it as a report has it in her language'
hito report rendicion 2031
[ "$code" -eq 1 ] && grep -q '2031' "$errors"
ok $? 'a plan that there is not'
sql "${owner[@]}" -c "insert into plan.milestone_reschedule (milestone_id, old_ends, new_ends, reason, agreement)
	select id, ends, 'Dic. 2019', 'Falta de =presupuesto', 'Acuerdo 9' from plan.milestone where text like 'Ingreso de información y pro%'" >"$out" 2>"$errors"
hito publish "$FOLDER"
grep -q 'Jul. 2020 → Dic. 2019. Falta de =presupuesto. Acuerdo 9' "$page" && grep -q '2018-2020,1,2,.*Jul. 2020,.*Dic. 2019,' "$FOLDER/milestone_reschedule.csv"
ok $? 'and what was rescheduled, when and why'

# --- what is the same is not touched

age
hito publicar "$FOLDER"
[ "$code" -eq 0 ] && [ -z "$(changed)" ] && grep -q 'nada cambió' "$errors"
ok $? 'the same database: no file is touched'
sql "${owner[@]}" -c "update core.setting set value = '2019-04-11' where key = 'test.today'"
TZ=Asia/Tokyo PGTZ=Asia/Tokyo hito --lang en publish "$FOLDER"
[ "$code" -eq 0 ] && [ "$(changed)" = 'index.html ' ]
ok $? 'nor on another day, elsewhere, in another language: but the page, where a posting expired'
sql "${owner[@]}" -c "update core.setting set value = '2019-04-10' where key = 'test.today'" \
	-c "update plan.commitment set title = '=cmd|''x''!A1' where commitment_no = 2"
hito publish "$FOLDER"
[ "$code" -eq 0 ] && [ "$(changed)" = 'commitment.csv datapackage.json index.html novedades.xml ' ]
ok $? 'a change touches its file and what tells of it'
has commitment.csv ",'=cmd|'x'!A1," 'and no spreadsheet takes a text for a formula'
[ "$(ls -A "$FOLDER" | grep -c '\.new$')" -eq 0 ]
ok $? 'nothing is left beside'

# --- what is new

feed=$FOLDER/novedades.xml
atom() { # XPATH: of the feed, a line each
	sql -c "select unnest(xpath(\$x\$$1\$x\$, \$f\$$(cat "$feed")\$f\$::xml, '{{a,http://www.w3.org/2005/Atom}}'))"
}
[ "$(atom '/a:feed/a:entry[1]/a:title/text()')" = "Compromiso 2018-2020/2: =cmd|'x'!A1" ] &&
	[ "$(atom '/a:feed/a:entry[1]/a:summary/text()')" = 'Cambió: Título.' ]
ok $? 'what changed last comes first, with what changed'
entries=$(atom '/a:feed/a:entry/a:id/text()' | wc -l)
[ "$entries" -gt 50 ] && [ "$(atom '/a:feed/a:entry/a:id/text()' | grep -cE '^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')" -eq "$entries" ] &&
	[ "$(atom '/a:feed/a:entry/a:id/text()' | sort -u | wc -l)" -eq "$entries" ]
ok $? 'each entry has an id of its own'
for part in title updated link summary; do
	[ "$(atom "/a:feed/a:entry[count(a:$part) != 1]/a:id" | wc -l)" -eq 0 ]
	ok $? "and one $part"
done
[ "$(atom '/a:feed/a:id | /a:feed/a:title | /a:feed/a:updated | /a:feed/a:author/a:name' | wc -l)" -eq 4 ] &&
	[ "$(atom '/a:feed/a:updated/text()')" = "$(atom '/a:feed/a:entry[1]/a:updated/text()')" ] &&
	[ "$(atom '/a:feed/a:updated/text()' | grep -cE '^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]-05:00$')" -eq 1 ]
ok $? 'the feed has what Atom asks for'
was=$(atom '/a:feed/a:entry[1]/a:id/text()')
sql -c "update plan.commitment set budget = 1500 where commitment_no = 2" -c "update plan.commitment set notes = 'interna' where commitment_no = 3" \
	-c "update follow.result set narrative = 'Todavía no' where id = (select id from follow.result where state = 'draft' limit 1)"
hito publish "$FOLDER"
[ "$(atom '/a:feed/a:entry[1]/a:id/text()')" = "$was" ] && [ "$(atom '/a:feed/a:entry[1]/a:summary/text()')" = 'Cambió: Presupuesto S/.' ]
ok $? 'a row keeps its id; what is not published is no news'
! grep -q 'Todavía no\|interna' "$feed"
ok $? 'nor told'

# --- indicators in the forms of other systems

[ ! -e "$FOLDER/iati.xml" ] && [ ! -e "$FOLDER/dhis2.json" ]
ok $? 'no indicator has a code: neither file'
hito new indicator_code --set plan_code=2018-2020 --set indicator_code=5.1 --set system=IATI --set code=2.2.1 --set vocabulary=9
ok "$code" 'an indicator has a code of IATI'
hito new indicator_code --set plan_code=2018-2020 --set indicator_code=1.1 --set system=DHIS2 --set code=fbfJHSPpUQD --set option_combo=pq2XI5kz2BY
ok "$code" 'and another one of DHIS2'
hito --quiet publish "$FOLDER"
[ "$code" -eq 0 ] && grep -qE 'falta el ajuste publish.(iati_org|dhis2_org_unit): su archivo no se hizo' "$errors" &&
	[ ! -e "$FOLDER/iati.xml" ] && [ ! -e "$FOLDER/dhis2.json" ]
ok $? 'what a site has not set is told'
sql -c "insert into core.setting (key, value, about, office_id) select k, v, 'x', core.root_office()
	from (values ('publish.iati_org', 'XX-ABC-20440374248'), ('publish.dhis2_org_unit', 'DiszpKrYNg8'), ('publish.dhis2_data_set', 'pBOMPrpg1QX')) as x (k, v)"
hito publish "$FOLDER"
[ "$code" -eq 0 ] && ! grep -q 'falta' "$errors"
ok $? 'and nothing once it is set'
sql -v doc="$(cat "$FOLDER/dhis2.json")" >"$out" 2>"$errors" <<'END'
select jsonb_typeof(:'doc'::jsonb -> 'dataValues'), :'doc'::jsonb ->> 'dataSet',
	count(*) > 0, bool_and(v ->> 'dataElement' = 'fbfJHSPpUQD' and v ->> 'orgUnit' = 'DiszpKrYNg8' and v ->> 'categoryOptionCombo' = 'pq2XI5kz2BY'
		and v ->> 'period' ~ '^[0-9]{4}(Q[1-4])?$' and jsonb_typeof(v -> 'value') = 'string'),
	count(*) = (select count(*) from follow.result r join follow.indicator i on i.id = r.indicator_id
		where i.indicator_code = '1.1' and r.state = 'approved' and r.executed is not null and r.deleted_at is null)
from jsonb_array_elements(:'doc'::jsonb -> 'dataValues') as v;
END
[ "$(cat "$out")" = 'array|pBOMPrpg1QX|t|t|t' ]
ok $? 'DHIS2: a value for each approved result, of that indicator alone'
iati() { # XPATH
	sql -v doc="$(sed 1d "$FOLDER/iati.xml")" -v path="$1" <<<"select unnest(xpath(:'path', xmlparse(document :'doc')))"
}
[ "$(iati '/iati-activities/@version')" = 2.03 ] && [ "$(iati '//iati-identifier/text()')" = XX-ABC-20440374248-2018-2020 ] &&
	[ "$(iati '//indicator/title/narrative/text()')" = 'Anemia en menores de 3 años, %' ] &&
	[ "$(iati '//indicator/@measure | //indicator/@ascending' | sort | tr '\n' ' ')" = '2 false ' ] &&
	[ "$(iati '//indicator/baseline/@value')" = 50.4 ] && [ "$(iati '//reference/@vocabulary')" = 9 ]
ok $? 'IATI: an activity with the indicator as a result'
order=$(iati '/iati-activities/iati-activity/*' | grep -oE '^<[a-z-]+' | tr -d '<' | tr '\n' ' ')
# the elements of the schema, in its order; nested ones begin their line too
[[ $(grep -oE '^<[a-z-]+' "$FOLDER/iati.xml" | tr -d '<' | uniq | tr '\n' ' ') == 'iati-activities iati-activity iati-identifier reporting-org narrative title narrative description narrative participating-org narrative activity-status activity-date recipient-country sector result title narrative indicator title narrative '*'reference baseline '*'period period-start period-end '* ]] && [ -n "$order" ]
ok $? 'in the order of its schema'
# The rules that no schema says (IATI's standard ruleset), of what is written here.
[ "$(iati '//iati-activity/sector/@code')" = 15150 ] && [ "$(iati '//iati-activity/sector/@vocabulary')" = 1 ] &&
	[ "$(iati "//activity-date[@type='1' or @type='2']/@iso-date" | grep -c .)" -eq 1 ] &&
	[ "$(iati '//activity-date/@iso-date' | sort | tr '\n' ' ')" = "$(iati '//activity-date/@iso-date' | tr '\n' ' ')" ] &&
	! iati '//iati-identifier/text() | //reporting-org/@ref | //participating-org/@ref' | grep -q '[/&|?]' &&
	[ "$(iati '//narrative[not(text())]' | grep -c .)" -eq 0 ]
ok $? 'and by the rules beside it: a sector, a first day before the last, identifiers without signs'
[ "$(iati '//period/period-start/@iso-date' | grep -c .)" -gt 0 ] &&
	[ "$(iati '//period[not(period-start/@iso-date) or not(period-end/@iso-date) or translate(period-start/@iso-date, "-", "") > translate(period-end/@iso-date, "-", "")]' | grep -c .)" -eq 0 ] &&
	[ "$(iati '//indicator[not(@measure) or not(title/narrative)] | //baseline[not(@year)] | //reference[not(@code) or not(@vocabulary)]' | grep -c .)" -eq 0 ]
ok $? 'with what each of its parts must have'
sql -c "update follow.indicator_code set deleted_at = now(), deleted_by = 'x', deleted_why = 'x' where system = 'iati'"
hito publish "$FOLDER"
[ "$code" -eq 0 ] && [ ! -e "$FOLDER/iati.xml" ] && [ -e "$FOLDER/dhis2.json" ]
ok $? 'a code that is taken away takes its file along'

# --- only what is public

has_not result.csv ',draft,' 'a result in draft is nobody else'\''s'
[ "$(sql -c "select count(*) from follow.result where deleted_at is null and state not in ('approved', 'not_applicable')")" -gt 0 ] &&
	[ "$(sql -c "select count(*) from follow.result where deleted_at is null and state in ('approved', 'not_applicable')")" -eq \
		"$(($(wc -l <"$FOLDER/result.csv") - 1))" ]
ok $? 'the approved ones are all there'
! cut -d, -f5 "$FOLDER/posting.csv" | grep -qE 'draft|to_validate|void'
ok $? 'a posting is public once it is published'
draft=$(sql -c "select s.session_ref from council.minutes m join council.session s on s.id = m.session_id where m.state <> 'approved' and m.deleted_at is null limit 1")
if [ -n "$draft" ]; then has_not minutes.csv "$draft" 'minutes once they are approved'; fi

# The registers whose private tables the demonstration leaves empty have some.
sql -c "insert into plan.commitment_contact_private (commitment_id, post, person_name, email, phone)
		select id, 'Puesto reservado ' || id, 'Persona reservada ' || id, 'reservada' || id || '@example.org', '94400000' || id from plan.commitment" \
	-c "insert into plan.contribution_private (contribution_id, author_name, email, phone, address)
		select id, 'Autora reservada ' || id, 'autora' || id || '@example.org', '94411111' || id, 'Calle reservada ' || id from plan.contribution" \
	-c "insert into council.designation_private (designation_id, email, phone, document_no)
		select id, 'designada' || id || '@example.org', '94422222' || id, '0777777' || id % 10 from council.designation" \
	-c "insert into labour.posting_private (posting_id, contact_name, email, phone)
		select id, 'Contacto reservado ' || id, 'contacto' || id || '@example.org', '94433333' || id from labour.posting"
ok $? 'private values of every register'
hito publish "$FOLDER"

# Every value of every private table, but for words that are choices, masks and
# what is no more than a digit or two.
sql -c "select format('select distinct v.value from %s t cross join lateral jsonb_each_text(to_jsonb(t)) as v
		where v.key = any (%L) and length(v.value) > 3;', c.oid::regclass, array_agg(a.attname))
	from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspowner = 'hito_owner'::regrole
		join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'date'::regtype)
	where c.relkind = 'r' and c.relname like '%\_private' and a.attname !~ '^(row_version|deleted_.*|batch_.*)\$|_mask\$'
		and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
			and pg_get_constraintdef(k.oid) like '% = ANY (ARRAY[%')
	group by c.oid" >"$TEST_TMP/seek.sql"
sql -f "$TEST_TMP/seek.sql" | sort -u >"$TEST_TMP/values"
sought=$(wc -l <"$TEST_TMP/values")
[ "$sought" -gt 60 ]
ok $? "$sought private values are sought"
grep -rohiFf "$TEST_TMP/values" "$FOLDER" >"$out"
[ ! -s "$out" ]
ok $? 'none of them is in what is published'
echo 'Ingreso de información y procesos' >"$TEST_TMP/values"
grep -rqohiFf "$TEST_TMP/values" "$FOLDER"
ok $? 'and one that is would have been found'
[ "$(sql -c "select count(*) from core.published_columns() where col ~ 'mask|person_name|email|phone|document_no|login|_by\$|^id\$'")" -eq 0 ]
ok $? 'no column tells of people'

# --- one that is no longer published goes

echo retired.csv >>"$FOLDER/.hito-publish"
echo x >"$FOLDER/retired.csv"
echo x >"$FOLDER/leame.txt"
hito publish "$FOLDER"
[ ! -e "$FOLDER/retired.csv" ] && [ -e "$FOLDER/leame.txt" ]
ok $? 'what is no longer published goes, what somebody put there stays'

# --- refused

hito publish
[ "$code" -eq 1 ] && grep -q 'Falta decir en qué carpeta' "$errors"
ok $? 'it asks for a folder'
mkdir "$TEST_TMP/ajena" && echo x >"$TEST_TMP/ajena/tesis.odt"
hito publish "$TEST_TMP/ajena"
[ "$code" -eq 1 ] && grep -q 'ya tiene otros archivos' "$errors" && [ "$(ls -A "$TEST_TMP/ajena")" = tesis.odt ]
ok $? 'a folder with files of others is left alone'
hito publish /dev/null
[ "$code" -eq 1 ] && grep -q '/dev/null' "$errors"
ok $? 'what is no folder is refused'
age
flock "$FOLDER" "$HITO" -d "$TEST_URL" publish "$FOLDER" >"$out" 2>"$errors"
[ $? -eq 1 ] && grep -q 'Otro programa está publicando' "$errors"
ok $? 'two do not publish at once'
"$HITO" -d "postgresql://$TEST_TMP/nowhere/hito?host=$TEST_TMP" publish "$FOLDER" >"$out" 2>"$errors" </dev/null
[ $? -eq 2 ] && [ -s "$errors" ] && [ -z "$(changed)" ]
ok $? 'without a server a sentence, and nothing is touched'
sql -c 'create role t_publishes login in role hito_clerk' \
	-c "insert into core.member (login, office_id, kind) select 't_publishes', id, 'enter' from core.office where root"
"$HITO" -d "${TEST_URL/$TEST_ME@/t_publishes@}" publish "$FOLDER" >"$out" 2>"$errors" </dev/null
[ $? -eq 3 ] && grep -q 'los publica la secretaría' "$errors" && [ -z "$(changed)" ]
ok $? 'who is not of the secretariat may not, and nothing is touched'

tap_end
