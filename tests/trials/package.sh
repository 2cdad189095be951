#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packages in bare roots of Debian 12 and 13: built there twice to
# the same bytes, without a complaint of lintian; a clerk's machine with its
# package alone; a private server with all three, which an upgrade leaves running;
# and nothing left of them when they are purged but the data. Takes root,
# mmdebstrap and the network; where one is not there it is skipped.
set -u
. "$(dirname "$0")/../lib/tap.sh"
# KiB that a clerk's package brings to a bare system that boots: in Debian 12 it is
# init that brings libssl3, 6 MB, in Debian 13 it is there before.
CLERK_MOST=12000

in_root() { # ROOT COMMAND
	unshare -m bash -c 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" &&
		exec env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
			chroot "$1" sh -ec "$2"' - "$1" "$2" >"$out" 2>"$errors" </dev/null
}

bare() { # SUITE ROOT
	mmdebstrap --quiet --variant=minbase --include=init "$1" "$2" >"$out" 2>"$errors" || return 1
	cp /etc/resolv.conf "$2/etc/resolv.conf"
	# No service is started in it.
	printf '#!/bin/sh\nexit 101\n' >"$2/usr/sbin/policy-rc.d"
	chmod +x "$2/usr/sbin/policy-rc.d"
}

# The sources as they are given away; with another version, as an upgrade.
put_sources() { # FOLDER VERSION
	mkdir -p "$1"
	tar -x -C "$1" --strip-components=1 -f "$TEST_TMP/sources.tar.gz"
	[ "$2" = 0.1 ] && return
	sed -i "s/^VERSION := .*/VERSION := $2/" "$1/Makefile"
	sed -i "1s/(.*)/($2)/" "$1/src/deb/changelog"
}

build() { # ROOT NAME VERSION: packages into /NAME of the root
	put_sources "$1/src-$2" "$3"
	in_root "$1" "cd /src-$2 && make deb >/log-$2 2>&1 || { tail -n 30 /log-$2; exit 1; }
		mkdir /$2 && mv .build/deb/*.deb /$2 && rm /$2/*dbgsym* && rm -r /src-$2"
}

files() { # ROOT: all but what packaging itself writes down
	(cd "$1" && find . \( -path ./proc -o -path ./dev -o -path ./var/lib/dpkg -o -path ./var/cache -o -path ./var/log \
		-o -path ./var/lib/apt -o -path ./var/lib/postgresql -o -path ./tmp -o -path ./run \) -prune -o -print | sort)
}

sizes() { # ROOT: KiB of all packages
	in_root "$1" "dpkg-query -W -f='\${Installed-Size}\n'" && awk '{ n += $1 } END { print n }' "$out"
}

# An invented region from nothing to its first quarterly report, as its
# informática would do it.
region() {
	cat <<'END'
set -e
hito db init --empty --quiet --institution GRA --institution-name 'Gobierno Regional Austral' --office GGR --office-name 'Gerencia General Regional'
printf '%s\n' 'Fecha,Nombre' '12/09,Día de la Región Austral' >/tmp/feriados.csv
printf '%s\n' 'Código;Nombre;Depende de' 'GRP;Gerencia Regional de Planificación;GGR' >/tmp/oficinas.csv
hito setup --ubigeo 27 --place-name Austral --year-name 'Año de la Prueba' --offices /tmp/oficinas.csv --holidays /tmp/feriados.csv \
	--rules-name 'Regla austral' --rules-from 01/01/2025 --threshold 85 --rules-source 'Ordenanza 001-2025-GRA' --yes
year=$(date +%Y)
hito new plan --set plan_code=A1 --set 'title=Plan Austral' --set starts=$year-01-01 --set ends=$year-12-31
hito new periodo --set plan_code=A1 --set period_key=$year-Q4 --set submissions_due=$((year + 1))-01-15
hito new compromiso --set plan_code=A1 --set commitment_no=1 --set 'title=Gobierno cercano' --set office_code=GGR
hito new indicador --set plan_code=A1 --set commitment_no=1 --set indicator_code=I1 --set indicator_name=Audiencias --set office_code=GGR
hito new target --set plan_code=A1 --set indicator_code=I1 --set period_key=$year-Q4 --set planned=10
hito new result --set plan_code=A1 --set indicator_code=I1 --set period_key=$year-Q4 --set executed=9 --set 'narrative=Nueve audiencias'
hito new envio --set plan_code=A1 --set period_key=$year-Q4 --set office_code=GGR
hito do envio A1/$year-Q4.GGR send
hito report quarterly $year-Q4 --plan A1 --format text --output /tmp/informe.txt
grep -F 'Gobierno Regional Austral' /tmp/informe.txt && grep -F 90.00 /tmp/informe.txt
if grep -E 'GRLL|La Libertad' /tmp/informe.txt; then exit 1; fi
hito db stop --quiet
END
}

in_suite() { # SUITE
	local suite=$1 build=$TEST_TMP/$1-build root=$TEST_TMP/$1 before after
	bare "$suite" "$build" && in_root "$build" 'apt-get update -q && apt-get install -q -y --no-install-recommends make'
	ok $? "$suite: a bare root to build in"
	build "$build" one 0.1
	ok $? "$suite: built, lintian content"
	build "$build" two 0.1 && in_root "$build" 'cd /one && sha256sum *.deb >/sums && cd /two && sha256sum -c /sums'
	ok $? "$suite: built twice, the same bytes"
	in_root "$build" 'apt-get install -q -y --no-install-recommends devscripts blhc >/dev/null
		blhc --all --debian /log-one && dpkg-deb -x /one/hito_*.deb /x && dpkg-deb -x /one/hito-report_*.deb /x &&
		branch=; ! hardening-check --help 2>&1 | grep -q nobranchprotection || branch=--nobranchprotection
		hardening-check --nofortify --nocfprotection --nostackprotector $branch /x/usr/bin/hito'
	ok $? "$suite: hardened as Debian asks"
	build "$build" next 0.2
	ok $? "$suite: a next version"

	bare "$suite" "$root"
	ok $? "$suite: a bare root to use it in"
	cp -R "$build/one" "$build/next" "$root"
	rm -r "$build"
	before=$(sizes "$root")
	in_root "$root" 'apt-get update -q && apt-get install -q -y --no-install-recommends /one/hito_*.deb'
	ok $? "$suite: a clerk's package"
	after=$(sizes "$root")
	echo "# $suite: $((after - before)) KiB with what it pulls in"
	[ $((after - before)) -le $CLERK_MOST ]
	ok $? "$suite: and it is small"
	in_root "$root" 'hito --version && hito form check && ! hito db init --empty && ! ls /usr/lib/x86_64-linux-gnu | grep -E "libcairo|libpango"'
	grep -q 'hito-server' "$errors"
	ok $? "$suite: it says which package a server takes"
	files "$root" >"$TEST_TMP/before"
	in_root "$root" 'apt-get install -q -y --no-install-recommends /one/*.deb'
	ok $? "$suite: all three"
	in_root "$root" 'hito db init --demo && hito board && hito report quarterly 2019-Q1 --plan 2018-2020 --format pdf --output /tmp/r.pdf
		head -c 5 /tmp/r.pdf | grep -q %PDF && hito board >/tmp/board
		pid() { head -n 1 /var/lib/hito/cluster/data/postmaster.pid; }; pid >/tmp/pid
		apt-get install -q -y --no-install-recommends /next/*.deb >/dev/null
		[ "$(pid)" = "$(cat /tmp/pid)" ]
		hito --version | grep -q 0.2 && hito board | diff - /tmp/board
		hito db stop'
	ok $? "$suite: a private server goes on through an upgrade, board and PDF"
	region >"$root/region.sh"
	in_root "$root" 'HITO_CLUSTER=/tmp/region sh /region.sh && rm -r /tmp/region /region.sh'
	ok $? "$suite: an invented region is set up and reports a quarter"
	in_root "$root" 'apt-get purge -q -y hito hito-report hito-server && apt-get autoremove -q -y --purge'
	ok $? "$suite: purged"
	files "$root" | diff "$TEST_TMP/before" - | grep '^>' | grep -vE '^> \./(var/lib/hito|root)(/|$)' |
		grep -v 'postgresql' >"$out"
	grep -i hito "$out" >"$errors"
	[ ! -s "$errors" ] && [ -e "$root/var/lib/hito/cluster/data/PG_VERSION" ]
	ok $? "$suite: nothing is left but the data"
	rm -rf "$root"
}

reason=
[ "$(id -u)" = 0 ] || reason='only root makes a root'
command -v mmdebstrap >/dev/null || reason='mmdebstrap is not here'
make -s dist >"$out" 2>"$errors" && mv "$(cat "$out")" "$TEST_TMP/sources.tar.gz"
ok $? 'the sources as a tarball'
for suite in bookworm trixie; do
	if [ -z "$reason" ]; then
		in_suite $suite
	else
		skip "$suite" "$reason"
	fi
done
tap_end
