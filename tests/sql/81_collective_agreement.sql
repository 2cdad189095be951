-- SPDX-License-Identifier: GPL-3.0-or-later
-- Collective agreements: what one is on a day, who may sign, how one is replaced or
-- left without effect; and the contracts that are registered.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(62);

set local role hito_owner;
insert into labour.employer (employer_code, ruc, employer_name, office_id) values ('20131023414', '20131023414', 'Empresa Uno', core.office_named('A'));
insert into labour.union_organisation (union_code, union_name, office_id) values ('S1', 'Sindicato Uno', core.office_named('A')),
	('S2', 'Sindicato Dos', core.office_named('A'));
reset role;
create function pg_temp.c(ref text) returns text language sql as
	$$select id || ', ' || row_version from labour.collective_agreement where agreement_ref = ref$$;
create function pg_temp.new(ref text, signed text, since text, until text) returns text language sql as
	$$select format('insert into labour.collective_agreement (agreement_ref, title, signed_on, from_date, to_date) values (%L, ''Pliego'', %L, %L, %L)',
		ref, signed, since, until)$$;
create function pg_temp.line(tab text, ref text, code text) returns text language sql as
	$$select format('insert into labour.collective_agreement_%s (agreement_id, union_id) select a.id, u.id from labour.collective_agreement a,
		labour.union_organisation u where a.agreement_ref = %L and u.union_code = %L', tab, ref, code)$$;

-- states, at their edges
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.new('C1', null, null, null), pg_temp.new('C2', '2019-04-01', '2019-04-11', '2020-04-10'),
	pg_temp.new('C3', '2019-04-01', '2019-04-10', '2019-04-10'), pg_temp.new('C4', '2018-04-01', null, '2019-04-09'),
	pg_temp.new('C5', '2018-04-11', null, null), pg_temp.new('C6', '2018-04-10', null, null), pg_temp.new('C7', '2016-01-01', null, '2016-12-31')),
	'1', 'a clerk enters agreements');
select is((select string_agg(concat_ws(' ', agreement_ref, situation, ends, next_claim_by), '|' order by agreement_ref) from labour.collective_agreement_list),
	'C1 unsigned|C2 to_start 2020-04-10 2020-03-11|C3 in_force 2019-04-10 2019-03-11|C4 past_term 2019-04-09 2019-03-10'
	'|C5 in_force 2019-04-10 2019-03-11|C6 past_term 2019-04-09 2019-03-10|C7 past_term 2016-12-31 2016-12-01',
	'what each is today; without a term of its own it has the law''s year');
select is((select string_agg(agreement_ref, ' ' order by agreement_ref) from labour.collective_agreement_list where in_force), 'C3 C4 C5 C6 C7',
	'what is past its term is in force');

-- refused at its field
select is(pg_temp.said('t_a', 'A', format('update labour.collective_agreement set %s where agreement_ref = ''C3''', set)), want, want || set) from (values
	('signed_on = ''2019-04-11''', 'signed_on: Ese día no ha llegado.'), ('presented_on = ''2019-04-11''', 'presented_on: Ese día no ha llegado.'),
	('registered_on = ''2019-04-11''', 'registered_on: Ese día no ha llegado.'),
	('scope = ''de 10254824220''', 'scope: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('to_date = ''2019-04-09''', 'Su plazo; en blanco, el que dice la ley: no va antes de «Rige desde; en blanco, desde la firma».'),
	('presented_on = ''2019-03-31''', 'Día en que se presentó a la autoridad: no va antes de «Fecha de la firma».'),
	('presented_on = ''2019-04-05'', registered_on = ''2019-04-04''', 'Día en que se registró: no se admite este valor.'),
	('signed_on = null', 'Rige desde; en blanco, desde la firma: no se admite este valor.'),
	('workers_female = -1', 'Trabajadores hombres comprendidos: no se admite este valor.'),
	('rise_percent = 1001', 'Aumento en soles: no se admite este valor.'),
	('rise_amount = ''NaN''', 'Aumento en soles: no se admite este valor.'),
	('ended_on = ''2019-04-05''', 'Quedó sin efecto el: no se admite este valor.')) as v (set, want);

-- parties and who signs
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.line('union', 'C4', 'S1'), $$insert into labour.collective_agreement_employer (agreement_id, employer_id)
	select a.id, e.id from labour.collective_agreement a, labour.employer e where a.agreement_ref = 'C4'$$), '1', 'its parties');
select is(pg_temp.said('t_a', 'A', pg_temp.line('signature', 'C4', 'S2')),
	'union_id: «Sindicato Dos» no es parte del convenio colectivo: firma solo quien es parte.', 'a union that is no party does not sign');
select is(pg_temp.said('t_a', 'A', pg_temp.line('signature', 'C3', 'S1')),
	'union_id: «Sindicato Uno» no es parte del convenio colectivo: firma solo quien es parte.', 'nor one that is a party of another');
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.line('signature', 'C4', 'S1')), '1', 'a party does');
select is(pg_temp.said('t_a', 'A', $$update labour.collective_agreement_union set deleted_at = now(), deleted_why = 'x'$$),
	'union_id: «Sindicato Uno» firmó el convenio colectivo: quite antes su firma.', 'and stays one');
select is(pg_temp.said('t_a', 'A', $$update labour.collective_agreement_union set union_id = (select id from labour.union_organisation where union_code = 'S2')$$),
	'union_id: «Sindicato Uno» firmó el convenio colectivo: quite antes su firma.', 'not changed for another either');
select is(pg_temp.said('t_a', 'A', pg_temp.line('union', 'C4', 'S1')), 'duplicate key value violates unique constraint "collective_agreement_union_natural"', 'a party once');
select is((select concat_ws('|', employers, unions, signers) from labour.collective_agreement_list where agreement_ref = 'C4'),
	'Empresa Uno|Sindicato Uno|Sindicato Uno', 'all in a line');
select is(pg_temp.said('t_sec', null, $$update labour.union_organisation set deleted_at = now(), deleted_why = 'x' where union_code = 'S1'$$)
	like 'No se puede anular: tiene % sin anular (1).', true, 'a party is not marked');

-- replaced, and without effect
select is(pg_temp.said('t_a', 'A', format('select labour.collective_agreement_replace(%s, %L)', pg_temp.c(ref), other)), want, want || ref) from (values
	('C4', '', 'replaced_by_id: Escriba el código del convenio colectivo que lo reemplaza.'),
	('C4', 'C9', 'replaced_by_id: No hay un convenio colectivo con el código «C9». Regístrelo primero.'),
	('C4', 'C1', 'replaced_by_id: El convenio colectivo que reemplaza está por firmar.'),
	('C4', 'C7', 'replaced_by_id: El convenio colectivo que reemplaza se firmó antes que este.'),
	('C4', 'C4', 'replaced_by_id: Los convenios colectivos no se reemplazan en círculo.')) as v (ref, other, want);
select is(pg_temp.as_login('t_b', 'B', false, format('select labour.collective_agreement_replace(%s, ''C3'')', pg_temp.c('C4'))), 'HT001', 'by its own office');
select is(pg_temp.as_login('t_a', 'A', true, format('select labour.collective_agreement_replace(%s, ''C2'')', pg_temp.c('C4'))), '1', 'replaced by one that is to start');
select is((select situation || ' ' || replaced_by_ref from labour.collective_agreement_list where agreement_ref = 'C4'), 'past_term C2', 'until then it is in force');
select is(pg_temp.as_login('t_a', 'A', true, format('select labour.collective_agreement_replace(%s, ''c3'')', pg_temp.c('C7'))), '1', 'by one in force');
select is((select situation || ' ' || replaced_by_ref from labour.collective_agreement_list where agreement_ref = 'C7'), 'replaced C3', 'it is replaced');
select is(pg_temp.said('t_a', 'A', $$update labour.collective_agreement set title = 'x' where agreement_ref = 'C7'$$),
	'Un convenio colectivo reemplazado o sin efecto no se cambia.', 'and not changed');
select is(pg_temp.said('t_a', 'A', format('select labour.collective_agreement_end(%s, %s)', pg_temp.c('C6'), answers)), want, want) from (values
	($$null, 'x'$$, 'ended_on: Escriba qué día quedó sin efecto.'), ($$'2019-04-10', ''$$, 'ended_why: Escriba por qué quedó sin efecto.'),
	($$'2019-04-11', 'x'$$, 'ended_on: Un convenio colectivo no queda sin efecto en un día que no ha llegado.')) as v (answers, want);
select is(pg_temp.as_login('t_a', 'A', true, format($$select labour.collective_agreement_end(%s, '2019-04-10', 'Sentencia')$$, pg_temp.c('C6'))), '1', 'without effect');
select is((select situation from labour.collective_agreement_list where agreement_ref = 'C6'), 'ended', 'from that day');
select is(pg_temp.said('t_a', 'A', format('select labour.collective_agreement_replace(%s, ''C3'')', pg_temp.c('C6'))),
	'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', 'what has no effect is not replaced');

-- contracts
select is(pg_temp.said('t_a', 'A', format($$insert into labour.work_contract (contract_ref, employer_id, from_date, %s) select 'K1', id, '2019-03-01', %s
	from labour.employer$$, f, v)), want, want || f) from (values
	('to_date', '''2019-02-28''', 'Termina; en blanco, sin plazo: no va antes de «Empieza».'),
	('registered_on', '''2019-03-02''', 'registration_no: Un contrato registrado lleva el número y la fecha de su registro.'),
	('presented_on', '''2019-04-11''', 'presented_on: Ese día no ha llegado.'),
	('post', '''RUC 10254824220''', 'post: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.')) as v (f, v, want);
select is(pg_temp.as_login('t_a', 'A', true, $$insert into labour.work_contract (contract_ref, employer_id, from_date, to_date, registered_on, registration_no)
	select v.ref, e.id, v.since::date, v.until::date, v.registered::date, v.no from labour.employer e, (values ('K1', '2019-03-01', null, null, null),
		('K2', '2019-04-11', null, '2019-04-01', '1'), ('K3', '2019-03-01', '2019-04-10', '2019-04-01', '2'),
		('K4', '2019-03-01', '2019-04-09', '2019-04-01', '3')) as v (ref, since, until, registered, no)$$), '4', 'contracts');
select is((select string_agg(contract_ref || ' ' || situation, ', ' order by contract_ref) from labour.work_contract_list),
	'K1 unregistered, K2 to_start, K3 running, K4 ended', 'what each is today');
set local role hito_owner;
insert into core.personal_office (register, office_id) values ('labour.work_contract_private', core.office_named('A'));
reset role;
select is(pg_temp.said('t_a', 'A', $$insert into labour.work_contract_private (contract_id, worker_name, document_no)
	select id, 'x', '1234567' from labour.work_contract where contract_ref = 'K1'$$), 'document_no: Un DNI tiene ocho cifras.', 'a DNI that is none');
select is(pg_temp.as_login('t_a', 'A', true, $$insert into labour.work_contract_private (contract_id, worker_name, document_no)
	select id, 'Persona Privada', '01234567' from labour.work_contract where contract_ref = 'K1'$$), '1', 'who works');
select is(pg_temp.asked(who, office, $$select worker || ' ' || (select count(*) from labour.work_contract_private) from labour.work_contract_list
	where contract_ref = 'K1'$$), want, who || ' reads ' || want) from (values ('t_a', 'A', 'Persona Privada 1'), ('t_b', 'B', 'P*** P*** 0'),
	('t_sec', 'GR', 'Persona Privada 1')) as v (who, office, want);
select is(pg_temp.as_login(who, office, false, stmt), want, who || ' ' || stmt) from (values
	('t_b', 'B', 'update labour.work_contract set post = ''x''', '0'), ('t_r', 'A', 'update labour.work_contract set post = ''x''', '42501'),
	('t_it', null, 'update labour.work_contract set post = ''x''', '4'), ('t_it', null, 'update labour.work_contract_private set nationality = ''x''', '42501'),
	('t_b', 'B', 'update labour.collective_agreement set notes = ''x''', '0'), ('t_sec', null, 'update labour.collective_agreement set notes = ''x''', '7'),
	('t_b', 'B', 'update labour.collective_agreement_union set deleted_at = now(), deleted_why = ''x''', '0'),
	('t_r', 'A', 'update labour.collective_agreement_signature set signed_by = ''x''', '42501'),
	('t_b', 'B', pg_temp.line('signature', 'C4', 'S1'), '42501'),
	('t_b', 'B', 'update labour.collective_agreement_employer set deleted_at = now(), deleted_why = ''x''', '0')) as v (who, office, stmt, want);

select * from finish();
rollback;
