-- SPDX-License-Identifier: GPL-3.0-or-later
-- All that the first screen shows, in one answer. A new session pays for
-- every table, function and operator that it meets for the first time, so what
-- was worked out is kept: who she is and may do, by person; the board by plan and
-- period; what of it is of an office, of all offices at once; for whoever keeps
-- the server the day of the last anchor, since its age is another every day.

-- Registers of which an answer tells nothing, as a pattern: their changes leave it
-- true. A new table counts. Who she is stands in a few of core, what of the board is
-- her office's in labour and core, the rest of it in all others.
create function core.untold(answer text) returns text
language sql immutable parallel safe as $$
	select case answer when 'anchor' then '^(?!audit[.]anchor$)' else format('^(series[.].*|core[.](document|place|%s)|plan[.](activity|activity_result|commitment_contact_private|commitment_post|commitment_relevance|commitment_unit|goal|milestone_reschedule)|%s)$',
		case answer when 'person' then '(?!(member|login|office|institution|setting|personal_office|drawing)$).*'
			when 'rights' then '(?!(office|personal_office)$).*'
			else 'batch|batch_map|drawing|institution|login|member|person_in_post|personal_office' end,
		case answer when 'board' then '(audit|labour)[.].*' when 'own' then '(?!core|labour)[a-z]*[.].*' else '(?!core)[a-z]*[.].*' end) end
$$;
comment on function core.untold(text) is 'Registros de los que una respuesta de la pantalla inicial no dice nada, como patrón';

-- A moment of Lima by the clock of the server. On a practice database the day
-- stands still and begins anew at midnight. A day that never comes is none.
create function core.clock_of(moment timestamp) returns timestamptz
language sql stable as $$
	select least(case when isfinite(moment) then now() + (moment - core.moment() at time zone 'America/Lima') end, case when exists (
		select from core.setting where key = 'test.today' and deleted_at is null)
		then ((now() at time zone 'America/Lima')::date + 1)::timestamp at time zone 'America/Lima' end)
$$;
comment on function core.clock_of(timestamp) is 'Cuándo llega un día y hora de Lima, por el reloj del servidor';

-- What people of the same permissions in the same office may do: a schema once for its
-- tables, for all of it travels at every start.
create function core.rights_told() returns text[]
language sql stable security definer as $$
	select array(select 'r' || row(case when rank() over (order by sum(r.n) desc, string_agg(r.names, ' ')) > 1
			then string_agg(r.names, ' ' order by r.names) end, r.can_read, r.can_insert, r.can_update, r.can_mark)::text
		from (select split_part(m."table", '.', 1) || '.' || string_agg(
					split_part(m."table", '.', 2), ' ' order by m."table") as names,
				count(*) as n, m.can_read, m.can_insert, m.can_update, m.can_mark
			from core.my_rights() as m
			-- What has no list has no form to ask for.
			where to_regclass(m."table" || '_list') is not null
			group by split_part(m."table", '.', 1), m.can_read, m.can_insert,
				m.can_update, m.can_mark) as r
		group by r.can_read, r.can_insert, r.can_update, r.can_mark)
$$;
comment on function core.rights_told() is 'Qué puede hacer quien pregunta, como viaja a la pantalla inicial';

create function core.rights_key() returns text
language sql stable security definer as $$
	select concat_ws(' ', 'rights', core.my_office(), core.my_kinds(), core.is_secretariat(), (select string_agg(g, ',' order by g)
		from unnest('{hito_reader,hito_clerk,hito_secretariat,hito_it}'::text[]) as g where pg_has_role(session_user, g, 'member')))
$$;
comment on function core.rights_key() is 'De qué depende lo que puede hacer quien pregunta';

-- Who she is and may do. First what of the board is hers; the day where it stands
-- still; which forms and layouts are served, which stands behind the day, the hour
-- and the server, for those are not kept; her row before them.
create function core.person_told(rights text) returns text[]
language sql volatile security definer as $$
	select array[core.my_scopes()::text, case when h.is_test then ',' || h.today else '' end,
			',' || coalesce(core.drawn(), '') || ')', 'h' || regexp_replace(h::text, '(,[^,]*){3}$', '')]
		|| array(select 'o' || o::text from core.my_offices() as o)
		|| coalesce((select k.answer from core.holding k where k.key = rights), core.keep(rights, null, null))
	from core.hello() as h
$$;
comment on function core.person_told(text) is 'Quién entra y qué puede hacer, como viaja a la pantalla inicial';

-- The next moment at which an answer says something else though nobody saves.
create function core.turns(answer text, asked_plan text, asked_period text) returns timestamp
language plpgsql stable security definer as $$
begin
	return case answer when 'person' then core.member_turns() when 'own' then labour.alerts_turn()
		-- Until there is a first change its day is not known.
		when 'anchor' then case when audit.anchored_on() is null then core.moment() at time zone 'America/Lima' end
		when 'board' then follow.board_turns(asked_plan, asked_period, core.today()) end;
end
$$;
comment on function core.turns(text, text, text) is 'Cuándo cambia por sí sola una respuesta de la pantalla inicial';

create function core.told(answer text, asked_plan text, asked_period text) returns text[]
language plpgsql volatile security definer set datestyle = 'ISO, DMY' as $$
begin
	-- No empty cells at the end.
	return case answer when 'rights' then core.rights_told() when 'person' then core.person_told(core.rights_key())
		when 'anchor' then array[audit.anchored_on()::text] || follow.keeper_words()
		when 'own' then array(select o.scope || '|b' || regexp_replace(
					row('alert', o.key, o.label, null, null, null, null, o.n, o.form, o.filter)::text, ',+\)$', ')')
				from follow.board_scoped(core.today()) as o)
		else array(select 'b' || case when b.kind = 'plan'
					then regexp_replace(b::text, ',[^,]*$', '')
					else regexp_replace(b::text, ',+\)$', ')') end
				from follow.board_shared(asked_plan, asked_period) as b) end;
end
$$;
comment on function core.told(text, text, text) is 'Una respuesta de la pantalla inicial, calculada';

-- Those that hold: neither has a change come that its snapshot did not see, however
-- late that was committed, nor one of whoever kept it that she made behind it, nor the
-- moment at which it turns. Databases that are copied
-- or restored bring their history along; the numbers of another server's
-- transactions are told by its start.
create view core.holding with (security_invoker = true) as
select k.key, k.answer
from core.kept k
where k.server = pg_postmaster_start_time() and k.holds_until > now()
	and not exists (select from audit.change c
		where c.cluster = k.cluster and c.xid >= k.oldest
			-- As one condition: of these alone the planner would read statistics.
			and case when case when c.xid = k.own then c.id <= k.upto else pg_visible_in_snapshot(c.xid, k.seen) end then false
				else c.relation !~ k.untold end
		-- As a join it would be weighed in all orders.
		offset 0);
comment on view core.holding is 'Respuestas guardadas que siguen siendo ciertas';

-- Whoever asks for what is not there, or for the same in ever other words, would
-- fill the table.
create function core.keeps(key text, answer text, asked_plan text, asked_period text) returns boolean
language sql stable security definer as $$
	select not pg_is_in_recovery() and not current_setting('transaction_read_only')::boolean
		and current_setting('transaction_isolation') = 'read committed' and length(key) < 200
		and case when answer in ('own', 'rights', 'anchor') then true
			when answer = 'person' then coalesce(current_setting('hito.office', true), '') = '' or core.my_office() is not null
			else (asked_plan is null or exists (select from plan.action_plan p where p.id = follow.plan_of(asked_plan)
					and asked_plan in (p.plan_code::text, lower(p.plan_code), upper(p.plan_code))))
				and (asked_period is null or asked_period ~ '^([0-9]{4}(-[QTqt][1-4])?|plan)$'
					and follow.period_of(follow.plan_of(asked_plan), asked_period) is not null) end
$$;
comment on function core.keeps(text, text, text, text) is 'Si una respuesta de la pantalla inicial se puede guardar';

-- What still holds holds as of now: a start looks through all changes behind what an
-- answer saw, and of those there are more each hour. By whoever has the table to herself.
create function core.keep_forward() returns void
language sql volatile security definer as $$
	update core.kept k set seen = pg_current_snapshot(), oldest = pg_snapshot_xmin(pg_current_snapshot()), own = null, upto = 0
	where k.oldest < pg_snapshot_xmin(pg_current_snapshot())
		and (select count(*) from (select from audit.change c where c.cluster = k.cluster and c.xid >= k.oldest limit 50) as c) = 50
		and exists (select from core.holding h where h.key = k.key)
$$;
comment on function core.keep_forward() is 'Anota hasta dónde se miró lo que sigue siendo cierto';

-- Works one of them out and keeps it, as long as that holds nobody up. What is
-- the same for all who start at once, and long, they await from the first who works it out,
-- two seconds at the most.
create function core.keep_anew(key text, asked_plan text, asked_period text)
returns text[] language plpgsql volatile security definer
set lock_timeout = '2s' as $$
declare
	own constant xid8 := pg_current_xact_id_if_assigned();
	upto bigint := 0;
	kind constant text := split_part(key, ' ', 1);
	began constant timestamptz := clock_timestamp();
	result text[];
	seen pg_snapshot;
	waits boolean := false;
	keeps boolean := core.keeps(key, kind, asked_plan, asked_period);
begin
	-- Before anything is read: a migration holds this lock until its end.
	if keeps then
		begin
			lock table core.kept in share row exclusive mode nowait;
		exception when lock_not_available then
			keeps := kind not in ('person', 'anchor');
			waits := keeps;
		end;
	end if;
	if waits then
		begin
			lock table core.kept in share row exclusive mode;
			select h.answer into result from core.holding h where h.key = $1;
		exception when lock_not_available then
			keeps := false;
		end;
	end if;
	if result is not null then
		return result;
	end if;
	seen := pg_current_snapshot();
	if own is not null then
		upto := (select coalesce(max(c.id), 0) from audit.change c where c.cluster = audit.cluster() and c.xid = own);
	end if;
	result := core.told(kind, asked_plan, asked_period);
	if keeps then
		-- It can be worked out anew: no start waits for the disk, but for a change of its own.
		if own is null then
			perform set_config('synchronous_commit', 'off', true);
		end if;
		delete from core.kept k where k.key = $1 or k.holds_until <= now()
			or k.server <> pg_postmaster_start_time();
		insert into core.kept (key, seen, cluster, oldest, holds_until, untold, answer, took, own, upto)
		values ($1, seen, audit.cluster(), pg_snapshot_xmin(seen),
			coalesce(core.clock_of(core.turns(kind, asked_plan, asked_period)), 'infinity'),
			core.untold(kind), result, clock_timestamp() - began, own, upto);
		if own is null then
			perform core.keep_forward();
		end if;
	end if;
	return result;
end
$$;
comment on function core.keep_anew(text, text, text) is 'Calcula una respuesta de la pantalla inicial y la guarda';

-- The same for a query that seldom needs it: naming a function in plpgsql loads the
-- language, in every new session.
create function core.keep(key text, asked_plan text, asked_period text)
returns text[] language sql volatile security definer as $$
	select core.keep_anew(key, asked_plan, asked_period)
$$;
comment on function core.keep(text, text, text) is 'Calcula una respuesta de la pantalla inicial y la guarda, si hace falta';

-- By what the answer of a person is kept: who, with which groups, for which office.
create function core.person_key() returns text
language sql stable
return format('person %I %s%s%s%s %s', session_user,
	pg_has_role(session_user, 'hito_reader', 'member'),
	pg_has_role(session_user, 'hito_clerk', 'member'),
	pg_has_role(session_user, 'hito_secretariat', 'member'),
	pg_has_role(session_user, 'hito_it', 'member'),
	current_setting('hito.office', true));
comment on function core.person_key() is 'Con qué nombre se guarda lo que se dice de quien entra';

-- The plan and the period of the board, without what it tells of them.
create function follow.board_bare(asked_plan text, asked_period text) returns text
language sql stable security definer as $$
	select 'b' || row('plan', p.plan_code, null, null, null, null, null, null, null, null, null,
		p.plan_code, p.title, q.period_key, core.period_title(q.period_key), null, null)::text
	from (select follow.plan_of($1) as plan) as a left join plan.action_plan p on p.id = a.plan
		left join core.period q on q.id = follow.period_of(a.plan, $2)
$$;
comment on function follow.board_bare(text, text) is 'Qué plan y qué periodo muestra el tablero';

-- What a command asks that shows no board: the rows of core.start but what is to
-- be attended to, and of the board the plan and the period.
create function core.enter(asked_plan text, asked_period text)
returns setof text
language sql volatile security definer
begin atomic
	with asked as materialized (
		select core.person_key() as key
	), told as (
		select coalesce((select h.answer from core.holding h where h.key = a.key), core.keep(a.key, null, null)) as person
		from asked a
	)
	select unnest((person[4] || coalesce(nullif(person[2], ''), to_char(now() at time zone 'America/Lima', ',YYYY-MM-DD'))
			|| to_char(now() at time zone 'America/Lima', ',HH24:MI')
			|| format(',%s', core.server_since()) || person[3]) || person[5:]
		|| follow.board_bare(asked_plan, asked_period))
	from told;
end;
comment on function core.enter(text, text) is 'Lo que una orden necesita saber para empezar';

-- Rows of core.hello with core.drawn behind (h), core.my_offices (o), core.my_rights (r: registers of
-- the same rights in one row, "core.office place follow.result"; the row that would
-- name most names none: it is of all others) and
-- follow.board (b), each as text behind its letter; what a row lacks is empty. A
-- parsed body: a new session would pay for every name in a text.
create function core.start(asked_plan text, asked_period text)
returns setof text
language sql volatile security definer
begin atomic
	with asked as materialized (
		select core.person_key() as person,
			format('board %L %L', asked_plan, asked_period) as board,
			case when pg_has_role(session_user, 'hito_it', 'member') then 'anchor' end as anchor,
			to_char(now() at time zone 'America/Lima', ',YYYY-MM-DD') as day,
			to_char(now() at time zone 'America/Lima', ',HH24:MI') as hour,
			format(',%s', core.server_since()) as server
	), held as materialized (
		select h.key, h.answer from core.holding h
		where h.key in ((select person from asked), 'own', (select board from asked), (select anchor from asked))
	), answers as (
		select coalesce((select answer from held where key = a.person), core.keep(a.person, null, null)) as person,
			coalesce((select answer from held where key = 'own'), core.keep('own', null, null)) as own,
			coalesce((select answer from held where key = a.board), core.keep(a.board, asked_plan, asked_period)) as board,
			coalesce((select answer from held where key = a.anchor), case when a.anchor is not null then core.keep(a.anchor, null, null) end) as anchor,
			a.day, a.hour, a.server
		from asked a
	)
	select unnest((person[4] || coalesce(nullif(person[2], ''), day) || hour || server || person[3]) || person[5:]
		|| (board[1] || hour || ')') || board[2:]
		|| array(select substr(o, strpos(o, '|') + 1) from unnest(own) as o
			where split_part(o, '|', 1) = any (person[1]::text[]))
		|| array(select 'b' || row('alert', 'anchor', anchor[case d.days when 1 then 2 else 3 end], null, null, null, null, d.days)::text
			from (select substr(day, 2)::date - anchor[1]::date as days) as d where d.days > 0))
	from answers;
end;
comment on function core.start(text, text) is 'Todo lo que la pantalla inicial muestra';

-- The board of it alone, for whoever comes back to it.
create function core.board(asked_plan text, asked_period text)
returns setof text
language sql volatile security definer
begin atomic
	select s from core.start(asked_plan, asked_period) as s where starts_with(s, 'b');
end;
comment on function core.board(text, text) is 'El tablero, de lo que la pantalla inicial muestra';

-- What a change made untrue of the answers that are everybody's is worked out anew,
-- unless that takes long. By the clock, and in a session that was new: where much goes
-- on, what takes 50 ms of a processor takes half a second.
create function core.keep_again(at_most interval) returns void
language sql volatile security definer as $$
	select core.keep(k.key, null, null) from core.kept k
	where k.key in ('own', format('board %L %L', null, null)) and k.took < at_most
		and not exists (select from core.holding h where h.key = k.key)
$$;
comment on function core.keep_again(interval) is 'Calcula de nuevo lo de todos que un cambio dejó sin ser cierto';

-- What a change of the program asks behind itself, for whoever starts next: that, and
-- the history is sealed when it is time. Nobody waits for it.
create function core.behind() returns void
language plpgsql volatile security definer as $$
begin
	-- Nor is a standby waited for: all of it can be done again.
	perform set_config('synchronous_commit', 'local', true);
	perform core.keep_again('2 seconds');
	perform audit.seal_late();
	begin
		lock table core.kept in share row exclusive mode nowait;
		perform core.keep_forward();
	exception when lock_not_available then
		null; -- whoever has it does it
	end;
end
$$;
comment on function core.behind() is 'Lo que un cambio deja hecho para quien entra después';

-- A change by other hands does so at its commit, for nothing comes behind it: as long as
-- it waits for nobody and nobody for it, and of many in one session one in two seconds.
-- Whatever happens here, what was changed is committed.
create function core.tend() returns trigger
language plpgsql security definer set lock_timeout = '200ms' as $$
begin
	delete from core.by_hand h where h.xid = new.xid;
	begin
		-- A standby that is away would have it hold the others up.
		if current_setting('transaction_isolation') = 'read committed' and current_setting('synchronous_standby_names') = ''
			and (nullif(current_setting('hito.tended', true), '')::timestamptz > clock_timestamp() - interval '2 seconds') is not true
		then
			lock table core.kept in share row exclusive mode nowait;
			perform core.keep_again('500 ms');
			perform set_config('hito.tended', clock_timestamp()::text, false);
		end if;
	exception when query_canceled or others then
		null;
	end;
	return null;
end
$$;
create constraint trigger t99_tend after insert on core.by_hand deferrable initially deferred
	for each row execute function core.tend();

-- Another edition of the code may answer otherwise.
create function core.forget() returns trigger
language plpgsql security definer as $$
begin
	lock table core.kept in share row exclusive mode;
	delete from core.kept;
	return null;
end
$$;
create trigger t50_forget after insert or update or delete on core.migration
	for each statement execute function core.forget();

grant execute on function core.start(text, text), core.enter(text, text), core.board(text, text), core.behind()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
