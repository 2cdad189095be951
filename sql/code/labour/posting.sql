-- SPDX-License-Identifier: GPL-3.0-or-later
-- Postings from a draft to filled or void. Until it is published one is read by its
-- office; that it has expired is worked out when it is read. A published one
-- is open for terms that are kept, each opened for a reason.
-- after: employer
-- after: wording

-- What a posting is at a moment.
create function labour.posting_situation(state text, opens date, ends_at timestamptz, at timestamptz) returns text
language sql immutable parallel safe
return case when state <> 'published' then state when at >= ends_at then 'expired'
	when (at at time zone 'America/Lima')::date < opens then 'coming' else 'open' end;
comment on function labour.posting_situation(text, date, timestamptz, timestamptz) is
	'Lo que es una oferta en un momento: además de su situación, por abrir, abierta o vencida';

-- Until when one is open: 15/08/2019, or 15/08/2019 16:30.
create function labour.closing_text(closes date, closes_at time) returns text
language sql stable parallel safe
return concat_ws(' ', core.day_text(closes), core.hour_text(closes_at));
comment on function labour.closing_text(date, time) is 'Cuándo cierra una oferta, como se escribe';

-- How a public call was announced: the working days between its notice and its
-- contest, and whether they are fewer than the rule asks.
create function labour.posting_notice(notice_on date, contest_on date, place bigint, out days int, out too_few boolean,
	out said text)
language plpgsql stable cost 20000 as $$
declare
	due constant record := core.due('oferta.estado', notice_on::timestamp, place);
begin
	days := core.working_days('oferta.estado', notice_on, contest_on - 1, place);
	too_few := coalesce(contest_on < due.begins, false);
	said := case when contest_on is null then due.said
		when too_few then format('Pocos días: %s entre el aviso y el concurso; %s, y empieza desde el %s.', days, due.said,
			core.day_text(due.begins))
		else format('%s días entre el aviso y el concurso; %s.', days, due.said) end;
end
$$;
comment on function labour.posting_notice(date, date, bigint) is 'Cuántos días hay entre el aviso de una convocatoria y su concurso';

-- How many were sent to a posting and what became of them.
create function labour.posting_counts(id bigint, out n_sent int, out n_placed int)
returns record language sql stable security definer cost 1000 as $$
	select count(*)::int, count(*) filter (where r.state = 'placed')::int
	from labour.referral r where r.posting_id = $1 and r.deleted_at is null
$$;
comment on function labour.posting_counts(bigint) is 'Cuántos postulantes se enviaron a una oferta y cuántos se colocaron';
grant execute on function labour.posting_counts(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

create view labour.posting_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine, e.employer_code,
	g.employer, coalesce(g.employer, t.public_body) as offered_by, p.place_code, p.place_name,
	labour.closing_text(t.closes, t.closes_at) as closing_text,
	t.closes + coalesce(t.closes_at, time '23:59') as closes_with,
	s.situation, s.situation = 'open' as open, s.situation = 'expired' as expired,
	t.state = 'published' and t.closes between (select core.today()) and (select core.today()) + 7 as closing,
	t.state = 'to_validate' as waiting, w.waits_since, w.over_at < (select core.moment() at time zone 'America/Lima') as overdue,
	t.wording is not null as worded, n.days as notice_days, coalesce(n.too_few, false) as notice_short, n.said as notice_said,
	c.n_sent, c.n_placed, c.n_placed > t.vacancies as over_placed,
	t.state in ('draft', 'to_validate', 'published', 'suspended') as voidable,
	t.state in ('published', 'suspended', 'filled') as published,
	t.state in ('published', 'suspended') as fillable
from labour.posting t join core.office o on o.id = t.office_id
	left join labour.employer e on e.id = t.employer_id
	cross join lateral (select case when e.id is not null then coalesce(nullif(e.employer_name, ''), e.name_mask, 'Persona natural')
		end as employer) as g
	left join core.place p on p.id = t.place_id
	cross join lateral (select labour.posting_situation(t.state, t.opens, t.ends_at, (select core.moment())) as situation) as s
	left join lateral (select x.* from labour.posting_notice(t.notice_on, t.contest_on, t.place_id) as x
		where t.notice_on is not null and t.state in ('draft', 'to_validate', 'published', 'suspended')) as n on true
	left join lateral (select t.sent_at as waits_since, d.over_at from core.due('oferta.validar', t.sent_at, t.place_id) as d
		where t.state = 'to_validate') as w on true
	cross join lateral labour.posting_counts(t.id) as c;

create view labour.posting_pick with (security_invoker = true) as
select id, year, posting_no, posting_ref, post, published_on is not null and state <> 'void' as offered, core.fold(posting_ref) || ' ' || post_folded as search_folded
from labour.posting where deleted_at is null;

-- The terms of a posting are read by whoever reads it.
create function labour.reads_posting(id bigint) returns boolean
language sql stable as $$
	select exists (select from labour.posting p where p.id = $1)
$$;
comment on function labour.reads_posting(bigint) is 'Quien pregunta puede leer esa oferta';

create view labour.posting_private_all with (security_invoker = true) as
select t.* from labour.posting_private t;
select core.declare_words('labour.pay_unit_text', 'Por qué tiempo es la remuneración de una oferta, en palabras', 'month', 'al mes', 'fortnight', 'a la quincena',
	'week', 'a la semana', 'day', 'al día', 'hour', 'la hora', 'total', 'en total');
select core.declare_words('labour.shift_text', 'Turno de una oferta, en palabras', 'day', 'Diurno', 'morning', 'Mañana', 'afternoon', 'Tarde',
	'night', 'Noche', 'rotating', 'Rotativo', 'part', 'Parcial', 'remote', 'Remoto');
create view labour.posting_rectifications with (security_invoker = true) as
select t.*, case t.field when 'pay_unit' then labour.pay_unit_text(t.before) when 'shift' then labour.shift_text(t.before) else t.before end as said_before
from labour.posting_rectification t;
create view labour.posting_terms with (security_invoker = true) as
select t.*, labour.closing_text(t.closes, t.closes_at) as closing_text from labour.posting_term t;

-- The columns of a published posting that applicants read and that this changes.
create function labour.posting_rectified(was labour.posting, now labour.posting) returns text[]
language sql stable as $$
	select coalesce(array_agg(c order by i), '{}') from unnest('{vacancies,pay,pay_unit,place_id,shift,requirements}'::text[]) with ordinality as u (c, i)
	where was.state in ('published', 'suspended') and to_jsonb(was) -> c is distinct from to_jsonb(now) -> c
$$;
comment on function labour.posting_rectified(labour.posting, labour.posting) is 'Los datos de una oferta publicada que se rectifican';

create function labour.posting_filled(was labour.posting, now labour.posting) returns labour.posting
language plpgsql stable as $$
begin
	now.year := coalesce(now.year, extract(year from now.opens)::int);
	now.wording := labour.wording_found(concat_ws(' / ', now.post, now.requirements), coalesce(was.published_on, core.today()));
	-- The mask follows the contact that is kept apart.
	if not core.by_database() then
		now.contact_mask := was.contact_mask;
	end if;
	return now;
end
$$;

-- The next number of its year, one after the other.
select core.declare_trigger('labour.posting', 't11_number before insert', '_number', 'Da su número a una oferta que no lo trae', $$
	if new.posting_no is null then
		perform from core.register r where r.name = 'labour.posting' for no key update; -- an advisory lock is anybody's to hold
		new.posting_no := (select coalesce(max(p.posting_no), 0) + 1 from labour.posting p where p.year = new.year);
	end if;
	return new$$, 'definer');

create function labour.posting_ends(p labour.posting) returns timestamptz
language sql immutable parallel safe
return (case when p.closes_at is null then p.closes + 1 + time '00:00' else p.closes + p.closes_at end) at time zone 'America/Lima';
comment on function labour.posting_ends(labour.posting) is 'Desde qué momento está cerrada una oferta';

-- What an action writes and what stays from then on: each is judged by what it
-- changes, as whoever may take a step may take any.
create function labour.posting_moved(was labour.posting, now labour.posting) returns setof core.problem
language sql stable as $$
	with step as (
		select v.may, v.columns from (values
			('draft>to_validate', true, '{}'::text[]), ('to_validate>draft', true, '{returned_why}'),
			('to_validate>published', true, '{}'),
			('published>suspended', true, '{suspended_why}'), ('suspended>published', true, '{suspended_why}'),
			('published>filled', true, '{hired,filled_on}'), ('suspended>filled', true, '{hired,filled_on,suspended_why}'),
			('draft>void', true, '{void_why}'), ('to_validate>void', true, '{void_why}'), ('published>void', true, '{void_why}'),
			('suspended>void', true, '{void_why,suspended_why}'),
			('draft>draft', false, '{term_no,reopened_why,returned_why,suspended_why,void_why,hired,filled_on}'),
			('to_validate>to_validate', false, '{term_no,reopened_why,returned_why,suspended_why,void_why,hired,filled_on}'),
			('published>published', false, '{year,posting_no,kind,employer_id,public_body,process_code,post,opens,closes,closes_at,'
				'term_no,reopened_why,returned_why,suspended_why,void_why,hired,filled_on,deleted_at}'),
			('suspended>suspended', false, '{year,posting_no,kind,employer_id,public_body,process_code,post,opens,closes,closes_at,'
				'term_no,reopened_why,returned_why,suspended_why,void_why,hired,filled_on,deleted_at}'),
			('filled>filled', true, '{notes}'), ('void>void', true, '{notes}')) as v (step, may, columns)
		where v.step = was.state || '>' || now.state
	), reopened as (
		select was.state in ('published', 'suspended', 'filled') and now.state = 'published' and now.term_no = was.term_no + 1
			and coalesce(now.reopened_why, '') <> '' as yes
	), changed as (
		select n.key from jsonb_each(to_jsonb(now) - '{state,sent_at,published_on,contact_mask,wording,post_folded,office_id,
			row_version,list_place,posting_ref,ends_at,batch_id,batch_line,deleted_by,deleted_why}'::text[]) as n
		where n.value is distinct from to_jsonb(was) -> n.key
	)
	select (core.problem('state', 'Una oferta no pasa de esa situación a la otra.')).*
	from reopened r where not r.yes and not exists (select from step)
	union all
	select (core.problem(c.key, case when now.state in ('filled', 'void') and was.state = now.state
			then 'Una oferta cubierta o anulada no se cambia ni se anula de nuevo.'
		when c.key in ('opens', 'closes', 'closes_at') then 'El plazo de una oferta publicada se amplía o reabre con su acción, con su motivo.'
		when c.key in ('term_no', 'reopened_why', 'returned_why', 'suspended_why', 'void_why', 'hired', 'filled_on')
			then 'Lo que pasa con una oferta lo anotan sus acciones.'
		when c.key = 'deleted_at' then 'Una oferta publicada no se borra: anúlela con su acción, con su motivo.'
		else 'Una oferta publicada no cambia en esto: anúlela y registre otra.' end)).*
	from reopened r, step s, changed c where not r.yes and (c.key = any (s.columns)) <> s.may
	union all
	select (core.problem(c.key, 'Al reabrir una oferta cambia solo su plazo.')).*
	from reopened r, changed c where r.yes and c.key not in ('term_no', 'reopened_why', 'opens', 'closes', 'closes_at',
		'suspended_why', 'hired', 'filled_on')
	union all
	select (core.problem('closes', 'Ese plazo ya terminó: escriba cuándo cierra de nuevo.')).*
	from reopened r where r.yes and labour.posting_ends(now) <= core.moment()
$$;
comment on function labour.posting_moved(labour.posting, labour.posting) is 'Cuida lo que cambia con cada paso de una oferta';

create function labour.posting_problems(was labour.posting, now labour.posting) returns setof core.problem
language sql stable as $$
	select (core.problem('wording_reason', format('El aviso dice %s: el sexo, la edad o la apariencia no se piden. '
		'Quítelo, o escriba aquí por qué el puesto lo exige.', now.wording))).*
	where now.wording is not null and coalesce(btrim(now.wording_reason), '') = ''
		and (was.id is null or (was.wording, was.wording_reason) is distinct from (now.wording, now.wording_reason))
	union all
	select (core.problem('contest_on', 'El aviso y el concurso van en una convocatoria pública.')).*
	where now.kind <> 'public_call' and num_nonnulls(now.notice_on, now.contest_on) > 0
	union all
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem(null, 'Publica una oferta el responsable de su oficina.', 'HT003')).*
	where was.state = 'to_validate' and now.state = 'published' and not core.by_owner()
		and now.office_id is distinct from core.my_office('{submit}') and not core.is_secretariat()
	union all
	select (core.problem('closes', format('La oferta cerró el %s: corrija su plazo antes de publicarla.',
		labour.closing_text(now.closes, now.closes_at)))).*
	where was.state = 'to_validate' and now.state = 'published' and labour.posting_ends(now) <= core.moment() and not core.by_owner()
	union all
	select (core.problem('closes', format('Su plazo terminó el %s: reábrala con uno nuevo.',
		labour.closing_text(now.closes, now.closes_at)))).*
	where was.state = 'suspended' and now.state = 'published' and now.term_no = was.term_no
		and labour.posting_ends(now) <= core.moment() and not core.by_owner()
	union all
	select m.* from labour.posting_moved(was, now) as m where was.id is not null and not core.by_owner()
	union all
	select (case when r.columns <> '{}' then core.problem('rectified_why', 'La oferta ya se publicó: para cambiar lo que leen los postulantes, '
			'escriba aquí por qué se rectifica esta vez.')
		else core.problem('rectified_why', 'El motivo de una rectificación va con lo que se rectifica de una oferta publicada: '
			'vacantes, remuneración, lugar, turno o requisitos.') end).*
	from (select labour.posting_rectified(was, now) as columns, nullif(btrim(now.rectified_why), '') is distinct from was.rectified_why as told) as r
	where (r.columns <> '{}') <> (r.told and coalesce(btrim(now.rectified_why), '') <> '') and (r.told or r.columns <> '{}') and not core.by_owner() and not core.undoing()
$$;

create function labour.posting_stamp() returns trigger
language plpgsql as $$
begin
	-- What a file tells of the past was published when it opened.
	if tg_op = 'INSERT' then
		new.sent_at := case when new.state = 'to_validate' then core.moment() at time zone 'America/Lima' end;
		new.published_on := case when new.batch_id is not null and new.state in ('published', 'suspended', 'filled')
			then least(new.opens, core.today()) end;
		new.term_no := 1;
		new.reopened_why := null;
		if new.batch_id is null then
			new.returned_why := null;
			new.suspended_why := null;
			new.void_why := null;
			new.hired := null;
			new.filled_on := null;
		end if;
		return new;
	end if;
	new.sent_at := case when new.state = old.state then old.sent_at
		when new.state = 'to_validate' then core.moment() at time zone 'America/Lima' else old.sent_at end;
	new.published_on := case when new.state = 'published' then coalesce(old.published_on, core.today()) else old.published_on end;
	return new;
end
$$;

-- A term begins when it is published, and each time that it is opened anew.
create function labour.posting_term_begin() returns trigger
language plpgsql security definer as $$
begin
	insert into labour.posting_term (posting_id, term_no, opens, closes, closes_at, reopened_why)
	select new.id, new.term_no, new.opens, new.closes, new.closes_at, new.reopened_why
	where not exists (select from labour.posting_term t where t.posting_id = new.id and t.term_no = new.term_no);
	return null;
end
$$;
comment on function labour.posting_term_begin() is 'Anota el plazo en que una oferta empieza a estar abierta';
create trigger t50_term after insert or update on labour.posting for each row
	when (new.published_on is not null) execute function labour.posting_term_begin();

-- What it said before it was rectified.
select core.declare_trigger('labour.posting', 't50_rectified after update', '_rectify', 'Anota lo que decía una oferta que se rectifica', $$
	insert into labour.posting_rectification (posting_id, rectification_no, field, rectified_on, before, rectified_why)
	select new.id, (select coalesce(max(x.rectification_no), 0) + 1 from labour.posting_rectification x where x.posting_id = new.id),
		c, core.today(), case c when 'place_id' then (select w.place_name from core.place w where w.id = old.place_id)
			else to_jsonb(old) ->> c end, new.rectified_why
	from unnest(labour.posting_rectified(old, new)) with ordinality as r (c, at)
	order by r.at;
	return null$$, 'definer', 'when (old.rectified_why is distinct from new.rectified_why and new.rectified_why is not null and not core.undoing())');

-- ---- actions

select core.declare_step('labour.posting_send', 'Enviar una oferta a validar', 'labour.posting', '{draft}', 'to_validate');
select core.declare_step('labour.posting_return', 'Devolver una oferta con lo que se observó', 'labour.posting', '{to_validate}', 'draft',
	'returned_why', 'Escriba qué se debe corregir.');
select core.declare_step('labour.posting_publish', 'Publicar una oferta', 'labour.posting', '{to_validate}', 'published');
select core.declare_step('labour.posting_suspend', 'Suspender una oferta publicada', 'labour.posting', '{published}', 'suspended',
	'suspended_why', 'Escriba por qué se suspende.');
select core.declare_step('labour.posting_void', 'Anular una oferta', 'labour.posting', '{draft,to_validate,published,suspended}', 'void',
	'void_why', 'Escriba por qué se anula.');

create function labour.posting_resume(id bigint, row_version int) returns void
language sql volatile as $$
	select core.step('labour.posting', $1, $2, 'published', '{suspended}', 'suspended_why', null)
$$;
comment on function labour.posting_resume(bigint, int) is 'Levantar la suspensión de una oferta';

create function labour.posting_cover(id bigint, row_version int, hired int, filled_on date) returns void
language plpgsql volatile as $$
begin
	if coalesce(filled_on, core.today()) > core.today() then
		raise exception 'Esa fecha todavía no llega.' using errcode = 'HT002', column = 'filled_on';
	end if;
	perform core.step('labour.posting', $1, $2, 'filled', '{published,suspended}', 'hired',
		core.expect_said($3::text, 'hired', 'Escriba cuántos contrató el empleador.'),
		'filled_on', coalesce($4, core.today())::text, 'suspended_why', null);
end
$$;
comment on function labour.posting_cover(bigint, int, int, date) is 'Dar por cubierta una oferta, con cuántos se contrató';

-- The term before stays where it was written.
create function labour.posting_reopen(id bigint, row_version int, opens date, closes date, closes_at time, reopened_why text) returns void
language plpgsql volatile as $$
declare
	p labour.posting;
begin
	select x.* into p from labour.posting x where x.id = $1;
	if $4 is null then
		raise exception 'Escriba el último día del plazo nuevo.' using errcode = 'HT002', column = 'closes';
	elsif coalesce($3, core.today()) > $4 then
		raise exception 'El plazo nuevo cierra antes de abrirse.' using errcode = 'HT002', column = 'closes';
	end if;
	perform core.step('labour.posting', $1, $2, 'published', '{published,suspended,filled}', 'opens',
		coalesce($3, case when p.ends_at > core.moment() then p.opens else core.today() end)::text, 'closes', $4::text, 'closes_at', $5::text,
		'term_no', (p.term_no + 1)::text, 'reopened_why', core.expect_said($6, 'reopened_why', 'Escriba por qué se amplía o reabre.'),
		'suspended_why', null, 'hired', null, 'filled_on', null);
end
$$;
comment on function labour.posting_reopen(bigint, int, date, date, time, text) is 'Ampliar o reabrir una oferta con un plazo nuevo';

-- ---- imports

-- The year is that of its first day. A day of closing with its hour in one cell is
-- parted; the last minute of a day is the whole day.
create function labour.posting_prepare() returns setof core.finding
language plpgsql as $$
begin
	perform labour.stage_employers();
	update pg_temp.hito_stage s set closes = s.closes_with::date, closes_at = coalesce(s.closes_at,
		case when s.closes_with::time not in (time '00:00', time '23:59') then s.closes_with::time end)
	where s.closes_with is not null and s.closes is null;
	update pg_temp.hito_stage s set year = extract(year from s.opens) where s.year is null;
	update pg_temp.hito_field f set brought = true where f.name in ('year', 'closes', 'closes_at');
	return query select s.line, 'state', null::text, 'notice', 'el plazo ya terminó y el archivo no dice la situación: entra como borrador'
	from pg_temp.hito_stage s where coalesce(btrim(s.state), '') = '' and s.closes < core.today();
	update pg_temp.hito_field f set fresh = true, brought = true where f.name = 'state';
	update pg_temp.hito_field f set fresh = true where f.name in ('hired', 'filled_on', 'void_why', 'suspended_why');
end
$$;
comment on function labour.posting_prepare() is 'Prepara una carga de ofertas';

-- Contacts of a file, where they are not there yet and whoever loads may write them.
create function labour.posting_contacts(out line int, out posting_id bigint, out contact_name text, out email text, out phone text,
	out allowed boolean)
returns setof record language sql stable as $$
	select s.line, r.id, nullif(btrim(s.contact_name), ''), nullif(btrim(s.email), ''), nullif(btrim(s.phone), ''),
		labour.may_load('labour.posting_private', r.office_id)
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
	where coalesce(btrim(s.contact_name), '') || coalesce(btrim(s.email), '') || coalesce(btrim(s.phone), '') <> ''
		and (r.id is null or not exists (select from labour.posting_private v where v.posting_id = r.id and v.deleted_at is null))
$$;
comment on function labour.posting_contacts() is 'Los contactos de un archivo de ofertas';

create function labour.posting_check() returns setof core.finding
language sql as $$
	select c.line, 'contact_name', null::text, 'notice', 'el contacto no entra con esta carga: lo ingresa la oficina autorizada'
	from labour.posting_contacts() as c where not c.allowed
$$;
comment on function labour.posting_check() is 'Revisa una carga de ofertas';

create function labour.posting_after(batch bigint) returns setof int
language plpgsql as $$
begin
	return query select c.line from labour.posting_contacts() as c where c.allowed;
	insert into labour.posting_private (posting_id, contact_name, email, phone, batch_id, batch_line)
	select c.posting_id, c.contact_name, c.email, c.phone, batch, c.line
	from labour.posting_contacts() as c where c.allowed order by c.line;
end
$$;
comment on function labour.posting_after(bigint) is 'Graba los contactos de un archivo de ofertas';

select core.declare('labour.posting', 'posting', 'Ofertas de empleo', stands_on => '{employer_id,place_id}',
	place => '{"year, posting_no"}', help => array[
	'employer', 'Empleador', 'offered_by', 'Empleador o entidad pública', 'closing_text', 'Cuándo cierra; sin hora, al terminar el día',
	'closes_with', 'Cuándo cierra, con su hora', 'situation', 'Situación en este momento', 'open', 'Se puede postular ahora',
	'expired', 'Publicada, y su plazo terminó', 'closing', 'Cierra hoy o en 7 días', 'waiting', 'Por validar',
	'waits_since', 'Por validar desde', 'overdue', 'Pasó el plazo para validarla', 'worded', 'Tiene palabras sobre sexo, edad o apariencia',
	'notice_days', 'Días hábiles entre el aviso y el concurso', 'notice_short', 'Menos días que los de la regla',
	'notice_said', 'Días entre el aviso y el concurso, y la regla', 'n_sent', 'Postulantes enviados', 'n_placed', 'Postulantes colocados',
	'over_placed', 'Más colocados que vacantes', 'voidable', 'Se puede anular', 'published', 'Publicada alguna vez y no anulada',
	'fillable', 'Se puede dar por cubierta', 'offered', 'Se ofrece al elegir: se publicó y no se anuló'], unknown => 'No hay una oferta que se cite así.');
select core.declare('labour.posting_private', 'personal', 'Contactos de las ofertas', line_of => '{posting_id}');
select core.declare_mask('labour.posting_private', 'labour.posting', 't.id = new.posting_id',
	'contact_mask', 'nullif(concat_ws('' '', core.name_mask(new.contact_name), case when coalesce(new.email, new.phone, '''') <> ''''
		then core.contact_mask(new.email, new.phone) end), '''')');
select core.declare('labour.posting_term', 'posting_term', 'Plazos de las ofertas', line_of => '{posting_id}');
select core.declare('labour.posting_rectification', 'posting_term', 'Rectificaciones de las ofertas', line_of => '{posting_id}');
select core.describe('labour.posting_rectifications', 'Rectificaciones de una oferta', 'said_before', 'Lo que decía antes');
select core.describe('labour.posting_terms', 'Plazos de una oferta', 'closing_text', 'Cuándo cierra; sin hora, al terminar el día');

select core.publish('posting', 'labour.posting', 't.published_on is not null and t.state in (''published'', ''suspended'', ''filled'')', '{posting_ref, year, posting_no, kind, state, employer_name=employer_id.employer_name, public_body,
	process_code, post, vacancies, pay, pay_unit, place_code, place_name, shift, requirements,
	published_on, opens, closes, closes_at, hired, filled_on, office_code}');

create view labour.posting_beside with (security_invoker = true) as
select t.posting_id as id, 0 as at, t.contact_name, t.email, t.phone
from labour.posting_private t where t.deleted_at is null;
select core.describe('labour.posting_beside', 'A quién se escribe por una oferta, como lo trae un archivo', 'id', 'Oferta', 'at', 'Orden',
	'contact_name', 'Nombre de la persona', 'email', 'Correo electrónico', 'phone', 'Teléfono');
