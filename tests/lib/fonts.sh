#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# fonts.sh high|later|wide FOLDER: puts the letters of reports there as another
# edition has them, and fonts.conf that finds them alone (FONTCONFIG_FILE).
# high: it asks for higher lines; later: it says so, and its letters are the
# same; wide: besides, they are wider.
mkdir "$2" && fc-list : file family | sed -n 's/:.*Lato.*//p' | while IFS= read -r file; do
	perl - "$1" <<'END' 3<"$file" >"$2/${file##*/}" || exit 1
		use strict;
		my $edition = shift;
		local $/;
		open my $in, "<&=3" or die;
		binmode $in; binmode STDOUT;
		my $font = <$in>;
		my %at;
		for (my $i = 0; $i < unpack("n", substr($font, 4)); $i++) {
			my ($tag, $sum, $at) = unpack("a4NN", substr($font, 12 + 16 * $i));
			$at{$tag} = $at;
		}
		sub change { # AT FORMAT BY: a number
			my ($at, $format, $by) = @_;
			my $was = substr($font, $at, length pack($format, 0));
			substr($font, $at, length $was) = pack($format, $by->(unpack($format, $was)));
		}
		# the heights of hhea count, not those of OS/2
		change($at{"OS/2"} + 62, "n", sub { $_[0] & 0xff7f }) if $edition eq "high";
		if ($edition ne "high") {
			$font =~ s/(Version )\d/${1}9/g;
			$font =~ s/(V\0e\0r\0s\0i\0o\0n\0 \0)\d/${1}9/g;
			change($at{head} + 4, "N", sub { 9 << 16 });
		}
		if ($edition eq "wide") {
			my $n = unpack("n", substr($font, $at{hhea} + 34));
			change($at{hmtx} + 4 * $_, "n", sub { int($_[0] * 1.3) }) for 0 .. $n - 1;
		}
		print $font;
END
done || exit 1
cat >"$2/fonts.conf" <<END
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$2</dir><cachedir>$2/cache</cachedir></fontconfig>
END
