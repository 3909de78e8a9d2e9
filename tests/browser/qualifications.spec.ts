// A qualification on real parts: a person sees why a HIT is not for her, takes the test, is graded at once,
// works, and reads what the requester then writes. KEMPELEN_BINARY names the program; without it the test is
// reported as skipped.
import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  CreateQualificationTypeCommand,
  GetQualificationScoreCommand,
  ListAssignmentsForHITCommand,
  NotifyWorkersCommand,
} from '@aws-sdk/client-mturk';
import { expect, test } from '@playwright/test';
import { checkPage } from './support/page_checks.js';
import { startServer, type Server } from './support/server.js';

const binary = process.env.KEMPELEN_BINARY;
test.skip(binary === undefined, 'KEMPELEN_BINARY is not set');

const schemas = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas';
const question = `<QuestionForm xmlns="${schemas}/2017-11-06/QuestionForm.xsd"><Question>
 <QuestionIdentifier>q</QuestionIdentifier><IsRequired>true</IsRequired>
 <QuestionContent><Text>Which of these barks?</Text></QuestionContent><AnswerSpecification><SelectionAnswer>
 <StyleSuggestion>radiobutton</StyleSuggestion><Selections>
 <Selection><SelectionIdentifier>cat</SelectionIdentifier><Text>A cat</Text></Selection>
 <Selection><SelectionIdentifier>dog</SelectionIdentifier><Text>A dog</Text></Selection>
 </Selections></SelectionAnswer></AnswerSpecification></Question></QuestionForm>`;
const key = `<AnswerKey xmlns="${schemas}/2005-10-01/AnswerKey.xsd"><Question>
 <QuestionIdentifier>q</QuestionIdentifier><AnswerOption><SelectionIdentifier>dog</SelectionIdentifier>
 <AnswerScore>100</AnswerScore></AnswerOption></Question></AnswerKey>`;

let server: Server;
test.beforeAll(async () => {
  server = await startServer(binary as string);
});
test.afterAll(async () => {
  await server?.stop();
});

test('a qualification: asked for, tested, held; then the HIT and a letter', async ({ page }) => {
  test.setTimeout(120_000);
  const { QualificationType } = await server.mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Knows animals',
      Description: 'Tells cats from dogs.',
      Keywords: 'cat, dog',
      QualificationTypeStatus: 'Active',
      Test: question,
      AnswerKey: key,
      TestDurationInSeconds: 600,
    }),
  );
  const type = QualificationType?.QualificationTypeId;
  const title = 'Label an animal';
  const { HIT } = await server.mturk.send(
    new CreateHITCommand({
      Title: title,
      Description: 'One picture.',
      Reward: '0.25',
      LifetimeInSeconds: 86_400,
      AssignmentDurationInSeconds: 600,
      Question: question,
      QualificationRequirements: [
        { QualificationTypeId: type, Comparator: 'GreaterThanOrEqualTo', IntegerValues: [80] },
      ],
    }),
  );

  await page.goto(server.workerUrl);
  await expect(page.getByText('Knows animals is at least 80')).toBeVisible();
  await page.getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByText('Knows animals is at least 80; you have nothing.')).toBeVisible();
  await checkPage(page, 'qualification-1-why-not');

  await page.getByRole('link', { name: 'Qualifications', exact: true }).click();
  await page.getByRole('link', { name: 'Knows animals', exact: true }).click();
  await checkPage(page, 'qualification-2-asked-for');
  await page.getByRole('button', { name: 'Start the test' }).click();
  await page.getByText('A dog').click();
  await checkPage(page, 'qualification-3-test');
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.getByText('Your value is 100')).toBeVisible();
  const workerId = (await page.getByText(/^A[0-9A-Z]{12,13}$/).first().textContent()) ?? '';
  const { Qualification } = await server.mturk.send(
    new GetQualificationScoreCommand({ QualificationTypeId: type, WorkerId: workerId }),
  );
  expect(Qualification?.IntegerValue).toBe(100);

  await page.getByRole('link', { name: 'HITs', exact: true }).click();
  await page.getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('button', { name: /^Accept this HIT/ }).click();
  await page.getByText('A cat').click();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();

  const { Assignments } = await server.mturk.send(new ListAssignmentsForHITCommand({ HITId: HIT?.HITId }));
  await server.mturk.send(
    new ApproveAssignmentCommand({ AssignmentId: Assignments?.[0]?.AssignmentId }),
  );
  await server.mturk.send(
    new NotifyWorkersCommand({
      Subject: 'More animals',
      MessageText: 'Come back soon.',
      WorkerIds: [workerId],
    }),
  );
  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  await page.getByText('More animals').first().click();
  await expect(page.getByText('Come back soon.')).toBeVisible();
  await checkPage(page, 'qualification-4-letter');
});
