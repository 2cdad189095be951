-- SPDX-License-Identifier: GPL-3.0-or-later
-- no texts for people
-- Who may do what: one policy per verb and group, by the kind of the register.
-- core.policy_kind is the law; core.protect writes it on a table.
-- after: session

-- Rules by name: what the policy says, and whether it holds for whoever asks
-- without looking at a row (for core.my_rights).
create function core.policy_rule(out rule text, out qual text, out holds text)
returns setof record language sql immutable as $$
	values
		('all', 'true', 'true'),
		('own', 'office_id = (select core.my_office())',
			'core.my_office() is not null'),
		('write', $q$office_id = (select core.my_office('{enter,submit}'))$q$,
			$q$core.my_office('{enter,submit}') is not null$q$),
		('batch', $q$(select core.at_root('{batch}')) or office_id = (select core.my_office('{batch}'))$q$,
			$q$core.my_office('{batch}') is not null$q$),
		('root', $q$(select core.at_root('{batch}'))$q$, $q$core.at_root('{batch}')$q$),
		('draft', $q$state = 'draft' and ((select core.at_root('{batch}')) or office_id = (select core.my_office('{batch}')))$q$,
			$q$core.my_office('{batch}') is not null$q$),
		('public', $q$state in ('approved', 'not_applicable')$q$, 'true'),
		('own_or_public', $q$state in ('approved', 'not_applicable') or office_id = (select core.my_office())$q$, 'true'),
		('draft_or_public', $q$state in ('approved', 'not_applicable') or (state = 'draft'
			and ((select core.at_root('{batch}')) or office_id = (select core.my_office('{batch}'))))$q$, 'true'),
		('published', 'published_on is not null', 'true'),
		('own_or_published', 'published_on is not null or office_id = (select core.my_office())', 'true'),
		('loaded', $q$batch_id is not null and ((select core.at_root('{batch}')) or office_id = (select core.my_office('{batch}')))$q$,
			$q$core.my_office('{batch}') is not null$q$),
		('received', $q$state = 'received' and ((select core.at_root('{batch}')) or office_id = (select core.my_office('{batch}')))$q$,
			$q$core.my_office('{batch}') is not null$q$),
		('received_or_published', $q$published_on is not null or (state = 'received'
			and ((select core.at_root('{batch}')) or office_id = (select core.my_office('{batch}'))))$q$, 'true'),
		('draft_or_published', $q$published_on is not null or (state = 'draft'
			and ((select core.at_root('{batch}')) or office_id = (select core.my_office('{batch}'))))$q$, 'true'),
		('with_posting', 'labour.reads_posting(posting_id)', 'true'),
		('minutes', $q$state = 'approved' or council.reads_draft(session_id)$q$, 'true'),
		('remark', 'council.reads_remark(minutes_id)', 'true'),
		('listed', '(select core.my_personal(%L))', 'core.my_personal(%L)'),
		('listed_write', $q$(select core.my_personal(%L)) and office_id = (select core.my_office('{enter,submit}'))$q$,
			$q$core.my_personal(%L) and core.my_office('{enter,submit}') is not null$q$),
		('unmasked', '(select core.my_personal(%L)) and not masked', 'core.my_personal(%L)'),
		('unmasked_write', $q$(select core.my_personal(%L)) and office_id = (select core.my_office('{enter,submit}')) and not masked$q$,
			$q$core.my_personal(%L) and core.my_office('{enter,submit}') is not null$q$),
		('secretariat', '(select core.is_secretariat())', 'core.is_secretariat()'),
		('mine', 'login = session_user', 'true'),
		('member', 'login = session_user', 'true'),
		('history', 'audit.may_read(relation, key)', 'true')
$$;
comment on function core.policy_rule() is 'Las reglas de acceso por su nombre';

-- For each kind of register and group the rules for reading, adding and
-- changing. Nobody deletes rows: they are marked.
create function core.policy_kind(out kind text, out grp text, out reads text,
	out adds text, out changes text)
returns setof record language sql immutable as $$
	select k.kind, g.grp, nullif(split_part(g.rules, ' ', 1), '-'), nullif(split_part(g.rules, ' ', 2), '-'),
		nullif(split_part(g.rules, ' ', 3), '-')
	from (values
		-- everyone reads; the row's own office, secretariat and IT write
		('open', 'all - -', 'all write write', 'all secretariat secretariat', 'all batch batch', null),
		-- everyone reads; secretariat and IT at the root office write
		('shared', 'all - -', 'all - -', 'all secretariat secretariat', 'all root root', null),
		-- everyone reads; only functions of the database write
		('kept', 'all - -', 'all - -', 'all - -', 'all - -', null),
		-- who may see personal data: the secretariat alone decides
		('listing', 'all - -', 'all - -', 'all secretariat secretariat', 'all - -', null),
		-- letters that went out, with people's addresses
		('secretariat', null, null, 'secretariat secretariat secretariat', null, null),
		-- results: the office's own until approved
		('result', 'own_or_public - -', 'own_or_public write write', 'secretariat write secretariat',
			'draft_or_public draft draft', null),
		-- what is answered to citizens: of the office that answers until published
		('answer', 'own_or_published - -', 'own_or_published write write', 'secretariat secretariat secretariat',
			'received_or_published received received', null),
		-- drafts and files of one office
		('office', 'own - -', 'own write write', 'secretariat write secretariat', 'draft draft draft', null),
		-- files of one office that begin in a workbook: IT has what a batch brought
		('case', 'own - -', 'own write write', 'secretariat write secretariat', 'loaded loaded loaded', null),
		-- postings: of one office until published; their terms are read with them
		('posting', 'own_or_published - -', 'own_or_published write write', 'secretariat secretariat secretariat',
			'draft_or_published draft draft', null),
		('posting_term', 'with_posting - -', 'with_posting - -', 'with_posting - -', 'with_posting - -', null),
		-- who seeks work, without a name: of one office, loaded by nobody else
		('seeker', 'own - -', 'own write write', 'secretariat write secretariat', 'own - -', null),
		-- minutes: of the offices with a seat until approved, and what seats remark
		('minutes', 'minutes - -', 'minutes - -', 'all secretariat secretariat', 'minutes - -', null),
		('remark', 'remark - -', 'remark - -', 'all secretariat secretariat', 'remark - -', null),
		-- personal data: offices listed for the register, nobody else
		('personal', 'listed - -', 'listed listed_write listed_write', 'listed listed_write listed_write',
			'listed - -', null),
		-- and of whom consent was withdrawn nobody
		('consented', 'unmasked - -', 'unmasked unmasked_write unmasked_write', 'unmasked unmasked_write unmasked_write',
			'unmasked - -', null),
		-- what each person's program writes of itself
		('own', 'mine - -', 'mine mine -', 'mine mine -', 'mine mine -', null),
		-- personal data that left in files: whoever took them, and the secretariat
		('exported', 'mine - -', 'mine - -', 'all - -', 'mine - -', null),
		('batch', 'all - -', 'all mine mine', 'all mine mine', 'all mine mine', null),
		-- what a load says of its lines: of the office that loaded
		('load_line', 'own - -', 'own - -', 'secretariat - -', 'own - -', null),
		-- memberships: policies compare session_user and never call my_office()
		('member', 'member - -', 'member - -', 'all - -', 'all - -', 'all all all'),
		-- who there is: everyone may know, functions of the database write
		('people', 'all - -', 'all - -', 'all - -', 'all - -', 'all all all'),
		-- history: as the row it tells of
		('history', 'history - -', 'history - -', 'history - -', 'history - -', null),
		-- seals tell nothing of any row
		('seal', 'all - -', 'all - -', 'all - -', 'all - -', null),
		-- what only functions of the database read and write
		('inner', null, null, null, '- - -', null))
			as k (kind, reader, clerk, secretariat, it, keeper)
		cross join lateral (values ('hito_reader', k.reader), ('hito_clerk', k.clerk),
			('hito_secretariat', k.secretariat), ('hito_it', k.it), ('hito_keeper', k.keeper)) as g (grp, rules)
	where g.rules is not null
$$;
comment on function core.policy_kind() is 'Qué puede cada grupo según la clase del registro';

-- What a person changes of a row, as a list of columns: all but what the
-- database keeps itself and the state, which moves by actions (core.step).
-- Whoever may change a table as a whole may also lock it against everybody.
create function core.changeable(tab regclass) returns text
language sql stable as $$
	select '(' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
	from pg_attribute a
	where a.attrelid = tab and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
		and a.attname not in ('id', 'state', 'list_place', 'xid', 'login')
$$;
comment on function core.changeable(regclass) is 'Las columnas de una tabla que una persona cambia';

-- Writes policies and grants of a kind on a table, and remembers the kind.
create function core.protect(tab regclass, kind text) returns void
language plpgsql as $$
declare
	k record;
	v record;
	full_name text := (select format('%I.%I', n.nspname, c.relname) from pg_class c
		join pg_namespace n on n.oid = c.relnamespace where c.oid = tab);
begin
	if not exists (select from core.policy_kind() p where p.kind = $2) then
		raise exception 'no such kind of register: %', $2;
	end if;
	execute format('alter table %s enable row level security', tab);
	execute format('alter table %s force row level security', tab);
	execute format('revoke all on %s from public, hito_reader, hito_clerk,
		hito_secretariat, hito_it, hito_keeper', tab);
	-- FORCE binds the owner too: a migration would update nothing, silently.
	-- The owner of history may only read and add.
	if $2 in ('history', 'seal') then
		execute format('create policy owner_select on %s for select to hito_owner using (true)', tab);
		execute format('create policy owner_insert on %s for insert to hito_owner with check (true)', tab);
	else
		execute format('create policy owner_all on %s to hito_owner using (true) with check (true)', tab);
	end if;
	for k in select * from core.policy_kind() p where p.kind = $2 loop
		for v in select w.verb, w.shape, replace(r.qual, '%L', quote_literal(full_name)) as qual
			from (values ('select', 'using (%5$s)', k.reads),
				('insert', 'with check (%5$s)', k.adds),
				('update', 'using (%5$s) with check (%5$s)', k.changes)) as w (verb, shape, rule)
				join core.policy_rule() r on r.rule = w.rule
		loop
			execute format('create policy %1$I on %2$s for %3$s to %4$I ' || v.shape,
				replace(k.grp, 'hito_', '') || '_' || v.verb, tab, v.verb, k.grp, v.qual);
			execute format('grant %s%s on %s to %I', v.verb,
				case v.verb when 'update' then core.changeable(tab) end, tab, k.grp);
		end loop;
	end loop;
	delete from core.register r where r.name = full_name;
	insert into core.register (name, kind) values (full_name, $2);
end
$$;
comment on function core.protect(regclass, text) is 'Da a una tabla las políticas y permisos de su clase';

-- What whoever asks may do with each register, before looking at a row.
create function core.my_rights(out "table" text, out can_read boolean,
	out can_insert boolean, out can_update boolean, out can_mark boolean)
returns setof record language plpgsql stable as $$
declare
	ruled jsonb;
	test text;
	answer boolean;
	holding text[] := '{}';
begin
	-- What each register asks of her groups, each test once.
	select jsonb_agg(jsonb_build_object('name', g.name, 'verb', w.verb,
			'holds', replace(u.holds, '%L', quote_literal(g.name))))
		into ruled
	from core.policy_kind() k
		cross join lateral (values ('select', k.reads), ('insert', k.adds),
			('update', k.changes)) as w (verb, rule)
		join core.policy_rule() u on u.rule = w.rule
		join core.register g on g.kind = k.kind
	where pg_has_role(session_user, k.grp, 'member');
	for test in select distinct j ->> 'holds' from jsonb_array_elements(ruled) as j loop
		execute 'select ' || test into answer;
		if answer then
			holding := holding || test;
		end if;
	end loop;
	return query
		select g.name, coalesce(h.s, false), coalesce(h.i, false),
			coalesce(h.u, false), coalesce(h.u, false)
		from core.register g left join (
			select j ->> 'name' as name, bool_or(j ->> 'verb' = 'select') as s,
				bool_or(j ->> 'verb' = 'insert') as i,
				bool_or(j ->> 'verb' = 'update') as u
			from jsonb_array_elements(ruled) as j
			where j ->> 'holds' = any (holding)
			group by 1) as h on h.name = g.name
		order by g.name;
end
$$;
comment on function core.my_rights() is 'Qué puede hacer quien pregunta en cada registro';

-- What stands for a name and a contact where they may not be read: V*** L***,
-- tb***@*** ***67.
create function core.name_mask(name text) returns text
language sql immutable parallel safe
return nullif(regexp_replace(name, '(\w)\w*', '\1***', 'g'), '');
comment on function core.name_mask(text) is 'Un nombre con sus letras ocultas';
create function core.contact_mask(email text, phone text) returns text
language sql immutable parallel safe
return nullif(concat_ws(' ', left(email, case when email ~ '^[^@]{5,}@' then 2 else 0 end) || '***@***',
	'***' || right(phone, case when phone ~ '([0-9].*){6}' then 2 else 0 end)), '');
comment on function core.contact_mask(text, text) is 'Un correo y un teléfono ocultos casi enteros';

-- The table of kinds first: the others are written into it.
select core.protect('core.register', 'kept');
delete from core.register where name <> 'core.register';
