// Asks for a file, and says where it can be fetched from for the next minute.
import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  GetFileUploadURLCommand,
  ListAssignmentsForHITCommand,
} from "@aws-sdk/client-mturk";

import fileForm from "../questions/file_form.xml";
import { isReviewable, until } from "./connection.js";

export async function collect_files(mturk, say) {
  const { HIT } = await mturk.send(
    new CreateHITCommand({
      Title: "Show your window",
      Description: "Send a photo.",
      Reward: "0.10",
      MaxAssignments: 1,
      LifetimeInSeconds: 3600,
      AssignmentDurationInSeconds: 600,
      Question: fileForm,
    }),
  );
  const { HITId } = HIT;
  say("HIT:", HITId);

  await until(() => isReviewable(mturk, HITId));

  const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }));
  for (const { AssignmentId } of Assignments) {
    const { FileUploadURL } = await mturk.send(
      new GetFileUploadURLCommand({ AssignmentId, QuestionIdentifier: "photo" }),
    );
    say("photo:", FileUploadURL);
    await mturk.send(new ApproveAssignmentCommand({ AssignmentId }));
  }
  say("collected: 1");
}
