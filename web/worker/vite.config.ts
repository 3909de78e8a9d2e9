// How the worker site is built, tested and, with `npm run dev`, served while it is changed.
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * Cloudscape brings Open Sans in eight faces, as text in its style sheet. Two are enough, at a quarter of the
 * bytes.
 */
const fewerFonts: Plugin = {
  name: 'fewer-fonts',
  enforce: 'pre',
  transform(code, id) {
    if (!/global-styles\/index\.css/.test(id)) return null;
    return code.replace(/@font-face\s*\{[^}]*\}/g, (face) =>
      /font-style:\s*normal/.test(face) && /font-weight:\s*(400|700)/.test(face) ? face : '',
    );
  },
};

export default defineConfig({
  plugins: [fewerFonts, react()],
  build: {
    outDir: '../dist/worker',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false, // one chunk; and the page's policy allows no inline script
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    sourcemap: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/worker/api': process.env.KEMPELEN_API ?? 'http://127.0.0.1:8090' },
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
