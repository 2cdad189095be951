-- SPDX-License-Identifier: GPL-3.0-or-later
-- How words are found in each register that has a list.
-- after: declared

update core.register g set search_sql = core.search_sql(g.name::regclass), first_sql = core.first_sql(g.name::regclass)
where g.searched and to_regclass(g.name || '_list') is not null and core.texts_sql(g.name::regclass, 't') is not null;
