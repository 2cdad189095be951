-- SPDX-License-Identifier: GPL-3.0-or-later
-- With what the bytes of an issued report were made, and what they say.

set role hito_owner;

-- made_with: {"pdf": {"libraries": {"cairo": "1.16.0", "Lato Bold": "2.007"},
-- "contents": SHA-256 of what report_file keeps}}, of each format whose bytes
-- another edition of a library writes otherwise. Null: issued before it was kept.
-- Where there is one, it is digested with the hashes.
alter table follow.report add column made_with jsonb;
select core.make_comments('follow.report', 'Informes emitidos',
	'made_with', 'Con qué bibliotecas y letras se hicieron los bytes de cada formato, y la huella de lo que dicen');

-- A line for each page or cell: where, a tab, what it says.
alter table follow.report_file add column contents text;
select core.make_comments('follow.report_file', 'Los bytes de cada formato de un informe emitido',
	'contents', 'Lo que dice cada página o celda, una por línea');

reset role;
