import { expect, it } from 'vitest';
import { kindsByName } from '../kinds/index.ts';
import type { Metadata } from '../model/resource.ts';
import { badAdoption } from './adopt.ts';

const id = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** Their manifest names them: there is nothing to choose. */
const byName = [...kindsByName()].flatMap(([kind, { identity }]) =>
  identity.by === 'name' && identity.adoption.is === 'true' ? [kind] : [],
);

// What is accepted and not followed lets a second key or grant be made beside the one that was meant.
it.each<{ kind: string; adopt: string | true; fits: boolean }>([
  { kind: 'Key', adopt: id, fits: true },
  { kind: 'Key', adopt: `mrk-${id.replaceAll('-', '')}`, fits: true },
  { kind: 'Key', adopt: `arn:aws:kms:eu-central-1:111122223333:key/${id}`, fits: true },
  { kind: 'Key', adopt: true, fits: false },
  { kind: 'Key', adopt: 'alias/data', fits: false },
  { kind: 'Key', adopt: 'arn:aws:kms:eu-central-1:111122223333:alias/data', fits: false },
  { kind: 'Alias', adopt: id, fits: true },
  { kind: 'Alias', adopt: `arn:aws:kms:eu-central-1:111122223333:key/${id}`, fits: true },
  { kind: 'Alias', adopt: true, fits: false },
  { kind: 'Alias', adopt: 'alias/data', fits: false },
  { kind: 'Grant', adopt: true, fits: false },
  { kind: 'Grant', adopt: id, fits: false },
  ...byName.flatMap((kind) => [
    { kind, adopt: true as const, fits: true },
    { kind, adopt: 'the-name', fits: false },
  ]),
])('$kind with adopt: $adopt fits: $fits', ({ kind, adopt, fits }) => {
  const of = kindsByName().get(kind);
  if (of === undefined) throw new Error(`no ${kind}`);
  const found = badAdoption(of, { ...bare, adopt });
  expect(found.map(({ code }) => code)).toEqual(fits ? [] : ['manifest.adopt']);
});

const bare: Metadata = {
  name: 'a',
  labels: {},
  annotations: {},
  formerly: [],
  state: 'present',
  ignore: [],
};
