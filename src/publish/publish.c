/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/publish.h"

#include "base/i18n.h"
#include "publish/data.h"
#include "publish/folder.h"
#include "report/layout.h"
#include "report/writer.h"

struct publishing {
	struct desk *desk;
	struct arena *arena;
	struct step *step;
	struct folder *folder;
	struct open_data *data;
	const char *lacks;
};

static bool
write_sets(struct publishing *p, struct err *err)
{
	step_begin(p->step, N_("registro"), p->data->n_sets);
	for (size_t i = 0; i < p->data->n_sets; i++)
		if (!step_next(p->step) ||
			!open_rows_write(
				p->desk, &p->data->sets[i], p->folder, err))
			return step_check(p->step, err) && false;
	return true;
}

/* A report as a page, in Spanish whoever publishes. */
static bool
write_page(struct publishing *p, const char *layout_name, const char *file,
	struct err *err)
{
	const struct report_question question = { .to_issue = true };
	const struct layout *layout = layout_find(p->desk, p->arena, layout_name, err);
	struct report *report =
		layout ? report_ask(p->desk, p->arena, layout, &question, err)
		       : NULL;
	struct buf out = { 0 };
	bool done = report && writer_find("html")->write(report, &out, err) &&
		    folder_save(p->folder, file, &out, err);

	buf_free(&out);
	return done;
}

static bool
write_pages(struct publishing *p, struct err *err)
{
	static const struct {
		const char *layout;
		const char *file;
	} pages[] = {
		{ "accountability", "index.html" },
	};

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (!write_page(p, pages[i].layout, pages[i].file, err))
			return false;
	return true;
}

static bool
write_news(struct publishing *p, struct err *err)
{
	struct buf out = { 0 };
	bool done = open_news_write(p->desk, p->data, &out, err) &&
		    folder_save(p->folder, OPEN_NEWS, &out, err);

	buf_free(&out);
	return done;
}

/* Indicators in the forms of other systems: as the server writes them. */
static bool
write_documents(struct publishing *p, struct err *err)
{
	struct result *r =
		session_query(p->desk->session, _("Lo que se publica"), err,
			"select file, content, lacks from "
			"follow.indicator_documents()",
			0);
	bool done = r;

	for (size_t row = 0; done && row < result_rows(r); row++) {
		const char *content = result_get(r, row, "content");
		const char *lacks = result_get(r, row, "lacks");
		struct buf out = { 0 };

		if (lacks)
			p->lacks = arena_strdup(p->arena, lacks);
		if (!content)
			continue;
		buf_puts(&out, content);
		done = folder_save(
			p->folder, result_get(r, row, "file"), &out, err);
		buf_free(&out);
	}
	result_free(r);
	return done;
}

static bool
write_package(struct publishing *p, struct err *err)
{
	struct buf out = { 0 };
	bool done;

	open_package_write(p->data, &out);
	done = folder_save(p->folder, "datapackage.json", &out, err);
	buf_free(&out);
	return done;
}

/* The description is the last: it has the SHA-256 of the others. */
static bool
write_all(struct publishing *p, struct err *err)
{
	p->data = open_data_read(p->desk, p->arena, err);
	return p->data && write_sets(p, err) && write_pages(p, err) &&
	       write_news(p, err) && write_documents(p, err) &&
	       write_package(p, err);
}

static bool
command(struct publishing *p, const char *sql, struct err *err)
{
	struct result *r = session_query(
		p->desk->session, _("Lo que se publica"), err, sql, 0);

	result_free(r);
	return r;
}

/* All of it as of one moment; many rows take long. */
static bool
read_at_once(struct publishing *p, struct err *err)
{
	bool done =
		command(p, "begin isolation level repeatable read read only",
			err) &&
		command(p, "set local statement_timeout = 0", err) &&
		command(p, "set local timezone = 'America/Lima'", err) &&
		write_all(p, err);

	if (session_is_open(p->desk->session))
		command(p, "rollback", NULL);
	return done;
}

bool
publish(struct desk *desk, const char *path, struct step *step,
	struct published *out, struct err *err)
{
	struct publishing p = { .desk = desk,
		.arena = desk->arena,
		.step = step,
		.folder = folder_open(path, err) };
	bool done = p.folder && read_at_once(&p, err) &&
		    folder_publish(p.folder, &out->changed, err);

	if (done) {
		out->sets = p.data->n_sets;
		out->lacks = p.lacks;
	}
	folder_close(p.folder);
	return done;
}
