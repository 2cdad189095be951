#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# TEST_URL
# Personal data leave where the office may, with a reason and on record; no
# other file has them.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

query "insert into plan.contribution_private (contribution_id, author_name, email, phone)
	select id, 'Zoraida Plantada', 'plantada@ejemplo.pe', '944555111'
	from plan.contribution where deleted_at is null order by id limit 1" >/dev/null
query "insert into plan.commitment_contact_private (commitment_id, post, person_name, email, phone)
	select id, 'Puesto plantado', 'Yolanda Sembrada', 'sembrada@ejemplo.pe', '944555222'
	from plan.commitment where deleted_at is null order by id limit 1" >/dev/null

# --- no file has a private value

# Every text of every private table, one a line; not the words of a choice.
cat >"$TEST_TMP/private.sql" <<'SQL'
set client_min_messages to warning;
do $$
declare
	t text;
begin
	create table public.private_text (v text);
	for t in select g.name from core.register g where g.kind in ('personal', 'consented') loop
		execute format('insert into public.private_text select v #>> ''{}'' from %s t, jsonb_each(to_jsonb(t)) as e (k, v)
			where jsonb_typeof(v) = ''string'' and k !~ ''_at$|_by$|_kind$|^level$|_on$''', t);
	end loop;
end
$$;
select v from public.private_text;
SQL
sql -f "$TEST_TMP/private.sql" | awk 'length($0) >= 6' |
	sort -u >"$TEST_TMP/private"
[ "$(wc -l <"$TEST_TMP/private")" -gt 15 ] && grep -qx 'Zoraida Plantada' "$TEST_TMP/private"
ok $? 'there are private values to seek'
for format in csv json xlsx ods; do
	hito export --all --format $format --output "$TEST_TMP/$format" --quiet
	[ "$code" -eq 0 ]
	ok $? "all registers as $format"
done
for book in "$TEST_TMP"/xlsx/*.xlsx; do
	unzip -p "$book" xl/sharedStrings.xml xl/worksheets/sheet1.xml \
		>>"$TEST_TMP/books" 2>/dev/null
done
for book in "$TEST_TMP"/ods/*.ods; do
	unzip -p "$book" content.xml >>"$TEST_TMP/books"
done
grep -q 'Hito' "$TEST_TMP/books" && grep -q 'PRUEBA' "$TEST_TMP/csv/action_plan.csv"
ok $? 'with what is no secret'
! grep -rnF -f "$TEST_TMP/private" "$TEST_TMP/csv" "$TEST_TMP/json" "$TEST_TMP/books" >"$out"
ok $? 'and none has a private value'
hito export contribution --output "$TEST_TMP/plain.csv"
says 0 'columnas de datos personales no van' 'that they are left out is said'

# --- who may, and why

hito export contribution --personal
says 1 'diga para qué salen los datos' 'without a reason nothing leaves'
hito export contribution --reason 'Para nada'
says 1 -- '--reason va con --personal' 'nor does a reason without them'
hito export --all --personal --reason Todo --output "$TEST_TMP/no"
says 1 'va con un registro' 'one register at a time'
hito export milestone --personal --reason 'Prueba' --output "$TEST_TMP/no.csv"
says 3 'no guarda datos personales' 'a register without any says so'
query "update core.personal_office set deleted_at = now(), deleted_by = 'x', deleted_why = 'x'
	where register = 'labour.employer_private'" >/dev/null
hito export employer --personal --reason 'Prueba' --output "$TEST_TMP/no.csv"
says 3 'no ve los datos personales de «Empleadores»: no se escribió nada' \
	'without the right a sentence'
[ ! -e "$TEST_TMP/no.csv" ] && [ ! -e "$TEST_TMP/no" ]
ok $? 'and no file'
is 0 'select count(*) from core.personal_export' 'nothing of that is an export'

# --- on record

hito export contribution --personal --reason 'Pedido de la Defensoría 12-2019' \
	--where state=received --output "$TEST_TMP/personal.csv"
[ "$code" -eq 0 ]
ok $? 'with the right and a reason they leave'
hito export contribution --personal --reason 'Copia' --output "$TEST_TMP/all.csv"
grep -qF 'Zoraida Plantada' "$TEST_TMP/all.csv" && grep -qF 'plantada@ejemplo.pe' "$TEST_TMP/all.csv" &&
	grep -qF 944555111 "$TEST_TMP/all.csv"
ok $? 'they are in the file'
is "$(id -un)|plan.contribution|state=received|Pedido de la Defensoría 12-2019|t" \
	"select login, register, narrowed, reason, columns like '%Correo%' from core.personal_export where id = 1" \
	'who, of what, narrowed by what and why is on record'
is 2 'select count(*) from core.personal_export where rows_written is not null' 'with its rows'
is "$(($(wc -l <"$TEST_TMP/all.csv") - 1))" 'select rows_written from core.personal_export where id = 2' \
	'as many as were written'
hito list personal_export --csv
says 0 'Pedido de la Defensoría 12-2019' 'the secretariat sees it'
sql -c 'create role t_export_clerk login in role hito_clerk' 2>/dev/null
sql -c 'set session authorization t_export_clerk' \
	-c 'select count(*) from core.personal_export' >"$out" 2>&1
[ "$(cat "$out")" = 0 ]
ok $? 'another clerk does not'
sql -c 'set session authorization t_export_clerk' \
	-c "update core.personal_export set reason = 'Otra'" >"$out" 2>&1
grep -q 'denied' "$out"
ok $? 'and nobody writes it by hand'
hito export employer --since 2019-01-01 --output "$TEST_TMP/since.csv"
says 0 'since.csv: 8 filas' 'what changed since a day'
hito export employer --since 2098-01-01 --output "$TEST_TMP/since.csv"
says 0 'since.csv: 0 filas' 'and nothing since another'

tap_end
