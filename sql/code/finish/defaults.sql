-- SPDX-License-Identifier: GPL-3.0-or-later
-- A site from before a register gets the rows that it begins with.
-- after: words

do $$
begin
	if core.root_office() is not null then
		perform core.init_defaults();
	end if;
end
$$;
