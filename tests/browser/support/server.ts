// The real server, started on a fresh data directory and free ports, and what connect.env says about it.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MTurkClient } from '@aws-sdk/client-mturk';

export interface Server {
  /** A client with nothing but the printed endpoint and keys. */
  mturk: MTurkClient;
  endpoint: string;
  workerUrl: string;
  /** Turns the test clock of the server. */
  advance(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** Lines such as `export NAME='value'` or `NAME=value`. */
function parseEnvironment(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const match = /^\s*(?:export\s+)?(\w+)=(.*?)\s*$/.exec(line);
    if (match !== null) values[match[1] as string] = (match[2] as string).replace(/^(['"])(.*)\1$/, '$2');
  }
  return values;
}

async function waitForFile(path: string, child: ChildProcess, said: () => string): Promise<string> {
  for (let left = 200; left > 0; left -= 1) {
    if (child.pid === undefined || child.exitCode !== null)
      throw new Error(`the server ended with status ${child.exitCode}:\n${said()}`);
    if (existsSync(path)) return readFileSync(path, 'utf8');
    await pause(100);
  }
  throw new Error(`the server wrote no ${path} in 20 seconds:\n${said()}`);
}

function need(values: Record<string, string>, name: string): string {
  const value = values[name];
  if (value === undefined || value === '') throw new Error(`connect.env has no ${name}`);
  return value;
}

export async function startServer(binary: string): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'kempelen-walk-'));
  const child = spawn(
    binary,
    [
      'serve',
      '--data',
      data,
      '--sandbox-port',
      '0',
      '--live-port',
      '0',
      '--content-port',
      '0',
      '--test-clock',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      output += error.message;
      resolve();
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(kill);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const values = parseEnvironment(await waitForFile(join(data, 'connect.env'), child, () => output));
    const endpoint = need(values, 'AWS_ENDPOINT_URL_MTURK');
    return {
      endpoint,
      workerUrl: need(values, 'KEMPELEN_WORKER_URL'),
      mturk: new MTurkClient({
        endpoint,
        region: need(values, 'AWS_DEFAULT_REGION'),
        credentials: {
          accessKeyId: need(values, 'AWS_ACCESS_KEY_ID'),
          secretAccessKey: need(values, 'AWS_SECRET_ACCESS_KEY'),
        },
      }),
      advance: async (seconds) => {
        const answer = await fetch(new URL('/_test/advance', endpoint), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ seconds }),
        });
        if (!answer.ok)
          throw new Error(`the clock was not advanced: ${answer.status} ${await answer.text()}`);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
