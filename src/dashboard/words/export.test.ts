import { expect, test } from 'vitest';
import type { Row } from '../../server/types.ts';
import { csvOf } from './export.ts';

const row: Row = {
  source: 'main',
  address: 'Key/orders',
  kind: 'Key',
  place: { account: '111122223333', region: 'eu-central-1' },
  sync: 'InSync',
  health: 'Healthy',
};

test('writes a line for each row', () => {
  expect(csvOf([row])).toBe(
    'source,address,kind,account,region,sync,health,state,reason,since,readAt,waiting\r\n' +
      'main,Key/orders,Key,111122223333,eu-central-1,InSync,Healthy,,,,,\r\n',
  );
});

test.each([
  ['=cmd|calc', "'=cmd|calc"],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['@SUM(1,2)', `"'@SUM(1,2)"`],
])('writes the state %s so that no spreadsheet runs it', (state, text) => {
  expect(csvOf([{ ...row, state }])).toContain(`,Healthy,${text},`);
});
