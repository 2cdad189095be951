-- SPDX-License-Identifier: GPL-3.0-or-later
-- Registers in whose texts no words are found say so; RUCs that begin with 16 or 17
-- are persons' too. Some databases have both from the start, by other editions of
-- two files:
-- edition schema/0018_days.sql 5265906e6b79a481d8dc1837477360d76e6b101f19ef7ad9511dc4b2b8e4f7c1
-- edition schema/0020_union.sql 7318c5623f43bdad44488a2b53497a251dfda0e2f361acaebbcc480de5e7b2a8

set role hito_owner;

alter table core.register add column if not exists searched boolean not null default true;
select core.make_comments('core.register', 'Lo que se declara de cada registro', 'searched', 'Se buscan palabras en sus textos');

-- Of new rows: what stands is mended by who keeps it.
alter table labour.employer drop constraint employer_ruc_of_no_person,
	add constraint employer_ruc_of_no_person check (ruc !~ '^1[0567]' and employer_code !~ '^1[0567]\d{9}$') not valid;

reset role;
