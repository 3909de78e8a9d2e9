// A stand-in for the server while working on the worker site: the Worker API in memory, the built site, and
// the content listener, in one process without dependencies. It keeps the rules a page can notice and nothing
// else.
//
//   node server.mjs [--port 8090] [--content-port 8092] [--dist ../../web/dist]
//
// Prints one line of JSON with the addresses once both listeners answer. The worker is `demo` with password
// `password`.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hostedPage, replyPage } from './pages.mjs';
import { Refusal, World } from './world.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const sandbox = 'sandbox allow-scripts allow-forms allow-popups allow-modals';

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function sendFile(response, folder, path, headers) {
  try {
    const content = await readFile(join(folder, normalize(path)));
    response.writeHead(200, {
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      ...headers,
    });
    response.end(content);
  } catch {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('There is nothing at this address.\n');
  }
}

function sendJson(response, status, value, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

async function callOperation(world, request, response, name) {
  const session = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const headers = { 'X-Kempelen-Time': String(world.now()) };
  try {
    const input = JSON.parse(await bodyOf(request));
    const { output, cookie } = world.call(name, input, session, request.headers['x-kempelen-csrf']);
    if (cookie !== undefined) headers['Set-Cookie'] = `session=${cookie}; HttpOnly; SameSite=Lax; Path=/`;
    sendJson(response, 200, output, headers);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendJson(
      response,
      error.status,
      { __type: error.code, Message: error.message, Code: error.code },
      headers,
    );
  }
}

function listen(server, port) {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server.address().port)));
}

function applicationListener(world, dist) {
  return createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const operation = /^\/worker\/api\/(\w+)$/.exec(url.pathname)?.[1];
    if (request.method === 'POST' && operation !== undefined) {
      void callOperation(world, request, response, operation);
    } else if (url.pathname === '/_mock/advance') {
      world.advance(Number(url.searchParams.get('seconds')));
      sendJson(response, 200, { now: world.now() });
    } else if (url.pathname === '/_mock/fail') {
      world.failNext(url.searchParams.get('operation'), url.searchParams.get('code'));
      sendJson(response, 200, {});
    } else if (/\.\w+$/.test(url.pathname)) {
      void sendFile(response, join(dist, 'worker'), url.pathname, {});
    } else {
      void sendFile(response, join(dist, 'worker'), '/index.html', {
        'Content-Security-Policy':
          `default-src 'self'; frame-src ${world.contentUrl} https: http:; ` +
          "img-src 'self' data: https: http:; media-src 'self' https: http:; font-src 'self' data:; " +
          "style-src 'self' 'unsafe-inline'; script-src 'self'; " +
          "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      });
    }
  });
}

function contentListener(world, dist) {
  return createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const page = (status, html) => {
      response.writeHead(status, { 'Content-Type': types['.html'], 'Content-Security-Policy': sandbox });
      response.end(html);
    };
    if (url.pathname === '/dynamic/hit')
      return page(200, hostedPage(world.questionOf(url.searchParams.get('hitId')), world));
    if (url.pathname === '/mturk/externalSubmit') {
      const fields = new URLSearchParams(request.method === 'POST' ? await bodyOf(request) : url.search);
      const assignment = fields.get('assignmentId') ?? '';
      try {
        world.storeDraft(assignment, fields);
        return page(200, replyPage(assignment, fields, world));
      } catch (error) {
        return page(
          400,
          '<!doctype html><html lang="en"><title>Not submitted</title><h1>Not submitted</h1>' +
            `<p>${error.message}</p></html>`,
        );
      }
    }
    if (url.pathname.startsWith('/assets/')) {
      return sendFile(response, join(dist, 'hosted'), url.pathname.slice('/assets'.length), {});
    }
    return page(404, '<!doctype html><title>Not here</title>');
  });
}

/** Starts both listeners; port 0 takes a free one. */
export async function startMock({ port = 0, contentPort = 0, signUpOpen = true, empty = false, dist } = {}) {
  const folder = dist ?? fileURLToPath(new URL('../../../web/dist', import.meta.url));
  const world = new World({ signUpOpen, empty });
  const content = contentListener(world, folder);
  world.contentUrl = `http://127.0.0.1:${await listen(content, contentPort)}`;
  const application = applicationListener(world, folder);
  world.appUrl = `http://localhost:${await listen(application, port)}`;
  const stop = () => {
    for (const server of [application, content]) {
      server.close();
      server.closeAllConnections();
    }
  };
  return { world, url: world.appUrl, contentUrl: world.contentUrl, stop };
}

function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const mock = await startMock({
    port: Number(option('port', 8090)),
    contentPort: Number(option('content-port', 8092)),
    dist: option('dist', undefined),
  });
  // The dev server of Vite stands before this one, and messages from frames must be addressed to it.
  if (option('app-url') !== undefined) mock.world.appUrl = option('app-url');
  console.log(
    JSON.stringify({ url: mock.url, contentUrl: mock.contentUrl, name: 'demo', password: 'password' }),
  );
}
