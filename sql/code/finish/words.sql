-- SPDX-License-Identifier: GPL-3.0-or-later
-- Words and values that a site made before there were some gets once.
-- after: declared

do $$
begin
	if core.root_office() is not null and not exists (select from follow.completion_scale) then
		perform core.init_words();
	elsif core.root_office() is not null then
		perform plan.init_review_scale();
	end if;
end
$$;
