// Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
import { randomUUID } from "node:crypto";

import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  CreateWorkerBlockCommand,
  DeleteHITCommand,
  DeleteWorkerBlockCommand,
  GetAssignmentCommand,
  ListAssignmentsForHITCommand,
  ListBonusPaymentsCommand,
  ListWorkerBlocksCommand,
  NotifyWorkersCommand,
  RejectAssignmentCommand,
  SendBonusCommand,
} from "@aws-sdk/client-mturk";

import { connect, isReviewable, question, until } from "./connection.js";

const mturk = connect();
const { HIT } = await mturk.send(
  new CreateHITCommand({
    Title: "Look out of the window",
    Description: "Say what you see.",
    Reward: "0.10",
    MaxAssignments: 1,
    LifetimeInSeconds: 3600,
    AssignmentDurationInSeconds: 600,
    Question: await question("question_form"),
  }),
);
const { HITId } = HIT;
console.log("HIT:", HITId);

await until(() => isReviewable(mturk, HITId));
const { Assignments } = await mturk.send(
  new ListAssignmentsForHITCommand({ HITId, AssignmentStatuses: ["Submitted"] }),
);
const [{ AssignmentId, WorkerId }] = Assignments;

async function status() {
  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }));
  return Assignment.AssignmentStatus;
}

await mturk.send(
  new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: "There is no such animal." }),
);
console.log("after the rejection:", await status());
await mturk.send(
  new ApproveAssignmentCommand({
    AssignmentId,
    RequesterFeedback: "There is one.",
    OverrideRejection: true,
  }),
);
console.log("after the override:", await status());

await mturk.send(
  new SendBonusCommand({
    WorkerId,
    AssignmentId,
    BonusAmount: "0.50",
    Reason: "Sorry for the rejection.",
    UniqueRequestToken: randomUUID(), // a repeated call pays nothing twice
  }),
);
const { BonusPayments } = await mturk.send(new ListBonusPaymentsCommand({ AssignmentId }));
for (const { BonusAmount } of BonusPayments) console.log("bonus:", BonusAmount);

const { NotifyWorkersFailureStatuses } = await mturk.send(
  new NotifyWorkersCommand({
    Subject: "Your animal",
    MessageText: "It does exist. We have paid you.",
    WorkerIds: [WorkerId],
  }),
);
console.log("messages that failed:", NotifyWorkersFailureStatuses.length);

async function countBlocked() {
  const { WorkerBlocks } = await mturk.send(new ListWorkerBlocksCommand({}));
  return WorkerBlocks.length;
}

await mturk.send(new CreateWorkerBlockCommand({ WorkerId, Reason: "Only to show how it is done." }));
console.log("blocked workers:", await countBlocked());
await mturk.send(new DeleteWorkerBlockCommand({ WorkerId, Reason: "It was only to show how it is done." }));
console.log("blocked workers:", await countBlocked());
await mturk.send(new DeleteHITCommand({ HITId }));
