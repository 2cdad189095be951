-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys of periods as people type them: 2019-Q1 and 2019, read also from
-- 2019-I, I-2019, 2019-T1, 1T2019, I Trim. 2019, Primer Trimestre 2019.
-- after: session
create function core.period_read(given text)
returns text language sql immutable parallel safe strict as $$
	with folded as (
		select regexp_replace(core.fold(given), '[^a-z0-9]+', ' ', 'g') as t
	), parts as (
		select substring(t from '(?:^|\D)((?:19|20)\d\d)(?:\D|$)') as year,
			btrim(regexp_replace(t, '(^|\D)(19|20)\d\d(\D|$)', '\1 \3'))
				as rest
		from folded
	), words as (
		select year, regexp_replace(rest,
			'(trimestre|trim|quarter|\mdel\M|\mde\M|\s+)', '', 'g') as q
		from parts
	)
	select case
		when year is null then null
		when q in ('', 'ano', 'anual', 'year') then year
		else year || '-Q' || (case
			when q in ('q1', 't1', '1t', '1q', '1', '01', 'i', 'it', 'ti',
				'primer', '1er', '1ro') then 1
			when q in ('q2', 't2', '2t', '2q', '2', '02', 'ii', 'iit', 'tii',
				'segundo', '2do') then 2
			when q in ('q3', 't3', '3t', '3q', '3', '03', 'iii', 'iiit',
				'tiii', 'tercer', '3er') then 3
			when q in ('q4', 't4', '4t', '4q', '4', '04', 'iv', 'ivt', 'tiv',
				'cuarto', '4to') then 4
			end)
		end
	from words;
$$;
comment on function core.period_read(text) is
	'Código de un periodo como se escribe: I Trim. 2019 es 2019-Q1';

-- First day of the period that a key names.
create function core.period_first(key text)
returns date language sql immutable parallel safe strict as $$
	select case
		when key ~ '^\d{4}-Q[1-4]$' then make_date(left(key, 4)::int,
			right(key, 1)::int * 3 - 2, 1)
		when key ~ '^\d{4}-S[12]$' then make_date(left(key, 4)::int,
			right(key, 1)::int * 6 - 5, 1)
		when key ~ '^\d{4}-(0[1-9]|1[0-2])$' then make_date(left(key, 4)::int,
			right(key, 2)::int, 1)
		when key ~ '^\d{4}$' then make_date(key::int, 1, 1)
		end;
$$;
comment on function core.period_first(text) is
	'Primer día de un mes, trimestre, semestre o año';

create function core.period_last(key text)
returns date language sql immutable parallel safe strict as $$
	select (core.period_first(key) + case
		when key ~ 'Q' then interval '3 months'
		when key ~ 'S' then interval '6 months'
		when key ~ '-' then interval '1 month' else interval '1 year' end
		- interval '1 day')::date;
$$;
comment on function core.period_last(text) is
	'Último día de un mes, trimestre, semestre o año';

-- The number of a key's quarter as it is read, I to IV.
create function core.period_roman(key text)
returns text language sql immutable parallel safe
return case when key ~ '^\d{4}-Q[1-4]$' then (array['I', 'II', 'III', 'IV'])[right(key, 1)::int] end;
comment on function core.period_roman(text) is
	'El trimestre de un código en números romanos; de un año, nada';

create function core.month_short(month int)
returns text language sql immutable parallel safe
return (array['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'set', 'oct', 'nov', 'dic'])[month];
comment on function core.month_short(int) is
	'Un mes en tres letras';

-- "I Trim. 2019", "I Sem. 2019", "abr-2019", "Año 2019".
create function core.period_title(key text)
returns text language sql immutable parallel safe
return coalesce(core.period_roman(key) || ' Trim. ' || left(key, 4),
	case when key ~ '^\d{4}-S[12]$' then repeat('I', right(key, 1)::int) || ' Sem. ' || left(key, 4)
		when key ~ '^\d{4}-(0[1-9]|1[0-2])$' then core.month_short(right(key, 2)::int) || '-' || left(key, 4) end,
	case when key ~ '^\d{4}$' then 'Año ' || key else key end);
comment on function core.period_title(text) is
	'Un periodo como se lee: I Trim. 2019';

-- "I-19": the short one for a trend.
create function core.period_short(key text)
returns text language sql immutable parallel safe
return coalesce(core.period_roman(key) || '-' || substr(key, 3, 2),
	case when key ~ '^\d{4}-(0[1-9]|1[0-2])$' then core.month_short(right(key, 2)::int) || '-' || substr(key, 3, 2) end, key);
comment on function core.period_short(text) is
	'Un periodo en pocas letras: I-19';
