-- SPDX-License-Identifier: GPL-3.0-or-later
-- The taxpayer's number (RUC): 11 digits, the last one a check by modulo 11.

create function labour.ruc_sound(ruc text) returns boolean
language sql immutable parallel safe as $$
	select case when $1 ~ '^\d{11}$' then
		(select (11 - sum(w * substr($1, n::int, 1)::int) % 11) % 10 = right($1, 1)::int
		from unnest('{5,4,3,2,7,6,5,4,3,2}'::int[]) with ordinality as x (w, n)) else false end
$$;
comment on function labour.ruc_sound(text) is 'El RUC tiene once cifras y su cifra de control es la que toca';

-- That of a natural person: 10 holds the number of her identity card, 15 to 17 are
-- of those who have none.
create function labour.ruc_personal(ruc text) returns boolean
language sql immutable parallel safe
return $1 ~ '^1[0567]';
comment on function labour.ruc_personal(text) is 'El RUC es de una persona natural';
