-- SPDX-License-Identifier: GPL-3.0-or-later
-- Words about sex, age or looks, that a posting uses with a reason only.

create view labour.wording_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine,
	(select core.today()) between t.from_date and coalesce(t.to_date, 'infinity') as in_force
from labour.wording t join core.office o on o.id = t.office_id;

-- "entre # y # años" as a regular expression of folded text. A number about an age
-- is one of 14 to 99, not of years of experience, and at the end of a pattern no
-- measure of something else.
-- no texts for people
create function labour.wording_regex(pattern text, about text default 'other') returns text
language sql immutable parallel safe
return case when about = 'age' then '(?<!experiencia(?: \w+){0,4} )' else '' end || '\m'
	|| replace(replace(replace(replace(core.fold(pattern), '.', '\.'), ' ', '[\s,:]+'), '*', '\w*'),
		'#', case when about = 'age' then '(?:1[4-9]|[2-9]\d)(?!\d)' else '\d+' end)
	|| case when about <> 'age' then '(?!\w)' when pattern ~ '#$' then '(?=\s*(?:$|[,;:/)]|\.(?!\d))|\s+(?:anos|a|hasta|y|o|con|en|para|que|sin)\M)'
		else '(?!\w)(?!\s+de\s+(?:\w+\s+){0,2}(?:experiencia|antiguedad|servicios?|trayectoria|garantia|vigencia|duracion|egresad[oa]|titulad[oa]|colegiad[oa]|colegiatura|labor|ejercicio)\M)' end;
-- texts again
comment on function labour.wording_regex(text, text) is 'Unas palabras que se observan, como expresión regular';

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
	-- «hasta 35 años de edad» is told once, not also as «hasta 35 años».
	return (with found as (
		select distinct on (m.found) position(m.found in folded) as at, m.found as said,
			case when alike then lower(substr(plain, position(m.found in folded), length(m.found))) else m.found end as found
		from labour.wording w
			cross join lateral (select (regexp_matches(folded, labour.wording_regex(w.pattern, w.about), 'g'))[1] as found) as m
		-- Most texts have not even the first word of a pattern.
		where strpos(folded, split_part(translate(w.pattern, '# ', '**'), '*', 1)) > 0
			and w.deleted_at is null and $2 between w.from_date and coalesce(w.to_date, 'infinity')
		order by m.found)
	select nullif(string_agg('«' || f.found || '»', ', ' order by f.at), '')
	from found f where not exists (select from found l where length(l.said) > length(f.said)
		and l.at <= f.at and f.at + length(f.said) <= l.at + length(l.said)));
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

-- What an office begins with; each to be checked by whoever uses it. Those about a
-- number of years without the word age came later.
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
	union all
	select l.pattern, 'age', date '1997-05-22', 'Ley 26772 y su reglamento: igualdad de oportunidades en las ofertas de empleo',
		core.root_office()
	from unnest('{menor* de # anos,mayor* de # anos,menor* a # anos,mayor* a # anos,menores de #,mayores de #,hasta # anos,hasta los # anos,de # a # anos,'
		'# a # anos,#-# anos,# - # anos,# hasta # anos,entre los # y # anos,entre los # y los # anos,maximo # anos,minimo # anos,'
		'desde los # anos,a partir de # anos,a partir de los # anos,# anos de edad}'::text[]) as l (pattern)
	where not exists (select from labour.wording w where w.pattern = l.pattern)
		and not exists (select from audit.change c where c.relation = 'labour.wording' and c.new ->> 'pattern' = l.pattern)
	order by 1
$$;
-- texts again
comment on function labour.wording_default() is 'Las palabras que se observan al comienzo, por verificar';

select core.declare('labour.wording', 'shared', 'Palabras que se observan', help => array['in_force', 'Se observan hoy']);
