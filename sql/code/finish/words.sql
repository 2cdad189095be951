-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: triggers

-- A site made before there were scales gets them once.
do $$
begin
	if core.root_office() is not null and not exists (select from follow.completion_scale) then
		perform core.init_words();
	end if;
end
$$;
