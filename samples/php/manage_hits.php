<?php

// Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.

declare(strict_types=1);

require __DIR__ . '/connection.php';

const REVIEW_POLICY = [
    'PolicyName' => 'SimplePlurality/2011-09-01',
    'Parameters' => [
        ['Key' => 'QuestionIds', 'Values' => ['seen']],
        ['Key' => 'QuestionAgreementThreshold', 'Values' => ['50']],
    ],
];

$mturk = connect();
$createHitType = fn (string $title): string => $mturk->createHITType([
    'Title' => $title,
    'Description' => 'Say what you see.',
    'Reward' => '0.10',
    'AssignmentDurationInSeconds' => 600,
])['HITTypeId'];
$first = $createHitType('Look out of the window');
$second = $createHitType('Look out of the window, with patience');
$hitId = $mturk->createHITWithHITType([
    'HITTypeId' => $first,
    'MaxAssignments' => 1,
    'LifetimeInSeconds' => 3600,
    'Question' => question('question_form'),
    'HITReviewPolicy' => REVIEW_POLICY,
])['HIT']['HITId'];

$mturk->updateHITTypeOfHIT(['HITId' => $hitId, 'HITTypeId' => $second]);
$hit = $mturk->getHIT(['HITId' => $hitId])['HIT'];
echo "title: {$hit['Title']}\n";
$mturk->createAdditionalAssignmentsForHIT(['HITId' => $hitId, 'NumberOfAdditionalAssignments' => 1]);
$hit = $mturk->getHIT(['HITId' => $hitId])['HIT'];
echo "assignments: {$hit['MaxAssignments']}\n";
$listed = 0;
foreach ($mturk->getPaginator('ListHITs')->search('HITs[]') as $one) {
    $listed += (int) ($one['HITTypeId'] === $second);
}
echo "HITs of this type: $listed\n";

echo "HIT: $hitId\n";
while (!$mturk->listAssignmentsForHIT(['HITId' => $hitId])['Assignments']) {
    sleep(1);
}
// One of two assignments is done; a time that has passed ends the HIT at once.
$mturk->updateExpirationForHIT(['HITId' => $hitId, 'ExpireAt' => 0]);
$hit = $mturk->getHIT(['HITId' => $hitId])['HIT'];
echo "status: {$hit['HITStatus']}\n";
$mturk->updateHITReviewStatus(['HITId' => $hitId, 'Revert' => false]);
$hit = $mturk->getHIT(['HITId' => $hitId])['HIT'];
echo "status: {$hit['HITStatus']}\n";

$results = $mturk->listReviewPolicyResultsForHIT(['HITId' => $hitId, 'PolicyLevels' => ['HIT']]);
foreach ($results['HITReviewReport']['ReviewResults'] as $result) {
    if (isset($result['QuestionId'])) {
        echo "review: {$result['QuestionId']} {$result['Key']} = {$result['Value']}\n";
    }
}

foreach ($mturk->listAssignmentsForHIT(['HITId' => $hitId])['Assignments'] as $assignment) {
    $mturk->approveAssignment(['AssignmentId' => $assignment['AssignmentId']]);
}
$mturk->deleteHIT(['HITId' => $hitId]);
echo "deleted: $hitId\n";
