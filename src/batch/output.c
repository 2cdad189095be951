/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"

static void
add_name(void *arg, const struct writer *writer)
{
	struct buf *names = arg;

	buf_printf(names, "%s%s", names->len ? ", " : "", writer->name);
}

static const struct writer *
find_writer(const char *name, struct err *err)
{
	const struct writer *writer = writer_find(name);
	struct buf names = { 0 };

	if (writer)
		return writer;
	err_set(err, ERR_USAGE, NULL, _("No hay un formato «%s»."), name);
	writer_each(add_name, &names);
	err_hint(err, _("Hay: %s."), buf_text(&names));
	buf_free(&names);
	return NULL;
}

/* A terminal would obey the bytes of a PDF. */
static bool
may_write(const char *path, const struct writer *writer, struct err *err)
{
	if (!writer->binary || path || !isatty(STDOUT_FILENO))
		return true;
	err_set(err, ERR_USAGE, NULL,
		_("El formato %s no es para la pantalla."), writer->name);
	err_hint(err, _("Diga a qué archivo: --output informe.%s"),
		writer->extension);
	return false;
}

const struct writer *
output_writer(const char *format, const char *path, struct err *err)
{
	const struct writer *writer = find_writer(format, err);

	return writer && may_write(path, writer, err) ? writer : NULL;
}

struct ending {
	const char *of; /* a path */
	const char *format;
};

static void
take_ending(void *arg, const struct writer *writer)
{
	struct ending *ending = arg;
	const char *dot = strrchr(ending->of, '.');

	if (!ending->format && dot && str_eq(dot + 1, writer->extension))
		ending->format = writer->name;
}

const char *
output_format(const char *path)
{
	struct ending ending = { .of = path };

	writer_each(take_ending, &ending);
	return ending.format ? ending.format : "text";
}

/* What a link leads to is not written over unasked. */
static bool
is_no_link(const char *path, struct err *err)
{
	struct stat st;

	if (lstat(path, &st) != 0 || !S_ISLNK(st.st_mode) ||
		(stat(path, &st) == 0 && !S_ISREG(st.st_mode)))
		return true;
	err_set(err, ERR_FILE, NULL,
		_("«%s» es un enlace a otro archivo: no se escribió nada."),
		path);
	return err_hint(err, "%s",
		_("Diga el nombre del archivo mismo, o borre el enlace."));
}

/* A file that is there or will be. NULL: something that is written to as it
 * is, a pipe or a device. */
static char *
regular_path(const char *path)
{
	char *real = realpath(path, NULL);
	struct stat st;

	if (!real)
		return strdup(path);
	if (stat(real, &st) == 0 && S_ISREG(st.st_mode))
		return real;
	free(real);
	return NULL;
}

static bool
put_stream(const char *path, file_fill_fn *fill, void *arg, struct err *err)
{
	FILE *out = path ? fopen(path, "wb") : stdout;
	bool filled = out && fill(arg, out);
	bool failed = !out || ferror(out) || (filled && fflush(out) != 0);
	int why = errno;

	if (path && out && fclose(out) != 0)
		failed = true;
	if (!failed)
		return filled;
	if (!path)
		return err_set(err, ERR_FILE, NULL,
			_("No se puede escribir la salida: %s."),
			strerror(why));
	return err_set(err, ERR_FILE, NULL, _("No se puede escribir «%s»: %s."),
		path, strerror(why));
}

bool
output_put_by(const char *path, file_fill_fn *fill, void *arg, struct err *err)
{
	char *file;
	bool done;

	if (path && !is_no_link(path, err))
		return false;
	file = path ? regular_path(path) : NULL;
	done = file ? file_save_by(file, fill, arg, true, err)
		    : put_stream(path, fill, arg, err);

	free(file);
	return done;
}

static bool
fill_bytes(void *arg, FILE *out)
{
	const struct buf *bytes = arg;

	return fwrite(buf_text(bytes), 1, bytes->len, out) == bytes->len;
}

bool
output_put(const char *path, struct buf *bytes, struct err *err)
{
	return output_put_by(path, fill_bytes, bytes, err);
}

bool
output_flush(struct err *err)
{
	return (fflush(stdout) == 0 && !ferror(stdout)) ||
	       err_set(err, ERR_FILE, NULL,
		       _("No se puede escribir la salida: falta espacio o se "
			 "cerró."));
}
