/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_IMPORT_IMPORT_H
#define HITO_PLACE_IMPORT_IMPORT_H

/* A file on its way into a register, shared by import.c (which file, and what
 * the keys do), take.c (looking, trying, loading) and tell.c (what is seen). */

#include "import/job.h"
#include "screen/text.h"
#include "screen/view.h"

enum import_stage {
	STAGE_LOOK,  /* as it would be read */
	STAGE_TRIED, /* what would happen; nothing is written yet */
	STAGE_DONE,
};

/* Who answers what the file leaves open. */
struct import_asked {
	struct asker asker; /* stands first */
	struct import_place *place;
	bool none; /* she chose none of the sheets */
};

struct import_place {
	struct view view;
	const struct form *form;
	enum import_stage stage;
	struct import_options options;
	bool without_kept; /* she does not want the kept mapping */
	struct import_asked asked;
	struct import *import; /* that is shown; has its texts */
	struct look look;
	struct arena *arena; /* of the text */
	struct text_body body;
};

static inline struct import_place *
import_of(struct view *view)
{
	return (struct import_place *)view;
}

/* take.c: false with the error said and what is shown as before. */
/* From the first byte on: what was read before does not count. */
bool import_take_look(struct import_place *p);
/* Loads it and takes all back, so that it is known what would happen. */
bool import_take_trial(struct import_place *p);
/* Only the bytes that were tried. */
bool import_take_load(struct import_place *p);
/* Nothing is wrong, or without the bad rows. */
bool import_is_clean(const struct import_place *p);

/* tell.c */
/* What is seen, made anew of what was taken. */
void import_tell(struct import_place *p);
void import_paint(struct view *view);

#endif
