-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many must be there: of 13, 14 and 15 seats, in both calls, on either base,
-- by the rule and the membership of the day, at any hour, and the sentence that
-- says it.
begin;
\ir fixture.psql
\ir council.psql
select plan(59);

create function pg_temp.rule(code text, since date, fields text, vals text, till date default null) returns void language plpgsql as $$
begin
	set local role hito_owner;
	execute format('insert into council.quorum_rule (body_id, from_date, to_date, office_id, %s)
		values ((select id from council.body where body_code = %L), %L, %L, core.root_office(), %s)', fields, code, since, till, vals);
	reset role;
end
$$;
-- "needed of base" in a call.
create function pg_temp.needed(ref text, in_call int default 1) returns text language plpgsql as $$
declare
	answer text;
begin
	set local role hito_owner;
	update council.session s set in_call = $2, second_on = case $2 when 2 then s.held_on + 1 end where s.session_ref = ref;
	reset role;
	select q.needed || ' of ' || q.base into answer from council.quorum(pg_temp.sid(ref)) as q;
	return answer;
end
$$;
create function pg_temp.at(ref text, hour time default null) returns text language sql as $$
	select concat_ws(' ', q.present, q.government, q.civil_society, q.met) from council.quorum(pg_temp.sid(ref), hour) as q
$$;

-- a part in whole seats
select is(council.share_of(n, num, den, above, least), want::bigint, format('%s/%s of %s%s', num, den, n, case when above then ', above' else '' end))
from (values (14, 1, 2, true, 0, 8), (13, 1, 2, true, 0, 7), (15, 1, 2, true, 0, 8), (14, 1, 2, false, 0, 7), (13, 1, 2, false, 0, 7),
	(14, 1, 3, false, 3, 5), (13, 1, 3, false, 3, 5), (15, 1, 3, false, 3, 5), (16, 1, 3, false, 3, 6), (6, 1, 3, false, 3, 3),
	(9, 2, 3, false, 0, 6), (9, 2, 3, true, 0, 7), (7, 1, 1, false, 0, 7), (0, 1, 3, false, 3, 3)) as v (n, num, den, above, least, want);

-- the rule that collegiate bodies begin with
select is((select concat_ws('|', body_id, from_date, base, council.call_text(first_numerator, first_denominator, first_above, first_minimum),
	council.call_text(second_numerator, second_denominator, second_above, second_minimum), casting_vote, unverified) from council.quorum_rule),
	'2001-10-11|legal|más de 1/2|1/3, mínimo 3|t|t', 'absolute majority, then one third and never under three, to be verified');
select is(pg_temp.needed(pg_temp.session('N' || n, '2019-03-01')), first, n || ' seats') from (values (14, '8 of 14'), (13, '7 of 13'),
	(15, '8 of 15')) as v (n, first) where pg_temp.body('N' || n, n) is not null;
select is(pg_temp.needed('N' || n || '-01-2019', 2), second, n || ' seats, second call') from (values (14, '5 of 14'), (13, '5 of 13'),
	(15, '5 of 15')) as v (n, second);

-- one of fourteen is vacant
set local role hito_owner;
update council.designation d set to_date = '2019-01-31'
from council.seat s join council.body b on b.id = s.body_id where d.seat_id = s.id and b.body_code = 'N14' and s.seat_no = 14;
reset role;
select is(pg_temp.needed('N14-01-2019'), '8 of 14', 'a vacant seat counts on the legal base');
select pg_temp.rule('N14', '2019-01-01', 'base, source', '''designated'', ''Reglamento interno, artículo 8''', '2019-03-31') \g /dev/null
select is(pg_temp.needed('N14-01-2019'), '7 of 13', 'and not among the designated ones');

-- its own rule goes before the one of all, while it lasts
select is((select (council.rule_on(s.body_id, s.held_on)).source from council.session s where s.session_ref = 'N14-01-2019'),
	'Reglamento interno, artículo 8', 'a body''s own rule');
select is(pg_temp.needed(pg_temp.session('N14', '2019-04-01')), '8 of 14', 'the day after its end that of all bodies holds again');
select is(pg_temp.needed(pg_temp.session('N14', '2018-12-31')), '8 of 14', 'and the day before its beginning');
select is(pg_temp.needed(pg_temp.session('N13', '2019-03-05')), '7 of 13', 'another body has nothing of it');
select pg_temp.rule('N13', '2019-04-01', 'first_numerator, first_denominator, first_above', '2, 3, false') \g /dev/null
select is(pg_temp.needed('N13-02-2019'), '7 of 13', 'a rule does not reach back');
select is(pg_temp.needed(pg_temp.session('N13', '2019-04-01')), '9 of 13', 'from its day on it is that of the session');
select is(pg_temp.told($$insert into council.quorum_rule (body_id, from_date) select id, '2020-01-01' from council.body where body_code = 'N13'$$),
	'from_date: En esas fechas ya rige otra regla, del 01/04/2019.', 'two rules at a time are refused');
select is(pg_temp.told($$update council.quorum_rule set body_id = (select id from council.body where body_code = 'N15') where body_id is null$$),
	'body_code: El órgano de una regla no cambia: termínela y escriba otra.', 'the rule of all bodies stays of all');
select pg_temp.body('OLD', 9, '1995-01-01') \g /dev/null
select pg_temp.session('OLD', '1999-05-05') \g /dev/null
select is(pg_temp.sec(pg_temp.act('roll', 'OLD-01-1999', pg_temp.present(9))), '1', 'a roll of a day without a rule');
select is((select concat_ws('|', q.needed, q.met, q.said) from council.quorum(pg_temp.sid('OLD-01-1999')) as q),
	'9 de 9: no hay una regla de quórum para el 05/05/1999', 'says that there is none, and no quorum is met or failed');

-- who came: seats, sectors, hours
select pg_temp.body('Q', 14) \g /dev/null
select pg_temp.session('Q', '2019-03-10') \g /dev/null
select is((select concat_ws('|', q.present, q.recorded, q.met, q.said) from council.quorum(pg_temp.sid('Q-01-2019')) as q),
	'0|f|0 de 14, hacen falta 8: primera convocatoria, regla del 11/10/2001 (sin verificar)', 'before the roll nothing is met or failed');
select is(pg_temp.sec(pg_temp.act('roll', 'Q-01-2019', pg_temp.present(7))), '1', 'seven come');
select is(pg_temp.at('Q-01-2019'), '7 4 3 f', 'seven of fourteen are none, by sector');
select is(pg_temp.sec(pg_temp.act('roll', 'Q-01-2019', $$'8S09:30-10:15 9T9:40 10E 11F 12S 8S10:40'$$)), '1', 'more come, some of them alternates');
select is(pg_temp.at('Q-01-2019', hour::time), want, 'at ' || hour) from (values ('09:00', '8 4 4 t'), ('09:29', '8 4 4 t'),
	('09:30', '9 4 5 t'), ('09:40', '10 5 5 t'), ('10:14', '10 5 5 t'), ('10:15', '9 5 4 t'), ('10:40', '10 5 5 t')) as v (hour, want);
select is(pg_temp.sec(pg_temp.act('roll', 'Q-01-2019', $$'1T-10:00 2T-10:00 3T-10:00 1T10:30'$$)), '1', 'three leave, who presides comes back');
select is(pg_temp.at('Q-01-2019', hour::time), want, 'lost and regained, at ' || hour) from (values ('09:59', '10 5 5 t'),
	('10:00', '7 3 4 f'), ('10:20', '6 3 3 f'), ('10:30', '7 4 3 f'), ('10:40', '8 4 4 t')) as v (hour, want);
select is((select q.said from council.quorum(pg_temp.sid('Q-01-2019'), '10:40') as q),
	'8 de 14, hacen falta 8: primera convocatoria, regla del 11/10/2001 (sin verificar)', 'said with its rule');
set local role hito_owner;
update council.quorum_rule set unverified = false where body_id is null;
reset role;
select is((select q.said from council.quorum(pg_temp.sid('N15-01-2019')) as q),
	'0 de 15, hacen falta 5: segunda convocatoria, regla del 11/10/2001', 'a verified rule, a second call');

-- nobody is no quorum
select is(pg_temp.told(format($$insert into council.quorum_rule (body_id, from_date, %s) select id, '2019-01-01', %s from council.body where body_code = 'Q'$$, fields, vals)),
	want, format('%s %s', fields, vals)) from (values
	('first_above, first_numerator', 'false, 0', 'new row for relation "quorum_rule" violates check constraint "quorum_rule_first_asks"'),
	('second_minimum, second_numerator', '0, 0', 'new row for relation "quorum_rule" violates check constraint "quorum_rule_second_asks"'),
	('first_above, first_numerator, first_minimum', 'false, 0, 1', 'taken'), ('first_numerator', '0', 'taken'),
	('second_minimum, second_numerator', '1, 0', 'taken')) as v (fields, vals, want);

-- members come and go between two sessions
select pg_temp.session('N15', '2019-04-05') \g /dev/null
select is(pg_temp.sec($$update council.seat s set to_date = '2019-03-31' from council.body b
	where b.id = s.body_id and b.body_code = 'N15' and s.seat_no > 12$$), '3', 'three seats end');
select is(pg_temp.needed('N15-01-2019') || ', ' || pg_temp.needed('N15-02-2019'), '8 of 15, 7 of 12', 'the next session counts without them');

select * from finish();
rollback;
