#!/usr/bin/env bash
# Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
. "$(dirname "$0")/connection.sh"

# The request that waits for a decision, once there is one.
next_request() {
  local requests=
  until [ -n "$requests" ]; do
    sleep 1
    requests=$(mturk list-qualification-requests --qualification-type-id "$qualification" \
      --query 'QualificationRequests[].[QualificationRequestId]')
  done
  head -n 1 <<<"$requests"
}

# A line for each worker who has the qualification: the id, and the value.
holders() {
  mturk list-workers-with-qualification-type --qualification-type-id "$qualification" --status Granted \
    --query 'Qualifications[].[WorkerId,IntegerValue]'
}

name="Watches birds $(token)"
qualification=$(mturk create-qualification-type --name "$name" \
  --description "For people who know birds." --qualification-type-status Active \
  --retry-delay-in-seconds 1 --query QualificationType.QualificationTypeId)
echo "qualification type: $qualification"
found=$(mturk list-qualification-types --types-query "$name" --must-be-requestable \
  --must-be-owned-by-caller --query 'QualificationTypes[].[QualificationTypeId]' | wc -l)
echo "found: $found"
mturk update-qualification-type --qualification-type-id "$qualification" \
  --description "For people who watch birds." >/dev/null
description=$(mturk get-qualification-type --qualification-type-id "$qualification" \
  --query QualificationType.Description)
echo "description: $description"

requirements=$(jq -n --arg type "$qualification" '[{QualificationTypeId: $type, Comparator: "Exists"}]')
hit=$(mturk create-hit --title "Look out of the window, if you watch birds" "${HIT_TYPE[@]}" \
  "${ONE_HOUR[@]}" --question "file://$QUESTIONS/question_form.xml" \
  --qualification-requirements "$requirements" --query HIT.HITId)
listed=$(mturk list-hits-for-qualification-type --qualification-type-id "$qualification" \
  --query 'HITs[].[HITId]' | wc -l)
echo "HITs that require it: $listed"
echo "HIT: $hit"

request=$(next_request)
mturk reject-qualification-request --qualification-request-id "$request" \
  --reason "Please ask again tomorrow."
echo "request: rejected"
request=$(next_request)
mturk accept-qualification-request --qualification-request-id "$request" --integer-value 80
echo "request: accepted"

wait_until_reviewable "$hit"
assignments=$(mturk list-assignments-for-hit --hit-id "$hit" --query 'Assignments[].[AssignmentId]')
for assignment in $assignments; do
  mturk approve-assignment --assignment-id "$assignment"
done

read -r worker _ <<<"$(holders)"
mturk associate-qualification-with-worker --qualification-type-id "$qualification" \
  --worker-id "$worker" --integer-value 95 --no-send-notification
read -r _ value <<<"$(holders)"
echo "value: $value"
mturk disassociate-qualification-from-worker --qualification-type-id "$qualification" \
  --worker-id "$worker" --reason "The birds have left."
echo "workers who have it: $(holders | wc -l)"

mturk delete-hit --hit-id "$hit"
mturk delete-qualification-type --qualification-type-id "$qualification"
echo "deleted: $qualification"
