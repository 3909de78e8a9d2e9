"""Prints the balance in the marketplace that is set, and in live where its address is known."""

import os

from connection import connect, say

say("balance:", connect().get_account_balance()["AvailableBalance"])
if live := os.environ.get("KEMPELEN_LIVE_URL"):
    say("live balance:", connect(live).get_account_balance()["AvailableBalance"])
