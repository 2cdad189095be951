-- SPDX-License-Identifier: GPL-3.0-or-later
-- Transactions that changed something without the program, until their commit: it
-- looks after what the first screen shows then, as the program does behind a save.

set role hito_owner;

-- Not logged: nothing of it outlives its transaction.
create unlogged table core.by_hand (
	xid xid8 primary key
);
select core.make_comments('core.by_hand', 'Transacciones que cambiaron algo sin el programa, hasta que terminan',
	'xid', 'Cuál');

reset role;
