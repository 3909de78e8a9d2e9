<?php

// Makes a qualification with a test that is graded at once, and a HIT for those who pass it.

declare(strict_types=1);

require __DIR__ . '/connection.php';

$mturk = connect();
$qualification = $mturk->createQualificationType([
    'Name' => 'Knows animals ' . bin2hex(random_bytes(16)),
    'Description' => 'Two questions about animals.',
    'QualificationTypeStatus' => 'Active',
    'Test' => question('test'),
    'TestDurationInSeconds' => 600,
    'AnswerKey' => question('answer_key'),
])['QualificationType']['QualificationTypeId'];
echo "qualification type: $qualification\n";

$hitId = $mturk->createHIT([
    'Title' => 'Look out of the window, if you know animals',
    'Description' => 'Say what you see.',
    'Reward' => '0.10',
    'MaxAssignments' => 1,
    'LifetimeInSeconds' => 3600,
    'AssignmentDurationInSeconds' => 600,
    'QualificationRequirements' => [
        [
            'QualificationTypeId' => $qualification,
            'Comparator' => 'GreaterThanOrEqualTo',
            'IntegerValues' => [80],
        ],
    ],
    'Question' => question('question_form'),
])['HIT']['HITId'];
echo "HIT: $hitId\n";
awaitReviewable($mturk, $hitId);

foreach ($mturk->listAssignmentsForHIT(['HITId' => $hitId])['Assignments'] as $assignment) {
    $score = $mturk->getQualificationScore([
        'QualificationTypeId' => $qualification,
        'WorkerId' => $assignment['WorkerId'],
    ]);
    echo "score: {$score['Qualification']['IntegerValue']}\n";
    $mturk->approveAssignment(['AssignmentId' => $assignment['AssignmentId']]);
}
$mturk->deleteHIT(['HITId' => $hitId]);
$mturk->deleteQualificationType(['QualificationTypeId' => $qualification]);
echo "deleted: $qualification\n";
