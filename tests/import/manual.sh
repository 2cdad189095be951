#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The session of hito-import(1), from the look to the export, and its recipes:
# each command is run as it stands in the page, on the demonstration (TEST_URL),
# and what the page shows of its answer is in it, in that order. A file that the
# page shows with cat, and nobody made before, is made of what it shows.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/book.sh"
page=$PWD/man/hito-import.1
mkdir "$TEST_TMP/bin" "$TEST_TMP/work"
printf '#!/bin/sh\nexec "%s" -d "%s" "$@"\n' "$HITO" "$TEST_URL" >"$TEST_TMP/bin/hito"
chmod +x "$TEST_TMP/bin/hito"
export PATH=$TEST_TMP/bin:$PATH
cd "$TEST_TMP/work" || exit 1

# What an office sends, and what people do between two commands.
printf '%s\n' 'Código;Periodo;Ejecutado' '1.1;2019-Q2;12,5' '1.3;2019-Q2;mucho' '3.1;2019-Q2;4' >grpat.csv
printf '%s\n' 'Compromiso N°;Título;Área Responsable;Relevancia' \
	'1;Un portal de obras;Sub Gerencia de Planeamiento Sub Gerencia de Tecnologías de la Información;Transparencia Se verá cada obra Participación Se podrá opinar' \
	'2;Un aula abierta;Gerencia Regional de Planeamiento y Acondicionamiento Territorial;Innovación Habrá un aula' |
	iconv -f utf-8 -t cp1252 >ficha.csv
printf '%s\n' 'Compromiso N°|N°|Hito|Fecha final' 'n:1|n:1|Línea de base|set-2021' 'n:1|n:3|Portal en prueba|mar-2022' >Abril
sed 's/set-2021/ago-2021/' Abril >Enero
book hitos.xlsx Enero Abril
milestones() { printf '%s\n' 'Compromiso N°;N°;Hito;Fecha final' "$@"; }
milestones '9;1;Visita de obra;dic-2021' '1;5;Visitas;dic-2021' >visitas.csv
milestones '1;6;Balance;dic-2022' '7;1;Nada;dic-2022' | gzip -n >noche.csv.gz
printf '%s\n' 'Código;Título;Clase;Fecha' 'INF-01;Primer informe;informe;05/04/2019' 'INF-02;Segundo informe;informe;08/04/2019' |
	head -c -1 >papeles.csv
editor() {
	case $1 in
	malas.csv) sed -i 's/1\.3;2019-Q2;mucho/1.3;2019-Q2;110/' "$1" ;;
	malas.xlsx)
		FILL_SHEET=2 fill "$1" m.xlsx "$(place_of "$1" 9)=1" "$(place_of "$1" 1)=7" && mv m.xlsx "$1"
		;;
	hitos.csv) sed -i 's/Portal en prueba/Portal a prueba/' "$1" ;;
	esac
}
# The last cell of the second sheet that has that text.
place_of() { # FILE TEXT
	unzip -p "$1" xl/worksheets/sheet2.xml | text=$2 perl -0777 -ne 'print $1 if m{.*<c r="(\w+)"[^>]*>(?:<is><t>|<v>)\Q$ENV{text}\E<}s'
}
returned() { # what the offices do with their templates
	case $1 in
	*'result grpat.xlsx sgti.xlsx --period 2019-Q2')
		fill grpat.xlsx g.xlsx G6=n:12.5 G7=n:0.1 && mv g.xlsx grpat.xlsx
		fill sgti.xlsx s.xlsx G6=n:7 && mv s.xlsx sgti.xlsx
		;;
	*'milestone sgp.xlsx') fill sgp.xlsx s.xlsx 'D6=Línea de base aprobada' && mv s.xlsx sgp.xlsx ;;
	esac
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
	{ print "> " $0 }' "$page" >../session
commands=$(grep -c '^\$ ' ../session)
[ "$commands" -ge 40 ] && [ "$(grep -c '^> ' ../session)" -ge 90 ]
ok $? "it has $commands commands and their answers"
[ "$(sed -n '/^\.Sh RECETAS/,/^\.Sh SEE/p' "$page" | grep -c '^\.Ss ')" -ge 10 ]
ok $? 'and ten recipes or more'

squeeze() { tr -s ' ' <"$1" | sed 's/^ //; s/ $//'; }
# A line of the page; "..." in it is anything, alone any lines.
as_pattern() { sed 's/[][\.*^$]/\\&/g; s/\\\.\\\.\\\./.*/g'; }
answered() { # of said what is in shown, in its order
	local from=1 line at
	squeeze "$out" >../said
	while IFS= read -r line; do
		[ "$line" != '...' ] || continue
		at=$(tail -n +$from ../said | grep -n -m 1 -x -- "$(as_pattern <<<"$line")" | cut -d : -f 1)
		[ -n "$at" ] || { echo "lacks: $line" >"$errors" && return 1; }
		from=$((from + at))
	done < <(squeeze ../shown)
}

command=
code=0
try() {
	local before=$code
	[ -n "$command" ] || return
	: >"$errors"
	case $command in
	'cat '*) [ -e "${command#cat }" ] || cp ../shown "${command#cat }" ;;
	'hito import '*) returned "$command" ;;
	esac
	case $command in
	'editor '*) editor "${command#editor }" >"$out" 2>&1 ;;
	'echo $?') echo "$before" >"$out" ;;
	*) sh -c "$command" >"$out" 2>&1 </dev/null ;;
	esac
	code=$?
	answered
	ok $? "$command"
}
while IFS= read -r line; do
	case $line in
	'$ '*)
		try
		command=${line#'$ '}
		: >../shown
		;;
	'> '*) echo "${line#'> '}" >>../shown ;;
	esac
done <../session
try
[ "$code" -eq 0 ] && grep -q '1\.1.*12[.,]5' resultados.csv
ok $? 'and what was loaded is in what was exported'
tap_end
