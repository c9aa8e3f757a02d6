import { linesOf } from '../../boot/manifests.ts';
import { checkTokens } from '../../daemon/config/tokens/check.ts';
import { madeToken } from '../../daemon/config/tokens/make.ts';
import type { TokenRow } from '../../daemon/config/tokens/schema.ts';
import { kindsByName } from '../../kinds/index.ts';
import { yamlText } from '../../manifest/print.ts';
import { readSources } from '../../manifest/sources/directory.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import { day, isoOf, type Duration } from '../../model/instant.ts';
import { tokensText, tokenText } from '../../report/human/token.ts';
import { tokenJson } from '../../report/json/token.ts';
import type { Io } from '../io.ts';
import { loadManifests } from '../manifests.ts';
import type { Invocation, Options } from '../options.ts';
import { createOutput } from '../output.ts';
import { refused, type Refused } from '../refused.ts';

/**
 * Makes a token and its row of the tokens file, or checks that file. Exit: 0 printed or valid, 1 the options contradict
 * each other, or the file is broken.
 */
export function token(
  invocation: Invocation,
  io: Io,
  version: string,
): number | Refused | Promise<number | Refused> {
  const [what, file, ...manifests] = invocation.args;
  if (what === undefined) return made(invocation, io);
  if (file === undefined)
    return refused('cli.usage', 'the tokens file is missing', 'example: reconcile token check tokens.yaml');
  return checked(file, manifests, invocation.options, io, version);
}

function made({ given, options }: Invocation, io: Io): number | Refused {
  const { as: role, classes, subject } = options;
  if (subject === undefined) return refused('cli.usage', 'a token needs --subject', 'example: --subject ann');
  if ((role === 'approver') !== (classes !== undefined))
    return refused(
      'cli.usage',
      role === 'approver' ? 'an approver needs --classes' : '--classes needs --as approver',
      'example: --as approver --classes widen,repair',
    );
  const { token: text, hash } = madeToken(io.entropy);
  const lasts = given['expires'] === undefined ? 90 * day : options.expires;
  const row = rowOf(options, hash, lasts, io);
  io.terminal.out(options.output === 'json' ? tokenJson(text, row) : tokenText(text, yamlText([row])));
  return 0;
}

async function checked(
  file: string,
  manifests: readonly string[],
  options: Options,
  io: Io,
  version: string,
): Promise<number | Refused> {
  const loaded = await Promise.all(manifests.map((path) => loadManifests([path], io)));
  const broken = loaded.flatMap((one) => (one.is === 'ok' ? [] : [...one.diagnostics]));
  const output = createOutput(options, io, version);
  if (broken.length > 0) {
    output.diagnostics(broken, (at, line) =>
      loaded.map(({ source }) => source(at, line)).find((text) => text !== undefined),
    );
    return 1;
  }
  const [source, ...more] = await readSources([file], io.files);
  if (source === undefined || more.length > 0)
    return refused('cli.usage', `${file} is not a tokens file`, 'pass the file of api.tokensFile');
  const stacks = loaded.flatMap((one) => (one.is === 'ok' ? [one.stack.settings.name] : []));
  const { diagnostics, tokens } = checkTokens(source, {
    now: io.clock.now(),
    kinds: [...kindsByName().keys()],
    ...(manifests.length === 0 ? {} : { stacks }),
  });
  if (diagnostics.length > 0 || options.output === 'json') output.diagnostics(diagnostics, linesOf([source]));
  if (hasErrors(diagnostics)) return 1;
  if (options.output === 'human' && tokens !== undefined) io.terminal.out(tokensText(file, tokens));
  return 0;
}

/** Describes the token. Its name has the person, the end and the hash in short, so that no two are the same. */
function rowOf(
  { subject = '', as: role, stacks, classes }: Options,
  hash: string,
  lasts: Duration,
  { clock }: Pick<Io, 'clock'>,
): TokenRow {
  const expires = isoOf(clock.now() + lasts).slice(0, 10);
  const limits = stacks === undefined ? {} : { stacks: [...stacks] };
  const binding = { role, ...limits, ...(classes === undefined ? {} : { classes: [...classes] }) };
  const name = `${subject.slice(0, 24)}-${expires}-${hash.slice(0, 4)}`;
  return { name, subject, hash, expires, bindings: [binding] };
}
