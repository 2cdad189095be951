-- SPDX-License-Identifier: GPL-3.0-or-later
-- All that the first screen shows, in one answer. A new session pays for
-- every table, function and operator that it meets for the first time, so what
-- was worked out is kept: who she is and may do, and what of the board is hers, by
-- person; the board by plan and period. It holds while the history has no change that its snapshot did
-- not see, however late that change was committed. Databases that are copied
-- or restored bring their history along; the numbers of another server's
-- transactions are told by its start.

-- Registers of which neither answer tells; a new table counts.
create function core.untold() returns text[]
language sql immutable parallel safe
return '{core.document,core.person_in_post,core.place,plan.activity,plan.activity_result,plan.commitment_contact_private,plan.commitment_post,plan.commitment_relevance,plan.commitment_unit,plan.goal,plan.milestone_reschedule}'::text[];
comment on function core.untold() is 'Registros de los que la pantalla inicial no dice nada';

-- Whether an answer may tell of a change in a register: who she is stands in core
-- alone, what of the board is hers in labour, the rest of it in all others.
create function core.tells(key text, relation text) returns boolean
language sql immutable parallel safe
return relation <> all (core.untold()) and not starts_with(relation, 'series.') and case
	when starts_with(relation, 'core.') then true
	when key ~ '^.{10} person ' then false
	else starts_with(relation, 'labour.') = (key ~ '^.{10} own ') end;
comment on function core.tells(text, text) is 'Si una respuesta de la pantalla inicial depende de un registro';

-- Works one of them out and keeps it, as long as that holds nobody up. The board
-- is the same for all who start at once: they wait for the first to work it out,
-- two seconds at the most.
create function core.keep(key text, asked_plan text, asked_period text)
returns text[] language plpgsql volatile security definer set datestyle = 'ISO, DMY'
set lock_timeout = '2s' as $$
declare
	answer text[];
	seen pg_snapshot;
	waits boolean := false;
	keeps boolean := not pg_is_in_recovery()
		and not current_setting('transaction_read_only')::boolean
		and current_setting('transaction_isolation') = 'read committed';
begin
	-- Whoever asks for what is not there would fill the table.
	keeps := keeps and length(key) < 200 and case when key ~ '^.{10} (person|own) '
		then coalesce(current_setting('hito.office', true), '') = '' or core.my_office() is not null
		else (asked_plan is null or follow.plan_of(asked_plan) is not null)
			and (asked_period is null or follow.period_of(follow.plan_of(asked_plan), asked_period) is not null) end;
	-- Before anything is read: a migration holds this lock until its end.
	if keeps then
		begin
			lock table core.kept in share row exclusive mode nowait;
		exception when lock_not_available then
			keeps := key !~ '^.{10} (person|own) ';
			waits := keeps;
		end;
	end if;
	if waits then
		begin
			lock table core.kept in share row exclusive mode;
			select k.answer into answer from core.kept k where k.key = $1
				and k.server = pg_postmaster_start_time() and not exists (select from audit.change c
					where c.xid >= pg_snapshot_xmin(k.seen) and not pg_visible_in_snapshot(c.xid, k.seen)
						and core.tells($1, c.relation));
		exception when lock_not_available then
			keeps := false;
		end;
	end if;
	if answer is not null then
		return answer;
	end if;
	seen := pg_current_snapshot();
	-- The hour, last in the first row, is not kept. All of it travels at every
	-- start: no empty cells at the end, a schema once for its tables.
	if key like '__________ person %' then
		answer := array(select 'h' || regexp_replace(h::text, ',[^,]*$', '')
				from core.hello() as h)
			|| array(select 'o' || o::text from core.my_offices() as o)
			|| array(select 'r' || row(case when rank() over (order by sum(r.n) desc, string_agg(r.names, ' ')) > 1
						then string_agg(r.names, ' ' order by r.names) end, r.can_read, r.can_insert, r.can_update, r.can_mark)::text
				from (select split_part(m."table", '.', 1) || '.' || string_agg(
							split_part(m."table", '.', 2), ' ' order by m."table") as names,
						count(*) as n, m.can_read, m.can_insert, m.can_update, m.can_mark
					from core.my_rights() as m
					-- What has no list has no form to ask for.
					where to_regclass(m."table" || '_list') is not null
					group by split_part(m."table", '.', 1), m.can_read, m.can_insert,
						m.can_update, m.can_mark) as r
				group by r.can_read, r.can_insert, r.can_update, r.can_mark);
	elsif key like '__________ own %' then
		answer := array(select 'b' || regexp_replace(row('alert', o.key, o.label, null, null, null, null, o.n, o.form, o.filter)::text,
				',+\)$', ')')
			from follow.board_own(core.today()) as o);
	else
		answer := array(select 'b' || case when b.kind = 'plan'
				then regexp_replace(b::text, ',[^,]*$', '')
				else regexp_replace(b::text, ',+\)$', ')') end
			from follow.board_shared(asked_plan, asked_period) as b);
	end if;
	if keeps then
		-- It can be worked out anew: no start waits for the disk.
		perform set_config('synchronous_commit', 'off', true);
		delete from core.kept k where k.key = $1 or left(k.key, 10) <> left($1, 10)
			or k.server <> pg_postmaster_start_time();
		insert into core.kept (key, seen, answer) values ($1, seen, answer);
	end if;
	return answer;
end
$$;
comment on function core.keep(text, text, text) is 'Calcula una respuesta de la pantalla inicial y la guarda';

-- Rows of core.hello (h), core.my_offices (o), core.my_rights (r: registers of
-- the same rights in one row, "core.office place follow.result"; the row that would
-- name most names none: it is of all others) and
-- follow.board (b), each as text behind its letter; what a row lacks is empty. A
-- parsed body: a new session would pay for every name in a text.
create function core.start(asked_plan text, asked_period text)
returns setof text
language sql volatile security definer
begin atomic
	with clock as materialized (
		select to_char(now() at time zone 'America/Lima', 'YYYY-MM-DD,HH24:MI)') as t
	), asked as materialized (
		select format('%s person %I %s%s%s%s %s', left(t, 10), session_user,
				pg_has_role(session_user, 'hito_reader', 'member'),
				pg_has_role(session_user, 'hito_clerk', 'member'),
				pg_has_role(session_user, 'hito_secretariat', 'member'),
				pg_has_role(session_user, 'hito_it', 'member'),
				current_setting('hito.office', true)) as person,
			format('%s own %I %s', left(t, 10), session_user, current_setting('hito.office', true)) as own,
			format('%s board %L %L', left(t, 10), asked_plan, asked_period) as board,
			right(t, 7) as hour
		from clock
	), held as (
		select max(k.answer) filter (where k.key = a.person) as person,
			max(k.answer) filter (where k.key = a.own) as own,
			max(k.answer) filter (where k.key = a.board) as board
		from core.kept k, asked a
		where k.key in (a.person, a.own, a.board) and k.server = pg_postmaster_start_time()
			and not exists (select from audit.change c
				where c.cluster = (select audit.cluster()) and c.xid >= pg_snapshot_xmin(k.seen)
					and not pg_visible_in_snapshot(c.xid, k.seen)
					and core.tells(k.key, c.relation))
	), answers as (
		select coalesce(h.person, core.keep(a.person, null, null)) as person,
			coalesce(h.own, core.keep(a.own, null, null)) as own,
			coalesce(h.board, core.keep(a.board, asked_plan, asked_period)) as board,
			a.hour
		from held h, asked a
	)
	select unnest((person[1] || hour) || person[2:]
		|| (board[1] || hour) || board[2:] || own)
	from answers;
end;
comment on function core.start(text, text) is 'Todo lo que la pantalla inicial muestra';

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

grant execute on function core.start(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
