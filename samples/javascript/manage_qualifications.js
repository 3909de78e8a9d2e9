// Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
import { randomUUID } from "node:crypto";

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

import { connect, isReviewable, question, until } from "./connection.js";

const mturk = connect();
const Name = `Watches birds ${randomUUID()}`;
const created = await mturk.send(
  new CreateQualificationTypeCommand({
    Name,
    Description: "For people who know birds.",
    QualificationTypeStatus: "Active",
    RetryDelayInSeconds: 1,
  }),
);
const { QualificationTypeId } = created.QualificationType;
console.log("qualification type:", QualificationTypeId);
const { QualificationTypes } = await mturk.send(
  new ListQualificationTypesCommand({ Query: Name, MustBeRequestable: true, MustBeOwnedByCaller: true }),
);
console.log("found:", QualificationTypes.length);
await mturk.send(
  new UpdateQualificationTypeCommand({ QualificationTypeId, Description: "For people who watch birds." }),
);
const { QualificationType } = await mturk.send(new GetQualificationTypeCommand({ QualificationTypeId }));
console.log("description:", QualificationType.Description);

const { HIT } = await mturk.send(
  new CreateHITCommand({
    Title: "Look out of the window, if you watch birds",
    Description: "Say what you see.",
    Reward: "0.10",
    MaxAssignments: 1,
    LifetimeInSeconds: 3600,
    AssignmentDurationInSeconds: 600,
    QualificationRequirements: [{ QualificationTypeId, Comparator: "Exists" }],
    Question: await question("question_form"),
  }),
);
const { HITId } = HIT;
const { HITs } = await mturk.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId }));
console.log("HITs that require it:", HITs.length);
console.log("HIT:", HITId);

/** The request that waits for a decision, once there is one. */
async function nextRequest() {
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

await mturk.send(
  new RejectQualificationRequestCommand({
    QualificationRequestId: await nextRequest(),
    Reason: "Please ask again tomorrow.",
  }),
);
console.log("request: rejected");
await mturk.send(
  new AcceptQualificationRequestCommand({ QualificationRequestId: await nextRequest(), IntegerValue: 80 }),
);
console.log("request: accepted");

await until(() => isReviewable(mturk, HITId));
const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }));
for (const { AssignmentId } of Assignments) {
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
}

async function holders() {
  const { Qualifications } = await mturk.send(
    new ListWorkersWithQualificationTypeCommand({ QualificationTypeId, Status: "Granted" }),
  );
  return Qualifications;
}

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
console.log("value:", IntegerValue);
await mturk.send(
  new DisassociateQualificationFromWorkerCommand({
    QualificationTypeId,
    WorkerId,
    Reason: "The birds have left.",
  }),
);
console.log("workers who have it:", (await holders()).length);

await mturk.send(new DeleteHITCommand({ HITId }));
await mturk.send(new DeleteQualificationTypeCommand({ QualificationTypeId }));
console.log("deleted:", QualificationTypeId);
