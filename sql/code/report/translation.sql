-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: falta, de antes, actual
-- after: rows
-- after: card
-- Cards and self-assessments in the languages in which their plan is published,
-- with what is not translated yet and what its original has left behind.

select core.declare_words('follow.translation_state_text', 'Cómo está una traducción, en palabras',
	'missing', 'falta', 'old', 'de antes', 'current', 'actual');
select core.declare_words('follow.translated_field_text', 'Qué campo es el traducido, en palabras',
	'title', 'Título', 'problem', 'Status quo o problema', 'objective', 'Objetivo principal',
	'description', 'Breve descripción', 'challenge', 'Desafío OGP', 'ambition', 'Ambición',
	'actors_government', 'Gobierno', 'actors_civil', 'Sociedad civil', 'instruments', 'Instrumentos',
	'population', 'Población', 'milestone', 'Hito', 'component', 'Componente', 'result', 'Resultado',
	'next_steps', 'Próximos pasos', 'additional', 'Información adicional');

-- Of the card where no year is asked, else of that year's self-assessment.
create function follow.translated(commitment bigint, year int)
returns setof follow.report_card_translations_row language sql stable as $$
	select c.commitment_no::text, format('Compromiso %s, idioma %s', c.commitment_no, upper(l.language)), l.language, x.field,
		follow.translated_field_text(x.field), case when x.field = 'milestone' then x.item_no::text end,
		case s.state when 'missing' then format('(Falta la traducción) %s', x.original)
			when 'old' then format('(El original cambió) %s', t.text) else t.text end,
		s.state, follow.translation_state_text(s.state)
	from plan.commitment c
	cross join lateral (select distinct o.language from plan.translation o join plan.commitment of on of.id = o.commitment_id
		where of.plan_id = c.plan_id and o.deleted_at is null) as l
	cross join lateral plan.translatable(c.id) as x
	left join plan.translation t on t.commitment_id = c.id and t.language = l.language and t.field = x.field
		and t.item_no = x.item_no and t.deleted_at is null
	cross join lateral (select plan.translation_state(t.text, t.translated_from, x.original) as state) as s
	where c.id = $1 and case when $2 is null then x.place < 30 else x.place >= 30 and x.item_no = $2 end
	order by l.language, x.place, x.item_no
$$;
comment on function follow.translated(bigint, int) is 'Lo que un compromiso dice en cada idioma de su plan';

create function follow.report_card_translations(plan_code text, period_key text, item text default null)
returns setof follow.report_card_translations_row language sql stable security definer as $$
	select t.commitment_no, t.about_text, t.language, t.field, t.field_text, t.item_no, t.text_shown, t.state, t.state_text
	from follow.asked($1, $2) as a
	cross join lateral follow.card_of(a.plan, $3) as c
	cross join lateral follow.translated(c.id, null) with ordinality as t
	order by c.commitment_no, t.ordinality;
$$;

create function follow.report_self_translations(plan_code text, period_key text)
returns setof follow.report_self_translations_row language sql stable security definer as $$
	select t.commitment_no, t.about_text, t.language, t.field, t.field_text, t.item_no, t.text_shown, t.state, t.state_text
	from follow.asked_period($1, $2) as q
	cross join lateral follow.self_cards(q.plan_id, q.to_date) as k
	cross join lateral follow.translated(k.commitment_id, extract(year from q.to_date)::int) with ordinality as t
	order by k.commitment_no, t.ordinality;
$$;

grant execute on function follow.report_card_translations(text, text, text), follow.report_self_translations(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
