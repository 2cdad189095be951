#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the files of load.sql one behind the other, for psql; -l: their names.
set -eu
cd "$(dirname "$0")"
for folder in $(sed -n 's/^-- folder //p' load.sql); do
	for f in "$folder"/*.sql; do
		# A file with itself, then each name that it comes behind.
		echo "$f $f"
		sed -n "s|^-- after: \(.*\)|$folder/\1.sql $f|p" "$f"
	done | LC_ALL=C awk '
		!($2 in waits) { names[++n] = $2; waits[$2] = "" }
		$1 != $2 { waits[$2] = waits[$2] " " $1 }
		END {
			for (left = n; left; left--) {
				for (i = 1; i <= n; i++) {
					ready = !(names[i] in done)
					m = split(waits[names[i]], w)
					for (k = 1; ready && k <= m; k++)
						ready = w[k] in done
					if (ready)
						break
				}
				if (i > n) {
					print "load.sh: -- after: " \
						"goes round or names nothing" >"/dev/stderr"
					exit 1
				}
				done[names[i]]
				print names[i]
			}
		}'
done | if [ "${1-}" = -l ]; then cat; else xargs cat; fi
