<?php

// Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.

declare(strict_types=1);

require __DIR__ . '/connection.php';

use Aws\MTurk\MTurkClient;

/** The request that waits for a decision, once there is one. */
function nextRequest(MTurkClient $mturk, string $qualification): string
{
    while (true) {
        $waiting = $mturk->listQualificationRequests(['QualificationTypeId' => $qualification]);
        foreach ($waiting['QualificationRequests'] as $request) {
            return $request['QualificationRequestId'];
        }
        sleep(1);
    }
}

/** @return list<array> the qualifications of those who have it */
function holders(MTurkClient $mturk, string $qualification): array
{
    $held = $mturk->listWorkersWithQualificationType([
        'QualificationTypeId' => $qualification,
        'Status' => 'Granted',
    ]);
    return $held['Qualifications'];
}

$mturk = connect();
$name = 'Watches birds ' . bin2hex(random_bytes(16));
$qualification = $mturk->createQualificationType([
    'Name' => $name,
    'Description' => 'For people who know birds.',
    'QualificationTypeStatus' => 'Active',
    'RetryDelayInSeconds' => 1,
])['QualificationType']['QualificationTypeId'];
echo "qualification type: $qualification\n";
$found = $mturk->listQualificationTypes([
    'Query' => $name,
    'MustBeRequestable' => true,
    'MustBeOwnedByCaller' => true,
]);
echo 'found: ', count($found['QualificationTypes']), "\n";
$mturk->updateQualificationType([
    'QualificationTypeId' => $qualification,
    'Description' => 'For people who watch birds.',
]);
$about = $mturk->getQualificationType(['QualificationTypeId' => $qualification])['QualificationType'];
echo "description: {$about['Description']}\n";

$hitId = $mturk->createHIT([
    'Title' => 'Look out of the window, if you watch birds',
    'Description' => 'Say what you see.',
    'Reward' => '0.10',
    'MaxAssignments' => 1,
    'LifetimeInSeconds' => 3600,
    'AssignmentDurationInSeconds' => 600,
    'QualificationRequirements' => [['QualificationTypeId' => $qualification, 'Comparator' => 'Exists']],
    'Question' => question('question_form'),
])['HIT']['HITId'];
$listed = $mturk->listHITsForQualificationType(['QualificationTypeId' => $qualification]);
echo 'HITs that require it: ', count($listed['HITs']), "\n";
echo "HIT: $hitId\n";

$mturk->rejectQualificationRequest([
    'QualificationRequestId' => nextRequest($mturk, $qualification),
    'Reason' => 'Please ask again tomorrow.',
]);
echo "request: rejected\n";
$mturk->acceptQualificationRequest([
    'QualificationRequestId' => nextRequest($mturk, $qualification),
    'IntegerValue' => 80,
]);
echo "request: accepted\n";

awaitReviewable($mturk, $hitId);
foreach ($mturk->listAssignmentsForHIT(['HITId' => $hitId])['Assignments'] as $assignment) {
    $mturk->approveAssignment(['AssignmentId' => $assignment['AssignmentId']]);
}

$worker = holders($mturk, $qualification)[0]['WorkerId'];
$mturk->associateQualificationWithWorker([
    'QualificationTypeId' => $qualification,
    'WorkerId' => $worker,
    'IntegerValue' => 95,
    'SendNotification' => false,
]);
$given = holders($mturk, $qualification)[0];
echo "value: {$given['IntegerValue']}\n";
$mturk->disassociateQualificationFromWorker([
    'QualificationTypeId' => $qualification,
    'WorkerId' => $worker,
    'Reason' => 'The birds have left.',
]);
echo 'workers who have it: ', count(holders($mturk, $qualification)), "\n";

$mturk->deleteHIT(['HITId' => $hitId]);
$mturk->deleteQualificationType(['QualificationTypeId' => $qualification]);
echo "deleted: $qualification\n";
