-- SPDX-License-Identifier: GPL-3.0-or-later
-- Strikes: the notices that were published and what the authority held, periods,
-- resolutions of each instance, hours lost, who may what.
begin;
\ir fixture.psql
\ir dispute.psql
select plan(167);
set local role hito_owner;
update core.setting set value = '2024-12-30' where key = 'test.today';
insert into core.holiday (falls_on, name, scope, place_id, kind, office_id)
select '2019-03-14', 'Aniversario', 'region', p.id, 'holiday', core.root_office() from core.place p where p.ubigeo = '13';
reset role;

-- A notice and the start of its first period.
create function pg_temp.notice(no text, sector text, essential boolean, notice timestamp, starts timestamp, at_place text default '13') returns text
language plpgsql as $$
declare
	answer text;
begin
	set local role hito_owner;
	insert into labour.dispute (case_no, sector, kind, received_at, essential, place_id, office_id)
	values (no, sector, 'strike', notice, essential, (select id from core.place where ubigeo = at_place), core.office_named('A'));
	insert into labour.dispute_stage (dispute_id, stage, from_at) values (pg_temp.case_id(no), 'strike', notice);
	insert into labour.strike_period (dispute_id, starts_at) values (pg_temp.case_id(no), starts);
	select concat_ws('|', w.rule, w.last_day, w.in_time) into answer from labour.dispute d cross join labour.notice_term(d) as w where d.case_no = no;
	reset role;
	return answer;
end
$$;
select is(pg_temp.notice(no, sector, essential, notice::timestamp, starts::timestamp, place), want, no) from (values
	-- published
	('RDG 0123-2018', 'private', false, '2018-04-13 10:25', '2018-04-23 05:30', '13', 'huelga.privado|2018-04-20|t'),
	('RDG 0147-2018', 'private', true, '2018-05-30 12:00', '2018-06-15 00:00', '13', 'huelga.esencial|2018-06-13|t'),
	('RDG 0198-2018', 'servants', false, '2018-09-12 12:00', '2018-09-27 00:00', '13', 'huelga.servidores|2018-09-27|t'),
	-- the edge: the day after the last one, and the last one
	('edge in', 'private', false, '2018-04-13', '2018-04-21 00:00', '13', 'huelga.privado|2018-04-20|t'),
	('edge out', 'private', false, '2018-04-13', '2018-04-20 23:59', '13', 'huelga.privado|2018-04-20|f'),
	('servants early', 'servants', false, '2018-09-12', '2018-09-26 23:59', '13', 'huelga.servidores|2018-09-27|f'),
	-- Easter 2018: 29 and 30 March
	('Easter', 'private', false, '2018-03-26', '2018-04-05 00:00', '13', 'huelga.privado|2018-04-04|t'),
	('Easter out', 'private', false, '2018-03-26', '2018-04-04 00:00', '13', 'huelga.privado|2018-04-04|f'),
	-- 28 and 29 July 2021, a Wednesday and a Thursday
	('July 2021', 'private', false, '2021-07-23', '2021-08-04 00:00', '13', 'huelga.privado|2021-08-03|t'),
	('July 2021 out', 'private', false, '2021-07-23', '2021-08-03 00:00', '13', 'huelga.privado|2021-08-03|f'),
	-- 7 June counts from 2024
	('6 June 2023', 'private', false, '2023-06-06', '2023-06-14 00:00', '13', 'huelga.privado|2023-06-13|t'),
	('6 June 2024', 'private', false, '2024-06-06', '2024-06-15 00:00', '13', 'huelga.privado|2024-06-14|t'),
	-- 23 July was a working Friday in 2021, and a holiday in 2024
	('23 July 2021', 'private', false, '2021-07-16', '2021-07-24 00:00', '13', 'huelga.privado|2021-07-23|t'),
	('23 July 2024', 'private', false, '2024-07-17', '2024-07-26 00:00', '13', 'huelga.privado|2024-07-25|t'),
	-- a holiday of one region
	('its region', 'private', false, '2019-03-11', '2019-03-20 00:00', '13', 'huelga.privado|2019-03-19|t'),
	('another region', 'private', false, '2019-03-11', '2019-03-20 00:00', '04', 'huelga.privado|2019-03-18|t'),
	-- a day that the public sector does not work is one of private parties
	('public day', 'private', false, '2023-04-24', '2023-05-03 00:00', '13', 'huelga.privado|2023-05-02|t'),
	-- a leap day
	('leap day', 'private', false, '2024-02-28', '2024-03-07 00:00', '13', 'huelga.privado|2024-03-06|t'),
	('no leap day', 'private', false, '2023-02-28', '2023-03-08 00:00', '13', 'huelga.privado|2023-03-07|t'),
	('leap servants', 'servants', false, '2024-02-28', '2024-03-14 00:00', '13', 'huelga.servidores|2024-03-14|t'))
	as v (no, sector, essential, notice, starts, place, want);
select is((select core.working_days('huelga.esencial', '2018-05-30', '2018-06-14')), 11, 'eleven days before the strike of 15 June: the seventh was no holiday');
select is((select notice_said from labour.dispute_list where case_no = no), want, want) from (values
	('RDG 0123-2018', '5 días hábiles desde el 13/04/2018: hasta el 20/04/2018 (sin verificar); empieza el 23/04/2018 05:30: a tiempo'),
	('edge out', '5 días hábiles desde el 13/04/2018: hasta el 20/04/2018 (sin verificar); empieza el 20/04/2018 23:59: fuera de plazo. Es el último día del plazo: con él son 5 y antes de él 4; la regla no deja empezar ese día'),
	('RDG 0198-2018', '15 días calendario desde el 12/09/2018: hasta el 27/09/2018 (sin verificar); empieza el 27/09/2018 00:00: a tiempo. Es el último día del plazo: con él son 15 y antes de él 14; la regla deja empezar ese día'))
	as v (no, want);
set local role hito_owner;
update core.term_rule set on_last_day = false where rule_code = 'huelga.servidores';
reset role;
select is((select concat_ws(' ', notice_in_time, split_part(notice_said, ';', 3)) from labour.dispute_list where case_no = 'RDG 0198-2018'),
	'f  la regla no deja empezar ese día', 'whether it may begin on the last day is the rule''s');
set local role hito_owner;
update core.term_rule set on_last_day = true where rule_code = 'huelga.servidores';
reset role;
-- the term to judge a notice is the authority's, which public days extend
select is((select concat_ws('|', next_term, term_day) from labour.dispute_list where case_no = no), want, 'the authority has until ' || want) from (values
	('RDG 0123-2018', 'Pronunciarse sobre el aviso de huelga|2018-04-18'), ('public day', 'Pronunciarse sobre el aviso de huelga|2023-04-27')) as v (no, want);

-- three periods of one notice: 48 hours, 72 hours, then indefinite
select pg_temp.case_in('P', 'private', 'strike', '2018-05-30 12:00') \g /dev/null
create function pg_temp.period(starts text, hours int default null) returns text language sql as
	$$select format('insert into labour.strike_period (dispute_id, starts_at, hours) values (%s, %L, %s)', pg_temp.case_id('P'), starts, coalesce(hours::text, 'null'))$$;
select is(pg_temp.told(pg_temp.period('2018-05-30 11:59', 48)), 'starts_at: El periodo empieza antes de que se recibiera el caso, el 30/05/2018 12:00.', 'none before the case');
select is(pg_temp.does(pg_temp.period('2018-06-15 00:00', 48), pg_temp.period('2018-06-21 00:00', 72), pg_temp.period('2018-06-27 00:00')), '1', 'three periods');
select is((select string_agg(concat_ws(' ', starts_at, hours, ends_at), '|' order by starts_at) from labour.strike_period where dispute_id = pg_temp.case_id('P')),
	'2018-06-15 00:00:00 48 2018-06-17 00:00:00|2018-06-21 00:00:00 72 2018-06-24 00:00:00|2018-06-27 00:00:00', 'each ends by its hours');
select is(pg_temp.told(pg_temp.period(starts, hours)), want, want) from (values
	('2018-06-16 23:59', 24, 'starts_at: Se cruza con el periodo del 15/06/2018 00:00 al 17/06/2018 00:00.'),
	('2018-06-14 00:00', 25, 'starts_at: Se cruza con el periodo del 15/06/2018 00:00 al 17/06/2018 00:00.'),
	('2018-06-14 00:00', 24, 'taken'), ('2018-06-17 00:00', 96, 'taken'),
	('2018-06-17 00:00', 97, 'starts_at: Se cruza con el periodo del 21/06/2018 00:00 al 24/06/2018 00:00.'),
	('2018-07-01 00:00', 24, 'starts_at: Desde el 27/06/2018 00:00 la huelga es indefinida: no hay un periodo después.'),
	('2018-06-17 00:00', null, 'starts_at: Se cruza con el periodo del 21/06/2018 00:00 al 24/06/2018 00:00.'),
	('2018-06-17 00:00', 0, 'Cuántas horas: 48, 72; en blanco, indefinida: va de 1 a 8784.'),
	('2018-06-17 00:00', -5, 'Cuántas horas: 48, 72; en blanco, indefinida: va de 1 a 8784.')) as v (starts, hours, want);

-- what is resolved, and that it is held: in their order
select is(pg_temp.told(pg_temp.act('strike_qualify', 'P', $$'RD-1', '2018-06-01', 'first', 'in_order', null, null$$)),
	'resolution_no: El caso no tiene un aviso de huelga: comuníquelo primero.', 'no resolution without a notice');
select is(pg_temp.told(pg_temp.act('strike_begin', 'P', $$'2018-06-15 00:00', 10$$)), 'began_at: El caso no tiene un aviso de huelga: comuníquelo primero.', 'nor a beginning');
select is(pg_temp.does(pg_temp.act('dispute_notify_strike', 'P', $$'2018-05-30 12:00', 'Carta 1'$$)), '1', 'notified');
select is((select concat_ws(' ', state, strike_state, qualification, beginnable, liftable) from labour.strike_list where case_no = 'P'), 'strike notified t f', 'a strike notified');
select is(pg_temp.told(pg_temp.act('strike_qualify', 'P', args)), want, want) from (values
	($$'RD-1', '2018-05-29', 'first', 'in_order', null, null$$, 'resolved_on: La resolución es anterior al aviso, que se recibió el 30/05/2018 12:00.'),
	($$'RD-1', '2018-05-30', 'first', 'in_order', null, null$$, 'taken'),
	($$' ', '2018-06-01', 'first', 'in_order', null, null$$, 'resolution_no: Escriba el número de la resolución.'),
	($$'RD-1', null, 'first', 'in_order', null, null$$, 'resolved_on: Escriba la fecha de la resolución.'),
	($$'RD-1', '2018-06-01', 'first', null, null, null$$, 'result: Diga qué se resolvió.'),
	($$'RD-1', '2018-06-01', 'first', 'not_in_order', ' ', null$$, 'ground: Escriba por qué es improcedente o ilegal.'),
	($$'RD-1', '2018-06-01', 'appeal', 'in_order', null, null$$, 'instance: No hay una resolución de primera instancia que apelar.'),
	($$'RD-1', '2018-06-01', 'review', 'in_order', null, null$$, 'instance: No hay una resolución de apelación que revisar.'),
	($$'RD-1', '2018-06-01', 'first', 'illegal', 'Plazo', null$$, 'result: Se declara ilegal la huelga que se realizó: registre antes cuándo empezó.'),
	($$'RD-1', '2024-12-31', 'first', 'in_order', null, null$$, 'resolved_on: Esa fecha todavía no llega.'),
	($$'RD-1', '2018-06-01', 'first', 'in_order', null, '2018-05-31'$$, 'notified_on: La resolución es del 01/06/2018: no se notifica antes.')) as v (args, want);
select is(pg_temp.does(pg_temp.act('strike_qualify', 'P', $$'AD-005', '2018-06-01', 'first', 'not_in_order', 'Falta la nómina', '2018-06-04'$$)), '1', 'refused at first');
select is(pg_temp.told(pg_temp.act('strike_qualify', 'P', $$'AD-006', '2018-05-31', 'appeal', 'in_order', null, null$$)),
	'resolved_on: La instancia anterior resolvió el 01/06/2018: esta no resuelve antes.', 'an appeal is later');
select is(pg_temp.does(pg_temp.act('strike_qualify', 'P', $$'RG-010', '2018-06-08', 'appeal', 'in_order', null, null$$)), '1', 'allowed on appeal');
select is((select qualification from labour.strike_list where case_no = 'P'), 'in_order', 'what counts is the last one');
select is(pg_temp.does(pg_temp.act('strike_qualify', 'P', $$'RDG-0198', '2018-06-12', 'review', 'not_in_order', 'Otros requisitos', null$$)), '1', 'refused on review');
select is((select string_agg(instance || ' ' || result, '|' order by resolved_on) from labour.strike_ruling where dispute_id = pg_temp.case_id('P')),
	'first not_in_order|appeal in_order|review not_in_order', 'each instance keeps its result');
select is(pg_temp.told(pg_temp.act(action, 'P', args)), want, want) from (values
	('strike_begin', $$'2018-05-30 11:59', 100$$, 'began_at: La huelga empieza antes del aviso, que se recibió el 30/05/2018 12:00.'),
	('strike_begin', $$'2018-06-15 00:00', null$$, 'strikers: Escriba cuántos trabajadores están en huelga.'),
	('strike_begin', $$null, 100$$, 'began_at: Escriba la fecha.'),
	('strike_begin', $$'2024-12-31 00:00', 100$$, 'began_at: Esa fecha todavía no llega.'),
	('strike_lift', $$'2018-06-15 00:00', null, null, null$$, 'lifted_at: La huelga no ha empezado.'),
	('strike_suspend', $$'2018-06-15 00:00', 'x'$$, 'suspended_at: La huelga no ha empezado.')) as v (action, args, want);
select is(pg_temp.does(pg_temp.act('strike_begin', 'P', $$'2018-06-15 00:00', 100$$)), '1', 'it began');
select is((select concat_ws(' ', strike_state, running, next_term, term_day) from labour.strike_list where case_no = 'P'),
	'running t Declarar si la huelga es ilegal 2018-06-19', 'it is judged in two working days');
select is(pg_temp.does(pg_temp.act('strike_qualify', 'P', $$'AD-007', '2018-06-18', 'first', 'illegal', 'Se realizó siendo improcedente', null$$)), '1', 'declared illegal');
select is((select concat_ws('|', qualification, next_term) from labour.strike_list where case_no = 'P'), 'illegal', 'it is illegal, and no term is left');
select is(pg_temp.told(pg_temp.act(action, 'P', args)), want, want) from (values
	('strike_lift', $$'2018-06-14 23:59', null, null, null$$, 'lifted_at: La huelga empezó el 15/06/2018 00:00: no termina antes.'),
	('strike_suspend', $$'2018-06-14 23:59', 'x'$$, 'suspended_at: La huelga empezó el 15/06/2018 00:00: no se suspende antes.'),
	('strike_suspend', $$'2018-06-16 00:00', ' '$$, 'suspended_why: Escriba por qué se suspendió.'),
	('strike_suspend', $$'2018-06-16 00:00', 'Diálogo'$$, 'taken'),
	('strike_lift', $$'2018-06-16 00:00', null, 800, ' '$$, 'hours_source: Escriba quién declaró las horas perdidas.')) as v (action, args, want);

-- hours lost: 48 h and 72 h are two and three days, the indefinite one as long as it was held
select is(pg_temp.told(pg_temp.act('strike_lift', 'P', $$'2018-06-30 00:00', null, null, null$$),
	format($q$do $d$ begin if (select hours_lost || ' ' || hours_kind from labour.strike_list where case_no = 'P') is distinct from %L then raise '%%', (select hours_lost from labour.strike_list where case_no = 'P'); end if; end $d$$q$, '6400.00 worked')),
	'taken', 'eight days of a hundred workers');
select is(pg_temp.told(pg_temp.act('strike_lift', 'P', format('%L, null, null, null', lifted)),
	format($q$do $d$ begin raise '%%', (select hours_lost from labour.strike_list where case_no = 'P'); end $d$$q$)), want, lifted || ': ' || want)
from (values ('2018-06-16 12:00', '1200.00'), ('2018-06-20 00:00', '1600.00'), ('2018-06-21 06:00', '1800.00')) as v (lifted, want);
select is(pg_temp.does(pg_temp.act('strike_suspend', 'P', $$'2018-06-22 00:00', 'Diálogo'$$)), '1', 'suspended');
select is((select concat_ws(' ', strike_state, running, hours_lost) from labour.strike_list where case_no = 'P'), 'suspended f 2400.00', 'the hours stand still');
select is(pg_temp.does(pg_temp.act('strike_lift', 'P', $$'2018-06-25 10:00', 'Acuerdo', 2500, 'Empleador'$$)), '1', 'lifted');
select is((select concat_ws(' ', strike_state, running, liftable, hours_lost, hours_kind) from labour.strike_list where case_no = 'P'), 'lifted f f 2500.00 declared', 'declared hours are marked so');
select is(pg_temp.told($$update labour.dispute set lifted_at = '2018-06-21' where case_no = 'P'$$), 'lifted_at: La huelga se suspendió el 22/06/2018 00:00: no se levanta antes.', 'by a plain statement the same');

-- suspended and resumed more than once: each time stands, and no hour of it is lost
select pg_temp.case_in('S', 'private', 'strike', '2018-05-30 12:00'), pg_temp.through('S', 'strike 2018-05-30 12:00') \g /dev/null
set local role hito_owner;
insert into labour.strike_period (dispute_id, starts_at, hours) values (pg_temp.case_id('S'), '2018-06-15 00:00', 48), (pg_temp.case_id('S'), '2018-06-20 00:00', null);
reset role;
select is(pg_temp.told(pg_temp.act('strike_resume', 'S', $$'2018-06-21 00:00'$$)), 'resumed_at: La huelga no está suspendida.', 'nothing to resume');
select is(pg_temp.does(pg_temp.act('strike_begin', 'S', $$'2018-06-15 00:00', 10$$), pg_temp.act('strike_suspend', 'S', $$'2018-06-16 12:00', 'Diálogo'$$)), '1', 'held a day and a half');
select is((select concat_ws(' ', strike_state, running, resumable, suspended_at, hours_lost) from labour.strike_list where case_no = 'S'),
	'suspended f t 2018-06-16 12:00:00 120.00', 'it is suspended, and may be resumed');
select is(pg_temp.told(pg_temp.act(action, 'S', args)), want, want) from (values
	('strike_resume', $$null$$, 'resumed_at: Escriba la fecha.'),
	('strike_resume', $$'2018-06-16 12:00'$$, 'resumed_at: La huelga se suspendió el 16/06/2018 12:00: se reanuda después.'),
	('strike_resume', $$'2018-06-16 12:01'$$, 'taken'),
	('strike_resume', $$'2024-12-31 00:00'$$, 'resumed_at: Esa fecha todavía no llega.'),
	('strike_suspend', $$null, 'Otra'$$, 'suspended_at: Escriba la fecha.'),
	('strike_suspend', $$'2018-06-18 00:00', 'Otra'$$, 'suspended_at: La huelga ya está suspendida, desde el 16/06/2018 12:00.')) as v (action, args, want);
select is(pg_temp.does(pg_temp.act('strike_resume', 'S', $$'2018-06-20 12:00'$$)), '1', 'resumed');
select is((select concat_ws(' ', strike_state, running, resumable, suspended_at, suspended_why, resumed_at, moved_on) from labour.strike_list where case_no = 'S'),
	'running t f 2018-06-20 12:00:00 2018-06-20', 'it runs again, which is news of the case');
select is(pg_temp.told(pg_temp.act(action, 'S', args)), want, want) from (values
	('strike_suspend', $$'2018-06-18 00:00', 'Otra'$$, 'suspended_at: La huelga ya estuvo suspendida del 16/06/2018 12:00 al 20/06/2018 12:00.'),
	('strike_suspend', $$'2018-06-20 12:00', 'Otra'$$, 'taken'),
	('strike_lift', $$'2018-06-20 11:59', null, null, null$$, 'lifted_at: La huelga se reanudó el 20/06/2018 12:00: no se levanta antes.'),
	('strike_begin', $$'2018-06-16 12:01', 10$$, 'began_at: La huelga se suspendió el 16/06/2018 12:00: no empieza después.')) as v (action, args, want);
select is(pg_temp.does(pg_temp.act('strike_suspend', 'S', $$'2018-06-22 12:00', 'Mesa'$$), pg_temp.act('strike_resume', 'S', $$'2018-06-23 12:00'$$),
	pg_temp.act('strike_lift', 'S', $$'2018-06-24 00:00', 'Acuerdo', null, null$$)), '1', 'suspended, resumed and lifted');
select is((select concat_ws(' ', strike_state, liftable, hours_lost) from labour.strike_list where case_no = 'S'), 'lifted f 320.00',
	'a day and a half, two days and half a day of ten workers');
select is((select string_agg(concat_ws(' ', suspended_at, resumed_at, suspended_why), '|' order by suspended_at) from labour.strike_suspension_list where case_no = 'S'),
	'2018-06-16 12:00:00 2018-06-20 12:00:00 Diálogo|2018-06-22 12:00:00 2018-06-23 12:00:00 Mesa', 'each time stands');
select is(pg_temp.told(format($$insert into labour.strike_suspension (dispute_id, suspended_at, resumed_at, suspended_why) values (%s, %L, %L, 'x')$$, pg_temp.case_id('S'), s, r)), want, want)
from (values ('2018-06-23 12:00', '2018-06-24 00:00', 'taken'), ('2018-06-23 12:00', '2018-06-24 00:01', 'resumed_at: La huelga se levantó el 24/06/2018 00:00: no se suspende ni se reanuda después.'),
	('2018-06-14 00:00', '2018-06-15 01:00', 'suspended_at: La huelga empezó el 15/06/2018 00:00: no se suspende antes.')) as v (s, r, want);
select is(pg_temp.told($$update labour.dispute set suspended_at = null, suspended_why = null where case_no = 'P'$$,
	$q$do $d$ begin if (select suspended_at from labour.dispute where case_no = 'P') is null then raise 'not suspended'; end if; end $d$$q$), 'taken', 'since when it is suspended only its suspensions say');

-- a notice entered by mistake takes along what stood on it: it counts nowhere
select pg_temp.case_in('U', 'private', 'strike', '2018-05-30 12:00'), pg_temp.case_in('V', 'private', 'pliego', '2018-05-28 12:00'),
	pg_temp.through('V', 'talks 2018-05-29', 'ended 2018-05-30') \g /dev/null
select is(pg_temp.does(pg_temp.act('dispute_notify_strike', no, $$'2018-05-30 12:00', 'Carta 1'$$),
	format('insert into labour.strike_period (dispute_id, starts_at) values (%s, ''2018-06-15 00:00'')', pg_temp.case_id(no)),
	pg_temp.act('strike_qualify', no, $$'AD-099', '2018-06-01', 'first', 'not_in_order', 'Zarzamora', null$$),
	pg_temp.act('strike_begin', no, $$'2018-06-15 00:00', 10$$), pg_temp.act('strike_suspend', no, $$'2018-06-16 00:00', 'Diálogo'$$),
	pg_temp.act('strike_resume', no, $$'2018-06-17 00:00'$$), pg_temp.act('strike_lift', no, $$'2018-06-18 00:00', 'Acuerdo', 70, 'La empresa'$$)), '1', no || ' is held')
from unnest('{U,V}'::text[]) as no;
create function pg_temp.told_of(no text) returns text language sql as $$
	select concat_ws(' ', (select count(*) from follow.strikes_told('2018-04-01', '2018-07-01') h where h.dispute_id = pg_temp.case_id(no)),
		(select count(*) from labour.strike_period_list where case_no = no), (select count(*) from labour.strike_ruling_list where case_no = no),
		(select count(*) from labour.strike_suspension_list where case_no = no), (select count(*) from labour.strike_list where case_no = no and notice_at is not null),
		(select concat_ws(',', strike_state, qualification, hours_lost, term_rule) from labour.dispute_list where case_no = no))
$$;
select is(pg_temp.told_of(no), '1 1 1 1 1 lifted,not_in_order,70.00', no || ' counts') from unnest('{U,V}'::text[]) as no;
select is((select sum(hits) from core.search_all('{labour.dispute}', 'zarzamora')), 2::numeric, 'both are found by their resolution');
select is(pg_temp.does(pg_temp.act('dispute_undo', no, $$'Era otro caso'$$)), '1', no || ': its notice is undone') from unnest('{U,V}'::text[]) as no;
select is(pg_temp.told_of(no), want, no || ' counts nowhere') from (values ('U', '0 0 0 0 0 '), ('V', '0 0 0 0 0 ')) as v (no, want);
select is((select coalesce(sum(hits), 0) from core.search_all('{labour.dispute}', 'zarzamora')), 0::numeric, 'nor is it found');
select is((select concat_ws('|', string_agg(distinct deleted_why, ','), count(*)) from labour.strike_ruling where dispute_id in (pg_temp.case_id('U'), pg_temp.case_id('V'))),
	'Era otro caso|2', 'it stands annulled with the reason of the notice');
select is(pg_temp.does(pg_temp.act('dispute_notify_strike', 'U', $$'2018-05-31 12:00', null$$)), '1', 'it may be notified anew');
select is(pg_temp.told_of('U'), '1 0 0 0 1 notified,huelga.calificar', 'and begins anew');

-- what stands on a view of a case is helped as there, not as a column of that name elsewhere
select is(col_description(tab::regclass, a.attnum), want, tab || ' ' || col) from (values ('document', 'Documento que lo dice'), ('party', 'Quién lo pidió'),
	('outcome', 'Cómo terminó: convenio, laudo, desistimiento, acumulación, archivo'), ('joined_to_no', 'Expediente al que se acumuló')) as v (col, want),
	unnest('{labour.pliego_list,labour.strike_list}'::text[]) as tab, lateral (select attnum from pg_attribute where attrelid = tab::regclass and attname = col) as a;

-- a strike of a pliego is in both lists, one of its own in its own
select pg_temp.case_in('PL', 'private', 'pliego', '2019-03-01 09:00') \g /dev/null
select pg_temp.through('PL', 'talks 2019-03-04', 'ended 2019-03-05', 'strike 2019-03-06') \g /dev/null
select is((select concat_ws(' ', (select count(*) from labour.pliego_list where case_no = no), (select count(*) from labour.strike_list where case_no = no))), want, no || ' ' || want)
from (values ('P', '0 1'), ('PL', '1 1')) as v (no, want);
select is(pg_temp.told(format($$insert into labour.dispute (case_no, received_at, kind, of_case_id) values ('X', '2019-04-01', %L, %s)$$, kind, pg_temp.case_id(of))), want, want)
from (values ('strike', 'PL', 'taken'), ('strike', 'P', 'of_case_no: De un pliego nace una huelga; un pliego no nace de otro.'),
	('pliego', 'PL', 'of_case_no: De un pliego nace una huelga; un pliego no nace de otro.')) as v (kind, of, want);

-- who sees and writes what
select is(pg_temp.asked(who, office, format('select count(*) > 0 from labour.%s', tab)), sees, format('%s sees %s: %s', who, tab, sees))
from (values ('t_a', 'A', 'true'), ('t_resp', 'A', 'true'), ('t_r', 'A', 'true'), ('t_b', 'B', 'false'), ('t_it', null, 'false'), ('t_sec', null, 'true')) as v (who, office, sees),
	unnest('{strike_period,strike_ruling,strike_suspension,strike_list}'::text[]) as tab;
select is(pg_temp.as_login(who, office, false, stmt), want, format('%s: %s', who, want))
from (values ('t_b', 'B', '42501'), ('t_it', null, '42501'), ('t_r', 'A', '42501'), ('t_sec', null, '42501')) as v (who, office, want),
	(values (pg_temp.period('2018-06-14 00:00', 24))) as s (stmt);
select is(pg_temp.as_login(who, office, false, pg_temp.act('strike_begin', 'PL', $$'2019-03-20 00:00', 10$$)), want, format('%s begins: %s', who, want))
from (values ('t_a', 'A', '1'), ('t_resp', 'A', '1'), ('t_b', 'B', '0'), ('t_it', null, '0'), ('t_sec', null, '1'), ('t_r', 'A', 'HT001'), ('t_out', null, '42501')) as v (who, office, want);
select * from finish();
rollback;
