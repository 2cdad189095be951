-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: convenio, laudo, desistimiento, acumulación, archivo, conciliación, extraproceso, informativa, procedente, improcedente, ilegal
-- after: council_session
-- after: kept_back
-- after: quarter
-- Labour statistics of a quarter, as it stood at its end or stands today: of every
-- office and the same for each reader. key: the quarter, as people type it. A
-- year's totals less three quarters would tell what the fourth keeps back.

select core.declare_words('follow.case_kind_text', 'Clase de un caso laboral, en palabras',
	'pliego', 'Pliegos de reclamos', 'strike', 'Huelgas');
select core.declare_words('follow.case_sector_text', 'Sector de un caso laboral, en palabras',
	'private', 'Actividad privada', 'state', 'Estado', 'servants', 'Servidores civiles');
select core.declare_words('follow.case_outcome_text', 'Cómo terminó un caso laboral, en palabras',
	'agreement', 'convenio', 'award', 'laudo', 'withdrawal', 'desistimiento', 'joined', 'acumulación', 'filed', 'archivo');
select core.declare_words('follow.meeting_kind_text', 'Clase de una reunión, en palabras',
	'conciliation', 'conciliación', 'extraprocess', 'extraproceso', 'informative', 'informativa');
select core.declare_words('follow.ruling_text', 'Qué se resolvió de una huelga, en palabras',
	'in_order', 'procedente', 'not_in_order', 'improcedente', 'illegal', 'ilegal', 'not_illegal', 'no ilegal', 'sin calificar');
select core.declare_words('follow.agreement_origin_text', 'De dónde viene un convenio colectivo, en palabras',
	'direct', 'Trato directo', 'conciliation', 'Conciliación', 'meetings', 'Extraproceso', 'award', 'Laudo');

-- No row where it is no quarter or has not begun.
create function follow.labour_asked(key text, out period_key text, out first timestamp, out until timestamp) returns setof record
language sql stable as $$
	select q.key, core.period_first(q.key), least(core.period_last(q.key), core.today()) + 1
	from core.period_read($1) as q (key) where q.key like '%-Q_' and core.period_first(q.key) <= core.today()
$$;
comment on function follow.labour_asked(text) is 'El trimestre de una estadística laboral, hasta dónde se cuenta';

-- Each case that a time has to tell of: whether it came before, where it stood at
-- the end, how it ended and out of which stage.
create function follow.cases_told(first timestamp, until timestamp)
returns table (dispute_id bigint, kind text, sector text, carried boolean, stage text, outcome text, came_from text)
language sql stable as $$
	select d.id, d.kind, d.sector, d.received_at < $1, s.stage, s.outcome, s.came_from
	from labour.dispute d join (select x.dispute_id, x.stage, x.outcome, x.from_at, lag(x.stage) over w as came_from,
			lead(x.from_at) over w as next_at
		from labour.dispute_stage x where x.deleted_at is null
		window w as (partition by x.dispute_id order by x.from_at, x.id)) as s on s.dispute_id = d.id
	where d.deleted_at is null and d.received_at < $2 and s.from_at < $2 and coalesce(s.next_at, 'infinity') >= $2
		and (s.stage not in ('solved', 'filed') or s.from_at >= $1)
$$;
comment on function follow.cases_told(timestamp, timestamp) is 'Los casos laborales de los que trata un tiempo';

-- Hours that somebody declared are of the time in which the strike began. One that
-- was suspended all that time was not on.
create function follow.strikes_told(first timestamp, until timestamp)
returns table (dispute_id bigint, sector text, cause text, ruling text, notified boolean, begun boolean, was_on boolean, strikers int,
	hours numeric)
language sql stable as $$
	select d.id, d.sector, d.cause, r.result, coalesce(d.notice_at >= $1 and d.notice_at < $2, false), d.began_at >= $1 and w.was_on, w.was_on,
		case when w.was_on then d.strikers end,
		case when not w.was_on then null when d.hours_declared is null then labour.strike_worked(d, $1, $2)
			when d.began_at >= $1 then d.hours_declared else 0 end
	from labour.dispute d
	cross join lateral (select coalesce(d.began_at < $2 and coalesce(d.lifted_at, 'infinity') >= $1, false) and not exists (
		select from labour.strike_suspension x where x.dispute_id = d.id and x.deleted_at is null
			and x.suspended_at < $1 and coalesce(x.resumed_at, 'infinity') >= $2) as was_on) as w
	left join lateral (select x.result from labour.strike_ruling x
		where x.dispute_id = d.id and x.deleted_at is null and x.resolved_on < $2
		order by x.resolved_on desc, x.id desc limit 1) as r on true
	where d.deleted_at is null and (w.was_on or (d.notice_at >= $1 and d.notice_at < $2))
$$;
comment on function follow.strikes_told(timestamp, timestamp) is 'Las huelgas de las que trata un tiempo';

create function follow.report_labour_cases(key text) returns setof follow.report_labour_cases_row
language sql stable security definer as $$
	select t.kind, follow.case_kind_text(t.kind), t.sector, case when grouping(t.sector) = 1 then 'Total' else follow.case_sector_text(t.sector) end,
		count(*) filter (where t.carried)::text, count(*) filter (where not t.carried)::text,
		count(*) filter (where t.outcome = 'agreement')::text, count(*) filter (where t.outcome = 'award')::text,
		count(*) filter (where t.stage = 'filed')::text, count(*) filter (where t.outcome = 'withdrawal')::text, count(*) filter (where t.outcome = 'joined')::text,
		count(*) filter (where t.outcome = 'filed')::text,
		count(*) filter (where t.stage not in ('solved', 'filed'))::text,
		case when grouping(t.sector) = 1 then 't' end
	from follow.labour_asked($1) as q cross join lateral follow.cases_told(q.first, q.until) as t
	group by t.kind, rollup (t.sector)
	order by t.kind, grouping(t.sector), array_position('{private,state,servants}', t.sector)
$$;

create function follow.report_labour_solved(key text) returns setof follow.report_labour_solved_row
language sql stable security definer as $$
	select t.outcome, case when grouping(t.outcome) = 1 then 'Total' else follow.case_outcome_text(t.outcome) end,
		t.came_from, case when grouping(t.outcome) = 0 then labour.stage_text(t.came_from) end,
		count(*) filter (where t.kind = 'pliego')::text, count(*) filter (where t.kind = 'strike')::text, count(*)::text,
		case when grouping(t.outcome) = 1 then 't' end
	from follow.labour_asked($1) as q cross join lateral follow.cases_told(q.first, q.until) as t
	where t.stage in ('solved', 'filed')
	group by grouping sets ((t.outcome, t.came_from), ())
	having count(*) > 0
	order by grouping(t.outcome), array_position('{agreement,award,withdrawal,joined,filed}', t.outcome), t.came_from
$$;

create function follow.report_labour_stages(key text) returns setof follow.report_labour_stages_row
language sql stable security definer as $$
	select t.stage, case when grouping(t.stage) = 1 then 'Total' else labour.stage_text(t.stage) end,
		count(*) filter (where t.kind = 'pliego')::text, count(*) filter (where t.kind = 'strike')::text, count(*)::text,
		case when grouping(t.stage) = 1 then 't' end
	from follow.labour_asked($1) as q cross join lateral follow.cases_told(q.first, q.until) as t
	where t.stage not in ('solved', 'filed')
	group by rollup (t.stage)
	having count(*) > 0
	order by grouping(t.stage), array_position('{presented,observed,admitted,talks,ended,conciliation,extraprocess,arbitration,strike}', t.stage)
$$;

create function follow.report_labour_meetings(key text) returns setof follow.report_labour_meetings_row
language sql stable security definer as $$
	select m.kind, case when grouping(m.kind) = 1 then 'Total' else follow.meeting_kind_text(m.kind) end, count(*)::text,
		count(*) filter (where m.mark = 'held')::text,
		count(*) filter (where m.mark = 'held' and m.union_came and m.employer_came)::text,
		count(*) filter (where m.mark = 'postponed')::text, count(*) filter (where m.mark = 'scheduled')::text,
		case when grouping(m.kind) = 1 then 't' end
	from follow.labour_asked($1) as q join labour.dispute_meeting m on m.deleted_at is null
		and m.scheduled_at >= q.first and m.scheduled_at < q.until
	join labour.dispute d on d.id = m.dispute_id and d.deleted_at is null
	group by rollup (m.kind)
	having count(*) > 0
	order by grouping(m.kind), array_position('{conciliation,extraprocess,informative}', m.kind)
$$;

create function follow.report_labour_strikes(key text) returns setof follow.report_labour_strikes_row
language sql stable security definer as $$
	with t as materialized (
		select s.* from follow.labour_asked($1) as q cross join lateral follow.strikes_told(q.first, q.until) as s
	)
	select v.told_by, v.said, v.name, case when grouping(v.name) = 1 then 'Total' else v.label end,
		count(*) filter (where t.notified)::text, count(*) filter (where t.begun)::text, count(*) filter (where t.was_on)::text,
		coalesce(sum(t.strikers), 0)::text, coalesce(sum(t.hours), 0)::text, follow.quantity_text(coalesce(sum(t.hours), 0)),
		case when grouping(v.name) = 1 then 't' end
	from t cross join lateral (values
		(1, 'cause', 'Por causa', t.cause, 1, case t.cause when 'pliego' then 'Pliego de reclamos' else 'Otra causa' end),
		(2, 'ruling', 'Por calificación', coalesce(t.ruling, ''), array_position('{in_order,not_in_order,illegal,not_illegal}', t.ruling),
			follow.ruling_text(coalesce(t.ruling, ''))),
		(3, 'sector', 'Por sector', t.sector, array_position('{private,state,servants}', t.sector), follow.case_sector_text(t.sector)))
		as v (part, told_by, said, name, place, label)
	group by v.part, v.told_by, v.said, rollup ((v.name, v.place, v.label))
	order by v.part, grouping(v.name), v.place, v.name desc
$$;

create function follow.report_labour_agreements(key text) returns setof follow.report_labour_agreements_row
language sql stable security definer as $$
	select a.origin, case when grouping(a.origin) = 1 then 'Total' else follow.agreement_origin_text(a.origin) end, count(*)::text,
		coalesce(sum(a.workers_male), 0)::text, coalesce(sum(a.workers_female), 0)::text,
		coalesce(sum(coalesce(a.workers_male, 0) + coalesce(a.workers_female, 0)), 0)::text,
		case when grouping(a.origin) = 1 then 't' end
	from follow.labour_asked($1) as q join labour.collective_agreement a on a.deleted_at is null
		and a.registered_on >= q.first and a.registered_on < q.until
	group by rollup (a.origin)
	having count(*) > 0
	order by grouping(a.origin), array_position('{direct,conciliation,meetings,award}', a.origin)
$$;

-- The province of a place, and what it is called; a place without a row of its own
-- is called as those in it say.
create function follow.province_of(place bigint, out code text, out label text) returns record
language sql stable as $$
	select w.code, coalesce((select min(x.place_name) from core.place x
			where x.ubigeo_system = p.ubigeo_system and x.ubigeo = w.code and x.deleted_at is null), p.province, p.place_name)
	from core.place p cross join lateral (select left(p.ubigeo, 4) as code) as w where p.id = $1
$$;
comment on function follow.province_of(bigint) is 'La provincia de un lugar';

-- People, a row each cell: sent and placed by the province of the posting, those
-- of courses that ended by course.
create function follow.people_counted(what text, first timestamp, until timestamp)
returns table (measure text, row_key text, label text, sex text, n int) language sql stable as $$
	select $1, coalesce(w.code, ''), coalesce(w.label, 'Sin lugar'), coalesce(s.sex, 'unsaid'), count(*)::int
	from labour.referral r join labour.posting p on p.id = r.posting_id join labour.job_seeker s on s.id = r.job_seeker_id
	left join lateral follow.province_of(p.place_id) as w on true
	where r.deleted_at is null and case $1 when 'referred' then r.sent_on >= $2 and r.sent_on < $3
		when 'placed' then r.state = 'placed' and r.ended_on >= $2 and r.ended_on < $3 else false end
	group by 2, 3, 4
	union all
	select v.measure, t.year || '-' || lpad(t.training_no::text, 4, '0'), t.course, v.sex, coalesce(v.n, 0)
	from labour.training t cross join lateral (values ('enrolled', 'female', t.enrolled_female), ('enrolled', 'male', t.enrolled_male),
		('finished', 'female', t.finished_female), ('finished', 'male', t.finished_male),
		('certified', 'female', t.certified_female), ('certified', 'male', t.certified_male)) as v (measure, sex, n)
	where $1 = 'training' and t.deleted_at is null and t.ends_on >= $2 and t.ends_on < $3
$$;
comment on function follow.people_counted(text, timestamp, timestamp) is 'Personas de una estadística laboral, por celdas';

select core.declare_words('follow.people_text', 'Qué personas se cuentan, en palabras', 'referred', 'Enviados', 'placed', 'Colocados',
	'enrolled', 'Inscritos', 'finished', 'Terminaron', 'certified', 'Certificados');

-- what: referred, placed or training. A cell that is kept back is * and has no
-- exact figure.
create function follow.report_labour_people(key text, what text) returns setof follow.report_labour_people_row
language sql stable security definer as $$
	with cell as materialized (
		select c.* from follow.labour_asked($1) as q cross join lateral follow.people_counted($2, q.first, q.until) as c
	), safe as (
		select k.* from (select array_agg(c.measure) as measures, array_agg(c.row_key) as rows, array_agg(c.sex) as cols,
				array_agg(c.n) as counts from cell c) as a
		cross join lateral follow.kept_back(a.measures, a.rows, a.cols, a.counts, follow.least_count()) as k
	), line as (
		select s.layer, s.row_key, jsonb_object_agg(coalesce(s.col_key, 'all'), case when s.kept then null else s.n end) as told
		from safe s group by s.layer, s.row_key
	)
	select l.layer, follow.people_text(l.layer), case when l.row_key is null then 'Total' else
			(select min(c.label) from cell c where c.row_key = l.row_key) end,
		w.n, coalesce(w.n, '*'), m.n, coalesce(m.n, '*'), u.n, coalesce(u.n, '*'), a.n, coalesce(a.n, '*'), case when l.row_key is null then 't' end
	from line l cross join lateral (select case when l.told ? 'female' then l.told ->> 'female' else '0' end) as w (n)
		cross join lateral (select case when l.told ? 'male' then l.told ->> 'male' else '0' end) as m (n)
		cross join lateral (select case when l.told ? 'unsaid' then l.told ->> 'unsaid' else '0' end) as u (n)
		cross join lateral (select l.told ->> 'all') as a (n)
	order by array_position('{referred,placed,enrolled,finished,certified}', l.layer), l.row_key nulls last
$$;

create function follow.postings_told(first timestamp, until timestamp)
returns table (kind text, place_id bigint, vacancies int) language sql stable as $$
	select p.kind, p.place_id, p.vacancies from labour.posting p
	where p.deleted_at is null and p.state in ('published', 'suspended', 'filled') and p.published_on >= $1 and p.published_on < $2
$$;
comment on function follow.postings_told(timestamp, timestamp) is 'Las ofertas de empleo que se publicaron en un tiempo';

select core.declare_words('follow.posting_kind_text', 'Clase de una oferta de empleo, en palabras',
	'private', 'Oferta privada', 'public_call', 'Convocatoria pública', 'internship', 'Prácticas');

create function follow.report_labour_postings(key text) returns setof follow.report_labour_postings_row
language sql stable security definer as $$
	select v.told_by, v.said, case when grouping(v.name) = 1 then 'Total' else v.label end, count(*)::text, sum(t.vacancies)::text,
		case when grouping(v.name) = 1 then 't' end
	from follow.labour_asked($1) as q cross join lateral follow.postings_told(q.first, q.until) as t
	left join lateral follow.province_of(t.place_id) as w on true
	cross join lateral (values (1, 'kind', 'Por clase', t.kind, follow.posting_kind_text(t.kind)),
		(2, 'place', 'Por provincia', coalesce(w.code, ''), coalesce(w.label, 'Sin lugar'))) as v (part, told_by, said, name, label)
	group by v.part, v.told_by, v.said, rollup ((v.name, v.label))
	order by v.part, grouping(v.name), v.part = 1 and v.name <> 'private', v.name
$$;

create function follow.report_labour_head(key text) returns setof follow.report_labour_head_row
language sql stable security definer as $$
	select s.*, q.period_key, core.period_title(q.period_key), follow.day_text(q.first::date), follow.day_text(q.until::date - 1),
		follow.least_count()::text, c.carried::text, c.received::text, c.solved::text, c.filed::text, c.open::text,
		coalesce(m.n_meetings, '0'), coalesce(m.n_meetings_held, '0'), coalesce(m.n_meetings_postponed, '0'),
		h.n::text, h.strikers::text, h.hours::text, follow.quantity_text(h.hours), coalesce(a.n_registered, '0'),
		p.n::text, p.vacancies::text, case when r.measure is null then '0' else r.n_people end, coalesce(r.n_people_shown, '0'),
		case when w.measure is null then '0' else w.n_people end, coalesce(w.n_people_shown, '0'), t.n::text
	from follow.labour_asked($1) as q
	cross join lateral follow.report_site() as s
	cross join lateral (select count(*) filter (where t.carried) as carried, count(*) filter (where not t.carried) as received,
			count(*) filter (where t.stage = 'solved') as solved, count(*) filter (where t.stage = 'filed') as filed,
			count(*) filter (where t.stage not in ('solved', 'filed')) as open
		from follow.cases_told(q.first, q.until) as t) as c
	cross join lateral (select count(*) filter (where t.was_on) as n, coalesce(sum(t.strikers), 0) as strikers, coalesce(sum(t.hours), 0) as hours
		from follow.strikes_told(q.first, q.until) as t) as h
	left join lateral (select x.* from follow.report_labour_meetings(q.period_key) as x where x.total = 't') as m on true
	left join lateral (select x.* from follow.report_labour_agreements(q.period_key) as x where x.total = 't') as a on true
	left join lateral (select x.* from follow.report_labour_people(q.period_key, 'referred') as x where x.total = 't') as r on true
	left join lateral (select x.* from follow.report_labour_people(q.period_key, 'placed') as x where x.total = 't') as w on true
	cross join lateral (select count(*) as n, coalesce(sum(x.vacancies), 0) as vacancies from follow.postings_told(q.first, q.until) as x) as p
	cross join lateral (select count(distinct x.row_key) as n from follow.people_counted('training', q.first, q.until) as x) as t
$$;

-- In the report of a plan, where there is something to tell. People of a year are
-- told where each quarter tells them.
create function follow.report_labour_short(plan_code text, period_key text) returns setof follow.report_labour_short_row
language sql stable security definer as $$
	with q as (
		select p.from_date::timestamp as first, (least(p.to_date, core.today()) + 1)::timestamp as until, p.to_date
		from follow.asked_period($1, $2) as p
	), said as (
		select v.* from q
		cross join lateral (select count(*) filter (where not t.carried) as received, count(*) filter (where t.stage = 'solved') as solved,
				count(*) filter (where t.stage = 'filed') as filed, count(*) filter (where t.stage not in ('solved', 'filed')) as open
			from follow.cases_told(q.first, q.until) as t) as c
		cross join lateral (select count(*) filter (where t.was_on) as n from follow.strikes_told(q.first, q.until) as t) as h
		cross join lateral (select count(*) as n, coalesce(sum(t.vacancies), 0) as vacancies from follow.postings_told(q.first, q.until) as t) as o
		cross join lateral (select case when count(*) = count(x.n_people) then sum(x.n_people::bigint) end as referred, count(*) as n
			from generate_series(q.first, q.to_date, interval '3 months') as k
			cross join lateral follow.report_labour_people(to_char(k, 'YYYY-"Q"Q'), 'referred') as x where x.total = 't') as r
		cross join lateral (select case when count(*) = count(x.n_people) then sum(x.n_people::bigint) end as placed, count(*) as n
			from generate_series(q.first, q.to_date, interval '3 months') as k
			cross join lateral follow.report_labour_people(to_char(k, 'YYYY-"Q"Q'), 'placed') as x where x.total = 't') as w
		cross join lateral (select count(distinct t.row_key) as n from follow.people_counted('training', q.first, q.until) as t) as t
		cross join lateral (values (1, 'received', 'Casos de negociación que entraron', c.received::bigint), (2, 'solved', 'Casos solucionados', c.solved),
			(3, 'filed', 'Casos archivados', c.filed), (4, 'open', 'Casos que quedan en trámite', c.open), (5, 'strikes', 'Huelgas', h.n),
			(6, 'postings', 'Ofertas de empleo publicadas', o.n), (7, 'vacancies', 'Vacantes', o.vacancies),
			(8, 'referred', 'Postulantes enviados', case when r.n = 0 then 0 else r.referred end),
			(9, 'placed', 'Postulantes colocados', case when w.n = 0 then 0 else w.placed end),
			(10, 'courses', 'Cursos que terminaron', t.n)) as v (place, name, label, n)
	)
	select s.name, s.label, s.n::text, coalesce(s.n::text, '*') from said s
	where exists (select from said x where x.n <> 0 or x.n is null)
	order by s.place
$$;

grant execute on function follow.report_labour_cases(text), follow.report_labour_solved(text), follow.report_labour_stages(text),
	follow.report_labour_meetings(text), follow.report_labour_strikes(text), follow.report_labour_agreements(text),
	follow.report_labour_people(text, text), follow.report_labour_short(text, text), follow.report_labour_postings(text), follow.report_labour_head(text) to hito_reader, hito_clerk, hito_secretariat, hito_it;
