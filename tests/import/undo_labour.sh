#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# TEST_URL
# Each register of councils, of labour and of series that takes an import: a load of a row that
# was there and of one that was not is taken back, and what stands is what stood,
# column by column.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
. "$(dirname "$0")/../lib/undo_each.sh"

undo_each council labour series
tap_end
