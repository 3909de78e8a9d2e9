// Markdown to HTML: anchors as GitHub makes them, links between files turned into links between pages, tables
// and code that scroll by themselves, and the snippets of an operation as tabs.
import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';

export interface Rendered {
  html: string;
  /** Ids of the headings. */
  anchors: Set<string>;
}

/** What becomes of a link: another address, or no link at all and a word about where the file is. */
export type Resolve = (href: string) => { url: string } | { elsewhere: string };

/** Characters of a cell that does not speak for itself: `yes`, `text`, `400`. */
const SHORT = 4;
/** Characters of a name that may break. */
const LONG = 24;
const TABS_HEADING = 'In programs';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

// What can be scrolled must be reachable by keyboard.
markdown.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';
// HTML does not ask for the ends of cells and rows, and a tenth of all pages would be those.
for (const cell of ['td_close', 'th_close', 'tr_close', 'thead_close', 'tbody_close']) {
  markdown.renderer.rules[cell] = () => '';
}
markdown.renderer.rules.fence = (tokens, index) => codeBlock((tokens[index] as Token).content);
markdown.renderer.rules.code_block = (tokens, index) => codeBlock((tokens[index] as Token).content);

markdown.renderer.rules.code_inline = (tokens, index) =>
  `<code>${breakable((tokens[index] as Token).content)}</code>`;

markdown.renderer.rules.text = (tokens, index) => breakable((tokens[index] as Token).content);

export function escapeHtml(text: string): string {
  return markdown.utils.escapeHtml(text);
}

/** The text as HTML; long names without blanks may break between their words. */
export function breakable(text: string): string {
  const html = escapeHtml(text);
  if (text.length < LONG || text.includes(' ')) return html;
  return html.replace(/[a-z](?=[A-Z])|\.(?=[A-Za-z])/g, '$&<wbr>');
}

export function codeBlock(text: string): string {
  return `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
}

/** The anchor of a heading, as GitHub makes it. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function plainText(token: Token | undefined): string {
  return (token?.children ?? []).map((child) => child.content).join('');
}

function addAnchors(tokens: Token[]): Set<string> {
  const anchors = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const base = slug(plainText(tokens[index + 1]));
    let id = base;
    for (let count = 1; anchors.has(id); count += 1) id = `${base}-${count}`;
    anchors.add(id);
    token.attrSet('id', id);
  });
  return anchors;
}

/** A short cell such as `yes` says too little without its column's name, which phones show beside it. */
function labelCells(tokens: Token[]): void {
  let columns: string[] = [];
  let column = 0;
  tokens.forEach((token, index) => {
    const text = plainText(tokens[index + 1]);
    if (token.type === 'table_open') columns = [];
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'th_open') columns.push(text);
    if (token.type !== 'td_open') return;
    if (column > 0 && text !== '' && text.length <= SHORT) token.attrSet('data-label', columns[column] ?? '');
    column += 1;
  });
}

function resolveLinks(tokens: Token[], resolve: Resolve): void {
  for (const block of tokens) {
    let opened: Token | undefined;
    for (const token of block.children ?? []) {
      if (token.type === 'link_open') {
        opened = token;
        const to = resolve(token.attrGet('href') ?? '');
        if ('url' in to) {
          token.attrSet('href', to.url);
        } else {
          token.tag = 'span';
          token.attrs = [
            ['class', 'elsewhere'],
            ['title', `In the source: ${to.elsewhere}`],
          ];
        }
      } else if (token.type === 'link_close' && opened !== undefined) {
        token.tag = opened.tag;
        opened = undefined;
      }
    }
  }
}

/** A radio button for each language, its label, and its part; the style sheet shows the chosen one. */
function tabs(tokens: Token[]): string {
  const starts = tokens.flatMap((token, index) =>
    token.type === 'heading_open' && token.tag === 'h3' ? [index] : [],
  );
  const parts = starts.map((start, number) => ({
    title: plainText(tokens[start + 1]),
    id: String((tokens[start] as Token).attrGet('id')),
    html: render(tokens.slice(start + 3, starts[number + 1])),
  }));
  const choices = parts.map(
    ({ title, id }, number) =>
      `<input type="radio" name="language" id="tab-${id}"${number === 0 ? ' checked' : ''}>` +
      `<label for="tab-${id}">${escapeHtml(title)}</label>\n`,
  );
  const panels = parts.map(
    ({ title, id, html }) => `<section id="${id}"><h3>${escapeHtml(title)}</h3>\n${html}</section>\n`,
  );
  return (
    render(tokens.slice(0, starts[0])) +
    `<fieldset class="tabs"><legend>Language</legend>\n${choices.join('')}${panels.join('')}</fieldset>\n`
  );
}

function render(tokens: Token[]): string {
  return markdown.renderer.render(tokens, markdown.options, {});
}

/** The tokens of the part with tabs: behind its heading, up to the next one of its rank or a rule. */
function tabbedPart(tokens: Token[]): { from: number; to: number } | undefined {
  const heading = tokens.findIndex(
    (token, index) => token.type === 'heading_open' && plainText(tokens[index + 1]) === TABS_HEADING,
  );
  if (heading < 0) return undefined;
  const from = heading + 3;
  const length = tokens.slice(from).findIndex((token) => token.type === 'hr' || token.tag === 'h2');
  const to = length < 0 ? tokens.length : from + length;
  const any = tokens.slice(from, to).some((token) => token.type === 'heading_open' && token.tag === 'h3');
  return any ? { from, to } : undefined;
}

export function renderMarkdown(text: string, resolve: Resolve): Rendered {
  const tokens = markdown.parse(text, {});
  const anchors = addAnchors(tokens);
  labelCells(tokens);
  resolveLinks(tokens, resolve);
  const part = tabbedPart(tokens);
  const html =
    part === undefined
      ? render(tokens)
      : render(tokens.slice(0, part.from)) +
        tabs(tokens.slice(part.from, part.to)) +
        render(tokens.slice(part.to));
  return { html, anchors };
}
