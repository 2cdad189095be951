-- SPDX-License-Identifier: GPL-3.0-or-later
-- How a row of each register is called: by its key, a line by that of its record.
-- after: declared

update core.register g set key_sql = coalesce(
	nullif(core.key_sql(g.name::regclass, 't'), 'null::text'),
	(select format('(select %s from %s p where p.id = t.%I)', core.key_sql(p.parent, 'p'), core.full_name(p.parent), g.line_of[1])
		from (select core.parent_of(g.name::regclass, g.line_of[1]) as parent) as p where p.parent is not null))
where to_regclass(g.name) is not null;
