/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_IMPORT_ASK_H
#define HITO_BATCH_IMPORT_ASK_H

/* What a file leaves open, asked at the terminal. Private to hito import. */

#include "base/mem.h"
#include "import/asker.h"

/* NULL: nobody can be asked, or the file comes where she would answer. */
struct asker *import_asker(struct arena *arena, const char *path);

#endif
