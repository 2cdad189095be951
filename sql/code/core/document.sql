-- SPDX-License-Identifier: GPL-3.0-or-later
-- Documents: evidence, agreements, letters.

create view core.document_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from core.document t join core.office o on o.id = t.office_id;

create view core.document_pick with (security_invoker = true) as
select id, document_ref, document_title, kind,
	core.fold(document_ref) || ' ' || document_title_folded as search_folded
from core.document where deleted_at is null;

create function core.document_named(given text) returns bigint
language sql stable as $$
	select d.id from core.document d
	where core.fold(d.document_ref) = core.fold(btrim(given)) and d.deleted_at is null
$$;
comment on function core.document_named(text) is 'El documento de ese código';

select core.declare('core.document', 'open', 'Documentos',
	unknown => 'No hay un documento con este código.');
