-- SPDX-License-Identifier: GPL-3.0-or-later
-- no texts for people
-- What the catalogue must show of every table, view and function of ours. A
-- later table that forgets something is a row here, and fails the tests.
-- after: declare

create function core.catalogue_problems(out object text, out problem text)
returns setof record language sql stable as $$
	with ours as (
		select n.oid, n.nspname from pg_namespace n where n.nspowner = 'hito_owner'::regrole
	), tab as (
		select c.oid, c.relname, c.oid::regclass::text as name, c.relrowsecurity,
			c.relforcerowsecurity, c.relowner, c.relacl, o.nspname,
			exists (select from pg_attribute a where a.attrelid = c.oid
				and a.attname = 'row_version') as register
		from pg_class c join ours o on o.oid = c.relnamespace
		where c.relkind in ('r', 'p')
	), vw as (
		select c.oid, c.oid::regclass::text as name, c.relowner, c.reloptions, c.relacl
		from pg_class c join ours o on o.oid = c.relnamespace where c.relkind = 'v'
	), fn as (
		select p.*, p.oid::regprocedure::text as name, l.lanname
		from pg_proc p join ours o on o.oid = p.pronamespace
			join pg_language l on l.oid = p.prolang
	), expected as (
		select r.name, k.grp, w.verb
		from core.register r join core.policy_kind() k on k.kind = r.kind
			cross join lateral (values ('SELECT', k.reads), ('INSERT', k.adds),
				('UPDATE', k.changes)) as w (verb, rule)
		where w.rule is not null
		union all
		select 'core.member', 'hito_keeper', 'DELETE'
	), actual as (
		select format('%I.%I', p.schemaname, p.tablename) as name, g.grp::text, p.cmd as verb
		from pg_policies p cross join lateral unnest(p.roles) as g (grp)
		where p.schemaname in (select nspname from ours) and g.grp <> 'hito_owner'
	), granted as (
		select t.name, coalesce(pg_get_userbyid(nullif(x.grantee, 0)), 'PUBLIC') as grp,
			x.privilege_type as verb
		from tab t cross join lateral aclexplode(t.relacl) as x
		where x.grantee <> t.relowner
		union
		select t.name, coalesce(pg_get_userbyid(nullif(x.grantee, 0)), 'PUBLIC'), x.privilege_type
		from tab t join pg_attribute a on a.attrelid = t.oid cross join lateral aclexplode(a.attacl) as x
	)
	select name, 'is not under forced row security' from tab
		where not (relrowsecurity and relforcerowsecurity)
	union all
	select name, 'does not belong to hito_owner' from tab
		where relowner <> 'hito_owner'::regrole
	union all
	select name, 'has no kind of rights (core.protect)' from tab t
		where not exists (select from core.register r where r.name = t.name)
	union all
	select name, 'has no policy to hito_owner' from tab t
		where not exists (select from pg_policy p where p.polrelid = t.oid
			and 'hito_owner'::regrole = any (p.polroles))
	union all
	select name, format('lacks the policy of %s for %s', grp, verb)
		from (select * from expected except select * from actual) as lacks
	union all
	select name, format('has a policy of %s for %s that its kind does not give', grp, verb)
		from (select * from actual except select * from expected) as more
	union all
	select name, format('lacks the grant of %s to %s', verb, grp)
		from (select * from expected except select name, grp, verb from granted) as lacks
	union all
	select name, format('grants %s to %s beyond its kind', verb, grp)
		from (select name, grp, verb from granted except select * from expected) as more
	union all
	select name, 'is changed as a whole by ' || x.grantee::regrole
		from tab cross join lateral aclexplode(relacl) as x
		where x.grantee <> relowner and x.privilege_type = 'UPDATE'
	union all
	select t.name || '.' || a.attname, 'is changed by ' || x.grantee::regrole || ', and the database keeps it'
		from tab t join pg_attribute a on a.attrelid = t.oid cross join lateral aclexplode(a.attacl) as x
		where core.changeable(t.oid) !~ format('\m%s\M', a.attname)
	union all
	select name, 'has no primary key' from tab t
		where not exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'p')
	union all
	select name, 'has no comment' from tab where obj_description(oid, 'pg_class') is null
	union all
	select t.name || '.' || a.attname, 'has no comment'
		from tab t join pg_attribute a on a.attrelid = t.oid
		where a.attnum > 0 and not a.attisdropped and col_description(t.oid, a.attnum) is null
	union all
	select name, format('has no trigger %s (key, version, marks)', v.named)
		from tab t cross join (values ('t90_keep'), ('t90_keep_new')) as v (named)
		where register and not exists (select from pg_trigger g where g.tgrelid = t.oid
			and g.tgname = v.named and g.tgenabled = 'O')
	union all
	select t.name, 'is not under history: ' || v.event
		from tab t cross join (values ('insert'), ('update'), ('delete')) as v (event)
		where (register or t.relname = 'member') and not exists (select from pg_trigger g
			where g.tgrelid = t.oid and g.tgname = 'audit_' || v.event and g.tgenabled = 'O')
	union all
	select t.name, 'lacks the column ' || v.col
		from tab t cross join (values ('id'), ('office_id'), ('deleted_at'), ('deleted_by'),
			('deleted_why'), ('batch_id'), ('batch_line')) as v (col)
		where register and not exists (select from pg_attribute a
			where a.attrelid = t.oid and a.attname = v.col)
	union all
	select t.name || '.' || left(a.attname, -10), 'partial date without its five columns'
		from tab t join pg_attribute a on a.attrelid = t.oid and a.attname like '%\_precision'
		where (select count(*) from pg_attribute b where b.attrelid = t.oid
			and b.attname in (left(a.attname, -10), left(a.attname, -10) || '_from',
				left(a.attname, -10) || '_to', left(a.attname, -10) || '_doubtful')) <> 4
	union all
	select t.name || '.' || c.conname, 'is not named after its table'
		from tab t join pg_constraint c on c.conrelid = t.oid
		where c.contype <> 't' and c.conname not like replace(t.relname, '_', '\_') || '\_%'
	union all
	select t.name || '.' || a.attname, 'is searched without a prefix index'
		from tab t join pg_attribute a on a.attrelid = t.oid and a.attname like '%\_folded'
		where not exists (select from pg_index i join pg_opclass k on k.oid = i.indclass[0]
			where i.indrelid = t.oid and i.indkey[0] = a.attnum and k.opcname = 'text_pattern_ops')
	union all
	select name, 'is not security_invoker' from vw
		where not coalesce('security_invoker=true' = any (reloptions), false)
	union all
	select name, 'does not belong to hito_owner' from vw where relowner <> 'hito_owner'::regrole
	union all
	select name, 'has no comment' from vw where obj_description(oid, 'pg_class') is null
	union all
	select v.name || '.' || a.attname, 'has no comment'
		from vw v join pg_attribute a on a.attrelid = v.oid
		where a.attnum > 0 and col_description(v.oid, a.attnum) is null
	union all
	select v.name, format('grants %s to %s', x.privilege_type, x.grantee::regrole)
		from vw v cross join lateral aclexplode(v.relacl) as x
		where x.grantee <> v.relowner and (x.privilege_type <> 'SELECT' or x.grantee = 0)
	union all
	select name, 'may be executed by PUBLIC' from fn
		where exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) as x
			where x.grantee = 0)
	union all
	select name, 'has no fixed search_path that ends in pg_temp' from fn
		where (prosecdef or lanname not in ('sql'))
			and not exists (select from unnest(proconfig) as s
				where s ~ '^search_path=.*pg_temp"?$')
	union all
	select name, 'belongs to neither hito_owner nor hito_keeper' from fn
		where proowner not in ('hito_owner'::regrole, 'hito_keeper'::regrole)
			or (proowner = 'hito_keeper'::regrole and proname not like 'user\_%')
	union all
	select name, 'has no comment' from fn where obj_description(oid, 'pg_proc') is null
	union all
	select c.oid::regclass::text, format('grants %s on a sequence to %s', x.privilege_type, x.grantee::regrole)
		from pg_class c join ours o on o.oid = c.relnamespace
			cross join lateral aclexplode(c.relacl) as x
		where c.relkind = 'S' and x.grantee <> c.relowner and x.privilege_type <> 'SELECT'
	union all
	select c.oid::regclass::text, 'is neither table nor view nor sequence nor index'
		from pg_class c join ours o on o.oid = c.relnamespace
		where c.relkind not in ('r', 'v', 'S', 'i', 'c', 't')
	union all
	select n.nspname, format('lets %s create in it', coalesce(nullif(x.grantee, 0)::regrole::text, 'PUBLIC'))
		from pg_namespace n cross join lateral aclexplode(n.nspacl) as x
		where x.privilege_type = 'CREATE' and x.grantee <> n.nspowner
			and (n.nspowner = 'hito_owner'::regrole or n.nspname = 'public')
	union all
	select r.name, 'is declared and has no title' from core.register r where coalesce(r.title, '') = ''
	union all
	select r.name || '.' || c.col, 'is declared to point at a register and points nowhere'
		from core.register r cross join lateral unnest(r.line_of || r.stands_on) as c (col)
		where core.parent_of(to_regclass(r.name), c.col) is null
	union all
	select name, case when r.place = '{}' then 'has a place in lists and does not say which'
			else 'says its place in lists and has no column for it' end
		from core.register r cross join lateral (select exists (select from pg_attribute a
			where a.attrelid = to_regclass(r.name) and a.attname = 'list_place') as has) as l
		where l.has <> (r.place <> '{}')
	union all
	select name, 'has a view of all rows and no list' from core.register r
		where to_regclass(r.name || '_all') is not null and to_regclass(r.name || '_list') is null
	union all
	select name, 'has problems that no trigger asks for' from core.register r
		where to_regprocedure(format('%1$s_problems(%1$s, %1$s)', r.name)) is not null
			and (select count(*) from pg_trigger g where g.tgrelid = to_regclass(r.name)
				and (g.tgname = 't30_rule' and g.tgfoid = to_regprocedure(r.name || '_judge()')
					or r.together and g.tgname = 't30_rules' and g.tgfoid = to_regprocedure(r.name || '_judge_all()')))
				< 1 + r.together::int
	union all
	select distinct t.name || '.' || k.conname, 'is a foreign key that nothing asks for'
		from tab t join pg_constraint k on t.oid in (k.conrelid, k.confrelid) and k.contype = 'f'
			join pg_trigger g on g.tgconstraint = k.oid and g.tgenabled not in ('O', 'A')
		where g.tgfoid <> 'pg_catalog."RI_FKey_check_ins"'::regproc or k.oid not in (select core.keys_asked(k.conrelid))
	union all
	select w.name, format('grants nothing to %s', g.grp)
		from (select v.name, v.relacl as acl from vw v
			union all
			select f.name, f.proacl from fn f where not f.prosecdef and f.prorettype <> 'trigger'::regtype
				and not core.is_builder(f.oid::regprocedure)
			union all
			select o.nspname, n.nspacl from ours o join pg_namespace n on n.oid = o.oid) as w
			cross join (values ('hito_reader'), ('hito_clerk'), ('hito_secretariat'), ('hito_it')) as g (grp)
		where not exists (select from aclexplode(w.acl) as x where x.grantee = g.grp::regrole)
	union all
	select distinct f.name, format('calls %s, which nobody else may call', d.name)
		from fn f join fn d on d.prosecdef and d.oid <> f.oid
			and f.prosrc ~ (d.pronamespace::regnamespace::text || '\.' || d.proname || '\s*\(')
		where not f.prosecdef and f.prorettype <> 'trigger'::regtype and not core.is_builder(f.oid::regprocedure)
			and d.proname not like 'user\_%'
			and not exists (select from aclexplode(d.proacl) as x where x.grantee <> d.proowner)
	order by 1, 2
$$;
comment on function core.catalogue_problems() is 'Lo que a una tabla, vista o función le falta; sin filas, nada';
