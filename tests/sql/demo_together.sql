-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is asked of many rows at once says the same as what is asked of each: places by
-- joined parents, observations that look right, rows to which nothing lacks.
begin;
set local role hito_owner;
select plan(5);

create function pg_temp.misplaced(out named text, out n bigint, out wrong bigint) returns setof record language plpgsql as $$
declare
	p record;
begin
	for p in select g.name, j.value, j.joins from core.register g cross join lateral core.place_joined(g.name::regclass, g.place, 'n') as j
		where g.place <> '{}'
	loop
		named := p.name;
		execute format('select count(*), count(*) filter (where n.list_place is distinct from coalesce(%s, '''')) from %s n%s', p.value, named, p.joins)
			into n, wrong;
		return next;
	end loop;
end
$$;
select is((select string_agg(named, ', ') from pg_temp.misplaced() where wrong > 0), null::text, 'each register''s rows stand where joined parents say');
select cmp_ok((select count(*) from pg_temp.misplaced() where n > 0), '>', 20::bigint, 'of more than twenty registers');

-- Observations of all sorts, right and wrong.
create temp table sort on commit drop as
select o as was, o as now from series.observation o where o.id in (select min(id) from series.observation group by dataset_id);
insert into sort (was, now)
select null, (null::bigint, d.id, p.id, k, i.id, v.value, v.kind, s, 1, d.office_id, case when g then now() end, case when g then 'x' end,
	case when g then 'x' end, null::bigint, null::int, '')::series.observation
from series.dataset d
cross join lateral (select x.id from core.place x where length(x.ubigeo) in (2, 4, 6) order by x.id % 7, x.id limit 5) as p
cross join lateral (select x.id from series.item x order by (x.dataset_id = d.id) desc, x.id limit 2) as i
cross join unnest('{2019,2019-04,2019-Q1,2019-S1,abr-2019,""}'::text[]) as k
cross join (values (null::numeric, 'measured'), (0, 'measured'), (1, 'measured'), (null, 'zero'), (0, 'zero'), (1, 'zero'), (null, 'secret'),
	(0, 'secret'), (null, 'not_measured'), (2, 'not_measured'), (1, 'other')) as v (value, kind)
cross join (values (null), ('Informe 10-2019'), ('RUC 10456789012')) as s (s)
cross join (values (false), (true)) as g (g);
select cmp_ok((select count(*) from sort), '>', 10000::bigint, 'ten thousand sorts of an observation');
select is((select count(*) from (select s.now, array(select p from series.observation_problems(s.was, s.now) as p) as asked,
		array(select p from series.observation_wrong(s.was, s.now) as p) as told from sort s) as x where asked <> told), 0::bigint,
	'what does not look wrong is not');
select is((select count(*) from sort s where (s.was).id is null and series.observation_whole(s.now)
	and series.observation_filled(null, s.now) is distinct from s.now), 0::bigint, 'and what is whole stays as it is');
select * from finish();
rollback;
