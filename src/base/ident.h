/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_IDENT_H
#define HITO_BASE_IDENT_H

/*
 * Identifiers that carry a check or a shape of their own. Each function reads
 * the text as typed (blanks, dots and hyphens between digits dropped), writes
 * the canonical form to out and returns how sure it is. Wrong check
 * characters warn and never refuse: published RUCs are wrong at times.
 */

#include <stddef.h>

enum ident_result {
	IDENT_OK,
	IDENT_WARN, /* right shape, wrong check character or unusual prefix */
	IDENT_BAD,  /* wrong shape */
};

/* 11 digits, weights 5432765432, 11 - sum mod 11 with 10 -> 0, 11 -> 1
 * (SUNAT). */
enum ident_result ident_ruc(const char *text, char *out, size_t room);
/* 8 digits; shorter numbers get the leading zeros that spreadsheets eat; an
 * optional check character after a hyphen is compared and dropped. */
enum ident_result ident_dni(const char *text, char *out, size_t room);
/* 6 digits (department, province, district); 5 get their leading zero. */
enum ident_result ident_ubigeo(const char *text, char *out, size_t room);
enum ident_result ident_email(const char *text, char *out, size_t room);
/* 9 digits beginning with 9, or area code and number. */
enum ident_result ident_phone(const char *text, char *out, size_t room);

#endif
