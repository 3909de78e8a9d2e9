// One whole job on real parts: the AWS SDK publishes, a person in a browser works, the SDK collects and
// approves. KEMPELEN_BINARY names the program; without it these tests are reported as skipped.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  GetAccountBalanceCommand,
  GetHITCommand,
  ListAssignmentsForHITCommand,
  type Assignment,
} from '@aws-sdk/client-mturk';
import { expect, test, type Page } from '@playwright/test';
import { checkPage, shoot } from './support/page_checks.js';
import { classicQuestion, externalQuestion, surveyPage } from './support/questions.js';
import { startServer, type Server } from './support/server.js';

const binary = process.env.KEMPELEN_BINARY;
test.skip(binary === undefined, 'KEMPELEN_BINARY is not set');

let server: Server;
test.beforeAll(async () => {
  server = await startServer(binary as string);
});
test.afterAll(() => server?.stop());

interface Published {
  hitId: string;
  groupId: string;
}

async function publish(title: string, question = classicQuestion, seconds = 600): Promise<Published> {
  const { HIT } = await server.mturk.send(
    new CreateHITCommand({
      Title: title,
      Description: 'Look at one photo and write what you think of it.',
      Keywords: 'photo, comment',
      Reward: '0.05',
      MaxAssignments: 1,
      LifetimeInSeconds: 86_400,
      AssignmentDurationInSeconds: seconds,
      AutoApprovalDelayInSeconds: 86_400,
      Question: question,
    }),
  );
  return { hitId: HIT?.HITId as string, groupId: HIT?.HITGroupId as string };
}

async function assignmentsOf(hitId: string): Promise<Assignment[]> {
  return (await server.mturk.send(new ListAssignmentsForHITCommand({ HITId: hitId }))).Assignments ?? [];
}

/** The texts of an answer document, with its character references resolved. */
function freeTexts(answer = ''): string[] {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return [...answer.matchAll(/<FreeText>(.*?)<\/FreeText>/gs)].map((match) =>
    (match[1] ?? '')
      .replace(/&#x([0-9a-f]+);/gi, (_all, digits: string) => String.fromCodePoint(parseInt(digits, 16)))
      .replace(/&#(\d+);/g, (_all, digits: string) => String.fromCodePoint(Number(digits)))
      .replace(/&(\w+);/g, (_all, name: string) => named[name] ?? `&${name};`),
  );
}

async function signIn(page: Page): Promise<void> {
  await page.goto(server.workerUrl);
  await expect(page.getByText('Your worker ID:')).toBeVisible();
  expect(page.url()).not.toContain('sign-in=');
}

async function accept(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `Accept: ${title}`, exact: true }).click();
  await expect(page.getByRole('timer')).toBeVisible();
}

function currentAssignment(page: Page): string {
  return new URL(page.url()).searchParams.get('assignment_id') ?? '';
}

const frame = (page: Page) => page.frameLocator('iframe');

test('the walk: publish, preview, accept, answer, collect, approve, earn', async ({ page }) => {
  test.setTimeout(120_000);
  const { AvailableBalance } = await server.mturk.send(new GetAccountBalanceCommand({}));
  expect(AvailableBalance).toBe('10000.00');
  const title = 'Comment on a photo';
  const { hitId, groupId } = await publish(title);

  await signIn(page);
  await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
  await checkPage(page, 'walk-1-list');

  await page.getByRole('link', { name: title, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/projects/${groupId}/tasks$`));
  const button = frame(page).locator('#submitButton');
  await expect(button).toBeDisabled();
  await expect(button).toHaveValue('You must ACCEPT the HIT before you can submit the results.');
  await checkPage(page, 'walk-2-preview');
  expect(await assignmentsOf(hitId)).toEqual([]);

  await page.getByRole('button', { name: /^Accept this HIT/ }).click();
  await expect(page.getByRole('timer')).toBeVisible();
  await expect(button).toBeEnabled();
  await checkPage(page, 'walk-3-work');

  await frame(page).locator('textarea').fill('Two cats & a "dog" <3, naïve');
  await button.click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();
  await checkPage(page, 'walk-4-submitted');

  const [assignment] = await assignmentsOf(hitId);
  expect(assignment).toMatchObject({ HITId: hitId, AssignmentStatus: 'Submitted' });
  expect(assignment?.Answer).toContain('<QuestionIdentifier>comment</QuestionIdentifier>');
  expect(freeTexts(assignment?.Answer)).toEqual(['Two cats & a "dog" <3, naïve']);
  expect(assignment?.Answer).not.toContain('assignmentId');
  await server.mturk.send(
    new ApproveAssignmentCommand({
      AssignmentId: assignment?.AssignmentId,
      RequesterFeedback: 'Lovely, thank you.',
    }),
  );
  expect((await server.mturk.send(new GetHITCommand({ HITId: hitId }))).HIT?.HITStatus).toBe('Reviewable');

  await page.getByRole('link', { name: 'Earnings', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Totals' })).toBeVisible();
  await expect(page.getByText('Lovely, thank you.')).toBeVisible();
  await expect(page.getByText('$0.05').first()).toBeVisible();
  await checkPage(page, 'walk-5-earnings');
});

test('a returned HIT is there for others again', async ({ page }) => {
  const title = 'A HIT to return';
  const { hitId } = await publish(title);
  await signIn(page);
  await accept(page, title);
  expect((await server.mturk.send(new GetHITCommand({ HITId: hitId }))).HIT?.NumberOfAssignmentsPending).toBe(
    1,
  );
  await page.getByRole('link', { name: 'Queue', exact: true }).click();
  await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
  await checkPage(page, 'walk-queue');
  await page.getByRole('button', { name: `Return: ${title}` }).click();
  await shoot(page, 'walk-return-asked');
  await page.getByRole('button', { name: 'Return the HIT', exact: true }).click();
  await expect(page.getByText('HIT returned')).toBeVisible();
  const { HIT } = await server.mturk.send(new GetHITCommand({ HITId: hitId }));
  expect(HIT).toMatchObject({
    HITStatus: 'Assignable',
    NumberOfAssignmentsPending: 0,
    NumberOfAssignmentsAvailable: 1,
  });
});

test('an external page keeps its own storage and posts to turkSubmitTo', async ({ page }) => {
  const survey = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(surveyPage);
  });
  await new Promise<void>((resolve) => survey.listen(0, '127.0.0.1', resolve));
  try {
    const title = 'A survey elsewhere';
    const address = `http://localhost:${(survey.address() as AddressInfo).port}/survey?kind=long`;
    const { hitId } = await publish(title, externalQuestion(address));
    await signIn(page);
    await accept(page, title);
    await frame(page).getByRole('button', { name: 'Send' }).click();
    await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();
    const [assignment] = await assignmentsOf(hitId);
    expect(assignment?.Answer).toContain('<FreeText>visits 1, taste=sweet</FreeText>');
  } finally {
    survey.close();
    survey.closeAllConnections();
  }
});

test('a form sent without scripts or frame is confirmed by hand', async ({ page, browser }) => {
  const title = 'A HIT without scripts';
  const { hitId } = await publish(title);
  await signIn(page);
  await accept(page, title);
  const assignmentId = currentAssignment(page);
  const action = await frame(page).locator('form').getAttribute('action');

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const form = await plain.newPage();
  await form.goto(`${action}?assignmentId=${assignmentId}&comment=by+hand`);
  const link = form.getByRole('link');
  await expect(link).toBeVisible();
  const confirm = (await link.getAttribute('href')) ?? '';
  await plain.close();
  expect((await server.mturk.send(new GetHITCommand({ HITId: hitId }))).HIT?.NumberOfAssignmentsPending).toBe(
    1,
  );

  await page.goto(confirm);
  await expect(page.getByText('by hand')).toBeVisible();
  await checkPage(page, 'walk-confirm');
  await page.getByRole('button', { name: 'Submit this answer' }).click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();
  expect((await assignmentsOf(hitId))[0]?.Answer).toContain('<FreeText>by hand</FreeText>');
});

test('links of the original lead to the preview and never accept by themselves', async ({ page }) => {
  const { hitId, groupId } = await publish('A HIT by an old link');
  await signIn(page);
  const { origin } = new URL(server.endpoint);
  await page.goto(`${origin}/mturk/preview?groupId=${groupId}`);
  await expect(page).toHaveURL(`${origin}/projects/${groupId}/tasks`);
  await expect(page.getByText('You are previewing this HIT')).toBeVisible();
  await page.goto(`${origin}/mturk/previewandaccept?groupId=${groupId}`);
  await expect(page.getByText('Do you want to accept this HIT?')).toBeVisible();
  await checkPage(page, 'walk-asked');
  expect((await server.mturk.send(new GetHITCommand({ HITId: hitId }))).HIT?.NumberOfAssignmentsPending).toBe(
    0,
  );
});

// Last, since it turns the clock for good.
test('when the deadline passes, the page says so and the HIT is free again', async ({ page }) => {
  const title = 'A HIT with little time';
  const { hitId } = await publish(title, classicQuestion, 120);
  await signIn(page);
  await accept(page, title);
  const work = page.url();
  await frame(page).locator('textarea').fill('too late');
  await server.advance(121);
  await frame(page).locator('#submitButton').click();
  await expect(frame(page).locator('body')).not.toContainText('is being sent');
  expect(await assignmentsOf(hitId)).toEqual([]);
  await page.goto(work);
  await expect(page.getByText(/not in progress: time ran out/)).toBeVisible();
  await checkPage(page, 'walk-over');
  const { HIT } = await server.mturk.send(new GetHITCommand({ HITId: hitId }));
  expect(HIT).toMatchObject({ HITStatus: 'Assignable', NumberOfAssignmentsPending: 0 });
});
