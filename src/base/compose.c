/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The composing half of base/utf8.h: one spelling for what looks the same. */
#include "base/utf8.h"

#include <string.h>

enum {
	MARK_FIRST = 0x300, /* combining marks of decomposed letters */
	MARK_LAST = 0x36f,
	SOFT_HYPHEN = 0xad,
	NO_BREAK = 0xa0,
	JOINER_FIRST = 0x200b, /* zero width space, joiners, direction marks */
	JOINER_LAST = 0x200f,
	WORD_JOINER = 0x2060,
	BYTE_ORDER = 0xfeff,
	REPLACEMENT = 0xfffd,
};

/* The letters of Latin-1 and Extended-A that Unicode composes, each behind
 * its plain one (UAX #15, form C). */
static const struct {
	uint32_t mark;
	const char *letters;
} marks[] = {
	{ 0x300, "aàeèiìoòuùAÀEÈIÌOÒUÙ" },
	{ 0x301, "aáeéiíoóuúyýcćlĺnńrŕsśzźAÁEÉIÍOÓUÚYÝCĆLĹNŃRŔSŚZŹ" },
	{ 0x302, "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷAÂEÊIÎOÔUÛCĈGĜHĤJĴSŜWŴYŶ" },
	{ 0x303, "aãnñoõiĩuũAÃNÑOÕIĨUŨ" },
	{ 0x304, "aāeēiīoōuūAĀEĒIĪOŌUŪ" },
	{ 0x306, "aăeĕgğiĭoŏuŭAĂEĔGĞIĬOŎUŬ" },
	{ 0x307, "cċeėgġzżCĊEĖGĠIİZŻ" },
	{ 0x308, "aäeëiïoöuüyÿAÄEËIÏOÖUÜYŸ" },
	{ 0x30a, "aåuůAÅUŮ" },
	{ 0x30b, "oőuűOŐUŰ" },
	{ 0x30c, "cčdďeěnňrřsštťzžCČDĎEĚNŇRŘSŠTŤZŽ" },
	{ 0x327, "cçgģkķlļnņrŗsştţCÇGĢKĶLĻNŅRŖSŞTŢ" },
	{ 0x328, "aąeęiįuųAĄEĘIĮUŲ" },
};

/* The letter that base and mark make; 0 when Unicode has none of them. */
static uint32_t
composed(uint32_t base, uint32_t mark)
{
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		const char *p = marks[i].letters;
		size_t n = strlen(p);

		if (marks[i].mark != mark)
			continue;
		for (size_t at = 0; at < n;) {
			uint32_t plain, letter;

			at += utf8_decode(p + at, n - at, &plain);
			at += utf8_decode(p + at, n - at, &letter);
			if (plain == base)
				return letter;
		}
	}
	return 0;
}

static bool
is_unseen(uint32_t cp)
{
	return cp == SOFT_HYPHEN || cp == WORD_JOINER || cp == BYTE_ORDER ||
	       (cp >= JOINER_FIRST && cp <= JOINER_LAST);
}

static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == NO_BREAK ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f || cp == 0x3000;
}

/* What was written, and the place of its last letter. */
struct composing {
	char *out;
	size_t n;
	size_t last_at;
	uint32_t last; /* 0: none that a mark could join */
};

static void
put(struct composing *c, uint32_t cp)
{
	uint32_t joined = 0;

	if (cp >= MARK_FIRST && cp <= MARK_LAST && c->last)
		joined = composed(c->last, cp);
	if (joined)
		c->n = c->last_at;
	c->last_at = c->n;
	c->last = joined ? joined : cp;
	c->n += utf8_encode(c->last, c->out + c->n);
}

/* What is no character stays what it is. */
static void
put_bytes(struct composing *c, const char *bytes, size_t n)
{
	memcpy(c->out + c->n, bytes, n);
	c->n += n;
	c->last = 0;
}

bool
utf8_compose(const char *s, bool single, char *out)
{
	struct composing c = { .out = out };
	size_t n = strlen(s), at = 0;

	while (at < n) {
		uint32_t cp;
		size_t begin = at;

		at += utf8_decode(s + at, n - at, &cp);
		if (is_unseen(cp))
			continue;
		if (cp == REPLACEMENT) {
			put_bytes(&c, s + begin, at - begin);
			continue;
		}
		if (single && is_blank(cp)) {
			if (c.last == ' ')
				continue;
			cp = ' ';
		}
		put(&c, cp);
	}
	out[c.n] = '\0';
	return strcmp(s, out) != 0;
}
