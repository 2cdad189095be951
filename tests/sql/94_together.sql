-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rows that are judged together, behind their statement: the first that is wrong is
-- told, as if it had come alone; the place and the office that a load brings are
-- looked at; what a condition leaves out is what there is nothing to do for.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(27);

set local role hito_owner;
update plan.action_plan set state = 'submitted' where plan_code = 'T1';
insert into plan.action_plan (plan_code, title) values ('T2', 'Otro plan');
insert into plan.commitment (plan_id, commitment_no, title, office_id)
select id, 1, 'Abierto', core.office_named('A') from plan.action_plan where plan_code = 'T2';
insert into core.place (ubigeo_system, ubigeo, place_name) values ('INEI', '130101', 'Una A'), ('INEI', '1301', 'Una') on conflict do nothing;
insert into series.dataset (dataset_code, dataset_name, unit, frequency, place_level, adds_up, office_id)
values ('a', 'De A', 'ha', 'month', 'district', 'sum', core.office_named('A')), ('b', 'De B', 'ha', 'month', 'district', 'sum', core.office_named('B'));
insert into series.item (dataset_id, item_code, item_name) select id, 'x', 'x' from series.dataset;
insert into core.member (login, office_id, kind) select 't_a', core.office_named('A'), 'batch';
reset role;

create function pg_temp.sure(given text, wanted text) returns void language plpgsql as $$
begin
	if given is distinct from wanted then
		raise exception '%', given;
	end if;
end
$$;
-- Milestones of these plans in one statement, 'T2 1 5' number 5 of the first
-- commitment of T2; then what stands of them.
create function pg_temp.milestones(variadic keys text[]) returns text language sql as $$
	select format('insert into plan.milestone (commitment_id, position, text, office_id)
		select c.id, nullif(split_part(v.key, '' '', 3), '''')::int, ''Hito '' || v.n, c.office_id
		from unnest(%L::text[]) with ordinality as v (key, n)
		join plan.action_plan p on p.plan_code = split_part(v.key, '' '', 1)
		join plan.commitment c on c.plan_id = p.id and c.commitment_no = split_part(v.key, '' '', 2)::int order by v.n', keys)
$$;
create function pg_temp.said_of(variadic keys text[]) returns text language sql as $$
	select pg_temp.said('t_a', 'A', pg_temp.milestones(variadic keys))
$$;
select is(pg_temp.said_of('T2 1 5'), 'taken', 'a row that is right');
select is(pg_temp.said_of('T2 1 5', 'T2 1 6', 'T2 1 7'), 'taken', 'several that are');
select is(pg_temp.said_of('T1 1 5'), 'position: El plan ya fue presentado: sus fichas cambian solo por una modificación del plan.',
	'one that is not, at its field');
select is(pg_temp.said_of('T2 1 5', 'T1 1 5', 'T1 1 6'), pg_temp.said_of('T1 1 5'), 'the first of several that are not, in the same words');
-- The first by their order, not by that of its reasons.
create function pg_temp.observed(key text, value text default '1', kind text default 'measured', dataset text default 'a', place text default '130101')
returns text language sql as $$
	select format('(%L, %L, %L::numeric, %L, %L)', dataset, key, value, kind, place)
$$;
create function pg_temp.observations(variadic rows text[]) returns text language sql as $$
	select format('insert into series.observation (dataset_id, place_id, period_key, item_id, value, value_kind)
		select d.id, p.id, v.key, i.id, v.value, v.kind from (values %s) as v (dataset, key, value, kind, place)
		join series.dataset d on d.dataset_code = v.dataset join series.item i on i.dataset_id = d.id
		join core.place p on p.ubigeo_system = ''INEI'' and p.ubigeo = v.place order by v.key', array_to_string(rows, ', '))
$$;
create function pg_temp.said_obs(variadic rows text[]) returns text language sql as $$
	select pg_temp.said('t_a', 'A', pg_temp.observations(variadic rows))
$$;
select is(pg_temp.said_obs(pg_temp.observed('2019-01'), pg_temp.observed('2019-02', null), pg_temp.observed('2019-03', place => '1301')),
	'value: Escriba el valor, o diga que no se midió, que es reservado o que es cero.', 'the second of three, not the third');
select is(pg_temp.said_obs(pg_temp.observed('2019-01', place => '1301'), pg_temp.observed('2019-02', null)),
	'place_id: El conjunto es por distrito: Una (1301) es provincia.', 'the first, not the second');
select is(pg_temp.said_obs(pg_temp.observed('2019-01', '4', 'secret')), 'value: Lo que no se midió o es reservado no lleva valor.', 'a secret with its value');
select is(pg_temp.said_obs(pg_temp.observed('2019-01', null, 'secret'), pg_temp.observed('2019-02', null, 'not_measured')), 'taken', 'without');
select is(pg_temp.said_obs(pg_temp.observed('2019-Q1')), 'period_key: «2019-Q1» no es un periodo de este conjunto, que es por mes: escriba 2019-04.',
	'a period of another frequency');
select is(pg_temp.said_obs(pg_temp.observed('2019-01', 'NaN')), 'Valor, tal como se publicó: no se admite este valor.', 'a CHECK says its sentence');

-- ---- what is filled in where it lacks, and kept where it does not
select is(pg_temp.said('t_a', 'A', pg_temp.observations(pg_temp.observed('abr-2019', '0'), pg_temp.observed('2019-05', null, 'zero'), pg_temp.observed('2019-06', '0')),
	$$select pg_temp.sure((select string_agg(concat_ws(' ', period_key, value_kind, value), ', ' order by period_key) from series.observation),
		'2019-04 zero 0, 2019-05 zero 0, 2019-06 zero 0')$$), 'taken', 'a key as it is typed, a zero that is not said, one without its value');
set local session authorization t_a;
set local hito.office = 'A';
insert into plan.milestone (commitment_id, text, position) select c.id, 'Sin oficina', 7 from plan.commitment c where c.title = 'Abierto';
insert into plan.milestone (commitment_id, text, position, office_id, row_version, deleted_at, deleted_by, deleted_why, list_place)
select c.id, 'De otro tiempo', 8, c.office_id, 9, now(), 'otro', 'porque sí', 'zzz' from plan.commitment c where c.title = 'Abierto';
insert into plan.milestone (commitment_id, text) select c.id, 'Sin número' from plan.commitment c where c.title = 'Abierto';
reset session authorization;
select is((select string_agg(concat_ws(' ', m.text, m.position, o.office_code, m.row_version, m.deleted_at, m.deleted_by), ', ' order by m.position)
	from plan.milestone m join core.office o on o.id = m.office_id join plan.commitment c on c.id = m.commitment_id and c.title = 'Abierto'),
	'Sin oficina 7 A 1, De otro tiempo 8 A 1, Sin número 9 A 1', 'office, version, marks and number are the server''s');
select is((select count(*) from plan.milestone m join plan.commitment c on c.id = m.commitment_id and c.title = 'Abierto'
	where m.list_place <> c.list_place || E'\t' || core.placed(m.position)), 0::bigint, 'and the place');
select is(pg_temp.said('t_a', 'A', $$insert into plan.milestone (id, commitment_id, text, position, office_id) overriding system value
	select currval('plan.milestone_id_seq') + 1, c.id, 'x', 20, c.office_id from plan.commitment c where c.title = 'Abierto'$$),
	'id: El número interno de una fila lo da la base de datos.', 'a number ahead of the server''s');

-- ---- what a load brings
create function pg_temp.load(who text, office text, statement text, check_sql text) returns text language sql as $$
	select pg_temp.said(who, office, $s$insert into core.batch (register, file_name, sha256) values ('milestone', 'x', 'x')$s$,
		replace(statement, '$batch', '(select max(id) from core.batch where login = session_user)'), check_sql)
$$;
create function pg_temp.placed_as(place text) returns text language sql as $$
	select pg_temp.load('t_a', 'A', format('insert into plan.milestone (commitment_id, text, position, office_id, batch_id, batch_line, list_place)
		select c.id, ''Uno'', 30 + n, c.office_id, $batch, 1, %s from plan.commitment c, generate_series(1, 2) as n where c.title = ''Abierto''', place),
		$q$select pg_temp.sure((select count(*)::text from plan.milestone m join plan.commitment c on c.id = m.commitment_id
			where m.position in (31, 32) and m.list_place = c.list_place || E'\t' || core.placed(m.position)), '2')$q$)
$$;
select is(pg_temp.placed_as($$c.list_place || E'\t' || core.placed(30 + n)$$), 'taken', 'the place that a load brings');
select is(pg_temp.placed_as($$''$$), 'taken', 'none');
select is(pg_temp.placed_as($$'zzz' || n$$), 'taken', 'another one, which is put right');
select is(pg_temp.placed_as($$case n when 1 then 'zzz' else c.list_place || E'\t' || core.placed(32) end$$), 'taken', 'of one of two');
create function pg_temp.of_office(dataset text, office text) returns text language sql as $$
	select pg_temp.load('t_a', 'A', format('insert into series.observation (dataset_id, place_id, period_key, item_id, value, office_id, batch_id, batch_line)
		select d.id, p.id, ''2019-01'', i.id, 1, %s, $batch, 1 from series.dataset d join series.item i on i.dataset_id = d.id
		join core.place p on p.ubigeo_system = ''INEI'' and p.ubigeo = ''130101'' where d.dataset_code = %L', coalesce((select o.id::text from core.office o where o.office_code = office), 'null'), dataset), 'select')
$$;
select is(pg_temp.of_office('a', 'A'), 'taken', 'a line of a load with the office of its record');
select is(pg_temp.of_office('b', 'A'), 'office_id: La oficina de una línea es la de su registro.', 'one that says it is of the office that loads');
select is(pg_temp.of_office('b', 'B'), 'new row violates row-level security policy for table "observation"', 'or of the one that does not');
select is(pg_temp.of_office('b', null), 'new row violates row-level security policy for table "observation"', 'or does not say it');
select is(pg_temp.said('t_a', 'A', $$insert into series.observation (dataset_id, place_id, period_key, item_id, value, office_id)
	select d.id, p.id, '2019-01', i.id, 1, (select o.id from core.office o where o.office_code = 'A') from series.dataset d join series.item i on i.dataset_id = d.id
	join core.place p on p.ubigeo_system = 'INEI' and p.ubigeo = '130101' where d.dataset_code = 'b'$$),
	'new row violates row-level security policy for table "observation"', 'without a load it is its record''s whatever it says');

-- ---- a long statement, by calls that rows make
select is((select string_agg(p.oid::regproc::text, ' ' order by p.oid::regproc::text) from pg_trigger t join pg_proc p on p.oid = t.tgfoid
	where t.tgrelid = 'plan.milestone'::regclass and not t.tgisinternal and t.tgtype & 1 = 1 and t.tgtype & 4 = 4 and t.tgqual is null), null::text,
	'no function is called for each new milestone unless a condition says so');
select is((select string_agg(p.oid::regproc::text, ' ' order by p.oid::regproc::text) from pg_trigger t join pg_proc p on p.oid = t.tgfoid
	where t.tgrelid = 'series.observation'::regclass and not t.tgisinternal and t.tgtype & 1 = 1 and t.tgtype & 4 = 4 and t.tgqual is null), null::text,
	'nor for each observation');
-- Rules of rows that are judged together know nothing of their own register.
select is((select string_agg(g.name, ', ') from core.register g cross join lateral regexp_split_to_table(
		(select string_agg(p.prosrc, ' ') from pg_proc p where p.oid = to_regprocedure(format('%1$s_problems(%1$s, %1$s)', g.name))), '\s+') as w
	where g.together and w = g.name), null::text, 'and ask nothing of it');
-- One plan for a row and for many: the same answer behind either.
select is(pg_temp.said('t_a', 'A', pg_temp.milestones('T2 1 50'), pg_temp.milestones('T2 1 51', 'T2 1 52', 'T1 1 60'), 'select'), pg_temp.said_of('T1 1 5'),
	'a session that wrote one row judges many');
select * from finish();
rollback;
