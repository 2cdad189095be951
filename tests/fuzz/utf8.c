/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The border to the terminal: nothing that it obeys gets through. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_clean(const char *text, size_t size, bool lines)
{
	char *out = mem_alloc(3 * size + 1), *again;
	size_t n = utf8_clean(text, size, lines, out);

	assert(n <= 3 * size && out[n] == '\0');
	assert(utf8_valid(out, n) == n);
	assert(utf8_is_clean(out, n, lines));
	for (size_t i = 0; i < n; i++)
		assert((unsigned char)out[i] >= 0x20 ||
			(lines && out[i] == '\n'));
	again = mem_alloc(3 * n + 1);
	assert(utf8_clean(out, n, lines, again) == n);
	free(again);
	free(out);
}

/* Never longer, valid where it was, and the same a second time. */
static void
check_compose(const char *text, bool single)
{
	size_t n = strlen(text);
	char *out = mem_alloc(n + 1), *again = mem_alloc(n + 1);

	utf8_compose(text, single, out);
	assert(strlen(out) <= n);
	if (utf8_valid(text, n) == n) {
		assert(utf8_valid(out, strlen(out)) == strlen(out));
		assert(!utf8_compose(out, single, again));
	}
	free(again);
	free(out);
}

static void
check_walk(const char *text, size_t size)
{
	size_t at = 0, next;

	while (at < size) {
		next = utf8_next(text, size, at);
		assert(next > at && next <= size);
		at = next;
	}
	while (at > 0) {
		next = utf8_prev(text, at);
		assert(next < at);
		at = next;
	}
	for (int cells = 0; cells < 20; cells++) {
		size_t n = utf8_fit(text, size, cells);

		assert(n <= size && utf8_width(text, n) <= cells);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const char *bytes = size ? (const char *)data : "";
	const char *text = arena_strndup(arena, bytes, size);
	struct buf json = { 0 };

	check_compose(text, true);
	check_compose(text, false);
	char out[32];

	check_clean(bytes, size, true);
	check_clean(bytes, size, false);
	check_walk(bytes, size);
	utf8_fold(text, out, sizeof out);
	assert(strlen(out) < sizeof out);
	utf8_fold_heading(text, out, sizeof out);
	assert(strlen(out) < sizeof out);
	str_json(&json, text);
	assert(utf8_valid(json.data, json.len) == json.len);
	str_trim(arena, text);
	str_copy(out, sizeof out, text);
	buf_free(&json);
	arena_free(arena);
	return 0;
}
