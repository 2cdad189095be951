-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reminders: where a person is told what is due, whether she wants to be, and
-- what she was told.

set role hito_owner;

-- Apart from core.login, which everybody reads.
create table core.login_mail (
	id bigint generated always as identity primary key,
	login text not null constraint login_mail_natural unique references core.login (login),
	email text,
	remind boolean not null default true,
	changed_by text not null default session_user,
	changed_at timestamptz not null default now(),
	constraint login_mail_is_address check (email ~ '^[A-Za-z0-9!#$%&''*+/=?^_`{|}~][A-Za-z0-9!#$%&''*+/=?^_`{|}~.-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,188}$'
		and email !~ '[.]@|[.][.]|[.]$')
);
select core.make_comments('core.login_mail', 'Correo de cada usuario y si quiere recordatorios',
	'id', 'Número interno, nunca cambia', 'login', 'Usuario', 'email', 'Correo electrónico',
	'remind', 'Quiere que se le recuerde lo que vence',
	'changed_by', 'Quién lo cambió', 'changed_at', 'Cuándo se cambió');

-- One a person and day: whoever writes it sends it. What it told is kept as
-- digests, for it may be of files that others do not read.
create table core.reminder (
	id bigint generated always as identity primary key,
	login text not null references core.login (login),
	day date not null,
	phase text not null default 'sending',
	told text[] not null default '{}',
	outcome text,
	claimed_by text not null default session_user,
	claimed_at timestamptz not null default now(),
	constraint reminder_natural unique (login, day),
	constraint reminder_phase_known check (phase in ('sending', 'sent', 'failed'))
);
select core.make_comments('core.reminder', 'Recordatorios enviados, uno por persona y día',
	'id', 'Número interno, nunca cambia', 'login', 'A quién', 'day', 'De qué día',
	'phase', 'Situación: saliendo, enviado, no salió', 'told', 'Huellas de lo que se recordó',
	'outcome', 'Qué dijo el programa de correo', 'claimed_by', 'Quién lo envió', 'claimed_at', 'Cuándo');

reset role;
