-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who was sent to which posting, and what came of it.
-- after: posting
-- after: job_seeker

create view labour.referral_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine, p.posting_ref, p.post, p.vacancies, s.seeker_code, s.sex,
	coalesce(v.person_name, s.seeker_mask) as seeker, s.seeker_mask, c.n_placed,
	case when t.state = 'placed' and c.n_placed > p.vacancies then format('Colocados %s de %s vacantes.', c.n_placed, p.vacancies) end as told,
	t.state in ('sent', 'interviewed') as open
from labour.referral t join core.office o on o.id = t.office_id
	left join labour.posting p on p.id = t.posting_id
	left join labour.job_seeker s on s.id = t.job_seeker_id
	left join labour.job_seeker_private v on v.job_seeker_id = s.id and v.deleted_at is null
	cross join lateral labour.posting_counts(t.posting_id) as c;

-- A posting is one to which somebody may be sent on a day: today it is open now, a
-- day of the past lies in one of its terms.
create function labour.takes_referrals(p labour.posting, day date) returns boolean
language sql stable as $$
	select case when day >= core.today() then p.state = 'published' and p.opens <= day and p.ends_at > core.moment()
		else p.state <> 'void' and exists (select from labour.posting_term t
			where t.posting_id = p.id and day between t.opens and t.closes and t.deleted_at is null) end
$$;
comment on function labour.takes_referrals(labour.posting, date) is 'A una oferta se le podía enviar postulantes un día';

create function labour.referral_problems(was labour.referral, now labour.referral) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('posting_ref', format('La oferta %s no está en vigor el %s: no se envía a nadie.', p.posting_ref,
		core.day_text(now.sent_on)))).*
	from labour.posting p where p.id = now.posting_id and not labour.takes_referrals(p, now.sent_on)
		and (was.id is null or (was.posting_id, was.sent_on) is distinct from (now.posting_id, now.sent_on)) and not core.by_owner()
	union all
	select (core.problem('seeker_code', format('El postulante %s no dio su consentimiento, o lo retiró: no se le envía.', s.seeker_code))).*
	from labour.job_seeker s where s.id = now.job_seeker_id and not (s.state = 'active' and s.consent)
		and (was.id is null or was.job_seeker_id <> now.job_seeker_id) and not core.by_owner()
	union all
	select (core.problem('sent_on', format('El postulante %s dio su consentimiento el %s: no se le envía antes.', s.seeker_code,
		core.day_text(s.consent_on)))).*
	from labour.job_seeker s where s.id = now.job_seeker_id and now.sent_on < s.consent_on and s.state = 'active' and s.consent
		and (was.id is null or (was.job_seeker_id, was.sent_on) is distinct from (now.job_seeker_id, now.sent_on)) and not core.by_owner()
	union all
	select (core.problem('sent_on', 'La derivación es de un día que todavía no llega.')).* where now.sent_on > core.today()
	union all
	select (core.problem('interviewed_on', 'La entrevista es de un día que todavía no llega.')).* where now.interviewed_on > core.today()
	union all
	select (core.problem('ended_on', 'El resultado es de un día que todavía no llega.')).* where now.ended_on > core.today()
	union all
	select (core.problem('state', 'Una derivación no pasa de esa situación a la otra.')).*
	where was.state <> now.state and not core.by_owner() and was.state || '>' || now.state not in
		('sent>interviewed', 'sent>placed', 'sent>not_placed', 'interviewed>placed', 'interviewed>not_placed')
	union all
	select (core.problem(case when was.state in ('placed', 'not_placed') then 'notes' else 'ended_on' end,
		'Lo que pasa con una derivación lo anotan sus acciones.')).*
	where (was.state = now.state or was.id is null and now.state = 'sent') and not core.by_owner()
		and (was.interviewed_on, was.ended_on, was.reason) is distinct from (now.interviewed_on, now.ended_on, now.reason)
	union all
	select (core.problem('posting_ref', 'Una derivación que ya tuvo entrevista o resultado no pasa a otra oferta ni a otro postulante.')).*
	where was.state in ('interviewed', 'placed', 'not_placed') and not core.by_owner() and (was.posting_id, was.job_seeker_id, was.sent_on)
		is distinct from (now.posting_id, now.job_seeker_id, now.sent_on)
$$;

-- It waits for whoever closes the posting or takes the consent back.
select core.declare_trigger('labour.referral', 't12_lock before insert or update of posting_id, job_seeker_id, sent_on', '_lock',
	'Espera a quien cambia la oferta o el postulante', $$
	perform from labour.posting p where p.id = new.posting_id for share;
	perform from labour.job_seeker s where s.id = new.job_seeker_id for share;
	return new$$, 'definer');

create function labour.referral_interview(id bigint, row_version int, interviewed_on date) returns void
language sql volatile as $$
	select core.step('labour.referral', $1, $2, 'interviewed', '{sent}', 'interviewed_on', coalesce($3, core.today())::text)
$$;
comment on function labour.referral_interview(bigint, int, date) is 'Anotar que se entrevistó a un postulante';

create function labour.referral_hire(id bigint, row_version int, ended_on date) returns void
language sql volatile as $$
	select core.step('labour.referral', $1, $2, 'placed', '{sent,interviewed}', 'ended_on', coalesce($3, core.today())::text)
$$;
comment on function labour.referral_hire(bigint, int, date) is 'Anotar que se colocó a un postulante';

create function labour.referral_not(id bigint, row_version int, ended_on date, reason text) returns void
language sql volatile as $$
	select core.step('labour.referral', $1, $2, 'not_placed', '{sent,interviewed}', 'ended_on', coalesce($3, core.today())::text,
		'reason', core.expect_said($4, 'reason', 'Escriba por qué no se le colocó.'))
$$;
comment on function labour.referral_not(bigint, int, date, text) is 'Anotar que no se colocó a un postulante, con su motivo';

-- What a file tells of the past.
create function labour.referral_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_field f set fresh = true where f.name in ('state', 'interviewed_on', 'ended_on', 'reason');
	return;
end
$$;
comment on function labour.referral_prepare() is 'Prepara una carga de derivaciones';

select core.declare('labour.referral', 'seeker', 'Derivaciones a ofertas', stands_on => '{posting_id,job_seeker_id}',
	place => '{"posting_id.list_place, job_seeker_id.seeker_no"}', help => array['seeker_mask', 'Nombre, con sus letras ocultas', 
	'told', 'Más colocados que vacantes', 'open', 'Sin resultado todavía', 'n_placed', 'Colocados de la oferta']);
