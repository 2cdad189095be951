#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What must not stand in the sources: careless calls, work left for another
# day, the name of one region, files and functions too long to read.
set -u
cd "$(dirname "$0")/../../.." || exit 1
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

say 'no unbounded or locale-bound calls' "$(grep -rnE \
	'\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|alloca|gets)\(' \
	src tests --include='*.[ch]')"
# Spelled apart, so that this file is not its own finding.
later='TO''DO|FIX''ME|XX''X|HA''CK'
say 'nothing is left for another day' "$(grep -rnE "\\b($later)\\b" \
	src forms sql man tests Makefile README.md CONTRIBUTING.md)"
say 'no region by name outside the demonstration' "$(grep -rniE \
	'la libertad|\bCRGA\b|\bGRLL\b|regionlalibertad' src forms sql man |
	grep -v -e '^sql/demo/' -e '^man/pictures/')"
say 'every source says its licence first' "$(
	find src tests sql forms -path tests/form/wrong -prune -o \
		\( -name '*.[ch]' -o -name '*.sql' -o -name '*.sh' -o \
		-name '*.form' \) -exec awk '
		FNR == 1 { said = 0 }
		FNR <= 2 && /SPDX-License-Identifier: GPL-3.0/ { said = 1 }
		FNR == 2 && !said { print FILENAME }' {} +)"
say 'no source has more than 800 lines' "$(
	find src -name '*.[ch]' -exec wc -l {} + |
		awk '$2 != "total" && $1 > 800')"
# Our style puts a function's braces in the first column.
say 'no function has more than 80 lines' "$(
	find src -name '*.c' -exec awk '
		/^\{/ { start = FNR }
		/^\}/ && start {
			if (FNR - start > 80)
				print FILENAME ":" start ": " FNR - start
			start = 0
		}' {} +)"
say 'no line is longer than 100 columns' "$(
	find src -name '*.[ch]' -exec awk '
		{
			line = $0
			while (i = index(line, "\t"))
				line = substr(line, 1, i - 1) \
					substr("        ", (i - 1) % 8 + 1) \
					substr(line, i + 1)
			gsub(/[\200-\277]/, "", line)
			if (length(line) > 100)
				print FILENAME ":" FNR ": " $0
		}' {} +)"
say 'no test sleeps instead of waiting for something' "$(grep -rnE \
	'\b(sleep|usleep|nanosleep)\b *\(?[0-9]' tests --include='*.[ch]' \
	--include='*.sh')"
echo "1..$n"
exit $bad
