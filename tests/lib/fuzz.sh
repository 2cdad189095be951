#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh FOLDER SECONDS: runs each fuzzer of FOLDER for so long, from the
# corpus kept in tests/fuzz/corpus/NAME. Fails on the first finding.
set -eu
folder=$1
seconds=$2
found=0
for program in "$folder"/*; do
	[ -x "$program" ] && [ -f "$program" ] || continue
	name=${program##*/}
	seeds=tests/fuzz/corpus/$name
	new=$folder/corpus/$name
	mkdir -p "$new"
	[ -d "$seeds" ] || seeds=
	echo "fuzz $name, $seconds s"
	# $seeds is empty or one folder without blanks.
	# shellcheck disable=SC2086
	if ! "$program" -max_total_time="$seconds" -timeout=10 \
		-rss_limit_mb=2048 -artifact_prefix="$folder/found-$name-" \
		"$new" $seeds >"$folder/$name.log" 2>&1; then
		echo "fuzz $name: FOUND, see $folder/$name.log"
		tail -n 40 "$folder/$name.log"
		found=1
	fi
done
exit $found
