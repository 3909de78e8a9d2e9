// Which files of the tree become pages, under which address, and where the navigation lists them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface Source {
  /** From the root of the tree, `docs/guides/money.md`. */
  path: string;
  /** As a browser asks for it, `/docs/guides/money`. */
  url: string;
  title: string;
  text: string;
}

export interface Section {
  title: string;
  sources: Source[];
}

/** Read first; the rest of a folder follows by name. */
const GUIDES_FIRST = [
  'first-job',
  'publish-and-collect',
  'point-your-code',
  'samples',
  'cpp-client',
  'stand-in',
];
const REFERENCE_FIRST = [
  'requester-api',
  'structures',
  'errors',
  'command-line',
  'worker-api',
  'worker-api-operations',
];
const OF_THE_ROOT = ['COMPATIBILITY.md', 'CHANGELOG.md', 'SECURITY.md'];
/** Where the first heading alone would not tell two pages apart. */
const TITLES: Record<string, string> = {
  'docs/README.md': 'Documentation',
  'docs/reference/worker-api-operations.md': 'Worker API: operations',
  'SECURITY.md': 'Security',
  'samples/README.md': 'Samples',
};

/** `docs/guides/money.md` is `/docs/guides/money`, a README is its folder, anything else keeps its name. */
export function urlOf(path: string): string {
  const inside = path.startsWith('docs/') ? path.slice('docs/'.length) : path;
  const folder = posix.dirname(inside) === '.' ? '' : `${posix.dirname(inside)}/`;
  const name = posix.basename(inside);
  if (name === 'README.md') return `/docs/${folder}`;
  if (!name.endsWith('.md')) return `/docs/${folder}${name}`;
  const stem = name.slice(0, -'.md'.length);
  return `/docs/${folder}${path.includes('/') ? stem : stem.toLowerCase()}`;
}

/** The file in the built folder from which the server answers for this address. */
export function fileOf(url: string): string {
  const inside = url.slice('/docs/'.length);
  return inside === '' || inside.endsWith('/') ? `${inside}index.html` : `${inside}.html`;
}

export function isMarkdown(path: string): boolean {
  return path.endsWith('.md');
}

export function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const heading = isMarkdown(path) ? /^# (.+)$/m.exec(text)?.[1] : undefined;
  return { path, url: urlOf(path), title: TITLES[path] ?? heading ?? path, text };
}

/** Whether a link may lead to this file although no section lists it: READMEs and programs of the samples. */
export function isSample(root: string, path: string): boolean {
  return path.startsWith('samples/') && posix.extname(path) !== '' && existsSync(join(root, path));
}

function markdownIn(root: string, folder: string, first: string[] = []): Source[] {
  const names = readdirSync(join(root, folder)).filter(isMarkdown);
  const rank = (name: string) => {
    const place = first.indexOf(name.slice(0, -'.md'.length));
    return place < 0 ? first.length : place;
  };
  names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return names.map((name) => readSource(root, `${folder}/${name}`));
}

/** Everything that the navigation lists, in its order; the first source of the first section is the start. */
export function readSections(root: string): Section[] {
  return [
    { title: 'Start', sources: [readSource(root, 'docs/README.md')] },
    { title: 'Guides', sources: markdownIn(root, 'docs/guides', GUIDES_FIRST) },
    { title: 'Reference', sources: markdownIn(root, 'docs/reference', REFERENCE_FIRST) },
    { title: 'Operations', sources: markdownIn(root, 'docs/reference/operations') },
    {
      title: 'More',
      sources: [...OF_THE_ROOT, 'samples/README.md'].map((path) => readSource(root, path)),
    },
  ];
}
