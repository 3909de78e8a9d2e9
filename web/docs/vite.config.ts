// The documentation as pages: Markdown of docs/ becomes HTML here, when the web is built, and never later.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { buildSite } from './src/site';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  build: {
    outDir: '../dist/docs',
    reportCompressedSize: false,
    emptyOutDir: true,
    rollupOptions: { input: 'src/empty.ts' },
  },
  plugins: [
    {
      name: 'pages',
      generateBundle(_options, bundle) {
        // Vite wants an entry; ours has nothing to say, and leaves no file behind.
        for (const name of Object.keys(bundle)) delete bundle[name];
        for (const [fileName, source] of buildSite(root)) {
          this.emitFile({ type: 'asset', fileName, source });
        }
      },
    },
  ],
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
