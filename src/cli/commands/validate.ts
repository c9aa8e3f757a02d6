import { hasErrors } from '../../model/diagnostic.ts';
import { plural } from '../../report/human/paint.ts';
import type { Io } from '../io.ts';
import { loadManifests } from '../manifests.ts';
import type { Invocation } from '../options.ts';
import { createOutput } from '../output.ts';

/** Checks the manifests and asks AWS nothing. Exit: 0 valid (warnings are shown), 1 not. */
export async function validate({ args, options }: Invocation, io: Io): Promise<number> {
  const output = createOutput(options, io);
  const loaded = await loadManifests(args, io);
  const diagnostics = loaded.is === 'ok' ? loaded.stack.diagnostics : loaded.diagnostics;
  if (loaded.is === 'refused' || options.format === 'json' || diagnostics.length > 0) {
    output.diagnostics(diagnostics, loaded.source);
  }
  if (loaded.is === 'ok' && options.format !== 'json') {
    const { settings, resources } = loaded.stack;
    io.terminal.out(
      `The manifests of stack ${settings.name} are valid: ${plural(resources.size, 'resource')}.\n`,
    );
  }
  return hasErrors(diagnostics) ? 1 : 0;
}
