#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the files of load.sql one behind the other, for psql; -l: their names.
set -eu
cd "$(dirname "$0")"

in_order() { # FOLDER
	for f in "$1"/*.sql; do
		# A file with itself, then each name that it comes behind.
		echo "$f $f"
		sed -n "s|^-- after: \(.*\)|$1/\1.sql $f|p" "$f"
	done | LC_ALL=C awk '
		!($2 in waits) { names[++n] = $2; waits[$2] = "" }
		$1 != $2 { waits[$2] = waits[$2] " " $1 }
		function ready(name, w, m, k) {
			m = split(waits[name], w)
			for (k = 1; k <= m; k++)
				if (!(w[k] in done))
					return 0
			return !(name in done)
		}
		END {
			for (left = n; left; left--) {
				for (i = 1; i <= n && !ready(names[i]); i++)
					;
				if (i > n)
					exit 1
				done[names[i]]
				print names[i]
			}
		}'
}

list=
for folder in $(sed -n 's/^-- folder //p' load.sql); do
	list="$list $(in_order "$folder")" || {
		echo "$folder: -- after: goes round or names nothing" >&2
		exit 1
	}
done
if [ "${1-}" = -l ]; then
	printf '%s\n' $list
else
	cat $list
fi
