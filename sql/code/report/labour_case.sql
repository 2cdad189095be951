-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: gremio, entidad, programada, realizada, postergada, notificada, suspendida, levantada, apelación, revisión
-- after: labour
-- One case of collective bargaining, as it stands: its state, and what is certified
-- of it. key: its number. With the rights of whoever asks: a case is of its office
-- and of the secretariat.

select core.declare_words('follow.case_level_text', 'Nivel de una negociación, en palabras', 'company', 'empresa', 'branch', 'rama',
	'trade', 'gremio', 'entity', 'entidad', 'centralised', 'centralizada');
select core.declare_words('follow.party_text', 'Una parte de un caso, en palabras', 'union', 'la parte sindical', 'employer', 'la parte empleadora',
	'both', 'las dos partes', 'authority', 'la autoridad');
select core.declare_words('follow.meeting_mark_text', 'Qué fue de una reunión, en palabras', 'scheduled', 'programada', 'held', 'realizada',
	'postponed', 'postergada');
select core.declare_words('follow.strike_state_text', 'Situación de una huelga, en palabras', 'notified', 'notificada', 'running', 'en curso',
	'suspended', 'suspendida', 'lifted', 'levantada');
select core.declare_words('follow.instance_text', 'Instancia de una resolución, en palabras', 'first', 'primera instancia', 'appeal', 'apelación',
	'review', 'revisión');
select core.declare_words('follow.one_case_text', 'Clase de un caso laboral, en singular', 'pliego', 'Pliego de reclamos', 'strike', 'Huelga');

create function follow.report_case_head(key text) returns setof follow.report_case_head_row
language sql stable as $$
	select s.*, d.case_no, d.kind, follow.one_case_text(d.kind), d.desk_no, labour.moment_text(d.received_at), follow.case_sector_text(d.sector),
		d.procedure_name, follow.case_level_text(d.level),
		case when d.kind = 'strike' then case d.cause when 'pliego' then 'Pliego de reclamos' else d.other_cause end end,
		d.unions, d.employers, d.place_name, d.conciliator, d.office_name, d.state, labour.stage_text(d.state), labour.moment_text(d.from_at),
		d.document, case when d.open then 't' else 'f' end, d.next_term, follow.day_text(d.term_day), d.term_said,
		case when d.overdue then 't' else 'f' end, follow.case_outcome_text(d.outcome), d.agreement_ref, d.joined_to_no, d.of_case_no,
		(d.covered_men + d.covered_women)::text, (d.affiliated_men + d.affiliated_women)::text,
		follow.strike_state_text(d.strike_state), case when d.qualification is not null then follow.ruling_text(d.qualification) end,
		labour.moment_text(d.began_at), labour.moment_text(d.lifted_at), d.strikers::text, d.hours_lost::text, follow.quantity_text(d.hours_lost),
		follow.day_text(core.today())
	from labour.dispute_list d cross join lateral follow.report_site() as s
	where d.id = labour.dispute_named($1)
$$;

create function follow.report_case_stages(key text) returns setof follow.report_case_stages_row
language sql stable as $$
	select s.stage, labour.stage_text(s.stage), labour.moment_text(s.from_at), labour.moment_text(s.to_at), s.document,
		follow.party_text(s.party), follow.case_outcome_text(s.outcome)
	from labour.dispute_stage s where s.dispute_id = labour.dispute_named($1) and s.deleted_at is null
	order by s.from_at, s.id
$$;

create function follow.report_case_meetings(key text) returns setof follow.report_case_meetings_row
language sql stable as $$
	select m.kind, follow.meeting_kind_text(m.kind), labour.moment_text(m.scheduled_at), m.mark, follow.meeting_mark_text(m.mark),
		case when m.mark = 'held' then case when m.union_came and m.employer_came then 'las dos partes' when m.union_came then 'la parte sindical'
			when m.employer_came then 'la parte empleadora' else 'ninguna parte' end end,
		coalesce(m.result, case when m.postponed_to is not null then format('Pasa al %s', labour.moment_text(m.postponed_to)) end)
	from labour.dispute_meeting m where m.dispute_id = labour.dispute_named($1) and m.deleted_at is null
	order by m.scheduled_at, m.id
$$;

create function follow.report_case_periods(key text) returns setof follow.report_case_periods_row
language sql stable as $$
	select labour.moment_text(p.starts_at), coalesce(labour.moment_text(p.ends_at), 'indefinida'), p.hours::text
	from labour.strike_period p where p.dispute_id = labour.dispute_named($1) and p.deleted_at is null
	order by p.starts_at
$$;

create function follow.report_case_rulings(key text) returns setof follow.report_case_rulings_row
language sql stable as $$
	select r.resolution_no, follow.day_text(r.resolved_on), follow.instance_text(r.instance), r.result, follow.ruling_text(r.result), r.ground
	from labour.strike_ruling r where r.dispute_id = labour.dispute_named($1) and r.deleted_at is null
	order by r.resolved_on, r.id
$$;
