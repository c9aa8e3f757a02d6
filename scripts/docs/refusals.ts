import { classify } from '../../src/aws/classify.ts';
import { isKnownOp, operationOf } from '../../src/aws/operations.ts';
import { refusals, type Refusal, type Refusals } from '../../src/aws/refusals/index.ts';
import { errors } from '../../src/model/errors/index.ts';
import { minute } from '../../src/model/instant.ts';
import type { OpName } from '../../src/model/call.ts';
import { code, codes, madeBy, md, page, sentence, table } from './markdown.ts';

const names = { kms: 'AWS KMS', s3: 'Amazon S3', cloudtrail: 'AWS CloudTrail', iam: 'AWS IAM' } as const;

/** Lists each refusal that AWS documents for a write of Keywright, and where it is met. */
export function refusalsPage(): string {
  return page([
    '# Refusals of AWS',
    madeBy,
    'AWS refuses some requests. The tables list each error that AWS documents for a request of Keywright that changes something, and where Keywright meets it:',
    [
      '- **schema**: one manifest says it. `reconcile validate` refuses it.',
      '- **check**: several manifests say it together. `reconcile validate` refuses it, or warns where AWS may know better.',
      '- **plan**: Keywright has read AWS. The plan blocks or defers the step, with a [reason](reasons.md).',
      '- **apply**: nobody can know before. The table says what happens then.',
      '- **never**: no request of Keywright can meet it. The table says why.',
    ].join('\n'),
    'A read that AWS refuses makes the resource Unknown, and nothing is written to it.',
    ...Object.entries(refusals).flatMap(([service, { common, of }]) => [
      `## ${names[service as keyof typeof names]}`,
      '### Every write',
      tableOf(`${service as keyof typeof names}:` as OpName, common),
      ...Object.entries<Refusals>(of).flatMap(([operation, own]) =>
        Object.keys(own).length === 0
          ? []
          : [`### ${code(operation)}`, tableOf(`${service as keyof typeof names}:${operation}`, own)],
      ),
    ]),
  ]);
}

function tableOf(op: OpName, rows: Refusals): string {
  return table(
    ['AWS answers', 'when', 'met', ''],
    Object.entries(rows).flatMap(([error, refused]) =>
      refused.map((one, index) => [
        index === 0 ? code(error) : '',
        md(one.when),
        one.met.at,
        detailOf(one, error, op),
      ]),
    ),
  );
}

function detailOf({ met }: Refusal, error: string, op: OpName): string {
  switch (met.at) {
    case 'schema':
    case 'check':
      return `[${code(met.code)}](errors.md#${met.code})`;
    case 'plan':
      return code(met.reason);
    case 'apply':
      return atApply(error, op);
    case 'never':
      return '';
  }
}

/** Describes a refusal at apply from the row of the operation and the class of the error. */
function atApply(error: string, op: OpName): string {
  const asked = isKnownOp(op) ? op : anyWrite(op);
  const row = operationOf(asked);
  if (row.alreadySo?.includes(error) === true) return 'It counts as done.';
  const repeated =
    row.alreadySoOnRepeat?.includes(error) === true ? 'After a lost answer it counts as done. ' : '';
  const found = row.propagating?.[error];
  if (found !== undefined && found.from !== 'others' && found.from.length > 0)
    return `${repeated}Keywright tries again for ${String(found.within / minute)} min if it sent ${codes(found.from.map(withoutService))} a moment ago.`;
  const failure = classify(
    { is: 'error', name: error, message: '', status: 400, sent: true },
    { op: asked, at: { account: '', region: '' }, input: {} },
  );
  const link = `[${code(failure.code)}](errors.md#${failure.code})`;
  const again = found?.from === 'others' || ['throttled', 'transient'].includes(errors[failure.code].class);
  return sentence(`${repeated}${again ? 'Keywright tries again, then reports ' : ''}${link}`);
}

/** Picks any write of the service: what all may meet is the same for each. */
function anyWrite(service: OpName): OpName {
  const [operation = ''] = Object.keys(refusals[service.replace(':', '') as keyof typeof refusals].of);
  return `${service}${operation}` as OpName;
}

function withoutService(op: OpName): string {
  return op.slice(op.indexOf(':') + 1);
}
