import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { realEnvironment } from './environment.ts';

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'tells of %s instead of dying, and dies of the next after unsubscribing',
  async (signal) => {
    const script = `
    import { realSignals } from ${JSON.stringify(new URL('./signals.ts', import.meta.url).href)};
    const stop = realSignals().onStop((signal) => { stop(); console.log('told ' + signal); });
    console.log('ready');
    setInterval(() => undefined, 1_000);
  `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const heard: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      heard.push(chunk.toString());
      child.kill(signal);
    });
    const [, died] = (await once(child, 'close')) as [number | null, string | null];
    expect(heard.join('')).toBe(`ready\ntold ${signal}\n`);
    expect(died).toBe(signal);
  },
);

it('reports the signals of the process', () => {
  const environment = realEnvironment();
  expect(environment.pid).toBe(process.pid);
  expect(environment.variables['PATH']).toBe(process.env['PATH']);
});
