#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# A catalogue of a language that nobody speaks, of the msgids of another:
#   perl pseudo.pl <src/po/en.po >pseudo.po
# Each letter has an accent, each vowel stands twice, so that texts are some
# 40 % longer. What a translator leaves stays: directives of printf, {names},
# tags, options, words with a digit or a sign inside, letters that are keys.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my $plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
my $odd = 'āḃćďēḟğĥīĵķĺṁńōṗɋŕšťūṽŵẋýžĀḂĆĎĒḞĞĤĪĴĶĹṀŃŌṖɊŔŠŤŪṼŴẊÝŽ';
my %odd;
@odd{split //, $plain} = split //, $odd;
my %bare = (qw(á a é e í i ó o ú u ü u ñ n Á A É E Í I Ó O Ú U Ü U Ñ N));
my $kept = qr{
	\\. | %% | %(?:\d\$)?[-+\#0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t)?[diouxXcsfgp]
	| \{\w+\} | <[^<>\ ]*> | <html[^>]*> | --?[a-z][-a-z]+
	| [\p{L}\d]*(?:\d[\p{L}\d]*)+ | [\p{L}\d~]+(?:[/_.\@:=][\p{L}\d]+)+ | (?<!\p{L})\p{L}(?!\p{L})
}x;

sub odd_word {
	my ($word) = @_;
	$word = join '', map { $bare{$_} // $_ } split //, $word;
	$word =~ s/([aeiou])/$1$1/g;
	$word =~ s/([AEIOU])(?=[^a-z]|$)/$1$1/g;
	return join '', map { $odd{$_} // $_ } split //, $word;
}

sub pseudo {
	my ($text) = @_;
	$text =~ s/($kept)|(\p{L}+)/defined $1 ? $1 : odd_word($2)/ge;
	return $text;
}

sub block_text { # "msgid" of the block, its lines joined
	my ($block, $key) = @_;
	return undef unless $block =~ /^\Q$key\E ((?:".*"\n?)+)/m;
	return join '', map { /^"(.*)"$/ ? $1 : '' } split /\n/, $1;
}

local $/ = '';
while (my $block = <STDIN>) {
	$block =~ s/^#~.*\n?//mg;
	my $id = block_text($block, 'msgid');
	next unless defined $id;
	my $flags = join '', $block =~ /^#,.*\n/mg;
	if ($id eq '') {
		print "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n",
			"\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";
		next;
	}
	my $many = block_text($block, 'msgid_plural');
	print $flags, "msgid \"$id\"\n";
	if (defined $many) {
		print "msgid_plural \"$many\"\nmsgstr[0] \"", pseudo($id),
			"\"\nmsgstr[1] \"", pseudo($many), "\"\n\n";
	} else {
		print 'msgstr "', pseudo($id), "\"\n\n";
	}
}
