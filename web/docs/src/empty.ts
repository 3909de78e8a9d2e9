// Nothing. Vite wants an entry; the pages are made by vite.config.ts.
export {};
