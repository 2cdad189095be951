-- SPDX-License-Identifier: GPL-3.0-or-later
-- no texts for people
-- What the rows of the reports have: a type for each function, its columns
-- all text, in the order in which they are answered. A layout may print any of
-- them. What each one is says its comment.
--
-- follow.report_X answers follow.report_X_row, in print order, knowing the
-- cut-off of its period: of a quarter, or of a year where it does not say
-- otherwise. Exact figures are decimal text, NULL where there is none; X_shown
-- beside is what people read, X_text a code in words.

-- about: what follow.report_X tells, which is its comment too. base: of which
-- row these columns are a longer one.
create function follow.make_row(name text, about text, columns text, base text default null)
returns void language plpgsql as $$
begin
	execute format('create type follow.report_%s_row as (%s)', name,
		(select string_agg(format('%I text', c.name), ', ' order by c.part, c.place)
		from (select 1, a.attnum::bigint, a.attname::text from pg_attribute a
				where a.attnum > 0 and base is not null
					and a.attrelid = format('follow.report_%s_row', base)::regclass
			union all
			select 2, w.place, w.name
				from regexp_split_to_table(btrim(columns, E'\n\t'), '\s+') with ordinality as w (name, place))
			as c (part, place, name)));
	execute format('comment on type follow.report_%s_row is %L', name, about);
end
$$;
comment on function follow.make_row(text, text, text, text) is
	'Crea el tipo de las filas de un informe';

select follow.make_row('activities', 'Informe, bloque 1: actividades realizadas', '
	n commitment_no title held place participants results evidence office_code');
select follow.make_row('indicators', 'Informe, bloque 2: logro de los indicadores', '
	commitment_no commitment_title indicator_code indicator_name unit office_code direction
	direction_sign measure measure_text method method_text baseline planned planned_shown
	executed executed_shown attainment attainment_shown capped capped_shown weight weight_shown
	term term_shown band band_text state state_text reason planned_original
	planned_original_shown other_attainment other_attainment_shown cap direction_text
	baseline_shown');
select follow.make_row('support', 'Informe, bloque 2: qué se hizo por cada indicador y con qué evidencia', '
	commitment_no commitment_title indicator_code indicator_name office_code period_title
	narrative evidence');
select follow.make_row('commitments', 'Informe: cumplimiento de cada compromiso', '
	commitment_no title office_code mean mean_shown band band_text gate gate_text n_due
	n_measured n_reported n_approved coverage coverage_shown n_milestones n_milestones_done
	n_milestones_overdue n_goals n_goals_done mean_original mean_original_shown mean_reported
	mean_reported_shown label value mark below rule_name');
select follow.make_row('milestones', 'Informe, bloque 3: metas e hitos a la fecha de corte', '
	commitment_no position title office_code starts ends state state_text situation
	situation_text days_overdue n_goals n_goals_done progress_shown from_iso to_iso now_iso
	commitment_title');
select follow.make_row('offices', 'Informe, bloque 4: responsabilidades institucionales', '
	office_code office_name post_holder n_indicators n_on_time n_late n_missing n_pending
	n_milestones_overdue note n_actions_open n_answered n_agreements_open n_no_target');
select follow.make_row('head', 'Informe: encabezado, promedio, umbral y cobertura', '
	institution institution_name is_test plan_code plan_title plan_state plan_state_text
	period_key period_title period_state period_state_text starts ends cutoff submissions_due
	read_at rule_name threshold threshold_shown cap coverage_min mean mean_shown band band_text
	gate gate_text n_due n_measured n_reported n_approved coverage coverage_shown mean_reported
	mean_reported_shown preliminary preliminary_text n_activities n_milestones
	n_milestones_done n_milestones_overdue n_milestones_doubtful n_goals n_goals_done year_name
	mean_original mean_original_shown n_actions n_actions_open from_iso to_iso cutoff_iso below
	place on_time_of unissued has_unissued');
select follow.make_row('quarters', 'Informe: la serie de trimestres', '
	period_key period_title label state state_text value mark mean mean_shown band band_text
	gate gate_text coverage coverage_shown n_due n_measured n_reported n_approved report_number
	report_version report_sha256');
select follow.make_row('year_commitments', 'Informe anual: cada compromiso, trimestre a trimestre y en el año', '
	commitment_no title office_code q1_shown q1_band q1_mean q2_shown q2_band q2_mean q3_shown
	q3_band q3_mean q4_shown q4_band q4_mean mean mean_shown band band_text gate gate_text
	coverage coverage_shown');
select follow.make_row('goals', 'Informe: metas programadas y alcanzadas', '
	commitment_no commitment_title position milestone_title goal final_text planned
	planned_shown executed executed_shown unit due fulfilled fulfilled_text progress
	progress_shown');
select follow.make_row('timeline', 'Informe: los hitos en una línea de tiempo', '
	commitment_no position label from_iso to_iso now_iso situation situation_text');
select follow.make_row('actions', 'Informe: acciones correctivas, también las que vienen de antes', '
	action_no commitment_no commitment_title period_key period_title measure office_code
	responsible due evidence state state_text agreement why carried carried_text overdue');
select follow.make_row('needed', 'Informe: lo que no alcanza el umbral y sus acciones', '
	commitment_no title mean mean_shown gate gate_text n_actions actions_text');
select follow.make_row('completeness', 'Informe: qué entregó cada oficina y cuándo', '
	office_code office_name n_due n_reported n_approved state state_text submitted_at late
	late_text own_office_text on_time_rate on_time_rate_shown reason');
select follow.make_row('fulfilment', 'Informe: metas e hitos que vencían y los cumplidos', '
	commitment_no title n_goals n_goals_done n_milestones n_milestones_done');
select follow.make_row('observations', 'Informe: observaciones a los informes anteriores, con su respuesta', '
	report_no report_title seat observed_on observation answer answered_on state_text');
select follow.make_row('contributions', 'Informe: aportes ciudadanos y lo que se les respondió', '
	contribution_no commitment_no commitment_title received_on author_text contribution state
	state_text outcome outcome_text reason answer published_on days_to_answer changes due
	overdue office_code');
select follow.make_row('contributions_head', 'Informe de aportes: encabezado y cuántos se recibieron y respondieron', '
	n_contributions n_contributions_answered n_contributions_waiting n_contributions_overdue
	n_accepted n_partly n_not_accepted n_out_of_scope days_mean days_mean_shown answered_share
	answered_share_shown', 'head');
select follow.make_row('unreported', 'Informe: lo que falta informar, por oficina', '
	office_code office_name commitment_no indicator_code indicator_name state state_text');
select follow.make_row('working', 'Informe, anexo: cómo se obtiene cada cifra', '
	kind commitment_no commitment_title indicator_code indicator_name office_code method
	method_text measure_text direction_sign baseline planned planned_shown planned_original
	planned_original_shown executed executed_shown attainment attainment_shown other_attainment
	other_attainment_shown other_text original_attainment original_attainment_shown cap capped
	capped_shown weight weight_shown product product_shown state state_text reason');
select follow.make_row('scorecard', 'Cuadro de mando integral: objetivo, línea de acción, indicador', '
	objective_code objective_title objective_mean objective_shown objective_band
	objective_band_text line_code line_title line_mean line_shown line_band line_band_text
	commitment_no indicator_code indicator_name unit office_code direction_sign baseline
	baseline_shown baseline_date planned planned_shown executed executed_shown attainment
	attainment_shown capped capped_shown band band_text state state_text');
select follow.make_row('figures', 'Informe: cifras por las partes de un plan', '
	key label mean mean_shown value mark band band_text gate gate_text coverage coverage_shown
	n_due n_measured n_reported n_approved mean_original mean_original_shown mean_reported
	mean_reported_shown');
select follow.make_row('self_head', 'Autoevaluación: encabezado', '
	n_assessed n_commitments scale_name source_letters', 'head');
select follow.make_row('self_summary', 'Autoevaluación: cuántos compromisos en cada nivel', '
	scale level_code level n share share_shown commitments');
select follow.make_row('self_cards', 'Autoevaluación: la tarjeta de cada compromiso', '
	commitment_no title office_code component scale level_code level result ends ends_plan
	next_steps additional source_letter n_lines');
select follow.make_row('self_lines', 'Autoevaluación: actividades de cada tarjeta', '
	commitment_no title line_no activity level ends progress progress_shown source_letter');
select follow.make_row('card_head', 'Ficha de un compromiso: encabezado', '
	commitment_no title office_code office_name problem objective description challenge
	ambition actors_government actors_civil instruments budget population units posts
	commitment_mean commitment_mean_shown commitment_band commitment_band_text commitment_gate
	commitment_gate_text commitment_coverage_shown commitment_coverage', 'head');
select follow.make_row('card', 'Ficha de un compromiso: sus datos', 'commitment_no title name text');
select follow.make_row('card_translations', 'Ficha de un compromiso en otros idiomas, con lo que falta',
	'commitment_no about_text language field field_text item_no text_shown state state_text');
select follow.make_row('self_translations', 'Autoevaluación en otros idiomas, con lo que falta',
	'commitment_no about_text language field field_text item_no text_shown state state_text');
select follow.make_row('card_relevance', 'Ficha de un compromiso: por qué es relevante', 'commitment_no value text');
select follow.make_row('card_quarters', 'Ficha de un compromiso: trimestre a trimestre', '
	commitment_no period_key period_title label value mark mean mean_shown band band_text gate
	gate_text');
select follow.make_row('work_items', 'Plan de trabajo: actividades, metas y lo alcanzado', '
	stage item_no text responsible goal_text planned planned_shown executed executed_shown unit
	starts ends agreement fulfilled fulfilled_text');
select follow.make_row('work_head', 'Plan de trabajo: encabezado y cuántas actividades alcanzaron su meta', '
	n_work n_work_done n_work_overdue work_share work_share_shown', 'head');
select follow.make_row('lines', 'Lo que se imprime de un informe, línea por línea', '
	what name title plan period institution is_test plan_title period_title read_at text
	year_name number version place date logo post level key label mean threshold below coverage
	weight planned executed attainment capped state table_no table_title empty annex cards kind
	width has_exact shown exact group total figure_no mark mark_shown band from to sheet');
select follow.make_row('exact', 'Informe: cifras exactas del plan, de sus compromisos y de sus indicadores', '
	level key label mean threshold below coverage weight planned executed attainment capped
	state');

-- The council. What is told of one session has the session's own rights.
select follow.make_row('site', 'Informe de una sesión: la institución y su sitio', '
	institution institution_name is_test read_at place year_name');
select follow.make_row('session_head', 'Informe de una sesión: encabezado', '
	session_ref body_code body_name norm kind kind_text state state_text minutes_no day started
	ended session_place first_call second_call call_text first_present has_hour guests
	unrecorded_why failed_why quorum_text present needed seats government civil_society
	first_needed second_needed rule rule_source addressed_text addressed presides secretary secretary_name sent_on', 'site');
select follow.make_row('session_agenda', 'Informe de una sesión: agenda', '
	item_no item minutes presenter source source_text outcome');
select follow.make_row('session_summons', 'Informe de una sesión: a quiénes se cita', '
	seat_no seat_name sector sector_text titular alternates means sent_on received_on late
	late_text document_no signature');
select follow.make_row('session_roll', 'Informe de una sesión: asistencia por asiento', '
	seat_no seat_name sector sector_text function function_text titular alternates mark
	mark_text attended_by arrived_at left_at hours reason signature');
select follow.make_row('session_agreements', 'Informe de una sesión: acuerdos', '
	agreement_no number agreement_ref agreement kind kind_text item votes_text in_favour against
	abstained dissent responsible due about');
select follow.make_row('minutes_head', 'Acta: encabezado, texto y aprobación', '
	minutes_state minutes_text sha256 broken approved_in approved_on', 'session_head');
select follow.make_row('minutes_signers', 'Acta: quiénes la firman', 'post name');
select follow.make_row('agreements', 'Informe: acuerdos del periodo y los que vienen de antes', '
	agreement_ref number agreement kind kind_text session_ref body_code body_name held_on
	office_code responsible due state state_text evidence commitment_no carried carried_text
	overdue ended_on votes_text');
select follow.make_row('recommendations', 'Informe: recomendaciones, primero las vinculantes', '
	recommendation_ref number recommendation source source_text binding binding_text
	source_name office_code due state state_text answer answered_on evidence closing closed_on
	commitment_no carried overdue');
select follow.make_row('sessions', 'Informe: sesiones realizadas y previstas de cada órgano', '
	body_code body_name planned planned_shown n_held n_failed n_unapproved last_session');
select follow.make_row('attendance', 'Informe: asistencia a las sesiones, por sector', '
	session_ref body_code held_on government government_seats government_shown civil_society
	civil_society_seats civil_society_shown quorum_text');
-- Of a territorial series.
select follow.make_row('series_head', 'Informe de una serie: encabezado', '
	dataset_code dataset_name unit frequency_text level_text adds_up_text bands licence source
	period_first_text period_last_text n_values n_gaps', 'site');
select follow.make_row('series', 'Informe de una serie: valores por lugar y periodo', '
	item_code item unit place_code place place_kind period_key period_title period_text value value_shown
	largest_share band band_text gaps');
select follow.make_row('series_crossed', 'Informe de una serie: lugares hacia abajo, periodos a lo ancho', '
	item_code item unit span_text place_code label place_kind row_kind total
	p1_text p2_text p3_text p4_text p5_text p6_text value1_shown value2_shown value3_shown value4_shown value5_shown value6_shown
	value1 value2 value3 value4 value5 value6 lit1_text lit2_text lit3_text lit4_text
	band1_text band2_text band3_text band4_text band1 band2 band3 band4');
-- Of the labour office.
select follow.make_row('labour_head', 'Estadística laboral: encabezado', '
	period_key period_title from_day upto_day least_count n_carried n_received n_solved n_filed n_cases_open n_meetings
	n_meetings_held n_meetings_postponed n_strikes n_strikers hours_lost hours_lost_shown n_registered n_postings vacancies n_referred n_referred_shown
	n_placed n_placed_shown n_courses', 'site');
select follow.make_row('labour_cases', 'Estadística laboral: casos que entraron, terminaron y quedan', '
	kind kind_text sector sector_text n_carried n_received n_agreement n_award n_filed n_withdrawn n_joined n_only_filed
	n_cases_open total');
select follow.make_row('labour_solved', 'Estadística laboral: cómo terminaron los casos', '
	outcome outcome_text stage stage_text n_pliegos n_strikes n_cases total');
select follow.make_row('labour_stages', 'Estadística laboral: casos en trámite por etapa', '
	stage stage_text n_pliegos n_strikes n_cases total');
select follow.make_row('labour_meetings', 'Estadística laboral: reuniones por clase', '
	kind kind_text n_meetings n_meetings_held n_both_came n_meetings_postponed n_meetings_waiting total');
select follow.make_row('labour_strikes', 'Estadística laboral: huelgas por causa, calificación y sector', '
	told_by told_by_text name label n_notified n_begun n_strikes n_strikers hours_lost hours_lost_shown total');
select follow.make_row('labour_agreements', 'Estadística laboral: convenios colectivos registrados', '
	origin origin_text n_registered n_men n_women n_workers total');
select follow.make_row('labour_postings', 'Estadística laboral: ofertas de empleo publicadas', '
	told_by told_by_text label n_postings vacancies total');
select follow.make_row('labour_people', 'Estadística laboral: personas por lugar o curso y sexo', '
	measure measure_text label n_women n_women_shown n_men n_men_shown n_unsaid n_unsaid_shown n_people n_people_shown total');
select follow.make_row('labour_short', 'Informe: trabajo y empleo en el periodo', 'name label value value_shown');
select follow.make_row('case_head', 'Un caso laboral: encabezado', '
	case_no kind kind_text desk_no received sector_text procedure_name level_text cause_text unions employers place_name
	conciliator office_name state state_text from_at document open next_term term_day term_said overdue outcome_text
	agreement_ref joined_to_no of_case_no n_covered n_affiliated strike_text ruling_text began lifted n_strikers
	hours_lost hours_lost_shown day', 'site');
select follow.make_row('case_stages', 'Un caso laboral: sus etapas', 'stage stage_text from_at to_at document party_text outcome_text');
select follow.make_row('case_meetings', 'Un caso laboral: sus reuniones', 'kind kind_text scheduled_at mark mark_text came_text result');
select follow.make_row('case_periods', 'Un caso laboral: periodos de su huelga', 'starts_at ends_at hours');
select follow.make_row('case_rulings', 'Un caso laboral: lo que se resolvió de su huelga', 'resolution_no resolved_on instance_text result result_text ground');
select follow.make_row('area_head', 'Relación de un lugar: encabezado', 'area_code area day n', 'site');
select follow.make_row('postings', 'Ofertas de empleo en vigor', '
	posting_ref kind kind_text post offered_by vacancies pay pay_text place_name requirements closes closing_text process_code');
select follow.make_row('unions', 'Directorio de organizaciones sindicales', '
	union_code union_name level level_text sector_text registration_no registered_on employer_name parent_code place_name
	n_members n_members_shown board_to board board_text');
select follow.make_row('to_agree', 'Informe: acciones correctivas por acordar y la agenda que las tiene', '
	action_no commitment_no commitment_title measure office_code responsible due agenda agenda_text');

-- Of X_shown and X_text, and of q1_X and the like, what is said of X. What is
-- not said here says a column of that name in a table.
do $$
declare
	r record;
begin
	for r in
		with said (name, about) as (values
			('about', 'A qué se refiere'), ('action_no', 'Número de la acción correctiva'),
			('from_day', 'Primer día'), ('upto_day', 'Hasta qué día se contó'),
			('least_count', 'Desde cuántas personas se imprime una cifra'),
			('n_carried', 'Casos que venían de antes'), ('n_received', 'Casos que entraron'),
			('n_solved', 'Casos solucionados'), ('n_filed', 'Casos archivados'),
			('n_cases', 'Casos'), ('n_cases_open', 'Casos que quedan en trámite'), ('n_pliegos', 'Pliegos de reclamos'),
			('n_agreement', 'Solucionados por convenio'), ('n_award', 'Solucionados por laudo'),
			('n_withdrawn', 'Terminados por desistimiento'), ('n_joined', 'Acumulados a otro caso'),
			('n_only_filed', 'Archivados sin más'),
			('n_meetings', 'Reuniones citadas'), ('n_meetings_held', 'Reuniones realizadas'),
			('n_meetings_postponed', 'Reuniones postergadas'), ('n_meetings_waiting', 'Reuniones sin resultado registrado'),
			('n_both_came', 'Reuniones a las que fueron las dos partes'),
			('n_notified', 'Avisos de huelga recibidos'), ('n_begun', 'Huelgas que empezaron'),
			('n_strikes', 'Huelgas; en las tablas de casos, avisos que entraron por sí solos'),
			('n_strikers', 'Trabajadores en huelga'), ('hours_lost', 'Horas-hombre perdidas'),
			('told_by', 'Por qué se cuentan'), ('n_registered', 'Convenios colectivos registrados'),
			('n_men', 'Hombres'), ('n_women', 'Mujeres'), ('n_workers', 'Trabajadores'),
			('n_postings', 'Ofertas de empleo publicadas'), ('n_referred', 'Postulantes enviados'),
			('n_placed', 'Postulantes colocados'), ('n_courses', 'Cursos que terminaron'), ('n_unsaid', 'Sin dato del sexo'),
			('n_people', 'Personas'),
			('from_at', 'Desde cuándo'), ('to_at', 'Hasta cuándo'), ('unions', 'Organizaciones sindicales'),
			('employers', 'Empleadores'), ('received', 'Cuándo se recibió'), ('open', 'Sigue en trámite: t o f'),
			('next_term', 'Qué plazo corre'), ('term_day', 'Último día del plazo'), ('term_said', 'Qué regla lo dice'),
			('joined_to_no', 'Expediente al que se acumuló'), ('of_case_no', 'Expediente del pliego del que nace'),
			('n_covered', 'Trabajadores comprendidos'), ('n_affiliated', 'Trabajadores afiliados'),
			('strike', 'Situación de la huelga'), ('ruling', 'Cómo se calificó la huelga'), ('began', 'Cuándo empezó la huelga'),
			('lifted', 'Cuándo se levantó la huelga'), ('came', 'Qué partes asistieron'),
			('area', 'Lugar del que es la relación'), ('area_code', 'UBIGEO del lugar'), ('offered_by', 'Quién la ofrece'),
			('closing', 'Cuándo cierra'), ('n_members', 'Afiliados'), ('board_to', 'Hasta cuándo está su junta directiva'),
			('board', 'Situación de su junta directiva'), ('parent_code', 'A qué organización está afiliada'),
			('about_text', 'De qué son las filas'), ('language', 'Idioma'), ('field', 'Campo'), ('text_shown', 'Texto, con lo que le falta'),
			('abstained', 'Se abstuvieron'), ('addressed', 'A quién se dirige'), ('against', 'Votaron en contra'),
			('agenda', 'Agenda en la que está'), ('agreement', 'Acuerdo'),
			('alternates', 'Personas alternas'), ('approved_in', 'Sesión en la que se aprobó el acta'),
			('attended_by', 'Quién asistió'), ('broken', 'El texto no es el que se aprobó: t o f'),
			('call', 'Convocatoria'), ('civil_society', 'Presentes de la sociedad civil'),
			('civil_society_seats', 'Asientos de la sociedad civil'), ('day', 'Día en que fue, o es'),
			('first_call', 'Primera convocatoria'), ('first_needed', 'Quórum de la primera convocatoria'),
			('government', 'Presentes del gobierno'), ('government_seats', 'Asientos del gobierno'),
			('has_hour', 'Se sabe a qué hora empezó: t o f'), ('hours', 'De qué hora a qué hora'),
			('in_favour', 'Votaron a favor'), ('item', 'Punto de la agenda'),
			('late', 'Fuera de plazo: t o f'),
			('last_session', 'Última sesión realizada'), ('minutes_state', 'Situación del acta: draft o approved'),
			('n_failed', 'Sesiones sin quórum'), ('n_held', 'Sesiones realizadas'),
			('n_unapproved', 'Sesiones con el acta sin aprobar'), ('needed', 'Asientos que hacen falta'),
			('present', 'Asientos presentes'), ('presides', 'Quién preside'),
			('quorum', 'Quórum y la regla de la que sale'), ('recommendation', 'Recomendación'),
			('recommendation_ref', 'Cómo se cita la recomendación'), ('rule', 'Regla de quórum'),
			('rule_source', 'De dónde viene la regla de quórum'), ('seats', 'Asientos'),
			('second_call', 'Segunda convocatoria'), ('second_needed', 'Quórum de la segunda convocatoria'),
			('secretary', 'Asiento de la secretaría'), ('secretary_name', 'Titular de la secretaría'),
			('session_place', 'Lugar de la sesión'), ('sheet', 'Sin portada: t'),
			('signature', 'Lugar para firmar'), ('started', 'Hora de inicio'),
			('ended', 'Hora de término'), ('titular', 'Persona titular'), ('votes', 'Votación'),
			('actions_text', 'Acciones correctivas que se propusieron'),
			('attainment', 'Logro en %, sin tope'), ('band', 'Luz: green, amber o red'),
			('baseline', 'Valor de la línea base'), ('below', 'Es menor al umbral: t o f'),
			('capped', 'Logro en %, hasta el tope'), ('cards', 'Sin tabla, una fila tras otra: t'),
			('carried', 'Viene de un periodo anterior: t o f'),
			('commitments', 'Números de los compromisos'),
			('coverage', 'Medidos entre los que corresponden, en %'),
			('coverage_min', 'Cobertura mínima en %'), ('cutoff_iso', 'Corte, AAAA-MM-DD'),
			('answered_share', 'Aportes respondidos, en %'),
			('author_text', 'Quién lo envió; su nombre, si consiente'),
			('contribution', 'Aporte, si ya se respondió'),
			('days_mean', 'Días que tardaron las respuestas, en promedio'),
			('days_to_answer', 'Días que tardó la respuesta'),
			('n_accepted', 'Aportes aceptados'),
			('n_contributions', 'Aportes recibidos y respondidos'),
			('n_contributions_answered', 'Aportes respondidos'),
			('n_contributions_overdue', 'Aportes vencidos sin responder'),
			('n_contributions_waiting', 'Aportes sin responder'),
			('n_not_accepted', 'Aportes no aceptados'), ('n_out_of_scope', 'Aportes fuera del alcance'),
			('n_partly', 'Aportes aceptados en parte'),
			('date', 'Fecha'), ('days_overdue', 'Días de vencido'),
			('direction_sign', 'Mejora al subir (▲) o al bajar (▼)'),
			('empty', 'Lo que se dice sin filas'), ('ends_plan', 'Fin en el plan'),
			('exact', 'Cifra exacta'), ('figure_no', 'Número del gráfico'),
			('final_text', 'Meta final o preliminar'), ('from', 'Desde, AAAA-MM-DD'),
			('from_iso', 'Desde, AAAA-MM-DD'), ('fulfilled', 'Se cumplió: t o f'),
			('gate', 'Ante el umbral: pass, fail, inconclusive o none'), ('goal', 'Meta'),
			('group', 'Encabezado de sus filas'), ('has_exact', 'Lleva una cifra exacta: t'),
			('institution', 'Código de la institución'),
			('institution_name', 'Nombre de la institución'), ('is_test', 'Es de práctica: t o f'),
			('key', 'Código'), ('kind', 'Clase'), ('label', 'Nombre, como en un gráfico'),
			('level_code', 'Código del nivel; vacío en el total'),
			('line_no', 'Número de la actividad'), ('mark', 'Marca del gráfico: umbral o corte'),
			('mean', 'Promedio en %'), ('mean_original', 'Promedio con las metas iniciales'),
			('mean_reported', 'Promedio de lo informado'), ('milestone_title', 'Hito'),
			('n', 'Número o cantidad'), ('n_actions', 'Acciones correctivas'),
			('n_actions_open', 'Acciones correctivas sin terminar'),
			('n_activities', 'Actividades realizadas'),
			('n_agreements_open', 'Acuerdos que encargan algo sin terminar'),
			('n_answered', 'Indicadores respondidos'), ('n_approved', 'Indicadores aprobados'),
			('n_assessed', 'Compromisos autoevaluados'), ('n_commitments', 'Compromisos'),
			('n_due', 'Indicadores que corresponden'), ('n_goals', 'Metas'),
			('n_goals_done', 'Metas cumplidas'), ('n_indicators', 'Indicadores'),
			('n_late', 'Indicadores informados fuera de plazo'), ('n_lines', 'Actividades'),
			('n_measured', 'Indicadores medidos'), ('n_milestones', 'Hitos'),
			('n_milestones_done', 'Hitos cumplidos'),
			('n_milestones_doubtful', 'Hitos con fecha por aclarar'),
			('n_milestones_overdue', 'Hitos vencidos'), ('n_missing', 'Indicadores sin informar'),
			('n_no_target', 'Indicadores sin meta que se pueda medir'),
			('n_on_time', 'Indicadores informados a tiempo'),
			('n_pending', 'Indicadores pendientes'), ('n_reported', 'Indicadores informados'),
			('n_work', 'Actividades del plan de trabajo'), ('n_work_done', 'Con su meta alcanzada'),
			('n_work_overdue', 'Vencidas sin alcanzar su meta'), ('note', 'Observación'),
			('now_iso', 'Corte, AAAA-MM-DD'), ('number', 'Número oficial'),
			('unissued', 'Trimestres sin informe emitido'),
			('has_unissued', 'Hay trimestres sin informe emitido: t o f'),
			('on_time_of', 'Periodos cuyos envíos cuenta la parte a tiempo'),
			('objective_shown', 'Promedio en %'), ('on_time_rate', 'Envíos a tiempo, en %'),
			('original_attainment', 'Logro con la meta inicial'),
			('other_attainment', 'Logro por el método que no cuenta'),
			('other_text', 'El método que no cuenta'),
			('overdue', 'Venció sin cumplirse: t o f'),
			('own_office_text', 'Si lo aprobó la misma oficina'), ('period', 'Código del periodo'),
			('period_state', 'open o closed'), ('place', 'Lugar'), ('plan', 'Código del plan'),
			('plan_state', 'Estado del plan'), ('planned_original', 'Meta inicial'),
			('adds_up', 'Cómo se reúnen los lugares'), ('bands', 'Los colores de su semáforo'),
			('gaps', 'Lo que le falta a la cifra'), ('largest_share', 'Valor, en % del mayor de su ítem en el informe'),
			('n_gaps', 'Cifras a las que les falta algo'), ('n_values', 'Cifras del informe'),
			('period_first', 'Primer periodo del informe'), ('period_last', 'Último periodo del informe'),
			('place_kind', 'Qué lugar es'),
			('post_holder', 'Quién tiene el cargo'), ('posts', 'Puestos responsables'),
			('preliminary', 'El periodo está abierto: t o f'), ('product', 'Logro por peso'),
			('read_at', 'Cuándo se leyó'), ('report_number', 'Número del informe emitido'),
			('report_sha256', 'Su huella'), ('report_title', 'Título y periodo del informe'),
			('report_version', 'Su versión'), ('rule_name', 'Regla aplicada'),
			('scale_name', 'Escalas de las autoevaluaciones'), ('share', 'Parte del total, en %'),
			('shown', 'Como se lee'), ('situation',
				'done, overdue, doubtful, running, pending, late_start o dropped'),
			('source_letters', 'Documentos de donde vienen'), ('state', 'Estado; de un indicador: '
				'measured, zero, missing, pending, not_programmed, not_measurable, hidden'),
			('table_no', 'Número de la tabla'), ('table_title', 'Título de la tabla'),
			('term', 'Logro por peso'), ('text', 'Contenido'), ('title', 'Título'),
			('to', 'Hasta, AAAA-MM-DD'), ('to_iso', 'Hasta, AAAA-MM-DD'),
			('total', 'Es la suma de las de arriba: t'), ('units', 'Unidades responsables'),
			('value', 'Valor; en un gráfico, el promedio'), ('what', 'Parte del informe'),
			('width', 'Ancho en signos'),
			('work_share', 'Actividades del plan de trabajo cumplidas, en %'),
			('year_name', 'Nombre oficial del año')
		), known as materialized (
			select * from said
			union all
			select a.attname, min(col_description(c.oid, a.attnum))
			from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
			where c.relkind = 'r' and c.relowner = 'hito_owner'::regrole
				and a.attname not in (select s.name from said s)
			group by a.attname
		)
		select distinct on (c.oid, a.attnum) c.oid::regclass as type, a.attname, k.about
		from pg_class c join pg_attribute a on a.attrelid = c.oid
			cross join lateral unnest(array[a.attname::text, regexp_replace(a.attname, '_(shown|text)$', ''),
				regexp_replace(a.attname, '^[a-z0-9]+_|_(shown|text)$', '', 'g'),
				regexp_replace(a.attname, '^[a-z0-9]+_', ''), regexp_replace(a.attname, '\d+(_(shown|text))?$', '')]) as n (name)
			join known k on k.name = n.name and k.about is not null
		where c.relnamespace = 'follow'::regnamespace and c.relkind = 'c'
			and c.relname like 'report\_%\_row'
		order by c.oid, a.attnum, length(k.name) desc
	loop
		execute format('comment on column %s.%I is %L', r.type, r.attname, r.about);
	end loop;
end
$$;
