-- SPDX-License-Identifier: GPL-3.0-or-later
-- Employers. A RUC is checked and warned of; that of a natural person, and her
-- name, are read by listed offices alone, and stand nowhere else.
-- after: ruc

create view labour.employer_all with (security_invoker = true) as
select t.*, coalesce(nullif(t.employer_name, ''), v.person_name, t.name_mask, 'Persona natural') as employer,
	coalesce(t.ruc, v.ruc, t.ruc_mask) as ruc_shown, v.ruc as person_ruc, v.person_name,
	not labour.ruc_sound(coalesce(t.ruc, v.ruc)) and coalesce(t.ruc, v.ruc) is not null as ruc_wrong,
	p.place_code, p.place_name, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from labour.employer t join core.office o on o.id = t.office_id
	left join core.place p on p.id = t.place_id
	left join labour.employer_private v on v.employer_id = t.id and v.deleted_at is null;

create view labour.employer_private_all with (security_invoker = true) as
select t.* from labour.employer_private t;

create view labour.employer_pick with (security_invoker = true) as
select id, employer_code, coalesce(nullif(employer_name, ''), name_mask, 'Persona natural') as employer,
	core.fold(employer_code) || ' ' || coalesce(nullif(employer_name_folded, ''), core.fold(name_mask), '') as search_folded
from labour.employer where deleted_at is null;

-- What of an open row holds the RUC of a natural person, written in one or with
-- blanks, dots or hyphens in it.
create function labour.open_problems(now jsonb) returns setof core.problem
language sql stable as $$
	select distinct on (length(c.key), c.key) (core.problem(c.key,
		'Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.')).*
	from jsonb_each(now) as c cross join lateral (select c.value #>> '{}' as said) as v
		cross join lateral regexp_matches(v.said, '(?<!\d)1[0567][ .-]?\d{8}[ .-]?\d(?!\d)', 'g') as m
		cross join lateral (select regexp_replace(m[1], '\D', '', 'g') as digits) as r
	where jsonb_typeof(c.value) = 'string' and c.key not like '%\_folded' and c.key not like '%\_mask'
		and (labour.ruc_sound(r.digits) or btrim(v.said) = r.digits)
	order by length(c.key), c.key
$$;
comment on function labour.open_problems(jsonb) is 'Cuida que el RUC de una persona natural no quede donde todos lo leen';

-- The next code of those that are given here: PN-001.
create function labour.code_after(prefix text, last int) returns text
language sql immutable parallel safe
return prefix || '-' || lpad((last + 1)::text, greatest(3, length((last + 1)::text)), '0');
comment on function labour.code_after(text, int) is 'El código que sigue a un número: PN-001';

create function labour.employer_last(prefix text) returns int
language sql stable as $$
	select coalesce(max(substring(e.employer_code from '^[A-Z]+-(\d{1,7})$')::int), 0)
	from labour.employer e where e.employer_code like $1 || '-%'
$$;
comment on function labour.employer_last(text) is 'El último número de los códigos de empleadores de una clase';

create function labour.employer_prefix(kind text) returns text
language sql immutable parallel safe
return case kind when 'person' then 'PN' else 'SR' end;
comment on function labour.employer_prefix(text) is 'Cómo empieza el código de un empleador que no se cita por su RUC';

create function labour.employer_filled(was labour.employer, now labour.employer) returns labour.employer
language plpgsql stable as $$
begin
	now.ruc := nullif(btrim(now.ruc), '');
	now.activity_code := upper(nullif(btrim(now.activity_code), ''));
	if coalesce(btrim(now.employer_code), '') = '' or (now.employer_code = was.ruc and was.ruc is distinct from now.ruc) then
		now.employer_code := coalesce(case when not labour.ruc_personal(now.ruc) then now.ruc end,
			labour.code_after(labour.employer_prefix(now.kind), labour.employer_last(labour.employer_prefix(now.kind))));
	end if;
	-- The masks follow what is kept apart.
	if not core.by_database() then
		now.ruc_mask := was.ruc_mask;
		now.name_mask := was.name_mask;
	end if;
	return now;
end
$$;

create function labour.employer_problems(was labour.employer, now labour.employer) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('ruc', 'Un RUC tiene once cifras.')).* where now.ruc !~ '^\d{11}$'
	union all
	select (core.problem('kind', 'Tiene datos de una persona natural: quítelos antes de cambiar su clase.')).*
	where was.kind = 'person' and now.kind <> 'person' and (now.ruc_mask is not null or now.name_mask is not null)
$$;

create function labour.employer_private_problems(was labour.employer_private, now labour.employer_private)
returns setof core.problem language sql stable as $$
	select (core.problem('ruc', 'Un RUC tiene once cifras.')).* where now.ruc !~ '^\d{11}$'
	union all
	select (core.problem('ruc', 'Ese RUC no es de una persona natural: va en la primera página.')).*
	where now.ruc ~ '^20\d{9}$'
	union all
	select (core.problem('person_name', 'El empleador no es una persona natural: cambie antes su clase.')).*
	from labour.employer e where e.id = now.employer_id and e.kind <> 'person' and now.deleted_at is null
$$;

-- The employer of that code, RUC or name; none where several have the name.
create function labour.employer_named(given text) returns bigint
language sql stable as $$
	with g as (select core.fold(core.one_line($1)) as said)
	select coalesce((select e.id from labour.employer e, g where core.fold(e.employer_code) = g.said and e.deleted_at is null),
		(select e.id from labour.employer e, g where e.ruc = g.said and e.deleted_at is null),
		(select e.id from labour.employer_private v join labour.employer e on e.id = v.employer_id, g
			where v.ruc = g.said and v.deleted_at is null and e.deleted_at is null),
		(select min(e.id) from labour.employer e, g where e.employer_name_folded = left(g.said, 600) and e.deleted_at is null
			having count(*) = 1))
$$;
comment on function labour.employer_named(text) is 'El empleador de ese código, RUC o nombre';

-- ---- imports

-- Personal data of a file enter only where the policies let this person write them.
create function labour.may_load(register text, office bigint) returns boolean
language sql stable as $$
	select coalesce($2 = core.my_office('{enter,submit}') and core.my_personal($1)
		and (pg_has_role(session_user, 'hito_clerk', 'member') or core.is_secretariat()), false)
$$;
comment on function labour.may_load(text, bigint) is 'Quien carga puede escribir esos datos personales en esa oficina';

-- Where a file names an employer otherwise than by its code: by RUC or name.
create function labour.stage_employers() returns void
language sql as $$
	update pg_temp.hito_stage s set employer_code = e.employer_code
	from (select t.line, labour.employer_named(t.employer_code) as id from pg_temp.hito_stage t
		where coalesce(btrim(t.employer_code), '') <> '') as n
		join labour.employer e on e.id = n.id
	where n.line = s.line and s.employer_code is distinct from e.employer_code
$$;
comment on function labour.stage_employers() is 'Pone el código de los empleadores que un archivo nombra por su RUC o su nombre';

-- An employer is known by its code, else its RUC, else its name; those of
-- whom none is told get the next of their kind.
create function labour.employer_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage s set kind = 'person'
	where coalesce(btrim(s.kind), '') = '' and coalesce(btrim(s.person_ruc), btrim(s.person_name), '') <> '';
	update pg_temp.hito_stage s set employer_code = coalesce(
		(select e.employer_code from labour.employer e where e.id = coalesce(
			labour.employer_named(nullif(btrim(s.ruc), '')), labour.employer_named(nullif(btrim(s.person_ruc), '')),
			case when coalesce(btrim(s.ruc), btrim(s.person_ruc), '') = '' then labour.employer_named(nullif(btrim(s.employer_name), '')) end)),
		case when not labour.ruc_personal(btrim(s.ruc)) then btrim(s.ruc) end)
	where coalesce(btrim(s.employer_code), '') = '';
	update pg_temp.hito_stage s set employer_code = labour.code_after(n.prefix, labour.employer_last(n.prefix) + n.place - 1)
	from (select t.line, labour.employer_prefix(t.kind) as prefix,
			row_number() over (partition by labour.employer_prefix(t.kind) order by t.line)::int as place
		from pg_temp.hito_stage t where coalesce(btrim(t.employer_code), '') = '') as n
	where n.line = s.line;
	update pg_temp.hito_field f set brought = true where f.name in ('employer_code', 'kind');
	return;
end
$$;
comment on function labour.employer_prepare() is 'Prepara una carga de empleadores';

-- Persons of a file that are not there yet.
create function labour.employer_persons(out line int, out employer_id bigint, out ruc text, out person_name text, out phone text,
	out email text, out allowed boolean)
returns setof record language sql stable as $$
	select s.line, r.id, nullif(btrim(s.person_ruc), ''), nullif(btrim(s.person_name), ''), nullif(btrim(s.phone), ''),
		nullif(btrim(s.email), ''), labour.may_load('labour.employer_private', r.office_id)
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
	where coalesce(btrim(s.person_ruc), '') || coalesce(btrim(s.person_name), '') || coalesce(btrim(s.phone), '')
			|| coalesce(btrim(s.email), '') <> ''
		and (r.id is null or not exists (select from labour.employer_private v
			where v.employer_id = r.id and v.deleted_at is null))
$$;
comment on function labour.employer_persons() is 'Los datos de las personas naturales de un archivo de empleadores';

create function labour.employer_check() returns setof core.finding
language sql as $$
	select p.line, 'person_ruc', null::text, 'notice', 'el RUC y el nombre de la persona no entran con esta carga: los ingresa '
		'la oficina autorizada'
	from labour.employer_persons() as p where not p.allowed
	union all
	select p.line, 'person_ruc', null::text, 'error', x.reason
	from labour.employer_persons() as p join pg_temp.hito_ready r on r.line = p.line
		cross join lateral labour.employer_private_problems(null, row(null, r.id, p.ruc, p.person_name, null, p.phone, p.email, 1,
			r.office_id, null, null, null, null, null)::labour.employer_private) as x
	where p.allowed
	union all
	select p.line, 'person_ruc', null::text, 'error', format('Repite el RUC de la línea %s del archivo.', min(d.line))
	from labour.employer_persons() as p join labour.employer_persons() as d on d.ruc = p.ruc and d.line < p.line
	where p.allowed group by p.line
	union all
	select p.line, 'person_ruc', null::text, 'error', 'Ese RUC ya está en otro empleador.'
	from labour.employer_persons() as p where p.allowed and exists (select from labour.employer_private v
		where v.ruc = p.ruc and v.employer_id is distinct from p.employer_id and v.deleted_at is null)
	union all
	select p.line, 'person_name', null::text, 'error', 'Una empresa o entidad no lleva datos de una persona natural.'
	from labour.employer_persons() as p join pg_temp.hito_ready r on r.line = p.line where r.kind <> 'person'
$$;
comment on function labour.employer_check() is 'Revisa una carga de empleadores';

create function labour.employer_after(batch bigint) returns setof int
language plpgsql as $$
begin
	return query select p.line from labour.employer_persons() as p where p.allowed;
	insert into labour.employer_private (employer_id, ruc, person_name, phone, email, batch_id, batch_line)
	select p.employer_id, p.ruc, p.person_name, p.phone, p.email, batch, p.line
	from labour.employer_persons() as p where p.allowed order by p.line;
end
$$;
comment on function labour.employer_after(bigint) is 'Graba los datos de las personas naturales de un archivo de empleadores';

select core.declare('labour.employer', 'open', 'Empleadores', stands_on => '{place_id}', help => array[
	'employer', 'Empleador: su razón social, o de una persona su nombre, oculto para quien no lo puede leer',
	'ruc_shown', 'RUC; el de una persona natural, oculto para quien no lo puede leer',
	'person_ruc', 'RUC de la persona natural', 'person_name', 'Nombre de la persona natural',
	'ruc_wrong', 'La última cifra del RUC no es la que toca: compruébelo'],
	unknown => 'No hay un empleador con este código: si es nuevo, regístrelo primero en Empleadores.');
select core.declare('labour.employer_private', 'personal', 'Datos personales de los empleadores', line_of => '{employer_id}');
select core.declare_mask('labour.employer_private', 'labour.employer', 't.id = new.employer_id',
	'ruc_mask', 'left(new.ruc, 2) || ''*********''', 'name_mask', 'core.name_mask(new.person_name)');

create view labour.employer_beside with (security_invoker = true) as
select t.employer_id as id, 0 as at, t.ruc as person_ruc, t.person_name, t.phone, t.email
from labour.employer_private t where t.deleted_at is null;
select core.describe('labour.employer_beside', 'La persona natural que es un empleador, como la trae un archivo', 'id', 'Empleador',
	'at', 'Orden', 'person_ruc', 'RUC de la persona', 'person_name', 'Nombre de la persona', 'phone', 'Teléfono',
	'email', 'Correo electrónico');
