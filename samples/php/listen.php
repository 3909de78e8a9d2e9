<?php

// Hears from a queue what happens to a HIT, and approves its assignment as soon as it is submitted. A script
// has no web server of its own, so this one listens by SQS.

declare(strict_types=1);

require __DIR__ . '/connection.php';

use Aws\Sqs\SqsClient;

/** @return iterable<array> each event once, although a document may come twice */
function events(SqsClient $sqs, string $queue): iterable
{
    $known = [];
    while (true) {
        $received = $sqs->receiveMessage([
            'QueueUrl' => $queue,
            'MaxNumberOfMessages' => 10,
            'WaitTimeSeconds' => 5,
        ]);
        foreach ($received['Messages'] ?? [] as $message) {
            $document = json_decode($message['Body'], true, flags: JSON_THROW_ON_ERROR);
            if (!isset($known[$document['EventDocId']])) {
                $known[$document['EventDocId']] = true;
                yield from $document['Events'];
            }
            $sqs->deleteMessage(['QueueUrl' => $queue, 'ReceiptHandle' => $message['ReceiptHandle']]);
        }
    }
}

$queue = getenv('KEMPELEN_QUEUE_URL');
$mturk = connect();
$hitTypeId = $mturk->createHITType([
    'Title' => 'Look out of the window',
    'Description' => 'Say what you see.',
    'Reward' => '0.10',
    'AssignmentDurationInSeconds' => 600,
])['HITTypeId'];
$notification = [
    'Destination' => $queue,
    'Transport' => 'SQS',
    'Version' => '2014-08-15',
    'EventTypes' => ['AssignmentAccepted', 'AssignmentSubmitted', 'AssignmentApproved'],
];
// A Ping comes at once if the destination can be reached.
$mturk->sendTestEventNotification(['Notification' => $notification, 'TestEventType' => 'Ping']);
$mturk->updateNotificationSettings([
    'HITTypeId' => $hitTypeId,
    'Notification' => $notification,
    'Active' => true,
]);
$hitId = $mturk->createHITWithHITType([
    'HITTypeId' => $hitTypeId,
    'MaxAssignments' => 1,
    'LifetimeInSeconds' => 3600,
    'Question' => question('question_form'),
])['HIT']['HITId'];
echo "HIT: $hitId\n";

$sqs = new SqsClient([
    'endpoint' => getenv('AWS_ENDPOINT_URL_SQS'),
    'region' => 'us-east-1',
    'version' => '2012-11-05',
]);
foreach (events($sqs, $queue) as $event) {
    echo "event: {$event['EventType']}\n";
    if ($event['EventType'] === 'AssignmentSubmitted') {
        $mturk->approveAssignment(['AssignmentId' => $event['AssignmentId']]);
    }
    if ($event['EventType'] === 'AssignmentApproved') {
        break;
    }
}
$mturk->deleteHIT(['HITId' => $hitId]);
echo "heard: everything\n";
