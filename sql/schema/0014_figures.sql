-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an accumulated indicator counts over a year, when something was sent for
-- the first time, and why the dates of a period were changed.

set role hito_owner;

-- Of today's indicators, baselines and closed periods the figure stays: as
-- typed.
do $$
declare
	tab text;
begin
	foreach tab in array '{follow.indicator,follow.baseline_item,follow.period_item}'::text[] loop
		execute format('alter table %s add over_year text not null default ''typed''', tab);
		execute format('comment on column %s.over_year is %L', tab,
			'En un año, un acumulado cuenta como se escribió (typed) o lo del año (year)');
	end loop;
end
$$;
alter table follow.indicator
	add constraint indicator_over_year_known check (over_year in ('typed', 'year')),
	add constraint indicator_over_year_of_running check (over_year = 'typed' or (measure = 'running' and method = 'ratio'));
-- A plan without any pays nothing for them.
create index indicator_over_year on follow.indicator (plan_id) where over_year <> 'typed';
create index period_item_over_year on follow.period_item (period_id) where over_year <> 'typed';

-- What was sent once: without it, when it was sent last.
alter table follow.submission add first_sent_at timestamptz;
comment on column follow.submission.first_sent_at is 'Cuándo se presentó por primera vez, que dice si fue a tiempo';
alter table follow.result add first_sent_at timestamptz;
comment on column follow.result.first_sent_at is 'Cuándo se informó por primera vez, que dice si fue a tiempo';

alter table core.period
	add change_reason text,
	add change_agreement text;
select core.make_comments('core.period', 'Periodos de seguimiento de un plan',
	'change_reason', 'Motivo del último cambio de sus fechas', 'change_agreement', 'Acuerdo del último cambio de sus fechas');

alter table follow.report_difference add said text;
comment on column follow.report_difference.said is 'El dato que cambió, en palabras';

reset role;
