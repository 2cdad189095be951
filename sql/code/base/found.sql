-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a code typed into a form means: a save writes the id that a pick view
-- has for it, and is refused at that field when there is none.
-- after: session

create function core.expect_found(id bigint, field text, typed text) returns bigint
language plpgsql volatile as $$
begin
	if id is null then
		raise exception '«%» no está en la lista de valores; búsquelo en ella.', typed
			using errcode = 'HT004', column = field;
	end if;
	return id;
end
$$;
comment on function core.expect_found(bigint, text, text) is 'El id que una vista de búsqueda dio para un código, o el rechazo en su campo';
