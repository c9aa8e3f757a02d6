/**
 * `npm run bench`: measures how Keywright's work and time grow with an estate, and writes docs/performance.md. With
 * --json it prints the numbers and writes nothing.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { costsHere, costsOf, growthOf } from './bench/measure.ts';
import { pageOf, type Measured } from './bench/page.ts';
import { pacedPasses } from './bench/quota.ts';

const sizes = [500, 2_000, 10_000];

async function measured(): Promise<Measured> {
  const script = fileURLToPath(import.meta.url);
  const all = sizes.map((resources) => ({ resources, costs: costsOf(script, resources) }));
  const [first, last] = [all[0], all.at(-1)];
  const growth =
    first === undefined || last === undefined
      ? []
      : growthOf(first.costs, last.costs, last.resources / first.resources);
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
  return { machine, paced: await pacedPasses(10_000, 1_000), sizes: all, growth };
}

const [what, resources] = process.argv.slice(2);
if (what === 'calls' || what === 'cpu') {
  console.log(JSON.stringify(await costsHere(Number(resources), what)));
} else {
  const numbers = await measured();
  if (what === '--json') console.log(JSON.stringify(numbers, undefined, 2));
  else {
    const page = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
    const options = { ...(await resolveConfig(page)), parser: 'markdown' };
    writeFileSync(page, await format(pageOf(numbers), options));
  }
}
