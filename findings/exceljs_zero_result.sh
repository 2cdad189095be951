#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# exceljs 4.4.0, jszip 3.10.1 (both from npm).
#
# The value of a cell with a formula is { formula, result } - but result is left
# out of it where it is 0 or false, just as where nobody ever worked the formula
# out; cell.result does tell the two apart. So who reads cell.value.result takes
# every nought for unknown, and who copies a cell by b.value = a.value writes a
# workbook in which that formula has no value any more: 0 has become one that a
# reader which does not calculate cannot know.
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
const Zip = require('jszip');
const cells = ['<f>1+1</f><v>2</v>', '<f>1-1</f><v>0</v>', '<f>1+2</f>'].map((f, i) => `<c r="${'ABC'[i]}1">${f}</c>`).join('')
	+ '<c r="D1" t="b"><f>1&gt;2</f><v>0</v></c>';
(async () => {
	const read = new Workbook();
	await read.xlsx.load(await book(`<row r="1">${cells}</row>`));
	const sheet = read.worksheets[0];
	for (const at of 'ABCD') {
		const cell = sheet.getCell(at + '1');
		console.log(`${cell.formula}: result ${cell.result}, value.result ${cell.value.result}`);
		sheet.getCell(at + '2').value = cell.value;
	}
	const saved = await Zip.loadAsync(await read.xlsx.writeBuffer());
	const text = await saved.file('xl/worksheets/sheet1.xml').async('text');
	for (const row of [1, 2])
		console.log('saved ' + text.match(/<c [^]*?<[/]c>/g).filter(c => c.includes(`B${row}"`)).join('').replace(/ s="0"/, ''));
})();
J
seen=$(TZ=America/Lima node ask.js)
echo "$seen"
[ "$seen" = '1+1: result 2, value.result 2
1-1: result 0, value.result undefined
1+2: result undefined, value.result undefined
1>2: result false, value.result undefined
saved <c r="B1"><f>1-1</f><v>0</v></c>
saved <c r="B2"><f>1-1</f></c>' ] || { echo 'exceljs does otherwise now.'; exit 1; }
echo 'As described.'
