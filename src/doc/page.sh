#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the man pages named as one page of HTML: each in an article of its
# own, whose marks (#hito.1-FILES) and links among the pages hold in it.
set -eu
cat <<'END'
<!DOCTYPE html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>hito: manuales</title>
<style>
body { max-width: 50rem; margin: auto; padding: 0 1rem 4rem;
	font: 1rem/1.5 serif; color: #111; background: #fff }
h1 { font-size: 1.2rem; margin-top: 2rem }
h2 { font-size: 1.05rem }
pre, code { font-family: monospace }
pre { overflow-x: auto; padding: .5rem 1rem; background: #f2f2f2 }
article { border-top: 2px solid #111; margin-top: 3rem }
nav ul { list-style: none; padding: 0 }
a { color: #014a8f }
a.permalink { color: inherit; text-decoration: none }
table.head { width: 100% }
table.foot { display: none }
.head-rtitle { text-align: right }
dd { margin-left: 2rem }
@media print { article { break-before: page } }
</style>
</head>
<body>
<header><p><strong>hito</strong>: manuales</p></header>
<nav>
<ul>
END
for page; do
	name=$(basename "$page")
	title=$(sed -n 's/^\.Nd //p' "$page")
	printf '<li><a href="#%s">%s(%s)</a>: %s</li>\n' "$name" \
		"${name%.*}" "${name##*.}" "$title"
done
printf '</ul>\n</nav>\n<main>\n'
for page; do
	name=$(basename "$page")
	printf '<article id="%s">\n' "$name"
	# A link to another of these pages goes to its article.
	mandoc -T html -O 'fragment,man=XREF%N.%S' "$page" |
		sed "s/ id=\"/&$name-/g; s/ href=\"#/&$name-/g; \
			s/ href=\"XREF\\(hito[^\"]*\\)\"/ href=\"#\\1\"/g; \
			s/<a class=\"Xr\" href=\"XREF[^\"]*\">\\([^<]*\\)<\\/a>/\\1/g"
	printf '</article>\n'
done
printf '</main>\n</body>\n</html>\n'
