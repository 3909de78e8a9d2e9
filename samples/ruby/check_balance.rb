# Prints the balance in the marketplace that is set, and in live where its address is known.
require_relative "connection"

puts "balance: #{connect.get_account_balance.available_balance}"
if (live = ENV["KEMPELEN_LIVE_URL"])
  puts "live balance: #{connect(live).get_account_balance.available_balance}"
end
