// The frame of every page: a line at the top, the navigation, the text.
import { posix } from 'node:path';
import { breakable, escapeHtml } from './markdown';
import type { Section } from './sources';

export interface Page {
  title: string;
  /** Empty for a page that is shown under any address; its links are then absolute. */
  url: string;
  html: string;
}

/** Entries of a list that is not looked over at a glance. */
const LONG = 20;

/** The shortest way to write an address: the navigation is part of every page, and pages are many. */
export function relativeTo(current: string, url: string): string {
  if (current === '') return url;
  const folder = current.slice(0, current.lastIndexOf('/') + 1);
  const to = posix.relative(folder, url.endsWith('/') ? `${url}x` : url);
  return (url.endsWith('/') ? to.slice(0, -1) : to) || './';
}

/** Everything is open, except where a long list would lie below all others: then it is open alone. */
function navigation(sections: Section[], current: string): string {
  const here = sections.find(({ sources }) => sources.some((source) => source.url === current));
  const alone = here !== undefined && here.sources.length > LONG ? here : undefined;
  const lists = sections.map((section) => {
    const items = section.sources.map(
      (source) =>
        `<li><a href="${relativeTo(current, source.url)}"` +
        `${source.url === current ? ' aria-current="page"' : ''}>${breakable(source.title)}</a>`,
    );
    const open = alone === undefined || section === alone ? ' open' : '';
    const summary = `<summary>${escapeHtml(section.title)}</summary>`;
    return `<details${open}>${summary}\n<ul>\n${items.join('\n')}\n</ul></details>`;
  });
  return lists.join('\n');
}

/** Without sections there is no navigation but the way home: for programs, which are many and seldom read. */
export function layOut(page: Page, sections: Section[]): string {
  const navigated = sections.length > 0;
  const to = (url: string) => relativeTo(page.url, url);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)} · Kempelen</title>
<link rel="stylesheet" href="${to('/docs/style.css')}">
<link rel="icon" href="${to('/favicon.svg')}">
</head>
<body${navigated ? '' : ' class="alone"'}>
${navigated ? '<a class="skip" href="#text">Skip to the text</a>\n' : ''}<header>
<a class="home" href="${to('/docs/')}">Kempelen</a>
${navigated ? '<a class="menu" href="#pages">All pages</a>\n' : ''}</header>
<main id="text">
${page.html}</main>
${navigated ? `<nav id="pages" aria-label="Pages">\n${navigation(sections, page.url)}\n</nav>\n` : ''}</body>
</html>
`;
}
