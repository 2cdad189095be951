-- SPDX-License-Identifier: GPL-3.0-or-later
-- Collective agreements. What one is, is worked out of its days: past its term it
-- stands until another replaces it or it is left without effect.
-- after: union

-- Without a term of its own the law gives one.
create function labour.agreement_ends(from_date date, signed_on date, to_date date) returns date
language sql stable as $$
	select coalesce($3, (select d.last_day from core.due('convenio.plazo', coalesce($1, $2) - 1) as d
		where $3 is null and coalesce($1, $2) is not null))
$$;
comment on function labour.agreement_ends(date, date, date) is 'El último día del plazo de un convenio colectivo: el suyo, o el que dice la ley';

create view labour.collective_agreement_all with (security_invoker = true) as
select t.*, p.place_code, p.place_name, d.document_ref, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, r.agreement_ref as replaced_by_ref, e.employers, u.unions, g.signers,
	t.workers_male + t.workers_female as workers, s.ends, x.situation, x.situation = 'past_term' as past_term,
	x.situation in ('in_force', 'past_term') as in_force, t.ended_on is null and t.replaced_by_id is null as endable,
	t.registered_on is null as unregistered,
	(select s.ends - (core.rule_of('pliego.antes', s.ends)).number
		where x.situation in ('to_start', 'in_force', 'past_term')) as next_claim_by
from labour.collective_agreement t join core.office o on o.id = t.office_id
	left join core.place p on p.id = t.place_id
	left join core.document d on d.id = t.document_id
	left join labour.collective_agreement r on r.id = t.replaced_by_id
	cross join lateral (select string_agg(coalesce(nullif(y.employer_name, ''), y.name_mask, y.employer_code), '; ' order by l.id)
		as employers from labour.collective_agreement_employer l join labour.employer y on y.id = l.employer_id
		where l.agreement_id = t.id and l.deleted_at is null) as e
	cross join lateral (select string_agg(y.union_name, '; ' order by l.id) as unions
		from labour.collective_agreement_union l join labour.union_organisation y on y.id = l.union_id
		where l.agreement_id = t.id and l.deleted_at is null) as u
	cross join lateral (select string_agg(y.union_name, '; ' order by l.id) as signers
		from labour.collective_agreement_signature l join labour.union_organisation y on y.id = l.union_id
		where l.agreement_id = t.id and l.deleted_at is null) as g
	cross join lateral (select labour.agreement_ends(t.from_date, t.signed_on, t.to_date) as ends) as s
	cross join lateral (select plan.agreement_situation(t.signed_on, t.from_date, s.ends, t.ended_on,
		coalesce(r.from_date, r.signed_on), (select core.today())) as situation) as x;

create view labour.collective_agreement_pick with (security_invoker = true) as
select id, agreement_ref, title as agreement_title, core.fold(agreement_ref) || ' ' || title_folded as search_folded
from labour.collective_agreement where deleted_at is null;

create view labour.collective_agreement_employer_all with (security_invoker = true) as
select t.*, e.employer_code, coalesce(nullif(e.employer_name, ''), e.name_mask, 'Persona natural') as employer
from labour.collective_agreement_employer t join labour.employer e on e.id = t.employer_id;

create view labour.collective_agreement_union_all with (security_invoker = true) as
select t.*, u.union_code, u.union_name
from labour.collective_agreement_union t join labour.union_organisation u on u.id = t.union_id;

create view labour.collective_agreement_signature_all with (security_invoker = true) as
select t.*, u.union_code, u.union_name
from labour.collective_agreement_signature t join labour.union_organisation u on u.id = t.union_id;

create function labour.collective_agreement_problems(was labour.collective_agreement, now labour.collective_agreement)
returns setof core.problem language sql stable as $$
	with recursive later as (
		select now.replaced_by_id as id
		union
		select x.replaced_by_id from later l join labour.collective_agreement x on x.id = l.id
		where x.replaced_by_id is not null
	)
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('replaced_by_id', 'Los convenios colectivos no se reemplazan en círculo.')).*
	where now.id in (select l.id from later l)
	union all
	select (core.problem('replaced_by_id', 'El convenio colectivo que reemplaza está por firmar.')).*
	from labour.collective_agreement x where x.id = now.replaced_by_id and x.signed_on is null
	union all
	select (core.problem('replaced_by_id', 'El convenio colectivo que reemplaza se firmó antes que este.')).*
	from labour.collective_agreement x where x.id = now.replaced_by_id and x.signed_on < now.signed_on
	union all
	select (core.problem('ended_on', 'Un convenio colectivo no queda sin efecto en un día que no ha llegado.')).*
	where now.ended_on > core.today() and now.ended_on is distinct from was.ended_on
	union all
	select (core.problem(f.field, 'Ese día no ha llegado.')).*
	from (values ('signed_on', now.signed_on, was.signed_on), ('presented_on', now.presented_on, was.presented_on),
		('registered_on', now.registered_on, was.registered_on)) as f (field, day, before)
	where f.day > core.today() and f.day is distinct from f.before
	union all
	select (core.problem(null, 'Un convenio colectivo reemplazado o sin efecto no se cambia.')).*
	where not core.by_owner() and (was.ended_on is not null or was.replaced_by_id is not null)
		and core.row_differs(to_jsonb(was), to_jsonb(now), 'notes', 'document_id', 'deleted_at', 'deleted_by', 'deleted_why',
			'batch_id', 'batch_line')
$$;

-- Whoever signs is a party, and stays one.
create function labour.collective_agreement_signature_problems(was labour.collective_agreement_signature,
	now labour.collective_agreement_signature)
returns setof core.problem language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('union_id', format('«%s» no es parte del convenio colectivo: firma solo quien es parte.', u.union_name))).*
	from labour.union_organisation u where u.id = now.union_id and now.deleted_at is null and not exists (
		select from labour.collective_agreement_union y where y.agreement_id = now.agreement_id and y.union_id = now.union_id
			and y.deleted_at is null)
$$;

create function labour.collective_agreement_union_problems(was labour.collective_agreement_union,
	now labour.collective_agreement_union)
returns setof core.problem language sql stable as $$
	select (core.problem('union_id', format('«%s» firmó el convenio colectivo: quite antes su firma.', u.union_name))).*
	from labour.collective_agreement_signature s join labour.union_organisation u on u.id = s.union_id
	where was.id is not null and s.agreement_id = was.agreement_id and s.union_id = was.union_id and s.deleted_at is null
		and was.deleted_at is null
		and (now.deleted_at is not null or (now.agreement_id, now.union_id) is distinct from (was.agreement_id, was.union_id))
$$;

-- A signature and the party that it is of: one after the other.
do $do$
declare
	tab text;
begin
	foreach tab in array '{labour.collective_agreement_union,labour.collective_agreement_signature}'::text[] loop
		perform core.declare_trigger(tab, 't12_lock before insert or update', '_lock', 'Espera a quien cambia el mismo convenio', $$
			perform from labour.collective_agreement a where a.id = new.agreement_id for no key update;
			return new$$, 'definer');
	end loop;
end
$do$;

-- ---- actions

create function labour.collective_agreement_end(id bigint, row_version int, ended_on date, ended_why text) returns void
language plpgsql volatile as $$
declare
	n bigint;
begin
	if $3 is null then
		raise exception 'Escriba qué día quedó sin efecto.' using errcode = 'HT002', column = 'ended_on';
	end if;
	perform core.expect_said($4, 'ended_why', 'Escriba por qué quedó sin efecto.');
	update labour.collective_agreement t set ended_on = $3, ended_why = btrim($4)
	where t.id = $1 and t.row_version = $2 and t.ended_on is null and t.replaced_by_id is null;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function labour.collective_agreement_end(bigint, int, date, text) is 'Dejar sin efecto un convenio colectivo, con su motivo';

create function labour.collective_agreement_replace(id bigint, row_version int, replaced_by_ref text) returns void
language plpgsql volatile as $$
declare
	other constant bigint := (select x.id from labour.collective_agreement x
		where core.fold(x.agreement_ref) = core.fold(btrim($3)) and x.deleted_at is null);
	n bigint;
begin
	perform core.expect_said($3, 'replaced_by_id', 'Escriba el código del convenio colectivo que lo reemplaza.');
	if other is null then
		raise exception 'No hay un convenio colectivo con el código «%». Regístrelo primero.', btrim($3)
			using errcode = 'HT004', column = 'replaced_by_id';
	end if;
	update labour.collective_agreement t set replaced_by_id = other
	where t.id = $1 and t.row_version = $2 and t.replaced_by_id is null and t.ended_on is null;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function labour.collective_agreement_replace(bigint, int, text) is 'Reemplazar un convenio colectivo por otro';

-- ---- imports

-- What a cell names, one from another by semicolons, lines or " y "; a name that
-- has one of these in it is taken whole where somebody has it. kind: union, employer.
-- no texts for people
create function labour.named_in(cell text, kind text, out at int, out given text, out id bigint)
returns setof record language plpgsql stable as $$
declare
	piece text;
	words text[];
	first int;
	last int;
	tried text;
begin
	at := 0;
	foreach piece in array regexp_split_to_array(coalesce(cell, ''), '[;\n\r]+') loop
		words := regexp_split_to_array(core.one_line(piece), '\s+[yY]\s+');
		first := 1;
		while first <= cardinality(words) and words[first] <> '' loop
			last := cardinality(words);
			loop
				tried := array_to_string(words[first:last], ' y ');
				id := case kind when 'union' then labour.union_named(tried) else labour.employer_named(tried) end;
				exit when id is not null or last = first;
				last := last - 1;
			end loop;
			if id is null then
				-- Nobody's: what is left, as it stands.
				last := cardinality(words);
				tried := array_to_string(words[first:last], ' y ');
			end if;
			at := at + 1;
			given := tried;
			return next;
			first := last + 1;
		end loop;
	end loop;
end
$$;
-- texts again
comment on function labour.named_in(text, text) is 'Los empleadores o las organizaciones sindicales que nombra una celda';

-- The parties and signers that a file names: of which line, in which cell.
create function labour.agreement_named(out line int, out agreement_id bigint, out field text, out at int, out given text, out id bigint)
returns setof record language sql stable as $$
	select s.line, r.id, c.field, n.at, n.given, n.id
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
		cross join lateral (values ('employers', s.employers, 'employer'), ('unions', s.unions, 'union'),
			('signers', s.signers, 'union')) as c (field, cell, kind)
		cross join lateral labour.named_in(c.cell, c.kind) as n
	where coalesce(btrim(c.cell), '') <> ''
$$;
comment on function labour.agreement_named() is 'Las partes y las firmas de los convenios colectivos de un archivo';

create function labour.collective_agreement_check() returns setof core.finding
language sql as $$
	with named as materialized (select * from labour.agreement_named())
	select n.line, n.field, null::text, 'error', case n.field
		when 'employers' then format('No hay un empleador «%s»: regístrelo primero.', n.given)
		else format('No hay una organización sindical «%s»: regístrela primero.', n.given) end
	from named n where n.id is null
	union all
	select n.line, 'signers', null::text, 'error',
		format('«%s» no es parte del convenio colectivo: firma solo quien es parte.', n.given)
	from named n where n.field = 'signers' and n.id is not null
		and not exists (select from named u where u.line = n.line and u.field = 'unions' and u.id = n.id)
		and not exists (select from labour.collective_agreement_union y where y.agreement_id = n.agreement_id
			and y.union_id = n.id and y.deleted_at is null)
$$;
comment on function labour.collective_agreement_check() is 'Revisa una carga de convenios colectivos';

create function labour.collective_agreement_after(batch bigint) returns setof int
language plpgsql as $$
begin
	create temp table hito_party on commit drop as
	select n.line, n.agreement_id, n.field, n.id, min(n.at) as at
	from labour.agreement_named() as n
	where case n.field
		when 'employers' then not exists (select from labour.collective_agreement_employer y
			where y.agreement_id = n.agreement_id and y.employer_id = n.id and y.deleted_at is null)
		when 'unions' then not exists (select from labour.collective_agreement_union y
			where y.agreement_id = n.agreement_id and y.union_id = n.id and y.deleted_at is null)
		else not exists (select from labour.collective_agreement_signature y
			where y.agreement_id = n.agreement_id and y.union_id = n.id and y.deleted_at is null) end
	group by n.line, n.agreement_id, n.field, n.id;
	insert into labour.collective_agreement_employer (agreement_id, employer_id, office_id, batch_id, batch_line)
	select p.agreement_id, p.id, a.office_id, batch, p.line from pg_temp.hito_party p
		join labour.collective_agreement a on a.id = p.agreement_id where p.field = 'employers' order by p.line, p.at;
	insert into labour.collective_agreement_union (agreement_id, union_id, office_id, batch_id, batch_line)
	select p.agreement_id, p.id, a.office_id, batch, p.line from pg_temp.hito_party p
		join labour.collective_agreement a on a.id = p.agreement_id where p.field = 'unions' order by p.line, p.at;
	insert into labour.collective_agreement_signature (agreement_id, union_id, office_id, batch_id, batch_line)
	select p.agreement_id, p.id, a.office_id, batch, p.line from pg_temp.hito_party p
		join labour.collective_agreement a on a.id = p.agreement_id where p.field = 'signers' order by p.line, p.at;
	return query select distinct p.line from pg_temp.hito_party p;
end
$$;
comment on function labour.collective_agreement_after(bigint) is 'Graba las partes y las firmas de los convenios colectivos';

-- Without a code of its own an agreement is cited by its registration.
create function labour.collective_agreement_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage s set agreement_ref = left(nullif(btrim(s.registration_no), ''), 60)
	where coalesce(btrim(s.agreement_ref), '') = '';
	update pg_temp.hito_field f set brought = true where f.name = 'agreement_ref';
	return;
end
$$;
comment on function labour.collective_agreement_prepare() is 'Prepara una carga de convenios colectivos';

select core.declare('labour.collective_agreement', 'open', 'Convenios colectivos',
	stands_on => '{place_id,document_id,replaced_by_id}', help => array[
	'replaced_by_ref', 'Código del convenio colectivo que lo reemplaza', 'employers', 'Empleadores que son parte',
	'unions', 'Organizaciones sindicales que son parte', 'signers', 'Organizaciones sindicales que firmaron',
	'workers', 'Trabajadores comprendidos en total', 'ends', 'Último día de su plazo: el suyo, o el que dice la ley',
	'situation', 'Situación: por firmar, por empezar, en vigor, vencido y sigue rigiendo, reemplazado o sin efecto',
	'past_term', 'Venció su plazo y sigue rigiendo: nadie lo reemplazó', 'in_force', 'Rige hoy',
	'endable', 'No se reemplazó ni quedó sin efecto', 'unregistered', 'Está por registrar',
	'agreement_title', 'De qué es el convenio colectivo', 'next_claim_by', 'El pliego siguiente se presenta a más tardar este día', 'document_ref', 'Código del documento'],
	unknown => 'No hay un convenio colectivo con este código.');
select core.declare('labour.collective_agreement_employer', 'open', 'Empleadores de los convenios colectivos',
	line_of => '{agreement_id}', stands_on => '{employer_id}');
select core.declare('labour.collective_agreement_union', 'open', 'Organizaciones sindicales de los convenios colectivos',
	line_of => '{agreement_id}', stands_on => '{union_id}');
select core.declare('labour.collective_agreement_signature', 'open', 'Firmas de los convenios colectivos',
	line_of => '{agreement_id}', stands_on => '{union_id}');

select core.publish('collective_agreement', 'labour.collective_agreement', 'true', '{agreement_ref, title, origin, level, scope, unions, place_code, place_name, signed_on,
	presented_on, registered_on, registration_no, from_date, to_date, workers, rise_amount,
	rise_percent, rise_text, ended_on, ended_why, replaced_by_ref, document_ref, office_code}');
