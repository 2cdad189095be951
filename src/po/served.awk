# SPDX-License-Identifier: GPL-3.0-or-later
# The texts for people that do not stand in C: the sentences and words of
# sql/, the forms and the layouts of reports, as a C file. "make po" reads it
# like a source; the program is built with its table of templates, by which a
# text of the server is known again (base/served.h).
#
#   awk -f src/po/served.awk $(find forms sql -type f | LC_ALL=C sort)
#
# Of sql/schema only what is said of the columns that forms show is a text (it
# is the help of a field), so that forms are read first.
# Of SQL a text is a literal that reads like one: with a letter of Spanish, of
# several words, or a word with a capital; comments and SQL inside of literals
# are none. What stands beside || , and the % of RAISE and format(), are
# arguments: %s. "-- words: A, B" says which small words of a file are texts
# too; between "-- no texts" and "-- texts" nothing is.

function c_string(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	gsub(/\n/, "\\n", s)
	return "\"" s "\""
}

function put(text, line, is_template) {
	if (text in said)
		return
	said[text] = 1
	where = "#line " line " \"" file "\"\n"
	if (is_template)
		templates = templates where "\t/* xgettext:c-format */ N_(" \
			c_string(text) "),\n"
	else
		plain = plain where "\t/* xgettext:no-c-format */ N_(" \
			c_string(text) "),\n"
}

function has_letters(s) {
	return s ~ /[A-Za-z]/ || s ~ spanish
}

function is_sql(s) {
	return s ~ /%[0-9]*[$]?[IL]|[$][0-9]|::|[|][|]|[{}<>\\=_]|\[/ ||
		s ~ /select|(^|[^a-z])(core|plan|follow|audit|new|old|pg_temp)[.][a-z]/ ||
		s ~ /[(]%|%[)]|coalesce|return|YYYY|HH24|DD\/MM|America|, %1|is null/ ||
		s ~ /^ *(or|and|when|case|then|else|end|left|with|set|from|as|of|text|all) / ||
		s ~ /(granted|before|after|order) (by|insert|update)| (insert|update|end)$/ ||
		s ~ /^ ?[a-z]+ [a-z]+ -/ || s ~ /^, [a-z]+$|committed|%schema|[.][)]/ ||
		s ~ /^(function|column|create|revoke|grant|alter|drop|reindex) /
}

function is_text(s) {
	if (is_sql(s) || !has_letters(s))
		return 0
	return s ~ spanish || s ~ /[a-z] \/ [a-z]/ || s ~ /[a-z][a-z]+[.,;:]? [^ ]*[a-z]/ ||
		s ~ /^[A-Z][a-z]+[.:]?$/ || s ~ /^[ ,;(]*[a-z]+ $/ ||
		s ~ /^[ ,;(]+[A-Za-z]+[ .)]*$/ || s ~ /%s.*[a-z][a-z][a-z]/ || s ~ /[a-z][a-z][a-z].*%s/
}

# "{column, its help, other, "help, with a comma"}" of core.declare.
function take_help(list, line,   column, word) {
	column = ""
	while (match(list, /"[^"]*"|[^",{} ][^",{}]*/)) {
		word = substr(list, RSTART, RLENGTH)
		list = substr(list, RSTART + RLENGTH)
		gsub(/"/, "", word)
		if (column != "")
			take_comment(column, word, line)
		column = column == "" ? word : ""
	}
}

# The literal, as found between before and after.
function take_literal(s, before, after, line,   template) {
	if (before ~ /declare_words[(]$/)
		words_at = 1
	else if (words_at && before ~ /', *$/)
		words_at++
	else
		words_at = 0
	# core.declare_words('name', 'about', 'code', 'word', ... 'else')
	if (words_at > 2 && s ~ /^[^0-9]*[a-z]/ && (words_at % 2 == 0 || after ~ /^ *[)]/)) {
		put(s, line, s ~ /%s/)
		return
	}
	if (before ~ /help => $/)
		take_help(s, line)
	if (off || before ~ /declare_(words|step)[(]'[^']*', *$/ || before ~ /(comment on [^;]*|[^a-z]as) (is )?$/ ||
			before ~ /comment on [^;]*is *$/)
		return
	template = s
	if (before ~ /raise (exception|notice|warning|info) $/) {
		if (!has_letters(s))
			return
		gsub(/%/, "%s", template)
		gsub(/%s%s/, "%%", template)
	} else if (!is_text(s) && !(s in small)) {
		# SQL that format() puts together has its own.
		nested++
		if (s ~ /'/)
			read_sql(s, line)
		nested--
		return
	} else if (s !~ /%([0-9][$])?s/)
		gsub(/%/, "%%", template)
	if (before ~ /[|][|] *$/ || s ~ /^[ ,;]/)
		template = "%s" template
	if (after ~ /^ *[|][|]/ || s ~ / $/)
		template = template "%s"
	if (template ~ /%([0-9][$])?s/)
		put(template, line, 1)
	else {
		if (nested)
			gsub(/%%/, "%", s)
		put(s, line, 0)
	}
}

# What a schema file says of a column: "core.make_comments('table', 'about it',
# 'column', 'its help', ...)", "make_partial_date('table', 'column', 'help')",
# "comment on column".
function read_comments(text,   call, line, before, part, n, i) {
	gsub(/''/, "\001", text)
	line = 1
	while (match(text, /core[.]make_(comments|partial_date)[(]|comment on column/)) {
		call = substr(text, RSTART, RLENGTH)
		before = substr(text, 1, RSTART - 1)
		line += gsub(/\n/, "", before)
		text = substr(text, RSTART + RLENGTH)
		n = split(text, part, "'")
		if (call ~ /column/) {
			n = part[1] ~ /%L$/ ? 3 : 2
			gsub(/^ +| is *(%L)?$/, "", part[1])
			take_comment(part[1], part[n], line)
		} else if (call ~ /date/)
			take_comment(part[2] "." part[4], part[6] ", como se publicó", line)
		else
			for (i = 8; i <= n && part[i - 1] part[i - 3] !~ /[)]/; i += 4)
				take_comment(part[2] "." part[i - 2], part[i], line)
	}
}

function take_comment(column, text, line) {
	gsub(/\001/, "'", text)
	sub(/.*[.]/, "", column)
	if (column in shown)
		put(text, line, 0)
}

# Whole files at once: literals go over lines, and two with nothing between
# but a line's end are one.
function read_sql(text, line,   at, before, body, c, rest, start) {
	before = ""
	while (match(text, /--|'/)) {
		c = substr(text, RSTART, 1)
		rest = substr(text, 1, RSTART - 1)
		line += gsub(/\n/, " ", rest)
		before = substr(before rest, length(before rest) > 300 ? length(before rest) - 300 : 1)
		text = substr(text, RSTART)
		if (c == "-") {
			at = index(text, "\n")
			rest = substr(text, 1, at - 1)
			if (rest ~ /^-- no texts/)
				off = 1
			else if (rest ~ /^-- texts/)
				off = 0
			text = substr(text, at)
			continue
		}
		body = ""
		start = line
		do {
			text = substr(text, 2)
			at = index(text, "'")
			body = body substr(text, 1, at - 1)
			text = substr(text, at + 1)
			if (substr(text, 1, 1) == "'") {
				body = body "'"
				continue
			}
			if (match(text, /^[ \t]*\n[ \t]*'/)) {
				text = substr(text, RLENGTH)
				line++
				continue
			}
			break
		} while (1)
		rest = body
		line += gsub(/\n/, " ", rest)
		c = substr(text, 1, 40)
		gsub(/[ \t\n]+/, " ", c)
		gsub(/[ \t\n]+/, " ", before)
		take_literal(body, before, c, start)
		before = before "'" body "'"
	}
}

# A drawn row: what stands between boxes and runs of blanks.
function take_drawn(row,   i, n, part) {
	gsub(/\[[^\]]*\]/, "  ", row)
	n = split(row, part, /  +/)
	for (i = 1; i <= n; i++) {
		gsub(/^ +| +$/, "", part[i])
		if (has_letters(part[i]))
			put(part[i], FNR, 0)
	}
}

function take_quoted(row,   before, text) {
	while (match(row, /"[^"]*"/)) {
		before = substr(row, 1, RSTART - 1)
		text = substr(row, RSTART + 1, RLENGTH - 2)
		row = substr(row, RSTART + RLENGTH)
		if (before !~ /^ *$/)
			word = before
		else if (word ~ /heading *$/)
			continue
		if (word ~ /^ *(source|view|head|figures) /)
			continue
		if (word ~ /(values|picture|default|by|=) *$/ || row ~ /^ *=/)
			continue
		before = text
		gsub(/[{][a-z_]*[}]/, "", before)
		if (has_letters(before))
			put(text, FNR, 0)
	}
}

function end_of_file() {
	if (sql != "" && file ~ /schema/)
		read_comments(sql)
	else if (sql != "")
		read_sql(sql, 1)
}

BEGIN {
	spanish = "\303[\241\251\255\263\272\261\201\211\215\223\232\221]|\302[\253\277\260]"
}

FNR == 1 {
	end_of_file()
	sql = ""
	word = ""
	off = 0
	drawing = 0
	file = FILENAME
	split("", small)
}

FILENAME ~ /[.]sql$/ {
	if (/^-- words: /) {
		n_words = split(substr($0, 11), listed, ", ")
		for (i = 1; i <= n_words; i++)
			small[listed[i]] = 1
	}
	sql = sql $0 "\n"
	next
}

FILENAME ~ /[.](form|report)$/ {
	if (/^{ *$/)
		drawing = 1
	else if (/^} *$/)
		drawing = 0
	else if (drawing)
		take_drawn($0)
	else if (!/^#/) {
		if ($1 ~ /^[a-z][a-z]?$/)
			shown[$2]
		take_quoted($0)
	}
}

END {
	end_of_file()
	print "/* Made by src/po/served.awk. */"
	print "#include \"base/served.h\"\n"
	print "const char *const served_templates[] = {"
	printf "%s", templates
	print "\tNULL\n};\n"
	print "#if 0"
	printf "%s", plain
	print "#endif"
}
