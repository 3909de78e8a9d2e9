<?php

// Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.

declare(strict_types=1);

require __DIR__ . '/connection.php';

$mturk = connect();
$hitId = $mturk->createHIT([
    'Title' => 'Look out of the window',
    'Description' => 'Say what you see.',
    'Reward' => '0.10',
    'MaxAssignments' => 1,
    'LifetimeInSeconds' => 3600,
    'AssignmentDurationInSeconds' => 600,
    'Question' => question('question_form'),
])['HIT']['HITId'];
echo "HIT: $hitId\n";
awaitReviewable($mturk, $hitId);

$work = $mturk->listAssignmentsForHIT(['HITId' => $hitId, 'AssignmentStatuses' => ['Submitted']]);
['AssignmentId' => $assignment, 'WorkerId' => $worker] = $work['Assignments'][0];

$status = fn (): string =>
    $mturk->getAssignment(['AssignmentId' => $assignment])['Assignment']['AssignmentStatus'];
$mturk->rejectAssignment(['AssignmentId' => $assignment, 'RequesterFeedback' => 'There is no such animal.']);
echo "after the rejection: {$status()}\n";
$mturk->approveAssignment([
    'AssignmentId' => $assignment,
    'RequesterFeedback' => 'There is one.',
    'OverrideRejection' => true,
]);
echo "after the override: {$status()}\n";

$mturk->sendBonus([
    'WorkerId' => $worker,
    'AssignmentId' => $assignment,
    'BonusAmount' => '0.50',
    'Reason' => 'Sorry for the rejection.',
    'UniqueRequestToken' => bin2hex(random_bytes(16)), // a repeated call pays nothing twice
]);
foreach ($mturk->listBonusPayments(['AssignmentId' => $assignment])['BonusPayments'] as $bonus) {
    echo "bonus: {$bonus['BonusAmount']}\n";
}

$failures = $mturk->notifyWorkers([
    'Subject' => 'Your animal',
    'MessageText' => 'It does exist. We have paid you.',
    'WorkerIds' => [$worker],
])['NotifyWorkersFailureStatuses'];
echo 'messages that failed: ', count($failures), "\n";

$countBlocked = fn (): int => count($mturk->listWorkerBlocks()['WorkerBlocks']);
$mturk->createWorkerBlock(['WorkerId' => $worker, 'Reason' => 'Only to show how it is done.']);
echo "blocked workers: {$countBlocked()}\n";
$mturk->deleteWorkerBlock(['WorkerId' => $worker, 'Reason' => 'It was only to show how it is done.']);
echo "blocked workers: {$countBlocked()}\n";
$mturk->deleteHIT(['HITId' => $hitId]);
