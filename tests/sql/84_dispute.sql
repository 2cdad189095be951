-- SPDX-License-Identifier: GPL-3.0-or-later
-- Pliegos: every step of each procedure allowed, every other one refused, by
-- actions, by plain statements; terms, parties, meetings, who may what.
begin;
\ir fixture.psql
\ir dispute.psql
select plan(499);

-- a case as it comes in
select is(pg_temp.does($$insert into labour.dispute (case_no, received_at, sector) values (' 03-2018-GR-CUSCO/DRTPE-DPSCL-DSNCRG-PH ', '2018-04-13 10:25', 'private')$$),
	'1', 'a case comes in under its file number, of any length');
select is((select concat_ws('|', d.case_no, d.year, d.state, p.procedure_code, d.stage_from, d.moved_on) from labour.dispute d
	join labour.procedure p on p.id = d.procedure_id), '03-2018-GR-CUSCO/DRTPE-DPSCL-DSNCRG-PH|2018|presented|dl25593|2018-04-13 10:25:00|2018-04-13',
	'presented, by the procedure of its sector on that day');
select is((select concat_ws('|', stage, from_at, to_at, entered_by) from labour.dispute_stage), 'presented|2018-04-13 10:25:00|t_a', 'its first stage is on record');
select is(pg_temp.told(format($$insert into labour.dispute (case_no, received_at, sector, kind, cause, other_cause) values ('X', %s)$$, vals)), want, want) from (values
	($$'2019-04-11 00:00', 'private', 'pliego', 'pliego', null$$, 'received_at: Un caso no se registra antes de recibirse.'),
	($$'2019-04-10 23:59', 'private', 'pliego', 'pliego', null$$, 'taken'),
	($$'2021-05-02 10:00', 'state', 'pliego', 'pliego', null$$, 'sector: No hay un procedimiento de ese sector que rija el 02/05/2021: véalo en Procedimientos de negociación.'),
	($$'2014-06-13 10:00', 'servants', 'strike', 'pliego', null$$, 'sector: No hay un procedimiento de ese sector que rija el 13/06/2014: véalo en Procedimientos de negociación.'),
	($$'2014-06-14 10:00', 'servants', 'strike', 'pliego', null$$, 'taken'),
	($$'2019-04-01 10:00', 'private', 'pliego', 'other', 'x'$$, 'cause: La causa de un pliego es el pliego mismo: otra es de una huelga.'),
	($$'2019-04-01 10:00', 'private', 'strike', 'other', ' '$$, 'other_cause: Diga cuál es la otra causa de la huelga.'),
	($$'2019-04-01 10:00', 'private', 'strike', 'other', 'Despidos'$$, 'taken')) as v (vals, want);
select is(pg_temp.as_login('t_a', 'A', false, $$insert into labour.dispute (case_no, received_at) values ('03-2018-GR-CUSCO/DRTPE-DPSCL-DSNCRG-PH', '2019-01-02')$$),
	'23505', 'a file number is taken once');
select is(pg_temp.as_login('t_a', 'A', false, $$update labour.dispute set state = 'solved'$$), '42501', 'nobody writes a state');
select is(pg_temp.as_login('t_a', 'A', false, $$insert into labour.dispute (case_no, received_at, state) values ('X', '2019-01-02', 'talks')$$), 'HT002', 'nor enters one');
select is(pg_temp.told($$update labour.dispute set stage_from = '2019-01-01', moved_on = '2019-01-01', notice_at = '2019-01-01'$$,
	$q$do $d$ begin if exists (select from labour.dispute where notice_at is not null or moved_on = '2019-01-01' or stage_from = '2019-01-01')
		then raise 'written'; end if; end $d$$q$), 'taken', 'what stages say is not written by hand');

-- every step of each procedure, by a plain statement, and every other one
set local role hito_owner;
update core.setting set value = '2022-04-10' where key = 'test.today';
reset role;
create temp table way (stage text, path text[]);
insert into way values ('presented', '{}'), ('observed', '{observed}'), ('admitted', '{admitted}'), ('talks', '{talks}'), ('ended', '{talks,ended}'),
	('conciliation', '{talks,ended,conciliation}'), ('extraprocess', '{talks,ended,extraprocess}'),
	('arbitration', '{talks,ended,arbitration}'), ('strike', '{talks,ended,strike}'), ('solved', '{talks,solved}'), ('filed', '{filed}');
create temp table allowed (sector text, was text, next text[]);
insert into allowed
select s, was, next from (values
	('presented', '{observed,admitted,talks,filed}'::text[]), ('observed', '{admitted,filed}'), ('admitted', '{talks,filed}'),
	('talks', '{ended,solved,filed}'), ('ended', '{conciliation,extraprocess,arbitration,strike,solved,filed}'),
	('conciliation', '{extraprocess,arbitration,strike,solved,filed}'),
	('extraprocess', '{conciliation,arbitration,strike,solved,filed}'),
	('arbitration', '{extraprocess,strike,solved,filed}'), ('strike', '{conciliation,extraprocess,arbitration,solved,filed}'),
	('solved', '{}'), ('filed', '{}')) as v (was, next), unnest('{private,state,servants}'::text[]) as s;
update allowed set next = array_remove(next, 'extraprocess') where sector <> 'private';
delete from allowed where sector <> 'private' and was = 'extraprocess';
select pg_temp.case_in(a.sector || a.was, a.sector, 'pliego', '2022-03-01 09:00') from allowed a \g /dev/null
select pg_temp.through(a.sector || a.was, variadic array(select p || ' 2022-03-0' || n + 1 from unnest(w.path) with ordinality as x (p, n)))
from allowed a join way w on w.stage = a.was where w.path <> '{}' \g /dev/null
select is(pg_temp.told(format($$insert into labour.dispute_stage (dispute_id, stage, from_at, party, remark, outcome) values (%s, %L, '2022-03-10',
		%L, %L, %L)$$, pg_temp.case_id(a.sector || a.was), n.next, case n.next when 'arbitration' then 'union' end, case n.next when 'observed' then 'x' end,
		case n.next when 'solved' then 'award' when 'filed' then 'filed' end)),
	case when n.next = any (a.next) then 'taken'
		when n.next = 'extraprocess' and a.sector <> 'private' then format('stage: El procedimiento «%s» no tiene la etapa «Extraproceso».', p.procedure_name)
		else format('stage: De «%s» no se pasa a «%s».', labour.stage_text(a.was), labour.stage_text(n.next)) end,
	format('%s: from %s to %s', a.sector, a.was, n.next))
from allowed a join labour.procedure p on p.sector = a.sector cross join unnest('{presented,observed,admitted,talks,ended,conciliation,extraprocess,arbitration,strike,solved,filed}'::text[]) as n (next);
-- a strike of its own goes from the desk to its notice, and has no talks
select pg_temp.case_in('S' || s, s, 'strike', '2022-03-01 09:00') from unnest('{private,state,servants}'::text[]) as s \g /dev/null
select is(pg_temp.told(pg_temp.act('dispute_notify_strike', 'S' || s, $$'2022-03-01 09:00', null$$)), 'taken', 'a strike is notified: ' || s)
from unnest('{private,state,servants}'::text[]) as s;
select is(pg_temp.told(pg_temp.act('dispute_talks', 'S' || s, $$'2022-03-01 09:00', null$$)), 'stage: De «Presentado» no se pasa a «Trato directo».', 'without talks: ' || s)
from unnest('{private,state,servants}'::text[]) as s;
select is(pg_temp.told(pg_temp.act('dispute_notify_strike', 'privatepresented', $$'2022-03-02', null$$)),
	'stage: De «Presentado» no se pasa a «Huelga comunicada».', 'a pliego has its talks first');

-- each action, once, from where it may be taken; what it asks
select is(pg_temp.told(pg_temp.act(action, no, args)), want, format('%s: %s', action, want)) from (values
	('dispute_observe', 'privatepresented', $$'2022-03-02', 'Oficio 1', 'Falta la copia'$$, 'taken'),
	('dispute_observe', 'privatepresented', $$'2022-03-02', null, ' '$$, 'remark: Escriba qué se observó.'),
	('dispute_admit', 'privateobserved', $$'2022-03-05', 'Auto 1'$$, 'taken'),
	('dispute_admit', 'privateobserved', $$null, null$$, 'from_at: Escriba la fecha.'),
	('dispute_admit', 'privateobserved', $$'2022-03-01 23:59', null$$, 'from_at: La etapa «Observado» empezó el 02/03/2022 00:00: la siguiente no empieza antes.'),
	('dispute_admit', 'privateobserved', $$'2022-03-02 00:00', null$$, 'taken'),
	('dispute_admit', 'privateobserved', $$'2022-04-10 23:00', null$$, 'taken'),
	('dispute_admit', 'privateobserved', $$'2022-04-11 00:00', null$$, 'from_at: Esa fecha todavía no llega.'),
	('dispute_talks', 'privateadmitted', $$'2022-03-05', null$$, 'taken'),
	('dispute_end_talks', 'privatetalks', $$'2022-03-05', null, 'employer'$$, 'taken'),
	('dispute_conciliate', 'privateended', $$'2022-03-05', null, 'authority'$$, 'taken'),
	('dispute_extraprocess', 'privateconciliation', $$'2022-03-05', null$$, 'taken'),
	('dispute_extraprocess', 'stateconciliation', $$'2022-03-05', null$$, 'stage: El procedimiento «Estado, Ley 31188» no tiene la etapa «Extraproceso».'),
	('dispute_arbitrate', 'privateconciliation', $$'employer', '2022-03-05', 'Carta 3'$$, 'taken'),
	('dispute_arbitrate', 'privateconciliation', $$null, '2022-03-05', null$$, 'party: Diga quién pidió el arbitraje: la parte sindical, la empleadora o las dos.'),
	('dispute_arbitrate', 'privateconciliation', $$'authority', '2022-03-05', null$$, 'party: Diga quién pidió el arbitraje: la parte sindical, la empleadora o las dos.'),
	('dispute_notify_strike', 'privateconciliation', $$'2022-03-05 08:00', null$$, 'taken'),
	('dispute_solve', 'privateconciliation', $$'2022-03-05', 'agreement', null, null$$, 'taken'),
	('dispute_solve', 'privateconciliation', $$'2022-03-05', 'joined', null, null$$, 'outcome: Un caso se soluciona por convenio o por laudo.'),
	('dispute_solve', 'privateconciliation', $$'2022-03-05', null, null, null$$, 'outcome: Un caso se soluciona por convenio o por laudo.'),
	('dispute_solve', 'privateconciliation', $$'2022-03-05', 'agreement', 'CC-9', null$$, 'agreement_ref: No hay un convenio colectivo «CC-9».'),
	('dispute_file', 'privateconciliation', $$'2022-03-05', 'withdrawal', null, null$$, 'taken'),
	('dispute_file', 'privateconciliation', $$'2022-03-05', 'award', null, null$$, 'outcome: Un caso se archiva por desistimiento, por acumulación o sin más.'),
	('dispute_file', 'privateconciliation', $$'2022-03-05', 'joined', null, null$$, 'joined_to_no: Escriba el expediente al que se acumula: otro caso.'),
	('dispute_file', 'privateconciliation', $$'2022-03-05', 'joined', 'privateconciliation', null$$, 'joined_to_no: Escriba el expediente al que se acumula: otro caso.'),
	('dispute_file', 'privateconciliation', $$'2022-03-05', 'joined', 'nadie', null$$, 'joined_to_no: No hay un caso «nadie», o usted no lo ve.'),
	('dispute_file', 'privateconciliation', $$'2022-03-05', 'filed', 'privateended', null$$, 'joined_to_no: Un expediente al que se acumula lo tiene un caso acumulado.'),
	('dispute_file', 'privateconciliation', $$'2022-03-05', 'joined', 'privateended', null$$, 'taken')) as v (action, no, args, want);
select is(pg_temp.told(pg_temp.act('dispute_notify_strike', 'privatestrike', $$'2022-03-05', null$$)), 'stage: De «Huelga comunicada» no se pasa a «Huelga comunicada».',
	'one is not notified twice');
select is(pg_temp.told(pg_temp.act('dispute_conciliate', 'privatestrike', $$'2022-03-05', null, null$$), pg_temp.act('dispute_notify_strike', 'privatestrike', $$'2022-03-06', null$$)),
	'stage: El caso ya tiene un aviso de huelga: otra huelga es un caso de huelga que nace del pliego.', 'nor after talks of another kind');
select is(pg_temp.as_login('t_a', 'A', false, $$select labour.dispute_admit(id, row_version - 1, '2022-03-05', null) from labour.dispute where case_no = 'privateobserved'$$),
	'HT001', 'an action names the version that it saw');

-- the history: what ended when, the last one undone with its reason
select is((select string_agg(concat_ws(' ', stage, from_at::date, to_at::date), '|' order by from_at) from labour.dispute_stage where dispute_id = pg_temp.case_id('privateconciliation')),
	'presented 2022-03-01 2022-03-02|talks 2022-03-02 2022-03-03|ended 2022-03-03 2022-03-04|conciliation 2022-03-04', 'each stage ends where the next begins');
select is(pg_temp.told(format('update labour.dispute_stage set %s where dispute_id = %s and stage = %L', what, pg_temp.case_id('privateconciliation'), stage)), want, want) from (values
	($$from_at = '2022-03-01'$$, 'conciliation', 'stage: Una etapa registrada no se cambia: anule la última con su motivo y regístrela de nuevo.'),
	($$deleted_at = now(), deleted_why = 'x'$$, 'ended', 'Solo se anula la última etapa de un caso, y nunca la primera.'),
	($$document = 'Acta 1'$$, 'ended', 'taken')) as v (what, stage, want);
select is(pg_temp.told(pg_temp.act('dispute_undo', 'privatepresented', $$'error'$$)), 'Solo se anula la última etapa de un caso, y nunca la primera.', 'the first one stays');
select is(pg_temp.told(pg_temp.act('dispute_undo', 'privateconciliation', $$' '$$)), 'deleted_why: Escriba el motivo por el que se anula.', 'undone with a reason');
select is(pg_temp.does(pg_temp.act('dispute_undo', 'privateconciliation', $$'error'$$)), '1', 'undone');
select is((select concat_ws(' ', d.state, d.stage_from::date, s.to_at) from labour.dispute d join labour.dispute_stage s on s.dispute_id = d.id and s.stage = 'ended'
	where d.case_no = 'privateconciliation'), 'ended 2022-03-03', 'the case stands where it stood');
select is(pg_temp.told($$update labour.dispute_stage set deleted_at = null where stage = 'conciliation' and deleted_at is not null$$),
	'Una etapa anulada no vuelve: regístrela de nuevo.', 'it does not come back');

-- an agreement is of a union of the case
set local role hito_owner;
insert into labour.union_organisation (union_code, union_name, office_id) values ('U1', 'Sindicato Único', core.office_named('A')), ('U2', 'Sindicato Dos', core.office_named('A'));
insert into labour.employer (employer_code, employer_name, ruc, office_id) values ('20131023414', 'Empresa Uno', '20131023414', core.office_named('A'));
insert into labour.collective_agreement (agreement_ref, title, office_id) values ('CC-1', 'Convenio', core.office_named('A'));
insert into labour.collective_agreement_union (agreement_id, union_id) select a.id, u.id from labour.collective_agreement a, labour.union_organisation u where u.union_code = 'U1';
reset role;
select is(pg_temp.does(format($$insert into labour.dispute_union (dispute_id, union_name) values (%s, 'sindicato  dos'), (%1$s, 'Sin registrar')$$, pg_temp.case_id('privateended')),
	format($$insert into labour.dispute_employer (dispute_id, employer_name) values (%s, '20131023414')$$, pg_temp.case_id('privateended'))), '1', 'parties');
select is((select concat_ws('|', unions, employers) from labour.dispute_list where case_no = 'privateended'), 'Sindicato Dos; Sin registrar|Empresa Uno', 'known by name, code or RUC');
select is(pg_temp.told(pg_temp.act('dispute_solve', 'privateended', $$'2022-03-05', 'agreement', 'cc-1', null$$)),
	'agreement_ref: Ninguna organización sindical del caso es parte del convenio CC-1.', 'an agreement of another union');
select is(pg_temp.told(format($$insert into labour.dispute_union (dispute_id, union_name) values (%s, 'u1')$$, pg_temp.case_id('privateended')),
	pg_temp.act('dispute_solve', 'privateended', $$'2022-03-05', 'agreement', 'cc-1', null$$)), 'taken', 'one of the case');
select is(pg_temp.told(format($$insert into labour.dispute_employer (dispute_id, employer_name) values (%s, '10254824220')$$, pg_temp.case_id('privateended'))),
	'employer_name: El RUC de una persona natural no se escribe aquí: regístrela en Empleadores y elija su código.', 'a person''s RUC stands in no open column');

-- meetings
select is(pg_temp.told(format($$insert into labour.dispute_meeting (dispute_id, scheduled_at, mark, union_came, employer_came, postponed_to) values (%s, %s)$$, pg_temp.case_id('privateended'), vals)), want, want)
from (values
	($$'2022-03-01 08:59', 'held', true, true, null$$, 'scheduled_at: La reunión es anterior al caso, que se recibió el 01/03/2022 09:00.'),
	($$'2022-03-01 09:00', 'held', true, false, null$$, 'taken'),
	($$'2022-04-11 09:00', 'held', true, true, null$$, 'mark: La reunión todavía no llega: no se realizó.'),
	($$'2022-04-11 09:00', 'scheduled', null, null, null$$, 'taken'),
	($$'2022-04-01 09:00', 'held', null, true, null$$, 'union_came: De una reunión realizada se dice qué parte asistió.'),
	($$'2022-04-01 09:00', 'scheduled', null, true, null$$, 'union_came: Solo de una reunión realizada se dice quién asistió.'),
	($$'2022-04-01 09:00', 'postponed', null, null, '2022-04-01 09:00'$$, 'Para cuándo se postergó: no va antes de «Fecha y hora para la que se citó».'),
	($$'2022-04-01 09:00', 'postponed', null, null, '2022-04-02 09:00'$$, 'taken')) as v (vals, want);

-- the next term, its last day and its rule; overdue and stale at their edge
select is((select concat_ws('|', next_term, term_day, term_rule, term_said) from labour.dispute_list where case_no = no), want, want) from (values
	('privatepresented', 'Pasar a «Trato directo»|2022-03-11|pliego.inicio|10 días calendario desde el 01/03/2022: hasta el 11/03/2022 (sin verificar)'),
	('privateobserved', 'Pasar a «Admitido»|2022-03-04|pliego.subsanar|2 días hábiles desde el 02/03/2022: hasta el 04/03/2022 (sin verificar)'),
	('privateended', ''), ('privatefiled', '')) as v (no, want);
create function pg_temp.on_day(day text, query text) returns text language plpgsql as $$
declare
	answer text;
begin
	set local role hito_owner;
	update core.setting set value = day where key = 'test.today';
	execute query into answer;
	update core.setting set value = '2022-04-10' where key = 'test.today';
	reset role;
	return answer;
end
$$;
select is(pg_temp.on_day(day, $$select concat_ws(' ', due_soon, overdue) from labour.dispute_list where case_no = 'privatepresented'$$), want, 'on ' || day)
from (values ('2022-03-04', 'f f'), ('2022-03-05', 't f'), ('2022-03-11', 't f'), ('2022-03-12', 'f t')) as v (day, want);
select is(pg_temp.on_day(day, $$select stale::text from labour.dispute_list where case_no = 'privateended'$$), want, 'without movement on ' || day)
from (values ('2022-04-02', 'false'), ('2022-04-03', 'true')) as v (day, want);
select is(pg_temp.does(format($$insert into labour.dispute_meeting (dispute_id, scheduled_at, mark, union_came, employer_came) values (%s, '2022-03-10 09:00', 'held', true, true)$$,
	pg_temp.case_id('privateended'))), '1', 'a meeting is held');
select is(pg_temp.on_day(day, $$select stale::text from labour.dispute_list where case_no = 'privateended'$$), want, 'after it on ' || day)
from (values ('2022-04-09', 'false'), ('2022-04-10', 'true')) as v (day, want);
select is((select concat_ws(' ', overdue, stale, open) from labour.dispute_list where case_no = 'privatefiled'), 'f f f', 'what is filed has no term');

-- who sees and writes what, each table
select is(pg_temp.asked(who, office, format('select count(*) > 0 from labour.%s', tab)), sees, format('%s of %s sees %s: %s', who, coalesce(office, 'root'), tab, sees))
from (values ('t_a', 'A', 'true'), ('t_resp', 'A', 'true'), ('t_r', 'A', 'true'), ('t_b', 'B', 'false'), ('t_it', null, 'false'), ('t_sec', null, 'true')) as v (who, office, sees),
	unnest('{dispute,dispute_union,dispute_employer,dispute_stage,dispute_meeting,dispute_list,pliego_list}'::text[]) as tab;
select is(pg_temp.as_login(who, office, false, pg_temp.act('dispute_admit', 'privateobserved', $$'2022-03-05', null$$)), want, format('%s admits: %s', who, want))
from (values ('t_a', 'A', '1'), ('t_resp', 'A', '1'), ('t_b', 'B', '0'), ('t_it', null, '0'), ('t_sec', null, '42501'), ('t_r', 'A', 'HT001'), ('t_out', null, '42501')) as v (who, office, want);
select is(pg_temp.as_login(who, office, false, format($$insert into labour.%s values (default, %s, %s)$$, replace(tab, '(', '(dispute_id, '), pg_temp.case_id('privateobserved'), vals)), want,
	format('%s into %s: %s', who, tab, want))
from (values ('t_b', 'B'), ('t_it', null), ('t_r', 'A')) as p (who, office),
	(values ('dispute_union', $$'x'$$), ('dispute_employer', $$'x'$$)) as t (tab, vals), (values ('42501')) as w (want);
select is(pg_temp.asked('t_sec', null, $$select string_agg(key || ' ' || n, '|' order by key) from follow.board_own(core.today()) where key ~ '^(case|strike)'$$),
	'case_overdue 9|case_stale 26|strike_stale 3', 'the board tells the secretariat');
select is(pg_temp.asked(who, office, $$select string_agg(key || ' ' || n, '|' order by key) from follow.board('T1') where key ~ '^(case|strike)'$$), want, 'the board of ' || who)
from (values ('t_b', 'B', null), ('t_it', null, null), ('t_a', 'A', 'case_overdue 9|case_stale 26|strike_stale 3')) as v (who, office, want);

-- stages of one statement: in order, and on record as they stand
select pg_temp.case_in('several');
select is(pg_temp.does($$insert into labour.dispute_stage (dispute_id, stage, from_at) select pg_temp.case_id('several'), v.stage, v.at
	from (values ('admitted', timestamp '2019-03-02'), ('talks', '2019-03-03'), ('ended', '2019-03-04')) as v (stage, at)$$), '3', 'three stages at once');
select is(pg_temp.told($$insert into labour.dispute_stage (dispute_id, stage, from_at) select pg_temp.case_id('several'), v.stage, v.at
	from (values ('conciliation', timestamp '2019-03-06'), ('arbitration', '2019-03-05')) as v (stage, at)$$),
	'from_at: La etapa «Conciliación» empezó el 06/03/2019 00:00: la siguiente no empieza antes.', 'not out of order');
select is((select string_agg(concat_ws(' ', v.key, v.col, v.note), '; ') from unnest('{labour.dispute,labour.dispute_stage}'::text[]) as t (tab)
	cross join lateral audit.verify_rows(t.tab, 0, 100000) as v where v.note is not null), null, 'every row is what history says');
select is((select string_agg(h.op, ' ') from labour.dispute_stage s cross join lateral audit.history('labour.dispute_stage', s.id) as h
	where s.dispute_id = pg_temp.case_id('several') and s.stage = 'talks'), 'update insert', 'told in its order');
-- the procedure is that of its sector
select is(pg_temp.does($$update labour.dispute set procedure_id = (select max(id) from labour.procedure) where case_no = 'several'$$,
	$q$do $d$ begin if (select p.sector from labour.dispute d join labour.procedure p on p.id = d.procedure_id where case_no = 'several') <> 'private'
		then raise 'moved'; end if; end $d$$q$), '0', 'nobody picks another procedure');
-- a person's RUC in no text of a case
select is(pg_temp.told(format($$insert into labour.%s (dispute_id, %s) values (pg_temp.case_id('several'), %s)$$, tab, cols, vals)), want, tab)
from (values ('dispute_meeting', 'scheduled_at, result', $$'2019-03-05', 'RUC 10-25482422-0'$$, 'result: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('dispute_stage', 'stage, from_at, remark', $$'conciliation', '2019-03-05', 'de RUC10254824220'$$, 'remark: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('dispute_union', 'union_name', $$'Persona 10254824220'$$, 'union_name: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('dispute_employer', 'employer_name', $$'Persona 10 25482422 0'$$, 'employer_name: El RUC de una persona natural no se escribe aquí: regístrela en Empleadores y elija su código.')) as v (tab, cols, vals, want);
select is(pg_temp.told($$update labour.dispute set motive = 'contra 10254824220' where case_no = 'several'$$),
	'motive: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.', 'nor in the case');
select * from finish();
rollback;
