# What all programs share: the client, the questions of samples/questions, and waiting. They source it.
set -euo pipefail

QUESTIONS=$(cd "$(dirname "${BASH_SOURCE[0]}")/../questions" && pwd)
ENDPOINT=$AWS_ENDPOINT_URL_MTURK
# What every HIT of the samples has in common.
HIT_TYPE=(--description "Say what you see." --reward 0.10 --assignment-duration-in-seconds 600)
ONE_HOUR=(--max-assignments 1 --lifetime-in-seconds 3600)

# The AWS CLI finds the credentials in the environment by itself.
mturk() { aws mturk "$@" --endpoint-url "$ENDPOINT" --region us-east-1 --output text; }

token() { openssl rand -hex 16; }

wait_until_reviewable() {
  until [ "$(mturk get-hit --hit-id "$1" --query HIT.HITStatus)" = Reviewable ]; do sleep 1; done
}
