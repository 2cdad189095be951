/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_LIGHT_H
#define HITO_BASE_LIGHT_H

/*
 * The traffic light as it is drawn and coloured: shape, letter and word say
 * it without the colour. Colours by Okabe and Ito, "Color universal design"
 * (2008), told apart with any colour blindness and on grey paper.
 */

#include <stdbool.h>

enum light_shape {
	LIGHT_TRIANGLE,
	LIGHT_CIRCLE,
	LIGHT_SQUARE,
	LIGHT_RING, /* no figure, no light */
};

struct light {
	const char *band; /* green, amber, red; NULL: none */
	enum light_shape shape;
	const char *sign; /* the shape as a character */
	const char *letter;
	const char *word;   /* N_ */
	const char *ascii;  /* "[V]" */
	const char *mark;   /* sign and letter, "▲V" */
	const char *marked; /* N_ the same with its word */
	unsigned rgb;	    /* of the shape and of bars */
	unsigned ink;	    /* darker: of letters on white */
	unsigned tint;	    /* lighter: behind letters */
};

/* Never NULL: the one without a band for NULL and what is not known. */
const struct light *light_of(const char *band);

/* As text: "▲V Verde", in ASCII "[V]"; short_form without the word. */
const char *band_sign(const char *band, bool ascii, bool short_form);

#endif
