#!/usr/bin/env bash
# Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
. "$(dirname "$0")/connection.sh"

# Worker_Locale and Worker_PercentAssignmentsApproved.
requirements='[
  {"QualificationTypeId": "00000000000000000071", "Comparator": "In",
   "LocaleValues": [{"Country": "DE"}, {"Country": "US"}]},
  {"QualificationTypeId": "000000000000000000L0", "Comparator": "GreaterThanOrEqualTo",
   "IntegerValues": [95]}
]'

# publish KIND FILE. With its token a repeated call publishes nothing twice.
publish() {
  local hit
  hit=$(mturk create-hit --title "Look out of the window ($1)" "${HIT_TYPE[@]}" "${ONE_HOUR[@]}" \
    --keywords "window, animals" --qualification-requirements "$requirements" \
    --question "file://$QUESTIONS/$2.xml" --unique-request-token "$(token)" --query HIT.HITId)
  echo "HIT: $hit $1"
}

publish HTMLQuestion html_question
publish ExternalQuestion external_question
publish QuestionForm question_form
echo "published: 3"
