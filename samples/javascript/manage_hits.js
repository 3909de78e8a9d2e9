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

import { connect, question, until } from "./connection.js";

const REVIEW_POLICY = {
  PolicyName: "SimplePlurality/2011-09-01",
  Parameters: [
    { Key: "QuestionIds", Values: ["seen"] },
    { Key: "QuestionAgreementThreshold", Values: ["50"] },
  ],
};

const mturk = connect();

async function hitType(Title) {
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

const first = await hitType("Look out of the window");
const second = await hitType("Look out of the window, with patience");
const created = await mturk.send(
  new CreateHITWithHITTypeCommand({
    HITTypeId: first,
    MaxAssignments: 1,
    LifetimeInSeconds: 3600,
    Question: await question("question_form"),
    HITReviewPolicy: REVIEW_POLICY,
  }),
);
const { HITId } = created.HIT;

/** The HIT as it is now. */
async function current() {
  const { HIT } = await mturk.send(new GetHITCommand({ HITId }));
  return HIT;
}

async function assignments() {
  const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }));
  return Assignments;
}

await mturk.send(new UpdateHITTypeOfHITCommand({ HITId, HITTypeId: second }));
console.log("title:", (await current()).Title);
await mturk.send(new CreateAdditionalAssignmentsForHITCommand({ HITId, NumberOfAdditionalAssignments: 1 }));
console.log("assignments:", (await current()).MaxAssignments);
let listed = 0;
for await (const { HITs } of paginateListHITs({ client: mturk }, {})) {
  listed += HITs.filter(({ HITTypeId }) => HITTypeId === second).length;
}
console.log("HITs of this type:", listed);

console.log("HIT:", HITId);
await until(async () => (await assignments()).length > 0);
// One of two assignments is done; a time that has passed ends the HIT at once.
await mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: new Date(0) }));
console.log("status:", (await current()).HITStatus);
await mturk.send(new UpdateHITReviewStatusCommand({ HITId, Revert: false }));
console.log("status:", (await current()).HITStatus);

const { HITReviewReport } = await mturk.send(
  new ListReviewPolicyResultsForHITCommand({ HITId, PolicyLevels: ["HIT"] }),
);
for (const { QuestionId, Key, Value } of HITReviewReport.ReviewResults) {
  if (QuestionId) console.log("review:", QuestionId, Key, "=", Value);
}

for (const { AssignmentId } of await assignments()) {
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
}
await mturk.send(new DeleteHITCommand({ HITId }));
console.log("deleted:", HITId);
