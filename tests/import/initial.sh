#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# What a file does not say: it is told by the word that the screen shows, of every
# register, never by the code that is kept; and a holiday of a region that names no
# place is of the institution's.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1

printf '%s\n' 'Fecha,Nombre' '12/09,Día de la Región Austral' >feriados.csv
hito import feriados feriados.csv --dry-run
says 0 'El archivo no dice este dato: entra como «Nación».' 'the word of the screen'
hito --lang en import holiday feriados.csv --dry-run
says 0 'The file does not say this: it enters as "Nation".' 'in the language of who reads'
"$HITO" -d "$TEST_URL" form describe >forms.json
query "select string_agg(distinct r.key || '.' || (f ->> 'name'), ' ') from jsonb_each('$(tr -d "'" <forms.json)'::jsonb) as r (key, form)
	cross join jsonb_array_elements(form -> 'fields') as f where f ->> 'shown' = f ->> 'default'" >"$out" 2>&1
[ "$(cat "$out")" = 'core.place.ubigeo_system plan.activity.ubigeo_system' ]
ok $? 'no code is shown where the screen has a word'

printf '%s\n' 'Fecha,Nombre,Alcance' '12/09,Día de la Región Austral,Región' '13/09,Otro día,Nación' >feriados.csv
hito import feriados feriados.csv
says 3 'dice en qué lugar rige' 'a region, of an institution that has no place'
query "set role hito_owner; insert into core.place (ubigeo, place_name) values ('27', 'Austral');
	update core.institution set place_id = (select id from core.place where ubigeo = '27')" >/dev/null
hito import feriados feriados.csv
says 0 '2 nuevos' 'of one that has it'
is '12-09 nation |12-09-region-27' "select (select '12-09 nation ' || coalesce(p.ubigeo, '') from core.holiday h left join core.place p on p.id = h.place_id
	where h.falls_on = '09-13') || '|' || (select '12-09-' || h.scope || '-' || p.ubigeo from core.holiday h join core.place p on p.id = h.place_id
	where h.falls_on = '09-12')" 'the region is its own, the nation has no place'
hito import feriados feriados.csv
says 0 '2 iguales' 'and is found again'
tap_end
