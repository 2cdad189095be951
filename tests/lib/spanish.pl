#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# The lines that say something in Spanish: a letter of it, or one of its small
# words. "--- title" says where they stand.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my %small = map { ($_ => 1, ucfirst $_ => 1) }
	qw(de la el las los que por con para una un en sin su sus más ya está son
	como pero cuando sigue tiene hasta desde sobre entre este esta si hay
	cada otro otra donde quien fecha nombre oficina periodo compromiso
	anular grabar salir);
$small{$_} = 1 for qw(del al se lo);
my $where = '';
while (my $line = <>) {
	$where = $1 if $line =~ /^--- (.*)/;
	next if $line =~ /^(?:---|cursor )/;
	# What a notice would say in Spanish is an example of the help.
	$line =~ s/entre # y # anos|\bes, en\b//g;
	print "$where: $line"
		if $line =~ /[áéíóúñÁÉÍÓÚÑ¿¡«»]/
		or grep { $small{$_} } $line =~ /(?<![-\p{L}_\/.])(\p{L}+)(?![-\p{L}_\/])/g;
}
