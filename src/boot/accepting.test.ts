import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../model/diagnostic.ts';
import { loadFiles } from './manifests.ts';

const account = '111122223333';
const now = Date.parse('2026-12-01T00:00:00Z');

/**
 * Checks a key whose policy names a condition key that KMS does not have. Gives a warning, and with a lock-out an
 * error besides.
 */
function diagnosticsFor(accept: string, principal = `arn:aws:iam::${account}:root`): readonly Diagnostic[] {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Root', Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:*', Resource: '*' },
      {
        Sid: 'Read',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:role/app` },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringEquals: { 's3:prefix': 'x' } },
      },
    ],
  };
  const text = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: estate }
spec: { uid: 0a1b2c3d4e5f, accounts: [{ id: '${account}', regions: [eu-central-1] }], keyAdministrators: [arn:aws:iam::${account}:role/admin] }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data${accept} }
spec: { policy: ${JSON.stringify(policy)} }
`;
  const loaded = loadFiles([{ path: 'a.yaml', bytes: new TextEncoder().encode(text) }], now);
  return loaded.is === 'ok' ? loaded.stack.diagnostics : loaded.diagnostics;
}

const code = 'policy.unsupported-condition-key';

function accepting(of: string, until: string): string {
  return `, accept: [{ code: ${of}, reason: agreed, until: ${until} }]`;
}

function told(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    (one) => `${one.severity} ${one.code}${one.accepted === undefined ? '' : ' accepted'}`,
  );
}

describe('metadata.accept', () => {
  it('is needed for a warning that is shown', () => {
    expect(told(diagnosticsFor(''))).toEqual([`warning ${code}`]);
  });

  it('accepts a warning until its end, that day included', () => {
    const found = diagnosticsFor(accepting(code, '2026-12-01'));
    expect(told(found)).toEqual([`info ${code} accepted`]);
    expect(found[0]?.accepted).toEqual({ reason: 'agreed', until: '2026-12-02T00:00:00.000Z' });
  });

  it('shows the warning again after the end, and says so at the entry', () => {
    const found = diagnosticsFor(accepting(code, '2026-11-30'));
    expect(told(found)).toEqual(['warning manifest.accept-ended', `warning ${code}`]);
    expect(found[0]?.span?.line).toBe(8);
  });

  it('warns when it matches nothing', () => {
    const other = 'policy.s3-context';
    expect(told(diagnosticsFor(accepting(other, '2027-01-31')))).toEqual([
      'warning manifest.accept-unused',
      `warning ${code}`,
    ]);
  });

  it('accepts no error', () => {
    const lockOut = 'policy.lock-out';
    const found = diagnosticsFor(
      accepting(lockOut, '2027-01-31'),
      `arn:aws:iam::${account}:role/nobody-named`,
    );
    expect(told(found)).toContain(`error ${lockOut}`);
    expect(told(found)).toContain('warning manifest.accept-unused');
  });

  it('is refused without a code that can be a warning, a reason or an end', () => {
    for (const entry of [
      `, accept: [{ code: engine.held, reason: agreed, until: 2027-01-31 }]`,
      `, accept: [{ code: ${code}, until: 2027-01-31 }]`,
      `, accept: [{ code: ${code}, reason: agreed }]`,
    ])
      expect(diagnosticsFor(entry).some(({ severity }) => severity === 'error')).toBe(true);
  });
});
