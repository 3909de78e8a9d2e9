// Debian's Chromium, one at a time, loopback only. CHROMIUM names another one.
import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

function chromium(): string {
  return (
    process.env.CHROMIUM ??
    execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser']).toString().trim()
  );
}

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  forbidOnly: true,
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    contextOptions: { reducedMotion: 'reduce' },
    viewport: { width: 1200, height: 900 },
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
