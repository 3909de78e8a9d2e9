// What becomes of Markdown, and the whole documentation as it is built.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { relativeTo } from './layout';
import { renderMarkdown, slug, type Resolve } from './markdown';
import { buildSite } from './site';
import { fileOf, urlOf } from './sources';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const asIs: Resolve = (href) => ({ url: href });

describe('addresses', () => {
  it('follow from the place of the file', () => {
    expect(urlOf('docs/guides/money.md')).toBe('/docs/guides/money');
    expect(urlOf('docs/README.md')).toBe('/docs/');
    expect(urlOf('CHANGELOG.md')).toBe('/docs/changelog');
    expect(urlOf('samples/go/README.md')).toBe('/docs/samples/go/');
    expect(urlOf('samples/go/publish/main.go')).toBe('/docs/samples/go/publish/main.go');
    expect(fileOf('/docs/')).toBe('index.html');
    expect(fileOf('/docs/guides/money')).toBe('guides/money.html');
  });

  it('are written from where the page is', () => {
    expect(relativeTo('/docs/guides/money', '/docs/guides/files')).toBe('files');
    expect(relativeTo('/docs/guides/money', '/docs/')).toBe('../');
    expect(relativeTo('/docs/', '/docs/')).toBe('./');
    expect(relativeTo('/docs/samples/', '/docs/samples/go/')).toBe('go/');
    expect(relativeTo('/docs/guides/money', '/favicon.svg')).toBe('../../favicon.svg');
    expect(relativeTo('', '/docs/guides/money')).toBe('/docs/guides/money');
  });
});

describe('Markdown', () => {
  it('gets the anchors that GitHub gives', () => {
    expect(slug('Two clocks, `now` & then')).toBe('two-clocks-now--then');
    const { html, anchors } = renderMarkdown('# A\n\n## B\n\n## B\n', asIs);
    expect([...anchors]).toEqual(['a', 'b', 'b-1']);
    expect(html).toContain('<h2 id="b-1">');
  });

  it('is never taken for HTML', () => {
    expect(renderMarkdown('<script>x</script> and `<b>`', asIs).html).not.toMatch(/<script>|<b>/);
  });

  it('shows a file that is no page without a link', () => {
    const { html } = renderMarkdown('see [the code](../src/x.cc) there', () => ({ elsewhere: 'src/x.cc' }));
    expect(html).toContain('<span class="elsewhere" title="In the source: src/x.cc">the code</span>');
  });

  it('names the columns of short cells, for phones', () => {
    const { html } = renderMarkdown('| A | B | C |\n|---|---|---|\n| x | yes | a whole sentence |\n', asIs);
    expect(html).toContain('<td>x<td data-label="B">yes<td>a whole sentence');
  });

  it('shows snippets one at a time, and what follows outside of them', () => {
    const { html } = renderMarkdown(
      '# X\n\n## In programs\n\nCut out.\n\n### C++\n\n```cpp\na\n```\n\n### Go\n\nb\n\n---\n\nMade.\n',
      asIs,
    );
    expect(html.match(/type="radio"/g)).toHaveLength(2);
    expect(html.match(/ checked/g)).toHaveLength(1);
    expect(html).toContain('<section id="go"><h3>Go</h3>\n<p>b</p>\n</section>');
    expect(html.indexOf('Made.')).toBeGreaterThan(html.indexOf('</fieldset>'));
  });
});

describe('the documentation', () => {
  const files = buildSite(root);

  it('has a page for each operation and guide, and each is in the navigation of each', () => {
    const operations = [...files.keys()].filter((name) => name.startsWith('reference/operations/'));
    expect(operations).toHaveLength(39);
    expect(files.has('guides/first-job.html')).toBe(true);
    for (const name of operations) {
      const page = files.get(name) ?? '';
      expect(page.match(/aria-current="page"/g), name).toHaveLength(1);
      expect(page, name).toContain('<a href="GetHIT"');
      expect(page, name).toContain('<a href="../../guides/first-job"');
    }
  });

  it('runs nothing and fetches nothing from elsewhere', () => {
    for (const [name, page] of files) {
      if (!name.endsWith('.html')) continue;
      expect(page, name).not.toMatch(/<script|<iframe|<img|\sstyle=|\son[a-z]+=/);
      expect(page.match(/<link [^>]*href="https?:/), name).toBeNull();
    }
  });
});
