import { describe, expect, it } from 'vitest';
import { guardrailsAsked } from '../../src/boot/guardrails.ts';
import { readDaemonConfig } from '../../src/daemon/config/read.ts';
import type { Mode } from '../../src/model/resource.ts';
import { hour } from '../../src/model/instant.ts';
import { memoryDisk } from '../../src/runtime/memory-files.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { keyYaml, manifests } from '../support/estate-facts.ts';
import { stackYaml } from '../support/estate.ts';

/** Lists the codes for which a daemon with these flags does not start. */
function refusals(flags: Readonly<Record<string, string>>, sandbox = false): readonly string[] {
  const source = { '--source-directory': '/srv/manifests', '--source-allow-unsigned': 'true' };
  const given = { '--data-dir': '/var/lib/keywright', ...source, ...flags };
  const read = readDaemonConfig({ variables: {}, flags: given, sandbox, kinds: [] });
  return read.is === 'ok' ? [] : read.diagnostics.map(({ code }) => code);
}

describe('a setting outside Git decides whether a daemon may write (authority.md §1.1)', () => {
  it('observes unless its operator says more, and says more of AWS only with guardrails', () => {
    expect(refusals({})).toEqual([]);
    expect(refusals({ '--max-mode': 'enforce' })).toEqual(['settings.guardrails-required']);
    expect(refusals({ '--max-mode': 'approve' })).toEqual(['settings.guardrails-required']);
    expect(refusals({ '--max-mode': 'enforce', '--guardrails': '/etc/keywright/bounds.yaml' })).toEqual([]);
    expect(refusals({ '--max-mode': 'enforce' }, true)).toEqual([]);
  });

  it('takes no guardrails from the tree that the manifests come from', async () => {
    const { files } = memoryDisk();
    await files.makeDirectory('/srv/manifests');
    await files.write(
      '/srv/manifests/bounds.yaml',
      'apiVersion: keywright.dev/v1\nkind: Guardrails\nmetadata: { name: a }\nspec: {}\n',
    );
    const asked = await guardrailsAsked('/srv/manifests/bounds.yaml', ['/srv/manifests'], { files });
    expect(asked).toMatchObject({ is: 'refused', diagnostics: [{ code: 'guardrails.inside-manifests' }] });
  });

  it.each<{ maxMode: Mode; mode: Mode; writes: boolean }>([
    { maxMode: 'observe', mode: 'enforce', writes: false },
    { maxMode: 'approve', mode: 'enforce', writes: false },
    { maxMode: 'enforce', mode: 'observe', writes: false },
    { maxMode: 'enforce', mode: 'enforce', writes: true },
  ])('holds a Stack in mode $mode to --max-mode $maxMode', async ({ maxMode, mode, writes }) => {
    const world = createWorld({ seed: 5 });
    world.repository.commit(manifests([keyYaml({ name: 'a' })], `${stackYaml}  mode: ${mode}\n`));
    world.start({ settings: { maxMode } });
    await world.advance(hour);
    await world.end();
    const requests = world.events.flatMap((event) => (event.is === 'request' ? [event.request] : []));
    expect(requests.some(({ access }) => access === 'read')).toBe(true);
    expect(requests.some(({ access }) => access === 'write')).toBe(writes);
    expect(requests.some(({ role }) => role !== 'read')).toBe(writes);
  });
});
