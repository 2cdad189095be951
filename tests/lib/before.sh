# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The build before, which the benches measure beside this one. Sourced by
# tests/run when BEFORE names it: the folder of a checkout that is built
# (.build/hito in it, or BEFORE_BUILD), or a tag or commit, which is cloned and
# built in a folder of the run.
#
#   before_open FOLDER   makes it ready below FOLDER, with a server of its own:
#                        sets BEFORE_HITO, a program that may be called from
#                        anywhere, BEFORE_CLUSTER
#   before_database NAME a fresh demonstration there: sets BEFORE_URL,
#                        BEFORE_URL_SUPER
#   before_drop          drops it
#
# A schema that is another one is no hindrance: each build has its own server.

# The folder of the sources, built.
before_sources() { # FOLDER
	local commit
	if [ -d "$BEFORE" ]; then
		(cd "$BEFORE" && pwd)
		return
	fi
	commit=$(git rev-parse --quiet --verify "$BEFORE^{commit}") || {
		echo "BEFORE=$BEFORE: neither a folder nor a tag or commit" >&2
		return 1
	}
	git clone -q --no-checkout . "$1/sources" &&
		git -C "$1/sources" checkout -q --detach "$commit" &&
		${MAKE:-make} -s -C "$1/sources" -j"$(nproc)" all >&2 &&
		echo "$1/sources"
}

before_program() { # SOURCES: the folder of its products
	local build=${BEFORE_BUILD:-.build}
	case $build in /*) ;; *) build=$1/$build ;; esac
	[ -x "$build/hito" ] || {
		echo "BEFORE: no $build/hito: build it, or say BEFORE_BUILD" >&2
		return 1
	}
	echo "$build"
}

before_open() {
	local sources build
	mkdir -p -m 755 "$1"
	sources=$(before_sources "$1") && build=$(before_program "$sources") ||
		return 1
	BEFORE_HITO=$1/hito
	BEFORE_CLUSTER=$1/c
	printf '#!/bin/sh\n%s\nexec "%s/hito" "$@"\n' \
		"export HITO_HOME='$sources' HITO_MODULES='$build' HITO_CLUSTER='$1/c'" \
		"$build" >"$BEFORE_HITO"
	chmod 755 "$BEFORE_HITO"
	(
		HITO=$BEFORE_HITO HITO_HOME=$sources
		server_make "$1" && HITO_CLUSTER=$1/c "$HITO" db start --quiet
	) >"$1/log" 2>&1 || {
		tail -n 20 "$1/log" >&2
		return 1
	}
	export BEFORE_HITO BEFORE_CLUSTER
}

before_address() { # NAME [--super]
	local url
	url=$("$BEFORE_HITO" db url ${2:+"$2"}) && echo "${url%/*}/$1"
}

before_database() {
	BEFORE_URL=$(before_address "$1") &&
		BEFORE_URL_SUPER=$(before_address "$1" --super) &&
		"$TEST_PGBIN/psql" -X -q -d "${BEFORE_URL_SUPER%/*}/postgres" -c \
			"create database $1 template t_demo strategy file_copy" &&
		export BEFORE_URL BEFORE_URL_SUPER
}

before_drop() {
	"$TEST_PGBIN/psql" -X -q -d "${BEFORE_URL_SUPER%/*}/postgres" -c \
		"drop database if exists ${BEFORE_URL##*/} with (force)"
}
