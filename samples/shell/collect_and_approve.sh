#!/usr/bin/env bash
# Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.
. "$(dirname "$0")/connection.sh"

hits=3

# element NAME: a step of an XPath, whatever the namespace's prefix.
element() { printf '*[local-name()="%s"]' "$1"; }

# read_xml XML XPATH: a text or a number.
read_xml() { xmllint --xpath "$2" - <<<"$1"; }

# A line for each answer: its identifier, and a text or what was chosen from a list.
print_answers() {
  local xml=$1 answer value chosen n m
  for ((n = 1; n <= $(read_xml "$xml" "count(//$(element Answer))"); n++)); do
    answer="//$(element Answer)[$n]"
    value=$(read_xml "$xml" "string($answer/$(element FreeText))")
    chosen=$(read_xml "$xml" "count($answer/$(element SelectionIdentifier))")
    for ((m = 1; m <= chosen; m++)); do
      value+="${value:+, }$(read_xml "$xml" "string($answer/$(element SelectionIdentifier)[$m])")"
    done
    echo "answer: $(read_xml "$xml" "string($answer/$(element QuestionIdentifier))") = $value"
  done
}

# The CLI follows NextToken by itself, here with two HITs a page.
reviewable_hits() {
  mturk list-reviewable-hits --hit-type-id "$hit_type" --page-size 2 --query 'HITs[].[HITId]'
}

hit_type=$(mturk create-hit-type --title "Look out of the window" --keywords "window, animals" \
  "${HIT_TYPE[@]}" --query HITTypeId)
for ((n = 0; n < hits; n++)); do
  hit=$(mturk create-hit-with-hit-type --hit-type-id "$hit_type" "${ONE_HOUR[@]}" \
    --question "file://$QUESTIONS/question_form.xml" --query HIT.HITId)
  echo "HIT: $hit"
done

until mapfile -t done_hits < <(reviewable_hits) && [ "${#done_hits[@]}" = "$hits" ]; do sleep 1; done

approved=0
for hit in "${done_hits[@]}"; do
  mapfile -t assignments < <(mturk list-assignments-for-hit --hit-id "$hit" --page-size 2 \
    --query 'Assignments[].[AssignmentId]')
  for assignment in "${assignments[@]}"; do
    print_answers "$(mturk get-assignment --assignment-id "$assignment" --query Assignment.Answer)"
    mturk approve-assignment --assignment-id "$assignment" --requester-feedback "Thank you"
    approved=$((approved + 1))
  done
  mturk delete-hit --hit-id "$hit"
done
echo "approved: $approved"
