import type { SandboxService } from '../../src/sandbox/sandbox.ts';

/**
 * Turns `aws kms disable-key --key-id X` into a request of the embedded AWS. It follows the naming rule of the aws
 * CLI.
 */
export function awsRequest(line: string): {
  readonly service: SandboxService;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Which value of the answer is printed, as text. */
  readonly query?: string;
} {
  const [, service = '', command = '', ...words] = wordsOf(line);
  const input: Record<string, unknown> = {};
  for (let index = 0; index < words.length; index += 1) {
    const flag = words[index] ?? '';
    if (!flag.startsWith('--')) throw new Error(`what is ${flag} in: ${line}`);
    const value = words[index + 1];
    const isSwitch = value === undefined || value.startsWith('--');
    // Policies travel as text.
    const asText = /policy(?:-document)?$/u.test(flag);
    input[pascal(flag.slice(2))] = isSwitch ? true : asText ? value : valueOf(value);
    if (!isSwitch) index += 1;
  }
  const { Query: query, Output: _, ...rest } = input;
  return {
    service: serviceOf(service),
    operation: pascal(command),
    input: rest,
    ...(typeof query === 'string' ? { query } : {}),
  };
}

function serviceOf(word: string): SandboxService {
  const name = word === 's3api' ? 's3' : word;
  const found = services.find((one) => one === name);
  if (found === undefined) throw new Error(`the embedded AWS has no ${word}`);
  return found;
}

const services: readonly SandboxService[] = ['kms', 's3', 'cloudtrail', 'iam'];

/** Splits a line into words as a shell cuts them, with single quotes only. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function pascal(kebab: string): string {
  const special: Readonly<Record<string, string>> = { 'kms-master-key-id': 'KMSMasterKeyID' };
  const plain = kebab.replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
  return special[kebab] ?? plain;
}

/** Parses JSON, the shorthand `TagKey=x,TagValue=y` of a list of one, a number, or text. */
function valueOf(text: string): unknown {
  if (/^[[{]/u.test(text)) return JSON.parse(text) as unknown;
  if (/^\w+=[^,]*(?:,\w+=[^,]*)+$/u.test(text)) {
    return [Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]))];
  }
  return /^\d{1,6}$/u.test(text) ? Number(text) : text;
}
