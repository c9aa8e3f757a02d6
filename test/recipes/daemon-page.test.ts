import { expect, it } from 'vitest';
import { readyText, startedText } from '../../src/report/human/daemon.ts';
import { textOf } from './commands.ts';

const page = textOf('docs/daemon.md');

it('shows the first lines of a daemon as it prints them', () => {
  const started = startedText({
    version: '0.1.0',
    sources: [{ name: 'main', from: 'manifests', mode: 'enforce' }],
    embedded: true,
    probe: 'http://127.0.0.1:9808',
    socket: '/home/ops/.local/state/keywright/sandbox-main/control/control.sock',
    webhook: undefined,
    api: 'http://127.0.0.1:9810/#token=TOKEN',
    printsRecord: false,
  });
  expect(page).toContain(started);
});

it('shows the commands to try as a daemon prints them', () => {
  const ready = readyText({
    resources: 23,
    applied: 34,
    program: 'npx reconcile',
    aws: { url: 'http://127.0.0.1:4566', account: '111122223333', region: 'us-east-1', trail: 'audit' },
  });
  expect(page).toContain(ready.trim());
});
