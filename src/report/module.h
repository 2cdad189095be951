/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_MODULE_H
#define HITO_REPORT_MODULE_H

/*
 * Writers that need a large library live in a module (base/module),
 * hito-pdf.so, hito-xlsx.so and hito-ods.so. Each of the first two has an entry
 * report_module_write, and report_module_save besides (writer_save_fn); that of
 * workbooks has report_module_template too (template_write). The last has
 * report_module_save alone.
 */

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"
#include "report/report.h"
#include "report/template.h"

#define MODULE_ENTRY "report_module_write"
#define MODULE_SAVE "report_module_save"
#define MODULE_TEMPLATE "report_module_template"

typedef bool
module_write_fn(const struct report *report, struct buf *out, struct err *err);

/* Exported by every module. */
module_write_fn report_module_write __attribute__((visibility("default")));

typedef bool
module_save_fn(const struct report *report, FILE *out, struct err *err);
module_save_fn report_module_save __attribute__((visibility("default")));

typedef bool
module_template_fn(const struct template *template, FILE *out, struct err *err);
module_template_fn report_module_template
	__attribute__((visibility("default")));

#endif
