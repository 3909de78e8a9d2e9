<?php

// Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.

declare(strict_types=1);

require __DIR__ . '/connection.php';

const HITS = 3;
const PAGE_SIZE = 2;

/** @return iterable<string, string> identifier => the text or, of what was chosen, the identifiers */
function answers(string $xml): iterable
{
    $document = new DOMDocument();
    $document->loadXML($xml);
    $xpath = new DOMXPath($document);
    $xpath->registerNamespace('a', $document->documentElement->namespaceURI);
    foreach ($xpath->query('/a:QuestionFormAnswers/a:Answer') as $answer) {
        $identifier = $xpath->evaluate('string(a:QuestionIdentifier)', $answer);
        $values = iterator_to_array($xpath->query('a:FreeText | a:SelectionIdentifier', $answer));
        yield $identifier => implode(', ', array_column($values, 'textContent'));
    }
}

$mturk = connect();
$hitTypeId = $mturk->createHITType([
    'Title' => 'Look out of the window',
    'Description' => 'Say what you see.',
    'Keywords' => 'window, animals',
    'Reward' => '0.10',
    'AssignmentDurationInSeconds' => 600,
])['HITTypeId'];
for ($number = 0; $number < HITS; $number++) {
    $hit = $mturk->createHITWithHITType([
        'HITTypeId' => $hitTypeId,
        'MaxAssignments' => 1,
        'LifetimeInSeconds' => 3600,
        'Question' => question('question_form'),
    ])['HIT'];
    echo "HIT: {$hit['HITId']}\n";
}

do {
    sleep(1);
    // The paginator follows NextToken; search() walks through the members of all pages.
    $pages = $mturk->getPaginator('ListReviewableHITs', [
        'HITTypeId' => $hitTypeId,
        'MaxResults' => PAGE_SIZE,
    ]);
    $done = iterator_to_array($pages->search('HITs[]'), false);
} while (count($done) < HITS);

$approved = 0;
foreach ($done as ['HITId' => $hitId]) {
    $pages = $mturk->getPaginator('ListAssignmentsForHIT', ['HITId' => $hitId, 'MaxResults' => PAGE_SIZE]);
    foreach ($pages->search('Assignments[]') as $assignment) {
        foreach (answers($assignment['Answer']) as $identifier => $value) {
            echo "answer: $identifier = $value\n";
        }
        $mturk->approveAssignment([
            'AssignmentId' => $assignment['AssignmentId'],
            'RequesterFeedback' => 'Thank you',
        ]);
        $approved++;
    }
    $mturk->deleteHIT(['HITId' => $hitId]);
}
echo "approved: $approved\n";
