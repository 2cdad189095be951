#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The screen as it is heard (reader = sí): after each key the line of the
# cursor holds label and value, a question its question, and of the lines
# below the work area only that one changed. Needs TEST_URL.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
export LC_ALL=C.UTF-8 HITO_OFFICE='' XDG_CONFIG_HOME=$TEST_TMP/config
mkdir -p "$XDG_CONFIG_HOME/hito"
echo 'reader = sí' >"$XDG_CONFIG_HOME/hito/hito.conf"

heard() { # DUMP: the line that the cursor is in
	awk -v wanted="--- $1" '/^--- / { on = $0 == wanted; n = 0; next }
		on && /^cursor / { split($2, at, ","); print line[at[1]]; exit }
		on { line[++n] = $0 }' "$out"
}
says() { # DUMP TEXT: the line of the cursor holds it
	heard "$1" | grep -qF -- "$2"
	ok $? "$1: $2"
}
below() { # DUMP: what is below the work area, but for the line that is heard
	awk -v wanted="--- $1" '/^--- / { on = $0 == wanted; n = 0; next }
		on { n++ } on && (n == 22 || n == 24)' "$out"
}
printf '%s\n' '<C-p>lista hito<Enter>' '@dump row' '<Down>' '@dump next' \
	'<Right>' '@dump column' '<C-p>lista compromiso<Enter><Enter>' \
	'@dump form' '<Tab>' '@dump field' 'x' '@dump typed' '<PgDn>' \
	'@dump long' '<Down>' '@dump below' '<F10>' \
	'@dump question' >"$TEST_TMP/keys"
hito --script "$TEST_TMP/keys" --size 80x24
ok "$code" 'a session is heard'
says row 'Plan: 2018-2020; Comp.: 1; N°: 1; Hito: '
says next 'N°: 2; Hito: '
says column 'Comp.: 1; N°: 2'
says form 'Compromiso N°: 1'
says field 'Como se publicó: 01'
says typed 'Como se publicó: 01x'
says long 'Status quo o problema: todas de la capital.'
says below 'Objetivo principal: participación.'
says question 'Hay cambios sin grabar'
grep -A 25 '^--- typed' "$out" | grep -qx 'cursor 23,21'
ok $? 'the cursor is behind what was typed'
[ "$(below row)" = "$(below next)" ] && [ "$(below form)" = "$(below field)" ]
ok $? 'one line changes for a key'

# What is no list and no form.
printf '%s\n' '@dump board' '<Down>' '@dump second' '<End>' '@dump alert' \
	'<F9>' '@dump menu' '<F10>' 'w' '@dump offices' '<Down><Enter>' \
	'@dump sheet' '<F10><F10>' '<Home><Down><F3>' '@dump working' '<Down>' \
	'@dump term' '<F10>' 'i' '@dump choice' 'informe de s<Enter><Enter>' \
	'@dump page' '<Down><Down><Down><Down>' '@dump line' >"$TEST_TMP/keys"
hito --script "$TEST_TMP/keys" --size 80x24
ok "$code" 'places are heard too'
says board '1 Decide La Libertad: participación ciudadana: 91.20; Verde'
says second '2 Capacidades y brecha digital: 64.00; Rojo; acc. 1 de 2'
says alert 'postulantes por depurar: 2'
says menu 'Menú: Planes de acción'
says offices 'Envíos del trimestre: Plan 2018-2020; I Trim. 2019 abierto'
says sheet '5.1 Anemia en menores de 3 años, Ejecutado:'
says working '1.1 Procesos publicados'
says term '1.2 Ciudadanos registrados'
says choice '¿Qué informe?: INFORME DE SEGUIMIENTO; de un trimestre'
says page 'PRUEBA - datos de práctica'
says line 'I Trim. 2019'
heard alert | grep -qv '[▲█>|]'
ok $? 'no drawing is spoken'
tap_end
