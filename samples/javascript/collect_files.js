// Asks for a file, and says where it can be fetched from for the next minute.
import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  GetFileUploadURLCommand,
  ListAssignmentsForHITCommand,
} from "@aws-sdk/client-mturk";

import { connect, isReviewable, question, until } from "./connection.js";

const mturk = connect();
const { HIT } = await mturk.send(
  new CreateHITCommand({
    Title: "Show your window",
    Description: "Send a photo.",
    Reward: "0.10",
    MaxAssignments: 1,
    LifetimeInSeconds: 3600,
    AssignmentDurationInSeconds: 600,
    Question: await question("file_form"),
  }),
);
const { HITId } = HIT;
console.log("HIT:", HITId);

await until(() => isReviewable(mturk, HITId));

const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }));
for (const { AssignmentId } of Assignments) {
  const { FileUploadURL } = await mturk.send(
    new GetFileUploadURLCommand({ AssignmentId, QuestionIdentifier: "photo" }),
  );
  console.log("photo:", FileUploadURL);
  await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
}
console.log("collected: 1");
