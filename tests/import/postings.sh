#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Postings, job seekers, referrals and courses as an office keeps them in a
# workbook: a day with its hour in one cell, words that ask a reason, a file taken
# twice, what is wrong told at its line and nothing taken.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1

cat >ofertas.csv <<'END'
Tipo de oferta;Entidad;Convocatoria N°;Cargo;N° de vacantes;Sueldo;Unidad de pago;Fecha de inicio;Fecha y hora de cierre;Requisitos;Motivo de los requisitos;Contacto;Correo;Situación
Privada;Empresa Uno;;Soldador;2;S/. 1,500.00;Mensual;01/04/2018;13/04/2018 10:25 a.m.;Secundaria;;Persona de Prueba;persona@example.org;Publicada
CAS;Red de Salud;P.S. 039-CAS-RAARE-2017;Enfermera;1;1800;Mensual;02/04/2018;20/04/2018;Título;;;;Cubierta
Privada;Teatro;;Actor varón;1;900;Mensual;03/04/2018;21/04/2018 23:59;;El papel es de un hombre;;;
END
hito import oferta ofertas.csv
says 0 '3 nuevos' 'three postings'
says 0 'el plazo ya terminó y el archivo no dice la situación: entra como borrador' 'one without a state'
is 'Soldador 001-2018 published 2018-04-13 10:25:00 13/04/2018 10:25 1500.00|Enfermera 002-2018 filled 2018-04-20 20/04/2018 1800.00|Actor varón 003-2018 draft 2018-04-21 21/04/2018 900.00' \
	"select string_agg(concat_ws(' ', post, posting_ref, state, closes, closes_at, closing_text, pay), '|' order by posting_no) from labour.posting_list" \
	'a day with its hour is parted, the last minute is the whole day'
is '001-2018 P*** d*** P*** pe***@*** Persona de Prueba' "select p.posting_ref || ' ' || split_part(p.contact_mask, ' ***', 1) || ' ' || v.contact_name
	from labour.posting p join labour.posting_private v on v.posting_id = p.id" 'contacts stand apart'
is '001-2018 2018-04-13|002-2018 2018-04-20' "select string_agg(p.posting_ref || ' ' || t.closes, '|' order by 1) from labour.posting_term t
	join labour.posting p on p.id = t.posting_id" 'those published have their term'
is 2018-04-01 "select published_on from labour.posting where posting_no = 1" 'from the day when they opened'
hito import oferta ofertas.csv
says 0 '3 iguales' 'the same file adds nothing'
is '3 1' 'select (select count(*) from labour.posting) || $$ $$ || (select count(*) from labour.posting_private)' 'nor a contact'

cat >malas.csv <<'END'
Tipo de oferta;Entidad;Convocatoria N°;Cargo;Vacantes;Abre;Cierra;Requisitos
Privada;Empresa Uno;;Cierra antes;1;10/04/2018;09/04/2018;
Privada;Empresa Uno;;Sin vacantes;0;10/04/2018;11/04/2018;
Privada;;;De nadie;1;10/04/2018;11/04/2018;
CAS;Red de Salud;;Sin proceso;1;10/04/2018;11/04/2018;
Privada;Empresa Uno;;Señorita;1;10/04/2018;11/04/2018;De buena presencia
END
hito import oferta malas.csv
says 3 'La oferta cierra antes de abrirse.' 'one that closes before it opens'
says 3 'No puede ser menor que 1.' 'no vacancies'
says 3 'Diga qué empleador o qué entidad pública la ofrece.' 'nobody'
says 3 'Escriba el código del proceso de la convocatoria.' 'a call without process'
says 3 'El aviso dice «señorita», «buena presencia»' 'words that ask a reason'
is 3 'select count(*) from labour.posting' 'nothing was taken'

cat >postulantes.csv <<'END'
Fecha de inscripción;DNI;Apellidos y nombres;Sexo;Año de nacimiento;Consentimiento;Fecha del consentimiento;Grado de instrucción;Ocupación
05/02/2018;1234567;Persona de Prueba Uno;F;1990;Sí;05/02/2018;Técnica;Soldadora
06/02/2018;17801146-1;Persona de Prueba Dos;Masculino;1985;No;;Primaria;Albañil
END
hito import postulante postulantes.csv
says 0 '2 nuevos' 'two job seekers'
says 0 'El carácter de control del DNI no es el que toca: compruébelo.' 'a check that is wrong is told, and taken'
is 'BT-001 P*** d*** P*** U*** 01234567 technical t|BT-002 P*** d*** P*** D*** 17801146-1 primary f' "select string_agg(concat_ws(' ', s.seeker_code, s.seeker_mask,
	v.document_no, w.level, s.consent), '|' order by s.seeker_no) from labour.job_seeker s join labour.job_seeker_private v on v.job_seeker_id = s.id
	join labour.seeker_profile_private w on w.job_seeker_id = s.id" 'masked, and apart'
hito import postulante postulantes.csv
says 0 '2 iguales' 'known again by their documents'
printf '%s\n' 'Fecha de inscripción;DNI;Apellidos y nombres' '05/02/2018;44444444;Una' '05/02/2018;44444444;Otra' >dos.csv
hito import postulante dos.csv
says 3 'Repite el documento de la línea 2 del archivo.' 'one document twice'

cat >envios.csv <<'END'
Oferta;Código del postulante;Fecha de envío;Situación;Fecha del resultado;Motivo
001-2018;BT-001;03/04/2018;Colocado;10/04/2018;
END
hito import derivacion envios.csv
says 0 '1 nuevo' 'a referral of the past'
is 'placed 2018-04-10 1' "select r.state || ' ' || r.ended_on || ' ' || p.n_placed from labour.referral r join labour.posting_list p on p.id = r.posting_id" 'with what came of it'
hito import derivacion envios.csv
says 0 '1 igual' 'once'
cat >noenvios.csv <<'END'
Oferta;Código del postulante;Fecha de envío
002-2018;BT-002;03/04/2018
003-2018;BT-001;04/04/2018
001-2018;BT-009;03/04/2018
END
hito import derivacion noenvios.csv
says 3 'El postulante BT-002 no dio su consentimiento, o lo retiró: no se le envía.' 'without consent'
says 3 'La oferta 003-2018 no está en vigor el 04/04/2018: no se envía a nadie.' 'to one not in force'
says 3 'No hay un postulante que se cite así, o usted no lo ve.' 'nobody of that code'
is 1 'select count(*) from labour.referral' 'nothing was taken'

cat >cursos.csv <<'END'
Nombre del curso;Inicio;Fin;Horas;Cupos;Mujeres inscritas;Hombres inscritos;Mujeres que terminaron;Hombres que terminaron;Mujeres certificadas
Ofimática;01/03/2018;15/03/2018;40;25;12;9;10;8;10
END
hito import curso cursos.csv
says 0 '1 nuevo' 'a course'
hito import curso cursos.csv
says 0 '1 igual' 'once'
sed 's/;10;8;10$/;13;8;10/; s/Ofim/Of/' cursos.csv >malo.csv
hito import curso malo.csv
says 3 'Terminan a lo más las que se inscribieron.' 'more finish than enrolled'
sed 's/^\(Nombre\)/Año;\1/; s/^Ofim/2017;Ofim/' cursos.csv >otro_anio.csv
hito import curso otro_anio.csv
says 3 'El curso empieza el 01/03/2018: su año es 2018, o déjelo en blanco.' 'a course of another year than its first day'

# What applicants read of a published posting changes with its reason.
printf '%s\n' 'Año;Oferta N°;Cargo;Entidad;N° de vacantes;Fecha de inicio;Cierra' '2018;1;Soldador;Empresa Uno;5;01/04/2018;13/04/2018' >rectifica.csv
hito import oferta rectifica.csv
says 3 'La oferta ya se publicó: para cambiar lo que leen los postulantes, escriba aquí por qué se rectifica esta vez.' 'not silently'
sed -i '1s/$/;Motivo de la rectificación/; 2s/$/;La empresa pidió cinco/' rectifica.csv
hito import oferta rectifica.csv
says 0 '1 cambia' 'with its reason'
is '5 vacancies 2 La empresa pidió cinco' "select concat_ws(' ', p.vacancies, r.field, r.before, r.rectified_why) from labour.posting_rectification r
	join labour.posting p on p.id = r.posting_id" 'and what it said is kept'
hito import oferta rectifica.csv
says 0 '1 igual' 'once'
tap_end
