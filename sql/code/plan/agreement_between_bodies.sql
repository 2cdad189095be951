-- SPDX-License-Identifier: GPL-3.0-or-later
-- Agreements with other bodies. What one is, is worked out of its days: past
-- its term it stands until it is replaced or ended.

create function plan.agreement_situation(signed_on date, from_date date, to_date date, ended_on date, replaced_on date,
	today date)
returns text language sql immutable parallel safe
return case when ended_on <= today then 'ended' when replaced_on <= today then 'replaced' when signed_on is null then 'unsigned'
	when coalesce(from_date, signed_on) > today then 'to_start' when to_date < today then 'past_term' else 'in_force' end;
comment on function plan.agreement_situation(date, date, date, date, date, date) is
	'Lo que es un convenio en un día: por firmar, por empezar, vigente, con el plazo vencido, reemplazado o terminado';

create view plan.agreement_between_bodies_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title, d.document_ref, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, r.agreement_ref as replaced_by_ref, l.parties,
	s.situation, s.situation = 'past_term' as past_term, s.situation in ('in_force', 'past_term') as in_force,
	t.ended_on is null and t.replaced_by_id is null as endable
from plan.agreement_between_bodies t join core.office o on o.id = t.office_id
	left join plan.action_plan p on p.id = t.plan_id
	left join plan.commitment c on c.id = t.commitment_id
	left join core.document d on d.id = t.document_id
	left join plan.agreement_between_bodies r on r.id = t.replaced_by_id
	cross join lateral (select string_agg(y.party, '; ' order by y.id) as parties from plan.agreement_party y
		where y.agreement_id = t.id and y.deleted_at is null) as l
	cross join lateral (select plan.agreement_situation(t.signed_on, t.from_date, t.to_date, t.ended_on,
		coalesce(r.from_date, r.signed_on), (select core.today())) as situation) as s;

create view plan.agreement_party_all with (security_invoker = true) as
select t.* from plan.agreement_party t;

create function plan.agreement_between_bodies_filled(was plan.agreement_between_bodies, now plan.agreement_between_bodies)
returns plan.agreement_between_bodies language plpgsql stable as $$
begin
	now.plan_id := coalesce(now.plan_id, (select c.plan_id from plan.commitment c where c.id = now.commitment_id));
	if was.id is null then
		now.office_id := coalesce(now.office_id, (select c.office_id from plan.commitment c where c.id = now.commitment_id));
	end if;
	return now;
end
$$;

create function plan.agreement_between_bodies_problems(was plan.agreement_between_bodies, now plan.agreement_between_bodies)
returns setof core.problem language sql stable as $$
	with recursive later as (
		select now.replaced_by_id as id
		union
		select x.replaced_by_id from later l join plan.agreement_between_bodies x on x.id = l.id
		where x.replaced_by_id is not null
	)
	select * from plan.parts_problems(now.plan_id, now.commitment_id, null)
	union all
	select (core.problem('replaced_by_id', 'Los convenios no se reemplazan en círculo.')).*
	where now.id in (select l.id from later l)
	union all
	select (core.problem('replaced_by_id', format('El convenio que reemplaza se firmó el %s, antes que este.', core.day_text(x.signed_on)))).*
	from plan.agreement_between_bodies x where x.id = now.replaced_by_id and x.signed_on < now.signed_on
	union all
	select (core.problem('ended_on', 'Un convenio no termina en un día que no ha llegado: ponga su plazo.')).*
	where now.ended_on > core.today() and now.ended_on is distinct from was.ended_on
	union all
	select (core.problem('subject', 'Un convenio que terminó o se reemplazó no se cambia.')).*
	where not core.by_owner() and (was.ended_on is not null or was.replaced_by_id is not null)
		and (now.agreement_ref, now.subject, now.plan_id, now.commitment_id, now.signed_on, now.from_date, now.to_date,
			now.ended_on, now.ended_why, now.replaced_by_id) is distinct from
		(was.agreement_ref, was.subject, was.plan_id, was.commitment_id, was.signed_on, was.from_date, was.to_date,
			was.ended_on, was.ended_why, was.replaced_by_id)
$$;

create function plan.agreement_between_bodies_end(id bigint, row_version int, ended_on date, ended_why text) returns void
language plpgsql volatile as $$
declare
	n bigint;
begin
	if $3 is null then
		raise exception 'Escriba qué día terminó.' using errcode = 'HT002', column = 'ended_on';
	end if;
	perform core.expect_said($4, 'ended_why', 'Escriba por qué terminó.');
	update plan.agreement_between_bodies t set ended_on = $3, ended_why = btrim($4)
	where t.id = $1 and t.row_version = $2 and t.ended_on is null;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function plan.agreement_between_bodies_end(bigint, int, date, text) is 'Terminar un convenio, con su motivo';

create function plan.agreement_between_bodies_replace(id bigint, row_version int, replaced_by_ref text) returns void
language plpgsql volatile as $$
declare
	other constant bigint := (select x.id from plan.agreement_between_bodies x
		where core.fold(x.agreement_ref) = core.fold(btrim($3)) and x.deleted_at is null);
	n bigint;
begin
	perform core.expect_said($3, 'replaced_by_id', 'Escriba el código del convenio que lo reemplaza.');
	if other is null then
		raise exception 'No hay un convenio con el código "%". Regístrelo primero.', btrim($3)
			using errcode = 'HT004', column = 'replaced_by_id';
	end if;
	update plan.agreement_between_bodies t set replaced_by_id = other
	where t.id = $1 and t.row_version = $2 and t.replaced_by_id is null;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function plan.agreement_between_bodies_replace(bigint, int, text) is 'Reemplazar un convenio por otro';

-- ---- imports

-- The parties of a cell, one from another by semicolons or lines; those that
-- the register lacks.
create function plan.agreement_parties() returns table (line int, agreement_id bigint, at bigint, party text)
language sql stable as $$
	select s.line, r.id, min(p.at), core.one_line(p.party)
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
	cross join lateral regexp_split_to_table(s.parties, '\s*[;\n\r]+\s*') with ordinality as p (party, at)
	where core.one_line(p.party) <> '' and (r.id is null or not exists (select from plan.agreement_party y
		where y.agreement_id = r.id and y.deleted_at is null and core.fold(y.party) = core.fold(core.one_line(p.party))))
	group by s.line, r.id, core.one_line(p.party)
$$;
comment on function plan.agreement_parties() is 'Las partes de los convenios de un archivo que faltan';

create function plan.agreement_between_bodies_after(batch bigint) returns setof int
language plpgsql as $$
begin
	return query select a.line from plan.agreement_parties() as a;
	insert into plan.agreement_party (agreement_id, party, batch_id, batch_line)
	select a.agreement_id, a.party, batch, a.line from plan.agreement_parties() as a order by a.line, a.at;
end
$$;
comment on function plan.agreement_between_bodies_after(bigint) is 'Graba las partes de los convenios';

select core.declare('plan.agreement_between_bodies', 'open', 'Convenios interinstitucionales',
	stands_on => '{plan_id,commitment_id,document_id,replaced_by_id}', help => array[
	'replaced_by_ref', 'Código del convenio que lo reemplaza', 'parties', 'Sus partes', 'situation',
	'Situación: por firmar, por empezar, vigente, con el plazo vencido, reemplazado o terminado',
	'past_term', 'Pasó su plazo y nadie lo terminó ni lo reemplazó', 'in_force', 'Rige hoy',
	'endable', 'No terminó ni se reemplazó', 'document_ref', 'Código del documento']);
select core.declare('plan.agreement_party', 'open', 'Partes de los convenios interinstitucionales',
	line_of => '{agreement_id}');

select core.publish('agreement_between_bodies', 'plan.agreement_between_bodies', 'true', '{agreement_ref, plan_code, commitment_no, subject, parties, signed_on, from_date, to_date, ended_on,
	ended_why, replaced_by_ref, document_ref, office_code}');
