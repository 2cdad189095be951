#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One test, beside others. Whoever starts it (tests/run) ends it with all that
# it has begun, too.
#
#   job.sh FOLDER MODEL NAME TEMPLATE COMMAND...
#
# FOLDER is the job's alone, and a server in it: used again by the next one.
# TEMPLATE: empty or demo, whose copy NAME the test gets; - none. A file of SQL
# as COMMAND is given to psql. Says what the test says, ends as it does; 125:
# there was no database for it.
set -u
. "$(dirname "$0")/server.sh"
at=$1
model=$2
name=$3
template=$4
shift 4

servers_stop "$at/t"
rm -rf "$at/t" "$at/home"
mkdir -m 755 "$at/t"
mkdir -m 700 "$at/home"
export TEST_TMP=$at/t HOME=$at/home
export XDG_CONFIG_HOME=$HOME/config XDG_STATE_HOME=$HOME/state
export XDG_CACHE_HOME=$HOME/cache XDG_DATA_HOME=$HOME/data

if [ "$template" != - ]; then
	server_open "$at" "$model" && server_database "$template" "$name" ||
		exit 125
fi
case $1 in
*.sql) server_sql "$1" ;;
*) "$@" ;;
esac
status=$?
[ "$template" = - ] || server_drop >/dev/null 2>&1
exit $status
