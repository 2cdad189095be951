-- SPDX-License-Identifier: GPL-3.0-or-later
-- How an answer that is one text travels; src/db/shortened.c reads it.
-- after: reset

-- By which the program says what it has: half of the SHA-256.
create function core.digest(answer text) returns text
language sql stable as $$
	select left(encode(sha256(convert_to(answer, 'UTF8')), 'hex'), 32)
$$;
comment on function core.digest(text) is 'Huella de una respuesta, para no enviar dos veces la misma';

-- What stands in an answer again is told by its number. The answer is cut behind
-- each comma, and a piece that is new behind each blank; pieces and words of more
-- than two bytes have the number of their turn, up to 846, told in two bytes: a
-- piece from chr(14) on, a word from chr(23) on, 94 numbers each. chr(5) is the piece
-- that stood behind the one before, when that one was last there. Of figures that
-- go on ten are one. The first letter says whether an answer is short (s) or as
-- it is (p): too short to gain, too long to look at, or with such characters of its own.
create function core.short(answer text) returns text
language plpgsql immutable strict as $$
declare
	said text;
begin
	if octet_length(answer) not between 600 and 300000 or answer ~ E'[\x01-\x08\x0e-\x1f]' then
		return 'p' || answer;
	end if;
	said := replace(replace(replace(answer, repeat('0', 10), E'\x01'),
		repeat('3', 10), E'\x03'), repeat('6', 10), E'\x04');
	return 's' || (with cut as materialized (
			select c.n, c.piece, min(c.n) over (partition by c.piece) as first_n,
				lag(c.n) over (partition by c.piece order by c.n) as last_n
			from string_to_table(replace(said, ',', E',\x02') collate "C", E'\x02')
				with ordinality as c (piece, n)
		), numbered as (
			select c.n, row_number() over (order by c.n)::integer - 1 as no
			from cut c
			where c.n = c.first_n and octet_length(c.piece) > 2
			order by c.n limit 846
		), piece as materialized (
			select c.n, c.piece, c.last_n, case when c.last_n is not null then k.no end as no,
				max(c.n) filter (where c.last_n is not null and k.no is not null)
					over (order by c.n rows between unbounded preceding and 1 preceding) as from_n
			from cut c left join numbered k on k.n = c.first_n
		), word as materialized (
			select w.n, w.at, w.word, min(w.at) over (partition by w.word) as first_at
			from (select p.n, row_number() over (order by p.n, w.i) as at, w.word
				from piece p cross join lateral
					string_to_table(replace(p.piece, ' ', E' \x02'), E'\x02') with ordinality as w (word, i)
				where p.no is null) as w
		), numbered_word as (
			select w.at, row_number() over (order by w.at)::integer - 1 as no
			from word w
			where w.at = w.first_at and octet_length(w.word) > 2
			order by w.at limit 846
		), spelled as (
			select w.n, string_agg(case when w.at > w.first_at and k.no is not null
				then chr(23 + k.no / 94) || chr(33 + k.no % 94) else w.word end, '' order by w.at) as text
			from word w left join numbered_word k on k.at = w.first_at
			group by w.n
		)
		select string_agg(case when p.no is null then s.text when next.n is not null then E'\x05'
			else chr(14 + p.no / 94) || chr(33 + p.no % 94) end, '' order by p.n)
		from piece p left join spelled s on s.n = p.n
			left join piece b on b.n = p.from_n
			left join piece next on next.n = b.last_n + p.n - b.n and next.piece = p.piece and p.no is not null);
end
$$;
comment on function core.short(text) is 'Una respuesta en lo que la línea lleva de ella';
