#!/usr/bin/env bash
# Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.
. "$(dirname "$0")/connection.sh"

review_policy='{
  "PolicyName": "SimplePlurality/2011-09-01",
  "Parameters": [
    {"Key": "QuestionIds", "Values": ["seen"]},
    {"Key": "QuestionAgreementThreshold", "Values": ["50"]}
  ]
}'

hit_type() { mturk create-hit-type --title "$1" "${HIT_TYPE[@]}" --query HITTypeId; }

# about MEMBER: of the HIT as it is now.
about() { mturk get-hit --hit-id "$hit" --query "HIT.$1"; }

assignments() { mturk list-assignments-for-hit --hit-id "$hit" --query 'Assignments[].[AssignmentId]'; }

first=$(hit_type "Look out of the window")
second=$(hit_type "Look out of the window, with patience")
hit=$(mturk create-hit-with-hit-type --hit-type-id "$first" "${ONE_HOUR[@]}" \
  --question "file://$QUESTIONS/question_form.xml" --hit-review-policy "$review_policy" --query HIT.HITId)

mturk update-hit-type-of-hit --hit-id "$hit" --hit-type-id "$second"
echo "title: $(about Title)"
mturk create-additional-assignments-for-hit --hit-id "$hit" --number-of-additional-assignments 1
echo "assignments: $(about MaxAssignments)"
# A query is asked of each page, so that the CLI cannot count across them.
listed=$(mturk list-hits --query "HITs[?HITTypeId == '$second'].[HITId]" | wc -l)
echo "HITs of this type: $listed"

echo "HIT: $hit"
until [ -n "$(assignments)" ]; do sleep 1; done
# One of two assignments is done; a time that has passed ends the HIT at once.
mturk update-expiration-for-hit --hit-id "$hit" --expire-at 0
echo "status: $(about HITStatus)"
mturk update-hit-review-status --hit-id "$hit" --no-revert
echo "status: $(about HITStatus)"

results=$(mturk list-review-policy-results-for-hit --hit-id "$hit" --policy-levels HIT \
  --query 'HITReviewReport.ReviewResults[?QuestionId].[QuestionId,Key,Value]')
while IFS=$'\t' read -r question key value; do
  echo "review: $question $key = $value"
done <<<"$results"

submitted=$(assignments)
for assignment in $submitted; do
  mturk approve-assignment --assignment-id "$assignment"
done
mturk delete-hit --hit-id "$hit"
echo "deleted: $hit"
