-- SPDX-License-Identifier: GPL-3.0-or-later
-- What of the employment centre is to be attended to, as the board tells it to the
-- office that works with it; whose data are to be cleared, to the secretariat too.
-- after: referral

create function labour.posting_alerts(today date)
returns table (place int, key text, n bigint, form text, filter text, one text, many text)
language sql stable as $$
	with asks as materialized (
		select core.my_office('{enter,submit}') as office, core.is_secretariat() as all_offices
	), term as materialized (
		select r.number from core.term_rule r where r.rule_code = 'postulante.conservar' and r.deleted_at is null
			and $1 between r.from_date and coalesce(r.to_date, 'infinity') limit 1
	)
	select 1, 'closing', count(*), 'posting', 'closing', 'oferta por cerrar', 'ofertas por cerrar'
	from labour.posting p, asks a
	where p.office_id = a.office and p.deleted_at is null and p.state = 'published' and p.closes between $1 and $1 + 7
	union all
	select 2, 'validate', count(*), 'posting', 'waiting', 'oferta por validar', 'ofertas por validar'
	from labour.posting p, asks a
	where p.office_id = a.office and p.deleted_at is null and p.state = 'to_validate'
	union all
	select 3, 'clear', count(*), 'seeker', 'to_clear', 'postulante por depurar', 'postulantes por depurar'
	from labour.job_seeker s, asks a
	where (a.all_offices or s.office_id = a.office) and s.deleted_at is null and (s.state = 'withdrawn' or s.state = 'active'
		and s.registered_on < $1 - coalesce((select number from term), 100000)
		and labour.seeker_kept_until(s.state, labour.seeker_last(s.id)) < $1)
$$;
comment on function labour.posting_alerts(date) is 'Lo de la bolsa de trabajo que está por atender';
