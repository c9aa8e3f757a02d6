import { minute } from '../../src/model/instant.ts';
import { createEstate } from './estate.ts';
import { keyYaml, manifests } from './estate-facts.ts';

/** Runs so many passes in one process, and prints heap and handles after every fiftieth. Needs `--expose-gc`. */
const passes = 200;
const every = 50;

const yaml = manifests(
  Array.from({ length: 5 }, (_, n) =>
    keyYaml({ name: `k${n}`, spec: `description: Key ${n}, aliases: [alias/k${n}]` }),
  ),
);
const { gc } = globalThis;
if (gc === undefined) throw new Error('run with --expose-gc');
const estate = createEstate();
await estate.apply(yaml, { waitFor: 10 * minute });
const marks: { readonly heap: number; readonly handles: number }[] = [];
for (let n = 1; n <= passes; n += 1) {
  await estate.advance(minute);
  await estate.apply(yaml, { waitFor: minute });
  if (n % every !== 0) continue;
  await new Promise((resolve) => void setImmediate(resolve));
  await gc({ execution: 'async' });
  await gc({ execution: 'async' });
  marks.push({ heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length });
}
process.stdout.write(JSON.stringify(marks));
