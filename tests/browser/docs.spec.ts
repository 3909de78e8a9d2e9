// The documentation of a running server: readable wide and narrow, light and dark, and all of it without
// scripts. KEMPELEN_BINARY names the program; without it these tests are reported as skipped.
import { expect, test } from '@playwright/test';
import { checkPage, expectNoSidewaysScroll } from './support/page_checks.js';
import { startServer, type Server } from './support/server.js';

const binary = process.env.KEMPELEN_BINARY;
test.skip(binary === undefined, 'KEMPELEN_BINARY is not set');

let server: Server;
test.beforeAll(async () => {
  server = await startServer(binary as string);
});
test.afterAll(() => server?.stop());

for (const [name, path] of [
  ['start', ''],
  ['guide', 'guides/stand-in'],
  ['index', 'reference/requester-api'],
  ['operation', 'reference/operations/CreateHIT'],
  ['structures', 'reference/structures'],
  ['sample', 'samples/java/src/main/java/samples/ReviewAndPay.java'],
  ['compatibility', 'compatibility'],
]) {
  test(`the page ${path === '' ? 'to start from' : path}`, async ({ page }) => {
    await page.goto(new URL(`/docs/${path}`, server.endpoint).href);
    await checkPage(page, `docs-${name}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await checkPage(page, `docs-${name}-dark`);
  });
}

test('a guide is found from the start, and an operation from a guide', async ({ page }) => {
  await page.goto(new URL('/docs', server.endpoint).href);
  await page.getByRole('main').getByRole('link', { name: 'a first job, slowly' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A first job, slowly');
  await page.getByRole('navigation').getByRole('link', { name: 'SendBonus' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SendBonus');
  await expect(page.getByRole('navigation').locator('[aria-current=page]')).toHaveText('SendBonus');
  await page.getByRole('main').getByRole('link', { name: 'what every operation can be refused' }).click();
  await expect(page).toHaveURL(/\/docs\/reference\/requester-api#refusals$/);
  await expect(page.getByRole('heading', { name: 'Refusals' })).toBeInViewport();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('each language shows its own snippet, by mouse and by keyboard', async ({ page }) => {
    await page.goto(new URL('/docs/reference/operations/CreateHIT', server.endpoint).href);
    const tabs = page.getByRole('group', { name: 'Language' });
    await expect(tabs.getByText('Title=f"Look out of the window')).toBeVisible();
    await expect(tabs.getByText('client.CreateHIT(ctx')).toBeHidden();
    await tabs.getByText('Go (SDK v2)', { exact: true }).first().click();
    await expect(tabs.getByText('client.CreateHIT(ctx')).toBeVisible();
    await expect(tabs.getByText('Title=f"Look out of the window')).toBeHidden();
    await page.keyboard.press('ArrowRight');
    await expect(tabs.getByText('mturk.CreateHITAsync(')).toBeVisible();
  });

  test('on a phone the list of pages is one tap away', async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(new URL('/docs/guides/money', server.endpoint).href);
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: 'All pages' }).click();
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Glossary' })).toBeVisible();
    await page.getByRole('navigation').getByRole('link', { name: 'Notifications', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notifications');
  });
});

test('an address that leads nowhere says so', async ({ page }) => {
  await page.goto(new URL('/docs/guides/poetry', server.endpoint).href);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such page');
  await checkPage(page, 'docs-missing');
  await page.getByRole('link', { name: 'Begin at the start' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Documentation');
});
