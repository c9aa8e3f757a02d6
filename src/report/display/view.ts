import { kindOf, nameOf, type Address } from '../../model/address.ts';
import { isBlocked } from './counts.ts';
import type { Display } from './display.ts';
import { isKind } from './resources.ts';
import type { Only } from './only.ts';
import { isDangerous } from './risky.ts';
import type { ResourceStatus, StatusDisplay } from './status.ts';

/** What of a plan or a status a reader asks to see. An empty list asks for all. */
export interface View {
  readonly only: readonly Only[];
  readonly kinds: readonly string[];
  /** `*` stands for any text. */
  readonly names: readonly string[];
  /** All of these, with these values. */
  readonly labels: readonly (readonly [name: string, value: string])[];
}

/** How much a view hides. */
export interface Hidden {
  /** Resources: changes of a plan, rows of a status. */
  readonly resources: number;
  /** Those of them that a person must not overlook. */
  readonly dangerous: number;
  readonly orphans: number;
  /** Lines about resources without a change. */
  readonly notes: number;
}

export const nothingHidden: Hidden = { resources: 0, dangerous: 0, orphans: 0, notes: 0 };

type LabelsOf = (address: Address) => Readonly<Record<string, string>> | undefined;

/** Selects the part of a plan that a view shows. Keeps the counts of the whole plan. */
export function viewedPlan(
  display: Display,
  view: View,
  labelsOf: LabelsOf,
): { readonly display: Display; readonly hidden: Hidden } {
  const { sections, orphans, deferred, ignored, notices, outside, risky, foundByTags } = display;
  const addressesOf: Readonly<Record<Only, () => readonly Address[]>> = {
    drifted: () => display.drift.map(({ address }) => address),
    blocked: () => sections.filter(isBlocked).map(({ address }) => address),
    changed: () =>
      sections
        .filter(({ verb }) => verb !== 'blocked' && verb !== 'unreadable')
        .map(({ address }) => address),
    orphans: () => orphans.map(({ address }) => address),
  };
  const chosen = new Set(view.only.flatMap((one) => addressesOf[one]()));
  const isShown = (address: Address): boolean =>
    (view.only.length === 0 || chosen.has(address)) && isNamed(address, view, labelsOf);
  const shown = <T extends { readonly address: Address }>(all: readonly T[]): readonly T[] =>
    all.filter(({ address }) => isShown(address));
  const kept = risky.filter(({ state }) => state === 'kept');
  const notes = [...deferred, ...ignored, ...notices, ...kept].map(({ address }) => address).concat(outside);
  const left = sections.filter(({ address }) => !isShown(address));
  const dangerous = new Set(risky.filter(isDangerous).map(({ address }) => address));
  return {
    display: {
      ...display,
      sections: shown(sections),
      risky: shown(risky),
      deferred: shown(deferred),
      ignored: shown(ignored),
      notices: shown(notices),
      outside: outside.filter(isShown),
      orphans: orphans.filter((one) => one.opened !== undefined || isShown(one.address)),
      ...(foundByTags === undefined ? {} : { foundByTags: shown(foundByTags) }),
    },
    hidden: {
      resources: left.length,
      dangerous: left.filter(({ address }) => dangerous.has(address)).length,
      // What somebody opened is dangerous, so it is never hidden.
      orphans: orphans.filter((one) => one.opened === undefined && !isShown(one.address)).length,
      notes: notes.filter((address) => !isShown(address)).length,
    },
  };
}

/** Selects the part of a status that a view shows. Keeps the counts of the whole Stack. */
export function viewedStatus(
  status: StatusDisplay,
  view: View,
): { readonly status: StatusDisplay; readonly hidden: Hidden } {
  const { only } = view;
  const labels = new Map(status.resources.map((row) => [row.address, row.labels]));
  const named = (address: Address): boolean => isNamed(address, view, (one) => labels.get(one));
  const resources = status.resources.filter(
    (row) => named(row.address) && (only.length === 0 || only.some((one) => isRow[one](row))),
  );
  const orphans = status.orphans.filter(
    ({ address, opened }) =>
      opened !== undefined || (named(address) && (only.length === 0 || only.includes('orphans'))),
  );
  return {
    status: { ...status, resources, orphans },
    hidden: {
      ...nothingHidden,
      resources: status.resources.length - resources.length,
      orphans: status.orphans.length - orphans.length,
    },
  };
}

const isRow: Readonly<Record<Only, (row: ResourceStatus) => boolean>> = {
  drifted: ({ sync, reason }) => sync === 'Drifted' || reason === 'deleted',
  blocked: ({ blocked, health }) => blocked !== undefined || health === 'Blocked',
  changed: ({ blocked, sync }) => blocked === undefined && (sync === 'Drifted' || sync === 'PendingChange'),
  orphans: () => false,
};

function isNamed(address: Address, { kinds, names, labels }: View, labelsOf: LabelsOf): boolean {
  return (
    (kinds.length === 0 || kinds.some((kind) => isKind(kind, kindOf(address)))) &&
    (names.length === 0 || names.some((name) => patternOf(name).test(nameOf(address)))) &&
    labels.every(([name, value]) => labelsOf(address)?.[name] === value)
  );
}

function patternOf(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replaceAll(/[.\\+?^${}()|[\]]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'u');
}
