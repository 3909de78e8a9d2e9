// Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
import {
  AcceptQualificationRequestCommand,
  ApproveAssignmentCommand,
  AssociateQualificationWithWorkerCommand,
  CreateHITCommand,
  CreateQualificationTypeCommand,
  DeleteHITCommand,
  DeleteQualificationTypeCommand,
  DisassociateQualificationFromWorkerCommand,
  GetQualificationTypeCommand,
  ListAssignmentsForHITCommand,
  ListHITsForQualificationTypeCommand,
  ListQualificationRequestsCommand,
  ListQualificationTypesCommand,
  ListWorkersWithQualificationTypeCommand,
  RejectQualificationRequestCommand,
  UpdateQualificationTypeCommand,
} from "@aws-sdk/client-mturk";

import questionForm from "../questions/question_form.xml";
import { isReviewable, until } from "./connection.js";

export async function manage_qualifications(mturk, say) {
  const QualificationTypeId = await make(mturk, say);
  const HITId = await publishHit(mturk, say, QualificationTypeId);
  await decide(mturk, say, QualificationTypeId);

  await until(() => isReviewable(mturk, HITId));
  const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }));
  for (const { AssignmentId } of Assignments) {
    await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
  }
  await giveAndTake(mturk, say, QualificationTypeId);

  await mturk.send(new DeleteHITCommand({ HITId }));
  await mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }));
  say("deleted:", QualificationTypeId);
}

/** The identifier of a new qualification type, which then is found and changed. */
async function make(mturk, say) {
  const Name = `Watches birds ${crypto.randomUUID()}`;
  const created = await mturk.send(
    new CreateQualificationTypeCommand({
      Name,
      Description: "For people who know birds.",
      QualificationTypeStatus: "Active",
      RetryDelayInSeconds: 1,
    }),
  );
  const { QualificationTypeId } = created.QualificationType;
  say("qualification type:", QualificationTypeId);
  const { QualificationTypes } = await mturk.send(
    new ListQualificationTypesCommand({ Query: Name, MustBeRequestable: true, MustBeOwnedByCaller: true }),
  );
  say("found:", QualificationTypes.length);
  await mturk.send(
    new UpdateQualificationTypeCommand({ QualificationTypeId, Description: "For people who watch birds." }),
  );
  const { QualificationType } = await mturk.send(new GetQualificationTypeCommand({ QualificationTypeId }));
  say("description:", QualificationType.Description);
  return QualificationTypeId;
}

async function publishHit(mturk, say, QualificationTypeId) {
  const { HIT } = await mturk.send(
    new CreateHITCommand({
      Title: "Look out of the window, if you watch birds",
      Description: "Say what you see.",
      Reward: "0.10",
      MaxAssignments: 1,
      LifetimeInSeconds: 3600,
      AssignmentDurationInSeconds: 600,
      QualificationRequirements: [{ QualificationTypeId, Comparator: "Exists" }],
      Question: questionForm,
    }),
  );
  const { HITs } = await mturk.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId }));
  say("HITs that require it:", HITs.length);
  say("HIT:", HIT.HITId);
  return HIT.HITId;
}

async function decide(mturk, say, QualificationTypeId) {
  await mturk.send(
    new RejectQualificationRequestCommand({
      QualificationRequestId: await nextRequest(mturk, QualificationTypeId),
      Reason: "Please ask again tomorrow.",
    }),
  );
  say("request: rejected");
  await mturk.send(
    new AcceptQualificationRequestCommand({
      QualificationRequestId: await nextRequest(mturk, QualificationTypeId),
      IntegerValue: 80,
    }),
  );
  say("request: accepted");
}

/** The request that waits for a decision, once there is one. */
async function nextRequest(mturk, QualificationTypeId) {
  let request;
  await until(async () => {
    const { QualificationRequests } = await mturk.send(
      new ListQualificationRequestsCommand({ QualificationTypeId }),
    );
    [request] = QualificationRequests;
    return request;
  });
  return request.QualificationRequestId;
}

async function giveAndTake(mturk, say, QualificationTypeId) {
  const holders = async () => {
    const { Qualifications } = await mturk.send(
      new ListWorkersWithQualificationTypeCommand({ QualificationTypeId, Status: "Granted" }),
    );
    return Qualifications;
  };
  const [{ WorkerId }] = await holders();
  await mturk.send(
    new AssociateQualificationWithWorkerCommand({
      QualificationTypeId,
      WorkerId,
      IntegerValue: 95,
      SendNotification: false,
    }),
  );
  const [{ IntegerValue }] = await holders();
  say("value:", IntegerValue);
  await mturk.send(
    new DisassociateQualificationFromWorkerCommand({
      QualificationTypeId,
      WorkerId,
      Reason: "The birds have left.",
    }),
  );
  say("workers who have it:", (await holders()).length);
}
