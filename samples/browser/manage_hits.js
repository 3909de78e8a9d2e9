// Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.
import {
  ApproveAssignmentCommand,
  CreateAdditionalAssignmentsForHITCommand,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteHITCommand,
  GetHITCommand,
  ListAssignmentsForHITCommand,
  ListReviewPolicyResultsForHITCommand,
  paginateListHITs,
  UpdateExpirationForHITCommand,
  UpdateHITReviewStatusCommand,
  UpdateHITTypeOfHITCommand,
} from "@aws-sdk/client-mturk";

import questionForm from "../questions/question_form.xml";
import { until } from "./connection.js";

const REVIEW_POLICY = {
  PolicyName: "SimplePlurality/2011-09-01",
  Parameters: [
    { Key: "QuestionIds", Values: ["seen"] },
    { Key: "QuestionAgreementThreshold", Values: ["50"] },
  ],
};

export async function manage_hits(mturk, say) {
  const first = await hitType(mturk, "Look out of the window");
  const second = await hitType(mturk, "Look out of the window, with patience");
  const { HIT } = await mturk.send(
    new CreateHITWithHITTypeCommand({
      HITTypeId: first,
      MaxAssignments: 1,
      LifetimeInSeconds: 3600,
      Question: questionForm,
      HITReviewPolicy: REVIEW_POLICY,
    }),
  );
  const { HITId } = HIT;
  await change(mturk, say, HITId, second);

  say("HIT:", HITId);
  await until(async () => (await assignments(mturk, HITId)).length > 0);
  await end(mturk, say, HITId);
  await review(mturk, say, HITId);

  for (const { AssignmentId } of await assignments(mturk, HITId)) {
    await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
  }
  await mturk.send(new DeleteHITCommand({ HITId }));
  say("deleted:", HITId);
}

async function hitType(mturk, Title) {
  const { HITTypeId } = await mturk.send(
    new CreateHITTypeCommand({
      Title,
      Description: "Say what you see.",
      Reward: "0.10",
      AssignmentDurationInSeconds: 600,
    }),
  );
  return HITTypeId;
}

/** The HIT as it is now. */
async function current(mturk, HITId) {
  const { HIT } = await mturk.send(new GetHITCommand({ HITId }));
  return HIT;
}

async function assignments(mturk, HITId) {
  const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }));
  return Assignments;
}

async function change(mturk, say, HITId, newType) {
  await mturk.send(new UpdateHITTypeOfHITCommand({ HITId, HITTypeId: newType }));
  say("title:", (await current(mturk, HITId)).Title);
  await mturk.send(new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 }));
  say("assignments:", (await current(mturk, HITId)).MaxAssignments);
  let listed = 0;
  for await (const { HITs } of paginateListHITs({ client: mturk }, {})) {
    listed += HITs.filter(({ HITTypeId }) => HITTypeId === newType).length;
  }
  say("HITs of this type:", listed);
}

/** One of two assignments is done; a time that has passed ends the HIT at once. */
async function end(mturk, say, HITId) {
  await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
  say("status:", (await current(mturk, HITId)).HITStatus);
  await mturk.send(new UpdateHITReviewStatusCommand({ HITId, Revert: false }));
  say("status:", (await current(mturk, HITId)).HITStatus);
}

async function review(mturk, say, HITId) {
  const { HITReviewReport } = await mturk.send(
    new ListReviewPolicyResultsForHITCommand({ HITId, PolicyLevels: ["HIT"] }),
  );
  for (const { QuestionId, Key, Value } of HITReviewReport.ReviewResults) {
    if (QuestionId) say("review:", QuestionId, Key, "=", Value);
  }
}
