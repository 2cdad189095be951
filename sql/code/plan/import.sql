-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports of plans, milestones and activities.
create function plan.action_plan_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['plan_code text', 'title text',
		'agreement text', 'notes text', 'office_code text']
		|| core.stage_partial('starts') || core.stage_partial('ends'));
	return query select * from core.stage_doubtful('starts', 'ends');
	perform core.stage_ready($q$
		select s.line, t.id as row_id, btrim(s.plan_code) as plan_code,
			core.one_line(s.title) as title, s.agreement, s.notes, s.starts,
			s.starts_from, s.starts_to, s.starts_precision,
			coalesce(s.starts_doubtful, false) as starts_doubtful, s.ends,
			s.ends_from, s.ends_to, s.ends_precision,
			coalesce(s.ends_doubtful, false) as ends_doubtful,
			coalesce(o.office_id, t.office_id, (select core.my_office())) as office_id,
			t.state as plan_state
		from pg_temp.hito_stage s
		left join plan.action_plan t on t.deleted_at is null
			and core.fold(t.plan_code) = core.fold(btrim(s.plan_code))
		left join core.office_key o on o.key =
			core.fold(core.one_line(s.office_code))
		$q$);
	return query select * from core.stage_required(given,
		'{plan_code,title}');
	return query select s.line, 'plan_code'::text, s.plan_code::text,
			'error'::text, 'El código de un plan no lleva punto ni barra.'::text
		from pg_temp.hito_stage s where s.plan_code ~ '[/.]';
	return query select * from core.stage_offices('office_code');
	return query select * from core.stage_duplicates('plan_code',
		'{plan_code}');
	return query select * from plan.stage_submitted('plan.action_plan', given,
		plan.action_plan_columns());
end;
$$;
comment on function plan.action_plan_check(text[]) is 'Revisa una carga de planes';

create function plan.action_plan_columns()
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select '{title,agreement,notes,starts,starts_from,starts_to,
		starts_precision,starts_doubtful,ends,ends_from,ends_to,
		ends_precision,ends_doubtful,office_id=office_code}'::text[];
$$;
comment on function plan.action_plan_columns() is 'Columnas de un plan que una carga escribe';

create function plan.action_plan_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('plan.action_plan', given,
		'{plan_code}', plan.action_plan_columns(), batch);
end;
$$;
comment on function plan.action_plan_commit(text[], bigint) is 'Graba una carga de planes';

-- A submitted plan is not changed by a file: what differs is named with the
-- way to change it. hito_ready tells plan_state.
create function plan.stage_submitted(register regclass, given text[],
	columns text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	dates text[] := array(select c from unnest(columns) as c
		where c ~ '^(starts|ends)(_|$)' and register::text = 'plan.milestone');
begin
	if not exists (select from pg_temp.hito_ready
			where plan_state in ('submitted', 'amended', 'amending')) then
		return;
	end if;
	return query
	with touched as (
		select c.line, bool_or(c.kind = 'date') as dates,
			bool_or(c.kind = 'field') as fields
		from (select line, 'date' as kind
			from core.stage_changed(register, given, dates)
			union all
			select line, 'field' from core.stage_changed(register, given,
				array(select c from unnest(columns) as c
					where c <> all (dates)))
			union all
			select line, 'new' from pg_temp.hito_ready
			where row_id is null) as c
		group by c.line
	)
	select r.line, case when t.dates and not t.fields then 'ends' end,
		null::text, 'error'::text, case
			when t.dates and not t.fields then
				'El plan ya fue presentado y esta fecha es otra: cambia con '
				'Reprogramar.'
			when r.row_id is null then 'El plan ya fue presentado: lo que '
				'falta en él entra con una modificación del plan.'
			else 'El plan ya fue presentado y aquí dice otra cosa: cambia '
				'con una modificación del plan.' end
	from touched t
	join pg_temp.hito_ready r using (line)
	where r.plan_state in ('submitted', 'amended')
		or (r.plan_state = 'amending'
			and not core.acts_as('hito_secretariat'));
end;
$$;
comment on function plan.stage_submitted(regclass, text[], text[]) is
	'Nombra las líneas que cambiarían un plan ya presentado';

create function plan.milestone_columns()
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select '{number_text,text,origin,permanent,starts,starts_from,starts_to,
		starts_precision,starts_doubtful,ends,ends_from,ends_to,
		ends_precision,ends_doubtful,progress_declared,progress_cutoff,
		progress_by,notes,office_id=office_code}'::text[];
$$;
comment on function plan.milestone_columns() is 'Columnas de un hito que una carga escribe';

create function plan.milestone_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['plan_code text', 'commitment_no int',
		'position int', 'number_text text', 'text text', 'origin text',
		'permanent boolean', 'progress_declared numeric',
		'progress_cutoff date', 'progress_by text', 'notes text',
		'office_code text']
		|| core.stage_partial('starts') || core.stage_partial('ends'));
	return query select * from core.stage_numbers('position', 'number_text',
		'{plan_code,commitment_no}');
	return query select * from core.stage_doubtful('starts', 'ends');
	perform core.stage_ready($q$
		select s.line, t.id as row_id, c.id as commitment_id, s.position,
			nullif(btrim(s.number_text), '') as number_text, s.text,
			coalesce(s.origin, 'new') as origin,
			coalesce(s.permanent, false) as permanent, s.starts,
			s.starts_from, s.starts_to, s.starts_precision,
			coalesce(s.starts_doubtful, false) as starts_doubtful, s.ends,
			s.ends_from, s.ends_to, s.ends_precision,
			coalesce(s.ends_doubtful, false) as ends_doubtful,
			s.progress_declared, s.progress_cutoff, s.progress_by, s.notes,
			coalesce(o.office_id, c.office_id) as office_id,
			p.state as plan_state
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.commitment c on c.plan_id = p.id
			and c.commitment_no = s.commitment_no and c.deleted_at is null
		left join plan.milestone t on t.commitment_id = c.id
			and t.position = s.position and t.deleted_at is null
		left join core.office_key o on o.key =
			core.fold(core.one_line(s.office_code))
		$q$);
	-- The lead unit of the commitment answers where the file names nobody.
	return query select * from core.stage_required(given,
		'{plan_code,commitment_no,text}');
	return query select * from core.stage_unknown('commitment_no',
		'commitment_id', 'El plan no tiene un compromiso con este número: '
		'cargue primero los compromisos.');
	return query select * from core.stage_offices('office_code');
	return query select * from core.stage_duplicates('number_text',
		'{commitment_id,position}');
	return query select * from plan.stage_submitted('plan.milestone', given,
		plan.milestone_columns());
end;
$$;
comment on function plan.milestone_check(text[]) is 'Revisa una carga de hitos';

create function plan.milestone_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('plan.milestone', given,
		'{commitment_id,position}', plan.milestone_columns(), batch);
end;
$$;
comment on function plan.milestone_commit(text[], bigint) is 'Graba una carga de hitos';

create function plan.activity_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['plan_code text', 'commitment_no int',
		'position int', 'item_no int', 'activity_no int', 'number_text text',
		'text text',
		'place_text text', 'ubigeo_system text', 'ubigeo text',
		'participants text', 'participants_count int', 'results text',
		'evidence text', 'document_ref text', 'office_code text']
		|| core.stage_partial('held'));
	return query select * from core.stage_numbers('activity_no',
		'number_text', '{plan_code}');
	perform core.stage_ready($q$
		select s.line, t.id as row_id, p.id as plan_id, s.activity_no,
			nullif(btrim(s.number_text), '') as number_text, s.text,
			c.id as commitment_id, m.id as milestone_id,
			w.id as work_item_id, s.held, s.held_from,
			s.held_to, s.held_precision,
			coalesce(s.held_doubtful, false) as held_doubtful, s.place_text,
			l.id as place_id, s.participants,
			coalesce(s.participants_count, substring(s.participants
				from '^\s*(\d{1,6})(?!\d)')::int) as participants_count,
			s.results, s.evidence, d.id as document_id,
			coalesce(o.office_id, m.office_id, c.office_id, w.office_id,
				p.office_id,
				(select core.my_office())) as office_id
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.commitment c on c.plan_id = p.id
			and c.commitment_no = s.commitment_no and c.deleted_at is null
		left join plan.milestone m on m.commitment_id = c.id
			and m.position = s.position and m.deleted_at is null
		left join plan.work_item w on w.plan_id = p.id
			and w.item_no = s.item_no and w.deleted_at is null
		left join plan.activity t on t.plan_id = p.id
			and t.activity_no = s.activity_no and t.deleted_at is null
		left join core.place l on l.ubigeo = s.ubigeo and l.deleted_at is null
			and l.ubigeo_system = coalesce(upper(s.ubigeo_system), 'INEI')
		left join core.document d on d.document_ref = btrim(s.document_ref)
			and d.deleted_at is null
		left join core.office_key o on o.key =
			core.fold(core.one_line(s.office_code))
		$q$);
	return query select * from core.stage_required(given, '{plan_code,text}');
	return query select * from core.stage_plans();
	return query select * from core.stage_unknown('commitment_no',
		'commitment_id', 'El plan no tiene un compromiso con este número.');
	return query select * from core.stage_unknown('position', 'milestone_id',
		'El compromiso no tiene un hito con este número.');
	return query select * from core.stage_unknown('item_no', 'work_item_id',
		'El plan de trabajo no tiene una actividad con este número.');
	return query select * from core.stage_unknown('ubigeo', 'place_id',
		'No hay un lugar con este UBIGEO.');
	return query select * from core.stage_unknown('document_ref',
		'document_id', 'No hay un documento con este código.');
	return query select * from core.stage_offices('office_code');
	return query select * from core.stage_duplicates('number_text',
		'{plan_id,activity_no}');
end;
$$;
comment on function plan.activity_check(text[]) is 'Revisa una carga de actividades';

create function plan.activity_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_make_plans(batch);
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('plan.activity', given,
		'{plan_id,activity_no}', '{number_text,text,
		commitment_id=commitment_no,milestone_id=position,
		work_item_id=item_no,held,held_from,
		held_to,held_precision,held_doubtful,place_text,place_id=ubigeo,
		participants,participants_count,participants_count=participants,results,evidence,
		document_id=document_ref,office_id=office_code}', batch);
end;
$$;
comment on function plan.activity_commit(text[], bigint) is 'Graba una carga de actividades';
