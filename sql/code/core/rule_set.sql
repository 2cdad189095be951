-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules of compliance, dated.

create view core.rule_set_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from core.rule_set t join core.office o on o.id = t.office_id;

-- Rule sets: one that a closed period used stays as it is; another is made.
create function core.rule_set_used(rule bigint) returns boolean
language sql stable security definer as $$
	select exists (select from core.period p
		where p.state = 'closed' and p.deleted_at is null
			and rule = (select r.id from core.rule_set r
				where r.deleted_at is null and r.from_date <= p.to_date
				order by r.from_date desc limit 1))
$$;
comment on function core.rule_set_used(bigint) is 'Un periodo cerrado se midió con estas reglas';

create function core.rule_set_problems(was core.rule_set, now core.rule_set) returns setof core.problem
language plpgsql stable as $$
declare
	free constant text[] := '{source,verified,row_version,batch_id,batch_line}';
begin
	if core.by_owner() then
		return;
	end if;
	if core.rule_set_used(was.id) and to_jsonb(now) - free is distinct from to_jsonb(was) - free then
		return next core.problem('from_date', 'Un periodo cerrado se midió con estas reglas: no se cambian. '
			'Haga otras que rijan desde otra fecha.');
	end if;
	if now.deleted_at is null and (was.id is null or now.from_date <> was.from_date or was.deleted_at is not null)
			and exists (select from core.period p
				where p.state = 'closed' and p.deleted_at is null and p.to_date >= now.from_date
					-- One without any rules has no figures yet.
					and exists (select from core.rule_set r where r.deleted_at is null and r.from_date <= p.to_date)
					and not exists (select from core.rule_set r
						where r.deleted_at is null and r.id is distinct from now.id
							and r.from_date > now.from_date and r.from_date <= p.to_date)) then
		return next core.problem('from_date', 'Estas reglas cambiarían las cifras de un periodo cerrado: '
			'escriba una fecha posterior a él.');
	end if;
end
$$;

grant execute on function core.rule_set_used(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

select core.declare('core.rule_set', 'shared', 'Reglas del cumplimiento');
