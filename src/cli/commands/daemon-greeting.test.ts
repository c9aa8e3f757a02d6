import { describe, expect, it } from 'vitest';
import { resourcePlanOf } from '../../model/plan.test-helper.ts';
import { createGreeting } from './daemon-greeting.ts';

const aws = {
  url: 'http://127.0.0.1:4566',
  notes: ['sandbox: made role a'],
  account: '111122223333',
  region: 'us-east-1',
  trail: 'audit',
};

function greeting(...sources: readonly string[]): {
  readonly written: string[];
  readonly greet: ReturnType<typeof createGreeting>;
} {
  const written: string[] = [];
  return {
    written,
    greet: createGreeting({ sources, program: 'npx reconcile', write: (text) => void written.push(text) }),
  };
}

describe('the greeting', () => {
  it('names what to try once every source is ready, and only once', () => {
    const { written, greet } = greeting('eu', 'us');
    greet.opened(aws);
    greet.listen({ source: 'eu', at: 0, is: 'health', ready: true, live: true, why: [] });
    greet.listen({ source: 'us', at: 0, is: 'health', ready: false, live: true, why: ['no revision'] });
    expect(written).toEqual(['sandbox: made role a\n']);
    greet.listen({ source: 'us', at: 1, is: 'health', ready: true, live: true, why: [] });
    greet.listen({ source: 'us', at: 2, is: 'health', ready: true, live: true, why: [] });
    expect(written).toHaveLength(2);
    expect(written[1]).toContain('\n  npx reconcile status ');
    expect(written[1]).toContain('aws cloudtrail stop-logging --name audit');
  });

  it('counts what was read', () => {
    const { written, greet } = greeting('eu');
    const plan = {
      version: 1,
      stack: 's',
      uid: 'u',
      at: 0,
      scope: { is: 'all' },
      resources: [resourcePlanOf('Key/a')],
      steps: [],
      orphans: [],
      diagnostics: [],
    } as const;
    greet.listen({
      source: 'eu',
      at: 0,
      is: 'looked',
      look: 'full',
      plan,
      complete: true,
      took: 1,
    });
    greet.listen({ source: 'eu', at: 0, is: 'health', ready: true, live: true, why: [] });
    expect(written).toEqual(['Ready: 1 resource read, 0 changes applied.\n']);
  });
});
