-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is late. Parsed bodies, so that a list that asks for it is planned as
-- if it stood there.

-- A doubtful day is past on no day.
create function core.is_past(last_day date, doubtful boolean, today date)
returns boolean language sql immutable parallel safe
return not doubtful and coalesce(last_day < today, false);
comment on function core.is_past(date, boolean, date) is
	'Una fecha ya pasó; la que está por aclarar, nunca';

create function plan.milestone_overdue(state text, ends_to date, ends_doubtful boolean,
	permanent boolean, today date)
returns boolean language sql immutable parallel safe
return state in ('pending', 'running') and not permanent
	and core.is_past(ends_to, ends_doubtful, today);
comment on function plan.milestone_overdue(text, date, boolean, boolean, date) is
	'Un hito está vencido en un día';
