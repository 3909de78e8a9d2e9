// Every page of the worker site, against the mock of the Worker API: what it shows, and that it is fit to be
// used.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { startMock } from './mock/server.mjs';
import { checkPage, expectAccessible, shoot } from './support/page_checks.js';

type Mock = Awaited<ReturnType<typeof startMock>>;
let mock: Mock;

test.beforeEach(async () => {
  mock = await startMock();
});
test.afterEach(() => mock.stop());

async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(`${mock.url}${path}#sign-in=demo-link`);
  await expect(page.getByText('Your worker ID:')).toBeVisible();
}

async function accept(page: Page, title = 'Comment on a photo'): Promise<void> {
  await page.getByRole('button', { name: `Accept: ${title}`, exact: true }).click();
  await expect(page.getByRole('timer')).toBeVisible();
}

/** Turns the mock's clock to so long before the newest assignment's deadline. */
function leaveSeconds(seconds: number): void {
  mock.world.advance((mock.world.assignments[0]?.Deadline ?? 0) - mock.world.now() - seconds);
}

const frame = (page: Page) => page.frameLocator('iframe');

test('signing in with name and password, and out', async ({ page }) => {
  await page.goto(`${mock.url}/tasks`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await checkPage(page, 'sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter your password')).toBeVisible();
  await page.getByLabel('Name').fill('demo');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('did not match');
  await checkPage(page, 'sign-in-refused');
  await page.getByLabel('Password').fill('password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${mock.url}/tasks`);
  await page.getByRole('button', { name: 'Account of demo' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('signing up', async ({ page }) => {
  await page.goto(`${mock.url}/sign-in`);
  await page.getByRole('link', { name: 'Create a worker account' }).click();
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByText('Use 3 to 64 characters')).toBeVisible();
  await checkPage(page, 'sign-up');
  await page.getByLabel('Name').fill('demo');
  await page.getByLabel('Password').fill('long enough');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('alert')).toContainText('That name is taken');
  await page.getByLabel('Name').fill('ada');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('heading', { name: 'HITs', level: 1 })).toBeVisible();
});

test('sign-up is not offered when it is closed', async ({ page }) => {
  mock.world.signUpOpen = false;
  await page.goto(`${mock.url}/sign-up`);
  await expect(page).toHaveURL(`${mock.url}/sign-in`);
  await expect(page.getByRole('link', { name: 'Create a worker account' })).toHaveCount(0);
});

test('printed links sign in, leave no trace in the address, and reset passwords', async ({ page }) => {
  await signIn(page);
  expect(page.url()).toBe(`${mock.url}/`);
  await page.goto(`${mock.url}/?again#sign-in=no-such-link`);
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  await checkPage(page, 'link-refused');
  await page.goto(`${mock.url}/#reset=demo-reset`);
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  expect(page.url()).toBe(`${mock.url}/`);
  await page.getByLabel('New password').fill('a new password');
  await checkPage(page, 'reset');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page.getByRole('heading', { name: 'HITs', level: 1 })).toBeVisible();
  expect(mock.world.workers[0]?.password).toBe('a new password');
});

test('the profile is saved, and shown when the page is opened again', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'Account of demo' }).click();
  await page.getByRole('menuitem', { name: 'Profile' }).click();
  await expect(page).toHaveURL(`${mock.url}/profile`);
  await expect(page.getByLabel('State or region')).toBeDisabled();
  await page.getByRole('button', { name: /^Country/ }).click();
  await page.getByRole('option', { name: 'United States', exact: true }).click();
  await page.getByLabel('State or region').fill('ca');
  await page.getByLabel('E-mail').fill('nowhere');
  await page.getByLabel(/agree to see content for adults/).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('not valid for the parameter Email');
  await checkPage(page, 'profile-refused');
  await page.getByLabel('E-mail').fill('demo@example.org');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your profile is saved')).toBeVisible();
  expect(mock.world.workers[0]).toMatchObject({
    Country: 'US',
    Subdivision: 'CA',
    Email: 'demo@example.org',
    AdultContent: true,
  });
  await page.reload();
  await expect(page.getByLabel('E-mail')).toHaveValue('demo@example.org');
  await expect(page.getByLabel('State or region')).toHaveValue('CA');
  await expect(page.getByLabel(/agree to see content for adults/)).toBeChecked();
  await checkPage(page, 'profile');
});

test('the list: search, order, least reward, pages', async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole('link', { name: 'Comment on a photo', exact: true })).toBeVisible();
  await checkPage(page, 'list');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('Page 2')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sort pictures, set 22', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Previous' }).click();
  await page.getByRole('searchbox').fill('receipt');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('link', { name: 'Comment on a photo', exact: true })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Transcribe a receipt', exact: true })).toBeVisible();
  await page.getByLabel('Pays at least').fill('cheap');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Write an amount such as 0.25')).toBeVisible();
  await page.getByLabel('Pays at least').fill('3');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await checkPage(page, 'list-nothing-matches');
  await page.getByRole('button', { name: 'Show all HITs' }).click();
  await page.getByRole('button', { name: /^Order/ }).click();
  await page.getByRole('option', { name: 'Highest reward first' }).click();
  await expect(page.locator('h2, [class*=card-header]').getByRole('link').first()).toContainText(
    'A survey about',
  );
  expect(page.url()).toContain('sort=reward_desc');
});

test('the list when there is nothing, and when the server is gone', async ({ page }) => {
  mock.stop();
  mock = await startMock({ empty: true });
  await signIn(page);
  await expect(page.getByText('No HITs at the moment')).toBeVisible();
  await checkPage(page, 'list-empty');
  await page.route('**/worker/api/SearchHITGroups', (route) => route.abort());
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByRole('alert')).toContainText('cannot be reached');
  await checkPage(page, 'list-unreachable');
});

test('a preview, and what keeps from accepting', async ({ page }) => {
  await signIn(page);
  await page
    .getByRole('button', { name: 'Preview: Comment on a photo' })
    .or(page.getByRole('link', { name: 'Preview: Comment on a photo' }))
    .click();
  await expect(page.getByText('You are previewing this HIT')).toBeVisible();
  const button = frame(page).locator('#submitButton');
  await expect(button).toBeDisabled();
  await expect(button).toHaveValue('You must ACCEPT the HIT before you can submit the results.');
  expect(await page.locator('iframe').getAttribute('sandbox')).not.toContain('allow-same-origin');
  await checkPage(page, 'preview');
  await page.goto(`${page.url()}?accept=ask`);
  await expect(page.getByText('Do you want to accept this HIT?')).toBeVisible();
  await checkPage(page, 'preview-asked');
  await page.request.get(`${mock.url}/_mock/fail?operation=AcceptHIT&code=QueueFull`);
  await page.getByRole('button', { name: /^Accept this HIT/ }).click();
  await expect(page.getByRole('alert')).toContainText('Your queue is full');
  await checkPage(page, 'preview-refused');
  const closed = mock.world.groups.find((one) => !one.CallerMeetsRequirements);
  await page.goto(`${mock.url}/projects/${closed?.HITGroupId}/tasks`);
  await expect(page.getByText('You can look, but not accept')).toBeVisible();
  await expect(page.getByText('Location is one of US-CA, DE; you have FR.')).toBeVisible();
  await checkPage(page, 'preview-not-qualified');
  await page.goto(`${mock.url}/projects/NOSUCHGROUP/tasks`);
  await expect(page.getByRole('alert')).toContainText('These HITs are gone');
});

test('a message is read once it is opened', async ({ page }) => {
  await signIn(page);
  await page.getByRole('link', { name: 'Messages' }).click();
  await expect(page.getByText('New', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /New photos tonight/ }).click();
  await expect(page.getByText('There will be two hundred more.')).toBeVisible();
  await expect(page.getByText('New', { exact: true })).toHaveCount(0);
  expect(mock.world.messages[0]?.ReadTime).toBeGreaterThan(0);
  await checkPage(page, 'messages');
});

test('work: accept, answer, submit, next, earnings', async ({ page }) => {
  await signIn(page);
  await accept(page);
  expect(page.url()).toMatch(/\/projects\/\w+\/tasks\/\w+\?assignment_id=\w+$/);
  await checkPage(page, 'work');
  await frame(page).getByRole('textbox').fill('A cat & a "dog"');
  await frame(page).locator('#submitButton').click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();
  await expect(page.getByText('2 HITs of this kind are left for you.')).toBeVisible();
  await checkPage(page, 'submitted');
  expect(mock.world.assignments[0]).toMatchObject({
    Status: 'Submitted',
    draft: { comment: ['A cat & a "dog"'] },
  });
  await page.getByRole('button', { name: /^Accept the next HIT/ }).click();
  await expect(page.getByRole('timer')).toBeVisible();
  mock.world.decide(mock.world.assignments[1]?.AssignmentId ?? '', 'Approved', 'Lovely, thank you.');
  await page.getByRole('link', { name: 'Earnings' }).click();
  await expect(page.getByText('Lovely, thank you.')).toBeVisible();
  await expect(page.getByText('$0.05').first()).toBeVisible();
  await checkPage(page, 'earnings');
});

test('a refused submission is told, and the work stays', async ({ page }) => {
  await signIn(page);
  await accept(page);
  await page.request.get(`${mock.url}/_mock/fail?operation=SubmitAssignment&code=ServiceFault`);
  await frame(page).getByRole('textbox').fill('x');
  await frame(page).locator('#submitButton').click();
  await expect(page.getByRole('alert').first()).toContainText('Something went wrong on the server');
  await checkPage(page, 'work-refused');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();
});

test('messages that are not from the frame, or not for this assignment, do nothing', async ({ page }) => {
  await signIn(page);
  await accept(page);
  const calls: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('SubmitAssignment')) calls.push(request.url());
  });
  const assignmentId = mock.world.assignments[0]?.AssignmentId ?? '';
  await page.evaluate((id) => window.postMessage({ assignmentId: id, answer: '' }, '*'), assignmentId);
  const child = page.frames().find((one) => one !== page.mainFrame());
  await child?.evaluate(() => window.parent.postMessage({ assignmentId: 'OTHER', answer: '' }, '*'));
  await child?.evaluate(
    (id) => window.parent.postMessage(JSON.stringify({ assignmentId: id }), '*'),
    assignmentId,
  );
  await child?.evaluate(
    (id) => window.parent.postMessage({ assignmentId: id, answer: '' }, '*'),
    assignmentId,
  );
  // Only the last one counts; it is refused, since no form was sent.
  await expect(page.getByRole('alert').first()).toContainText('The answer is empty');
  expect(calls).toHaveLength(1);
});

test('the countdown becomes urgent and then tells that the time is over', async ({ page }) => {
  await signIn(page);
  await accept(page);
  leaveSeconds(40);
  await page.reload();
  await expect(page.locator('[data-urgency=urgent]')).toBeVisible();
  await checkPage(page, 'work-urgent');
  leaveSeconds(5);
  await page.reload();
  await expect(page.locator('[data-urgency=urgent]')).toBeVisible();
  await expect(page.getByRole('alert').getByText('The time is over')).toBeVisible();
  await checkPage(page, 'work-over');
  await frame(page).getByRole('textbox').fill('late');
  await frame(page).locator('#submitButton').click();
  await expect(frame(page).getByRole('heading', { name: 'Not submitted' })).toBeVisible();
  await page.reload();
  await expect(page.getByText(/not in progress: time ran out/)).toBeVisible();
  await checkPage(page, 'work-abandoned');
});

test('the queue, and returning', async ({ page }) => {
  await signIn(page, '/tasks');
  await expect(page.getByText('Your queue is empty')).toBeVisible();
  await checkPage(page, 'queue-empty');
  await page.getByRole('link', { name: 'HITs', exact: true }).click();
  await accept(page);
  await page.getByRole('link', { name: 'Queue' }).click();
  await expect(page.getByRole('link', { name: 'Comment on a photo', exact: true })).toBeVisible();
  await checkPage(page, 'queue');
  await page.goto(`${mock.url}/tasks/${mock.world.assignments[0]?.hit.HITId}`);
  await expect(page.getByRole('timer')).toBeVisible();
  await page.getByRole('button', { name: /^Return:/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Return this HIT?');
  await checkPage(page, 'return-asked');
  await page.getByRole('button', { name: 'Keep it' }).click();
  expect(mock.world.assignments[0]?.Status).toBe('Accepted');
  await page.getByRole('button', { name: /^Return:/ }).click();
  await page.getByRole('button', { name: 'Return the HIT', exact: true }).click();
  await expect(page.getByText('HIT returned')).toBeVisible();
  expect(mock.world.assignments[0]?.Status).toBe('Returned');
  await checkPage(page, 'list-after-return');
});

test('a form without scripts leads to the confirmation page', async ({ page }) => {
  await signIn(page);
  await accept(page);
  const assignmentId = mock.world.assignments[0]?.AssignmentId ?? '';
  await page.goto(`${mock.url}/confirm/${assignmentId}`);
  await expect(page.getByText('There is no answer to submit yet')).toBeVisible();
  await page.goto(
    `${mock.contentUrl}/mturk/externalSubmit?assignmentId=${assignmentId}` +
      '&comment=by+hand&colour=red&colour=blue',
  );
  await page.getByRole('link').click();
  await expect(page.getByText('by hand')).toBeVisible();
  await checkPage(page, 'confirm');
  await page.getByRole('button', { name: 'Submit this answer' }).click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();
  expect(mock.world.assignments[0]?.Status).toBe('Submitted');
  await page.goto(`${mock.url}/confirm/${assignmentId}`);
  await expect(page.getByText(/not in progress/)).toBeVisible();
});

test('an external page keeps its own storage and submits', async ({ page }) => {
  const survey: Server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(`<!doctype html><html lang="en"><title>Survey</title><form method="post">
      <input type="hidden" name="assignmentId">
      <input name="stored" aria-label="Stored"><button>Send</button></form><script>
      localStorage.setItem('answer', 'kept'); const query = new URLSearchParams(location.search);
      document.forms[0].action = query.get('turkSubmitTo') + '/mturk/externalSubmit';
      document.forms[0].assignmentId.value = query.get('assignmentId');
      document.forms[0].stored.value = localStorage.getItem('answer');</script></html>`);
  });
  await new Promise<void>((resolve) => survey.listen(0, '127.0.0.1', resolve));
  mock.world.addExternal(
    'A survey elsewhere',
    `http://localhost:${(survey.address() as AddressInfo).port}/survey`,
  );
  await signIn(page);
  await accept(page, 'A survey elsewhere');
  expect(await page.locator('iframe').getAttribute('sandbox')).toContain('allow-same-origin');
  await frame(page).getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('The HIT has been successfully submitted')).toBeVisible();
  expect(mock.world.assignments[0]?.draft).toEqual({ stored: ['kept'] });
  survey.close();
});

test('dark mode, unknown addresses, and a session that ended', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await signIn(page);
  await expect(page.getByRole('link', { name: 'Comment on a photo', exact: true })).toBeVisible();
  await checkPage(page, 'list-dark');
  await accept(page);
  await checkPage(page, 'work-dark');
  await page.goto(`${mock.url}/no/such/page`);
  await expect(page.getByText('No such page')).toBeVisible();
  await checkPage(page, 'not-found');
  await page.goto(`${mock.url}/dashboard`);
  await expect(page.getByRole('heading', { name: 'Totals' })).toBeVisible();
  mock.world.sessions.clear();
  await page.getByRole('link', { name: 'Queue' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(page.url()).toContain('to=%2Ftasks');
  await expectAccessible(page);
  await shoot(page, 'sign-in-dark');
});

test('the keyboard reaches everything and the heading has the focus on arrival', async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole('link', { name: 'Comment on a photo', exact: true })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Queue' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your queue is empty')).toBeVisible();
  await expect(page.locator('.page-heading')).toBeFocused();
  await expect(page).toHaveTitle('Your queue · Kempelen');
});
