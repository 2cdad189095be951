/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_SURVEY_H
#define HITO_IMPORT_SURVEY_H

/*
 * The first of two passes over the rows of a file: what the values of a
 * column, all together, tell of its decimal sign and of its order of day and
 * month. The second pass reads each cell as its column was decided.
 */

#include "base/row.h"
#include "import/finding.h"
#include "import/asker.h"
#include "import/mapping.h"

struct survey;

/* decimal: '.' or ',' where the sender says it; 0: the values do. In
 * mapping's arena. */
struct survey *survey_new(struct mapping *mapping, char decimal);
void survey_row(struct survey *survey, const struct file_row *row);
/* What no value of the file tells, where there is somebody to ask. */
void survey_ask(struct survey *survey, struct asker *asker);
/* Gives each column of the mapping its reading. decided: what was found, with
 * the line that told it; what contradicts itself, or may be either, is an
 * error of the whole file in findings. */
void survey_decide(const struct survey *survey, struct findings *decided,
	struct findings *findings);

#endif
