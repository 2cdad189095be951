-- SPDX-License-Identifier: GPL-3.0-or-later
-- Counts of people in a table with both margins: what is too small to be printed
-- is kept back, and so is what would let it be worked out of the totals.
--
-- Each cell is an arc: of a row to a column, of a column's total to the grand one,
-- of that to a row's total. What comes into a row, a column or the total goes out
-- of it. Of what is kept back one knows that it is at least 1: it could be another
-- number where one more, or one less, can go round through cells that are kept
-- back too. The cheapest way round is kept back with it.

-- The way from one end of a cell to its other one, without it; up: round with one
-- more in the cell, else with one less.
create function follow.way_round(tails int[], heads int[], counts int[], kept boolean[], cell int, up boolean,
	out way int[], out cost bigint)
language plpgsql immutable as $$
declare
	start constant int := case when up then heads[cell] else tails[cell] end;
	node int := case when up then tails[cell] else heads[cell] end;
	dist bigint[];
	by_cell int[];
	price int;
	moved boolean := true;
begin
	dist[start] := 0;
	while moved loop
		moved := false;
		for k in 1 .. cardinality(counts) loop
			continue when k = cell or counts[k] = 0;
			price := case when kept[k] then 0 else counts[k] end;
			if dist[tails[k]] + price < coalesce(dist[heads[k]], 9e18) then
				dist[heads[k]] := dist[tails[k]] + price;
				by_cell[heads[k]] := k;
				moved := true;
			elsif counts[k] > 1 and dist[heads[k]] + price < coalesce(dist[tails[k]], 9e18) then
				dist[tails[k]] := dist[heads[k]] + price;
				by_cell[tails[k]] := k;
				moved := true;
			end if;
		end loop;
	end loop;
	cost := dist[node];
	while cost is not null and node <> start loop
		way := way || by_cell[node];
		node := tails[by_cell[node]] + heads[by_cell[node]] - node;
	end loop;
end
$$;
comment on function follow.way_round(int[], int[], int[], boolean[], int, boolean) is
	'Por qué otras celdas una celda reservada podría ser otro número';

-- Cells of tables that have the same rows and columns, a count each; a row or
-- column that is NULL is the total. What one table keeps back the others do too.
create function follow.kept_back(layers text[], rows text[], cols text[], counts int[], at_least int)
returns table (layer text, row_key text, col_key text, n int, kept boolean) language plpgsql immutable as $$
declare
	t record;
	hide boolean[];
	safe boolean[];
	cell int;
	more record;
	fewer record;
begin
	with cell as (
		select x.layer, x.r, x.c, sum(x.n)::int as n from unnest(layers, rows, cols, counts) as x (layer, r, c, n)
		group by x.layer, cube (x.r, x.c)
	), arc as (
		select x.*, concat_ws('/', case when x.r is not null and x.c is not null then 'r' when x.c is not null then 'c'
					when x.r is not null then 'C' else 'R' end, x.layer, case when x.c is null then null when x.r is null then x.c else x.r end) as tail,
			concat_ws('/', case when x.r is not null and x.c is not null then 'c' when x.c is not null then 'R'
					when x.r is not null then 'r' else 'C' end, x.layer, case when x.r is null then null when x.c is null then x.r else x.c end) as head,
			bool_or(x.n between 1 and at_least - 1) over (partition by x.r, x.c) as small
		from cell x
	), node as (
		select x.name, row_number() over () as no from (select a.tail as name from arc a union select a.head from arc a) as x
	)
	select array_agg(a.layer order by a.n, a.layer, a.r, a.c) as layers, array_agg(a.r order by a.n, a.layer, a.r, a.c) as rows,
		array_agg(a.c order by a.n, a.layer, a.r, a.c) as cols, array_agg(a.n order by a.n, a.layer, a.r, a.c) as counts,
		array_agg(a.small and a.n > 0 order by a.n, a.layer, a.r, a.c) as small,
		array_agg(x.no::int order by a.n, a.layer, a.r, a.c) as tails, array_agg(y.no::int order by a.n, a.layer, a.r, a.c) as heads
	into t from arc a join node x on x.name = a.tail join node y on y.name = a.head;
	if t.counts is null then
		return;
	end if;
	hide := t.small;
	safe := array_fill(false, array[cardinality(t.counts)]);
	loop
		cell := (select min(k) from generate_subscripts(hide, 1) as k where hide[k] and not safe[k]);
		exit when cell is null;
		more := follow.way_round(t.tails, t.heads, t.counts, hide, cell, true);
		if t.counts[cell] > 1 then
			fewer := follow.way_round(t.tails, t.heads, t.counts, hide, cell, false);
			more := case when fewer.cost < more.cost then fewer else more end;
		end if;
		foreach cell in array cell || more.way loop
			safe[cell] := true;
			hide := (select array_agg(hide[k] or t.counts[k] > 0 and t.rows[k] is not distinct from t.rows[cell]
				and t.cols[k] is not distinct from t.cols[cell] order by k) from generate_subscripts(hide, 1) as k);
		end loop;
	end loop;
	return query select t.layers[k], t.rows[k], t.cols[k], t.counts[k], hide[k] from generate_subscripts(hide, 1) as k;
end
$$;
comment on function follow.kept_back(text[], text[], text[], int[], int) is
	'Qué celdas de unas tablas con sus totales se reservan: las pequeñas, y las que dejarían deducirlas';

create function follow.least_count() returns int
language sql stable as $$
	select coalesce((select s.value::int from core.setting s
		where s.key = 'report.least_count' and s.deleted_at is null and s.value ~ '^[1-9]\d{0,3}$'), 5)
$$;
comment on function follow.least_count() is 'Desde cuántas personas se imprime una cifra: el ajuste report.least_count, o 5';
