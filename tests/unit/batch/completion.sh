#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What may stand at a place of a command line, as a shell asks for it: from the
# usage of the subcommands, the forms, and the server; and bash, which asks.
set -u
. "$(dirname "$0")/../../lib/tap.sh"
words() { # WORD...: the words alone
	"$HITO" completion words --within 600000 -- "$@" 2>"$errors" </dev/null | cut -f 1 >"$out"
}
has() { # TITLE WANTED...: among what came
	local title=$1 missing=0 w
	shift
	for w; do
		grep -qxF -e "$w" "$out" || missing=1
	done
	ok $missing "$title"
}
is() { # TITLE WANTED...: that and nothing else
	local title=$1
	shift
	printf '%s\n' "$@" | sort | diff - <(sort "$out") >"$errors"
	ok $? "$title"
}
none() {
	[ ! -s "$out" ]
	ok $? "$1"
}

words ''
has 'orders of both languages, and the shell' list listar import importar completion consola
words tab
is 'by what is typed' tablero
words list mil
is 'a register' milestone
words listar hit
is 'by its other name, behind the other name of the order' hito
words list milestone --filter over
is 'a filter of that register' overdue
words list milestone --
has 'its options, and those for all' --filter --where --json --csv --plan --lang
words list milestone --json --cs
is 'of a|b either' --csv
words show milestone --csv
none 'and no option of another order'
words list milestone --format ''
none 'a format that the usage does not list is not invented'
words export milestone --format ''
is 'the value of an option where it is one of few' csv xlsx ods json
words list milestone --where state
is 'a field, and its equals sign' state=
words list milestone --where state=p
is 'a choice of the field' state=pending
words do milestone 2018-2020/1.1 resch
is 'an action' reschedule
words batch ''
is 'a word that chooses the way' list show undo rejects
words batch undo 3 --
has 'what that way takes' --yes --json
! grep -qxF -e --output "$out"
ok $? 'and not what another takes'
words report quart
is 'a report' quarterly
words report ''
has 'or what is done with one' issue verify quarterly
words import milestone ''
is 'files are the matter of the shell' :files
words publish ''
is 'folders too' :folders
words --lang ''
is 'of what holds for all' es en

words -d "$TEST_URL" show milestone 2018-2020/3.
is 'keys of the server that is named' 2018-2020/3.1 2018-2020/3.2 2018-2020/3.3 2018-2020/3.4 2018-2020/3.5
words "$TEST_URL" --plan ''
is 'the address before the order' 2016-2017 2018-2020
words -d "$TEST_URL" board --period 2019-
is 'periods without their plan' 2019-Q1 2019-Q2 2019-Q3 2019-Q4
words -d "$TEST_URL" new milestone --about commitment=2018-2020/
has 'a key behind its register' commitment=2018-2020/1 commitment=2018-2020/5
words -d "$TEST_URL" template milestone --office GRT
is 'an office' GRTPE
words -d "$TEST_URL" list milestone --json ''
none 'where no more words go none is offered'
words -h "$TEST_TMP/nowhere" show milestone 2018
none 'without a server there is no key'
words -h "$TEST_TMP/nowhere" show mil
is 'and all the rest' milestone
HITO_CLUSTER=$TEST_TMP/none words show milestone 2018
[ ! -e "$TEST_TMP/none" ] && [ ! -s "$out" ]
ok $? 'no server is made for a Tab'
hito completion ksh
[ "$code" = 1 ] && grep -qF '«ksh»' "$errors"
ok $? 'a shell that is not known'

# bash itself, which parts words at = and : in its own way.
mkdir "$TEST_TMP/bin"
ln -s "$HITO" "$TEST_TMP/bin/hito"
cat >"$TEST_TMP/ask.sh" <<'END'
. <(hito completion bash)
compopt() { echo "compopt $*"; }
COMP_LINE=$1 COMP_POINT=${#1}
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_hito
printf '%s\n' "${COMPREPLY[@]}"
END
ask() { # LINE WORD...
	PATH=$TEST_TMP/bin:$PATH bash "$TEST_TMP/ask.sh" "$@" >"$out" 2>"$errors" </dev/null
}
ask 'hito list mil' hito list mil
is 'bash: a register' milestone
ask 'hito list milestone --where state=p' hito list milestone --where state = p
is 'bash: behind an equals sign only what follows it' pending
ask 'hito list milestone --where stat' hito list milestone --where stat
is 'bash: no blank behind an equals sign' 'compopt -o nospace' state=
ask 'hito import milestone ' hito import milestone ''
has 'bash: files' 'compopt -o default'
for shell in zsh fish; do
	if command -v $shell >/dev/null; then
		"$HITO" completion $shell >"$TEST_TMP/script" && $shell -n "$TEST_TMP/script" >"$out" 2>&1
		ok $? "$shell: its script parses"
	else
		skip "$shell: its script parses" 'it is not here'
	fi
done
# fish tells what it would offer.
if command -v fish >/dev/null; then
	offers() { # LINE: words alone
		PATH=$TEST_TMP/bin:$PATH fish -c "source '$TEST_TMP/fish.fish'; complete -C '$1'" 2>"$errors" </dev/null | cut -f1 >"$out"
	}
	"$HITO" completion fish >"$TEST_TMP/fish.fish"
	offers 'hito list mil'
	is 'fish: a register' milestone
	offers 'hito list'
	is 'fish: an order, in both languages' list listar
else
	skip 'fish: what it offers' 'it is not here'
fi
tap_end
