/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_LIGHT_H
#define HITO_REPORT_LIGHT_H

/*
 * The traffic light as it is drawn and coloured: shape, letter and word say
 * it without the colour. Colours by Okabe and Ito, "Color universal design"
 * (2008), told apart with any colour blindness and on grey paper.
 */

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
	const char *word; /* N_ */
	unsigned rgb;	  /* of the shape and of bars */
	unsigned ink;	  /* darker: of letters on white */
	unsigned tint;	  /* lighter: behind letters */
};

/* Never NULL: the one without a band for NULL and what is not known. */
const struct light *light_of(const char *band);

#endif
