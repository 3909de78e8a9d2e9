// Hears from a queue what happens to a HIT, and approves its assignment when it is submitted. By SQS and
// not by webhook: nobody can call a page.
import {
  ApproveAssignmentCommand,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteHITCommand,
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from "@aws-sdk/client-mturk";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

import questionForm from "../questions/question_form.xml";
import { credentials } from "./connection.js";

/** Each event once, although a document may come twice. */
async function* events(settings) {
  const QueueUrl = settings.KEMPELEN_QUEUE_URL;
  const sqs = new SQSClient({
    endpoint: settings.AWS_ENDPOINT_URL_SQS,
    region: "us-east-1",
    credentials: credentials(settings),
  });
  const known = new Set();
  while (true) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
    );
    for (const { Body, ReceiptHandle } of Messages) {
      const { EventDocId, Events } = JSON.parse(Body);
      if (!known.has(EventDocId)) yield* Events;
      known.add(EventDocId);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

export async function listen(mturk, say, settings) {
  const { HITTypeId } = await mturk.send(
    new CreateHITTypeCommand({
      Title: "Look out of the window",
      Description: "Say what you see.",
      Reward: "0.10",
      AssignmentDurationInSeconds: 600,
    }),
  );
  const Notification = {
    Destination: settings.KEMPELEN_QUEUE_URL,
    Transport: "SQS",
    Version: "2014-08-15",
    EventTypes: ["AssignmentAccepted", "AssignmentSubmitted", "AssignmentApproved"],
  };
  // A Ping comes at once if the queue can be reached.
  await mturk.send(new SendTestEventNotificationCommand({ Notification, TestEventType: "Ping" }));
  await mturk.send(new UpdateNotificationSettingsCommand({ HITTypeId, Notification, Active: true }));
  const { HIT } = await mturk.send(
    new CreateHITWithHITTypeCommand({
      HITTypeId,
      MaxAssignments: 1,
      LifetimeInSeconds: 3600,
      Question: questionForm,
    }),
  );
  say("HIT:", HIT.HITId);

  for await (const { EventType, AssignmentId } of events(settings)) {
    say("event:", EventType);
    if (EventType === "AssignmentSubmitted") await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
    if (EventType === "AssignmentApproved") break;
  }
  await mturk.send(new DeleteHITCommand({ HITId: HIT.HITId }));
  say("heard: everything");
}
