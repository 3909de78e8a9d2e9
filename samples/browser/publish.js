// Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
import { CreateHITCommand } from "@aws-sdk/client-mturk";

import ExternalQuestion from "../questions/external_question.xml";
import HTMLQuestion from "../questions/html_question.xml";
import QuestionForm from "../questions/question_form.xml";

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
const QUESTIONS = { HTMLQuestion, ExternalQuestion, QuestionForm };

export async function publish(mturk, say) {
  for (const [kind, question] of Object.entries(QUESTIONS)) {
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
        Question: question,
        UniqueRequestToken: crypto.randomUUID(), // a repeated call publishes nothing twice
      }),
    );
    say("HIT:", HIT.HITId, kind);
  }
  say("published:", Object.keys(QUESTIONS).length);
}
