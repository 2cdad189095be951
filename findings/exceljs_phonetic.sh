#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# exceljs 4.4.0, jszip 3.10.1 (both from npm).
#
# A text may carry a phonetic run, which tells how it is read. In the shared
# strings exceljs leaves the run out and keeps the text. In an inline string the
# same run takes the text along: the cell is undefined, as if nothing stood in it.
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
const text = '<t>Huaylas</t>', run = '<rPh sb="0" eb="7"><t>Wailas</t></rPh>';
const inline = (at, words) => `<c r="${at}1" t="inlineStr"><is>${words}</is></c>`;
(async () => {
	const read = new Workbook();
	await read.xlsx.load(await book('<row r="1"><c r="A1" t="s"><v>0</v></c>' + inline('B', text) + inline('C', text + run) + '</row>',
		{ strings: `<si>${text}${run}</si>` }));
	for (const [at, what] of [['A', 'shared with a run'], ['B', 'inline'], ['C', 'inline with a run']])
		console.log(what + ': ' + read.worksheets[0].getCell(at + '1').value);
})();
J
seen=$(TZ=America/Lima node ask.js)
echo "$seen"
[ "$seen" = 'shared with a run: Huaylas
inline: Huaylas
inline with a run: undefined' ] || { echo 'exceljs does otherwise now.'; exit 1; }
echo 'As described.'
