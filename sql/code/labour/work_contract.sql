-- SPDX-License-Identifier: GPL-3.0-or-later
-- Work contracts that are registered. Who works is read by listed offices alone.
-- after: employer

create view labour.work_contract_all with (security_invoker = true) as
select t.*, e.employer_code, coalesce(nullif(e.employer_name, ''), e.name_mask, 'Persona natural') as employer,
	p.place_code, p.place_name, d.document_ref, coalesce(v.worker_name, t.worker_mask) as worker,
	case when t.registered_on is null then 'unregistered' when t.from_date > (select core.today()) then 'to_start'
		when t.to_date < (select core.today()) then 'ended' else 'running' end as situation,
	t.registered_on is null as unregistered, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from labour.work_contract t join core.office o on o.id = t.office_id
	join labour.employer e on e.id = t.employer_id
	left join core.place p on p.id = t.place_id
	left join core.document d on d.id = t.document_id
	left join labour.work_contract_private v on v.contract_id = t.id and v.deleted_at is null;

create view labour.work_contract_private_all with (security_invoker = true) as
select t.* from labour.work_contract_private t;

create function labour.work_contract_filled(was labour.work_contract, now labour.work_contract) returns labour.work_contract
language plpgsql stable as $$
begin
	-- The mask follows the name that is kept apart.
	if not core.by_database() then
		now.worker_mask := was.worker_mask;
	end if;
	return now;
end
$$;

create function labour.work_contract_problems(was labour.work_contract, now labour.work_contract) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem(f.field, 'Ese día no ha llegado.')).*
	from (values ('signed_on', now.signed_on, was.signed_on), ('presented_on', now.presented_on, was.presented_on),
		('registered_on', now.registered_on, was.registered_on)) as f (field, day, before)
	where f.day > core.today() and f.day is distinct from f.before
	union all
	select (core.problem('registration_no', 'Un contrato registrado lleva el número y la fecha de su registro.')).*
	where (now.registered_on is null) <> (coalesce(btrim(now.registration_no), '') = '')
$$;

create function labour.work_contract_private_problems(was labour.work_contract_private, now labour.work_contract_private)
returns setof core.problem language sql stable as $$
	select (core.problem('document_no', 'Un DNI tiene ocho cifras.')).*
	where now.document_kind = 'dni' and now.document_no !~ '^\d{8}$'
$$;

-- ---- imports

create function labour.work_contract_prepare() returns setof core.finding
language plpgsql as $$
begin
	perform labour.stage_employers();
	update pg_temp.hito_stage s set contract_ref = left(nullif(btrim(s.registration_no), ''), 60)
	where coalesce(btrim(s.contract_ref), '') = '';
	-- A spreadsheet eats the zeros before a number.
	return query select s.line, 'document_no', null::text, 'notice', 'al DNI le faltaba el cero del comienzo: entra con él'
		from pg_temp.hito_stage s
		where coalesce(nullif(btrim(s.document_kind), ''), 'dni') = 'dni' and btrim(s.document_no) ~ '^\d{7}$';
	update pg_temp.hito_stage s set document_no = lpad(btrim(s.document_no), 8, '0')
	where coalesce(nullif(btrim(s.document_kind), ''), 'dni') = 'dni' and btrim(s.document_no) ~ '^\d{7}$';
	update pg_temp.hito_field f set brought = true where f.name = 'contract_ref';
	return;
end
$$;
comment on function labour.work_contract_prepare() is 'Prepara una carga de contratos de trabajo';

-- Workers of a file that are not there yet.
create function labour.contract_workers(out line int, out contract_id bigint, out worker_name text, out document_kind text,
	out document_no text, out nationality text, out allowed boolean)
returns setof record language sql stable as $$
	select s.line, r.id, nullif(btrim(s.worker), ''), coalesce(nullif(btrim(s.document_kind), ''), 'dni'),
		nullif(btrim(s.document_no), ''), nullif(btrim(s.nationality), ''),
		labour.may_load('labour.work_contract_private', r.office_id)
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
	where coalesce(btrim(s.worker), '') || coalesce(btrim(s.document_no), '') <> ''
		and (r.id is null or not exists (select from labour.work_contract_private v
			where v.contract_id = r.id and v.deleted_at is null))
$$;
comment on function labour.contract_workers() is 'Los trabajadores de los contratos de un archivo';

create function labour.work_contract_check() returns setof core.finding
language sql as $$
	select w.line, 'worker', null::text, 'notice', 'el trabajador no entra con esta carga: lo ingresa la oficina autorizada'
	from labour.contract_workers() as w where not w.allowed
	union all
	select w.line, 'worker', null::text, 'error', 'Escriba el nombre del trabajador.'
	from labour.contract_workers() as w where w.allowed and w.worker_name is null
	union all
	select w.line, 'document_no', null::text, 'error', p.reason
	from labour.contract_workers() as w cross join lateral labour.work_contract_private_problems(null, row(null, w.contract_id,
		w.worker_name, w.document_kind, w.document_no, w.nationality, 1, null, null, null, null, null, null)::labour.work_contract_private) as p
	where w.allowed
$$;
comment on function labour.work_contract_check() is 'Revisa una carga de contratos de trabajo';

create function labour.work_contract_after(batch bigint) returns setof int
language plpgsql as $$
begin
	return query select w.line from labour.contract_workers() as w where w.allowed;
	insert into labour.work_contract_private (contract_id, worker_name, document_kind, document_no, nationality, batch_id, batch_line)
	select w.contract_id, w.worker_name, w.document_kind, w.document_no, w.nationality, batch, w.line
	from labour.contract_workers() as w where w.allowed order by w.line;
end
$$;
comment on function labour.work_contract_after(bigint) is 'Graba los trabajadores de los contratos de un archivo';

select core.declare('labour.work_contract', 'open', 'Contratos registrados', stands_on => '{employer_id,place_id,document_id}',
	help => array['employer', 'Empleador', 'worker', 'Trabajador: su nombre, u oculto para quien no lo puede leer',
	'situation', 'Situación: por registrar, por empezar, vigente o terminado', 'unregistered', 'Está por registrar',
	'document_ref', 'Código del documento']);
select core.declare('labour.work_contract_private', 'personal', 'Trabajadores de los contratos', line_of => '{contract_id}');
select core.declare_mask('labour.work_contract_private', 'labour.work_contract', 't.id = new.contract_id',
	'worker_mask', 'core.name_mask(new.worker_name)');

select core.publish('work_contract', 'labour.work_contract', 'true', '{contract_ref, kind, post, place_code, place_name, signed_on, from_date, to_date, presented_on,
	registered_on, registration_no, office_code}');

create view labour.work_contract_beside with (security_invoker = true) as
select t.contract_id as id, 0 as at, t.worker_name as worker, t.document_kind, t.document_no, t.nationality
from labour.work_contract_private t where t.deleted_at is null;
select core.describe('labour.work_contract_beside', 'El trabajador de un contrato, como lo trae un archivo', 'id', 'Contrato', 'at', 'Orden',
	'worker', 'Nombre del trabajador', 'document_kind', 'Clase de documento', 'document_no', 'Número de su documento',
	'nationality', 'Nacionalidad');
