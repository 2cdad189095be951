-- SPDX-License-Identifier: GPL-3.0-or-later
-- The secretariat is a membership with dates, and a password change is on
-- record.

set role hito_owner;

-- session_user compares under collation C.
create index member_login on core.member (login collate "C");

alter table core.member
	drop constraint member_kind_known,
	add constraint member_kind_known check (kind in ('enter', 'submit', 'batch', 'read', 'secretariat'));

alter table core.login
	add password_at timestamptz,
	add password_by text;
select core.make_comments('core.login', 'Usuarios del programa',
	'password_at', 'Cuándo se cambió su contraseña por última vez',
	'password_by', 'Quién la cambió');

-- Whoever is of the group today is so until somebody takes it away.
insert into core.member (login, office_id, kind)
select l.login, o.id, 'secretariat'
from core.login l join core.office o on o.root
where exists (select from pg_auth_members a join pg_roles r on r.oid = a.member
		join pg_roles g on g.oid = a.roleid
	where r.rolname = l.login and g.rolname = 'hito_secretariat');

alter table core.register add while_open text;
select core.make_comments('core.register', 'Lo que se declara de cada registro',
	'while_open', 'Qué cambios suyos solo caben en un periodo abierto: insert or update');

-- A key is looked up through its parents, marked ones too.
create index indicator_by_code on follow.indicator (plan_id, indicator_code);

-- One's own rows along their order: else a page of them reads those of all
-- others that come before.
do $$
declare
	r record;
begin
	for r in select c.oid::regclass as tab, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attname = 'list_place' and not a.attisdropped
		where c.relkind = 'r' and n.nspowner = 'hito_owner'::regrole
	loop
		execute format('create index %I on %s (office_id, list_place, id) where deleted_at is null',
			r.relname || '_office_place', r.tab);
	end loop;
end
$$;

-- A standby reads no table that is not logged, and every start reads this one;
-- it has none of its own and works the answer out. Losing the last rows in a
-- crash loses nothing (core.keep).
alter table core.kept set logged;

-- What is printed holds no control characters; of several signers each has a line.
alter table follow.report
	add constraint report_number_clean check (official_number !~ '[\u0001-\u001f\u007f-\u009f]') not valid,
	add constraint report_signers_clean check (signers !~ '[\u0001-\u0009\u000b-\u001f\u007f-\u009f]') not valid;

reset role;
