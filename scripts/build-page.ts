/**
 * Before `npm start`: builds the page where its sources are newer than what was built. Without Vite, in an installation
 * for production, the daemon runs and says that the page is not built.
 */
import { existsSync, globSync, statSync } from 'node:fs';
import { buildPage } from './page/build.ts';

const built = 'dist/web/index.html';
const sources = [...globSync('src/dashboard/**/*'), 'vite.page.config.ts', 'package-lock.json'];
const newest = Math.max(...sources.filter((file) => existsSync(file)).map((file) => statSync(file).mtimeMs));
const isFresh = existsSync(built) && statSync(built).mtimeMs >= newest;

if (!isFresh && existsSync('node_modules/vite')) process.exitCode = buildPage();
