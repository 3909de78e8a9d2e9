<?php

// What all programs share: the client, the questions of samples/questions, and waiting.

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use Aws\MTurk\MTurkClient;

ini_set('display_errors', 'stderr'); // standard output is for what the programs say

/** A client for one marketplace; the SDK itself finds the credentials in the environment. */
function connect(?string $endpoint = null): MTurkClient
{
    return new MTurkClient([
        'endpoint' => $endpoint ?? getenv('AWS_ENDPOINT_URL_MTURK'),
        'region' => 'us-east-1',
        'version' => '2017-01-17',
    ]);
}

function question(string $name): string
{
    return file_get_contents(__DIR__ . "/../questions/$name.xml");
}

/** Asks once a second until all work on the HIT has been submitted. */
function awaitReviewable(MTurkClient $mturk, string $hitId): void
{
    while ($mturk->getHIT(['HITId' => $hitId])['HIT']['HITStatus'] !== 'Reviewable') {
        sleep(1);
    }
}
