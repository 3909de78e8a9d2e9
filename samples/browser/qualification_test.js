// Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  CreateQualificationTypeCommand,
  DeleteHITCommand,
  DeleteQualificationTypeCommand,
  GetQualificationScoreCommand,
  ListAssignmentsForHITCommand,
} from "@aws-sdk/client-mturk";

import answerKey from "../questions/answer_key.xml";
import questionForm from "../questions/question_form.xml";
import test from "../questions/test.xml";
import { isReviewable, until } from "./connection.js";

export async function qualification_test(mturk, say) {
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: `Knows animals ${crypto.randomUUID()}`,
      Description: "Two questions about animals.",
      QualificationTypeStatus: "Active",
      Test: test,
      TestDurationInSeconds: 600,
      AnswerKey: answerKey,
    }),
  );
  const { QualificationTypeId } = QualificationType;
  say("qualification type:", QualificationTypeId);

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
      Question: questionForm,
    }),
  );
  const { HITId } = HIT;
  say("HIT:", HITId);

  await until(() => isReviewable(mturk, HITId));

  const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }));
  for (const { AssignmentId, WorkerId } of Assignments) {
    const { Qualification } = await mturk.send(
      new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }),
    );
    say("score:", Qualification.IntegerValue);
    await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
  }
  await mturk.send(new DeleteHITCommand({ HITId }));
  await mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }));
  say("deleted:", QualificationTypeId);
}
