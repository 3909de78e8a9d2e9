// `npm run dev`: Vite's dev server in front of the mock server, or of a running one named by KEMPELEN_API.
import { spawn } from 'node:child_process';
import { createServer } from 'vite';

const server = await createServer();
await server.listen();
const address = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? 'http://localhost:5173';
if (process.env.KEMPELEN_API === undefined) {
  const script = new URL('../../tests/browser/mock/server.mjs', import.meta.url).pathname;
  const mock = spawn(process.execPath, [script, '--port', '8090', '--app-url', address], {
    stdio: 'inherit',
  });
  process.on('exit', () => mock.kill());
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
server.printUrls();
