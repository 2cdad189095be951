/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_TEXT_H
#define HITO_REPORT_TEXT_H

/* Pieces of the text writer, 80 columns wide. */

#include <stdbool.h>

#include "base/mem.h"
#include "report/report.h"

enum {
	TEXT_WIDTH = 80
};

void text_repeat(struct buf *out, const char *sign, int n);
/* Wrapped; every line indented. */
void text_paragraph(struct buf *out, const char *text, int indent);
/* Block characters, or # and | in ASCII; each figure beside its bar. */
void text_chart(const struct report_chart *chart, bool ascii, struct buf *out);

#endif
