-- SPDX-License-Identifier: GPL-3.0-or-later
-- What of a strike is worked out: its notice against its term, where it stands,
-- the hours lost.
-- after: procedure

create function labour.moment() returns timestamp
language sql stable
return core.moment() at time zone 'America/Lima';
comment on function labour.moment() is 'Ahora, con la hora de Lima';

create function labour.moment_text(at timestamp) returns text
language sql stable parallel safe
return to_char(at, 'DD/MM/YYYY HH24:MI');
comment on function labour.moment_text(timestamp) is 'Un día con su hora como se escribe: 13/04/2018 10:25';

-- The notice and the start of the first period: in time where the start is not
-- before the first day on which it may be. On the last day of the term itself
-- that depends on the rule: both counts are told.
create function labour.notice_term(d labour.dispute, out rule text, out last_day date, out starts_at timestamp, out in_time boolean, out said text)
language plpgsql stable cost 10000 as $$
declare
	due record;
	days int;
begin
	select case when d.essential then p.essential_rule else p.strike_rule end into rule from labour.procedure p where p.id = d.procedure_id;
	select min(s.starts_at) into starts_at from labour.strike_period s where s.dispute_id = d.id and s.deleted_at is null;
	select * into due from core.due(rule, d.notice_at, d.place_id);
	last_day := due.last_day;
	in_time := due.begins <= starts_at::date;
	said := concat_ws('; ', due.said, case when starts_at is null then 'faltan los periodos' else format('empieza el %s: %s',
		labour.moment_text(starts_at), case when in_time then 'a tiempo' when not in_time then 'fuera de plazo' else 'sin regla' end) end);
	if starts_at::date = last_day then
		days := core.working_days(rule, d.notice_at::date, last_day, d.place_id);
		said := format('%s. Es el último día del plazo: con él son %s y antes de él %s; %s', said, days, days - 1,
			case when in_time then 'la regla deja empezar ese día' else 'la regla no deja empezar ese día' end);
	end if;
end
$$;
comment on function labour.notice_term(labour.dispute) is 'El aviso de una huelga y su plazo';

create function labour.strike_state(d labour.dispute) returns text
language sql stable
return case when d.lifted_at is not null then 'lifted' when d.suspended_at is not null then 'suspended'
	when d.began_at is not null then 'running' when d.notice_at is not null then 'notified' end;
comment on function labour.strike_state(labour.dispute) is 'La situación de una huelga, por sus fechas';

create function labour.suspended_range(s labour.strike_suspension) returns tsrange
language sql immutable
return case when s.resumed_at is null or s.resumed_at > s.suspended_at then tsrange(s.suspended_at, s.resumed_at) end;
comment on function labour.suspended_range(labour.strike_suspension) is 'El tiempo de una suspensión';

-- Those of its periods as far as it was held between two moments, less what it was
-- suspended: a working day of each worker for each day of strike.
create function labour.strike_worked(d labour.dispute, first timestamp, until timestamp) returns numeric
language sql stable as $$
	select round(sum(extract(epoch from upper(r) - lower(r)) / 86400) * d.daily_hours * d.strikers, 2)
	from (select greatest(d.began_at, $2) as begin, least(coalesce(d.lifted_at, labour.moment()), $3) as upto) as w
	cross join lateral (select range_agg(tsrange(greatest(s.starts_at, w.begin), least(s.ends_at, w.upto))) as held
		from labour.strike_period s where s.dispute_id = d.id and s.deleted_at is null
			and s.starts_at < w.upto and coalesce(s.ends_at, w.upto) > w.begin) as p
	cross join lateral (select range_agg(labour.suspended_range(x)) as idle
		from labour.strike_suspension x where x.dispute_id = d.id and x.deleted_at is null) as i
	cross join lateral unnest(p.held - coalesce(i.idle, '{}')) as r
	where d.began_at is not null and w.begin < w.upto
$$;
comment on function labour.strike_worked(labour.dispute, timestamp, timestamp) is
	'Horas-hombre perdidas en una huelga entre dos momentos, por sus periodos';

-- Declared ones, else those worked out.
create function labour.strike_hours(d labour.dispute) returns numeric
language sql stable
return coalesce(d.hours_declared, labour.strike_worked(d, '-infinity', 'infinity'));
comment on function labour.strike_hours(labour.dispute) is 'Horas-hombre perdidas en una huelga';
