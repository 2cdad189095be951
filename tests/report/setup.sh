#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty
# hito setup: an invented region from an empty database to its first quarterly
# report; what it shows before, what is done again, what is refused; and nothing of
# the region of the demonstration anywhere.
set -u
export HITO_PLAN=
. tests/lib/tap.sh

refused() { # CODE TEXT TITLE
	[ "$code" -eq "$1" ] && cat "$out" "$errors" | grep -qF -- "$2"
	ok $? "$3"
}
says() { # TEXT TITLE
	[ "$code" -eq 0 ] && grep -qF -- "$1" "$out"
	ok $? "$2"
}
site() { # what a site is, in one line
	sql -c "select (select concat_ws('|', i.code, i.name, p.place_code, i.logo is not null) from core.institution i left join core.place p on p.id = i.place_id),
		(select office_code || '|' || office_name from core.office where root), (select count(*) from core.office),
		(select count(*) from core.holiday where scope = 'region'), (select string_agg(name || ' ' || threshold, ',' order by id) from core.rule_set),
		(select count(*) from council.body), (select count(*) from council.seat), (select count(*) from core.login)"
}
P=t$$
files=$TEST_TMP
sql -c "set role hito_owner" -c "insert into core.setting (key, value, office_id) values ('test.today', '2025-04-10', core.root_office())" >/dev/null
# The smallest PNG.
printf '%s' iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII= | base64 -d >"$files/logo.png"
printf '%s\n' 'Código;Nombre;Depende de' 'GRP;Gerencia Regional de Planificación;GGR' 'OTI;Oficina de Tecnologías;GRP' >"$files/oficinas.csv"
printf '%s\n' 'Fecha,Nombre' '12/09,Día de la Región Austral' >"$files/feriados.csv"
printf '%s\n' 'Asiento N°,Quién lo ocupa,Sector,Función,Oficina,Desde' '1,Gobernación Regional,Gobierno,Preside,GRP,01/02/2024' \
	'2,Colegio de Periodistas,Sociedad civil,Miembro,,01/02/2024' >"$files/asientos.csv"
printf '%s\n' 'Usuario,Nombre,Correo,Oficina,Permisos,Desde' "${P}_ana,Ana,ana@example.org,GRP,ingresar presentar," \
	"${P}_luz,Luz,,GGR,secretaría read,01/02/2025" >"$files/personas.csv"
cat >"$files/respuestas" <<END
# Región Austral
institution = GRA
nombre-institucion = Gobierno Regional Austral
root-office = GGR
office-name = Gerencia General Regional
ubigeo = 27
place-name = Austral
year-name = Año de la Prueba
logo = $files/logo.png
offices = $files/oficinas.csv
holidays = $files/feriados.csv
rules-name = Regla austral
rules-from = 01/01/2025
threshold = 85
rules-source = Ordenanza 001-2025-GRA
council = CRA
council-name = Consejo Regional Austral
council-from = 1 de febrero del 2024
council-norm = Ordenanza 002-2024-GRA
seats = $files/asientos.csv
people = $files/personas.csv
END

# --- shown before it is done

before=$(site)
hito setup --answers "$files/respuestas"
refused 1 '--yes' 'without a terminal nobody is asked'
hito setup --answers "$files/respuestas" --dry-run
says 'Siglas de la institución: PRUEBA -> GRA' 'what was and what will be'
[ "$(grep -c ' 2 nuevos ' "$out")" -eq 2 ] && grep -q ' 1 nuevo ' "$out" && grep -q ' 2 nuevas' "$out" && [ "$(site)" = "$before" ]
ok $? 'a dry run says what would come of each file, and writes nothing'
printf 'nada = 1\n' >"$files/wrong"
hito setup --answers "$files/wrong" --dry-run
refused 1 '«nada»' 'an answer that is none is named'
hito setup --ubigeo 2A --yes
refused 3 'UBIGEO' 'a UBIGEO that is none'
hito setup --logo "$files/respuestas" --yes
refused 1 'PNG' 'a logo that is none'
for wrong in rules-from=31/02/2025 reglas-desde=nunca council-from=mal threshold=ochenta umbral=101 red-below=-5 rojo=x; do
	hito preparar "--$wrong" --si
	shown=$(grep -o -- '^hito: --[a-z-]*: .*' "$errors")
	[ "$code" -eq 1 ] && [ -n "$shown" ] && ! grep -q '[0-9]\{5\}\|Puesta' "$errors" && [ "$(site)" = "$before" ]
	ok $? "--$wrong is none of it: ${shown#hito: }"
done
# Each that is refused when it is done, by the same code; 5 where a file has errors.
printf '%s\n' 'Usuario,Oficina,Permisos' "${P}_eva,SG,mandar" >"$files/mandar.csv"
printf '%s\n' 'Asiento N°,Quién lo ocupa,Oficina,Desde' '1,Gobernación,NADA,01/02/2024' >"$files/nada.csv"
for wrong in '3 3 --ubigeo Austral' '3 3 --nombre-lugar Austral' '3 3 --nombre-consejo Austral' '3 3 --rojo 90' "1 1 --logo $files/respuestas" "1 1 --offices $files/none" \
	"5 3 --personas $files/mandar.csv" "5 3 --answers $files/respuestas --seats $files/nada.csv"; do
	read -r dry real words <<<"$wrong"
	hito setup $words --dry-run
	[ "$code" -eq "$dry" ] && [ "$(site)" = "$before" ] && cat "$out" "$errors" | grep '^ *✗\|^hito:\|^  línea' >"$files/dry"
	ok $? "a dry run refuses ${words##*/}"
	case $words in --answers*) continue ;; esac
	hito setup $words --yes
	[ "$code" -eq "$real" ] && cat "$out" "$errors" | grep '^ *✗\|^hito:\|^  línea' | cmp -s - "$files/dry"
	ok $? 'in the words in which it is refused'
done
hito setup --rojo 90 --dry-run
refused 3 'Los colores no se cruzan' 'what a table refuses has the sentence of its form'
hito setup --offices "$files/none" --yes
refused 1 "No existe el archivo «$files/none»" 'a file that is not there'
hito setup --logo "$files/none" --yes
refused 1 "No existe el archivo «$files/none»" 'nor a picture, in the same words'
hito preparar --simular --reglas-desde 01/01/2025
refused 0 'Son otras reglas: «Regla inicial»' 'rules of a later day are others than those of the beginning'

# --- done, and again

hito preparar --nombre-anual 'Año de nadie' --si
says 'Sin fuente: Nombre de las reglas del cumplimiento, Desde cuándo rigen las reglas, Umbral en %, ' 'rules that hold, and nobody said from where'
grep -q '^Falta: UBIGEO de la institución (--ubigeo)' "$out" && ! grep -q '^Falta: .*\(Umbral\|reglas\)' "$out"
ok $? 'are not missing'
hito preparar --respuestas "$files/respuestas" --si
[ "$code" -eq 0 ] && [ "$(site)" = "GRA|Gobierno Regional Austral|27|t|GGR|Gerencia General Regional|3|1|Regla inicial 80,Regla austral 85|1|2|3" ]
ok $? 'an invented region stands'
! grep -q '^Falta\|^Sin fuente' "$out" && grep -q 'contraseña' "$out"
ok $? 'nothing is missing but the passwords of new people'
[ "$(sql -c "select string_agg(m.login || ' ' || o.office_code || ' ' || m.kind || coalesce(' ' || m.from_date, ''), ', ' order by 1, m.kind)
	from core.member m join core.office o on o.id = m.office_id where m.login like '${P}%' group by m.login order by m.login" | tr '\n' ';')" = \
	"${P}_ana GRP enter, ${P}_ana GRP submit;${P}_luz GGR read 2025-02-01, ${P}_luz GGR secretariat 2025-02-01;" ] &&
	[ "$(sql -c "select email from core.login_mail where login = '${P}_ana'")" = ana@example.org ]
ok $? 'people have their rights and address'
[ "$(sql -c "select string_agg(distinct h.day::text, ' ') from core.holiday_day h where h.name = 'Día de la Región Austral' and h.day between '2025-01-01' and '2025-12-31'")" = 2025-09-12 ]
ok $? 'the region has its holiday'
[ "$(sql -c "select h.scope || ' ' || p.ubigeo from core.holiday h join core.place p on p.id = h.place_id where h.falls_on = '09-12'")" = 'region 27' ]
ok $? 'and nobody else: its file did not say of whom'
printf '%s\n' 'Fecha,Nombre,Alcance' '12/09,Día de la Región Austral,' '13/09,De todos,Nación' '14/09,De la sede,Región' >"$files/otros.csv"
hito preparar --feriados "$files/otros.csv" --simular
says '   2 nuevos   0 cambian   1 igual ' 'nor where it says it of some'
was=$(site)
hito setup --answers "$files/respuestas" --yes
says 'Nada que cambiar' 'the same again changes nothing'
hito setup --threshold 90 --institution GRA --yes
says 'Umbral en %: 85 -> 90' 'what changes is told alone'
! grep -q 'Siglas de la institución:' "$out" && [ "$(site)" = "${was/austral 85/austral 90}" ]
ok $? 'and nothing else is touched'
rules() { sql -c "select string_agg(to_char(from_date, 'DD/MM/YYYY') || ' ' || threshold, ', ' order by from_date) from core.rule_set"; }
hito preparar --reglas-desde 15/12/2024 --si
says 'Son las mismas reglas con otro primer día: ya no empiezan el 01/01/2025.' 'a first day put right'
[ "$(rules)" = '01/01/2016 80, 15/12/2024 90' ]
ok $? 'leaves one of them'
hito preparar --reglas-desde 01/09/2025 --si && hito preparar --reglas-desde 01/08/2025 --umbral 91 --si
[ "$(rules)" = '01/01/2016 80, 01/08/2025 91' ]
ok $? 'one that is to come too'
hito preparar --reglas-desde 01/01/2016 --dry-run
refused 3 'ya hay otras reglas, desde el 01/01/2016' 'never behind others'
hito preparar --reglas-desde 01/01/2025 --umbral 90 --si
[ "$(site)" = "${was/austral 85/austral 90}" ]
ok $? 'and back'

# --- refused whole

was=$(site)
printf '%s\n' 'Usuario,Oficina,Permisos' "${P}_eva,GRP,ingresar" "${P}_ivo,NADA,ingresar" "hito_owner,GRP,leer" "${P}_ana,NADA,mandar leer enviar" >"$files/bad.csv"
hito setup --people "$files/bad.csv" --yes
refused 3 'línea 3' 'people of a file: each line that cannot be is told'
grep -q 'línea 4' "$out" && grep -q 'línea 5' "$out" && grep 'línea 5' "$out" | grep -F '"NADA"' | grep -F '«mandar» no existe: use ingresar, presentar, cargar, leer o secretaria.' | grep -qF '«enviar»' && [ "$(site)" = "$was" ] &&
	[ "$(sql -c "select count(*) from pg_roles where rolname = '${P}_eva'")" = 0 ]
ok $? 'and none of it is taken'
hito setup --people "$files/bad.csv" --dry-run
refused 5 'línea 3' 'a dry run says the same'
hito --lang en setup --people "$files/bad.csv" --dry-run
refused 5 'There is no office with the code "NADA". There is no permission "mandar": use enter, submit, batch, read or secretariat.' 'in her language'
printf '%s\n' 'Usuario,Clave' 'x,y' >"$files/bad.csv"
hito setup --people "$files/bad.csv" --yes
refused 1 'encabezados' 'a file without its headings'
printf '%s\n' 'Código;Nombre;Depende de' 'OTRA;Otra oficina;NADIE' >"$files/bad.csv"
hito setup --offices "$files/bad.csv" --yes
[ "$code" -eq 3 ] && [ "$(site)" = "$was" ]
ok $? 'an office below one that is not there'
url=$TEST_URL
TEST_URL=${url/$TEST_ME@/${P}_ana@}
hito setup --institution XX --yes
refused 3 'la hace quien es de la secretaría' 'who is neither secretariat nor IT'
TEST_URL=$TEST_URL_SUPER
hito setup --administrator "${P}_new" --institution X
refused 1 '--institution-name' 'a first site is named whole'
TEST_URL=$url

# --- a dialog

sql -c "set role hito_owner" -c "update core.institution set logo = null" >/dev/null
if command -v script >/dev/null; then
	printf '%s\n' "$files/logo.png" s | script -qec "'$HITO' -d '$url' setup" /dev/null >"$out" 2>&1
	tr -d '\r' <"$out" | grep -qF 'Logotipo (archivo PNG):' && ! grep -q 'Siglas de la institución:' "$out" && [ "$(site)" = "$was" ]
	ok $? 'at a terminal what is missing is asked, and nothing else'
	sql -c "set role hito_owner" -c "update core.institution set logo = null" >/dev/null
	printf '%s\n' "$files/logo.png" n | script -qec "'$HITO' -d '$url' setup" /dev/null >"$out" 2>&1
	[ "$(sql -c 'select logo is null from core.institution')" = t ]
	ok $? 'no is no'
	# What cannot be is asked again with its reason; < goes back, Enter leaves it.
	sql -c "set role hito_owner" -c "update core.institution set place_id = null" -c "delete from core.year_name" \
		-c "update core.rule_set set verified = false" >/dev/null
	printf '%s\n' Austral 28 '<' 27 Otra '' "$files/none" '<' 'Año de otra prueba' "$files/respuestas" "$files/logo.png" 'Regla primera' \
		nunca '' ochenta 75 90 '' '' n n n |
		script -qec "'$HITO' -d '$url' preparar" /dev/null 2>&1 | tr -d '\r' >"$out"
	grep -o 'hito: .*' "$out" | diff - <(
		cat <<END
hito: Un UBIGEO tiene 2, 4 o 6 cifras; no «Austral».
hito: No existe el archivo «$files/none».
hito: No se puede poner el logotipo de la institución: no es un PNG entero de 4096 puntos por lado como mucho.
hito: «nunca» no se puede leer como fecha.
hito: «ochenta» no se puede leer como número.
hito: Los colores no se cruzan: rojo por debajo de un número mayor que 0, verde desde otro mayor, hasta 100.
END
	) >"$errors" && [ "$(grep -c 'Enter deja cada dato' "$out")" -eq 1 ] && grep -q 'UBIGEO de la institución: 27$' "$out" &&
		grep -q 'Nombre oficial de este año: Año de otra prueba$' "$out" && grep -q 'Umbral en %: 90 -> 75$' "$out"
	ok $? 'each answer is tried when it is given, and asked again'
	sql -c "set role hito_owner" -c "update core.institution set place_id = (select id from core.place where ubigeo = '27')" \
		-c "update core.rule_set set verified = from_date > '2016-01-01'" >/dev/null
	hito setup --year-name 'Año de la Prueba' --yes
	hito setup --logo "$files/logo.png" --yes
else
	skip 'a dialog' 'no script here'
fi

# --- a quarter is reported

hito new plan --set plan_code=2025 --set 'title=Plan Austral' --set starts=2025-01-01 --set ends=2025-12-31 &&
	hito new periodo --set plan_code=2025 --set period_key=2025-Q1 --set submissions_due=2025-04-15 &&
	hito new compromiso --set plan_code=2025 --set commitment_no=1 --set 'title=Gobierno cercano' --set office_code=GGR &&
	hito new indicador --set plan_code=2025 --set commitment_no=1 --set indicator_code=I1 --set 'indicator_name=Audiencias' --set office_code=GGR &&
	hito new target --set plan_code=2025 --set indicator_code=I1 --set period_key=2025-Q1 --set planned=10 &&
	hito new result --set plan_code=2025 --set indicator_code=I1 --set period_key=2025-Q1 --set executed=9 --set 'narrative=Nueve audiencias' &&
	hito new envio --set plan_code=2025 --set period_key=2025-Q1 --set office_code=GGR
[ "$code" -eq 0 ]
ok $? 'a plan, its quarter and a result'
hito remind --json
grep -q '"people": "'"$TEST_ME"'", "register": "submission", "key": "2025/2025-Q1.GGR", "what": "Informar y presentar el periodo"' "$out"
ok $? 'its office is reminded to hand it in'
hito do envio 2025/2025-Q1.GGR send
[ "$code" -eq 0 ]
ok $? 'and does'
hito report quarterly 2025-Q1 --plan 2025
cp "$out" "$files/all"
grep -qF 'Gobierno Regional Austral' "$out" && grep -qF '90.00' "$out" && grep -qF 'Año de la Prueba' "$out"
ok $? 'the quarter is reported: 9 of 10, under the own names'
# --- nothing of the region of the demonstration

words=$(grep -hoE "'(GRLL|GRPAT|SGP|SGTI|GRDIS|GRTPE|La Libertad|Trujillo|Ascope|Otuzco|Sánchez Carrión|Virú|El Porvenir|Florencia de Mora|Huanchaco)'" \
	sql/demo/10_site.sql | tr -d "'" | sort -u | tr '\n' '|')
words="${words}CRGA|regionlalibertad"
{
	for format in html csv json; do hito report quarterly 2025-Q1 --plan 2025 --format $format && cat "$out"; done
	hito board && cat "$out"
	hito export --all --output "$files/export" && cat "$files"/export/*
	hito publish "$files/open" && cat "$files"/open/*
	"$HITO" --help
	for order in $("$HITO" --help | sed -n 's/^  hito \([a-z]*\) .*/\1/p'); do "$HITO" "$order" --help; done
	for shell in bash zsh fish; do "$HITO" completion $shell; done
	"$HITO" doctor -d "$url"
	cat "${HITO_HOME:-.}"/forms/*.form "${HITO_HOME:-.}"/forms/report/*
	sql -c "select obj_description(c.oid, 'pg_class') from pg_class c" -c "select col_description(a.attrelid, a.attnum) from pg_attribute a where a.attnum > 0" \
		-c "select prosrc from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspowner = 'hito_owner'::regrole"
} >>"$files/all" 2>&1
grep -nE "\b($words)\b" "$files/all" >"$out"
[ $? -eq 1 ] && [ "$(wc -c <"$files/all")" -gt 500000 ] && [ "${#words}" -gt 100 ]
ok $? 'nothing of it in reports, exports, open data, help, forms, layouts and functions'

for who in ana luz; do
	sql -c "set session_replication_role = replica" -c "delete from core.login_mail where login = '${P}_$who'" \
		-c "delete from core.member where login = '${P}_$who'" -c "delete from core.login where login = '${P}_$who'" -c "drop role ${P}_$who" >/dev/null 2>&1
done
tap_end
