# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Workbooks made by a test. Sourced.
#
#   pack FILE NAME CONTENT...     a zip archive of those parts, deflated
#   sheet_xml                     of rows on standard input, a worksheet: cells
#       are separated by "|"; "text" is an inline string, "n:5" a number, "d:N" a
#       day, "m:N" a month, "p:N" a percentage, "t:N" a moment, "e:X" an error,
#       "f:X" a formula without value; a line "@N" says that the next row is
#       row N, "@hidden" that it is hidden, "@merge A1:A2" merges cells
#   book FILE NAME...             an xlsx of those sheets, from the files NAME
#                                 (what sheet_xml reads); "-NAME" is hidden

little() { # VALUE BYTES
	local v=$1 i escaped=
	for ((i = 0; i < $2; i++)); do
		escaped+=$(printf '\\x%02x' $((v >> 8 * i & 255)))
	done
	printf '%b' "$escaped"
}

pack() { # FILE NAME CONTENT...
	local file=$1 n=0 at=0 size crc packed dir
	shift
	dir=$(mktemp -d "$TEST_TMP/pack.XXXXXX")
	: >"$dir/all"
	: >"$dir/central"
	while [ $# -gt 0 ]; do
		printf '%s' "$2" >"$dir/text"
		gzip -n -c "$dir/text" >"$dir/gz"
		size=$(stat -c %s "$dir/text")
		packed=$(($(stat -c %s "$dir/gz") - 18))
		crc=$((0x$(tail -c 8 "$dir/gz" | head -c 4 | od -An -tx4 --endian=little | tr -d ' ')))
		{
			little 20 2; little 0 2; little 8 2; little 0 2; little 33 2
			little $crc 4; little $packed 4; little "$size" 4
			little ${#1} 2; little 0 2
		} >"$dir/facts"
		{
			little $((0x02014b50)) 4; little 20 2; cat "$dir/facts"
			little 0 6; little 0 4; little $at 4; printf '%s' "$1"
		} >>"$dir/central"
		{
			little $((0x04034b50)) 4; cat "$dir/facts"; printf '%s' "$1"
			tail -c +11 "$dir/gz" | head -c $packed
		} >>"$dir/all"
		at=$(stat -c %s "$dir/all")
		n=$((n + 1))
		shift 2
	done
	{
		cat "$dir/all" "$dir/central"
		little $((0x06054b50)) 4; little 0 4; little $n 2; little $n 2
		little "$(stat -c %s "$dir/central")" 4; little $at 4; little 0 2
	} >"$file"
	rm -r "$dir"
}

main=http://schemas.openxmlformats.org/spreadsheetml/2006/main
office=http://schemas.openxmlformats.org/officeDocument/2006/relationships
packages=http://schemas.openxmlformats.org/package/2006/relationships

sheet_xml() {
	printf '<worksheet xmlns="%s"><sheetData>' $main
	awk '
	function escape(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); return s }
	function cell(s, kind, v) {
		if (s == "") return "<c/>"
		kind = substr(s, 1, 2); v = escape(substr(s, 3))
		if (kind == "n:") return "<c><v>" v "</v></c>"
		if (kind == "d:") return "<c s=\"1\"><v>" v "</v></c>"
		if (kind == "p:") return "<c s=\"2\"><v>" v "</v></c>"
		if (kind == "m:") return "<c s=\"3\"><v>" v "</v></c>"
		if (kind == "t:") return "<c s=\"4\"><v>" v "</v></c>"
		if (kind == "e:") return "<c t=\"e\"><v>" v "</v></c>"
		if (kind == "f:") return "<c><f>" v "</f></c>"
		return "<c t=\"inlineStr\"><is><t>" escape(s) "</t></is></c>"
	}
	BEGIN { FS = "|" }
	/^@merge/ { merges = merges "<mergeCell ref=\"" substr($0, 8) "\"/>"; next }
	/^@hidden/ { more = more " hidden=\"1\""; next }
	/^@/ { more = more " r=\"" substr($0, 2) "\""; next }
	{
		printf "<row%s>", more
		for (i = 1; i <= NF; i++) printf "%s", cell($i)
		printf "</row>"
		more = ""
	}
	END { printf "</sheetData>"; if (merges) printf "<mergeCells>%s</mergeCells>", merges }'
	printf '</worksheet>'
}

book() { # FILE NAME...
	local file=$1 sheets= rels= parts=() i=0 name hidden
	shift
	for name; do
		i=$((i + 1))
		hidden=
		case $name in -*) name=${name#-} hidden=' state="hidden"' ;; esac
		sheets+="<sheet name=\"$name\" sheetId=\"$i\"$hidden r:id=\"r$i\"/>"
		rels+="<Relationship Id=\"r$i\" Type=\"$office/worksheet\" Target=\"worksheets/sheet$i.xml\"/>"
		parts+=("xl/worksheets/sheet$i.xml" "$(sheet_xml <"$name")")
	done
	pack "$file" \
		_rels/.rels "<Relationships xmlns=\"$packages\"><Relationship Id=\"r1\" Type=\"$office/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" \
		xl/workbook.xml "<workbook xmlns=\"$main\" xmlns:r=\"$office\"><sheets>$sheets</sheets></workbook>" \
		xl/_rels/workbook.xml.rels "<Relationships xmlns=\"$packages\">$rels<Relationship Id=\"s\" Type=\"$office/styles\" Target=\"styles.xml\"/></Relationships>" \
		xl/styles.xml "<styleSheet xmlns=\"$main\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/><xf numFmtId=\"17\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>" \
		"${parts[@]}"
}

# fill FILE OUT PLACE=VALUE...   the xlsx FILE with those cells of its first sheet
#     typed into: "n:5" a number, "d:N" a day, any other a text; "" empties; of
#     another sheet, FILL_SHEET=2
fill() {
	local file=$1 out=$2 sheet parts=() place value cell part
	local typed=xl/worksheets/sheet${FILL_SHEET:-1}.xml
	shift 2
	sheet=$(unzip -p "$file" "$typed")
	for cell; do
		place=${cell%%=*} value=${cell#*=}
		value=$(printf %s "$value" | sed 's/&/\&amp;/g; s/</\&lt;/g')
		case $value in
		'') cell='/>' ;;
		n:* | d:*) cell="><v>${value#*:}</v></c>" ;;
		*) cell=" t=\"inlineStr\"><is><t>$value</t></is></c>" ;;
		esac
		sheet=$(place=$place cell=$cell perl -0777 -pe \
			's{<c r="$ENV{place}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)}{<c r="$ENV{place}"$1$ENV{cell}}s' <<<"$sheet")
	done
	while read -r part; do
		case $part in
		"$typed") parts+=("$part" "$sheet") ;;
		*) parts+=("$part" "$(unzip -p "$file" "${part/\[/\\[}")") ;;
		esac
	done < <(unzip -Z1 "$file")
	pack "$out" "${parts[@]}"
}
