import type { Transport } from '../../src/aws/transport.ts';
import { isRead } from '../../src/aws/operations.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { account, region } from './estate.ts';
import { keyArn, roleArn } from './hand.ts';

/** What an application met while a plan was applied. */
export interface Probe {
  /** Each object written or read in vain, and after which write request. */
  failures(): readonly string[];
  /** Write requests that the probe looked after, in order. */
  watched(): readonly string[];
  /** Key ids under which new objects were written, in order, repetitions left out. */
  keysUsed(): readonly string[];
  /** Writes and reads as the application, at any time. */
  look(when: string): Promise<void>;
  transport(inner: Transport): Transport;
}

/**
 * Makes an application (role app) that writes a new object to the bucket after every single write request of ours.
 * Each time it reads that object and all earlier ones. What lies under a key that was disabled is lost to it. That is
 * what disabling asks for, so of those only reads before count.
 */
export function probeOn(sandbox: Sandbox, bucket: string): Probe {
  const failures: string[] = [];
  const watched: string[] = [];
  const objects: { readonly name: string; readonly keyId: string }[] = [];
  const disabled = new Set<string>();

  async function send(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
    const answer = await sandbox.handle({
      service: 's3',
      operation,
      account,
      region,
      principal: roleArn('app'),
      input: { Bucket: bucket, ...input },
    });
    if (answer.is === 'ok') return answer.output;
    throw new Error(`${operation}: ${answer.name}: ${answer.message}`);
  }

  async function attempt(when: string, what: string, run: () => Promise<unknown>): Promise<unknown> {
    try {
      return await run();
    } catch (error) {
      failures.push(`${when}: ${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  async function look(when: string): Promise<void> {
    const name = `object-${objects.length}`;
    const put = (await attempt(when, 'write', () => send('PutObject', { Key: name, Body: 'text' }))) as
      { SSEKMSKeyId?: string } | undefined;
    if (put !== undefined) objects.push({ name, keyId: put.SSEKMSKeyId ?? 'none' });
    for (const object of objects.filter(({ keyId }) => !disabled.has(keyId)))
      await attempt(when, `read ${object.name}`, () => send('GetObject', { Key: object.name }));
  }

  return {
    failures: () => failures,
    watched: () => watched,
    keysUsed: () => objects.map(({ keyId }) => keyId).filter((id, index, all) => all[index - 1] !== id),
    look,
    transport: (inner) => ({
      async send(request) {
        const answer = await inner.send(request);
        if (isRead(request.op)) return answer;
        const keyId = request.input['KeyId'];
        if (request.op === 'kms:DisableKey' && answer.is === 'ok' && typeof keyId === 'string')
          disabled.add(keyArn(keyId));
        watched.push(request.op);
        await look(`after ${request.op}`);
        return answer;
      },
    }),
  };
}
