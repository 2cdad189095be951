#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tableschema 1.12.6 (npm), Node.js with TZ=America/Lima.
#
# A datetime of the Table Schema's default format is ISO 8601 in UTC, and a Z
# stands at its end. tableschema-js asks for the Z, refuses the same moment with
# an offset in its place, and then takes the hour for one of the machine that
# reads: in Lima 10:00Z is read as 10:00 there, which is 15:00Z. The value that
# castRow gives is five hours late, and another one on each machine; under
# TZ=UTC, where tests often run, nothing is to be seen.
set -eu
dir=$(mktemp -d)
trap 'cd /; rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund tableschema@1.12.6 >/dev/null
cat >ask.js <<'J'
const { Schema } = require('tableschema');
(async () => {
	const schema = await Schema.load({ fields: [{ name: 'at', type: 'datetime' }] });
	for (const text of ['2019-08-01T10:00:00Z', '2019-08-01T05:00:00-05:00']) {
		try {
			console.log(text + ' ' + schema.castRow([text])[0].toISOString());
		} catch (e) {
			console.log(text + ' refused');
		}
	}
})();
J
seen=$(TZ=America/Lima node ask.js)
echo "$seen"
[ "$seen" = '2019-08-01T10:00:00Z 2019-08-01T15:00:00.000Z
2019-08-01T05:00:00-05:00 refused' ] || { echo 'tableschema does otherwise now.'; exit 1; }
echo 'As described.'
