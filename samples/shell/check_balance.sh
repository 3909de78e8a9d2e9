#!/usr/bin/env bash
# Prints the balance in the marketplace that is set, and in live where its address is known.
. "$(dirname "$0")/connection.sh"

balance=$(mturk get-account-balance --query AvailableBalance)
echo "balance: $balance"
if [ -n "${KEMPELEN_LIVE_URL:-}" ]; then
  ENDPOINT=$KEMPELEN_LIVE_URL
  balance=$(mturk get-account-balance --query AvailableBalance)
  echo "live balance: $balance"
fi
