-- SPDX-License-Identifier: GPL-3.0-or-later
-- Starting a site: what an institution's own row may hold. What stands from
-- before is not judged.

set role hito_owner;

alter table core.institution
	add constraint institution_code_filled check (btrim(code) <> '' and code !~ '[[:cntrl:]]') not valid,
	add constraint institution_name_filled check (btrim(name) <> '' and name !~ '[[:cntrl:]]') not valid,
	add constraint institution_logo_is_png check (substr(logo, 1, 8) = '\x89504e470d0a1a0a' and octet_length(logo) <= 1048576) not valid;

reset role;
