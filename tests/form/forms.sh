#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty
# Every form and every layout proves itself, offline and against the catalogue at TEST_URL;
# what hito form draw proposes does, too.
set -u
n=0
bad=0
result() { # STATUS TITLE
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		bad=1
	fi
}
cd "$TEST_TMP" || exit 1
for form in "$HITO_HOME"/forms/*.form "$HITO_HOME"/forms/report/*.report; do
	name=${form##*/}
	"$HITO" form check --offline "$form" >out 2>&1
	result $? "$name, offline"
	sed 's/^/# /' out
	"$HITO" -d "$TEST_URL" form check "$form" >out 2>&1 &&
		grep -q 'también con la base de datos' out
	result $? "$name, with the catalogue"
	sed 's/^/# /' out
done

"$HITO" form check --offline >out 2>&1 && grep -q '/forms/body.form: bien' out &&
	grep -q '/forms/report/[a-z_]*.report: bien' out
result $? 'without a name, all that are installed'
sed 's/^/# /' out

for table in $("$HITO" form list | awk '{ print $NF }') plan.goal \
	core.holiday; do
	"$HITO" -d "$TEST_URL" form draw "$table" >drawn.form 2>out &&
		"$HITO" -d "$TEST_URL" form check drawn.form >>out 2>&1
	result $? "a form drawn for $table"
	grep -v 'drawn.form: bien' out | sed 's/^/# /'
done
"$HITO" -d "$TEST_URL" form draw core.nothing >out 2>&1
[ $? -eq 1 ] && grep -q 'no tiene la tabla core.nothing' out
result $? 'no form for a table that is not there'

# What the catalogue contradicts.
sed -e 's/^order .*/order   plan_cde/' -e 's/^k  progress .*/k  progress/' \
	-e 's/^milestone_text_filled/milestone_zz/' \
	-e 's/call plan.milestone_start/call plan.zz/' \
	"$HITO_HOME/forms/milestone.form" >m.form
"$HITO" -d "$TEST_URL" form check m.form >out 2>&1
[ $? -eq 1 ]
result $? 'a form that the catalogue contradicts is refused'
while read -r sentence; do
	grep -qF "$sentence" out
	result $? "it says: $sentence"
done <<'END'
order: la base de datos no tiene la columna «plan_cde».
«k» se puede escribir y la tabla no tiene la columna «progress»: póngale noentry.
plan.zz: la base de datos no tiene esta función.
milestone_zz: la base de datos no tiene esta restricción.
END
sed 's/^w  notes /w  note /' "$HITO_HOME/forms/milestone.form" >m.form
"$HITO" -d "$TEST_URL" form check m.form >out 2>&1
[ $? -eq 1 ] && grep -q 'la base de datos no tiene la columna «note»' out
result $? 'a field without a column is named'

# A layout that asks for a column that its source does not have.
layout() { # FROM TO SENTENCE
	sed "s/$1/$2/" "$HITO_HOME/forms/report/card.report" >m.report
	"$HITO" form check --offline m.report >out 2>&1
	result $? "a layout alone knows nothing of $2"
	"$HITO" -d "$TEST_URL" form check m.report >out 2>&1
	[ $? -eq 1 ] && grep -qF "m.report:$3" out
	result $? "with the database it says: $3"
	sed 's/^/# /' out
}
layout 'commitment_band_text ' 'commitment_bandtext ' \
	' el informe pide la columna «commitment_bandtext», que follow.report_card_head no tiene.'
layout '{commitment_no}. {title}' '{commitment_no}. {titel}' \
	' el informe pide la columna «titel», que follow.report_card_head no tiene.'
layout 'measure   ' 'mesure    ' \
	'119: el bloque «actions» pide la columna «mesure», que follow.report_card_actions no tiene.'
layout 'state situation' 'state sitio' \
	'63: el bloque «milestones» pide la columna «sitio», que follow.report_card_milestones no tiene.'
layout 'report_card_goals' 'report_card_gols' \
	'81: la base de datos no tiene lo que pide el bloque «goals».'
echo "1..$n"
exit $bad
