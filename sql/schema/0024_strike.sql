-- SPDX-License-Identifier: GPL-3.0-or-later
-- A strike may be suspended and resumed more than once: each time a row. A case
-- keeps since when its strike is suspended now.

set role hito_owner;

create table labour.strike_suspension (
	id bigint generated always as identity primary key,
	dispute_id bigint not null references labour.dispute,
	suspended_at timestamp not null,
	resumed_at timestamp,
	suspended_why text not null,
	constraint strike_suspension_why_filled check (btrim(suspended_why) <> ''),
	constraint strike_suspension_not_reversed check (resumed_at > suspended_at)
);
select core.make_register('labour.strike_suspension', 'dispute_id', 'suspended_at');
select core.make_comments('labour.strike_suspension', 'Suspensiones de una huelga',
	'dispute_id', 'Caso', 'suspended_at', 'Fecha y hora en que se suspendió',
	'resumed_at', 'Fecha y hora en que se reanudó; en blanco, sigue suspendida', 'suspended_why', 'Por qué se suspendió');
select core.make_comments('labour.dispute', 'Casos de negociación colectiva: pliegos de reclamos y huelgas',
	'suspended_at', 'Desde cuándo está suspendida', 'suspended_why', 'Por qué está suspendida');

reset role;
