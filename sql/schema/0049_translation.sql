-- SPDX-License-Identifier: GPL-3.0-or-later
-- What cards, milestones and self-assessments say in another language, for plans
-- that are published so: a row per field. The original as it was is kept beside
-- its translation, which tells whether it has changed since.

set role hito_owner;

create table plan.translation (
	id bigint generated always as identity primary key,
	commitment_id bigint not null references plan.commitment,
	language text not null,
	field text not null,
	item_no integer not null default 0,
	text text,
	translated_from text,
	constraint translation_language_plain check (language ~ '^[a-z]{2,3}$' and language <> 'es'),
	constraint translation_field_known check (field in ('title', 'problem', 'objective', 'description', 'challenge',
		'ambition', 'actors_government', 'actors_civil', 'instruments', 'population', 'milestone',
		'component', 'result', 'next_steps', 'additional')),
	constraint translation_item_sound check (case when field = 'milestone' then item_no > 0
		when field in ('component', 'result', 'next_steps', 'additional') then item_no between 1990 and 2100
		else item_no = 0 end)
);
select core.make_register('plan.translation', 'commitment_id', 'language', 'field', 'item_no'),
	core.make_place('plan.translation'),
	core.make_comments('plan.translation', 'Fichas y autoevaluaciones en otros idiomas, campo por campo',
	'commitment_id', 'Compromiso', 'language', 'Idioma, por su código: en inglés, qu quechua',
	'field', 'Campo de la ficha, hito o campo de una autoevaluación',
	'item_no', 'Número del hito, o año de la autoevaluación; de la ficha, 0',
	'text', 'Traducción; en blanco, todavía falta',
	'translated_from', 'El original, como era cuando se tradujo');
create index translation_office_place on plan.translation (office_id, list_place, id) where deleted_at is null;

reset role;
