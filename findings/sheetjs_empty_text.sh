#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# SheetJS 0.18.5 (npm xlsx 0.18.5), jszip 3.10.1.
#
# An entry of the shared strings may be empty, and <si/> is the shortest way to
# write one. XLSX.read takes it together with the next one for a single empty
# text: that next text is lost, every one behind it moves up by one, into the
# cells of its neighbours, and the last cells are left without any; no message
# says so. Written <si><t/></si>, the same workbook is read right. Cells name their
# texts by number alone, so a shift gives words that all look as if they belonged:
# a table of codes and titles is wrong from the first blank on.
set -eu
dir=$(mktemp -d)
trap 'cd /; rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund jszip@3.10.1 xlsx@0.18.5 >/dev/null
cat >book.js <<'J'
// The smallest workbook of one sheet: its rows, what else a part has to be.
const Zip = require('jszip');
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
exports.book = (rows, { properties = '', strings = '' } = {}) => {
	const zip = new Zip();
	const part = (name, type) => `<Override PartName="/xl/${name}.xml" ContentType="${kind}${type}+xml"/>`;
	const rel = (id, type, target) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}.xml"/>`;
	zip.file('[Content_Types].xml', `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
		+ part('workbook', 'sheet.main') + part('worksheets/sheet1', 'worksheet') + part('sharedStrings', 'sharedStrings')
		+ part('styles', 'styles') + '</Types>');
	zip.file('_rels/.rels', `<Relationships xmlns="${packages}/relationships">${rel('a', 'officeDocument', 'xl/workbook')}</Relationships>`);
	zip.file('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${office}">${properties}<sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>`);
	zip.file('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${packages}/relationships">${rel('a', 'worksheet', 'worksheets/sheet1')}`
		+ `${rel('b', 'sharedStrings', 'sharedStrings')}${rel('c', 'styles', 'styles')}</Relationships>`);
	zip.file('xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`);
	zip.file('xl/sharedStrings.xml', `<sst xmlns="${main}">${strings}</sst>`);
	zip.file('xl/styles.xml', `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>`
		+ '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
		+ '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>');
	return zip.generateAsync({ type: 'nodebuffer' });
};
J
cat >ask.js <<'J'
const { book } = require('./book');
const XLSX = require('xlsx');
const rows = [[0, 1], [2, 3], [4, 5]].map((r, i) => `<row r="${i + 1}">`
	+ `<c r="A${i + 1}" t="s"><v>${r[0]}</v></c><c r="B${i + 1}" t="s"><v>${r[1]}</v></c></row>`).join('');
const strings = blank => `<si><t>T-1</t></si>${blank}<si><t>T-2</t></si><si><t>Water</t></si><si><t>T-3</t></si><si><t>Roads</t></si>`;
(async () => {
	for (const blank of ['<si/>', '<si><t/></si>']) {
		const read = XLSX.read(await book(rows, { strings: strings(blank) }));
		const cells = XLSX.utils.sheet_to_json(read.Sheets.a, { header: 1, defval: '' });
		console.log(blank + ' ' + cells.map(r => r.join('=')).join(' '));
	}
})();
J
seen=$(TZ=America/Lima node ask.js)
echo "$seen"
[ "$seen" = '<si/> T-1= Water=T-3 Roads=
<si><t/></si> T-1= T-2=Water T-3=Roads' ] || { echo 'SheetJS does otherwise now.'; exit 1; }
echo 'As described.'
