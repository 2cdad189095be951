-- SPDX-License-Identifier: GPL-3.0-or-later
-- The employment centre: postings with the terms in which they were open, who
-- seeks work, who was sent where, and training. What names a person stands in
-- tables of its own, with a mask beside.

set role hito_owner;

-- ends_at: from then on it is closed. A posting that names no hour is open all
-- its last day, in Lima.
create table labour.posting (
	id bigint generated always as identity primary key,
	year integer not null,
	posting_no integer not null,
	posting_ref text not null generated always as (case when posting_no < 1000 then lpad(posting_no::text, 3, '0')
		else posting_no::text end || '-' || year) stored,
	kind text not null default 'private',
	state text not null default 'draft',
	employer_id bigint references labour.employer,
	public_body text,
	process_code text,
	post text not null,
	vacancies integer not null default 1,
	pay numeric(12, 2),
	pay_unit text,
	place_id bigint references core.place,
	shift text,
	requirements text,
	wording text,
	wording_reason text,
	opens date not null,
	closes date not null,
	closes_at time,
	ends_at timestamptz not null generated always as
		(case when closes_at is null then closes + 1 + time '00:00' else closes + closes_at end at time zone 'America/Lima') stored,
	term_no integer not null default 1,
	reopened_why text,
	notice_on date,
	contest_on date,
	contact_mask text,
	sent_at timestamp,
	published_on date,
	returned_why text,
	suspended_why text,
	void_why text,
	hired integer,
	filled_on date,
	notes text,
	constraint posting_year_sound check (year between 1990 and 2100),
	constraint posting_no_positive check (posting_no > 0),
	constraint posting_kind_known check (kind in ('private', 'public_call', 'internship')),
	constraint posting_state_known check (state in ('draft', 'to_validate', 'published', 'suspended', 'filled', 'void')),
	constraint posting_has_employer check (employer_id is not null or coalesce(public_body, '') <> ''),
	constraint posting_call_has_process check (kind <> 'public_call' or coalesce(process_code, '') <> ''),
	constraint posting_post_filled check (post <> ''),
	constraint posting_vacancies_positive check (vacancies >= 1),
	constraint posting_pay_sound check (pay >= 0),
	constraint posting_pay_has_unit check (pay is null or pay_unit is not null),
	constraint posting_pay_unit_known check (pay_unit in ('month', 'fortnight', 'week', 'day', 'hour', 'total')),
	constraint posting_shift_known check (shift in ('day', 'morning', 'afternoon', 'night', 'rotating', 'part', 'remote')),
	constraint posting_not_reversed check (closes >= opens),
	constraint posting_term_positive check (term_no >= 1),
	constraint posting_contest_after_notice check (contest_on >= notice_on),
	constraint posting_suspended_has_why check (state <> 'suspended' or coalesce(suspended_why, '') <> ''),
	constraint posting_void_has_why check (state <> 'void' or coalesce(void_why, '') <> ''),
	constraint posting_hired_sound check (hired >= 0)
);
select core.make_register('labour.posting', 'year', 'posting_no'), core.make_place('labour.posting');
select core.make_folded('labour.posting', 'post');
create index posting_employer on labour.posting (employer_id) where employer_id is not null;
create index posting_at on labour.posting (place_id) where place_id is not null;
create index posting_ends on labour.posting (ends_at) where state = 'published' and deleted_at is null;
create index posting_waiting on labour.posting (sent_at) where state = 'to_validate' and deleted_at is null;
create index posting_ref on labour.posting (posting_ref);
select core.make_comments('labour.posting', 'Ofertas de empleo',
	'year', 'Año de la oferta', 'posting_no', 'Número de la oferta en su año', 'posting_ref', 'Cómo se cita: 007-2019',
	'kind', 'Clase: oferta privada, convocatoria pública, prácticas',
	'state', 'Situación: borrador, por validar, publicada, suspendida, cubierta, anulada',
	'employer_id', 'Empleador', 'public_body', 'Entidad pública que convoca, si no está entre los empleadores',
	'process_code', 'Código del proceso de una convocatoria pública, como se publicó', 'post', 'Puesto',
	'vacancies', 'Vacantes', 'pay', 'Remuneración', 'pay_unit', 'Por qué tiempo es la remuneración',
	'place_id', 'Lugar de trabajo', 'shift', 'Turno', 'requirements', 'Requisitos',
	'wording', 'Palabras sobre sexo, edad o apariencia que tiene el aviso',
	'wording_reason', 'Por qué el puesto exige lo que esas palabras piden',
	'opens', 'Primer día en que se postula', 'closes', 'Último día en que se postula',
	'closes_at', 'Hora en que cierra; en blanco, al terminar el día', 'ends_at', 'Desde este momento está cerrada',
	'term_no', 'Plazo en que está: 1 el primero, 2 desde que se reabrió', 'reopened_why', 'Por qué se amplió o reabrió',
	'notice_on', 'Día en que la entidad avisó al servicio de empleo', 'contest_on', 'Día en que empieza el concurso',
	'contact_mask', 'Contacto, oculto', 'sent_at', 'Cuándo se envió a validar', 'published_on', 'Cuándo se publicó',
	'returned_why', 'Qué se observó al validarla', 'suspended_why', 'Por qué se suspendió', 'void_why', 'Por qué se anuló',
	'hired', 'Cuántos contrató el empleador', 'filled_on', 'Cuándo se cubrió', 'notes', 'Observaciones');

create table labour.posting_private (
	id bigint generated always as identity primary key,
	posting_id bigint not null references labour.posting,
	contact_name text,
	email text,
	phone text,
	address text,
	constraint posting_private_filled check (coalesce(contact_name, email, phone, address, '') <> '')
);
select core.make_register('labour.posting_private', 'posting_id');
select core.make_comments('labour.posting_private', 'A quién se escribe por una oferta (datos personales)',
	'posting_id', 'Oferta', 'contact_name', 'Nombre de la persona', 'email', 'Correo electrónico', 'phone', 'Teléfono',
	'address', 'Dirección');

-- The terms in which it was open, written by the database as they begin.
create table labour.posting_term (
	id bigint generated always as identity primary key,
	posting_id bigint not null references labour.posting,
	term_no integer not null,
	opens date not null,
	closes date not null,
	closes_at time,
	reopened_why text,
	constraint posting_term_not_reversed check (closes >= opens)
);
select core.make_register('labour.posting_term', 'posting_id', 'term_no');
select core.make_comments('labour.posting_term', 'Los plazos en que una oferta estuvo abierta',
	'posting_id', 'Oferta', 'term_no', 'Número del plazo', 'opens', 'Desde', 'closes', 'Hasta', 'closes_at', 'Hora en que cierra',
	'reopened_why', 'Por qué se amplió o reabrió');

-- Words that a posting does not use without a reason: in plain letters; * stands
-- for the rest of a word, # for a number.
create table labour.wording (
	id bigint generated always as identity primary key,
	pattern text not null,
	about text not null,
	from_date date not null,
	to_date date,
	source text,
	unverified boolean not null default true,
	constraint wording_pattern_plain check (pattern ~ '^[a-z0-9#*/.-]+( [a-z0-9#*/.-]+)*$' and pattern ~ '[a-z]'),
	constraint wording_about_known check (about in ('sex', 'age', 'looks', 'family', 'other')),
	constraint wording_not_reversed check (to_date >= from_date)
);
select core.make_register('labour.wording', 'pattern');
select core.make_comments('labour.wording', 'Palabras que se observan en una oferta de empleo',
	'pattern', 'Las palabras, sin tildes; * es el resto de una palabra y # un número', 'about', 'De qué hablan: sexo, edad, apariencia, familia, otro',
	'from_date', 'Se observan desde', 'to_date', 'Hasta; en blanco, siguen', 'source', 'Norma o criterio del que salen',
	'unverified', 'Falta comprobarlo con la norma');

-- Who seeks work stands here without a name.
create table labour.job_seeker (
	id bigint generated always as identity primary key,
	seeker_no integer not null,
	seeker_code text not null generated always as ('BT-' || case when seeker_no < 1000 then lpad(seeker_no::text, 3, '0')
		else seeker_no::text end) stored,
	state text not null default 'active',
	seeker_mask text,
	sex text,
	place_id bigint references core.place,
	registered_on date not null,
	consent boolean not null default false,
	consent_on date,
	consent_how text,
	withdrawn_on date,
	withdrawn_why text,
	cleared_on date,
	cleared_why text,
	cleared_values integer,
	notes text,
	constraint job_seeker_no_positive check (seeker_no > 0),
	constraint job_seeker_state_known check (state in ('active', 'withdrawn', 'cleared')),
	constraint job_seeker_sex_known check (sex in ('female', 'male')),
	constraint job_seeker_consent_has_date check (not consent or consent_on is not null),
	constraint job_seeker_withdrawn_without_consent check (state = 'active' or not consent),
	constraint job_seeker_withdrawn_has_date check (state <> 'withdrawn' or withdrawn_on is not null),
	constraint job_seeker_cleared_has_date check ((state = 'cleared') = (cleared_on is not null))
);
select core.make_register('labour.job_seeker', 'seeker_no');
create index job_seeker_at on labour.job_seeker (place_id) where place_id is not null;
create index job_seeker_code on labour.job_seeker (seeker_code);
select core.make_comments('labour.job_seeker', 'Postulantes de la bolsa de trabajo, sin su nombre',
	'seeker_no', 'Número del postulante', 'seeker_code', 'Cómo se cita: BT-007',
	'state', 'Situación: activo, sin consentimiento porque lo retiró, depurado', 'seeker_mask', 'Nombre, con sus letras ocultas',
	'sex', 'Sexo', 'place_id', 'Lugar donde vive', 'registered_on', 'Fecha de inscripción',
	'consent', 'Consiente en que se traten sus datos y se envíen a empleadores', 'consent_on', 'Cuándo dio su consentimiento',
	'consent_how', 'Con qué documento lo dio', 'withdrawn_on', 'Cuándo lo retiró', 'withdrawn_why', 'Por qué lo retiró',
	'cleared_on', 'Cuándo se depuraron sus datos', 'cleared_why', 'Por qué se depuraron',
	'cleared_values', 'Cuántos cambios con datos personales se borraron de la historia', 'notes', 'Observaciones, sin datos personales');

-- masked: consent was withdrawn, and nobody reads it any more.
create table labour.job_seeker_private (
	id bigint generated always as identity primary key,
	job_seeker_id bigint not null references labour.job_seeker,
	document_kind text,
	document_no text,
	person_name text,
	birth_year integer,
	email text,
	phone text,
	masked boolean not null default false,
	constraint job_seeker_private_document_known check (document_kind in ('dni', 'ce', 'passport', 'ptp')),
	constraint job_seeker_private_document_whole check ((document_kind is null) = (document_no is null)),
	constraint job_seeker_private_birth_sound check (birth_year between 1900 and 2100)
);
select core.make_register('labour.job_seeker_private', 'job_seeker_id');
create unique index job_seeker_private_document on labour.job_seeker_private (document_kind, document_no) where deleted_at is null;
select core.make_comments('labour.job_seeker_private', 'Quién es un postulante (datos personales)',
	'job_seeker_id', 'Postulante', 'document_kind', 'Clase de documento: DNI, carné de extranjería, pasaporte, PTP',
	'document_no', 'Número del documento', 'person_name', 'Nombre', 'birth_year', 'Año de nacimiento', 'email', 'Correo electrónico',
	'phone', 'Teléfono', 'masked', 'Retiró su consentimiento: nadie lo lee');

create table labour.seeker_profile_private (
	id bigint generated always as identity primary key,
	job_seeker_id bigint not null references labour.job_seeker,
	level text,
	studies text,
	experience text,
	disability text,
	masked boolean not null default false,
	constraint seeker_profile_private_level_known check (level in ('none', 'primary', 'secondary', 'technical', 'university', 'postgraduate'))
);
select core.make_register('labour.seeker_profile_private', 'job_seeker_id');
select core.make_comments('labour.seeker_profile_private', 'Estudios y experiencia de un postulante (datos personales)',
	'job_seeker_id', 'Postulante', 'level', 'Nivel de estudios', 'studies', 'Estudios', 'experience', 'Experiencia',
	'disability', 'Discapacidad, solo si consiente en que se anote', 'masked', 'Retiró su consentimiento: nadie lo lee');

create table labour.referral (
	id bigint generated always as identity primary key,
	posting_id bigint not null references labour.posting,
	job_seeker_id bigint not null references labour.job_seeker,
	state text not null default 'sent',
	sent_on date not null,
	interviewed_on date,
	ended_on date,
	reason text,
	notes text,
	constraint referral_state_known check (state in ('sent', 'interviewed', 'placed', 'not_placed')),
	constraint referral_interviewed_after check (interviewed_on >= sent_on),
	constraint referral_ended_after check (ended_on >= coalesce(interviewed_on, sent_on)),
	constraint referral_ended_has_date check ((state in ('placed', 'not_placed')) = (ended_on is not null)),
	constraint referral_interviewed_has_date check (state <> 'interviewed' or interviewed_on is not null),
	constraint referral_not_placed_has_reason check (state <> 'not_placed' or coalesce(reason, '') <> '')
);
select core.make_register('labour.referral', 'posting_id', 'job_seeker_id'), core.make_place('labour.referral');
create index referral_seeker on labour.referral (job_seeker_id);
select core.make_comments('labour.referral', 'Postulantes enviados a una oferta',
	'posting_id', 'Oferta', 'job_seeker_id', 'Postulante', 'state', 'Situación: enviado, entrevistado, colocado, no colocado',
	'sent_on', 'Cuándo se le envió', 'interviewed_on', 'Cuándo se le entrevistó', 'ended_on', 'Cuándo se supo el resultado',
	'reason', 'Por qué no se le colocó', 'notes', 'Observaciones, sin datos personales');

create table labour.training (
	id bigint generated always as identity primary key,
	year integer not null,
	training_no integer not null,
	course text not null,
	starts_on date not null,
	ends_on date not null,
	hours numeric(6, 1),
	place_id bigint references core.place,
	venue text,
	places integer,
	enrolled_female integer,
	enrolled_male integer,
	finished_female integer,
	finished_male integer,
	certified_female integer,
	certified_male integer,
	notes text,
	constraint training_year_sound check (year between 1990 and 2100),
	constraint training_no_positive check (training_no > 0),
	constraint training_course_filled check (course <> ''),
	constraint training_not_reversed check (ends_on >= starts_on),
	constraint training_hours_positive check (hours > 0),
	constraint training_places_positive check (places > 0),
	constraint training_enrolled_female_sound check (enrolled_female >= 0),
	constraint training_enrolled_male_sound check (enrolled_male >= 0),
	constraint training_finished_female_sound check (finished_female between 0 and coalesce(enrolled_female, 0)),
	constraint training_finished_male_sound check (finished_male between 0 and coalesce(enrolled_male, 0)),
	constraint training_certified_female_sound check (certified_female between 0 and coalesce(finished_female, 0)),
	constraint training_certified_male_sound check (certified_male between 0 and coalesce(finished_male, 0))
);
select core.make_register('labour.training', 'year', 'training_no'), core.make_place('labour.training');
select core.make_folded('labour.training', 'course');
create index training_at on labour.training (place_id) where place_id is not null;
select core.make_comments('labour.training', 'Cursos de capacitación laboral',
	'year', 'Año del curso', 'training_no', 'Número del curso en su año', 'course', 'Curso',
	'starts_on', 'Empieza', 'ends_on', 'Termina', 'hours', 'Horas', 'place_id', 'Lugar', 'venue', 'Local', 'places', 'Cupos',
	'enrolled_female', 'Mujeres inscritas', 'enrolled_male', 'Hombres inscritos', 'finished_female', 'Mujeres que terminaron',
	'finished_male', 'Hombres que terminaron', 'certified_female', 'Mujeres certificadas', 'certified_male', 'Hombres certificados',
	'notes', 'Observaciones');

reset role;
