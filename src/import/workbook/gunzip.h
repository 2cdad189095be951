/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_GUNZIP_H
#define HITO_IMPORT_WORKBOOK_GUNZIP_H

/* A file packed by gzip, of one member or several (RFC 1952). */

#include "import/bytes.h"

extern const struct bytes_filter gunzip;

#endif
