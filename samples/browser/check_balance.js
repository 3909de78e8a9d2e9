// Prints the balance in the marketplace that is set, and in live where its address is known.
import { GetAccountBalanceCommand } from "@aws-sdk/client-mturk";

import { connect } from "./connection.js";

async function balance(mturk) {
  const { AvailableBalance } = await mturk.send(new GetAccountBalanceCommand({}));
  return AvailableBalance;
}

export async function check_balance(mturk, say, settings) {
  say("balance:", await balance(mturk));
  const live = settings.KEMPELEN_LIVE_URL;
  if (live) say("live balance:", await balance(connect(settings, live)));
}
