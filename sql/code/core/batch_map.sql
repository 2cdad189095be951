-- SPDX-License-Identifier: GPL-3.0-or-later
-- The mapping of a load, kept for the next one.

-- Told by the load's own transaction.
create function core.batch_map(batch bigint, heading_map text) returns void
language plpgsql volatile security definer as $$
begin
	update core.batch b set heading_map = $2
	where b.id = $1 and b.login = session_user and b.xid = pg_current_xact_id() and b.cluster = audit.cluster();
	if not found then
		raise exception 'La carga % no existe o es de otra persona.', $1 using errcode = 'HT004';
	end if;
end
$$;
comment on function core.batch_map(bigint, text) is 'Guarda con una carga la asignación de sus títulos';
grant execute on function core.batch_map(bigint, text) to hito_clerk, hito_secretariat, hito_it;

-- The last one of a register in the office of whoever asks.
create function core.kept_map(register text, out batch bigint, out file_name text, out loaded_on text, out heading_map text)
language sql stable as $$
	select b.id, b.file_name, to_char(b.opened_at at time zone 'America/Lima', 'DD/MM/YYYY'), b.heading_map
	from core.batch b
	where b.register = $1 and b.heading_map is not null and b.closed_at is not null
		and not exists (select from core.batch u where u.undoes = b.id) and b.office_id is not distinct from (select core.my_office())
	order by b.id desc limit 1
$$;
comment on function core.kept_map(text) is 'La última asignación de títulos con que se cargó un registro en la oficina';
grant execute on function core.kept_map(text) to hito_reader, hito_clerk, hito_secretariat, hito_it;
