-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: session
-- Who writes into a session waits for who writes into the same one: the roll,
-- the votes and the approval of the minutes are judged against one another, and
-- a row that another transaction holds is not seen yet. So do the seats, the
-- designations and the rules of one body.

do $$
declare
	r record;
begin
	for r in select * from (values
		('summons', 'insert or update', 'session', 'new.session_id, old.session_id'),
		('agenda', 'insert or update', 'session', 'new.session_id, old.session_id'),
		('attendance', 'insert or update', 'session', 'new.session_id, old.session_id'),
		('agreement', 'insert or update', 'session', 'new.session_id, old.session_id'),
		('minutes', 'insert or update', 'session', 'new.session_id, old.session_id'),
		('agreement_unit', 'insert or update', 'session', '(select a.session_id from council.agreement a where a.id = new.agreement_id)'),
		('vote', 'insert or update', 'session', '(select a.session_id from council.agreement a where a.id = new.agreement_id)'),
		('minutes_remark', 'insert or update', 'session', '(select m.session_id from council.minutes m where m.id = new.minutes_id)'),
		('session', 'insert or update of body_id, held_on, second_on', 'body', 'new.body_id'),
		('seat', 'insert or update', 'body', 'new.body_id'),
		('designation', 'insert or update', 'seat', 'new.seat_id')) as v (tab, events, parent, ids)
	loop
		perform core.declare_trigger('council.' || r.tab, 't05_turn before ' || r.events, '_turn',
			'Espera a quien escribe en lo mismo', format(
			'perform from council.%s p where p.id in (%s) order by p.id for no key update; return new', r.parent, r.ids), 'definer');
	end loop;
	-- Rules of all bodies and of one take over from each other.
	perform core.declare_trigger('council.quorum_rule', 't05_turn before insert or update', '_turn',
		'Espera a quien escribe en lo mismo', 'perform from core.office o where o.root for no key update; return new', 'definer');
end
$$;
