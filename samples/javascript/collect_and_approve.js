// Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.
import {
  ApproveAssignmentCommand,
  CreateHITTypeCommand,
  CreateHITWithHITTypeCommand,
  DeleteHITCommand,
  paginateListAssignmentsForHIT,
  paginateListReviewableHITs,
} from "@aws-sdk/client-mturk";
import { DOMParser } from "@xmldom/xmldom";

import { connect, question, until } from "./connection.js";

const HITS = 3;

/** [identifier, value] of each answer: a text or, for what was chosen from a list, a list of identifiers. */
function answers(xml) {
  const document = new DOMParser().parseFromString(xml, "text/xml");
  const texts = (element, name) =>
    Array.from(element.getElementsByTagNameNS("*", name), (found) => found.textContent);
  return Array.from(document.getElementsByTagNameNS("*", "Answer"), (answer) => {
    const [identifier] = texts(answer, "QuestionIdentifier");
    const [text] = texts(answer, "FreeText");
    return [identifier, text ?? texts(answer, "SelectionIdentifier")];
  });
}

/** The members of all pages, two a page: the paginator follows NextToken. */
async function collect(paginate, member, input) {
  const found = [];
  for await (const page of paginate({ client: mturk, pageSize: 2 }, input)) found.push(...page[member]);
  return found;
}

const mturk = connect();
const { HITTypeId } = await mturk.send(
  new CreateHITTypeCommand({
    Title: "Look out of the window",
    Description: "Say what you see.",
    Keywords: "window, animals",
    Reward: "0.10",
    AssignmentDurationInSeconds: 600,
  }),
);
for (let number = 0; number < HITS; number++) {
  const { HIT } = await mturk.send(
    new CreateHITWithHITTypeCommand({
      HITTypeId,
      MaxAssignments: 1,
      LifetimeInSeconds: 3600,
      Question: await question("question_form"),
    }),
  );
  console.log("HIT:", HIT.HITId);
}

let done = [];
await until(async () => {
  done = await collect(paginateListReviewableHITs, "HITs", { HITTypeId });
  return done.length === HITS;
});

let approved = 0;
for (const { HITId } of done) {
  const assignments = await collect(paginateListAssignmentsForHIT, "Assignments", { HITId });
  for (const { AssignmentId, Answer } of assignments) {
    for (const [identifier, value] of answers(Answer)) {
      console.log("answer:", identifier, "=", [value].flat().join(", "));
    }
    await mturk.send(new ApproveAssignmentCommand({ AssignmentId, RequesterFeedback: "Thank you" }));
    approved++;
  }
  await mturk.send(new DeleteHITCommand({ HITId }));
}
console.log("approved:", approved);
