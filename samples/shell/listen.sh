#!/usr/bin/env bash
# Hears from a queue what happens to a HIT, and approves its assignment as soon as it is submitted. By SQS and
# not by webhook, since a shell has no web server.
. "$(dirname "$0")/connection.sh"

queue=(--queue-url "$KEMPELEN_QUEUE_URL" --endpoint-url "$AWS_ENDPOINT_URL_SQS" --region us-east-1)

hit_type=$(mturk create-hit-type --title "Look out of the window" "${HIT_TYPE[@]}" --query HITTypeId)
notification=$(jq -n --arg queue "$KEMPELEN_QUEUE_URL" \
  '{Destination: $queue, Transport: "SQS", Version: "2014-08-15",
    EventTypes: ["AssignmentAccepted", "AssignmentSubmitted", "AssignmentApproved"]}')
# A Ping comes at once if the queue can be reached.
mturk send-test-event-notification --notification "$notification" --test-event-type Ping
mturk update-notification-settings --hit-type-id "$hit_type" --notification "$notification" --active
hit=$(mturk create-hit-with-hit-type --hit-type-id "$hit_type" "${ONE_HOUR[@]}" \
  --question "file://$QUESTIONS/question_form.xml" --query HIT.HITId)
echo "HIT: $hit"

known=' '
heard_all=false

# One document of events; it may come twice.
hear() {
  local id type assignment
  id=$(jq -r .EventDocId <<<"$1")
  case $known in *" $id "*) return ;; esac
  known+="$id "
  while read -r type assignment; do
    echo "event: $type"
    case $type in
      AssignmentSubmitted) mturk approve-assignment --assignment-id "$assignment" ;;
      AssignmentApproved) heard_all=true ;;
    esac
  done <<<"$(jq -r '.Events[] | "\(.EventType) \(.AssignmentId)"' <<<"$1")"
}

while ! "$heard_all"; do
  received=$(aws sqs receive-message "${queue[@]}" --max-number-of-messages 10 --wait-time-seconds 5 \
    --output json)
  mapfile -t messages < <(jq -c '.Messages[]?' <<<"${received:-null}")
  for message in "${messages[@]}"; do
    hear "$(jq -r .Body <<<"$message")"
    aws sqs delete-message "${queue[@]}" --receipt-handle "$(jq -r .ReceiptHandle <<<"$message")"
  done
done
mturk delete-hit --hit-id "$hit"
echo "heard: everything"
