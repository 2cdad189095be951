#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# exceljs 4.4.0, jszip 3.10.1 (both from npm).
#
# date1904 of a workbook is an XML Schema boolean: 1 and true are the same. exceljs
# takes only 1 for true. A workbook that says true is read without a word as one
# that counts from 1900, and each of its days comes four years and a day early.
set -eu
dir=$(mktemp -d)
trap 'cd /; rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund exceljs@4.4.0 jszip@3.10.1 >/dev/null
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
const { Workbook } = require('exceljs');
(async () => {
	for (const word of ['1', 'true', '0', 'false']) {
		const read = new Workbook();
		await read.xlsx.load(await book('<row r="1"><c r="A1" s="1"><v>42216</v></c></row>',
			{ properties: `<workbookPr date1904="${word}"/>` }));
		console.log(word + ' ' + read.worksheets[0].getCell('A1').value.toISOString().slice(0, 10));
	}
})();
J
seen=$(TZ=America/Lima node ask.js)
echo "$seen"
[ "$seen" = '1 2019-08-01
true 2015-07-31
0 2015-07-31
false 2015-07-31' ] || { echo 'exceljs does otherwise now.'; exit 1; }
echo 'As described.'
