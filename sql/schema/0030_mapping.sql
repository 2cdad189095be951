-- SPDX-License-Identifier: GPL-3.0-or-later
-- A load keeps the mapping that its headings needed, to be offered to whoever
-- loads the next file of that register in that office.

set role hito_owner;

alter table core.batch add heading_map text;
select core.make_comments('core.batch', 'Cargas de archivos: qué archivo, quién y cuánto',
	'heading_map', 'Asignación de títulos a campos con que se cargó, como la lee hito import --map');
create index batch_heading_map on core.batch (register, office_id, id) where heading_map is not null;

reset role;
