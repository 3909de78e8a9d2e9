// Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
import { randomUUID } from "node:crypto";

import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  CreateQualificationTypeCommand,
  DeleteHITCommand,
  DeleteQualificationTypeCommand,
  GetQualificationScoreCommand,
  ListAssignmentsForHITCommand,
} from "@aws-sdk/client-mturk";

import { connect, isReviewable, question, until } from "./connection.js";

const mturk = connect();
const { QualificationType } = await mturk.send(
  new CreateQualificationTypeCommand({
    Name: `Knows animals ${randomUUID()}`,
    Description: "Two questions about animals.",
    QualificationTypeStatus: "Active",
    Test: await question("test"),
    TestDurationInSeconds: 600,
    AnswerKey: await question("answer_key"),
  }),
);
const { QualificationTypeId } = QualificationType;
console.log("qualification type:", QualificationTypeId);

const { HIT } = await mturk.send(
  new CreateHITCommand({
    Title: "Look out of the window, if you know animals",
    Description: "Say what you see.",
    Reward: "0.10",
    MaxAssignments: 1,
    LifetimeInSeconds: 3600,
    AssignmentDurationInSeconds: 600,
    QualificationRequirements: [
      { QualificationTypeId, Comparator: "GreaterThanOrEqualTo", IntegerValues: [80] },
    ],
    Question: await question("question_form"),
  }),
);
const { HITId } = HIT;
console.log("HIT:", HITId);

await until(() => isReviewable(mturk, HITId));

const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }));
for (const { AssignmentId, WorkerId } of Assignments) {
  const { Qualification } = await mturk.send(
    new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }),
  );
  console.log("score:", Qualification.IntegerValue);
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
}
await mturk.send(new DeleteHITCommand({ HITId }));
await mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }));
console.log("deleted:", QualificationTypeId);
