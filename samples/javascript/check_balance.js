// Prints the balance in the marketplace that is set, and in live where its address is known.
import { GetAccountBalanceCommand } from "@aws-sdk/client-mturk";

import { connect } from "./connection.js";

async function balance(mturk) {
  const { AvailableBalance } = await mturk.send(new GetAccountBalanceCommand({}));
  return AvailableBalance;
}

console.log("balance:", await balance(connect()));
const live = process.env.KEMPELEN_LIVE_URL;
if (live) console.log("live balance:", await balance(connect(live)));
