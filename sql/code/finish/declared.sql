-- SPDX-License-Identifier: GPL-3.0-or-later
-- no texts for people
-- What is made of all declarations. Names of triggers tell the order in which
-- they fire: t05 looks for what new rows point at, t10 fills in, t11 numbers, t20 takes the office of the parent, t30 judges, t40
-- stamps, t85 gives the place, t90 keeps the row, t95 says which CHECK it breaks; t50 and t60 follow after it.
-- Calling one costs a row as much as putting it into its indexes: what a condition tells
-- to have nothing to do is not called.

do $$
declare
	r record;
begin
	-- History, and what a register's own functions say of a row: X_filled(was, now)
	-- answers it with what it did not bring, X_whole(now) that a new one lacks nothing,
	-- X_problems(was, now) why it is refused,
	-- X_stamp() puts down who did it and when, of what people do. What a load brought,
	-- held sessions too, goes with it: its own rules are not asked when it is undone.
	for r in select g.name, g.history, g.while_open, g.together, to_regprocedure(format('%1$s_filled(%1$s, %1$s)', g.name)) as filled,
			to_regprocedure(format('%1$s_whole(%1$s)', g.name)) as whole,
			to_regprocedure(format('%1$s_problems(%1$s, %1$s)', g.name)) as problems,
			to_regprocedure(g.name || '_stamp()') as stamp, core.checks_sql(g.name::regclass) as checks,
			k.params, k.given,
			exists (select from pg_attribute a where a.attrelid = g.name::regclass and a.attname = 'batch_id') as loads,
			(select pg_get_expr(d.adbin, d.adrelid) from pg_attribute a
				join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
				where a.attrelid = g.name::regclass and a.attname = 'state') as first_state
		from core.register g cross join lateral (select string_agg(format('%I %s', a.attname, format_type(a.atttypid, null)), ', ' order by a.attnum) as params,
				string_agg(format('new.%I', a.attname), ', ' order by a.attnum) as given
			from pg_attribute a where a.attrelid = g.name::regclass and a.attgenerated = '' and exists (select from pg_constraint k
				where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey))) as k
	loop
		-- Later ones are reached by actions: a person may not write the column. What
		-- a load tells of the past is judged by the register's own rules.
		if r.first_state is not null then
			execute format('create trigger t29_first_state before insert on %s for each row
				when (new.state <> %s and new.batch_id is null) execute function core.first_state()', r.name, r.first_state);
		end if;
		if r.while_open is not null then
			execute format('create trigger t28_while_open before %s on %s for each row
				when (not core.by_owner()) execute function core.while_open()', r.while_open, r.name);
		end if;
		if r.history then
			perform audit.attach(r.name::regclass);
		end if;
		if r.filled is not null then
			perform core.declare_trigger(r.name, 't10_fill before insert' || case when r.whole is null then ' or update' else '' end, '_fill',
				'Completa una fila', format('return %s_filled(old, new)', r.name),
				condition => case when r.whole is null then '' else format('when (%s_whole(new) is not true)', r.name) end);
			if r.whole is not null then
				execute format('create trigger t10_fill_again before update on %s for each row execute function %1$s_fill()', r.name);
			end if;
		end if;
		if r.problems is not null then
			perform core.declare_trigger(r.name, 't30_rule before ' || case when r.together then 'update' else 'insert or update' end, '_judge',
				'Rechaza una fila por lo primero que está mal', format(
				'%s perform core.refuse(p) from %s_problems(old, new) as p limit 1; return new', case when r.loads then
				'if tg_op = ''UPDATE'' and old.deleted_at is null and new.deleted_at is not null and core.taken_back(old.batch_id)
				then return new; end if;' else '' end, r.name));
			-- Its rules are many: planning them for each row costs thirty times asking them.
			execute format('alter function %s_judge() set plan_cache_mode = force_generic_plan', r.name);
		end if;
		-- Of all new rows at once: which is the first that is refused, and then why. A
		-- session keeps the plan that it made for one row: each looks its parents up.
		if r.together then
			perform core.declare_keys(r.name);
			perform core.declare_trigger(r.name, 't30_rules after insert', '_judge_all', 'Rechaza las filas nuevas por lo primero que está mal',
				format('declare bad constant bigint := (select min(n.id) from new_rows n cross join lateral %1$s_problems(null, n) as p); begin
				if bad is not null then
					perform core.refuse(p) from new_rows n cross join lateral %1$s_problems(null, n) as p where n.id = bad limit 1;
				end if; end; return null', r.name), together => true);
			execute format('alter function %s_judge_all() set enable_hashjoin = off', r.name);
			execute format('alter function %s_judge_all() set enable_mergejoin = off', r.name);
		end if;
		-- A CHECK says a sentence with psql too, of the row as it would stand: one
		-- expression of its columns, nothing is looked up unless it fails.
		if r.checks is not null then
			execute format('create function %s_broken(%s) returns text language sql stable return case %s end', r.name, r.params, r.checks);
			execute format('comment on function %s_broken is %L', r.name, 'La restricción que una fila no cumple');
			perform core.declare_trigger(r.name, 't95_check before insert or update', '_checked',
				'Dice en una oración qué restricción no cumple una fila',
				format('perform core.refuse_check(tg_relid, %s_broken(%s)); return new', r.name, r.given),
				condition => format('when (%s_broken(%s) is not null)', r.name, r.given));
		end if;
		if r.stamp is not null then
			execute format('create trigger t40_stamp before insert or update on %s for each row
				when (not core.by_owner()) execute function %s', r.name, r.stamp);
		end if;
	end loop;

	-- Rows that bring no number get the next one of their parent.
	for r in
		select g.name, n.col, exists (select from pg_attribute a where a.attrelid = g.name::regclass
				and a.attname = 'number_text') as told, string_agg(format(
				'when new.%1$I is not null then core.next_number(%2$L, %3$L, %4$L, %1$L, new.%1$I)',
				p.col, g.name, n.col, core.parent_of(g.name::regclass, p.col)), ' ' order by p.place) as numbers
		from core.register g
			cross join lateral (select split_part(g.numbered, ' of ', 1) as col) as n
			cross join lateral regexp_split_to_table(split_part(g.numbered, ' of ', 2), '\s*,\s*')
				with ordinality as p (col, place)
		group by g.name, n.col
	loop
		perform core.declare_trigger(r.name, 't11_number before insert', '_number', 'Da su número a una fila que no lo trae',
			format('new.%1$I := coalesce(new.%1$I, %2$s case %3$s end); return new', r.col,
			case when r.told then 'core.read_number(new.number_text),' end, r.numbers), 'definer');
	end loop;

	-- A row takes its place from its parents as they stand, a line its office, when
	-- it comes and when what they hang on changes.
	for r in
		select name as tab, 't85_place' as named, '_place' as suffix, 'Da a una fila su lugar en la lista' as about,
			format('new.list_place := coalesce(%s, '''')', core.place_sql(name::regclass, place)) as body, together,
			array['list_place'] || array(select split_part(regexp_replace(code, '^fold\((.*)\)$', '\1'), '.', 1)
				from unnest(place) as l (list) cross join lateral regexp_split_to_table(list, '\s*,\s*') as c (code)
				where code not like '''%') as hangs_on
		from core.register where place <> '{}'
		union all
		select g.name, 't20_line_office', '_line_office', 'Da a una línea la oficina de su registro',
			format('new.office_id := case %s else new.office_id end', string_agg(format(
				'when new.%1$I is not null then (select p.office_id from %2$s p where p.id = new.%1$I)', c.col,
				core.parent_of(g.name::regclass, c.col)), ' ' order by c.place)), g.together, array['office_id'] || g.line_of
		from core.register g cross join unnest(g.line_of) with ordinality as c (col, place)
		group by g.name, g.line_of, g.together
	loop
		perform core.declare_trigger(r.tab, r.named || ' before insert', r.suffix, r.about, r.body || '; return new', 'definer',
			case when r.together then format('when (new.batch_id is null or coalesce(new.%I::text, '''') = '''')', r.hangs_on[1]) else '' end);
		execute format('create trigger %s_again before update on %s for each row when (%s) execute function %2$s%4$s()',
			r.named, r.tab, (select string_agg(distinct format('old.%1$I is distinct from new.%1$I', col), ' or ')
				from unnest(r.hangs_on) as col), r.suffix);
	end loop;

	-- A load brings both, worked out for all its rows: they are looked at together. Another
	-- place is put right, as one whose parent moved meanwhile; another office is nobody's.
	for r in
		select g.name, case when g.place <> '{}' then format('select array_agg(n.id) into moved from new_rows n%s
				where n.batch_id is not null and n.list_place <> coalesce(%s, '''');
				if moved is not null then update %s set list_place = list_place || '' '' where id = any (moved); end if;',
				p.joins, p.value, g.name) end as placed,
			(select format('if exists (select from new_rows n where n.batch_id is not null and n.office_id <> case %s end) then
				perform core.refuse_line_office(); end if;',
				string_agg(format('when n.%1$I is not null then (select p.office_id from %2$s p where p.id = n.%1$I)', c.col,
					core.parent_of(g.name::regclass, c.col)), ' ' order by c.place))
				from unnest(g.line_of) with ordinality as c (col, place) having count(*) > 0) as office
		from core.register g left join lateral core.place_joined(g.name::regclass, g.place, 'n') as p on true
		where g.together and (g.place <> '{}' or g.line_of <> '{}')
	loop
		perform core.declare_trigger(r.name, 't86_brought after insert', '_brought', 'Cuida el lugar y la oficina que trae una carga',
			format('declare moved bigint[]; begin %s %s end; return null', r.office, r.placed), 'definer', together => true);
	end loop;

	-- Lines follow the office of a parent, and rows its place.
	for r in
		select core.full_name(core.parent_of(g.name::regclass, c.col)) as tab, 't60_lines_follow after update of office_id' as events,
			'_lines_follow' as suffix, 'Lleva las líneas a la nueva oficina de su registro' as about, string_agg(format(
				'update %s set office_id = new.office_id where %I = new.id and office_id <> new.office_id; ', g.name, c.col), ''
				order by g.name, c.col) || 'return null' as body, 'when (old.office_id is distinct from new.office_id)' as condition
		from core.register g cross join unnest(g.line_of) as c (col)
		group by 1
		union all
		select core.full_name(p.parent), 't61_places_follow after update', '_places_follow',
			'Lleva las filas de un registro a su nuevo lugar en la lista', string_agg(format(
				'update %s set list_place = list_place || '' '' where %I = new.id; ', g.name, p.col), '' order by g.name, p.col) || 'return null',
			format('when (old.%1$I is distinct from new.%1$I)', p.moved)
		from core.register g cross join lateral core.place_parents(g.name::regclass, g.place) as p
		group by p.parent, p.moved
	loop
		perform core.declare_trigger(r.tab, r.events, r.suffix, r.about, r.body, 'definer', r.condition);
	end loop;

	-- Every register has number, version and marks; a record is not marked while
	-- others stand on it.
	for r in
		select c.oid::regclass as tab, v.events, format(v.condition, c.oid::regclass) as condition,
			'core.keep_row()' as action
		from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
			join pg_namespace n on n.oid = c.relnamespace
			cross join (values ('t90_keep before update', ''), ('t90_keep_new before insert',
				'when ((new.id <= currval(''%s_id_seq''::regclass)) is not true or new.row_version is distinct from 1
				or new.office_id is null or new.deleted_at is not null or new.deleted_by is not null or new.deleted_why is not null)'))
				as v (events, condition)
		where n.nspowner = 'hito_owner'::regrole and a.attname = 'row_version'
		union all
		select core.parent_of(g.name::regclass, c.col), 't60_no_orphans after update of deleted_at',
			'when (old.deleted_at is null and new.deleted_at is not null)', format('core.no_orphans(%s)',
				string_agg(format('%L, %L, %L', lower(left(g.title, 1)) || substr(g.title, 2), g.name, c.col), ', '
				order by g.name, c.col))
		from core.register g cross join unnest(g.stands_on) as c (col)
		group by 1
	loop
		execute format('create trigger %s on %s for each row %s execute function %s',
			r.events, r.tab, r.condition, r.action);
	end loop;
end
$$;

-- Rows from before there was the column, parents first. Nothing else stirs: it
-- is no change of theirs.
do $$
declare
	done text[] := '{}';
	next text;
begin
	loop
		select g.name into next from core.register g
		where g.place <> '{}' and g.name <> all (done) and not exists (
			select from core.place_parents(g.name::regclass, g.place) as p
			where p.moved = 'list_place' and core.full_name(p.parent) <> all (done))
		order by g.name limit 1;
		exit when not found;
		done := done || next;
		execute format('alter table %s disable trigger user', next);
		execute format('alter table %s enable trigger t85_place_again', next);
		execute format('update %s set list_place = '' '' where list_place = ''''', next);
		execute format('alter table %s enable trigger user', next);
	end loop;
end
$$;

-- ---- help

-- A register's own functions of those names are called after it, a report's
-- function like its rows. A column of a view without help of its own takes that
-- of its table's column, else of the column of that name that it reads, through
-- as many views as it takes, else what a column of that name is called anywhere,
-- a table's first.
do $$
declare
	r record;
begin
	-- Of what a WITH answers nothing is counted: it would be walked through for each row.
	set local enable_nestloop = off;
	for r in
		with recursive named as (
			select to_regprocedure(format(f.name, g.name)) as fn, format(f.about, g.title) as about
			from core.register g cross join (values ('%1$s_filled(%1$s, %1$s)', 'Completa una fila de «%s»'),
				('%1$s_whole(%1$s)', 'A una fila nueva de «%s» no le falta nada'),
				('%1$s_problems(%1$s, %1$s)', 'Dice por qué se rechaza una fila de «%s»'),
				('%s_stamp()', 'Anota quién y cuándo en una fila de «%s»')) as f (name, about)
			union all
			-- What it is for stands in its file.
			select p.oid::regprocedure, 'Lo llama un disparador'
			from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			where n.nspowner = 'hito_owner'::regrole and p.prorettype = 'trigger'::regtype
				and obj_description(p.oid, 'pg_proc') is null
			union all
			select p.oid::regprocedure, obj_description(t.oid, 'pg_type')
			from pg_type t join pg_proc p on p.prorettype = t.oid and p.proname || '_row' = t.typname
			where t.typnamespace = 'follow'::regnamespace and t.typname like 'report\_%'
		), told as (
			select c.oid, c.relname, c.relnamespace, c.relkind, a.attname, col_description(c.oid, a.attnum) as about
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
				join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
			where n.nspowner = 'hito_owner'::regrole and c.relkind in ('r', 'v')
		), shared (attname, about) as (
			-- texts
			values ('mine', 'Es de la oficina en la que trabajo'),
				('office_code', 'Código de la oficina responsable'), ('office_name', 'Oficina responsable'),
				('doubtful', 'Tiene una fecha por aclarar'),
				('search_folded', 'Código y nombre sin tildes, para buscar')
			-- no texts
		), reads (v, rel, col) as (
			select distinct q.ev_class, d.refobjid, a.attname
			from pg_rewrite q join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = q.oid
				and d.refclassid = 'pg_class'::regclass and d.refobjid <> q.ev_class
				join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
		), stands (v, rel, col, depth) as (
			select t.oid, s.rel, s.col, 1 from told t join reads s on s.v = t.oid and s.col = t.attname
			where t.relkind = 'v' and t.about is null
			union
			select s.v, x.rel, x.col, s.depth + 1 from stands s join reads x on x.v = s.rel and x.col = s.col
		), nearest as (
			select distinct on (s.v, s.col) s.v, s.col, t.about
			from stands s join told t on t.oid = s.rel and t.attname = s.col
			where t.about is not null
			order by s.v, s.col, s.depth, t.relkind = 'v', t.relname, t.about
		), anywhere as (
			select distinct on (t.attname) t.attname, t.about from told t where t.about is not null
			order by t.attname, t.relkind = 'v', t.relname, t.about
		)
		select format('function %s', fn) as what, about
		from named where fn is not null and obj_description(fn, 'pg_proc') is null
		union all
		select format('column %I.%I.%I', n.nspname, v.relname, v.attname), coalesce(
				(select col_description(b.attrelid, b.attnum) from pg_attribute b where b.attname = v.attname
					and b.attrelid = to_regclass(format('%I.%I', n.nspname, regexp_replace(v.relname, '_(all|list|pick)$', '')))),
				s.about, e.about, w.about)
		from told v join pg_namespace n on n.oid = v.relnamespace
			left join shared s on s.attname = v.attname
			left join nearest e on e.v = v.oid and e.col = v.attname
			left join anywhere w on w.attname = v.attname
		where v.relkind = 'v' and v.about is null
	loop
		execute format('comment on %s is %L', r.what, r.about);
	end loop;
	reset enable_nestloop;
end
$$;

-- ---- rights

-- Views have no rights of their own: whoever may read the tables may read
-- them. A function that runs as whoever calls it may be called by all of us;
-- one that runs as its owner only by those whom its file grants it to.
do $$
declare
	everybody constant text := 'hito_reader, hito_clerk, hito_secretariat, hito_it';
	r record;
begin
	for r in select nspname from pg_namespace where nspowner = 'hito_owner'::regrole loop
		execute format('grant usage on schema %I to %s', r.nspname, everybody);
		-- A save reads the number that it was given.
		continue when r.nspname = 'audit';
		execute format('grant select on all sequences in schema %I to %s', r.nspname, everybody);
	end loop;
	grant usage on schema core, audit to hito_keeper;
	for r in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspowner = 'hito_owner'::regrole and c.relkind = 'v'
	loop
		execute format('grant select on %s to %s', r.name, everybody);
	end loop;
	-- A body that runs as another, or that keeps its plan, looks names up where
	-- its author meant.
	for r in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			join pg_language l on l.oid = p.prolang
		where n.nspowner = 'hito_owner'::regrole and (p.prosecdef or l.lanname <> 'sql')
			and not exists (select from unnest(p.proconfig) as c where c like 'search_path=%')
	loop
		execute format('alter function %s set search_path = pg_catalog, pg_temp', r.name);
	end loop;
	for r in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
		where n.nspowner = 'hito_owner'::regrole and not p.prosecdef
			and p.prorettype <> 'trigger'::regtype and not core.is_builder(p.oid::regprocedure)
	loop
		execute format('grant execute on function %s to %s', r.name, everybody);
	end loop;
end
$$;
