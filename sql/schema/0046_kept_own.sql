-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is kept of the first screen says up to which of its own changes it tells: a
-- transaction may keep it behind them, and make more.

set role hito_owner;

delete from core.kept;
alter table core.kept
	add own xid8,
	add upto bigint not null;
select core.make_comments('core.kept', 'Respuestas ya calculadas, mientras nada de lo que dicen cambie',
	'own', 'Transacción que la guardó, si ya había grabado algo',
	'upto', 'El último cambio de ella que cuenta');

reset role;
