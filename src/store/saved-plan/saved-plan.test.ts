import { resourcePlanOf } from '../../model/plan.test-helper.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AwsFailure } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { digestOf } from '../../model/digest.ts';
import { day, hour } from '../../model/instant.ts';
import type { Plan } from '../../model/plan.ts';
import { blockOf } from '../../model/reasons.ts';
import type { Resource } from '../../model/resource.ts';
import type { SavedPlan } from '../../model/saved-plan.ts';
import type { Tree } from '../../model/tree.ts';
import { decodeSavedPlan, isMeantAsPlan, looksLikeSavedPlan } from './decode.ts';
import { encodeSavedPlan } from './encode.ts';
import { savedPlanSchema } from './schema.ts';

const noon = Date.UTC(2026, 10, 2, 12);
const place = { account: '111122223333', region: 'eu-central-1' };
const span = { file: 'keys.yaml', line: 3, column: 1, endLine: 9, endColumn: 2 };

const resource: Resource = {
  address: 'Key/a',
  kind: 'Key',
  place,
  metadata: { name: 'a', labels: {}, annotations: {}, formerly: [], state: 'present', ignore: [] },
  // A name that an object has from the start must come back as a name.
  spec: { tags: { ['__proto__']: 'x', constructor: 'y' }, key: { $unknown: '${Key/b.arn}' } },
  references: [{ to: 'Key/b', attribute: 'arn', path: '/key', edge: true }],
  span,
  spanOf: () => span,
};

const saved: SavedPlan = {
  madeAt: noon,
  expiresAt: noon + day,
  madeBy: { version: '1.2.0', kinds: 'abc' },
  against: 'aws',
  stack: {
    settings: {
      name: 'shop',
      uid: 'u1',
      partition: 'aws',
      accounts: [{ id: place.account, regions: [place.region] }],
      keyAdministrators: [],
      trustedAccounts: [],
      tags: {},
      caps: { count: 5, percent: 10 },
      release: [],
    },
    resources: new Map([['Key/a', resource]]),
    diagnostics: [],
  },
  plan: {
    version: 1,
    stack: 'shop',
    uid: 'u1',
    at: noon,
    scope: { is: 'all' },
    resources: [],
    steps: [
      {
        id: 'Key/a#description',
        address: 'Key/a',
        kind: 'Key',
        place,
        name: 'description',
        half: 'expand',
        action: 'update',
        changes: [{ path: '/description', before: undefined, after: 'A' }],
        calls: [{ op: 'kms:UpdateKeyDescription', at: place, input: { Description: 'A' } }],
        after: [],
        locks: [],
        risks: [],
        desired: 'd',
        observed: 'o',
        gate: { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: 'because' },
      },
    ],
    orphans: [],
    diagnostics: [],
  },
  restsOn: new Map([['Key/a#description', [{ address: 'Key/b', exists: true, ids: { keyId: '1' } }]]]),
};

const finding: Diagnostic = { severity: 'warning', code: 'engine.new-hold', message: 'm' };

const failure: AwsFailure = {
  code: 'aws.forbidden',
  class: 'forbidden',
  name: 'AccessDenied',
  message: 'no',
  op: 'kms:DescribeKey',
  at: place,
  because: 'no policy allows it',
  needs: { actions: ['kms:DescribeKey'], resource: 'arn:aws:kms:eu-central-1:111122223333:key/1' },
};

const seen = resourcePlanOf('Key/a', { place, observedAt: noon });

const text = encodeSavedPlan(saved);

/** Returns the file after a change by hand; `signed` with the digest made anew, as somebody who means it would. */
function edited(change: (file: Record<string, Tree>) => void, signed = true): string {
  const { digest, ...file } = JSON.parse(text) as Record<string, Tree>;
  change(file);
  return JSON.stringify({ digest: signed ? digestOf(file) : (digest ?? ''), ...file });
}

function refusal(file: string, version = '1.2.0'): string {
  const decoded = decodeSavedPlan(file, 'plan.json', version);
  if (decoded.is === 'ok') return 'ok';
  const { code, message, span: at } = decoded.diagnostic;
  return `${at?.line ?? 0}:${at?.column ?? 0} ${code}: ${message}`;
}

describe('a saved plan', () => {
  it('comes back as it was', () => {
    const decoded = decodeSavedPlan(text, 'plan.json', '1.2.0');
    const back = decoded.is === 'ok' ? decoded.saved : undefined;
    expect({ ...back, stack: { ...back?.stack, resources: undefined } }).toEqual({
      ...saved,
      stack: { ...saved.stack, resources: undefined },
    });
    const { spanOf, ...rest } = resource;
    expect(back?.stack.resources.get('Key/a')).toMatchObject(rest);
    expect(back?.stack.resources.get('Key/a')?.spanOf('/description')).toEqual(spanOf('/description'));
    expect(Object.keys(back?.stack.resources.get('Key/a')?.spec['tags'] ?? {})).toEqual([
      '__proto__',
      'constructor',
    ]);
    expect(encodeSavedPlan(back ?? saved)).toBe(text);
  });

  // Once the types and the file were described apart, and what one had the other refused.
  it.each<{ why: string; plan: Partial<Plan> }>([
    { why: 'a finding that is critical', plan: { diagnostics: [{ ...finding, severity: 'critical' }] } },
    { why: 'a resource that could not be read', plan: { resources: [{ ...seen, failure }] } },
    {
      why: 'a part that could not be read',
      plan: { resources: [{ ...seen, unreadable: [{ facet: 'tags', failure }] }] },
    },
    {
      why: 'access that somebody else gave',
      plan: { resources: [{ ...seen, foreign: ['it'], notes: ['it'] }] },
    },
    {
      why: 'a resource that is blocked',
      plan: { resources: [{ ...seen, blocked: blockOf('engine.immutable', { why: 'w', release: 'r' }) }] },
    },
    {
      why: 'an orphan that was opened',
      plan: { orphans: [{ address: 'Key/b', place, ids: {}, opened: ['x'] }] },
    },
  ])('comes back with $why', ({ plan }) => {
    const given = { ...saved, plan: { ...saved.plan, ...plan } };
    const decoded = decodeSavedPlan(encodeSavedPlan(given), 'plan.json', '1.2.0');
    expect(decoded.is === 'ok' ? decoded.saved.plan : decoded).toEqual(given.plan);
  });

  it('says what it is in its first lines, and which approvals it needs', () => {
    expect(Object.keys(JSON.parse(text) as object).slice(0, 3)).toEqual(['formatVersion', 'kind', 'digest']);
    expect(JSON.parse(text)).toMatchObject({ kind: 'SavedPlan', approvals: ['widen'] });
  });

  it('accepts another layout, since only the content counts', () => {
    const file = JSON.parse(text) as Record<string, unknown>;
    const turned = Object.fromEntries(Object.entries(file).reverse());
    expect(refusal(`\ufeff${JSON.stringify(turned).replaceAll(',', ',\r\n')}`)).toBe('ok');
  });

  it('reads a plan of an older Keywright', () => {
    expect(refusal(text, '1.10.0')).toBe('ok');
  });
});

describe('an invalid or outdated saved plan', () => {
  it.each([
    {
      why: 'nothing',
      file: '',
      says: '1:1 plan.not-a-plan: this file is not a saved plan: it is not JSON',
    },
    {
      why: 'a manifest',
      file: 'apiVersion: keywright.dev/v1\nkind: Key\n',
      says: '1:1 plan.not-a-plan: this file is not a saved plan: it is not JSON',
    },
    {
      why: 'a manifest in JSON',
      file: '{"apiVersion": "keywright.dev/v1", "kind": "Key"}',
      says: '1:1 plan.not-a-plan: this file is not a saved plan: the file is a manifest',
    },
    {
      why: 'a list',
      file: '[]',
      says: '1:1 plan.not-a-plan: this file is not a saved plan: the file does not contain a JSON object',
    },
    {
      why: 'the output of -o json',
      file: '{"formatVersion": "1.0", "kind": "Plan"}',
      says: '1:1 plan.not-a-plan: this file is not a saved plan: the file is -o json output (Plan)',
    },
    {
      why: 'another kind',
      file: '{"kind": "Deployment"}',
      says: '1:1 plan.not-a-plan: this file is not a saved plan: the file has kind "Deployment"',
    },
    {
      why: 'the first half',
      file: text.slice(0, text.indexOf('"steps"')),
      says: /^\d+:\d+ plan\.truncated: this saved plan is truncated$/u,
    },
    {
      why: 'all but the last brace',
      file: text.trimEnd().slice(0, -1),
      says: /plan\.truncated/u,
    },
    {
      why: 'a cut inside of a text',
      file: text.slice(0, text.indexOf('eu-central-1') + 4),
      says: /plan\.truncated/u,
    },
    {
      why: 'a comma too many',
      file: text.replace('"kind"', ',"kind"'),
      says: '3:3 plan.edited: this saved plan is corrupt here',
    },
    {
      why: 'a word of another language',
      file: text.replace('"formatVersion": "2.0"', '"formatVersion": null, "x": None'),
      says: '2:31 plan.edited: this saved plan is corrupt here',
    },
    {
      why: 'a changed value',
      file: text.replace('"Description": "A"', '"Description": "B"'),
      says: '1:1 plan.edited: this saved plan was changed after it was written',
    },
    {
      why: 'a longer life',
      file: edited((file) => (file['expiresAt'] = '2030-01-01T00:00:00.000Z'), false),
      says: '1:1 plan.edited: this saved plan was changed after it was written',
    },
    {
      why: 'no digest',
      file: text.replace(/ *"digest".*\n/u, ''),
      says: '1:1 plan.invalid: this saved plan is incomplete: digest is missing',
    },
    {
      why: 'a format of the future',
      file: edited((file) => (file['formatVersion'] = '2.1')),
      says: /^1:1 plan\.newer-version: Keywright 1\.2\.0 wrote this plan in format 2\.1; this is 1\.2\.0, which supports 2\.0$/u,
    },
    {
      why: 'a field that no plan has',
      file: edited((file) => (file['secret'] = 'x')),
      says: '1:1 plan.invalid: this saved plan is incomplete: it has no field "secret"',
    },
    {
      why: 'no steps',
      file: edited((file) => (file['plan'] = {})),
      says: /^1:1 plan\.invalid: this saved plan is incomplete: plan\.version: /u,
    },
    {
      why: 'another stack',
      file: edited((file) => (file['plan'] = { ...(file['plan'] as object), uid: 'u2' })),
      says: '1:1 plan.contradiction: its plan is for stack shop (u2), but its declared values are for shop (u1)',
    },
    {
      why: 'an account that the Stack does not have',
      file: edited((file) => {
        const stack = file['stack'] as { settings: Record<string, Tree> };
        stack.settings['accounts'] = [{ id: '999900001111', regions: ['eu-central-1'] }];
      }),
      says: '1:1 plan.contradiction: Key/a is in 111122223333/eu-central-1, which its Stack does not declare',
    },
    {
      why: 'an approval that the Stack now gives',
      file: edited((file) => {
        const { stack, plan } = file as {
          stack: { settings: Record<string, Tree> };
          plan: { steps: Record<string, Tree>[] };
        };
        stack.settings['release'] = ['widen'];
        for (const step of plan.steps)
          step['gate'] = { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: 'to all' };
      }),
      says: /plan\.contradiction: \S+ waits for an approval of widen, which its Stack releases$/u,
    },
    {
      why: 'a mode that was blocked and no longer is',
      file: edited((file) => {
        const { plan } = file as { plan: { steps: Record<string, Tree>[] } };
        const gate = {
          is: 'blocked',
          code: 'engine.observe-mode',
          reason: 'observe-mode',
          why: 'observe',
          release: 'enforce',
        };
        for (const step of plan.steps) step['gate'] = gate;
      }),
      says: /plan\.contradiction: \S+ is blocked by mode observe, and its declared mode is enforce$/u,
    },
    {
      why: 'an end before its beginning',
      file: edited((file) => (file['expiresAt'] = file['madeAt'] ?? null)),
      says: '1:1 plan.contradiction: its expiry is before its creation',
    },
  ])('$why', ({ file, says }) => {
    if (typeof says === 'string') expect(refusal(file)).toBe(says);
    else expect(refusal(file)).toMatch(says);
  });

  it('refuses a plan of a later Keywright, since its meaning may differ', () => {
    expect(refusal(text, '1.1.9')).toMatch(/plan\.newer-version: Keywright 1\.2\.0 wrote this plan/u);
  });

  it('detects any character that is lost or changed', () => {
    for (let at = 0; at < text.length; at += 7) {
      const [before, after] = [text.slice(0, at), text.slice(at + 1)];
      const found = [`${before}${after}`, `${before}~${after}`].map((file) => refusal(file));
      // Between the values white space says nothing.
      if (text[at]?.trim() !== '') expect(found).not.toContain('ok');
    }
  });
});

describe('recognized by its content', () => {
  it.each([
    { of: text, plan: true, meant: true },
    { of: text.slice(0, 200), plan: true, meant: true },
    { of: `\ufeff \n${text}`, plan: true, meant: true },
    { of: '{"formatVersion": "1.0", "kind": "Plan"}', plan: false, meant: true },
    { of: '{"apiVersion": "keywright.dev/v1", "kind": "Key"}', plan: false, meant: false },
    { of: 'kind: SavedPlan\n', plan: false, meant: false },
    { of: '', plan: false, meant: false },
  ])('$#: $plan, $meant', ({ of, plan, meant }) => {
    expect([looksLikeSavedPlan(of), isMeantAsPlan(of)]).toEqual([plan, meant]);
  });
});

it('documents every field of the file, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/saved-plans.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(?<field>\w+)`/gmu)].map(({ groups }) => groups?.['field']);
  expect(rows).toEqual(Object.keys(savedPlanSchema.shape));
});

it('lives a day unless told otherwise', () => {
  expect(saved.expiresAt - saved.madeAt).toBe(24 * hour);
});
