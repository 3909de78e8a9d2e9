// Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
import { randomUUID } from "node:crypto";

import { CreateHITCommand } from "@aws-sdk/client-mturk";

import { connect, question } from "./connection.js";

const REQUIREMENTS = [
  {
    QualificationTypeId: "00000000000000000071", // Worker_Locale
    Comparator: "In",
    LocaleValues: [{ Country: "DE" }, { Country: "US" }],
  },
  {
    QualificationTypeId: "000000000000000000L0", // Worker_PercentAssignmentsApproved
    Comparator: "GreaterThanOrEqualTo",
    IntegerValues: [95],
  },
];
const KINDS = {
  HTMLQuestion: "html_question",
  ExternalQuestion: "external_question",
  QuestionForm: "question_form",
};

const mturk = connect();
for (const [kind, name] of Object.entries(KINDS)) {
  const { HIT } = await mturk.send(
    new CreateHITCommand({
      Title: `Look out of the window (${kind})`,
      Description: "Say what you see.",
      Keywords: "window, animals",
      Reward: "0.10",
      MaxAssignments: 1,
      LifetimeInSeconds: 3600,
      AssignmentDurationInSeconds: 600,
      QualificationRequirements: REQUIREMENTS,
      Question: await question(name),
      UniqueRequestToken: randomUUID(), // a repeated call publishes nothing twice
    }),
  );
  console.log("HIT:", HIT.HITId, kind);
}
console.log("published:", Object.keys(KINDS).length);
