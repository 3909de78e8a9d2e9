// What every page has to pass: no serious accessibility violation, no overflow at phone width; and pictures
// to look at.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Requesters' pages in frames are theirs, so only our own page is checked. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(async () =>
    (window as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }).axe.run(
      { exclude: [['iframe']] },
      { iframes: false, resultTypes: ['violations'] },
    ),
  );
  const serious = results.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map(
      (one) =>
        `${one.id}: ${one.help} (${one.nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(', ')})`,
    );
  expect(serious).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  // The navigation folds itself a moment after the window became narrow.
  await expect
    .poll(() =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    )
    .toBeLessThanOrEqual(0);
}

export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `shots/${name}.png`, fullPage: true, animations: 'disabled' });
}

/** Checks and pictures of the page as it is, wide and at 360 px, then back at the width it had. */
export async function checkPage(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  await expectAccessible(page);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await shoot(page, `${name}-360`);
  if (before !== null) await page.setViewportSize(before);
}
