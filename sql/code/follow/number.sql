-- SPDX-License-Identifier: GPL-3.0-or-later
-- Exact arithmetic of the number and how it is shown. Plain numeric division
-- makes 79.99999999999999999 of a true 80, so quotients keep 40 decimals, a
-- mean is rounded once to 30, and only then anything is compared.
-- Functions of one expression have a parsed body, so that the planner can
-- put them into the query that uses them.

-- 100 * part / whole at scale 40; NULL where whole is 0 or missing.
create function follow.hundredth(part numeric, whole numeric)
returns numeric
language sql immutable parallel safe
return round(100 * part, 40) / nullif(whole, 0);
comment on function follow.hundredth(numeric, numeric) is
	'Una parte de un total en %, exacta a 40 decimales';

-- A weighted mean out of its two sums, rounded once.
create function follow.mean_of(weighted numeric, weights numeric)
returns numeric
language sql immutable parallel safe
return round((weighted + 0::numeric(61, 60)) / nullif(weights, 0), 30);
comment on function follow.mean_of(numeric, numeric) is
	'Suma de términos por peso entre suma de pesos, redondeada una sola vez';

-- Do two decimals stay on the side of an edge where the percentage is?
create function follow.plain_percent(given numeric, edge numeric)
returns boolean
language sql immutable parallel safe
return sign(given - edge) = sign(round(given, 2) - edge);
comment on function follow.plain_percent(numeric, numeric) is
	'Con dos decimales un porcentaje se ve del lado del borde en que está';

-- A percentage for people: half-up to two decimals, more where two would
-- touch or cross one of the edges (threshold, bands) from the other side.
-- plpgsql, because it keeps its plan: it runs for every figure.
create function follow.percent_text(given numeric,
	variadic edges numeric[])
returns text language plpgsql immutable parallel safe as $$
declare
	edge numeric;
	text_d numeric;
begin
	if given is null then
		return null;
	end if;
	<<digits>>
	for d in 2 .. 40 loop
		text_d := round(given, d);
		foreach edge in array edges loop
			continue digits when sign(given - edge) <> sign(text_d - edge);
		end loop;
		return text_d::text;
	end loop;
	return given::text;
end;
$$;
comment on function follow.percent_text(numeric, numeric[]) is
	'Un porcentaje con dos decimales, o los que hagan falta para no engañar junto a un borde';

-- A product of a percentage by a weight: its edges are those of the
-- percentage, so that dividing what is read never crosses one.
create function follow.product_text(product numeric, weight numeric,
	variadic edges numeric[])
returns text language sql immutable parallel safe as $$
	select follow.percent_text(product, variadic (
		select array_agg(e * weight) from unnest(edges || 0::numeric) as e));
$$;
comment on function follow.product_text(numeric, numeric, numeric[]) is
	'Un logro por su peso con los decimales que hagan falta junto a un borde';

-- A quantity for people: thousands grouped by commas, trailing zeros away.
create function follow.quantity_text(given numeric)
returns text language sql immutable parallel safe strict as $$
	select regexp_replace(case when given < 0 then '-' else '' end
		|| split_part(trim_scale(abs(given))::text, '.', 1),
		'(\d)(?=(\d{3})+$)', '\1,', 'g')
		|| coalesce('.' || nullif(split_part(
			trim_scale(given)::text, '.', 2), ''), '');
$$;
comment on function follow.quantity_text(numeric) is
	'Una cantidad como se lee: 12,000.5';
