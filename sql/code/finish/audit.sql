-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which tables are under history.
-- after: rights

do $$
declare
	r record;
begin
	for r in select c.oid::regclass as name from pg_class c
		join pg_namespace n on n.oid = c.relnamespace
		where n.nspowner = 'hito_owner'::regrole and c.relkind = 'r'
			and n.nspname <> 'audit'
			and c.oid not in ('core.migration'::regclass, 'core.register'::regclass,
				'core.request'::regclass, 'core.batch'::regclass, 'core.kept'::regclass)
	loop
		perform audit.attach(r.name);
	end loop;
	for r in select * from (values ('audit.change'), ('audit.seal')) as v (name)
	loop
		execute format('create trigger t00_no_change before update or delete or truncate on %s
			for each statement execute function audit.no_change()', r.name);
	end loop;
end
$$;
