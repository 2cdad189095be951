#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The copy of a central server as hito-db(8) tells it: an anchor, the roles, the
# database, and what they must sum up to; whole or not at all. Settings come from
# the environment, or from the file that is named. See hito-backup(8).
set -eu
[ $# -eq 0 ] || . "$1"
: "${DATABASE:=registros}" "${BACKUPS:=/var/backups/hito}" "${KEEP:=30}"
case $KEEP in
'' | *[!0-9]* | 0)
	echo "hito-backup: KEEP dice cuántas copias quedan, desde 1; no «$KEEP»." >&2
	exit 1
	;;
esac
umask 077
mkdir -p "$BACKUPS"
name=$(date +%Y-%m-%dT%H%M%S)
part=$BACKUPS/.$name.part
trap 'rm -rf "$part"' EXIT
trap 'exit 130' INT TERM
mkdir "$part"

# What is sealed behind the copy's moment the copy could not prove.
hito -d "$DATABASE" db audit --anchor >>"$BACKUPS/anclas"
cp "$BACKUPS/anclas" "$part/anclas"
pg_dumpall --roles-only >"$part/roles.sql"
pg_dump -Fc -d "$DATABASE" >"$part/$DATABASE.dump"
(cd "$part" && sha256sum anclas roles.sql "$DATABASE.dump" >SHA256SUMS)
sync "$part"/*
mv "$part" "$BACKUPS/$name"
echo "$BACKUPS/$name"

# Names sort by their moment.
ls "$BACKUPS" | grep -xE '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}' | sort -r |
	tail -n +$((KEEP + 1)) | while read -r old; do
	rm -rf "${BACKUPS:?}/$old"
done
