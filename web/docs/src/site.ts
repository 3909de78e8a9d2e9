// All pages together. A link to a file that is not there, or to a heading that no page has, ends the build.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { layOut, relativeTo } from './layout';
import { codeBlock, escapeHtml, renderMarkdown, type Rendered, type Resolve } from './markdown';
import { fileOf, isMarkdown, isSample, readSections, readSource, urlOf, type Source } from './sources';

interface Link {
  from: string;
  to: string;
  anchor: string;
}

const NOT_FOUND = `<h1>No such page</h1>
<p>There is nothing under this address. <a href="/docs/">Begin at the start</a>, or look into the list of
pages.</p>
`;

/** Sources by path, with those that links lead to; rendering one may find more. */
class Pages {
  readonly links: Link[] = [];
  readonly rendered = new Map<string, Rendered>();
  private readonly known = new Map<string, Source>();
  private readonly waiting: Source[] = [];

  constructor(
    private readonly root: string,
    sources: Source[],
  ) {
    for (const source of sources) this.add(source);
  }

  renderAll(): Source[] {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      const { path, text } = next;
      this.rendered.set(
        path,
        isMarkdown(path)
          ? renderMarkdown(text, this.resolver(path))
          : { html: `<h1>${escapeHtml(path)}</h1>\n${codeBlock(text)}`, anchors: new Set() },
      );
    }
    return [...this.known.values()];
  }

  private add(source: Source): Source {
    this.known.set(source.path, source);
    this.waiting.push(source);
    return source;
  }

  private find(path: string): Source | undefined {
    const known = this.known.get(path);
    if (known !== undefined || !isSample(this.root, path)) return known;
    return this.add(readSource(this.root, path));
  }

  private resolver(from: string): Resolve {
    return (href) => {
      if (/^[a-z]+:/.test(href)) return { url: href };
      const [address = '', anchor = ''] = decodeURI(href).split('#');
      const path = address === '' ? from : posix.join(posix.dirname(from), address);
      const linked = this.find(path);
      if (linked === undefined) {
        if (existsSync(join(this.root, path))) return { elsewhere: path };
        throw new Error(`${from} links to ${href}, and there is no ${path}`);
      }
      if (anchor !== '') this.links.push({ from, to: path, anchor });
      const hash = anchor === '' ? '' : `#${anchor}`;
      return { url: path === from ? hash : relativeTo(urlOf(from), linked.url) + hash };
    };
  }
}

/** Every file of the built folder, by its name. */
export function buildSite(root: string): Map<string, string> {
  const sections = readSections(root);
  const listed = sections.flatMap((section) => section.sources);
  const pages = new Pages(root, listed);
  const sources = pages.renderAll();
  for (const { from, to, anchor } of pages.links) {
    if (!pages.rendered.get(to)?.anchors.has(anchor)) {
      throw new Error(`${from} links to #${anchor}, which ${to} lacks`);
    }
  }
  const files = new Map<string, string>();
  for (const source of sources) {
    const html = pages.rendered.get(source.path)?.html ?? '';
    const navigated = isMarkdown(source.path) ? sections : [];
    files.set(fileOf(source.url), layOut({ title: source.title, url: source.url, html }, navigated));
  }
  files.set('404.html', layOut({ title: 'No such page', url: '', html: NOT_FOUND }, sections));
  files.set('style.css', readFileSync(join(root, 'web/docs/src/style.css'), 'utf8'));
  return files;
}
