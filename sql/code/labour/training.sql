-- SPDX-License-Identifier: GPL-3.0-or-later
-- Training: a course and who took it, as counts by sex.

create view labour.training_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine, p.place_code, p.place_name,
	coalesce(t.enrolled_female, 0) + coalesce(t.enrolled_male, 0) as enrolled,
	coalesce(t.finished_female, 0) + coalesce(t.finished_male, 0) as finished,
	coalesce(t.certified_female, 0) + coalesce(t.certified_male, 0) as certified,
	coalesce(t.enrolled_female, 0) + coalesce(t.enrolled_male, 0) > t.places as crowded,
	(select core.today()) between t.starts_on and t.ends_on as running
from labour.training t join core.office o on o.id = t.office_id left join core.place p on p.id = t.place_id;

create function labour.training_filled(was labour.training, now labour.training) returns labour.training
language plpgsql stable as $$
begin
	now.year := coalesce(now.year, extract(year from now.starts_on)::int);
	return now;
end
$$;

select core.declare_trigger('labour.training', 't11_number before insert', '_number', 'Da su número a un curso que no lo trae', $$
	if new.training_no is null then
		perform from core.register r where r.name = 'labour.training' for no key update; -- an advisory lock is anybody's to hold
		new.training_no := (select coalesce(max(t.training_no), 0) + 1 from labour.training t where t.year = new.year);
	end if;
	return new$$, 'definer');

create function labour.training_problems(was labour.training, now labour.training) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (case when was.id is null then core.problem('year', format('El curso empieza el %s: su año es %s, o déjelo en blanco.',
			core.day_text(now.starts_on), extract(year from now.starts_on)))
		else core.problem('starts_on', format('El curso es de %s: no se pasa a otro año. Anúlelo y registre el del otro año.', was.year)) end).*
	where now.year <> extract(year from now.starts_on) and not core.by_owner()
		and (was.id is null or was.starts_on <> now.starts_on or was.year <> now.year)
	union all
	select (core.problem('finished_female', 'El curso todavía no empieza: nadie lo terminó.')).*
	where now.starts_on > core.today() and coalesce(now.finished_female, 0) + coalesce(now.finished_male, 0) > 0
$$;

create function labour.training_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage s set year = extract(year from s.starts_on) where s.year is null;
	update pg_temp.hito_field f set brought = true where f.name = 'year';
	return;
end
$$;
comment on function labour.training_prepare() is 'Prepara una carga de cursos';

select core.declare('labour.training', 'open', 'Capacitación', stands_on => '{place_id}', place => '{"year, training_no"}',
	help => array['enrolled', 'Inscritos', 'finished', 'Terminaron en total', 'certified', 'Certificados en total',
	'crowded', 'Más inscritos que cupos', 'running', 'Está en curso hoy']);
