-- SPDX-License-Identifier: GPL-3.0-or-later
-- Procedures of collective bargaining: which step may follow which, and the
-- term in which it is expected. A case keeps that of the day it came in.

select core.declare_words('labour.stage_text', 'Una etapa en palabras', 'presented', 'Presentado', 'observed', 'Observado',
	'admitted', 'Admitido', 'talks', 'Trato directo', 'ended', 'Trato terminado', 'conciliation', 'Conciliación',
	'extraprocess', 'Extraproceso', 'arbitration', 'Arbitraje', 'strike', 'Huelga comunicada', 'solved', 'Solucionado',
	'filed', 'Archivado');

create view labour.procedure_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine,
	(select core.today()) between t.from_date and coalesce(t.to_date, 'infinity') as in_force
from labour.procedure t join core.office o on o.id = t.office_id;
create view labour.procedure_step_all with (security_invoker = true) as
select t.*, r.term from labour.procedure_step t
	left join lateral (select core.term_text(x.number, x.unit) as term from core.term_rule x
		where x.rule_code = t.rule_code and x.deleted_at is null order by x.from_date desc limit 1) r on true;

-- A rule that nobody has written.
create function labour.rule_missing(col text, rule text) returns setof core.problem
language sql stable as $$
	select (core.problem(col, format('No hay un plazo «%s»: búsquelo en Plazos.', rule))).*
	where rule is not null and not exists (select from core.term_rule r where r.rule_code = rule and r.deleted_at is null)
$$;
comment on function labour.rule_missing(text, text) is 'Un plazo que nadie escribió';

create function labour.procedure_problems(was labour.procedure, now labour.procedure) returns setof core.problem
language sql stable as $$
	select (core.problem('from_date', format('En esas fechas ya rige «%s» en ese sector.', p.procedure_name))).*
	from labour.procedure p where p.sector = now.sector and p.id is distinct from now.id
		and p.deleted_at is null and now.deleted_at is null
		and daterange(p.from_date, p.to_date, '[]') && daterange(now.from_date, now.to_date, '[]')
	union all
	select p.* from labour.rule_missing('strike_rule', now.strike_rule) as p
	union all
	select p.* from labour.rule_missing('essential_rule', now.essential_rule) as p
$$;
create function labour.procedure_step_problems(was labour.procedure_step, now labour.procedure_step) returns setof core.problem
language sql stable as $$
	select p.* from labour.rule_missing('rule_code', now.rule_code) as p
$$;

-- As the laws are read today; the laws of the state have no meetings outside the
-- process. Each is to be checked by whoever uses it.
-- no texts for people
create function labour.procedure_default() returns void
language plpgsql volatile as $$
begin
	insert into labour.procedure (procedure_code, procedure_name, sector, strike_rule, essential_rule, from_date, source, office_id)
	select v.code, v.name, v.sector, v.rule, v.essential, v.from_date::date, v.source, core.root_office()
	from (values
		('dl25593', 'Actividad privada, D.L. 25593', 'private', 'huelga.privado', 'huelga.esencial', '1992-07-27',
			'D.L. 25593; TUO D.S. 010-2003-TR; reglamento D.S. 011-92-TR'),
		('ley31188', 'Estado, Ley 31188', 'state', 'huelga.privado', 'huelga.esencial', '2021-05-03', 'Ley 31188'),
		('ley30057', 'Servidores civiles, Ley 30057', 'servants', 'huelga.servidores', 'huelga.servidores', '2014-06-14',
			'Ley 30057 y su reglamento, D.S. 040-2014-PCM')) as v (code, name, sector, rule, essential, from_date, source)
	where not exists (select from labour.procedure p where p.procedure_code = v.code)
	order by v.code;
	insert into labour.procedure_step (procedure_id, from_stage, to_stage, only_kind, rule_code, counts_from, office_id)
	select p.id, s.was, s.next, s.kind, case when p.sector = 'private' or s.rule = 'pliego.subsanar' then s.rule end,
		s.counts, p.office_id
	from labour.procedure p cross join (select *, row_number() over () as at from (values
		('presented', 'observed', null, null, 'stage'), ('presented', 'admitted', null, null, 'stage'),
		('presented', 'talks', 'pliego', 'pliego.inicio', 'receipt'), ('presented', 'strike', 'strike', null, 'stage'),
		('presented', 'filed', null, null, 'stage'),
		('observed', 'admitted', null, 'pliego.subsanar', 'stage'), ('observed', 'strike', 'strike', null, 'stage'),
		('observed', 'filed', null, null, 'stage'),
		('admitted', 'talks', 'pliego', 'pliego.inicio', 'receipt'), ('admitted', 'strike', 'strike', null, 'stage'),
		('admitted', 'filed', null, null, 'stage'),
		('talks', 'ended', null, null, 'stage'), ('talks', 'solved', null, null, 'stage'), ('talks', 'filed', null, null, 'stage'),
		('ended', 'conciliation', null, null, 'stage'), ('ended', 'extraprocess', null, null, 'stage'),
		('ended', 'arbitration', null, null, 'stage'), ('ended', 'strike', null, null, 'stage'),
		('ended', 'solved', null, null, 'stage'), ('ended', 'filed', null, null, 'stage'),
		('conciliation', 'extraprocess', null, null, 'stage'), ('conciliation', 'arbitration', null, null, 'stage'),
		('conciliation', 'strike', null, null, 'stage'), ('conciliation', 'solved', null, null, 'stage'),
		('conciliation', 'filed', null, null, 'stage'),
		('extraprocess', 'conciliation', null, null, 'stage'), ('extraprocess', 'arbitration', null, null, 'stage'),
		('extraprocess', 'strike', null, null, 'stage'), ('extraprocess', 'solved', null, null, 'stage'),
		('extraprocess', 'filed', null, null, 'stage'),
		('arbitration', 'extraprocess', null, null, 'stage'), ('arbitration', 'strike', null, null, 'stage'),
		('arbitration', 'solved', null, null, 'stage'), ('arbitration', 'filed', null, null, 'stage'),
		('strike', 'conciliation', null, null, 'stage'), ('strike', 'extraprocess', null, null, 'stage'),
		('strike', 'arbitration', null, null, 'stage'), ('strike', 'solved', null, null, 'stage'),
		('strike', 'filed', null, null, 'stage')) as x (was, next, kind, rule, counts)) as s
	where p.procedure_code in ('dl25593', 'ley31188', 'ley30057')
		and not (p.sector <> 'private' and 'extraprocess' in (s.was, s.next))
		and not exists (select from labour.procedure_step x where x.procedure_id = p.id)
	order by p.id, s.at;
end
$$;
-- texts again
comment on function labour.procedure_default() is 'Los procedimientos del comienzo, por verificar';

select core.declare('labour.procedure', 'shared', 'Procedimientos de negociación', place => '{"procedure_code, from_date"}',
	help => array['in_force', 'Rige hoy']);
select core.declare('labour.procedure_step', 'shared', 'Pasos de los procedimientos', line_of => '{procedure_id}',
	help => array['term', 'Cuánto']);
