#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The session of hito-import(1), from the look to the export: each command is run
# as it stands in the page, on the demonstration (TEST_URL), and what the page
# shows of its answer is in it, in that order.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/book.sh"
page=$PWD/man/hito-import.1
cd "$TEST_TMP" || exit 1

# What an office sends, and what people do between two commands.
printf '%s\n' 'Código;Periodo;Ejecutado' '1.1;2019-Q2;12,5' '1.3;2019-Q2;mucho' '3.1;2019-Q2;4' >grpat.csv
editor() { sed -i 's/1\.3;2019-Q2;mucho/1.3;2019-Q2;110/' "$1"; }
returned() { # what the offices do with their templates
	fill grpat.xlsx g.xlsx G6=n:12.5 G7=n:0.1 && mv g.xlsx grpat.xlsx
	fill sgti.xlsx s.xlsx G6=n:7 && mv s.xlsx sgti.xlsx
}

# "$ COMMAND" and behind it "> LINE" for each that it shows.
awk '/^Una sesión entera/ { on = 1 }
	/^\.Sh SEE/ { exit }
	!on { next }
	/^\.Bd/ { shown = 1; next }
	/^\.Ed/ { shown = 0; next }
	sub(/^\.Dl /, "") { print; next }
	!shown { next }
	{ gsub(/\\e$/, "\\") }
	held != "" { sub(/^ +/, ""); $0 = held $0; held = "" }
	sub(/\\$/, "") { held = $0; next }
	/^\$ / { print; next }
	{ print "> " $0 }' "$page" >session
commands=$(grep -c '^\$ ' session)
[ "$commands" -ge 12 ] && [ "$(grep -c '^> ' session)" -ge 20 ]
ok $? "it has $commands commands and their answers"

squeeze() { tr -s ' ' <"$1" | sed 's/^ //; s/ $//'; }
# A line of the page; "..." in it is anything, alone any lines.
as_pattern() { sed 's/[][\.*^$]/\\&/g; s/\\\.\\\.\\\./.*/g'; }
answered() { # of said what is in shown, in its order
	local from=1 line at
	squeeze "$out" >said
	while IFS= read -r line; do
		[ "$line" != '...' ] || continue
		at=$(tail -n +$from said | grep -n -m 1 -x -- "$(as_pattern <<<"$line")" | cut -d : -f 1)
		[ -n "$at" ] || { echo "lacks: $line" >"$errors" && return 1; }
		from=$((from + at))
	done < <(squeeze shown)
}

command=
try() {
	[ -n "$command" ] || return
	case $command in
	'hito import result grpat.xlsx '*) returned ;;
	esac
	set -f
	# shellcheck disable=SC2086
	set -- $command
	set +f
	: >"$errors"
	if [ "$1" = hito ]; then
		shift
		"$HITO" -d "$TEST_URL" "$@" >"$out" 2>&1 </dev/null
		code=$?
	else
		"$@" >"$out" 2>&1
		code=$?
	fi
	answered
	ok $? "$command"
}
while IFS= read -r line; do
	case $line in
	'$ '*)
		try
		command=${line#'$ '}
		: >shown
		;;
	'> '*) echo "${line#'> '}" >>shown ;;
	esac
done <session
try
[ "$code" -eq 0 ] && grep -q '1\.1.*12[.,]5' resultados.csv
ok $? 'and what was loaded is in what was exported'
tap_end
