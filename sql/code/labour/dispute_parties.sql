-- SPDX-License-Identifier: GPL-3.0-or-later
-- The unions and employers of a case: as they are written, and the registered
-- one where there is one alone of that name, code or taxpayer number.
-- after: dispute
-- after: ruc

create view labour.dispute_union_all with (security_invoker = true) as
select t.*, u.union_code from labour.dispute_union t left join labour.union_organisation u on u.id = t.union_id;
create view labour.dispute_union_pick with (security_invoker = true) as
select u.id, u.union_name, u.union_code, core.fold(u.union_code) || ' ' || u.union_name_folded as search_folded
from labour.union_organisation u where u.deleted_at is null;
create view labour.dispute_employer_all with (security_invoker = true) as
select t.*, e.employer_code from labour.dispute_employer t left join labour.employer e on e.id = t.employer_id;
create view labour.dispute_employer_pick with (security_invoker = true) as
select e.id, coalesce(e.employer_name, e.name_mask) as employer_name, e.employer_code,
	core.fold(concat_ws(' ', e.employer_code, e.ruc, e.employer_name)) as search_folded
from labour.employer e where e.deleted_at is null and coalesce(e.employer_name, e.name_mask) is not null;

create function labour.dispute_union_filled(was labour.dispute_union, now labour.dispute_union) returns labour.dispute_union
language plpgsql stable as $$
declare
	known record;
begin
	now.union_name := core.one_line(now.union_name);
	select min(u.id) as id, min(u.union_name) as name into known from labour.union_organisation u
	where u.deleted_at is null and core.fold(now.union_name) in (u.union_name_folded, core.fold(u.union_code))
	having count(*) = 1;
	now.union_id := known.id;
	now.union_name := coalesce(known.name, now.union_name);
	return now;
end
$$;
create function labour.dispute_employer_filled(was labour.dispute_employer, now labour.dispute_employer) returns labour.dispute_employer
language plpgsql stable as $$
declare
	known record;
begin
	now.employer_name := core.one_line(now.employer_name);
	select min(e.id) as id, min(coalesce(e.employer_name, e.name_mask)) as name into known from labour.employer e
	where e.deleted_at is null and core.fold(now.employer_name) in (e.employer_name_folded, core.fold(e.employer_code), e.ruc)
	having count(*) = 1;
	now.employer_id := known.id;
	now.employer_name := coalesce(known.name, now.employer_name);
	return now;
end
$$;
create function labour.name_problems(field text, given text) returns setof core.problem
language sql stable as $$
	select (core.problem($1, 'El RUC de una persona natural no se escribe aquí: regístrela en Empleadores y elija su código.')).*
	where exists (select from labour.open_problems(jsonb_build_object('said', $2))) or $2 ~ '(^|\D)1[0567]\d{9}(\D|$)'
$$;
comment on function labour.name_problems(text, text) is 'Cuida que un caso no nombre a una persona natural por su RUC';
create function labour.dispute_employer_problems(was labour.dispute_employer, now labour.dispute_employer) returns setof core.problem
language sql stable as $$
	select p.* from labour.name_problems('employer_name', now.employer_name) as p where now.deleted_at is null
$$;
create function labour.dispute_union_problems(was labour.dispute_union, now labour.dispute_union) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
$$;

select core.declare('labour.dispute_union', 'case', 'Organizaciones sindicales de un caso', line_of => '{dispute_id}');
select core.declare('labour.dispute_employer', 'case', 'Empleadores de un caso', line_of => '{dispute_id}');
