// Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
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

import questionForm from "../questions/question_form.xml";
import { isReviewable, until } from "./connection.js";

export async function review_and_pay(mturk, say) {
  const { HIT } = await mturk.send(
    new CreateHITCommand({
      Title: "Look out of the window",
      Description: "Say what you see.",
      Reward: "0.10",
      MaxAssignments: 1,
      LifetimeInSeconds: 3600,
      AssignmentDurationInSeconds: 600,
      Question: questionForm,
    }),
  );
  const { HITId } = HIT;
  say("HIT:", HITId);

  await until(() => isReviewable(mturk, HITId));
  const { Assignments } = await mturk.send(
    new ListAssignmentsForHITCommand({ HITId, AssignmentStatuses: ["Submitted"] }),
  );
  const [{ AssignmentId, WorkerId }] = Assignments;
  await judge(mturk, say, AssignmentId);
  await pay(mturk, say, AssignmentId, WorkerId);
  await write(mturk, say, WorkerId);
  await block(mturk, say, WorkerId);
  await mturk.send(new DeleteHITCommand({ HITId }));
}

async function judge(mturk, say, AssignmentId) {
  const status = async () => {
    const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }));
    return Assignment.AssignmentStatus;
  };
  await mturk.send(
    new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: "There is no such animal." }),
  );
  say("after the rejection:", await status());
  await mturk.send(
    new ApproveAssignmentCommand({
      AssignmentId,
      RequesterFeedback: "There is one.",
      OverrideRejection: true,
    }),
  );
  say("after the override:", await status());
}

async function pay(mturk, say, AssignmentId, WorkerId) {
  await mturk.send(
    new SendBonusCommand({
      WorkerId,
      AssignmentId,
      BonusAmount: "0.50",
      Reason: "Sorry for the rejection.",
      UniqueRequestToken: crypto.randomUUID(), // a repeated call pays nothing twice
    }),
  );
  const { BonusPayments } = await mturk.send(new ListBonusPaymentsCommand({ AssignmentId }));
  for (const { BonusAmount } of BonusPayments) say("bonus:", BonusAmount);
}

async function write(mturk, say, WorkerId) {
  const { NotifyWorkersFailureStatuses } = await mturk.send(
    new NotifyWorkersCommand({
      Subject: "Your animal",
      MessageText: "It does exist. We have paid you.",
      WorkerIds: [WorkerId],
    }),
  );
  say("messages that failed:", NotifyWorkersFailureStatuses.length);
}

async function block(mturk, say, WorkerId) {
  const countBlocked = async () => {
    const { WorkerBlocks } = await mturk.send(new ListWorkerBlocksCommand({}));
    return WorkerBlocks.length;
  };
  await mturk.send(new CreateWorkerBlockCommand({ WorkerId, Reason: "Only to show how it is done." }));
  say("blocked workers:", await countBlocked());
  const Reason = "It was only to show how it is done.";
  await mturk.send(new DeleteWorkerBlockCommand({ WorkerId, Reason }));
  say("blocked workers:", await countBlocked());
}
