// A QuestionForm on real parts: published with the AWS SDK, previewed, filled in by a person with mouse and
// keyboard, refused, mended, submitted, read and approved. KEMPELEN_BINARY names the program; without it the
// test is reported as skipped.
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  GetHITCommand,
  ListAssignmentsForHITCommand,
} from '@aws-sdk/client-mturk';
import { expect, test, type Page } from '@playwright/test';
import { checkPage, shoot } from './support/page_checks.js';
import { questionForm } from './support/questions.js';
import { startServer, type Server } from './support/server.js';

const binary = process.env.KEMPELEN_BINARY;
test.skip(binary === undefined, 'KEMPELEN_BINARY is not set');

/** A sign, as the requester's own server would hold it. */
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160"><circle cx="80" cy="80"
 r="70" fill="#fff" stroke="#c00" stroke-width="16"/><text x="80" y="98" font-size="52"
 text-anchor="middle">50</text></svg>`;

let server: Server;
let pictures: HttpServer;
const referrers: (string | undefined)[] = [];

test.beforeAll(async () => {
  server = await startServer(binary as string);
  pictures = createServer((request, response) => {
    referrers.push(request.headers.referer);
    response.writeHead(200, { 'Content-Type': 'image/svg+xml' });
    response.end(picture);
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
});
test.afterAll(async () => {
  await server?.stop();
  pictures?.close();
  pictures?.closeAllConnections();
});

async function publish(title: string): Promise<{ hitId: string; question: string }> {
  const { port } = pictures.address() as AddressInfo;
  const question = questionForm(`http://127.0.0.1:${port}/sign.svg`);
  const { HIT } = await server.mturk.send(
    new CreateHITCommand({
      Title: title,
      Description: 'Look at one street sign and answer eight questions.',
      Keywords: 'sign, picture',
      Reward: '0.25',
      MaxAssignments: 1,
      LifetimeInSeconds: 86_400,
      AssignmentDurationInSeconds: 600,
      Question: question,
    }),
  );
  return { hitId: HIT?.HITId as string, question };
}

/** The answer document, compact: `colour=r`, `colour+teal` for an answer of one's own, `note:text`. */
function answersIn(xml = ''): string[] {
  return [...xml.matchAll(/<Answer>(.*?)<\/Answer>/gs)].map((match) =>
    (match[1] ?? '')
      .replace(/<QuestionIdentifier>(.*?)<\/QuestionIdentifier>/, '$1')
      .replace(/<SelectionIdentifier>(.*?)<\/SelectionIdentifier>/g, '=$1')
      .replace(/<OtherSelectionText>(.*?)<\/OtherSelectionText>/, '+$1')
      .replace(/<FreeText>(.*?)<\/FreeText>/s, ':$1'),
  );
}

const asked = (page: Page, text: string) => page.getByRole('group', { name: text }).first();

async function choose(page: Page, question: string, ...options: string[]): Promise<void> {
  await asked(page, question).getByRole('button').first().click();
  for (const option of options) await page.getByRole('option', { name: option, exact: true }).click();
  await page.keyboard.press('Escape');
}

test('a form: publish, preview, answer, be refused, mend, submit, approve', async ({ page }) => {
  test.setTimeout(180_000);
  const title = 'Read a street sign';
  const { hitId, question } = await publish(title);
  const { HIT } = await server.mturk.send(new GetHITCommand({ HITId: hitId }));
  expect(HIT?.Question).toBe(question);

  await page.goto(server.workerUrl);
  await page.getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Street signs' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'You must accept the HIT' })).toBeDisabled();
  await expect(page.getByLabel('Red', { exact: true })).toBeDisabled();
  await expect(asked(page, 'Anything else?').getByRole('textbox')).toBeDisabled();
  const link = page.getByRole('link', { name: 'rules' });
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect
    .poll(() =>
      page.getByAltText('A red street sign').evaluate((image) => (image as HTMLImageElement).naturalWidth),
    )
    .toBe(160);
  await checkPage(page, 'form-1-preview');

  await page.getByRole('button', { name: /^Accept this HIT/ }).click();
  await expect(page.getByRole('timer')).toBeVisible();
  await checkPage(page, 'form-2-work');

  await asked(page, 'Which speed limit').getByRole('textbox').fill('fast');
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.getByText('An answer is required.')).toBeVisible();
  await expect(page.getByText('The answer must be a number.')).toBeVisible();
  await expect(page.getByText('2 answers do not fit yet.')).toBeVisible();
  await expect(asked(page, 'Which colour')).toBeFocused();
  await checkPage(page, 'form-3-refused');

  await page.getByLabel('Other').first().check();
  await asked(page, 'Which colour').getByRole('textbox', { name: 'Your own answer' }).fill('teal & <green>');
  await asked(page, 'Which speed limit').getByRole('textbox').fill('50');
  await page.getByLabel('A car').check();
  await page.getByLabel('An arrow').check();
  await choose(page, 'What does it mean?', 'Speed limit');
  await choose(page, 'Which other signs', 'Stop', 'No entry');
  await page.getByLabel('On a house').check();
  await choose(page, 'Which shape', 'Other');
  await asked(page, 'Which shape').getByRole('textbox', { name: 'Your own answer' }).fill('oval');
  await checkPage(page, 'form-4-filled');

  // What the page lets through, the server still checks: the sentence comes to the question it is about.
  await page.route(
    '**/worker/api/SubmitAssignment',
    async (route) => {
      const body = route.request().postDataJSON() as { Answers: Record<string, unknown> };
      body.Answers.limit = '5O';
      await route.continue({ postData: JSON.stringify(body) });
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(asked(page, 'Which speed limit').getByText('The answer must be a number.')).toBeVisible();
  await expect(asked(page, 'Which speed limit')).toBeFocused();
  await shoot(page, 'form-5-refused-by-the-server');
  const pending = await server.mturk.send(new GetHITCommand({ HITId: hitId }));
  expect(pending.HIT?.NumberOfAssignmentsPending).toBe(1);

  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();
  const { Assignments } = await server.mturk.send(new ListAssignmentsForHITCommand({ HITId: hitId }));
  expect(answersIn(Assignments?.[0]?.Answer)).toEqual([
    'colour+teal &amp; &lt;green&gt;',
    'limit:50',
    'kinds=arrow=car',
    'meaning=limit',
    'nearby=stop=none',
    'kept=house',
    'shape+oval',
    'comment:Nothing else',
  ]);
  await server.mturk.send(new ApproveAssignmentCommand({ AssignmentId: Assignments?.[0]?.AssignmentId }));
  const { HIT: done } = await server.mturk.send(new GetHITCommand({ HITId: hitId }));
  expect(done?.HITStatus).toBe('Reviewable');
  const after = await server.mturk.send(new ListAssignmentsForHITCommand({ HITId: hitId }));
  expect(after.Assignments?.[0]?.AssignmentStatus).toBe('Approved');
  expect(new Set(referrers)).toEqual(new Set([undefined]));
});
