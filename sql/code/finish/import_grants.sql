-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whoever enters may import: the rows are judged by the same policies.
do $$
declare
	it record;
begin
	for it in
		select p.oid::regprocedure as name
		from pg_proc p
		join pg_namespace n on n.oid = p.pronamespace
		where n.nspname in ('core', 'plan', 'follow') and not p.prosecdef
			and (p.proname ~ '^stage_|_(check|commit)$'
			or p.proname ~ '^(action_plan|milestone|commitment|result)_columns$'
			or p.proname in ('one_line', 'bare_word', 'bare_words',
				'near_key', 'initials', 'phrase_at', 'split_units',
				'split_headings', 'cell_words', 'free_code', 'read_number',
				'commitment_take_apart', 'commitment_lay_lines',
				'periods_read', 'period_read', 'period_first',
				'period_last', 'period_title', 'period_short'))
	loop
		execute format('grant execute on function %s to hito_reader, '
			'hito_clerk, hito_secretariat, hito_it', it.name);
	end loop;
end
$$;
