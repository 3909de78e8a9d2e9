<?php

// Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.

declare(strict_types=1);

require __DIR__ . '/connection.php';

const REQUIREMENTS = [
    [
        'QualificationTypeId' => '00000000000000000071', // Worker_Locale
        'Comparator' => 'In',
        'LocaleValues' => [['Country' => 'DE'], ['Country' => 'US']],
    ],
    [
        'QualificationTypeId' => '000000000000000000L0', // Worker_PercentAssignmentsApproved
        'Comparator' => 'GreaterThanOrEqualTo',
        'IntegerValues' => [95],
    ],
];
const KINDS = [
    'HTMLQuestion' => 'html_question',
    'ExternalQuestion' => 'external_question',
    'QuestionForm' => 'question_form',
];

$mturk = connect();
foreach (KINDS as $kind => $name) {
    $hit = $mturk->createHIT([
        'Title' => "Look out of the window ($kind)",
        'Description' => 'Say what you see.',
        'Keywords' => 'window, animals',
        'Reward' => '0.10',
        'MaxAssignments' => 1,
        'LifetimeInSeconds' => 3600,
        'AssignmentDurationInSeconds' => 600,
        'QualificationRequirements' => REQUIREMENTS,
        'Question' => question($name),
        'UniqueRequestToken' => bin2hex(random_bytes(16)), // a repeated call publishes nothing twice
    ])['HIT'];
    echo "HIT: {$hit['HITId']} $kind\n";
}
echo 'published: ', count(KINDS), "\n";
