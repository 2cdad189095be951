#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Attendance as offices keep it, seats by sessions: a cell is a record, told by
# its line and its heading; a heading is a session.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1

hito new organo --set Código=M --set 'Nombre=Comité M' --set Clase=Comité --set Desde=01/01/2018
for seat in 1 2 3 4; do
	hito new asiento --set Órgano=M --set "Asiento N°=$seat" --set "Cargo o institución=Cargo $seat" \
		--set Sector=Gobierno --set Desde="$([ "$seat" -lt 4 ] && echo 01/01/2018 || echo 15/03/2019)"
	for q in Titular Alterna; do
		hito new designacion --set Órgano=M --set "Asiento N°=$seat" --set Calidad=$q \
			--set "Persona=$q $seat" --set Desde=15/03/2019
	done
done
printf '%s\n' 'Órgano;Fecha;Hora;Lugar;Hora de inicio;Situación' 'M;01/03/2019;9:00;Sala;9:05;Realizada' \
	'M;01/04/2019;9:00;Sala;9:05;Realizada' 'M;01/05/2019;9:00;Sala;9:05;Realizada' >sesiones.csv
hito import sesion sesiones.csv
says 0 '3 nuevos' 'three sessions'

roll="select string_agg(concat_ws(' ', session_ref, seat_no, mark, batch_line), '|' order by session_ref, seat_no)
	from council.attendance_all where deleted_at is null"
cat >lista.csv <<'END'
Asistencia del año;;;
Asiento;M-01-2019;m-02-2019;M-03-2019
1;T;S;Presente
2;E;;Ausente
3;F;Suplente;
4;;T;Justificado
END
hito import asistencia lista.csv --dry-run
says 0 '4 filas, 9 registros' 'rows as read, and what they give'
hito import asistencia lista.csv
says 0 '9 nuevos   0 cambian   0 iguales' 'a matrix'
wanted='M-01-2019 1 titular 3|M-01-2019 2 excused 4|M-01-2019 3 absent 5|M-02-2019 1 alternate 3|M-02-2019 3 alternate 5|M-02-2019 4 titular 6|M-03-2019 1 titular 3|M-03-2019 2 absent 4|M-03-2019 4 excused 6'
is "$wanted" "$roll" 'each cell at its seat and session, with its line; a blank one says nothing'
is '4 9 0' "select concat_ws(' ', rows_read, inserted, rejected) from core.batch order by id desc limit 1" 'the batch has the lines and the records'
hito import asistencia lista.csv --json
says 0 '"rows":4,"records":9,"inserted":0,"changed":0,"same":9,' 'the same file adds nothing'

sed 's/^3;F/3;E/' lista.csv >otra.csv
hito import asistencia otra.csv
says 0 '0 nuevos   1 cambia   8 iguales' 'a cell that changed'
says 0 'línea 5, M-01-2019: Ausente -> Excusada' 'is told by its line and heading'
hito import asistencia lista.csv --quiet

# ---- headings
printf '%s\n' 'Asiento;M-01-2019;M-09-2019' '1;T;T' '2;E;T' '3;F;T' >malo.csv
for skip in '' --skip-bad; do
	# shellcheck disable=SC2086
	hito import asistencia malo.csv --json --rejects r.csv $skip
	says 3 '"findings":[{"line":1,"field":"session_ref","column":"M-09-2019","value":"M-09-2019","severity":"error"' \
		"a heading that is no session ${skip:-}"
	[ "$(grep -o '"severity"' "$out" | wc -l)" -eq 1 ] && grep -q '"rejected":0,' "$out" && [ ! -e r.csv ]
	ok $? 'once, and no line is blamed'
done
printf '%s\n' 'Asiento;M-01-2019;M-02-2019;m-01-2019' '1;T;T;T' >malo.csv
hito import asistencia malo.csv
says 1 '«M-01-2019» (columna 2) y «m-01-2019» (columna 4) son el mismo dato' 'a heading twice'
{
	printf Asiento
	for k in $(seq 1000); do printf ';M-%s-2019' "$k"; done
	printf '\n1'
	for k in $(seq 1000); do printf ';'; done
	echo
} >ancho.csv
hito import asistencia ancho.csv
says 1 'La línea 1 tiene más de 1000 columnas.' 'as many as a file may have'
sed 's/;M-1000-2019$//; 2s/;$//' ancho.csv >justo.csv
hito import asistencia justo.csv
[ "$code" -eq 0 ] && grep -q '1 fila, 0 registros' "$out"
ok $? '999 of nothing say nothing'
printf '%s\n' 'Asiento;Vez' '1;1' >malo.csv
hito import asistencia malo.csv
says 3 'El archivo no trae esta columna' 'no other heading: no matrix'
printf '%s\n' 'Asiento;Vez;M-01-2019' '1;1;T' >una.csv
hito import asistencia una.csv --set Marca=Titular
says 3 'columna que el registro no tiene: no se carga' 'nor where an option says one of the two'

# ---- cells
printf '%s\n' 'Asiento;M-01-2019;M-02-2019' '1;T;S' '4;T;T' >malo.csv
hito import asistencia malo.csv --json
says 3 '"line":3,"field":"seat_no","column":"Asiento / M-01-2019","value":"4","severity":"error","reason":"La sesión no tiene un asiento con este número."' \
	'a seat that was not in force that day, and which'
[ "$(grep -o '"severity":"error"' "$out" | wc -l)" -eq 1 ]
ok $? 'the other day it was'
printf '%s\n' 'Asiento;M-01-2019;M-02-2019' '1;T;S' '1;E;' >malo.csv
hito import asistencia malo.csv --json
says 3 '"reason":"Repite la línea 2 del archivo."' 'a seat twice: the line is one of the file'

"$TEST_PGBIN/psql" -X -q -d "$TEST_URL_SUPER" -c 'delete from council.attendance' >"$out" 2>&1
ok $? 'an empty roll'
printf '%s\n' 'Asiento;M-01-2019;M-02-2019' '1;T;S' '2;Tal vez;E' 'x;F;F' >malo.csv
hito import asistencia malo.csv --skip-bad --rejects r.csv --json
says 4 '"rows":3,"records":6,"inserted":2,"changed":0,"same":0,"review":0,"rejected":2,' 'a line with a bad cell stays out whole'
says 4 '"line":3,"field":"mark","column":"M-01-2019","value":"Tal vez"' 'told by its heading'
[ "$(grep -o '"severity":"error"' "$out" | wc -l)" -eq 2 ]
ok $? 'and a bad seat once, not at each of its cells'
is 'M-01-2019 1 titular 2|M-02-2019 1 alternate 2' "$roll" 'nothing of it was taken'
tr -d '\r' <r.csv >unix.csv
[ "$(sed -n 1p unix.csv | tail -c +4)" = 'Línea;Columna;Valor;Motivo;Asiento;M-01-2019;M-02-2019' ] && [ "$(wc -l <unix.csv)" -eq 3 ] &&
	grep -q ';2;Tal vez;E$' unix.csv
ok $? 'the rejected lines with all their cells'
sed 's/;2;Tal vez;E$/;2;T;E/; s/;x;F;F$/;3;F;F/' unix.csv >corregido.csv
hito import asistencia corregido.csv
says 0 '2 filas, 4 registros' 'come back corrected'
is 'M-01-2019 1 titular|M-01-2019 2 titular|M-01-2019 3 absent|M-02-2019 1 alternate|M-02-2019 2 excused|M-02-2019 3 absent' \
	"select string_agg(concat_ws(' ', session_ref, seat_no, mark), '|' order by session_ref, seat_no) from council.attendance_all where deleted_at is null" \
	'and are all there'

# ---- one record a line, as before
printf '%s\n' 'Sesión;Asiento;Marca;Otra' 'M-03-2019;1;T;x' 'M-03-2019;2;F;x' >larga.csv
hito import asistencia larga.csv
says 0 '2 nuevos' 'the long form'
says 0 'columna que el registro no tiene: no se carga' 'where another column is left'
grep -q '   2 filas$' "$out"
ok $? 'and a row is a record'
is '2|3' "select string_agg(batch_line::text, '|' order by seat_no) from council.attendance_all where session_ref = 'M-03-2019'" 'at its line'
tap_end
