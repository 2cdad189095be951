-- SPDX-License-Identifier: GPL-3.0-or-later
-- no texts for people
-- sql/code is replaced as a whole: everything of an earlier edition goes
-- first, so that nothing forgotten stays behind with its grants.

-- Views need what they read; bodies are looked at when all of it is there
-- (core.catalogue_problems).
set local check_function_bodies = off;
-- Questions to the catalogue that are asked once are not worth compiling.
set local jit = off;

do $$
declare
	gone text;
begin
	perform set_config('client_min_messages', 'warning', true);
	-- The names are gathered before anything goes: CASCADE takes others along.
	for gone in
		select unnest(array_agg(what order by step)) from (
			select 1 as step, format('drop policy %I on %I.%I', policyname,
				schemaname, tablename) as what
			from pg_policies
			where schemaname in (select nspname from pg_namespace
				where nspowner = 'hito_owner'::regrole)
			union all
			select 2, format('drop trigger %I on %s', tgname, tgrelid::regclass)
			from pg_trigger t
				join pg_class c on c.oid = t.tgrelid
				join pg_namespace n on n.oid = c.relnamespace
			where n.nspowner = 'hito_owner'::regrole and not tgisinternal
			union all
			select 3, format('drop view if exists %s cascade', c.oid::regclass)
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspowner = 'hito_owner'::regrole and c.relkind = 'v'
			union all
			-- fold() makes generated columns, make_* build the next tables.
			select 4, format('drop routine if exists %s cascade', p.oid::regprocedure)
			from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			where n.nspowner = 'hito_owner'::regrole and not (n.nspname = 'core'
				and (p.proname = 'fold' or p.proname like 'make\_%'))
			union all
			select 5, format('drop type if exists %s cascade', t.oid::regtype)
			from pg_type t join pg_namespace n on n.oid = t.typnamespace
				join pg_class c on c.oid = t.typrelid
			where n.nspowner = 'hito_owner'::regrole and c.relkind = 'c') as v
	loop
		execute gone;
	end loop;
end
$$;
