import type { Capabilities, Declaration, Kind } from './kind.ts';

/** Makes a kind of a declaration: what it does not say is as usual. */
export function declareKind<S, R>(declaration: Declaration<S, R>): Kind<S, R> {
  return { ...usual, ...declaration };
}

/** What a kind is that says nothing more: made by nobody else, alone, and well as long as it is there. */
const usual: Omit<Capabilities<unknown, unknown>, 'defaults'> & { defaults<S>(spec: S): S } = {
  place: () => ({}),
  global: false,
  defaults: (spec) => spec,
  expand: () => [],
  validate: () => [],
  attributes: {},
  waitsFor: () => [],
  lacks: () => undefined,
  uses: () => [],
  hangsOn: { paths: [] },
  givesAccess: false,
  restsOn: [],
  state: () => 'present',
  health: () => ({ is: 'Healthy' }),
  bornAt: () => undefined,
  deletesAt: () => undefined,
  notes: () => [],
  foreignAccess: () => ({ foreign: [], opened: [] }),
  endsUse: [],
  immutable: [],
  onVanish: 'orphan',
};
