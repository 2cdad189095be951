-- SPDX-License-Identifier: GPL-3.0-or-later
-- The key of a period has room for it as people write it: I Trim. 2019.
-- Some databases have it from the start, by another edition of a file:
-- edition schema/0003_follow.sql 145de9405993fe91a965f96b64a77b147e708f0437bac68a4248bc7541f3bc6c

set role hito_owner;

-- What reads the column goes first; sql/code makes it anew.
do $$
declare
	gone text;
begin
	for gone in
		select distinct case d.classid
			when 'pg_rewrite'::regclass then (select format('view if exists %s', r.ev_class::regclass)
				from pg_rewrite r where r.oid = d.objid)
			else format('routine if exists %s', d.objid::regprocedure) end
		from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
		where d.refclassid = 'pg_class'::regclass and d.refobjid = 'core.period'::regclass
			and a.attname = 'period_key' and d.classid in ('pg_rewrite'::regclass, 'pg_proc'::regclass)
	loop
		execute format('drop %s cascade', gone);
	end loop;
end
$$;
alter table core.period alter period_key type varchar(20);

reset role;
