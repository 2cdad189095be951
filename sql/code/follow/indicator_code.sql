-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: indicator
-- after: target
-- after: result
-- after: period
-- Indicators in the forms of systems that are fed with their approved results:
-- results of an IATI activity (iatistandard.org, 2.03) and data value sets of
-- DHIS2 (docs.dhis2.org, dataValueSets). Rows come of what is published.

create view follow.indicator_code_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from follow.indicator_code t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id join core.office o on o.id = t.office_id;

select core.declare('follow.indicator_code', 'open', 'Códigos en otros sistemas', line_of => '{indicator_id}', stands_on => '{indicator_id}',
	place => '{"indicator_id.list_place, system"}', searched => false);

-- Standing ones, with what is public of their indicator.
create function follow.coded(system text) returns table (code text, option_combo text, vocabulary text, result_type text, plan_code text,
	indicator_code text)
language sql stable as $$
	select t.code, t.option_combo, t.vocabulary, t.result_type, t.plan_code::text, t.indicator_code::text
	from follow.indicator_code_list t where t.system = $1
$$;
comment on function follow.coded(text) is 'Los indicadores que tienen código en un sistema';

create function follow.site_setting(key text) returns text
language sql stable as $$
	select nullif(btrim(s.value), '') from core.setting s where s.key = $1 and s.deleted_at is null
$$;
comment on function follow.site_setting(text) is 'Un ajuste, o nada';

-- no texts for people
-- 2019-Q1 is 2019Q1, 2019-04 is 201904.
create function follow.dhis2_document() returns text
language sql stable as $$
	select jsonb_pretty(jsonb_strip_nulls(jsonb_build_object('dataSet', follow.site_setting('publish.dhis2_data_set'),
			'dataValues', jsonb_agg(jsonb_build_object('dataElement', c.code, 'period', replace(r.period_key, '-', ''),
				'orgUnit', follow.site_setting('publish.dhis2_org_unit'), 'categoryOptionCombo', c.option_combo,
				'value', trim_scale(r.executed)::text) order by c.code, r.period_key, c.plan_code)))) || E'\n'
	from follow.coded('dhis2') as c
	join published.result r on r.plan_code = c.plan_code and r.indicator_code = c.indicator_code
	where r.executed is not null and follow.site_setting('publish.dhis2_org_unit') is not null
	having count(*) > 0
$$;
comment on function follow.dhis2_document() is 'Los resultados aprobados como valores de DHIS2';

create function follow.iati_period(plan_code text, indicator_code text) returns xml
language sql stable as $$
	select xmlagg(xmlelement(name "period",
		xmlelement(name "period-start", xmlattributes(q.from_date as "iso-date")),
		xmlelement(name "period-end", xmlattributes(q.to_date as "iso-date")),
		case when t.planned is not null then xmlelement(name "target", xmlattributes(trim_scale(t.planned) as value)) end,
		case when r.executed is not null then xmlelement(name "actual", xmlattributes(trim_scale(r.executed) as value)) end)
		order by q.from_date, q.to_date)
	from published.period q
	left join published.target t on t.plan_code = q.plan_code and t.period_key = q.period_key and t.indicator_code = $2
	left join published.result r on r.plan_code = q.plan_code and r.period_key = q.period_key and r.indicator_code = $2
	where q.plan_code = $1 and (t.planned is not null or r.executed is not null)
$$;
comment on function follow.iati_period(text, text) is 'Metas y resultados de un indicador, como IATI';

create function follow.iati_text(words text) returns xml
language sql immutable as $$ select xmlelement(name "narrative", $1) $$;
comment on function follow.iati_text(text) is 'Un texto como IATI';

create function follow.iati_results(plan_code text) returns xml
language sql stable as $$
	select xmlagg(xmlelement(name "result", xmlattributes(case c.result_type when 'output' then 1 when 'outcome' then 2 when 'impact' then 3 else 9 end
			as type, 'false' as "aggregation-status"),
		xmlelement(name "title", follow.iati_text(i.indicator_name)),
		xmlelement(name "indicator", xmlattributes(case when i.kind = 'qualitative' then 4 when i.unit ~ '^\s*(%|porcentaje)' then 2 else 1 end
				as measure, case i.direction when 'up' then 'true' else 'false' end as "ascending"),
			xmlelement(name "title", follow.iati_text(concat_ws(', ', i.indicator_name, i.unit))),
			case when i.formula <> '' then xmlelement(name "description", follow.iati_text(i.formula)) end,
			xmlelement(name "reference", xmlattributes(coalesce(c.vocabulary, '99') as vocabulary, c.code as code)),
			case when i.baseline_value is not null and i.baseline_date_to is not null and not i.baseline_date_doubtful then
				xmlelement(name "baseline", xmlattributes(extract(year from i.baseline_date_to)::int as year, i.baseline_date_to as "iso-date",
					trim_scale(i.baseline_value) as value),
					case when i.baseline_source <> '' then xmlelement(name "comment", follow.iati_text(i.baseline_source)) end) end,
			follow.iati_period(i.plan_code, i.indicator_code))) order by i.indicator_code)
	from follow.coded('iati') as c
	join published.indicator i on i.plan_code = c.plan_code and i.indicator_code = c.indicator_code
	where c.plan_code = $1
$$;
comment on function follow.iati_results(text) is 'Los indicadores de un plan como resultados de IATI';

-- One activity for each plan with coded indicators. Nothing in a text is "><".
create function follow.iati_document() returns text
language sql stable as $$
	select E'<?xml version="1.0" encoding="UTF-8"?>\n' || replace(xmlserialize(content xmlelement(name "iati-activities",
			xmlattributes('2.03' as version), xmlagg(xmlelement(name "iati-activity",
				xmlattributes('es' as "xml:lang"),
				xmlelement(name "iati-identifier", o.ref || '-' || regexp_replace(p.plan_code, '[/&|?]', '-', 'g')),
				xmlelement(name "reporting-org", xmlattributes(o.ref as ref, o.type as type), follow.iati_text(s.institution_name)),
				xmlelement(name "title", follow.iati_text(p.title)),
				xmlelement(name "description", follow.iati_text(concat_ws('. ', case s.is_test when 't' then 'PRUEBA - datos de práctica' end, p.title))),
				xmlelement(name "participating-org", xmlattributes(o.ref as ref, o.type as type, 4 as role), follow.iati_text(s.institution_name)),
				xmlelement(name "activity-status", xmlattributes(case p.state when 'draft' then 1 else 2 end as code)),
				xmlelement(name "activity-date", xmlattributes(coalesce(p.starts_from, q.first) as "iso-date", 1 as type)),
				case when p.ends_to is not null and not p.ends_doubtful then
					xmlelement(name "activity-date", xmlattributes(p.ends_to as "iso-date", 3 as type)) end,
				xmlelement(name "recipient-country", xmlattributes(coalesce(follow.site_setting('publish.iati_country'), 'PE') as code)),
				xmlelement(name "sector", xmlattributes(1 as vocabulary, coalesce(follow.site_setting('publish.iati_sector'), '15150') as code)),
				x.results) order by p.plan_code)) as text), '><', E'>\n<') || E'\n'
	from published.action_plan p
	cross join lateral (select follow.site_setting('publish.iati_org') as ref, coalesce(follow.site_setting('publish.iati_org_type'), '11') as type) as o
	cross join lateral (select follow.iati_results(p.plan_code) as results) as x
	cross join lateral (select min(q.from_date) as first from published.period q where q.plan_code = p.plan_code) as q
	cross join follow.report_site() as s
	where x.results is not null and o.ref is not null and coalesce(p.starts_from, q.first) is not null
	having count(*) > 0
$$;
comment on function follow.iati_document() is 'Los indicadores con código de IATI como actividades con sus resultados';
-- texts again

-- The files that are made where an indicator has a code; what a site has not set
-- yet is told.
create function follow.indicator_documents() returns table (file text, content text, lacks text)
language sql stable as $$
	select d.file, d.content, case when d.content is null and follow.site_setting(d.needs) is null then d.needs end
	from (values ('dhis2', 'dhis2.json', 'publish.dhis2_org_unit', follow.dhis2_document()),
		('iati', 'iati.xml', 'publish.iati_org', follow.iati_document())) as d (system, file, needs, content)
	where exists (select from follow.coded(d.system))
$$;
comment on function follow.indicator_documents() is 'Los indicadores en las formas de otros sistemas, por archivo';
