#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The copy of every night: whole or not there, so many kept, with the settings of
# its file; and the settings for the server are those of hito-db(8).
set -u
. "$(dirname "$0")/../lib/tap.sh"
copies=$TEST_TMP/copies
mkdir "$TEST_TMP/bin"
ln -s "$HITO" "$TEST_TMP/bin/hito"
export PATH=$TEST_TMP/bin:$TEST_PGBIN:$PATH
export PGHOST=$HITO_CLUSTER/socket PGUSER=hito_super
cat >"$TEST_TMP/backup.conf" <<END
DATABASE=$TEST_DB
BACKUPS=$copies
KEEP=2
END
copy() {
	src/server/hito-backup.sh "$TEST_TMP/backup.conf" >"$out" 2>"$errors"
	code=$?
}
kept() {
	ls "$copies" | grep -c '^2'
}
# Folders are named by the second.
older() { # NAME
	mv "$(cat "$out")" "$copies/$1"
}

copy
ok $code 'a copy'
(cd "$(cat "$out")" && sha256sum --quiet -c SHA256SUMS && pg_restore -l "$TEST_DB.dump" >/dev/null && grep -q 'CREATE ROLE hito_it' roles.sql) >"$errors" 2>&1
ok $? 'it sums up, the dump can be read, the roles are there'
[ "$(stat -c %a "$(cat "$out")" "$copies/anclas" | sort -u | tr '\n' ' ')" = '600 700 ' ]
ok $? 'for nobody else to read'
"$HITO" -d "$TEST_DB" db audit --verify --anchor "$copies/anclas" >"$errors" 2>&1
ok $? 'the anchors that it keeps are those of the chain'
copy
older 2020-01-01T000000
copy
older 2020-01-02T000000
copy
[ "$code" = 0 ] && [ "$(kept)" = 2 ] && [ ! -e "$copies/2020-01-01T000000" ] && [ -e "$(cat "$out")/SHA256SUMS" ]
ok $? 'as many are kept as were asked for, the last ones'
ls -A "$copies" >"$TEST_TMP/before"
for what in pg_dump pg_dumpall sha256sum; do
	printf '#!/bin/sh\necho falla >&2\nexit 1\n' >"$TEST_TMP/bin/$what"
	chmod +x "$TEST_TMP/bin/$what"
	copy
	rm "$TEST_TMP/bin/$what"
	[ "$code" != 0 ] && ls -A "$copies" | diff - "$TEST_TMP/before" >"$out"
	ok $? "where $what fails nothing is left, and nothing taken away"
done
for keep in 0 muchas -1; do
	KEEP=$keep BACKUPS=$copies DATABASE=$TEST_DB src/server/hito-backup.sh >"$out" 2>"$errors"
	[ $? = 1 ] && grep -qF "no «$keep»" "$errors"
	ok $? "KEEP=$keep is refused in a sentence"
done

settings() { # FILE: name = value, sorted
	sed -n 's/^#\{0,1\}\([a-z_]* = [^ ]*\)$/\1/p' "$1" | sort
}
settings src/server/postgresql.conf >"$TEST_TMP/file"
awk '/Ajustes recomendados/ { there = 1 } there && /^\.Ed/ { exit } there' man/hito-db.8 >"$TEST_TMP/page"
settings "$TEST_TMP/page" | diff - "$TEST_TMP/file" >"$out" && [ "$(wc -l <"$TEST_TMP/file")" = 12 ]
ok $? 'the file of settings says what hito-db(8) says'
tap_end
