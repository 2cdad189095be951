-- SPDX-License-Identifier: GPL-3.0-or-later
-- What stands in each register, a line each: its name and a digest of all its
-- rows but what the database counts itself.
select g.name || ' ' || coalesce((xpath('//m/text()', query_to_xml(format(
	'select md5(string_agg((to_jsonb(t) - ''{row_version,batch_id,batch_line,list_place,deleted_at,deleted_by,deleted_why}''::text[])::text,
		E''\n'' order by t.id)) as m from %s t where t.deleted_at is null', g.name), false, true, '')))[1]::text, '')
from core.register g
where g.history and exists (select from pg_attribute a where a.attrelid = g.name::regclass and a.attname = 'deleted_at')
order by 1;
