<?php

// Asks for a file, and says where it can be fetched from for the next minute.

declare(strict_types=1);

require __DIR__ . '/connection.php';

$mturk = connect();
$hitId = $mturk->createHIT([
    'Title' => 'Show your window',
    'Description' => 'Send a photo.',
    'Reward' => '0.10',
    'MaxAssignments' => 1,
    'LifetimeInSeconds' => 3600,
    'AssignmentDurationInSeconds' => 600,
    'Question' => question('file_form'),
])['HIT']['HITId'];
echo "HIT: $hitId\n";
awaitReviewable($mturk, $hitId);

$work = $mturk->listAssignmentsForHIT(['HITId' => $hitId]);
foreach ($work['Assignments'] as ['AssignmentId' => $assignment]) {
    $address = $mturk->getFileUploadURL([
        'AssignmentId' => $assignment,
        'QuestionIdentifier' => 'photo',
    ])['FileUploadURL'];
    echo "photo: $address\n";
    $mturk->approveAssignment(['AssignmentId' => $assignment]);
}
echo 'collected: ', count($work['Assignments']), "\n";
