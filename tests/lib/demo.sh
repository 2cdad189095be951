#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The last step of `make demo`: a private server with the demonstration plan,
# then its board; without a terminal, board and report as text.
set -eu
: "${HITO:?}"
unset PGHOST PGHOSTADDR PGPORT PGDATABASE PGSERVICE PGUSER PGOPTIONS

if "$HITO" db status --made --quiet; then
	"$HITO" db migrate --quiet
else
	"$HITO" db init --demo
fi
if [ -t 0 ] && [ -t 1 ]; then
	"$HITO"
else
	"$HITO" board
	echo
	"$HITO" report quarterly 2019-Q1 --plan 2018-2020
fi
echo "Para entrar otra vez: $HITO" >&2
