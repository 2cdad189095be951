#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# agree.pl LAYOUT PREFIX: does every format of one report, PREFIX.text, .ascii,
# .csv, .html, .pdf, .xlsx, show each figure that PREFIX.json has, row by row,
# and none on the other side of an edge than the exact one? The layout says
# which columns are printed. A line for each difference; the last line counts
# what was compared. Exit code 1 with a difference.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use JSON::PP;
use Unicode::Normalize qw(NFD);

my ($layout, $prefix) = @ARGV;
my @edges = (70, 80, 100); # bands and threshold, cap
my %compared;
my $wrong = 0;

sub problem {
	$wrong++;
	print join(' ', @_), "\n" if $wrong <= 20;
}

sub slurp {
	my ($path, $raw) = @_;
	open my $in, $raw ? '<:raw' : '<:encoding(UTF-8)', $path
		or die "$path: $!\n";
	local $/;
	return scalar <$in>;
}

# Blanks, and what marks the places to break, are no part of a text.
sub plain {
	my $text = shift // '';
	$text =~ s/[\s\x{a0}\x{ad}\x{200b}]+//g;
	return $text;
}

sub ascii {
	my $text = NFD(shift // '');
	$text =~ s/\p{Mn}//g;
	return $text;
}

# ---- the layout and the data: what must be shown

my $string = qr/"((?:[^"\\]|\\.)*)"/;
my $kind = qr/(?:\s+(text|number|percent|light|date))?/;
my $exact = qr/(?:\s+exact\s+(\w+))?/;

sub read_layout {
	my (%blocks, $block);
	my $text = slurp(shift);
	$text =~ s/^#.*\n//mg;
	$text =~ s/\n[ \t]+/ /g;
	for (split /\n/, $text) {
		if (/^block\s+(\w+)/) {
			$block = $blocks{$1} = { facts => [], columns => [] };
		} elsif (/^fact\s+$string\s+(\w+)$kind$exact/) {
			push @{$block->{facts}}, { title => $1,
				name => $4 || $2, kind => $3 || 'text',
				exact => $4 };
		} elsif (/^column\s+(\w+)\s+(\d+)\s+$string$kind$exact/) {
			push @{$block->{columns}}, { title => $3, width => $2,
				name => $5 || $1, kind => $4 || 'text',
				exact => $5 };
		} elsif (/^data\s+(\w+)\s+$string$kind$exact/) {
			push @{$block->{columns}}, { title => $2, width => 0,
				name => $4 || $1, kind => $3 || 'text',
				exact => $4 };
		} elsif (/^cards/) {
			$block->{cards} = 1;
		}
	}
	return \%blocks;
}

sub cell {
	my ($column, $data) = @_;
	my $name = $column->{name};
	my %cell = (%$column, shown => $data->{$name});
	if ($column->{exact}) {
		$cell{shown} = $data->{"${name}_shown"};
		$cell{value} = $data->{$name};
	}
	return \%cell;
}

sub is_figure {
	return $_[0]{kind} eq 'number' || $_[0]{kind} eq 'percent';
}

my $drawn = read_layout($layout);
my $report = decode_json(slurp("$prefix.json", 1));
my @blocks;
my ($tables, $charts) = (0, 0);
for my $data (@{$report->{blocks}}) {
	my $block = { %{$drawn->{$data->{block}}}, title => $data->{title},
		chart => $data->{chart}, annex => $data->{annex} };
	$block->{facts} = [map { cell($_, $data->{facts}) } @{$block->{facts}}];
	for my $row (@{$data->{rows} // []}) {
		push @{$block->{rows}},
			[map { cell($_, $row) } @{$block->{columns}}];
	}
	$block->{table} = ++$tables if $block->{rows} && !$block->{cards};
	$block->{figure} = ++$charts
		if $block->{chart} && @{$block->{chart}{items}};
	push @blocks, $block;
}

# ---- no figure on the other side of an edge

# -1, 0, 1 of two decimal texts, exactly.
sub compare {
	my @parts = map { my ($s, $i, $f) = /^(-?)(\d+)(?:\.(\d+))?$/
			or die "no number: $_\n";
		[$s, $i, $f // ''] } @_;
	my ($whole, $digits) = (0, 0);
	for (@parts) {
		$whole = length $_->[1] if length $_->[1] > $whole;
		$digits = length $_->[2] if length $_->[2] > $digits;
	}
	my @keys = map { my $key = '0' x ($whole - length $_->[1]) . $_->[1]
			. $_->[2] . '0' x ($digits - length $_->[2]);
		$key =~ /[1-9]/ && $_->[0] ? [-1, $key] : [1, $key] } @parts;
	return $keys[0][0] <=> $keys[1][0] if $keys[0][0] != $keys[1][0];
	return $keys[0][0] * ($keys[0][1] cmp $keys[1][1]);
}

sub check_edges {
	my ($cell, $where) = @_;
	return unless $cell->{kind} eq 'percent' && defined $cell->{value}
		&& defined $cell->{shown};
	my $shown = $cell->{shown} =~ s/,//gr;
	return problem('json:', $where, 'not a number:', $shown)
		unless $shown =~ /^-?\d+(\.\d+)?$/;
	for my $edge (@edges) {
		# the cap is an edge of what may pass it only
		next if $edge == 100 && $cell->{name} !~ /attainment/;
		# a band is of what has one, and coverage has its own
		next if $edge == 70 && $cell->{name} =~ /coverage|share|rate|progress/;
		next if $edge == 80 && $cell->{name} =~ /coverage|share|rate|progress/;
		problem("json: $where: $cell->{value} is shown as $shown")
			if compare($shown, $edge) != compare($cell->{value}, $edge);
		$compared{edges}++;
	}
}

# A product over its weight reads on the same side as the percentage.
sub check_product {
	my ($row, $where) = @_;
	my %cells = map { $_->{name} => $_ } @$row;
	my ($product, $weight) = @cells{'product', 'weight'};
	return unless $product && defined $product->{value}
		&& $weight->{value} =~ /^1(\.0+)?$/;
	check_edges({ %$product, kind => 'percent' }, "$where, product");
}

for my $block (@blocks) {
	check_edges($_, "$block->{title}, $_->{title}") for @{$block->{facts}};
	for my $row (@{$block->{rows} // []}) {
		my $name = $row->[0]{shown} // '';
		check_edges($_, "$block->{title}, $name, $_->{title}")
			for @$row;
		check_product($row, "$block->{title}, $name");
	}
	next unless $block->{chart} && $block->{chart}{kind} ne 'timeline';
	check_edges({ kind => 'percent', name => 'mean', value => $_->{value},
		shown => $_->{shown} }, "$block->{title}, $_->{label}")
		for @{$block->{chart}{items}};
}

# ---- text, ascii and the text of the PDF: line by line

sub token {
	my $word = quotemeta(shift);
	return qr/(?<!\S)$word(?!\S)/;
}

sub figures_of {
	my ($row, $fold) = @_;
	return map { $fold->($_->{shown} // '') }
		grep { $_->{width} > 0 && is_figure($_) } @$row;
}

# The rows of a table by their places under the rule of its heading.
sub check_text_table {
	my ($format, $block, $region, $fold) = @_;
	my @lines = @$region;
	shift @lines while @lines && $lines[0] !~ /^-+( -+)+\s*$/;
	return problem("$format: $block->{title}: no rule") unless @lines;
	my @places;
	my $rule = shift @lines;
	push @places, [$-[0], $+[0] - $-[0]] while $rule =~ /-+/g;
	my @shown = grep { $_->{width} > 0 } @{$block->{columns}};
	return problem("$format: $block->{title}: ", scalar @places, 'columns')
		if @places != @shown;
	my @at = map { $places[$_] } grep { is_figure($shown[$_]) } 0 .. $#shown;
	for my $row (@{$block->{rows}}) {
		my @wanted = figures_of($row, $fold);
		next unless grep { $_ ne '' } @wanted;
		my $found;
		while (@lines && !$found) {
			my $line = ascii(shift @lines);
			my @have = map { my $part = length $line > $_->[0]
					? substr($line, $_->[0], $_->[1]) : '';
				$part =~ s/^\s+|\s+$//g; $part } @at;
			$found = "@have" eq "@wanted";
		}
		return problem("$format: $block->{title}: not there or cut: row",
			$row->[0]{shown} // '', "with @wanted") unless $found;
		$compared{$format} += @wanted;
	}
}

sub check_pdf_table {
	my ($format, $block, $region, $fold) = @_;
	my @lines = @$region;
	for my $row (@{$block->{rows}}) {
		my @wanted = grep { $_ ne '' } figures_of($row, $fold);
		next unless @wanted;
		my $wanted = join '.*?', map { token($_) } @wanted;
		shift @lines while @lines && $lines[0] !~ /$wanted/;
		return problem("$format: $block->{title}: not there or cut: row",
			$row->[0]{shown} // '', "with @wanted") unless @lines;
		shift @lines;
		$compared{$format} += @wanted;
	}
}

# Each value of a picture stands in its place on the page.
sub check_chart {
	my ($format, $chart, $text, $fold) = @_;
	return if $chart->{kind} eq 'timeline';
	my %wanted;
	$wanted{$fold->($_->{shown} // '')}++ for @{$chart->{items}};
	for my $shown (grep { $_ ne '' } keys %wanted) {
		my $word = token($shown);
		my $n = () = $text =~ /$word/g;
		problem("$format: $chart->{title}: $shown is there $n times")
			if $n < $wanted{$shown};
		$compared{$format} += $wanted{$shown};
	}
}

sub check_facts {
	my ($format, $block, $lines, $fold, $far) = @_;
	for my $fact (@{$block->{facts}}) {
		next unless is_figure($fact) && ($fact->{shown} // '') ne '';
		my $title = quotemeta($fold->($fact->{title}));
		my $shown = token($fold->($fact->{shown}));
		my $found = grep { my $i = $_;
			$lines->[$i] =~ /$title/ && join(' ', @$lines[$i ..
				($i + $far < $#$lines ? $i + $far : $#$lines)])
				=~ /$title.*$shown/ } 0 .. $#$lines;
		problem("$format: $block->{title}: $fact->{title} is not",
			$fact->{shown}) unless $found;
		$compared{$format}++;
	}
}

# Words of a card follow each other in the whole text.
sub check_cards {
	my ($format, $block, $text, $fold) = @_;
	my $at = index $text, plain($fold->($block->{title}));
	for my $row (@{$block->{rows}}) {
		for my $cell (@$row) {
			my $shown = plain($fold->($cell->{shown} // ''));
			next if $shown eq '';
			my $next = index $text, $shown, $at;
			return problem("$format: $block->{title}: no",
				"$cell->{title}: $cell->{shown}") if $next < 0;
			$at = $next + length $shown;
			$compared{$format}++;
		}
	}
}

# Lines from "Tabla N." or "Gráfico N." to the next of them.
sub regions {
	my ($lines, $fold) = @_;
	my (%regions, $now);
	my $words = join '|', map { $fold->($_) } 'Tabla', 'Gráfico';
	for (@$lines) {
		$now = "$1 $2" if /^\s*($words) (\d+)\. /;
		push @{$regions{$now}}, $_ if defined $now;
	}
	return \%regions;
}

sub check_lines {
	my ($format, $text, $fold, $check_table, $far) = @_;
	my @lines = split /\n|\f/, $text;
	my $regions = regions(\@lines, $fold);
	my $whole = plain($text);
	for my $block (@blocks) {
		check_facts($format, $block, \@lines, $fold, $far);
		if ($block->{figure}) {
			my $region = $regions->{$fold->('Gráfico')
				. " $block->{figure}"};
			check_chart($format, $block->{chart},
				join("\n", @{$region // []}), $fold);
		}
		check_cards($format, $block, $whole, $fold)
			if $block->{cards} && $block->{rows};
		next unless $block->{table};
		my $region = $regions->{$fold->('Tabla') . " $block->{table}"};
		$check_table->($format, $block, $region // [], $fold);
	}
}

check_lines('text', slurp("$prefix.text"), sub { $_[0] },
	sub { check_text_table(@_[0 .. 2], sub { ascii($_[0]) }) }, 0);
check_lines('ascii', slurp("$prefix.ascii"), \&ascii, \&check_text_table, 0);
# behind the cover and, where there are any, the contents
my $first = `pdftotext -f 2 -l 2 '$prefix.pdf' -` =~ /^CONTENIDO$/m ? 3 : 2;
my $pages = `pdftotext -layout -f $first '$prefix.pdf' -`;
# head, foot and page are no rows
$pages =~ s/^.*Página \d+ de \d+.*$//mg;
$pages =~ s/(^|\f)\s*\S[^\n]*\n/$1/g;
check_lines('pdf', $pages, sub { $_[0] }, \&check_pdf_table, 4);

# ---- html, csv, xlsx: cell by cell

sub same_cell {
	my ($format, $where, $cell, $have) = @_;
	my $shown = plain($cell->{shown});
	my $is = plain($have);
	# sign and letter before the word
	$is =~ s/^[▲●■○](V|A|R|-)// if $cell->{kind} eq 'light';
	$shown = plain($cell->{shown} // 's/d') if $cell->{kind} eq 'light';
	$is =~ s/%$// if $cell->{kind} eq 'percent' && $shown !~ /%$/;
	problem("$format: $where, $cell->{title}: «", $have // '', '», not «',
		$cell->{shown} // '', '»') if $is ne $shown;
	$compared{$format}++;
}

sub same_rows {
	my ($format, $block, $rows, @wanted) = @_;
	return problem("$format: $block->{title}:", scalar @$rows, 'rows, not',
		scalar @{$block->{rows}}) if @$rows != @{$block->{rows}};
	for my $r (0 .. $#$rows) {
		my @row = @{$block->{rows}[$r]}[@wanted];
		return problem("$format: $block->{title}: row $r has",
			scalar @{$rows->[$r]}, 'cells') if @{$rows->[$r]} != @row;
		same_cell($format, "$block->{title}, row $r", $row[$_],
			$rows->[$r][$_]) for 0 .. $#row;
	}
}

sub unmarked {
	my $text = shift;
	$text =~ s/<[^>]*>//g;
	my %signs = (amp => '&', lt => '<', gt => '>', quot => '"', '#39' => "'");
	$text =~ s/&([a-z#0-9]+);/$signs{$1} \/\/ "?"/ge;
	return $text;
}

my $html = slurp("$prefix.html");
for my $block (@blocks) {
	my @shown = grep { $block->{columns}[$_]{width} > 0 }
		0 .. $#{$block->{columns}};
	my %facts = map { unmarked($_) } $html =~ /<dt>(.*?)<\/dt>\n?<dd>(.*?)<\/dd>/g;
	same_cell('html', $block->{title}, $_, $facts{$_->{title}})
		for grep { is_figure($_) && ($_->{shown} // '') ne '' }
		@{$block->{facts}};
	if ($block->{figure}) {
		my ($part) = $html =~ /<figcaption>Gráfico $block->{figure}\. (.*?)<\/figure>/s;
		$part = $part // '';
		$part =~ s/(<\/?[a-z])/ $1/g;
		$part = unmarked($part);
		$part =~ s/\x{a0}?%/ /g;
		check_chart('html', $block->{chart}, $part, sub { $_[0] });
	}
	if ($block->{cards} && $block->{rows}) {
		my $text = $html;
		check_cards('html', $block, plain(unmarked($text)), sub { $_[0] });
	}
	next unless $block->{table};
	my ($table) = $html =~ /<caption>Tabla $block->{table}\. .*?<tbody>(.*?)<\/table>/s;
	my @rows = ($table // '') =~ /<tr(?: class="t")?>(.*?)<\/tr>/sg;
	same_rows('html', $block, [map { [map { unmarked($_) }
		/<td[^>]*>(.*?)<\/td>/sg] } @rows], @shown);
}

# RFC 4180; an apostrophe guards what looks like a formula.
sub read_csv {
	my $text = slurp(shift);
	$text =~ s/^\x{feff}//;
	my (@rows, @row);
	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/g) {
		my ($quoted, $bare, $end) = ($1, $2, $3);
		my $cell = defined $quoted ? $quoted =~ s/""/"/gr : $bare;
		push @row, $cell =~ s/^'(?=[-=+@\t])//r;
		next if $end eq ',';
		push @rows, [@row];
		@row = ();
		last if $end eq '';
	}
	return @rows;
}

my @csv = read_csv("$prefix.csv");
for my $block (@blocks) {
	my ($at) = grep { @{$csv[$_]} == 1 && $csv[$_][0] eq $block->{title} }
		0 .. $#csv;
	if (!defined $at) {
		problem("csv: no block $block->{title}");
		next;
	}
	my @cells = @{$block->{facts}};
	$at++;
	if (@cells) {
		$at++ while $csv[$at][0] ne 'Dato';
		for (@cells) {
			my $row = $csv[++$at];
			problem("csv: no $_->{title}") if $row->[0] ne $_->{title};
			same_cell('csv', $block->{title}, $_, $row->[1])
				if defined $_->{shown};
			problem("csv: $_->{title}: exact $row->[2]")
				if $_->{exact} && $row->[2] ne ($_->{value} // '');
		}
	}
	next unless $block->{rows};
	my @titles = map { ($_->{title}, $_->{exact} ? "$_->{title} (exacto)" : ()) }
		@{$block->{columns}};
	unshift @titles, 'Ficha' if $block->{cards};
	$at++ while $at < $#csv && "@{$csv[$at]}" ne "@titles";
	for my $row (@{$block->{rows}}) {
		my @have = @{$csv[++$at] // []};
		shift @have if $block->{cards};
		for (@$row) {
			my $have = shift @have;
			# a light without a band may be no word here
			same_cell('csv', $block->{title}, $_, $have)
				if defined $_->{shown};
			next unless $_->{exact};
			$have = shift @have;
			problem("csv: $block->{title}, $_->{title}: exact",
				$have // '', 'not', $_->{value} // '')
				if ($have // '') ne ($_->{value} // '');
		}
	}
}

# A number as its format shows it: half away from zero on the digits that a
# spreadsheet keeps.
sub formatted {
	my ($value, $format) = @_;
	my ($decimals) = $format =~ /0\.(0+)/;
	my $text = sprintf '%.15g', $value;
	return $text unless $format =~ /0/;
	$text = sprintf '%.20f', $value if $text =~ /e/;
	my ($sign, $whole, $part) = $text =~ /^(-?)(\d+)(?:\.(\d+))?$/;
	my $n = length($decimals // '');
	$part = ($part // '') . '0' x ($n + 1);
	my $up = substr($part, $n, 1) >= 5;
	my $digits = $whole . substr $part, 0, $n;
	if ($up) {
		my $i = length($digits) - 1;
		$i-- while $i >= 0 && substr($digits, $i, 1) eq '9'
			&& (substr($digits, $i, 1) = '0') eq '0';
		$digits = $i < 0 ? "1$digits" : $digits;
		substr($digits, $i, 1) = substr($digits, $i, 1) + 1 if $i >= 0;
	}
	my $at = length($digits) - $n;
	return $sign . substr($digits, 0, $at) . ($n ? '.' . substr($digits, $at) : '');
}

sub part {
	my $text = `unzip -p '$prefix.xlsx' '$_[0]'`;
	return $text;
}
my $styles = part('xl/styles.xml');
my %formats = $styles =~ /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g;
my ($xfs) = $styles =~ /<cellXfs[^>]*>(.*?)<\/cellXfs>/s;
my @formats = map { $formats{$_} // { 2 => '0.00', 3 => '#,##0',
	4 => '#,##0.00', 1 => '0' }->{$_} // '' } $xfs =~ /<xf numFmtId="(\d+)"/g;

sub read_sheet {
	my $text = part("xl/worksheets/sheet$_[0].xml");
	my @rows;
	while ($text =~ /<c r="([A-Z]+)(\d+)"(?: s="(\d+)")?([^>]*?)(?:\/>|>(.*?)<\/c>)/sg) {
		my ($letters, $row, $style, $type, $inside) = ($1, $2, $3, $4, $5 // '');
		my $column = 0;
		$column = 26 * $column + ord($_) - 64 for split //, $letters;
		my $value = $inside =~ /<t[^>]*>(.*?)<\/t>/s ? unmarked($1)
			: $inside =~ /<v>(.*?)<\/v>/
			? formatted($1, $formats[$style // 0] // '') : undef;
		$rows[$row - 1][$column - 1] = $value;
	}
	return @rows;
}

# "80.00" and "80" are one number; so are "1,234.5" and "1234.50".
sub same_number {
	my ($cell, $have) = @_;
	my @two = map { (my $x = $_ // '') =~ s/,//g; $x } $cell->{shown}, $have;
	$two[0] = $two[1] if $two[0] ne '' && $two[1] ne ''
		&& !grep { !/^-?\d+(\.\d+)?$/ } @two
		and compare(@two) == 0;
	same_cell('xlsx', "$_[2]", { %$cell, shown => $two[0] }, $two[1]);
}

my @summary = read_sheet(1);
my $sheet = 1;
for my $block (@blocks) {
	for my $fact (grep { is_figure($_) && defined $_->{shown} }
			@{$block->{facts}}) {
		my ($row) = grep { ($_->[0] // '') eq $fact->{title} } @summary;
		same_number($fact, $row->[1], $block->{title});
	}
	$sheet++ if $block->{figure};
	next unless $block->{rows};
	my @rows = read_sheet(++$sheet);
	my $first = ($rows[3][0] // '') eq 'Grupo' ? 1 : 0;
	for my $r (0 .. $#{$block->{rows}}) {
		my $row = $block->{rows}[$r];
		for my $i (0 .. $#$row) {
			next unless is_figure($row->[$i]) || $row->[$i]{kind} eq 'light';
			same_number($row->[$i], $rows[4 + $r][$first + $i],
				"$block->{title}, row $r")
				if defined $row->[$i]{shown};
		}
	}
}

print "$wrong differences;",
	(map { " $_ $compared{$_}" } sort keys %compared), "\n";
exit($wrong ? 1 : 0);
