# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A load of each register is taken back, for good: of a row that was there and of
# one that was not. Sourced behind import.sh, in TEST_TMP.
#
#   undo_each SCHEMA...  tries all registers of these that import
#
# A load of each register, one behind the other, and then all of them taken back,
# the last one first; what stands is compared before and after.
undo_before() { :; }
undo_after() { :; }
cd "$TEST_TMP" || exit 1
undo_sql=$HITO_HOME/tests/lib/undo.sql

# One psql for all that is asked.
coproc EYE { "$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL_SUPER" 2>&1; }
ask() { # SQL
	local row
	printf '%s;\n\\echo .\n' "$1" >&"${EYE[1]}"
	while read -r row <&"${EYE[0]}" && [ "$row" != . ]; do
		echo "$row"
	done
}
as_me() { # SQL: as whoever loads
	ask "set session authorization $TEST_ME; set hito.office = '${HITO_OFFICE:-}'; $1; reset session authorization"
}
# Without a trace: what no act does, since a rule holds the row or others stand on it.
unseen() { # SQL
	ask "set session_replication_role = replica; $1; reset session_replication_role" >/dev/null
}
# The records of a CSV, a line each.
records() { # FILE
	awk '{ r = r (n++ ? "\001" : "") $0; q += gsub(/"/, "\""); if (q % 2 == 0) { print r; r = ""; n = q = 0 } }' "$1"
}
mark() { # TABLE IDS
	unseen "update $1 set deleted_at = 'epoch', deleted_by = 'x', deleted_why = 'x' where id in ($2)"
}
unmark() { # TABLE IDS
	unseen "update $1 set deleted_at = null, deleted_by = null, deleted_why = null where id in ($2)"
}
# The rule that holds a register is away for as long as it is tried.
loose() { # TABLE COLUMN VALUE
	unseen "create table if not exists public.kept (name text, id bigint, value text);
		insert into public.kept select '$1.$2', id, $2 from $1;
		update $1 set $2 = '$3'"
	held+=("$1 $2")
}
tight() {
	local table col
	for table in "${held[@]}"; do
		read -r table col <<<"$table"
		unseen "update $table t set $col = k.value from public.kept k where k.name = '$table.$col' and k.id = t.id"
	done
	ask 'drop table if exists public.kept' >/dev/null
}

# Fields of a form that are written when it stands, and are none of its key: their
# names and, of a choice, its words.
fields() { # FORM
	awk '/^natural/ { gsub(",", " "); for (i = 2; i <= NF; i++) key[$i] = 1 }
		/^fields/ { on = 1; next }
		/^(filters|lines|actions|refusals|import)/ { on = 0 }
		on && NF > 1 && /^[a-zA-Z0-9]/ && !/noentry|noupdate|personal/ && !($2 in key) {
			words = $0
			if (!sub(/.*choice /, "", words))
				words = ""
			gsub(/"[^"]*"/, "", words)
			sub(/(default|heading|when|show) .*/, "", words)
			gsub(/,/, " ", words)
			print $2, words
		}' "$1"
}
# Other values for the columns of a table: COLUMN and SQL, a line each.
others() { # TABLE FORM
	local col words word
	fields "$2" | while read -r col words; do
		for word in $words; do
			echo "$col '$word'"
		done
		[ -n "$words" ] || echo "$col"
	done >fields
	awk 'NF == 1 { printf "%s%s", n++ ? "," : "", $1 }' fields >plain
	grep ' ' fields
	ask "select attname || ' ' || case when c.typname = 'date' then format('%I - 1', attname)
			when c.typcategory = 'S' then format('coalesce(%I, '''') || '' x''', attname)
			when c.typcategory = 'N' then format('%I + 1', attname)
			else format('not %I', attname) end
		from pg_attribute a join pg_type c on c.oid = a.atttypid
		where attrelid = '$1'::regclass and attname = any ('{$(cat plain)}') and attgenerated = ''
			and (c.typcategory in ('S', 'N', 'B') or c.typname = 'date')
		order by c.typcategory <> 'S', attnum"
}
# Rows of a register that a file tells from others.
rows_of() { # REGISTER FORM
	local and=
	case $1 in
	milestone) and='and number_text is not null' ;; # else by its place in the file
	submission) and='and explanation is not null' ;; # of a closed period none
	esac
	ask "select id from $(awk '/^table/ { print $4 == "" ? $2 : $4; exit }' "$2") where deleted_at is null $and order by id desc limit 6"
}
# A row and what it takes: who loads changes it so herself.
change() { # REGISTER TABLE FORM
	local id col value
	others "$2" "$3" >others
	while read -r id; do
		while read -r col value <&3; do
			[ "$1.$col" != dataset.adds_up ] || continue # what feeds need
			as_me "update $2 set $col = $value where id = $id and $col <> $value returning 'done'" >said
			if [ "$(cat said)" = done ]; then
				changed=$id by=$col
				return
			fi
			echo "$id $col: $(head -n 1 said)" >>"$out"
		done 3<others
	done <<<"$(rows_of "$1" "$3")"
	false
}
# That row and one that is to be new, as they stand in all/, as a file.
rows() { # REGISTER TABLE FORM
	rows_of "$1" "$3" >ids
	new=$(grep -vx "$changed" ids | head -n 1)
	mark "$2" "$changed${new:+, $new}"
	hito export "$1" --output without.csv --quiet
	unmark "$2" "$changed${new:+, $new}"
	records without.csv >without
	records "all/$1.csv" >whole
	{
		head -n 1 whole
		grep -vxFf without whole
	} | tr '\001' '\n' >"$1.csv"
}
office_of() { # REGISTER
	case $1 in
	seeker | referral | training | employer | dispute | strike | posting | union_organisation | collective_agreement | work_contract)
		echo GRTPE ;;
	*) echo GRPAT ;;
	esac
}
# A load while a row is away: it is the next one to be taken back.
takes() { # REGISTER ABSENT COUNTS TITLE
	[ -z "$2" ] || mark "${table[$1]}" "$2"
	hito import "$1" "$1.csv"
	if [ "$code" -eq 0 ] && grep -q "$3" "$out"; then
		loads+=("$1 $(ask 'select max(id) from core.batch') $2")
		ok 0 "$1: $4"
		return
	fi
	[ -z "$2" ] || unmark "${table[$1]}" "$2"
	grep '✗' "$out" >"$errors"
	ok 1 "$1: $4"
}

undo_prepare() { # SCHEMA...
	local register form changed by new
	hito export --all --output all
	# Those that hang on others first: their rows are found while these stand.
	sed -n 's,.*all/\([a-z_]*\)\.csv: .*,\1,p' "$out" | tac >order
	while read -r register <&4; do
		form=$HITO_HOME/forms/$register.form
		table[$register]=$(awk '$1 == "table" { print $2; exit }' "$form")
		case " $* " in *" ${table[$register]%%.*} "*) ;; *) continue ;; esac
		[ "$register" != target_change ] || continue # an agreement changes it again
		HITO_OFFICE=$(office_of "$register")
		: >"$out"
		if ! change "$register" "${table[$register]}" "$form"; then
			ok 1 "$register: a row changes"
			continue
		fi
		rows "$register" "${table[$register]}" "$form"
		registers+=("$register $changed $by $new")
	done 4<order
}
undo_load() {
	local register changed by new one
	for one in "${registers[@]}"; do
		read -r register changed by new <<<"$one"
		HITO_OFFICE=$(office_of "$register")
		if [ -n "$new" ]; then
			takes "$register" "$new" ' 1 nuevo   1 cambia ' "a load changes a row ($by) and brings one"
		else
			takes "$register" '' ' 0 nuevos   1 cambia ' "a load changes its one row ($by)"
			takes "$register" "$changed" ' 1 nuevo   0 cambian' 'and one brings it'
		fi
	done
}
undo_back() {
	local i register load absent
	for ((i = ${#loads[@]} - 1; i >= 0; i--)); do
		read -r register load absent <<<"${loads[i]}"
		HITO_OFFICE=$(office_of "$register")
		as_me "select core.batch_undo($load, 1)" >"$out"
		! grep ERROR "$out" >"$errors"
		ok $? "$register: it is taken back"
		[ -z "$absent" ] || unmark "${table[$register]}" "$absent"
	done
}

undo_each() { # SCHEMA...
	local -A table
	local registers=() loads=() held=()
	ask "insert into core.member (login, office_id, kind) select '$TEST_ME', core.office_named('GRTPE'), k
		from unnest('{enter,submit,batch}'::text[]) as k" >/dev/null
	export HITO_OFFICE=
	loose follow.baseline_set state draft
	loose plan.action_plan state draft
	loose follow.result state draft
	loose follow.submission state draft
	ask "update follow.submission s set explanation = 'Falta lo de siempre' from core.period p where p.id = s.period_id and p.state = 'open'"
	undo_prepare "$@"
	ask "\\i $undo_sql" >before
	undo_load
	ask "\\i $undo_sql" >loaded
	[ "$(diff before loaded | grep -c '^>')" -ge "${#registers[@]}" ]
	ok $? 'each of the registers is another then'
	undo_back
	ask "\\i $undo_sql" >after
	diff before after >"$out"
	ok $? 'and all of them are as before in the end'
	tight
	unset HITO_OFFICE
	hito db audit --verify
	[ "$code" -eq 0 ]
	ok $? 'the record is whole'
}
