#!/usr/bin/env bash
# Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
. "$(dirname "$0")/connection.sh"

hit=$(mturk create-hit --title "Look out of the window" "${HIT_TYPE[@]}" "${ONE_HOUR[@]}" \
  --question "file://$QUESTIONS/question_form.xml" --query HIT.HITId)
echo "HIT: $hit"

wait_until_reviewable "$hit"
submitted=$(mturk list-assignments-for-hit --hit-id "$hit" --assignment-statuses Submitted \
  --query 'Assignments[].[AssignmentId,WorkerId]')
read -r assignment worker <<<"$submitted"

status() { mturk get-assignment --assignment-id "$assignment" --query Assignment.AssignmentStatus; }

mturk reject-assignment --assignment-id "$assignment" --requester-feedback "There is no such animal."
echo "after the rejection: $(status)"
mturk approve-assignment --assignment-id "$assignment" --requester-feedback "There is one." \
  --override-rejection
echo "after the override: $(status)"

# With its token a repeated call pays nothing twice.
mturk send-bonus --worker-id "$worker" --assignment-id "$assignment" --bonus-amount 0.50 \
  --reason "Sorry for the rejection." --unique-request-token "$(token)"
bonuses=$(mturk list-bonus-payments --assignment-id "$assignment" --query 'BonusPayments[].[BonusAmount]')
sed 's/^/bonus: /' <<<"$bonuses"

failed=$(mturk notify-workers --subject "Your animal" --message-text "It does exist. We have paid you." \
  --worker-ids "$worker" --query 'length(NotifyWorkersFailureStatuses)')
echo "messages that failed: $failed"

# A query is asked of each page, so that the CLI cannot count across them.
count_blocked() { mturk list-worker-blocks --query 'WorkerBlocks[].[WorkerId]' | wc -l; }

mturk create-worker-block --worker-id "$worker" --reason "Only to show how it is done."
echo "blocked workers: $(count_blocked)"
mturk delete-worker-block --worker-id "$worker" --reason "It was only to show how it is done."
echo "blocked workers: $(count_blocked)"
mturk delete-hit --hit-id "$hit"
