-- SPDX-License-Identifier: GPL-3.0-or-later
-- The record of a database from before it was kept like this (base/founding.sql).
-- after: defaults

select audit.make_founding();
