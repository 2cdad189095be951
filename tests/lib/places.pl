#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Two dumps of the same screens in two languages: what does not stand at the
# same cells in both. Compared are the brackets of boxes, figures and codes,
# what people wrote (Cyrillic, tests/lib/neutral.sql), the keys of the bar;
# not help, which is set anew, nor what is put together in a line.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

sub screens {
	my ($file) = @_;
	my (@all, @names);
	open my $in, '<', $file or die "$file: $!\n";
	while (<$in>) {
		chomp;
		if (/^--- (.*)/) {
			push @names, $1;
			push @all, [];
		} elsif (@all) {
			push @{ $all[-1] }, $_;
		}
	}
	return (\@names, \@all);
}

# Cells at which something begins that no language moves.
sub places {
	my ($line) = @_;
	my @at;
	push @at, pos($line) - length $1 while $line =~ /([\[\]]|\p{Cyrillic}{3,})/g;
	return join ' ', @at;
}

my ($names, $one) = screens($ARGV[0]);
my (undef, $two) = screens($ARGV[1]);
print "other screens\n" if @$one != @$two;
for my $i (0 .. $#$names) {
	my $name = $names->[$i];
	my ($here, $there) = ($one->[$i], $two->[$i]);
	for (@$there) {
		print "$name: wider than the screen: $_\n" if length > 80;
	}
	next if $name =~ /^help/;
	for my $y (1 .. 20) {
		my ($was, $now) = ($here->[$y] // '', $there->[$y] // '');
		print "$name:\n  $was\n  $now\n" if places($was) ne places($now);
	}
	my ($was, $now) = ($here->[23] // '', $there->[23] // '');
	for my $key (1 .. 9) {
		my $at = 8 * ($key - 1);
		print "$name: the bar\n  $now\n" and last
			if substr($now . ' ' x 80, $at, 2) ne " $key";
	}
}
