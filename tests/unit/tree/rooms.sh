#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A register lives in one room: the file of sql/code that declares it and its
# form. Nothing else names it, but what gathers many registers (figures,
# reports, the board, the demonstration) and the registers that stand on it.
set -u
cd "$(dirname "$0")/../../.." || exit 1
. tests/lib/tap.sh

# Machinery may name what the program itself keeps, and the office.
machine='core.(office|member|login|batch|request|migration|register|kept|by_hand|setting|institution|personal_office|cell_word|unit_word)|audit.(change|seal|personal|anchor)'
# What gathers many registers.
sql_gathers='^sql/code/(follow/(board|completeness|figures|mean|number|figure|sheet|spans|start|terms|working|working_one)|report/[a-z_]+|core/(setup|users)|finish/words)\.sql$'
c_gathers='^src/(report/|batch/(report|backup)|store/(board|figures|offices|sheet|working)\.|place/(offices|sheet|preview|working)|place/[a-z]*/(offices|sheet|preview|working|issue))'

declared=$(sed -n "s/.*core\.declare('\([a-z_.]*\)'.*/\1/p" sql/code/*/*.sql |
	grep -vE "^($machine)\$" | sort -u)
names=$(printf '%s' "$declared" | tr '\n' '|' | sed 's/\./\\./g')
forms=$(sed -n 's/^form  *\([a-z_]*\) .*/\1/p' forms/*.form | tr '\n' '|')

# A file that declares a register, or X_more.sql beside the X.sql that does.
declares() {
	local f=$1
	while [ -n "$f" ]; do
		grep -qsE "core\.declare\('" "$f" && return
		[[ ${f##*/} == *_* ]] || return
		f=${f%_*}.sql
	done
}

# Files of SQL that declare nothing, without their comments.
sql_outside() {
	local f
	for f in sql/code/*/*.sql; do
		declares "$f" && continue
		[[ $f =~ $sql_gathers ]] && continue
		sed 's/--.*//' "$f" | grep -nowE "${names%|}" | sed "s|^|$f:|"
	done
}

# Strings of C that name a table or its views, and forms asked for by name.
c_outside() {
	local f
	for f in $(git ls-files 'src/*.c' 'src/*.h'); do
		[[ $f =~ $c_gathers ]] && continue
		sed 's|^ *\*.*||; s|/\*.*||' "$f" |
			grep -noE "\"[^\"]*\b(${names%|})(_all|_list|_pick)?\b|(desk_form\([^\"]*|form->name, )\"(${forms%|})\"" |
			sed "s|^|$f:|"
	done
}

sql_outside >"$out"
[ ! -s "$out" ]
ok $? "no SQL but a register's own room names it"
c_outside >"$out"
[ ! -s "$out" ]
ok $? "no C names a register"
tap_end
