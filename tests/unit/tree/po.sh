#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The translations: the catalogues are well formed, no string of the sources,
# no sentence of the SQL and no text of a form or layout is left without one
# with the same arguments, and what has little room on the screen fits.
set -u
cd "$(dirname "$0")/../../.." || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
n=0
bad=0
say() { # TITLE FINDINGS
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '%s\n' "$2" | cut -c1-160 | sed 's/^/# /'
		bad=1
	fi
}

# The same keywords as "make po". Its notices, as of a '\r', are no errors.
LC_ALL=C awk -f src/po/served.awk \
	$(find sql/code forms -type f | LC_ALL=C sort) >"$tmp/served.c"
{
	find src -name '*.[ch]' | LC_ALL=C sort
	echo "$tmp/served.c"
} |
	xgettext --from-code=UTF-8 -L C -k_ -kN_ -kngettext:1,2 \
		--add-location=file -f - -o "$tmp/hito.pot" 2>"$tmp/said" ||
	cat "$tmp/said" >"$tmp/failed"
say 'the strings of the sources can be extracted' "$(
	if [ -e "$tmp/failed" ] || [ ! -s "$tmp/hito.pot" ]; then
		echo 'xgettext failed:'
		cat "$tmp/said"
	fi)"

# FILE: the strings it has no translation for.
missing() {
	msgmerge --quiet --no-fuzzy-matching -o "$tmp/merged.po" "$1" \
		"$tmp/hito.pot" 2>"$tmp/said" || cat "$tmp/said"
	{
		msgattrib --untranslated --no-wrap "$tmp/merged.po"
		msgattrib --only-fuzzy --no-obsolete --no-wrap "$tmp/merged.po"
	} 2>/dev/null | grep -E '^(#:|msgid "[^"]|msgid_plural)'
}

# FILE: labels of the key bar, a cell of which has room for seven characters.
wide_labels() {
	msgcat --no-wrap --no-location "$1" 2>/dev/null | awk '
		NR == FNR {
			if (match($0, /N_\("[^"]*"\), [0-9]+,/)) {
				split(substr($0, RSTART), part, "\"")
				label[part[2]] = 1
			}
			next
		}
		/^msgid "/ { id = substr($0, 8, length($0) - 8) }
		/^msgstr "/ {
			text = substr($0, 9, length($0) - 9)
			if (id in label && length(text) > 7)
				print id ": " text
		}' src/cmd/command.c -
}

# FILE: texts of layouts whose translation fills in other {names}.
other_names() {
	msgcat --no-wrap --no-location "$1" 2>/dev/null | awk '
		function lacks(s, names) {
			while (match(names, /[{][a-z_]+[}]/)) {
				if (!index(s, substr(names, RSTART, RLENGTH)))
					return 1
				names = substr(names, RSTART + RLENGTH)
			}
			return 0
		}
		/^msgid "/ { id = $0 }
		/^msgstr "/ && (lacks($0, id) || lacks(id, $0)) { print id }'
}

for file in src/po/*.po; do
	say "$file is well formed" "$(
		msgfmt --check -o /dev/null "$file" 2>&1)"
	say "$file translates every string of the sources" \
		"$(missing "$file")"
	say "$file fills in what the texts of layouts do" \
		"$(other_names "$file")"
	say "$file has labels that fit in the key bar" "$(
		wide_labels "$file")"
done
echo "1..$n"
exit $bad
