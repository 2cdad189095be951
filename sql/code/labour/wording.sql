-- SPDX-License-Identifier: GPL-3.0-or-later
-- Words about sex, age or looks, that a posting uses with a reason only.

create view labour.wording_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine,
	(select core.today()) between t.from_date and coalesce(t.to_date, 'infinity') as in_force
from labour.wording t join core.office o on o.id = t.office_id;

-- "entre # y # años" as a regular expression of folded text.
create function labour.wording_regex(pattern text) returns text
language sql immutable parallel safe
return '\m' || replace(replace(replace(replace(core.fold(pattern), '.', '\.'), ' ', '[\s,]+'), '*', '\w*'), '#', '\d+') || '(?!\w)';
comment on function labour.wording_regex(text) is 'Unas palabras que se observan, como expresión regular';

-- The words of a text that were to be observed on a day, as they stand there: «varón», «buena
-- presencia».
-- no texts for people
create function labour.wording_found(text text, day date) returns text
language plpgsql stable as $$
declare
	plain constant text := core.one_line($1);
	folded constant text := core.fold(plain);
	alike constant boolean := length(plain) = length(folded);
begin
	return (select nullif(string_agg('«' || f.found || '»', ', ' order by f.at), '')
	from (select distinct on (m.found) position(m.found in folded) as at,
			case when alike then lower(substr(plain, position(m.found in folded), length(m.found))) else m.found end as found
		from labour.wording w
			cross join lateral (select (regexp_matches(folded, labour.wording_regex(w.pattern), 'g'))[1] as found) as m
		-- Most texts have not even the first word of a pattern.
		where strpos(folded, rtrim(split_part(replace(w.pattern, '#', '*'), ' ', 1), '*')) > 0
			and w.deleted_at is null and $2 between w.from_date and coalesce(w.to_date, 'infinity')
		order by m.found) as f);
end
$$;
-- texts again
comment on function labour.wording_found(text, date) is 'Las palabras que se observan en el texto de una oferta';

create function labour.wording_filled(was labour.wording, now labour.wording) returns labour.wording
language plpgsql stable as $$
begin
	now.pattern := core.fold(core.one_line(now.pattern));
	return now;
end
$$;

-- What an office begins with; each to be checked by whoever uses it.
-- no texts for people
create function labour.wording_default() returns void
language sql volatile as $$
	insert into labour.wording (pattern, about, from_date, source, office_id)
	select v.pattern, v.about, date '1997-05-22', 'Ley 26772 y su reglamento: igualdad de oportunidades en las ofertas de empleo',
		core.root_office()
	from (values ('varon*', 'sex'), ('hombre*', 'sex'), ('mujer*', 'sex'), ('dama*', 'sex'), ('caballero*', 'sex'),
		('senorita*', 'sex'), ('senora', 'sex'), ('sexo masculino', 'sex'), ('sexo femenino', 'sex'), ('solo personal masculino', 'sex'),
		('entre # y # anos', 'age'), ('# a # anos de edad', 'age'), ('hasta # anos de edad', 'age'),
		('edad maxima', 'age'), ('edad minima', 'age'), ('edad #', 'age'), ('no mayor de # anos', 'age'), ('menor de # anos de edad', 'age'),
		('maximo # anos de edad', 'age'), ('jovenes', 'age'), ('buena presencia', 'looks'), ('excelente presencia', 'looks'),
		('buena apariencia', 'looks'), ('buen aspecto', 'looks'), ('estatura minima', 'looks'), ('talla minima', 'looks'),
		('foto', 'looks'), ('fotografia reciente', 'looks'), ('solter*', 'family'), ('sin hijos', 'family'), ('sin carga familiar', 'family'))
		as v (pattern, about)
	where not exists (select from labour.wording)
$$;
-- texts again
comment on function labour.wording_default() is 'Las palabras que se observan al comienzo, por verificar';

select core.declare('labour.wording', 'shared', 'Palabras que se observan', help => array['in_force', 'Se observan hoy']);
