#!/usr/bin/env bash
# Asks for a file, and says where it can be fetched from for the next minute.
. "$(dirname "$0")/connection.sh"

hit=$(mturk create-hit --title "Show your window" --description "Send a photo." --reward 0.10 \
  --assignment-duration-in-seconds 600 "${ONE_HOUR[@]}" --question "file://$QUESTIONS/file_form.xml" \
  --query HIT.HITId)
echo "HIT: $hit"

wait_until_reviewable "$hit"

assignments=$(mturk list-assignments-for-hit --hit-id "$hit" --query 'Assignments[].[AssignmentId]')
for assignment in $assignments; do
  photo=$(mturk get-file-upload-url --assignment-id "$assignment" --question-identifier photo \
    --query FileUploadURL)
  echo "photo: $photo"
  mturk approve-assignment --assignment-id "$assignment"
done
echo "collected: 1"
