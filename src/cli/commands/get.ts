import { isRefusal } from '../../daemon/control/control.ts';
import type { RequestOf } from '../../daemon/control/operations.ts';
import type { Address } from '../../model/address.ts';
import { second } from '../../model/instant.ts';
import type { OwnedResource, ResourceList } from '../../report/display/resources.ts';
import { resourceNames, resourcesText } from '../../report/human/resources.ts';
import { answered, asking } from '../control/asker.ts';
import type { Asker } from '../control/ports.ts';
import { asJson, looksHere } from '../control/show.ts';
import { kindIn, unknownWord, wordsOf } from '../control/words.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import type { Refused } from '../refused.ts';

/** Lists owned resources; with --watch goes on and shows what changes. Exit: 0 listed, 1 not. */
export async function get(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { addresses, paths: words } = await wordsOf(invocation.args, io);
  const { kinds, paths } = await kindsIn(words, io);
  const unknown = await unknownWord(paths, 'kind', 'reconcile explain lists the kinds', io);
  return unknown ?? listing({ addresses, kinds, paths }, invocation, io, version, show);
}

/** Gives the exit code, or why there is nothing to show. */
export type Show = (
  answer: ResourceList,
  invocation: Invocation,
  io: Io,
  titled: boolean,
) => number | Refused;

/** What the words of a command name. */
export interface Wanted {
  readonly addresses: readonly Address[];
  readonly kinds: readonly string[];
  readonly paths: readonly string[];
  readonly details?: true;
}

/** Fetches the named resources, and shows them. */
export function listing(
  { addresses, kinds, paths, ...more }: Wanted,
  invocation: Invocation,
  io: Io,
  version: string,
  display: Show,
): Promise<number | Refused> {
  const { options } = invocation;
  const request = {
    ...more,
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(kinds.length === 0 ? {} : { kinds: [...kinds] }),
    ...(addresses.length === 0 ? {} : { addresses: [...addresses] }),
    ...(options.label.length === 0 ? {} : { labels: Object.fromEntries(options.label) }),
  };
  const without = options.watch ? 'daemon' : 'look';
  return asking({ invocation, io, version, paths, without, decides: false }, (asker) =>
    answered(asker, 'get', request, (answer) => {
      const shown = display(answer, invocation, io, true);
      return options.watch ? watching(answer, request, asker, invocation, io) : shown;
    }),
  );
}

/** Tells kinds from paths: `keys` is a kind unless there is such a file. */
async function kindsIn(
  words: readonly string[],
  { files }: Io,
): Promise<{ readonly kinds: readonly string[]; readonly paths: readonly string[] }> {
  const kinds: string[] = [];
  const paths: string[] = [];
  for (const word of words) {
    const found = word.split(',').map(kindIn);
    if (found.every((kind) => kind !== undefined) && (await files.stat(word)) === undefined)
      kinds.push(...found);
    else paths.push(word);
  }
  return { kinds, paths };
}

function show(answer: ResourceList, invocation: Invocation, io: Io, titled: boolean): number {
  const { output } = invocation.options;
  const { columns } = looksHere(invocation, io);
  if (output === 'json') io.terminal.out(asJson('ResourceList', answer));
  else if (output === 'name') io.terminal.out(resourceNames(answer));
  else io.terminal.out(resourcesText(answer, { columns, wide: output === 'wide', titled }));
  return 0;
}

/** How often a daemon is asked again. It answers from memory: AWS is not asked more often for it. */
const every = 2 * second;

/** Asks again and again, and shows only what changed, until Ctrl-C. */
async function watching(
  first: ResourceList,
  request: RequestOf<'get'>,
  asker: Asker,
  invocation: Invocation,
  io: Io,
): Promise<number | Refused> {
  const stop = new AbortController();
  const stopped = (): boolean => stop.signal.aborted;
  const end = io.signals.onStop(() => {
    stop.abort();
  });
  try {
    let known = new Map(first.items.map((item) => [keyOf(item), verdictOf(item)]));
    for (;;) {
      await io.clock.sleep(every, stop.signal);
      if (stopped()) return 0;
      const answer = await asker.ask('get', request, stop.signal);
      if (isRefusal(answer)) return stopped() ? 0 : { is: 'refused', diagnostics: answer.refused };
      const changed = answer.items.filter((item) => known.get(keyOf(item)) !== verdictOf(item));
      if (changed.length > 0) show({ ...answer, items: changed }, invocation, io, false);
      known = new Map(answer.items.map((item) => [keyOf(item), verdictOf(item)]));
    }
  } finally {
    end();
  }
}

function keyOf({ source, address }: OwnedResource): string {
  return JSON.stringify([source, address]);
}

/** Returns everything but when it was read: that alone is no change. */
function verdictOf({ fullAt: _, fastAt: __, ...verdict }: OwnedResource): string {
  return JSON.stringify(verdict);
}
