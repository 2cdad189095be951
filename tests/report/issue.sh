#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Reports that are issued (TEST_URL): what is kept comes back byte by byte after
# the data changed, verifying names what differs, tampering is found, and
# letters are whole and bear no header of anybody else.
set -u
export HITO_PLAN=
. "$(dirname "$0")/../lib/tap.sh"

has() { # WORDS TITLE
	[ "$code" -eq 0 ] && grep -qF -- "$1" "$out"
	ok $? "$2"
}
refused() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$errors" && [ ! -s "$out" ]
	ok $? "$3"
}
sql() { # as the superuser; guards fire
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" "$@"
}
tamper() { # STATEMENT: past every guard
	sql -c 'set session_replication_role = replica' -c "$1"
}

# --- issuing

hito report issue quarterly 2019-Q1 --plan 2018-2020
refused 3 'sigue abierto' 'an open period is not issued'
hito report issue quarterly 2019-Q1 --plan 2018-2020 --preliminary \
	--number 'Informe N° 012-2019' --signer 'Ana Ñahui, Secretaria Técnica' \
	--signer 'Luis Paz, Gerente'
has 'Informe 1/1: INFORME DE SEGUIMIENTO, 2018-2020, 2019-Q1' 'a preliminary one is'
has 'preliminar' 'and says so'
for format in text csv json html pdf xlsx; do
	hito report print 1 --format $format --output "$TEST_TMP/v1.$format"
	[ "$code" -eq 0 ] && [ -s "$TEST_TMP/v1.$format" ]
	ok $? "it has the bytes of $format"
done
hito report print 1/1
grep -q 'PRELIMINAR' "$out" && grep -q 'N° 012-2019' "$out" && cmp -s "$out" "$TEST_TMP/v1.text"
ok $? 'text is the usual format; number and mark are printed'
hito informe imprimir 'Informe N° 012-2019'
cmp -s "$out" "$TEST_TMP/v1.text"
ok $? 'found by its official number, in Spanish'
[ "$(sql -c "select count(*) from follow.report_file where sha256 = encode(sha256(bytes), 'hex')")" -ge 5 ]
ok $? 'each format with its digest'
[ "$(sql -c "select data -> 'report' ->> 'schema', rule_set ->> 'threshold', preliminary, length(sha256) from follow.report")" = \
	'hito-report/1|80|t|64' ]
ok $? 'data, rules, digest and the mark are kept'
[ "$(sql -c "select count(*) from follow.report_file where bytes like '%\\000%'::bytea and format = 'text'")" = 0 ]
ok $? 'bytes are bytes'
hito report verify 1
has 'es el que se emitió' 'verifying finds no difference'
hito --lang en informe verificar 1
[ "$code" -eq 0 ]
ok $? 'in whatever language the person reads'
hito report issue quarterly 2019-Q1 --plan 2018-2020 --preliminary
refused 3 'ya se emitió' 'a second time needs a reason'
hito report issue quarterly 2031-Q1 --plan 2018-2020 --preliminary
refused 1 '2031-Q1' 'a quarter outside of the plan'
hito report issue nada 2019-Q1
refused 1 'No hay ningún informe' 'an unknown report'
hito report issue quarterly 2019-Q1 --what
refused 1 'No existe la opción' 'an unknown option'
hito report issue
refused 1 'Falta decir qué informe' 'no report'
HITO_MODULES=$TEST_TMP/not-there HITO_HOME=$HITO_HOME hito report print 1 --format pdf --output "$TEST_TMP/again.pdf"
[ "$code" -eq 0 ] && cmp -s "$TEST_TMP/again.pdf" "$TEST_TMP/v1.pdf"
ok $? 'printing needs no library of the format'
hito report print 1 --format nada
refused 1 'no se emitió en el formato' 'a format that it has not'
grep -q 'Hay: .*pdf' "$errors"
ok $? 'names those that it has'
hito report print 99
refused 1 'No hay ningún informe emitido' 'a number that is not there'
hito report print 1/9
refused 1 'No hay ningún informe emitido' 'a version that is not there'

# --- a closed quarter

hito report issue quarterly 2018-Q4 --plan 2018-2020 --preliminary
has 'Informe 2/1' 'a closed quarter is issued'
! grep -q preliminar "$out" && hito report print 2 && ! grep -q PRELIMINAR "$out"
ok $? 'and is not preliminary, whatever was asked'
hito report verify 2
has 'es el que se emitió' 'and stands'
hito report issue annual 2018 --plan 2018-2020
has 'Informe 3/1: INFORME ANUAL' 'so is its year'

# --- another edition of a library

[ "$(sql -c "select made_with -> 'pdf' -> 'libraries' ?& '{hito,cairo,pango,harfbuzz,Lato Bold,Lato Regular}',
	made_with -> 'xlsx' -> 'libraries' ? 'libxlsxwriter', made_with - '{pdf,xlsx}'::text[]
	from follow.report where report_no = 3")" = 't|t|{}' ]
ok $? 'with what the bytes were made is kept, of the formats that a library makes'
edition() { # OF_THE_FONT: verifying where that one is installed
	"$(dirname "$0")/../lib/fonts.sh" "$1" "$TEST_TMP/$1"
	FONTCONFIG_FILE=$TEST_TMP/$1/fonts.conf hito report verify 3
}
differs() { # LINE TITLE: it is the only one
	[ "$code" -eq 3 ] && grep -q -- "$1" "$out" && [ "$(wc -l <"$out")" -eq 1 ]
	ok $? "$2"
}
edition later
[ "$code" -eq 0 ] &&
	grep -q '^pdf: otra biblioteca: .*Lato Bold [0-8][0-9.]*, hoy 9.*\. Compuesto de nuevo salen otros bytes, que dicen lo mismo\.$' "$out" &&
	[ "$(grep -c . "$out")" -eq 2 ]
ok $? 'other bytes by later letters that say the same are no difference'
cat >"$TEST_TMP/verify.keys" <<'END'
:informe<Enter><Down><Down>V
@expect Informe emitido 3/1
v
@expect otra biblioteca
@expect Informe 3/1: es el que se emitió, y hoy saldría igual.
END
FONTCONFIG_FILE=$TEST_TMP/later/fonts.conf hito --script "$TEST_TMP/verify.keys" --size 80x24
ok "$code" 'the screen says it too'
edition wide
differs '^pdf: otra biblioteca: .*Lato Bold .*, hoy 9.*\. Dice otra cosa, página [0-9]*: se emitió «.*», compuesto de nuevo sale «.*»\.$' \
	'another text on a page is one, and the page is named'
edition high
differs '^pdf: compuesto de nuevo con los mismos datos sale distinto' 'so are other bytes by the same edition'
remade() { # SET [SET_OF_FILE]: the workbook of report 3 as others would have made it, sealed
	tamper "update follow.report_file f set bytes = bytes || '\\x00'${2:+, $2} from follow.report r
		where r.id = f.report_id and r.report_no = 3 and f.format = 'xlsx';
		update follow.report_file set sha256 = encode(sha256(bytes), 'hex') where format = 'xlsx';
		update follow.report r set $1, hashes = r.hashes || jsonb_build_object('xlsx', f.sha256)
		from follow.report_file f where f.report_id = r.id and f.format = 'xlsx' and r.report_no = 3;
		update follow.report r set sha256 = follow.report_seal(r) where report_no = 3"
	hito report verify 3
}
remade "made_with = jsonb_set(made_with, '{xlsx,libraries,libxlsxwriter}', '\"0.9\"')"
has 'xlsx: otra biblioteca: libxlsxwriter 0.9, hoy ' 'a workbook by another library that says the same is no difference'
contents="made_with = jsonb_set(made_with, '{xlsx,contents}', to_jsonb(encode(sha256(convert_to(f.contents, 'UTF8')), 'hex')))"
remade "$contents" "contents = regexp_replace(contents, '(Resumen!A1\t)PRUEBA', '\\1VERDAD')"
differs '^xlsx: otra biblioteca: libxlsxwriter 0.9, hoy .*\. Dice otra cosa, celda Resumen!A1: se emitió «VERDAD - datos de práctica», compuesto de nuevo sale «PRUEBA - datos de práctica»\.$' \
	'another text in a cell is one, and the cell is named'
remade "$contents" "contents = regexp_replace(contents, '^Resumen!A1\t[^\n]*\n', '', 'n')"
differs 'celda Resumen!A2: se emitió «.*», compuesto de nuevo sale «»\.$' 'so is a cell less'
remade "made_with = made_with" "contents = contents || 'x'"
[ "$code" -eq 3 ] && grep -q '^xlsx: lo guardado de lo que dice no es lo que se emitió\.$' "$out"
ok $? 'what it says is found when it was bent'
tamper "update follow.report set made_with = jsonb_set(made_with, '{pdf,libraries,cairo}', '\"0.9\"') where report_no = 3"
hito report verify 3
[ "$code" -eq 3 ] && grep -q 'su huella es otra' "$out"
ok $? 'so is what it was made with'
tamper 'update follow.report_file set contents = null'
remade 'made_with = null'
differs '^xlsx: compuesto de nuevo con los mismos datos sale distinto' 'what was issued before it was kept is compared by its bytes'

# --- the data change

tamper "update follow.result set executed = executed + 1
	where id = (select r.id from follow.result r join core.period p on p.id = r.period_id
	where p.period_key = '2019-Q1' and r.state = 'approved' order by r.id limit 1)" >"$out" 2>"$errors" ||
	cat "$errors"
hito report print 1
cmp -s "$out" "$TEST_TMP/v1.text"
ok $? 'R7: the same bytes after the data changed'
for format in csv json html pdf xlsx; do
	hito report print 1/1 --format $format --output "$TEST_TMP/now"
	cmp -s "$TEST_TMP/now" "$TEST_TMP/v1.$format"
	ok $? "R7: and of $format"
done
hito report verify 1
[ "$code" -eq 3 ] && grep -q 'Hoy es otro dato: indicador [0-9.]*: ejecutado: se emitió' "$out" &&
	! grep -q 'figures\.' "$out" && grep -q 'Informe 1/1 (Informe N° 012-2019): .* diferencias' "$errors"
ok $? 'verifying names the figure that is another today'
hito informe emitir trimestral 2019-Q1 --plan 2018-2020 --preliminary \
	--correct 'Se corrigió un resultado'
has 'Informe 1/2:' 'a correction is the next version'
grep -q 'distintos\? de la versión anterior' "$out"
ok $? 'with its differences'
hito report print 1/2
tr -s ' \n' ' ' <"$out" >"$TEST_TMP/flat"
grep -q 'Corrige el Informe N° 012-2019, versión 1, emitido el ../../....: Se corrigió un resultado' "$TEST_TMP/flat"
ok $? 'and its cover names what it corrects, and why'
grep -q 'QUÉ CORRIGE ESTA VERSIÓN' "$out" && grep -q 'Diferencias con la versión anterior' "$out" &&
	grep -q 'indicador' "$TEST_TMP/flat" && ! grep -q 'figures\.\|blocks\[' "$out"
ok $? 'it lists what changed in words'
hito report print 1/2 --format json
grep -q '"block": "correction"' "$out"
ok $? 'in every format'
[ "$(sql -c "select count(*) from follow.report_difference d join follow.report r on r.id = d.report_id
	where r.version = 2 and d.path like 'figures.indicators[%].executed'")" = 1 ]
ok $? 'by their path'
hito report print 1
grep -q 'Versión 2' "$out" && ! cmp -s "$out" "$TEST_TMP/v1.text"
ok $? 'without a version the last one is printed'
hito report print 1/1
cmp -s "$out" "$TEST_TMP/v1.text"
ok $? 'the first one stays as it was'
hito report list --plan 2018-2020
[ "$(grep -c '2019-Q1' "$out")" = 2 ]
ok $? 'the list has both'
hito informe lista --json
[ "$(grep -c '"report": "1/' "$out")" = 2 ]
ok $? 'as JSON'
hito report list --plan nada
[ "$code" -eq 0 ] && ! grep -q '2019-Q1' "$out"
ok $? 'of one plan only'

hito report annual 2019 --plan 2018-2020 --format json
grep -q '"report_version": "2"' "$out" && grep -q '"report_sha256": "[0-9a-f]\{64\}"' "$out"
ok $? 'the annual report names the quarterly ones that it consolidates'

hito report annual 2019 --plan 2018-2020
tr -s ' \n' ' ' <"$out" | grep -q 'Atención: no se emitió el informe de II Trim. 2019, III Trim. 2019, IV Trim. 2019\.'
ok $? 'and warns of those that were not issued'

# A closed quarter that is reopened: the correction says so, and why.
tamper "update core.period set state = 'open', reopened_by = 'secretaria_tecnica', reopened_at = core.moment() + interval '1 hour',
	reopen_reason = 'faltaba un acta' where period_key = '2018-Q4'"
tamper "update follow.result set executed = executed - 1 where id = (select r.id from follow.result r join core.period p on p.id = r.period_id
	where p.period_key = '2018-Q4' and r.state = 'approved' order by r.id limit 1)"
tamper "update core.period set state = 'closed' where period_key = '2018-Q4'"
hito report verify 2
grep -q 'Desde que se emitió: IV Trim. 2018 se reabrió el ../../.... por secretaria_tecnica: faltaba un acta' "$out"
ok $? 'verifying says what was reopened since, and why'
hito report issue quarterly 2018-Q4 --plan 2018-2020 --correct 'Acta añadida'
hito report print 2/2
tr -s ' \n' ' ' <"$out" >"$TEST_TMP/flat"
grep -q 'Corrige el informe 2, versión 1, .*: Acta añadida' "$TEST_TMP/flat" &&
	grep -q 'IV Trim. 2018 se reabrió el ../../.... por secretaria_tecnica: faltaba un acta' "$TEST_TMP/flat"
ok $? 'and the printed correction too'

# --- nobody changes it

for statement in "update follow.report set title = 'x'" \
	"update follow.report set deleted_at = now(), deleted_why = 'x'" \
	"delete from follow.report_file" "delete from follow.report" \
	"update follow.report_file set bytes = '\\x00'" "truncate follow.outbox" \
	"update follow.report_difference set new_value = 'x'"; do
	! sql -c "$statement" >"$out" 2>"$errors" && grep -q 'Lo emitido no se' "$errors"
	ok $? "refused: $statement"
done
sql -c "update follow.report set presented_on = '2019-05-02', published_url = 'https://example.org/i'" >"$out" 2>"$errors"
ok $? 'presented and published are noted afterwards'
tamper "update follow.report_file set bytes = replace(convert_from(bytes, 'UTF8'), 'PRELIMINAR', 'DEFINITIVO')::bytea
	where report_id = 1 and format = 'csv'" >/dev/null 2>"$errors"
hito report print 1/1 --format csv
refused 3 'no es el que se emitió' 'tampered bytes are not printed as the issued ones'
hito report verify 1/1
[ "$code" -eq 3 ] && grep -q 'csv: los bytes guardados no son' "$out"
ok $? 'and found'
tamper "update follow.report_file set sha256 = encode(sha256(bytes), 'hex')" >/dev/null 2>"$errors"
hito report verify 1/1
[ "$code" -eq 3 ] && grep -q 'csv: los bytes guardados no son' "$out"
ok $? 'with their digest bent too'
tamper "update follow.report set data = jsonb_set(data, '{report,figures,plan,mean}', '\"99\"') where report_no = 1 and version = 2" >/dev/null 2>"$errors"
hito report verify 1/2
[ "$code" -eq 3 ] && grep -q 'su huella es otra' "$out"
ok $? 'tampered data are found'
tamper "delete from follow.report_file where report_id = (select id from follow.report where report_no = 1 and version = 2) and format = 'json'" >/dev/null 2>"$errors"
hito report verify 1/2
grep -q 'Falta un archivo que se emitió: json' "$out"
ok $? 'a file that is gone too'

# --- letters

cat >"$TEST_TMP/sendmail" <<'EOF'
#!/bin/sh
cat >"$MAIL_FILE"
echo "aceptado $*"
EOF
printf '#!/bin/sh\necho no hay disco\nexit 75\n' >"$TEST_TMP/refuse"
chmod 755 "$TEST_TMP/sendmail" "$TEST_TMP/refuse"
export MAIL_FILE=$TEST_TMP/mail
hito report send 1/1 --to ana@example.org --format text --dry-run \
	--subject 'Informe de seguimiento del primer trimestre: rendición de cuentas y participación, año 2019'
cp "$out" "$TEST_TMP/letter"
has 'Content-Type: multipart/mixed' 'a letter is shown, not sent'
[ ! -e "$MAIL_FILE" ] && [ "$(sql -c 'select count(*) from follow.outbox')" = 0 ]
ok $? 'and nothing is kept of it'
grep -q '^Date: [A-Z][a-z][a-z], [0-9]* [A-Z][a-z][a-z] [0-9]\{4\} [0-9:]\{8\} +0000$' "$out" &&
	! grep -qE '^Message-ID: .*(invalid|localhost|@[^.]*>)' "$out" &&
	grep -q '^MIME-Version: 1.0$' "$out" && grep -q '^Subject: =?UTF-8?B?' "$out"
ok $? 'with the headers of a letter'
[ "$(LC_ALL=C wc -L <"$out")" -le 78 ] && ! LC_ALL=C grep -q '[^ -~]' "$out"
ok $? 'ASCII, in short lines'
sed '1,/filename="PRUEBA_informe-de-seguimiento_2018-2020_2019-q1_012-2019_v1.txt"/d;/^--=_/,$d' "$out" | base64 -d 2>/dev/null |
	cmp -s - "$TEST_TMP/v1.text"
ok $? 'the attachment is the issued bytes'
grep -o '=?UTF-8?B?[^?]*?=' "$out" | sed 's/=?UTF-8?B?//;s/?=//' |
	while read -r w; do echo "$w" | base64 -d; done | grep -q 'rendición de cuentas y participación, año 2019'
ok $? 'the subject reads as it was written'
subject() { # of the letter on standard output, as it is read
	sed -n '/^Subject:/,/^MIME/p' "$out" | grep -o '=?UTF-8?B?[^?]*?=' |
		sed 's/=?UTF-8?B?//;s/?=//' | while read -r w; do
		echo "$w" | base64 -d
	done
}
body() {
	sed '1,/^Content-Type: text.plain/d;/^--=_/,$d' "$out" |
		grep -v '^Content' | base64 -d
}
subject | grep -q '^PRUEBA: Informe de seguimiento del primer trimestre'
ok $? 'in a practice database after the word that says so'
hito report send 1/1 --to ana@example.org --format text --dry-run
[ "$(subject)" = 'PRUEBA: Informe N° 012-2019, INFORME DE SEGUIMIENTO, 2018-2020, 2019-Q1' ]
ok $? 'without a subject of hers it has the official number'
body >"$TEST_TMP/said"
head -n 1 "$TEST_TMP/said" | grep -qF 'PRUEBA - datos de práctica' &&
	grep -qF 'Informe N° 012-2019, de ' "$TEST_TMP/said"
ok $? 'the text says both too'
SENDMAIL="$TEST_TMP/sendmail -t -i" hito informe enviar 1/1 --to ana@example.org \
	--cc luis@example.org --format pdf
has 'Enviado a ana@example.org' 'a letter is sent'
grep -q '^Cc: luis@example.org' "$MAIL_FILE" && grep -q '^Content-Type: application/pdf' "$MAIL_FILE"
ok $? 'as it was shown'
[ "$(sql -c "select state, recipients, copies, outcome from follow.outbox")" = \
	'sent|ana@example.org|luis@example.org|aceptado -t -i' ]
ok $? 'the outbox keeps it'
cmp -s <(sql -c 'select message from follow.outbox') <(cat "$MAIL_FILE"; echo)
ok $? 'word by word'
rm "$MAIL_FILE"
SENDMAIL="$TEST_TMP/sendmail -t -i" hito report send 1/1 --to ana@example.org \
	--cc luis@example.org --format pdf
refused 3 'Este mismo correo ya salió el' 'the same letter does not go twice'
grep -qF -- '--again' "$errors" && [ ! -e "$MAIL_FILE" ]
ok $? 'without a terminal it says what would send it'
again() { # ANSWER: the same letter, asked about at a terminal
	printf '%s\n' "$1" | SENDMAIL="$TEST_TMP/sendmail -t -i" script -qec \
		"'$HITO' -d '$TEST_URL' report send 1/1 --to ana@example.org \
		--cc luis@example.org --format pdf" /dev/null >"$out" 2>&1
}
if command -v script >/dev/null; then
	again n
	grep -qF '¿Enviarlo otra vez? [s/N]' "$out" && [ ! -e "$MAIL_FILE" ] &&
		grep -qF 'No se envió nada' "$out"
	ok $? 'at one it asks, and no is no'
	again s
	grep -qF 'Enviado a ana@example.org' "$out" && [ -e "$MAIL_FILE" ] &&
		[ "$(sql -c "select string_agg(state, ' ') from follow.outbox")" = 'sent sent' ]
	ok $? 'and yes sends it'
	sql -c "set session_replication_role = replica" \
		-c "delete from follow.outbox where id = (select max(id) from follow.outbox)" >/dev/null
fi
SENDMAIL=$TEST_TMP/refuse hito report send 1/1 --to ana@example.org --format text
[ "$code" -eq 1 ] && grep -q 'no aceptó el mensaje' "$errors" &&
	[ "$(sql -c "select outcome from follow.outbox where state = 'failed'")" = 'no hay disco' ]
ok $? 'a refusal is kept with its reason'
SENDMAIL=$TEST_TMP/not-there/mail hito report send 1/1 --to ana@example.org --format text
refused 1 'No se pudo ejecutar' 'no mail program'
# The program dies between: nobody knows whether it went.
printf '#!/bin/sh\ncat >/dev/null\nkill -9 $PPID\n' >"$TEST_TMP/die"
chmod 755 "$TEST_TMP/die"
SENDMAIL=$TEST_TMP/die hito report send 1/1 --to eva@example.org --format text
export SENDMAIL="$TEST_TMP/sendmail"
hito report send 1/1 --to eva@example.org --format text
refused 3 'no se sabe si salió' 'what was left halfway is not doubled'
[ "$(sql -c "select count(*) from follow.outbox where recipients = 'eva@example.org'")" = 1 ]
ok $? 'it is on record once'
hito report send 1/1 --to luis@example.org --format text
has 'Enviado a luis' 'to others it goes'
hito report send 1/1 --to eva@example.org --format text --again
has 'Enviado a eva' 'and again when she says so'
[ "$(sql -c "select string_agg(state, ' ' order by id) from follow.outbox
	where recipients = 'eva@example.org'")" = 'failed sent' ]
ok $? 'both are on record'
unset SENDMAIL
for address in 'ana' 'ana@' '@example.org' 'a b@example.org' \
	$'ana@example.org\nBcc: x@y.z' 'ana@example.org,x@y.z' '-f@example.org' \
	'<ana@example.org>' 'ana@exámple.org' 'a..b@example.org'; do
	hito report send 1/1 --to "$address" --format text --dry-run
	refused 1 'no es una dirección' "no address: ${address//$'\n'/ }"
done
hito report send 1/1 --to ana@example.org --format text --dry-run --subject $'x\nBcc: x@y.z'
refused 1 'El asunto tiene' 'a subject that would be another header'
hito report send 1/1 --format text --dry-run
refused 1 'Falta decir a quién' 'nobody to send it to'
printf 'Señores:\n\nVa el informe.\n' >"$TEST_TMP/body"
hito report send 1/1 --to ana@example.org --format text --dry-run --body "$TEST_TMP/body"
body | grep -A 2 -F 'Señores:' | grep -qF 'Va el informe.'
ok $? 'a text of its own'

# --- who

sql -c "create role t_reads login; grant hito_reader to t_reads" \
	-c "insert into core.login (login) values ('t_reads')" \
	-c "insert into core.member (login, office_id, kind) values ('t_reads', core.root_office(), 'read')" \
	>"$out" 2>"$errors" || cat "$errors"
TEST_URL=${TEST_URL/$TEST_ME@/t_reads@}
hito report print 1/1
cmp -s "$out" "$TEST_TMP/v1.text"
ok $? 'everyone reads what is issued'
hito report issue quarterly 2019-Q1 --plan 2018-2020 --preliminary --correct 'x'
[ "$code" -ne 0 ] && [ ! -s "$out" ]
ok $? 'only the secretariat issues'
SENDMAIL="$TEST_TMP/sendmail" hito report send 1/1 --to ana@example.org --format text
[ "$code" -ne 0 ] && [ ! -s "$out" ]
ok $? 'and sends'
sql -c 'drop owned by t_reads' -c 'drop role t_reads' >/dev/null 2>&1

tap_end
