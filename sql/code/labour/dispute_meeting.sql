-- SPDX-License-Identifier: GPL-3.0-or-later
-- Meetings of a case: scheduled, held with who came, postponed.
-- after: dispute

create view labour.dispute_meeting_all with (security_invoker = true) as
select t.*, d.case_no from labour.dispute_meeting t join labour.dispute d on d.id = t.dispute_id;

create function labour.dispute_meeting_problems(was labour.dispute_meeting, now labour.dispute_meeting) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('scheduled_at', format('La reunión es anterior al caso, que se recibió el %s.', labour.moment_text(d.received_at)))).*
	from labour.dispute d where d.id = now.dispute_id and now.scheduled_at < d.received_at and now.deleted_at is null
	union all
	select (core.problem('mark', 'La reunión todavía no llega: no se realizó.')).*
	where now.mark = 'held' and now.scheduled_at::date > core.today()
	union all
	select (core.problem('union_came', 'De una reunión realizada se dice qué parte asistió.')).*
	where now.mark = 'held' and num_nulls(now.union_came, now.employer_came) > 0
	union all
	select (core.problem('union_came', 'Solo de una reunión realizada se dice quién asistió.')).*
	where now.mark <> 'held' and num_nonnulls(now.union_came, now.employer_came) > 0
$$;

select core.declare_trigger('labour.dispute_meeting', 't60_news after insert or update', '_news', 'Un caso con reunión tiene novedad', $$
	update labour.dispute d set moved_on = new.scheduled_at::date
	where d.id = new.dispute_id and new.deleted_at is null and new.mark = 'held' and d.moved_on < new.scheduled_at::date;
	return null$$, 'definer');

select core.declare('labour.dispute_meeting', 'case', 'Reuniones de un caso', line_of => '{dispute_id}');
