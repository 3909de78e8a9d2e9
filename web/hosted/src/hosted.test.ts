// The scripts for requesters' pages, each run in a page of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterEach, describe, expect, it, vi } from 'vitest';

function source(name: string): string {
  return readFileSync(join(process.cwd(), 'scripts', name), 'utf8');
}

type Helper = Window &
  typeof globalThis & {
    turkGetParam(name: string, otherwise?: string): string;
    decode(text: string): string;
    turkGetSubmitToHost(): string;
    turkSetAssignmentID(form?: string, button?: string): void;
  };

const form = `<form name="mturk_form" id="mturk_form" method="post"
  action="https://www.mturk.com/mturk/externalSubmit">
  <input type="hidden" name="assignmentId" id="assignmentId" value="">
  <textarea name="comment"></textarea><input type="submit" id="submitButton" value="Submit"></form>`;

/** A page at `query` that has loaded the helper from `from`. */
function helperPage(query: string, body = form, from = ''): Helper {
  const dom = new JSDOM(`<body>${body}</body>`, {
    url: `https://hit.example/page${query}`,
    runScripts: 'outside-only',
  });
  const window = dom.window as unknown as Helper;
  Object.defineProperty(window.document, 'currentScript', { value: { src: from }, configurable: true });
  window.eval(source('externalHIT_v1.js'));
  return window;
}

describe('externalHIT_v1.js', () => {
  it('reads query parameters as they stand, with a default', () => {
    const page = helperPage('?assignmentId=3A&x=a+b%26c&empty=');
    expect(page.turkGetParam('assignmentId')).toBe('3A');
    expect(page.turkGetParam('x', 'no')).toBe('a+b%26c');
    expect(page.turkGetParam('empty', 'no')).toBe('');
    expect(page.turkGetParam('missing', 'fallback')).toBe('fallback');
    expect(page.turkGetParam('ssignmentId', 'none')).toBe('none');
  });

  it('decodes plus signs and escapes, and survives broken ones', () => {
    const page = helperPage('');
    expect(page.decode('a+b%20c%2B%C3%A9')).toBe('a b c+é');
    expect(page.decode('100%+sure')).toBe('100% sure');
  });

  it('finds the host to submit to', () => {
    expect(helperPage('?turkSubmitTo=https%3A%2F%2Fcontent.example%3A8082').turkGetSubmitToHost()).toBe(
      'https://content.example:8082',
    );
    expect(helperPage('').turkGetSubmitToHost()).toBe('https://www.mturk.com');
    const original = 'https://s3.amazonaws.com/mturk-public/externalHIT_v1.js';
    expect(helperPage('', form, original).turkGetSubmitToHost()).toBe('https://www.mturk.com');
    expect(helperPage('', form, 'http://127.0.0.1:8082/assets/externalHIT_v1.js').turkGetSubmitToHost()).toBe(
      'http://127.0.0.1:8082',
    );
  });

  it('sets the assignment and the action', () => {
    const { document, turkSetAssignmentID } = helperPage('?assignmentId=3AB&turkSubmitTo=http://c.example');
    turkSetAssignmentID();
    expect((document.getElementById('assignmentId') as HTMLInputElement).value).toBe('3AB');
    expect(document.forms[0]?.getAttribute('action')).toBe('http://c.example/mturk/externalSubmit');
    expect((document.getElementById('submitButton') as HTMLInputElement).disabled).toBe(false);
  });

  it('locks the button in a preview', () => {
    const { document, turkSetAssignmentID } = helperPage('?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE');
    turkSetAssignmentID();
    const button = document.getElementById('submitButton') as HTMLInputElement;
    expect(button.disabled).toBe(true);
    expect(button.value).toBe('You must ACCEPT the HIT before you can submit the results.');
  });

  it('takes other names for form and button, by name as well as by id', () => {
    const { document, turkSetAssignmentID } = helperPage(
      '?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE',
      '<form name="other"><input id="assignmentId"><button id="go">Go</button></form>',
    );
    turkSetAssignmentID('other', 'go');
    expect(document.forms[0]?.getAttribute('action')).toBe('https://www.mturk.com/mturk/externalSubmit');
    expect(document.getElementById('go')?.textContent).toBe(
      'You must ACCEPT the HIT before you can submit the results.',
    );
  });

  it('does nothing to a page without a form', () => {
    expect(() => helperPage('?assignmentId=3A', '<p>none</p>').turkSetAssignmentID()).not.toThrow();
  });
});

describe('stand-in.js', () => {
  function opaquePage(): Window & typeof globalThis {
    const window = new JSDOM('', { url: 'https://hit.example/', runScripts: 'outside-only' })
      .window as unknown as Window & typeof globalThis;
    const refuse = {
      configurable: true,
      get: () => {
        throw new window.DOMException('no', 'SecurityError');
      },
    };
    Object.defineProperty(window, 'localStorage', refuse);
    Object.defineProperty(window, 'sessionStorage', refuse);
    Object.defineProperty(window.document, 'cookie', refuse);
    window.eval(source('stand-in.js'));
    return window;
  }

  it('gives storages that behave like the real ones', () => {
    const { localStorage, sessionStorage } = opaquePage();
    localStorage.setItem('n', 1 as unknown as string);
    localStorage.direct = { toString: () => 'text' };
    expect(localStorage.getItem('n')).toBe('1');
    expect(localStorage.getItem('direct')).toBe('text');
    expect(localStorage.n).toBe('1');
    expect(localStorage.missing).toBeUndefined();
    expect(localStorage.getItem('missing')).toBeNull();
    expect(localStorage.length).toBe(2);
    expect(localStorage.key(1)).toBe('direct');
    expect(localStorage.key(2)).toBeNull();
    expect(Object.keys(localStorage)).toEqual(['n', 'direct']);
    expect('n' in localStorage).toBe(true);
    delete localStorage.n;
    expect(localStorage.getItem('n')).toBeNull();
    expect(sessionStorage.length).toBe(0);
    localStorage.clear();
    expect(localStorage.length).toBe(0);
  });

  it('gives a cookie jar', () => {
    const { document } = opaquePage();
    document.cookie = 'a=1; path=/';
    document.cookie = 'b=2; Secure; SameSite=None';
    document.cookie = 'a=3';
    expect(document.cookie).toBe('a=3; b=2');
    document.cookie = 'a=; expires=Thu, 01 Jan 1970 00:00:00 GMT';
    document.cookie = 'b=; max-age=0';
    expect(document.cookie).toBe('');
  });

  it('leaves working storages and cookies alone', () => {
    const window = new JSDOM('', { url: 'https://hit.example/', runScripts: 'outside-only' })
      .window as unknown as Window & typeof globalThis;
    const before = window.localStorage;
    window.eval(source('stand-in.js'));
    expect(window.localStorage).toBe(before);
    expect(Object.getOwnPropertyDescriptor(window.document, 'cookie')).toBeUndefined();
  });
});

describe('reply.js', () => {
  afterEach(() => vi.useRealTimers());

  function replyPage(framed: boolean): { document: Document; sent: unknown[][] } {
    vi.useFakeTimers();
    const dom = new JSDOM(
      '<html data-assignment-id="3AB" data-answer="&lt;x/&gt;" data-app-origin="http://app.example">' +
        '<body><p id="status"></p>' +
        '<a id="confirm" href="http://app.example/confirm/3AB" hidden>Confirm</a></body></html>',
      { url: 'https://content.example/mturk/externalSubmit', runScripts: 'outside-only' },
    );
    const sent: unknown[][] = [];
    const window = dom.window as unknown as Window & typeof globalThis;
    const parent = framed ? { postMessage: (...words: unknown[]) => sent.push(words) } : window;
    Object.defineProperty(window, 'parent', { value: parent, configurable: true });
    window.setTimeout = setTimeout as unknown as typeof window.setTimeout;
    window.eval(source('reply.js'));
    return { document: window.document, sent };
  }

  it('tells the page around it, as an object and to that origin only', () => {
    const { sent, document } = replyPage(true);
    expect(JSON.parse(JSON.stringify(sent))).toEqual([
      [{ assignmentId: '3AB', answer: '<x/>' }, 'http://app.example'],
    ]);
    expect(document.getElementById('confirm')?.hidden).toBe(true);
    vi.advanceTimersByTime(10000);
    expect(document.getElementById('confirm')?.hidden).toBe(false);
  });

  it('shows the link when there is no page around it', () => {
    const { sent, document } = replyPage(false);
    expect(sent).toEqual([]);
    expect(document.getElementById('confirm')?.hidden).toBe(false);
    expect(document.getElementById('status')?.textContent).toContain('not submitted yet');
  });
});
