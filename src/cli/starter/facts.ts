import type { z } from 'zod';
import { accountId, bucketName, regionName } from '../../kinds/shared/fields.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Io } from '../io.ts';
import type { Options } from '../options.ts';
import type { AskAws } from './aws.ts';
import type { StarterFacts } from './files.ts';

/** What is known, and of what how it came to be known. */
export interface Gathered {
  readonly facts: Omit<StarterFacts, 'uid' | 'stack'>;
  readonly fromAws: readonly string[];
}

type Asked =
  | { readonly is: 'found'; readonly gathered: Gathered }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/**
 * Gathers account, Region and bucket: from the command line, else from AWS, else from the environment. Asks the
 * person at the terminal last. Asks AWS only for what the command line does not say.
 */
export async function gatherFacts(options: Options, io: Io, aws: AskAws): Promise<Asked> {
  const variables = io.environment.variables;
  const wrong = problemsOf(options);
  if (wrong.length > 0) return { is: 'refused', diagnostics: wrong };
  const person = io.environment.stdin.isTerminal ? io : undefined;
  const bucket =
    options.bucket ?? (await typed(person, 'Bucket to encrypt (empty: none yet)', bucketName, true));
  const near = options.region ?? variables['AWS_REGION'] ?? variables['AWS_DEFAULT_REGION'];
  const seen = await aws({
    account: options.account,
    region: near,
    bucket: options.region === undefined ? bucket : undefined,
  });
  const account =
    options.account ?? seen.account ?? (await typed(person, 'AWS account, 12 digits', accountId));
  const region = options.region ?? seen.region ?? near ?? (await typed(person, 'Region', regionName));
  if (account === undefined || region === undefined) {
    return {
      is: 'refused',
      diagnostics: [
        ...(account === undefined ? [unknown('account', '--account 111122223333', seen.refusal)] : []),
        ...(region === undefined ? [unknown('Region', '--region eu-central-1')] : []),
      ],
    };
  }
  const fromAws = [
    ...(account === seen.account ? ['the account'] : []),
    ...(region === seen.region && options.region === undefined ? ['the Region'] : []),
  ];
  return { is: 'found', gathered: { facts: { account, region, bucket }, fromAws } };
}

function problemsOf({ account, region, bucket }: Options): readonly Diagnostic[] {
  const given = [
    { name: '--account', value: account, schema: accountId },
    { name: '--region', value: region, schema: regionName },
    { name: '--bucket', value: bucket, schema: bucketName },
  ];
  return given.flatMap(({ name, value, schema }) => {
    const problem = value === undefined ? undefined : schema.safeParse(value).error?.issues[0]?.message;
    return problem === undefined
      ? []
      : [{ severity: 'error', code: 'cli.usage', message: `${name} ${value ?? ''}: ${problem}` } as const];
  });
}

function unknown(what: string, flag: string, refusal?: string): Diagnostic {
  return {
    severity: 'error',
    code: 'cli.answer',
    message: `the ${what} is unknown: ${refusal === undefined ? 'AWS did not return it' : `AWS answered ${refusal}`}, and standard input is not a terminal`,
    hint: `say ${flag}`,
  };
}

const attempts = 3;

/** Asks until the answer fits, at most three times; undefined where nobody answers. */
async function typed(
  io: Io | undefined,
  question: string,
  schema: z.ZodType<string>,
  mayBeEmpty = false,
): Promise<string | undefined> {
  for (let attempt = 0; io !== undefined && attempt < attempts; attempt += 1) {
    const answer = (await io.terminal.ask(`${question}: `, new AbortController().signal))?.trim();
    if (answer === undefined || (answer === '' && mayBeEmpty)) return undefined;
    const problem = schema.safeParse(answer).error?.issues[0]?.message;
    if (problem === undefined) return answer;
    io.terminal.err(`  ${problem}\n`);
  }
  return undefined;
}
