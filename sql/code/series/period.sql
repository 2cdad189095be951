-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: departamento, provincia, distrito
-- Keys of a series' periods as people type them: how often a dataset has values
-- says whether 2019-04 is a month, and "2019-I" a half or a quarter.

create function series.month_read(given text) returns text
language sql immutable parallel safe as $$
	select p.year || '-' || lpad(coalesce(p.number, array_position(array['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago',
		'set', 'oct', 'nov', 'dic'], replace(left(p.word, 3), 'sep', 'set'))::text), 2, '0')
	from (select case when t ~ '^(19|20)\d{2}(0[1-9]|1[0-2])$' then left(t, 4) || ' ' || right(t, 2)
			else regexp_replace(t, '[^a-z0-9]+', ' ', 'g') end as t
		from (select core.fold(btrim(given)) as t) as f) as f
	cross join lateral (select coalesce(substring(t from '(?:^|\D)((?:19|20)\d\d)(?:\D|$)'),
			'20' || substring(t from '^[a-z]+ (\d\d)$')) as year,
		substring(t from '^(?:\d{4} )?([a-z]{3,10})(?: (?:del? )?\d{2,4})?$') as word,
		substring(coalesce(substring(t from '^\d{4} m?(\d{1,2})$'), substring(t from '^m?(\d{1,2}) \d{4}$')) from '^0?([1-9]|1[0-2])$')
			as number) as p
$$;
comment on function series.month_read(text) is 'Código de un mes como se escribe: abr-2019 es 2019-04';

create function series.half_read(given text) returns text
language sql immutable parallel safe as $$
	select p.year || '-S' || case when p.rest in ('s1', '1s', '1', '01', 'i', 'is', 'si', 'primer', '1er') then '1'
		when p.rest in ('s2', '2s', '2', '02', 'ii', 'iis', 'sii', 'segundo', '2do') then '2' end
	from (select regexp_replace(core.fold(given), '[^a-z0-9]+', ' ', 'g') as t) as f
	cross join lateral (select substring(t from '(?:^|\D)((?:19|20)\d\d)(?:\D|$)') as year,
		regexp_replace(regexp_replace(t, '(^|\D)(19|20)\d\d(\D|$)', '\1 \3'), '(semestre|sem|\mdel\M|\mde\M|\s+)', '', 'g') as rest) as p
$$;
comment on function series.half_read(text) is 'Código de un semestre como se escribe: I Sem. 2019 es 2019-S1';

create function series.period_shape(frequency text) returns text
language sql immutable parallel safe
return case frequency when 'month' then '^\d{4}-(0[1-9]|1[0-2])$' when 'half' then '^\d{4}-S[12]$'
	when 'quarter' then '^\d{4}-Q[1-4]$' else '^\d{4}$' end;
comment on function series.period_shape(text) is 'Cómo se ve el código de un periodo, según cada cuánto hay valores';

-- None where it is no period of that kind. Asked of each row of a file: what is
-- written as a key already costs one look.
create function series.period_read(given text, frequency text) returns text
language plpgsql immutable parallel safe as $$
declare
	k constant text := upper(btrim(given));
	shape constant text := series.period_shape(frequency);
	read text;
begin
	if k ~ shape then
		return k;
	end if;
	read := case when frequency = 'month' then series.month_read(k) when frequency = 'half' then series.half_read(k)
		when k !~ '^\d{4}-\d\d$' then core.period_read(k) end;
	return case when read ~ shape then read end;
end
$$;
comment on function series.period_read(text, text) is
	'Código de un periodo como se escribe, según cada cuánto hay valores';

select core.declare_words('series.frequency_text', 'Cada cuánto hay un valor, en palabras',
	'year', 'por año', 'half', 'por semestre', 'quarter', 'por trimestre', 'por mes');
select core.declare_words('series.frequency_example', 'Un periodo de ejemplo',
	'year', '2019', 'half', '2019-S1', 'quarter', '2019-Q1', '2019-04');
select core.declare_words('series.level_text', 'De qué lugares, en palabras',
	'department', 'departamento', 'province', 'provincia', 'distrito');

create function series.level_length(level text) returns int
language sql immutable parallel safe
return case level when 'department' then 2 when 'province' then 4 when 'district' then 6 end;
comment on function series.level_length(text) is 'Cuántas cifras tiene el UBIGEO de esos lugares';

-- The period of a day, and those between two days that have their last day there.
create function series.key_of(day date, frequency text) returns text
language sql stable parallel safe
return case frequency when 'month' then to_char(day, 'YYYY-MM') when 'quarter' then to_char(day, 'YYYY-"Q"Q')
	when 'half' then to_char(day, 'YYYY') || '-S' || case when extract(month from day) <= 6 then '1' else '2' end
	else to_char(day, 'YYYY') end;
comment on function series.key_of(date, text) is 'El periodo de un día';

create function series.keys(since date, until date, frequency text) returns setof text
language sql stable as $$
	select k.key
	from generate_series(core.period_first(series.key_of($1, $3)), $2, case $3 when 'month' then interval '1 month'
		when 'quarter' then interval '3 months' when 'half' then interval '6 months' else interval '1 year' end) as m (day)
	cross join lateral (select series.key_of(m.day::date, $3) as key) as k
	where core.period_last(k.key) <= $2
$$;
comment on function series.keys(date, date, text) is 'Los periodos que terminan entre dos días';
