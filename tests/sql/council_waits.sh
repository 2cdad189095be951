#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Two people at one session: who writes second waits, and is judged by what the
# first wrote. Needs TEST_URL_SUPER, TEST_PGBIN.
set -u
echo 1..9

chief=t_council_chief
. "$(dirname "$0")/../lib/race.sh"
sql -c 'create role t_council_chief login' -c 'grant hito_secretariat to t_council_chief' -c "insert into core.login (login) values ('t_council_chief')" \
	-c "insert into core.member (login, office_id, kind) values ('t_council_chief', core.root_office(), 'secretariat')"
sql -c 'set session authorization t_council_chief' \
	-c "insert into council.body (body_code, body_name, kind, from_date) values ('W', 'Esperas', 'committee', '2018-01-01')" \
	-c "insert into council.seat (body_id, seat_no, seat_name, sector, from_date) select b.id, n, 'Cargo ' || n, 'government', '2018-01-01'
		from council.body b, generate_series(1, 4) as n where b.body_code = 'W'" \
	-c "insert into council.session (body_id, held_on, call_at, place) select id, '2019-03-01', '09:00', 'Sala' from council.body where body_code = 'W'" \
	-c "select council.session_convene(id, row_version, '2019-02-20', 'Oficio') from council.session where session_ref = 'W-01-2019'" >/dev/null
seat="(select s.id from council.seat s join council.body b on b.id = s.body_id where b.body_code = 'W' and s.seat_no ="
session="(select id from council.session where session_ref = 'W-01-2019')"
act() { echo "select council.session_$1(id, row_version, $2) from council.session where session_ref = 'W-01-2019'"; }
attend() { echo "insert into council.attendance (session_id, seat_id, turn, mark, person_name) values ($session, $seat $1), $2, 'titular', $3)"; }

race 'one person in two seats' 'ya asiste en el asiento 1' "$(attend 1 1 "'Juana'")" "$(attend 2 1 "'JUANA'")"
race 'one seat twice' 'ya está presente' "$(attend 2 1 null)" "$(attend 2 2 null)"
sql -c 'set session authorization t_council_chief' -c "$(attend 3 1 null)" -c "$(act open "'09:05'")" >/dev/null
leave="update council.attendance set left_at = '09:01' where seat_id = $seat 3)"
race 'it does not end without the quorum that left' 'No hay quórum' "$leave" "$(act end "'10:00'")"
sql -c 'set session authorization t_council_chief' -c "${leave/\'09:01\'/null}" -c "$(act end "'10:00'")" >/dev/null
race 'more votes than seats that are still there' 'a esa hora hay' "update council.attendance set left_at = '09:30' where seat_id = $seat 3)" \
	"insert into council.agreement (session_id, agreement_text, voting, voted_at, votes_for, votes_against) values ($session, 'X', 'count', '09:45', 3, 0)"
race 'nothing is agreed while its minutes are approved' 'acta está aprobada' "$(act approve null)" \
	"insert into council.agreement (session_id, agreement_text) values ($session, 'Tarde')"
race 'nor called, by a hand that comes late' 'acta de la sesión está aprobada' "update council.session set notes = notes where id = $session" "$leave"
race 'two seats of one number' 'ya tiene un asiento 9' "insert into council.seat (body_id, seat_no, seat_name, sector, from_date)
	select id, 9, 'A', 'government', '2019-04-01' from council.body where body_code = 'W'" "insert into council.seat (body_id, seat_no, seat_name, sector, from_date)
	select id, 9, 'B', 'government', '2019-04-02' from council.body where body_code = 'W'"
race 'two titulars' 'la titular del asiento es otra' "insert into council.designation (seat_id, person_name, from_date) values ($seat 9), 'A', '2019-04-01')" \
	"insert into council.designation (seat_id, person_name, from_date) values ($seat 9), 'B', '2019-04-02')"
race 'two rules' 'ya rige otra regla' "insert into council.quorum_rule (body_id, from_date) select id, '2019-04-01' from council.body where body_code = 'W'" \
	"insert into council.quorum_rule (body_id, from_date) select id, '2019-04-02' from council.body where body_code = 'W'"
