#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The manuals as one page: every page of man/ is in it, once; each mark is one;
# each link leads to a mark.
set -u
. "$(dirname "$0")/../../lib/tap.sh"
page=$TEST_TMP/page.html
manuals=$(make -s -f - manuals <<'E'
include Makefile
manuals: ; @echo $(MANUALS)
E
)
[ "$(printf '%s\n' $manuals | sort)" = "$(ls man/*.[1-8])" ]
ok $? 'make doc takes every page of man/'
sh src/doc/page.sh $manuals >"$page" 2>"$errors"
[ ! -s "$errors" ] && [ "$(grep -c '^<article id="' "$page")" -eq "$(ls man/*.[1-8] | wc -l)" ]
ok $? 'each is an article'
grep -o ' id="[^"]*"' "$page" | sort | uniq -d >"$out"
[ ! -s "$out" ]
ok $? 'no two marks are the same'
grep -o ' href="#[^"]*"' "$page" | sed 's/^ href="#/ id="/' | sort -u >"$TEST_TMP/links"
grep -o ' id="[^"]*"' "$page" | sort -u | comm -23 "$TEST_TMP/links" - >"$out"
[ -s "$TEST_TMP/links" ] && [ ! -s "$out" ]
ok $? 'each link leads to a mark'
! grep -n 'XREF' "$page" >"$out"
ok $? 'and none to a page that is not here'
tap_end
