import { createEstate, stackYaml, type Estate, type EstateOptions } from './estate.ts';
import { lawsByFolder } from './every-law.ts';
import { handOn, type Hand } from './hand.ts';

const laws = [...lawsByFolder.values()];

/** Each managed field of each kind is set somewhere in here. */
export const driftManifest = [stackYaml, ...laws.map(({ documents }) => documents)]
  .filter((text) => text.trim() !== '')
  .join('\n---\n');

/** Longer than any settle time and any lag of these worlds. */
export const settled = 60 * 60_000;

/** Returns the resources that the manifests expect. */
export function driftGround(options: EstateOptions = {}): Estate {
  const principals = new Set(laws.flatMap((one) => one.principals ?? []));
  const estate = createEstate({ principals: [...principals], ...options });
  for (const { ground } of laws) ground?.(handOn(estate));
  return estate;
}

/** Makes the world with the manifest applied, and everything about it visible everywhere. */
export async function driftWorld(options: EstateOptions = {}): Promise<Hand> {
  const estate = driftGround(options);
  await estate.advance(settled);
  const answer = await estate.apply(driftManifest, { approve: ['disable', 'widen'] });
  if (answer.is !== 'applied') throw new Error('the lease is free');
  const left = [...answer.outcomes].filter(([, outcome]) => outcome.is !== 'done');
  if (left.length > 0) throw new Error(`the world is not made: ${JSON.stringify(left)}`);
  await estate.advance(settled);
  return handOn(estate);
}
