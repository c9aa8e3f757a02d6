import { madeToken } from '../../daemon/config/tokens/make.ts';
import type { TokenRow } from '../../daemon/config/tokens/schema.ts';
import { yamlText } from '../../manifest/print.ts';
import { day, isoOf, type Duration } from '../../model/instant.ts';
import { tokenText } from '../../report/human/token.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

/** Makes a token and its row of the tokens file. Exit: 0 printed, 1 the options contradict each other. */
export function token({ given, options }: Invocation, io: Io): number | Refused {
  const { as: role, classes } = options;
  if ((role === 'approver') !== (classes !== undefined))
    return refused(
      'cli.usage',
      role === 'approver' ? 'an approver needs --classes' : '--classes needs --as approver',
      'example: --as approver --classes widen,repair',
    );
  const { token: text, hash } = madeToken(io.entropy);
  const lasts = given['expires'] === undefined ? 90 * day : options.expires;
  io.terminal.out(tokenText(text, yamlText([rowOf(options, hash, lasts, io)])));
  return 0;
}

/** Describes the token. Its name has the person, the end and the hash in short, so that no two are the same. */
function rowOf(
  { subject = '', as: role, stacks, classes }: Invocation['options'],
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
