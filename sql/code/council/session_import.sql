-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an import of sessions does beyond its form. A published list of sessions
-- names neither body nor year nor state, and puts all agreements of a session
-- into one cell, a line each.
-- after: agreement

-- The body, where there is one council alone that day; the year of its day. A
-- session whose day is past, and of which the file does not say what became of
-- it, was held, and who came is not on record. What became of one that stands
-- already is told by its actions.
create function council.session_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage s set body_code = b.body_code
	from (select t.line, min(b.body_code) as body_code
		from pg_temp.hito_stage t join council.body b on b.deleted_at is null and b.kind = 'council'
			and t.held_on between b.from_date and coalesce(b.to_date, 'infinity')
		where coalesce(btrim(t.body_code), '') = ''
		group by t.line having count(*) = 1) as b
	where b.line = s.line;
	update pg_temp.hito_stage s set year = extract(year from s.held_on) where s.year is null;
	return query select s.line, 'state', null::text, 'notice', 'la fecha ya pasó y el archivo no dice la situación: entra como '
			'realizada, sin registro de la asistencia'
		from pg_temp.hito_stage s
		where coalesce(btrim(s.state), '') = '' and s.held_on < core.today() and not exists (select from council.session x
			join council.body b on b.id = x.body_id
			where x.deleted_at is null and core.fold(b.body_code) = core.fold(btrim(s.body_code)) and x.held_on = s.held_on);
	update pg_temp.hito_stage s set state = 'held',
		unrecorded_why = coalesce(nullif(btrim(s.unrecorded_why), ''), 'El archivo con que se cargó no trae la asistencia')
	where coalesce(btrim(s.state), '') = '' and s.held_on < core.today();
	update pg_temp.hito_field f set brought = true where f.name in ('body_code', 'year');
	update pg_temp.hito_field f set fresh = true, brought = true where f.name = 'state' or f.name = 'unrecorded_why' and not f.brought;
	update pg_temp.hito_field f set fresh = true where f.name in ('in_call', 'first_present', 'failed_why');
end
$$;
comment on function council.session_prepare() is 'Prepara una carga de sesiones';

-- The agreements of each line that its session does not have yet, without the
-- marks and numbers of a list.
create function council.session_texts(out line int, out session_id bigint, out agreement_text text,
	out at bigint)
returns setof record language sql stable as $$
	select s.line, r.id, t.text, t.at
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
		cross join lateral (select min(l.at) as at, min(w.text) as text
			from regexp_split_to_table(s.agreement_texts, '[\n\r]+') with ordinality as l (cell, at)
				cross join lateral core.one_line(regexp_replace(l.cell, '^\s*([-*•·–]|\d{1,3}\s*[.)\-])\s+', '')) as w (text)
			where w.text <> '' group by core.fold(w.text)) as t
	where r.id is null or not exists (select from council.agreement a
		where a.session_id = r.id and a.deleted_at is null and a.agreement_text_folded = core.fold(t.text))
	order by s.line, t.at
$$;
comment on function council.session_texts() is 'Los acuerdos que un archivo de sesiones trae en una celda';

create function council.session_check() returns setof core.finding
language sql as $$
	select distinct t.line, 'agreement_texts', null::text, 'error', case r.state
		when 'failed' then 'La sesión no se realizó por falta de quórum: no acordó nada.'
		when 'approved' then 'El acta está aprobada: una corrección es un acuerdo de otra sesión.'
		else 'La sesión todavía no se realizó: no tiene acuerdos.' end
	from council.session_texts() as t join pg_temp.hito_ready r on r.line = t.line
	where r.state not in ('held', 'draft') and not (r.state = 'approved' and r.unrecorded)
	union all
	-- With a roll quorum and votes are asked for, an agreement each.
	select distinct t.line, 'agreement_texts', null::text, 'error',
		'La sesión tiene su asistencia: cargue sus acuerdos en Acuerdos, con sus votos.'
	from council.session_texts() as t
	where exists (select from council.attendance a where a.session_id = t.session_id and a.deleted_at is null)
$$;
comment on function council.session_check() is 'Revisa una carga de sesiones';

create function council.session_after(batch bigint) returns setof int
language plpgsql as $$
begin
	return query select distinct t.line from council.session_texts() as t;
	insert into council.agreement (session_id, agreement_text, office_id, batch_id, batch_line)
	select t.session_id, t.agreement_text, r.office_id, batch, t.line
	from council.session_texts() as t join pg_temp.hito_ready r on r.line = t.line
	order by t.line, t.at;
end
$$;
comment on function council.session_after(bigint) is 'Graba los acuerdos de las sesiones de un archivo';
