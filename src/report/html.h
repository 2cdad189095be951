/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_HTML_H
#define HITO_REPORT_HTML_H

/* Pieces of the HTML writer. */

#include <stdbool.h>

#include "base/mem.h"
#include "report/report.h"

/* Text as HTML: nothing in it is markup, newlines are breaks. NULL: nothing. */
void html_text(struct buf *out, const char *text);
/* Text inside the quotes of an attribute. */
void html_attribute(struct buf *out, const char *text);
/* A light: shape, letter and word on its colour. */
void html_light(struct buf *out, const char *band);
/* The style sheet, with the lights' colours. */
void html_style(struct buf *out);
/* A figure: labels and numbers as text, bars as inline SVG, so that all of
 * it may be read at any width. */
void html_chart(const struct report_chart *chart, struct buf *out);

#endif
