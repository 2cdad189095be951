#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The man pages are clean and the shell scripts parse.
set -u
cd "$(dirname "$0")/../../.." || exit 1
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
for page in man/*.[1-8]; do
	mandoc -Tlint -W warning "$page" | sed 's/^/# /'
	mandoc -Tlint -W warning "$page" >/dev/null
	result $? "$page is clean"
done
for page in man/*.[1-8]; do
	# What apropos finds it by.
	[ "$(sed -n '/^\.Sh NAME/{n;p;q}' "$page")" = ".Nm $(basename "${page%.*}")" ]
	result $? "$page says its name first"
done
# groff 1.23 makes the letters of a section's title small, those of escapes like
# \[u00CD] too, of which nothing is left.
! LC_ALL=C grep -n '^\.Sh.*[^ -~]' man/*.[1-8] | sed 's/^/# /' | grep .
result $? "titles of sections are ASCII, as \\['I]"
# groff would break Spanish words by the rules of English: its mdoc forgets .nh
# behind each macro, 1.22 unless the first register says so, later ones the second.
for page in man/*.[1-8]; do
	[ "$(sed -n '/^\.Os$/{n;p;n;p;n;p;q}' "$page" | tr '\n' ' ')" = \
		'.nr doc-hyphen-flags 0 .nr HY 0 .nh ' ]
	result $? "$page breaks no words"
done
! mandoc -Tutf8 man/hito-guide.7 | sed "s/.$(printf '\b')//g" |
	LC_ALL=C.UTF-8 grep -E '^.{81}' | sed 's/^/# /' | grep .
result $? 'the guide fits in 80 columns'
for script in tests/run .ci/run $(find tests -name '*.sh'); do
	bash -n "$script"
	result $? "$script parses"
done
echo "1..$n"
exit $bad
