import { kinds } from '../../kinds/index.ts';
import { stackKind } from '../../kinds/stack/index.ts';
import { editorSchemas, schemaFileOf } from '../../manifest/editor-schemas.ts';
import { didYouMean } from '../../model/nearest.ts';
import { outputSchema, publishedFormats } from '../../report/formats/index.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

/** Prints a JSON Schema: of all kinds, of one, or of an output. Exit: 0, or 1 where there is no such kind. */
export function schema({ args, options }: Invocation, io: Io): number | Refused {
  const format = publishedFormats.find(({ file }) => file === `${options.outputFormat ?? ''}.json`);
  if (format !== undefined) {
    io.terminal.out(`${JSON.stringify(outputSchema(format), undefined, 2)}\n`);
    return 0;
  }
  const [asked] = args;
  const names = [stackKind.kind, ...kinds.map(({ kind }) => kind)];
  const kind = names.find((name) => name.toLowerCase() === asked?.toLowerCase());
  if (asked !== undefined && kind === undefined) {
    const message = `unknown kind ${asked}${didYouMean(asked, names)}`;
    return refused('cli.usage', message, `the kinds are ${names.join(', ')}`);
  }
  const text = editorSchemas(kinds, stackKind).get(kind === undefined ? 'manifest.json' : schemaFileOf(kind));
  io.terminal.out(text ?? '');
  if (io.environment.stdout.isTerminal && asked === undefined) {
    io.terminal.err(
      'For an editor: reconcile schema > manifest.schema.json, and in the first line of a manifest\n' +
        '# yaml-language-server: $schema=manifest.schema.json\n',
    );
  }
  return 0;
}
