/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place/place.h"

extern const struct place place_board, place_offices, place_figures,
	place_sheet, place_sala, place_preview, place_menu, place_list,
	place_form, place_history, place_working, place_found, place_drafts,
	place_import;

const struct place *const places[] = {
	/* as the menu has them */
	&place_board,
	&place_offices,
	&place_figures,
	&place_sheet,
	&place_sala,
	&place_drafts,
	&place_preview,
	&place_menu,
	&place_list,
	&place_form,
	&place_history,
	&place_working,
	&place_found,
	&place_import,
	NULL,
};
