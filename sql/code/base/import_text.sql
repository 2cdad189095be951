-- SPDX-License-Identifier: GPL-3.0-or-later
-- What published cards put into one cell without a separator: units one
-- after another, sub-headings inside running text. Pure text functions:
-- the words they look for are rows of core.cell_word and core.unit_word.
-- A cell's text with its blanks and line ends made single blanks.
-- after: session
create function core.one_line(given text)
returns text language sql immutable parallel safe strict as $$
	select btrim(regexp_replace(given, '\s+', ' ', 'g'));
$$;
comment on function core.one_line(text) is
	'Un texto en una línea, con blancos simples';

-- The bare letters of a word as two spellings of it share them.
create function core.bare_word(given text)
returns text language sql immutable parallel safe strict as $$
	select btrim(core.fold(given), ' .,;:()"''-–—/');
$$;
comment on function core.bare_word(text) is
	'Una palabra sin tildes, mayúsculas ni puntuación';

-- Folded words of a phrase, punctuation away.
create function core.bare_words(given text)
returns text[] language sql immutable parallel safe strict as $$
	select coalesce(array_agg(core.bare_word(w) order by n), '{}')
	from unnest(string_to_array(core.one_line(given), ' '))
		with ordinality as t(w, n)
	where core.bare_word(w) <> '';
$$;
comment on function core.bare_words(text) is
	'Las palabras de un texto sin tildes, mayúsculas ni puntuación';

-- Two names with one key are probably one thing spelt twice: connecting
-- words, blanks and a plural's s do not count.
create function core.near_key(given text)
returns text language sql stable parallel safe strict as $$
	select coalesce(string_agg(rtrim(w, 's'), '' order by n), '')
	from unnest(core.bare_words(given)) with ordinality as t(w, n)
	where w not in (select c.folded from core.cell_word c
		where c.kind = 'connecting');
$$;
comment on function core.near_key(text) is
	'Clave que comparten los nombres casi iguales';

-- First letters of the words that say something: GRPAT.
create function core.initials(given text)
returns text language sql stable parallel safe strict as $$
	select coalesce(nullif(upper(string_agg(left(w, 1), ''
		order by n)), ''), 'X')
	from unnest(core.bare_words(given)) with ordinality as t(w, n)
	where w not in (select c.folded from core.cell_word c
			where c.kind = 'connecting')
		and w ~ '^[a-z0-9]';
$$;
comment on function core.initials(text) is
	'Siglas de un nombre, sin las palabras de enlace';

-- Does one of the phrases (arrays of folded words joined by a blank) stand at
-- word i? The number of words of the longest one, else 0.
create function core.phrase_at(words text[], i int, phrases text[])
returns int language sql immutable parallel safe strict as $$
	select coalesce(max(n), 0)
	from (select p, cardinality(string_to_array(p, ' ')) as n
		from unnest(phrases) as p) as t
	where array_to_string(words[i : i + n - 1], ' ') = p
		and cardinality(words[i : i + n - 1]) = n;
$$;
comment on function core.phrase_at(text[], int, text[]) is
	'Cuántas palabras tiene la frase más larga que está en ese lugar';

-- The units that one cell names, in the order named. known: folded names of
-- offices; opening: folded words that begin a unit; connecting: words after
-- which no unit begins ("Oficina de Universidades" is one unit).
create function core.split_units(given text, known text[],
	opening text[], connecting text[])
returns table (at int, name text) language plpgsql immutable parallel safe as $$
declare
	raw text[];
	bare text[];
	begins boolean[] := '{}';
	after_link boolean;
	piece text := '';
	i int := 1;
	stop_at int;
	known_words int;
	part text;
begin
	at := 0;
	foreach part in array regexp_split_to_array(given, '\s*[;\n\r]+\s*')
	loop
		continue when core.one_line(part) = '';
		raw := string_to_array(core.one_line(part), ' ');
		select array_agg(core.bare_word(w) order by n) into bare
			from unnest(raw) with ordinality as t(w, n);
		begins := '{}';
		for i in 1 .. cardinality(bare) loop
			after_link := i > 1 and bare[i - 1] = any (connecting)
				and bare[i - 1] not in ('y', 'e', 'and');
			begins := begins || (i = 1 or (not after_link
				and raw[i] ~ '^["“(]?[[:upper:]]'
				and (core.phrase_at(bare, i, opening) > 0
				or core.phrase_at(bare, i, known) > 0)));
		end loop;
		i := 1;
		while i <= cardinality(bare) loop
			known_words := core.phrase_at(bare, i, known);
			stop_at := i + known_words;
			if known_words = 0 or (stop_at <= cardinality(bare)
				and not begins[stop_at]
				and bare[stop_at] not in ('y', 'e', 'and')) then
				stop_at := i + greatest(1,
					core.phrase_at(bare, i, opening));
				-- A lone word before an opening one ("Regional Office")
				-- is no unit unless it opens one itself.
				while stop_at <= cardinality(bare)
					and (not begins[stop_at] or (stop_at = i + 1
					and bare[i] not in ('y', 'e', 'and')
					and core.phrase_at(bare, i, opening) = 0)) loop
					stop_at := stop_at + 1;
				end loop;
			end if;
			piece := array_to_string(raw[i : stop_at - 1], ' ');
			piece := regexp_replace(piece,
				'(\s+(y|e|and)|\s*[,/])+$', '', 'i');
			piece := regexp_replace(piece, '^(y|e|and)(\s+|$)', '', 'i');
			if btrim(piece, ' .,/-') <> '' then
				at := at + 1;
				name := btrim(piece, ' ,/');
				return next;
			end if;
			i := stop_at;
		end loop;
	end loop;
end;
$$;
comment on function core.split_units(text, text[], text[], text[]) is
	'Las unidades que una celda nombra una tras otra';

-- Pieces of a text under the headings that stand inside it. A heading counts
-- where it begins with a capital, a capital follows it (or a colon ends it), no connecting word
-- stands before it, and only the first time. code NULL: text before any.
create function core.split_headings(given text, headings text[],
	codes text[], connecting text[])
returns table (at int, code text, body text) language plpgsql immutable parallel safe as $$
declare
	raw text[] := string_to_array(core.one_line(given), ' ');
	bare text[];
	seen text[] := '{}';
	now_code text;
	from_word int := 1;
	n int;
	found text;
	i int := 1;
begin
	at := 0;
	select array_agg(core.bare_word(w) order by k) into bare
		from unnest(raw) with ordinality as t(w, k);
	while i <= coalesce(cardinality(raw), 0) loop
		n := 0;
		if raw[i] ~ '^["“(]?[[:upper:]]' and (i = 1
			or bare[i - 1] <> all (connecting)) then
			n := core.phrase_at(bare, i, headings);
		end if;
		found := codes[array_position(headings,
			array_to_string(bare[i : i + n - 1], ' '))];
		if n > 0 and found <> all (seen)
			and (i + n > cardinality(raw)
			or raw[i + n - 1] ~ ':$'
			or raw[i + n] ~ '^["“(]?[[:upper:]]') then
			if i > from_word then
				at := at + 1;
				code := now_code;
				body := array_to_string(raw[from_word : i - 1], ' ');
				return next;
			end if;
			seen := seen || found;
			now_code := found;
			i := i + n;
			from_word := i;
		else
			i := i + 1;
		end if;
	end loop;
	if from_word <= coalesce(cardinality(raw), 0) then
		at := at + 1;
		code := now_code;
		body := array_to_string(raw[from_word :], ' ');
		return next;
	end if;
end;
$$;
comment on function core.split_headings(text, text[], text[], text[]) is
	'Las partes de un texto bajo los subtítulos que lleva dentro';

-- How many letters must be changed, added or left out to make one text of
-- another (Levenshtein 1966), by rows of its table.
create function core.letters_apart(a text, b text) returns int
language plpgsql immutable parallel safe strict as $$
declare
	above int[] := array(select g from generate_series(0, length(b)) as g);
	here int[];
begin
	for i in 1 .. length(a) loop
		here := array[i];
		for j in 1 .. length(b) loop
			here[j + 1] := least(above[j + 1] + 1, here[j] + 1,
				above[j] + (substr(a, i, 1) <> substr(b, j, 1))::int);
		end loop;
		above := here;
	end loop;
	return above[length(b) + 1];
end
$$;
comment on function core.letters_apart(text, text) is
	'Cuántas letras separan dos textos';

-- The one of some codes that a slip of one letter in four may have been meant
-- for; NULL when none is near.
create function core.nearest(given text, codes text[]) returns text
language sql stable parallel safe strict as $$
	select c.code
	from (select code, core.letters_apart(core.fold(given), core.fold(code)) as apart from unnest(codes) as code
		where abs(length(code) - length(given)) <= greatest(1, length(given) / 4) and length(given) <= 40) as c
	where c.apart <= greatest(1, length(given) / 4)
	order by c.apart, c.code
	limit 1;
$$;
comment on function core.nearest(text, text[]) is
	'El código más parecido a otro';

-- The question that goes with a code that nobody has.
create function core.meant(given text, codes text[]) returns text
language sql stable parallel safe as $$
	select coalesce((select ' ' || format('¿Es «%s»?', n) from core.nearest(given, codes) as n where n <> ''), '');
$$;
comment on function core.meant(text, text[]) is
	'La pregunta por el código más parecido';
