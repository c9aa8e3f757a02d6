import type { Store } from '../../src/store/store.ts';

/** Makes another run remember what this one does: ids, what was accepted, and what was applied to each address. */
export async function copyStore({ journal, memory }: Store, to: Store): Promise<void> {
  for (const [address, ids] of await journal.known()) await to.journal.remember(address, ids);
  const accepted = await journal.accepted();
  if (accepted !== undefined) await to.journal.accept(accepted);
  await to.journal.keep(await journal.things());
  for (const [address, { ids, facets }] of await memory.lastApplied())
    for (const [facet, note] of Object.entries(facets)) await to.memory.applied(address, ids, facet, note);
}
