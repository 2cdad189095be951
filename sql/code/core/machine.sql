-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the program itself keeps: no register of anybody's.

create trigger t10_edition before insert on core.request
	for each row execute function core.same_edition();
create trigger t90_stamp before insert or update on core.request
	for each row execute function core.stamp_transaction();
create constraint trigger t99_standby after insert on core.request deferrable initially deferred
	for each row when (current_setting('synchronous_standby_names') <> '') execute function core.tell_standby();
create trigger t00_no_change before update or delete or truncate on audit.change
	for each statement execute function core.refuse_change('La historia no se cambia ni se borra.', 'HT003');
create trigger t00_no_change before update or delete or truncate on audit.seal
	for each statement execute function core.refuse_change('La historia no se cambia ni se borra.', 'HT003');
create trigger t00_no_change before update or delete or truncate on audit.anchor
	for each statement execute function core.refuse_change('La historia no se cambia ni se borra.', 'HT003');
create trigger t00_no_change before update or truncate on audit.personal
	for each statement execute function core.refuse_change('La historia no se cambia ni se borra.', 'HT003');

update core.register set title = 'Registros', history = false where name = 'core.register';
select core.declare('core.migration', 'kept', 'Archivos aplicados', history => false);
select core.declare('core.kept', 'inner', 'Respuestas guardadas', history => false);
select core.declare('core.by_hand', 'inner', 'Transacciones sin el programa', history => false);
select core.declare('core.request', 'own', 'Grabaciones', history => false);
select core.declare('core.member', 'member', 'Permisos de personas');
select core.declare('core.login', 'people', 'Usuarios');
select core.declare('audit.change', 'history', 'Cambios', history => false);
select core.declare('audit.seal', 'seal', 'Sellos', history => false);
select core.declare('audit.personal', 'history', 'Datos personales de la historia', history => false);
select core.declare('audit.anchor', 'seal', 'Anclas');
create policy owner_delete on audit.personal for delete to hito_owner using (true);

-- A membership that is taken away goes; the history keeps it.
create policy keeper_delete on core.member for delete to hito_keeper using (true);
grant delete on core.member to hito_keeper;
