#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito shell: what is typed and what is answered. NAME.in is read by the shell
# of a fresh demonstration, line by line; NAME.out is what it says, data and
# messages together. The first line of NAME.in, a comment, is the text of the
# test. Hours, the person and requests differ from run to run and are written
# alike before comparing. With LINES_WRITE=1 the answers are written anew, to
# be looked at. Needs TEST_URL.
set -u
cd "$(dirname "$0")" || exit 1
export LC_ALL=C.UTF-8
. ../lib/tap.sh

steady() {
	sed -E \
		-e 's/(le[ií]do|ahora mismo,) [0-9]{2}:[0-9]{2}/\1 HH:MM/' \
		-e "s,[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}  [a-z_]+ ,DIA HH:MM  QUIEN ," \
		-e "s/editaba: [a-z_]+,/editaba: QUIEN,/"
}

for typed in [0-9]*.in; do
	name=${typed%.in}
	"$HITO" -d "$TEST_URL" --quiet shell <"$typed" >"$out" 2>&1
	code=$?
	{
		steady <"$out"
		echo "== $code"
	} >"$TEST_TMP/$name.out"
	[ -z "${LINES_WRITE:-}" ] || cp "$TEST_TMP/$name.out" "$name.out"
	diff -u "$name.out" "$TEST_TMP/$name.out" >"$errors"
	ok $? "$(sed -n '1s/^# //p' "$typed")"
done

# Two at one record: the shell is fed line by line, and in between the record
# changes on the server.
mkfifo "$TEST_TMP/typed" "$TEST_TMP/never"
"$HITO" -d "$TEST_URL" --quiet shell <"$TEST_TMP/typed" >"$out" 2>&1 &
shell=$!
exec 3>"$TEST_TMP/typed"
until_says() { # WORDS: at most twenty seconds
	local k
	for ((k = 0; k < 200; k++)); do
		grep -q "$1" "$out" && return 0
		read -r -t 0.1 _ <>"$TEST_TMP/never"
	done
	return 1
}
printf '%s\n' 'abrir hito 2021-2022/1.2' 'Hito = Lo mío' 'línea metas Meta=Mía' >&3
until_says Mía
sql -c "update plan.milestone set text = 'Lo ajeno' where text = 'Otro'" >/dev/null
printf '%s\n' grabar 'nuevo hito' >&3
exec 3>&-
wait $shell
[ $? -eq 1 ] && grep -q 'Cambió mientras usted lo editaba' "$out" &&
	grep -q 'Lo ajeno' "$out"
ok $? 'somebody else saved first: who, and what it says now'
grep -q 'tiene cambios sin grabar' "$out" &&
	grep -q 'quedaron cambios sin grabar' "$out"
ok $? 'and what was typed is not lost unseen'

# The line is another person's, or only for reading.
reader=t_line_$$
sql -c "create role $reader login inherit in role hito_reader" \
	-c "insert into core.member(login, office_id, kind) select '$reader', id, 'read' from core.office where office_code = 'SGTI'" >/dev/null
printf '%s\n' 'nuevo hito' 'abrir hito 2021-2022/1.2' 'anular porque sí' |
	"$HITO" -d "$TEST_URL" -U "$reader" --quiet shell >"$out" 2>&1
[ $? -eq 3 ] && [ "$(grep -c 'Solo lectura' "$out")" -eq 2 ]
ok $? 'who only reads is told so before anything is sent'
sql -c "delete from core.member where login = '$reader'" -c "drop role $reader" >/dev/null

# What ayuda lists, hito-shell(1) explains.
echo ayuda | "$HITO" -d "$TEST_URL" --quiet shell >"$out" 2>"$errors"
missing=
while read -r name; do
	grep -q "^\.It Cm.* $name\b" ../../man/hito-shell.1 || missing="$missing, $name"
done < <(sed -n 's/^  \([[:lower:]][^,[A-Z]*[[:lower:]]\).*/\1/p' "$out")
[ -z "$missing" ] || echo "not in hito-shell(1)$missing" >"$errors"
[ -z "$missing" ] && [ "$(grep -c '^      ' "$out")" -gt 20 ]
ok $? 'hito-shell(1) has every order'

# Its recipes do what they say, as they stand there.
. ../../tests/lib/page.sh
recipe() { # WORDS DONE
	example ../../man/hito-shell.1 "$1" | sed '/^hito shell/d; /^FIN$/d' |
		"$HITO" -d "$TEST_URL" --quiet shell >"$out" 2>"$errors"
	[ $? -eq 0 ] && grep -qF -- "$2" "$out"
	ok $? "$1"
}
recipe 'Desde un guión' 'Grabado: Actividad 2018-2020/4'
recipe 'Lo vencido' 'Hito 2018-2020/'
recipe 'Otra actividad' 'Grabado: Actividad '
recipe 'Un término con blancos' 'Hecho: Reprogramar, 2018-2020/3.1'
tap_end
