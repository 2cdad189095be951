-- SPDX-License-Identifier: GPL-3.0-or-later
-- The code of the database, replaced as a whole. The folders in the order in
-- which they are read:
--
-- folder base
-- folder core
-- folder plan
-- folder follow
-- folder council
-- folder labour
-- folder series
-- folder report
-- folder finish
--
-- Inside one the files stand in the order of their names, but each behind those
-- that it names in lines of its own, "-- after: NAME". `hito db migrate` reads
-- this list; without it, as a superuser:
--
--   cd sql/code && psql -1 -v ON_ERROR_STOP=1 -f load.sql -d DATABASE

set role hito_owner;
\set code `./load.sh`
:code
reset role;
