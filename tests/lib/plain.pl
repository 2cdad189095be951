#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Words in plain letters that stand in texts of the sources, in what was said
# in the language of pseudo.pl:
#   perl plain.pl CATALOGUE WORDS-OF-DATA FILE...
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my ($catalogue, $data, @files) = @ARGV;
my (%ours, %theirs);
my $word = qr/(?<![-\p{L}\d_.\/@])(\p{L}{2,})(?![-\p{L}\d_\/@]|\.[\p{L}\d])/;

open my $po, '<', $catalogue or die "$catalogue: $!\n";
my $is_id = 0;
while (<$po>) {
	$is_id = 1 if /^msgid/;
	$is_id = 0 if /^(?:msgstr|#|$)/;
	next unless $is_id;
	$ours{$_} = 1 for /$word/g;
}
open my $known, '<', $data or die "$data: $!\n";
while (<$known>) {
	chomp;
	$theirs{$_} = 1;
}
# What is typed has a name of English to whom texts are not in Spanish; names
# of programs and signs are the same everywhere.
$theirs{lc $_} = 1
	for qw(db plan hito root text Esc Excel Debian Del ms kB xterm on off
	menu out values list page open restore show template user doctor);

@ARGV = @files;
my $where = '';
while (my $line = <>) {
	$where = $1 if $line =~ /^--- (.*)/;
	next if $line =~ /^(?:---|cursor )/;
	$line =~ s/--[a-z][-a-z]*(?:[= ][A-Z]+(?:=[A-Z]+)?)?//g;
	for ($line =~ /$word/g) {
		print "$_: $where: $line"
			if /[a-z]/ and $ours{$_} and !$theirs{lc $_};
	}
}
