import type { Address } from '../../../model/address.ts';
import { isoOf, type Instant } from '../../../model/instant.ts';
import type { Controller, ControllerState } from '../../controller.ts';
import { silenceOver } from '../../notify/grouping.ts';
import type { Caller } from '../control.ts';
import type { AnswerOf } from '../operations.ts';
import { stackName } from '../reads.ts';
import { actionsOn } from './actions.ts';
import { draftsOf, type Draft } from './draft.ts';

export type Finding = AnswerOf<'attention'>['items'][number];

/** More than anybody reads: the answer says how many there are. */
const mostFindings = 200;

/** Lists what a person should look at, of every source, the most dangerous first. */
export function attentionOf(
  controllers: readonly Controller[],
  caller: Pick<Caller, 'person' | 'bindings'>,
  now: Instant,
): AnswerOf<'attention'> {
  const all = controllers.flatMap(({ state: stateNow }) => {
    const state = stateNow();
    return draftsOf(state, now).map((draft) => ({ draft, state }));
  });
  const shown = all
    .toSorted((a, b) => a.draft.rank - b.draft.rank || a.draft.since - b.draft.since)
    .slice(0, mostFindings);
  const namesSource = controllers.length > 1;
  return {
    at: isoOf(now),
    total: all.length,
    items: shown.map(({ draft, state }) => findingOf(draft, { state, caller, namesSource, now })),
  };
}

/** The caller that sees the findings of one source, and when. */
interface Asked {
  readonly state: ControllerState;
  readonly caller: Pick<Caller, 'person' | 'bindings'>;
  readonly namesSource: boolean;
  readonly now: Instant;
}

/** Lists the findings in which a resource is, the most dangerous first. */
export function findingsAbout(address: Address, asked: Asked): readonly Finding[] {
  return draftsOf(asked.state, asked.now)
    .filter(({ addresses }) => addresses.includes(address))
    .map((draft) => findingOf(draft, asked));
}

/** Shows one finding to a caller. */
function findingOf(draft: Draft, asked: Asked): Finding {
  const { state, now } = asked;
  const { key, event, severity, since, title, text, addresses } = draft;
  const silence = silenceOver(
    state.decisions.silences,
    (address) => state.status.get(address)?.labels ?? {},
    now,
  )(draft);
  return {
    key,
    source: state.source,
    stack: stackName(state),
    event,
    severity,
    since: isoOf(since),
    title,
    text,
    addresses,
    actions: actionsOn(draft, asked),
    ...(silence === undefined
      ? {}
      : {
          silenced: { id: silence.id, by: silence.by, note: silence.why, until: isoOf(silence.until) },
        }),
  };
}
