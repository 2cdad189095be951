#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Two people at one case, one organisation, one agreement, one posting, one job
# seeker: who writes second waits, and is judged by what the first wrote. Needs
# TEST_URL_SUPER, TEST_PGBIN.
set -u
echo 1..9

chief=t_labour_chief
. "$(dirname "$0")/../lib/race.sh"
sql -c 'create role t_labour_chief login' -c 'grant hito_secretariat, hito_clerk to t_labour_chief' -c "insert into core.login (login) values ('t_labour_chief')" \
	-c "insert into core.member (login, office_id, kind) select 't_labour_chief', core.root_office(), k from unnest('{enter,submit,secretariat}'::text[]) as k"
sql -c 'set role hito_owner' -c "insert into labour.dispute (case_no, received_at, office_id) values ('W-1', '2019-03-01 09:00', core.root_office())" \
	-c "insert into labour.union_organisation (union_code, union_name, office_id) values ('W', 'Esperas', core.root_office())" \
	-c "insert into labour.collective_agreement (agreement_ref, title, signed_on, office_id) values ('W', 'Esperas', '2019-01-01', core.root_office())" \
	-c "insert into labour.collective_agreement_union (agreement_id, union_id)
		select a.id, u.id from labour.collective_agreement a, labour.union_organisation u where a.agreement_ref = 'W' and u.union_code = 'W'" \
	-c "insert into labour.posting (public_body, post, opens, closes, state, published_on, office_id)
		select 'X', 'Espera ' || n, core.today(), core.today() + 9, 'published', core.today(), core.root_office() from generate_series(1, 2) as n" \
	-c "insert into labour.job_seeker (registered_on, consent, consent_on, notes, office_id)
		select core.today(), true, core.today(), 'W' || n, core.root_office() from generate_series(1, 4) as n" >/dev/null
case="(select id from labour.dispute where case_no = 'W-1')"
union="(select id from labour.union_organisation where union_code = 'W')"
agreement="(select id from labour.collective_agreement where agreement_ref = 'W')"
post() { echo "(select id from labour.posting where post = 'Espera $1')"; }
seeker() { echo "(select id from labour.job_seeker where notes = 'W$1')"; }
stage() { echo "insert into labour.dispute_stage (dispute_id, stage, from_at) values ($case, 'admitted', '2019-03-0$1')"; }
period() { echo "insert into labour.strike_period (dispute_id, starts_at, hours) values ($case, '2019-05-0$1', 48)"; }
board() { echo "insert into labour.union_board (union_id, from_date, to_date) values ($union, '$1', '2031-01-01')"; }
leaves="update labour.collective_agreement_union set deleted_at = now(), deleted_why = 'x' where agreement_id = $agreement and deleted_at is null"
signs="insert into labour.collective_agreement_signature (agreement_id, union_id) values ($agreement, $union)"
refer() { echo "insert into labour.referral (posting_id, job_seeker_id, sent_on) values ($(post "$1"), $(seeker "$2"), core.today())"; }
withdraw() { echo "select labour.job_seeker_withdraw(id, row_version, 'x') from labour.job_seeker where notes = 'W$1'"; }

race 'one stage twice' 'no se pasa a' "$(stage 2)" "$(stage 3)"
race 'periods that cross' 'Se cruza con el periodo' "$(period 5)" "$(period 6)"
race 'two boards' 'ya hay otra junta' "$(board 2029-01-01)" "$(board 2030-01-01)"
race 'the party that signs stays' 'quite antes su firma' "$signs" "$leaves"
sql -c 'set session authorization t_labour_chief' -c "update labour.collective_agreement_signature set deleted_at = now(), deleted_why = 'x' where agreement_id = $agreement" >/dev/null
race 'who is no party any more does not sign' 'no es parte del convenio' "$leaves" "$signs"
race 'nobody is sent to what was suspended' 'no está en vigor' \
	"select labour.posting_suspend(id, row_version, 'x') from labour.posting where post = 'Espera 1'" "$(refer 1 1)"
race 'nor who took her consent back' 'no dio su consentimiento, o lo retiró' "$(withdraw 2)" "$(refer 2 2)"
race 'nor is anything of her registered' 'retiró su consentimiento' "$(withdraw 3)" \
	"insert into labour.job_seeker_private (job_seeker_id, person_name) values ($(seeker 3), 'Persona')"
race 'what was registered meanwhile is hidden' '^$' "insert into labour.seeker_profile_private (job_seeker_id, studies) values ($(seeker 4), 'x')" \
	"do \$\$begin perform labour.job_seeker_withdraw(id, row_version, 'x') from labour.job_seeker where notes = 'W4';
	if exists (select from labour.seeker_profile_private where job_seeker_id = $(seeker 4)) then raise 'read'; end if; end\$\$"
