<?php

// Prints the balance in the marketplace that is set, and in live where its address is known.

declare(strict_types=1);

require __DIR__ . '/connection.php';

echo 'balance: ' . connect()->getAccountBalance()['AvailableBalance'] . "\n";
$live = getenv('KEMPELEN_LIVE_URL');
if ($live !== false) {
    echo 'live balance: ' . connect($live)->getAccountBalance()['AvailableBalance'] . "\n";
}
