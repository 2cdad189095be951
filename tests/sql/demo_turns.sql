-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is kept of the first screen says when it turns by itself: over half a
-- year nothing that it tells changes on a day that was not foretold.
begin;
set local role hito_owner;
select plan(6);

create function pg_temp.on_day(day date) returns void language sql as $$
	update core.setting set value = $1::text where key = 'test.today'
$$;
-- Days on which an answer was another than the day before; days that were foretold
-- the day before; days on which it changed and was not foretold.
create function pg_temp.walk(answer text, first date, last date, out changed int, out foretold int, out missed text)
language plpgsql as $$
declare
	was text[];
	told text[];
	turn timestamp;
	day date;
begin
	changed := 0;
	foretold := 0;
	for day in select d::date from generate_series(first, last, interval '1 day') as d loop
		perform pg_temp.on_day(day);
		told := array(select regexp_replace(t, ',\d\d:\d\d\)$', ')') from unnest(core.told(answer, null, null)) as t where t !~ '^,');
		if turn <= core.moment() at time zone 'America/Lima' then
			foretold := foretold + 1;
		end if;
		if told <> was then
			changed := changed + 1;
			if turn is null or turn > core.moment() at time zone 'America/Lima' then
				missed := concat_ws(' ', missed, day);
			end if;
		end if;
		was := told;
		turn := core.turns(answer, null, null);
	end loop;
end
$$;
create temp table walked as
select a.answer, w.* from (values ('board'), ('own')) as a (answer)
	cross join lateral pg_temp.walk(a.answer, '2019-02-01', '2019-07-31') as w;
insert into core.member (login, office_id, kind, from_date, to_date)
select session_user, id, 'read', '2019-03-01', '2019-03-10' from core.office where office_code = 'GRTPE';
insert into walked select 'person', w.* from pg_temp.walk('person', '2019-02-25', '2019-03-15') as w;

select is(missed, null, answer || ': no day changed it that was not foretold') from walked order by answer;
select cmp_ok(changed, '>=', case answer when 'person' then 2 else 5 end, answer || ': it changed') from walked order by answer;
select diag(format('%s: changed on %s days, foretold %s', answer, changed, foretold)) from walked;
select * from finish();
rollback;
