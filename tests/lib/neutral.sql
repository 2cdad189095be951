-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people wrote becomes Cyrillic, letter by letter, so that whatever is
-- left in Latin letters was said by the program: texts of several words,
-- with a letter that is not ASCII or with a name's capital. Codes stay; those
-- with small letters that are not the database's own stand in neutral.word.
-- As the superuser, with no trigger asked.
set session_replication_role = replica;
create schema neutral;
create table neutral.word (word text);
create function neutral.written(text) returns text language sql immutable as $$
	select case when $1 ~ '[^ -~]|[a-z].* | .*[a-z]|[A-Z][a-z]' then translate($1,
		'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZáéíóúüñÁÉÍÓÚÜÑ¿¡«»',
		'абцдефгхийклмнопярстужвщызАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЩЫЗаеиоуунАЕИОУУН??""')
		else $1 end
$$;
-- Patterns of wordings have room for plain letters alone.
update labour.wording set pattern = translate(pattern,
	'abcdefghijklmnopqrstuvwxyz', 'nopqrstuvwxyzabcdefghijklm');
do $$
declare
	r record;
begin
	for r in
		select c.oid::regclass as tab, a.attname as col, a.attgenerated = '' and a.attname <> 'pattern' as written,
			not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
				and a.attnum = any (k.conkey) and pg_get_constraintdef(k.oid) like '%= ANY%') as is_open
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where n.nspname in ('core', 'plan', 'follow', 'council', 'labour', 'series') and c.relkind = 'r'
			and a.atttypid in ('text'::regtype, 'varchar'::regtype)
			and c.relname not in ('register', 'kept')
	loop
		if r.written then
			execute format('update %s set %2$I = neutral.written(%2$I) where %2$I <> neutral.written(%2$I)', r.tab, r.col);
		end if;
		if r.is_open then
			execute format('insert into neutral.word select regexp_split_to_table(lower(%1$I), ''[^a-z]+'') from %2$s', r.col, r.tab);
		end if;
	end loop;
end
$$;
delete from core.kept;
reset session_replication_role;
