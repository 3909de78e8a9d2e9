// A file on real parts: chosen and sent by a person, refused where it does not fit, and fetched with the AWS
// SDK. KEMPELEN_BINARY names the program; without it the test is reported as skipped.
import {
  CreateHITCommand,
  GetFileUploadURLCommand,
  ListAssignmentsForHITCommand,
} from '@aws-sdk/client-mturk';
import { expect, test } from '@playwright/test';
import { checkPage } from './support/page_checks.js';
import { startServer, type Server } from './support/server.js';

const binary = process.env.KEMPELEN_BINARY;
test.skip(binary === undefined, 'KEMPELEN_BINARY is not set');

const space = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionForm.xsd';
const question = `<QuestionForm xmlns="${space}"><Question><QuestionIdentifier>photo</QuestionIdentifier>
 <IsRequired>true</IsRequired><QuestionContent><Text>Take a picture of a sign.</Text></QuestionContent>
 <AnswerSpecification><FileUploadAnswer><MaxFileSizeInBytes>2000000</MaxFileSizeInBytes>
 <MinFileSizeInBytes>10</MinFileSizeInBytes></FileUploadAnswer></AnswerSpecification></Question>
</QuestionForm>`;

let server: Server;
test.beforeAll(async () => {
  server = await startServer(binary as string);
});
test.afterAll(async () => {
  await server?.stop();
});

test('a file: too small, sent in pieces, submitted, fetched', async ({ page }) => {
  test.setTimeout(120_000);
  const title = 'Photograph a sign';
  const { HIT } = await server.mturk.send(
    new CreateHITCommand({
      Title: title,
      Description: 'One picture.',
      Reward: '0.25',
      LifetimeInSeconds: 86_400,
      AssignmentDurationInSeconds: 600,
      Question: question,
    }),
  );
  await page.goto(server.workerUrl);
  await page.getByRole('link', { name: title, exact: true }).click();
  const field = page.locator('input[type=file]');
  await expect(field).toBeDisabled();
  await page.getByRole('button', { name: /^Accept this HIT/ }).click();
  await expect(field).toBeEnabled();

  const submit = page.getByRole('button', { name: 'Submit', exact: true });
  await submit.click();
  await expect(page.getByText('A file is required.')).toBeVisible();
  await field.setInputFiles({ name: 'tiny.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('tiny') });
  await expect(page.getByText('The file must have at least 10 bytes.')).toBeVisible();

  const bytes = Buffer.alloc(1_200_000, 'kempelen ');
  await field.setInputFiles({ name: 'sign.jpg', mimeType: 'image/jpeg', buffer: bytes });
  await expect(page.getByText('sign.jpg was sent (1.2 MB).')).toBeVisible();
  await checkPage(page, 'file-1-sent');
  await submit.click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();

  const { Assignments } = await server.mturk.send(new ListAssignmentsForHITCommand({ HITId: HIT?.HITId }));
  expect(Assignments?.[0]?.Answer).toContain('<UploadedFileSizeInBytes>1200000</UploadedFileSizeInBytes>');
  const { FileUploadURL } = await server.mturk.send(
    new GetFileUploadURLCommand({
      AssignmentId: Assignments?.[0]?.AssignmentId,
      QuestionIdentifier: 'photo',
    }),
  );
  const fetched = await fetch(FileUploadURL as string);
  expect(fetched.headers.get('content-disposition')).toContain('attachment; filename="sign.jpg"');
  expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
});
