// The scripts are classic ones with stable names: copied as they are, so that a reader of a page sees what
// runs.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  publicDir: 'scripts',
  build: {
    outDir: '../dist/hosted',
    emptyOutDir: true,
    rollupOptions: { input: 'src/empty.ts' },
  },
  plugins: [
    {
      // Vite wants an entry; ours has nothing to say, and leaves no file behind.
      name: 'no-entry-chunk',
      generateBundle(_options, bundle) {
        for (const name of Object.keys(bundle)) delete bundle[name];
      },
    },
  ],
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
