import { hasErrors } from '../../model/diagnostic.ts';
import type { Io } from '../io.ts';
import { loadManifests } from '../manifests.ts';
import type { Invocation } from '../options.ts';
import { createOutput } from '../output.ts';

/** Checks the manifests and asks AWS nothing. Exit: 0 valid (warnings are shown), 1 not. */
export async function validate({ args, options }: Invocation, io: Io, version: string): Promise<number> {
  const loaded = await loadManifests(args, io);
  const { source } = loaded;
  const diagnostics = loaded.is === 'ok' ? loaded.stack.diagnostics : loaded.diagnostics;
  const valid =
    loaded.is === 'ok'
      ? { valid: { stack: loaded.stack.settings.name, resources: loaded.stack.resources.size } }
      : {};
  createOutput(options, io, version, args).checked({ diagnostics, source, ...valid });
  return hasErrors(diagnostics) ? 1 : 0;
}
