import { defineConfig } from 'vite';

/** The page of the daemon: its own files only, none of them larger than it must be. */
export default defineConfig({
  root: 'src/dashboard',
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // scripts/page/build.ts names the folder, and replaces dist/web with it.
    emptyOutDir: true,
    // The Content-Security-Policy allows no code and no data within a document.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
});
