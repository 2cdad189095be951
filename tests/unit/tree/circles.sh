#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# No circle of more than four objects in a folder of src/: who needs whom is
# what the linker sees of the objects of the build. Folders below one count
# with it.
set -u
cd "$(dirname "$0")/../../.." || exit 1
build=$(dirname "${HITO:-.build/hito}")
most=4
# Folders that still have a larger one.
exempt=

# Of the sources that are there now: an old build may have more.
objects=$(find src -name '*.c' | LC_ALL=C sort | while IFS= read -r c; do
	o=${c#src/}
	o=${o%.c}.o
	for kind in obj pic; do # pic: of the writers that are loaded
		[ -e "$build/$kind/$o" ] && echo "$build/$kind/$o" && break
	done || echo "no object of $c" >&2
done 2>&1)
case $objects in
*'no object'*)
	echo '1..0 # SKIP there are not all objects of this build'
	exit 0
	;;
esac

# A folder's circles, largest first: "FOLDER N OBJECT...". From each object
# all that it reaches; a circle is whoever reaches one another.
circles() {
	nm -A -P $objects | awk -v root="$build/" '
	{
		file = substr($1, length(root "obj/") + 1)
		sub(/\.o:$/, "", file)
		sub(/\.o\[.*$/, "", file)
		folder = file
		sub(/\/.*/, "", folder)
		if (folder == file) next
		if (!(file in at)) { at[file] = ++n; name[n] = file; of[n] = folder }
		if ($3 == "U") wants[at[file], $2] = 1
		else if ($3 ~ /[A-Z]/) owner[$2] = at[file]
	}
	END {
		for (pair in wants) {
			split(pair, p, SUBSEP)
			to = owner[p[2]]
			if (to && to != p[1] && of[to] == of[p[1]])
				next_of[p[1]] = next_of[p[1]] " " to
		}
		for (i = 1; i <= n; i++) {
			split("", seen); top = 1; stack[1] = i
			while (top > 0) {
				m = split(next_of[stack[top--]], to_visit, " ")
				for (k = 1; k <= m; k++)
					if (!(to_visit[k] in seen)) {
						seen[to_visit[k]] = 1
						stack[++top] = to_visit[k]
					}
			}
			for (j in seen) reach[i, j] = 1
		}
		for (i = 1; i <= n; i++) {
			if (done[i] || !((i, i) in reach)) continue
			size = 0; who = ""
			for (j = i; j <= n; j++)
				if (((i, j) in reach) && ((j, i) in reach)) {
					done[j] = 1; size++; who = who " " name[j]
				}
			print of[i], size who
		}
	}' | sort -k1,1 -k2,2nr
}

found=$(circles)
n=0
bad=0
for folder in $(find src -mindepth 1 -maxdepth 1 -type d ! -name po |
	sed 's|^src/||' | LC_ALL=C sort); do
	n=$((n + 1))
	large=$(printf '%s\n' "$found" |
		awk -v f="$folder" -v most=$most '$1 == f && $2 > most')
	case " $exempt " in
	*" $folder "*)
		if [ -n "$large" ]; then
			echo "ok $n - $folder # SKIP it still has a larger one"
		else
			echo "not ok $n - $folder has none any more: take it off the list"
			bad=1
		fi
		;;
	*)
		if [ -z "$large" ]; then
			echo "ok $n - $folder has no circle of more than $most"
		else
			echo "not ok $n - $folder has no circle of more than $most"
			printf '%s\n' "$large" | sed 's/^/# /'
			bad=1
		fi
		;;
	esac
done
echo "1..$n"
exit $bad
