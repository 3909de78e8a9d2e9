#!/usr/bin/env bash
# Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
. "$(dirname "$0")/connection.sh"

qualification=$(mturk create-qualification-type --name "Knows animals $(token)" \
  --description "Two questions about animals." --qualification-type-status Active \
  --test "file://$QUESTIONS/test.xml" --test-duration-in-seconds 600 \
  --answer-key "file://$QUESTIONS/answer_key.xml" --query QualificationType.QualificationTypeId)
echo "qualification type: $qualification"

requirements=$(jq -n --arg type "$qualification" \
  '[{QualificationTypeId: $type, Comparator: "GreaterThanOrEqualTo", IntegerValues: [80]}]')
hit=$(mturk create-hit --title "Look out of the window, if you know animals" "${HIT_TYPE[@]}" \
  "${ONE_HOUR[@]}" --question "file://$QUESTIONS/question_form.xml" \
  --qualification-requirements "$requirements" --query HIT.HITId)
echo "HIT: $hit"

wait_until_reviewable "$hit"

assignments=$(mturk list-assignments-for-hit --hit-id "$hit" --query 'Assignments[].[AssignmentId,WorkerId]')
while read -r assignment worker; do
  score=$(mturk get-qualification-score --qualification-type-id "$qualification" --worker-id "$worker" \
    --query Qualification.IntegerValue)
  echo "score: $score"
  mturk approve-assignment --assignment-id "$assignment"
done <<<"$assignments"
mturk delete-hit --hit-id "$hit"
mturk delete-qualification-type --qualification-type-id "$qualification"
echo "deleted: $qualification"
