#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Wrong form files: each says where it is wrong and what is expected. The
# second line of tests/form/wrong/NAME.form is "# dice: LINE:COLUMN: ...".
set -u
cd "$(dirname "$0")" || exit 1
n=0
bad=0
result() { # STATUS TITLE
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		bad=1
	fi
}
refused() { # FILE SENTENCE TITLE: exit code 1 and the sentence, no more
	said=$("$HITO" form check --offline "$1" 2>&1)
	code=$?
	[ "$code" -eq 1 ] && [ "$said" = "$2" ]
	status=$?
	[ "$status" -eq 0 ] || printf '# %s (%s)\n# not %s\n' "$said" \
		"$code" "$2"
	result $status "$3"
}
for form in wrong/*.form; do
	dice=$(sed -n '2s/^# dice: //p' "$form")
	said=$("$HITO" form check --offline "$form" 2>&1)
	code=$?
	[ "$code" -eq 1 ] && printf '%s\n' "$said" | grep -qxF "$form:$dice"
	status=$?
	[ "$status" -eq 0 ] || printf '# %s (%s)\n# not %s:%s\n' "$said" \
		"$code" "$form" "$dice"
	result $status "$form is refused where it is wrong"
done

cd "$TEST_TMP" || exit 1
: >empty.form
refused empty.form 'empty.form:1:1: al formulario le falta «form».' \
	'an empty file'
mkdir folder.form
for form in none.form folder.form; do
	"$HITO" form check --offline $form >out 2>&1
	[ $? -eq 1 ] && grep -q "^No se puede leer el formulario «$form»: " out
	result $? "$form, which cannot be read"
done
mkfifo fifo.form
"$HITO" form check --offline fifo.form >out 2>&1
[ $? -eq 1 ] && grep -qF '«fifo.form» no es un archivo corriente.' out
result $? 'one that nobody writes is not waited for'
cat "$HITO_HOME/forms/goal.form" |
	"$HITO" form check --offline /dev/fd/0 >out 2>&1
result $? 'but one of a shell is read'
head -c 1100000 /dev/zero | tr '\0' '#' >large.form
refused large.form 'large.form:1:1: el archivo pasa de 1 MiB: no es un formulario.' \
	'a file too large'
head -c 65536 "$HITO" >binary.form
"$HITO" form check --offline binary.form >out 2>&1
[ $? -eq 1 ] && grep -q '^binary.form:1:' out
result $? 'a binary file'
"$HITO" form check --ofline >out 2>&1
[ $? -eq 1 ] && grep -q 'No existe la opción' out
result $? 'an unknown option'
"$HITO" form destroy >out 2>&1
[ $? -eq 1 ] && grep -q 'se espera check, draw, list, describe, propose o text' out
result $? 'an unknown verb'
echo "1..$n"
exit $bad
