#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The test harness itself.
CMOCKA_MESSAGE_OUTPUT=TAP exec "$(dirname "$HITO")/tests/screen/harness"
