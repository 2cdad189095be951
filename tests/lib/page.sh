# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What a man page says to write, to be written as it stands there. Sourced.
#
#   example PAGE WORDS [N]   the lines of the Nth (1) example behind those words
example() {
	awk -v words="$2" -v wanted="${3:-1}" '
		/^\.Ed/ { inside = 0 }
		inside && n == wanted
		there && /^\.Bd/ { n++; inside = 1 }
		index($0, words) { there = 1 }' "$1"
}
