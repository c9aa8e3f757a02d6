import { expect, it } from 'vitest';
import { daemonTexts } from './status-daemon.ts';

it('tells of a broken tokens file, and of what still counts', () => {
  const texts = daemonTexts({
    source: 'main',
    maxMode: 'enforce',
    ready: true,
    unready: [],
    wedged: false,
    leadership: { is: 'leader', since: '2026-11-02T12:00:00.000Z' },
    tokensFile: { since: '2026-11-02T12:30:00.000Z', mistakes: 2, code: 'tokens.value', counting: 1 },
  });
  expect(texts).toContain(
    'the tokens file of the API has had 2 mistakes (tokens.value) since 2026-11-02T12:30:00.000Z: nothing new in it counts, 1 token counts as before',
  );
});
