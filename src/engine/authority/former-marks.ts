import { z } from 'zod';
import type { Address } from '../../model/address.ts';
import { showPlace, type Aws, type AwsFailure, type CallOptions, type Place } from '../../model/call.ts';
import type { AnyKind } from '../../model/kind.ts';
import type { Gate, Plan, Step } from '../../model/plan.ts';
import { addressTag, markOf, stackTag, type StackId } from '../../model/resource.ts';
import { understood } from '../evidence.ts';

/** A thing that carries a mark which is not ours. */
interface ForeignMark {
  readonly arn: string;
  readonly stack: string;
  readonly address: string | undefined;
}

type Tags = Readonly<Record<string, string>>;

const answered = z.object({
  ResourceTagMappingList: z.array(
    z.object({
      ResourceARN: z.string(),
      Tags: z.array(z.object({ Key: z.string(), Value: z.string().nullish() })).nullish(),
    }),
  ),
});

export interface FirstCreate {
  readonly plan: Plan;
  readonly own: StackId;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly aws: Aws;
  readonly options: CallOptions;
}

/**
 * Looks for other marks before a Stack creates its first key: where the state was lost, a changed name or uid would
 * make a second key for each one that exists. The mark of the same name or uid blocks. One of the same address under
 * another name and uid may be a Stack of its own, so a person decides.
 */
export async function beforeFirstCreate({ plan, own, kinds, aws, options }: FirstCreate): Promise<Plan> {
  const creates = plan.steps.filter(
    ({ action, kind }) => action === 'create' && kinds.get(kind)?.identity.by === 'mark',
  );
  const places = new Map(creates.map(({ place }) => [showPlace(place), place] as const));
  const answers = await Promise.all([...places.values()].map((place) => marksIn(place, own, aws, options)));
  const failed = answers.find((one) => one.is === 'failed');
  const marks = answers.flatMap((one) => (one.is === 'ok' ? one.marks : []));
  const former = marks.filter(({ stack }) => isFormer(stack, own));
  const created = new Set<Address>(creates.map(({ address }) => address));
  const block = failed === undefined ? formerGate(former, own) : unreadGate(failed.failure);
  return {
    ...plan,
    steps: plan.steps.map((step) => {
      if (!created.has(step.address) || step.action !== 'create') return step;
      return block === undefined ? withNamesakes(step, marks) : { ...step, gate: block };
    }),
  };
}

type Marks =
  | { readonly is: 'ok'; readonly marks: readonly ForeignMark[] }
  | { readonly is: 'failed'; readonly failure: AwsFailure };

async function marksIn(place: Place, own: StackId, aws: Aws, options: CallOptions): Promise<Marks> {
  const call = { op: 'tagging:GetResources', at: place, input: { TagFilters: [{ Key: stackTag }] } } as const;
  const answer = await aws.call(call, options);
  if (answer.is === 'failed') return { is: 'failed', failure: answer.failure };
  const read = understood(call, answer, (value) => answered.parse(value).ResourceTagMappingList);
  if (read.is === 'failed') return read;
  const marks = read.value.map(({ ResourceARN: arn, Tags: list }): ForeignMark => {
    const tags: Tags = Object.fromEntries((list ?? []).map(({ Key, Value }) => [Key, Value ?? '']));
    return { arn, stack: tags[stackTag] ?? '', address: tags[addressTag] };
  });
  return { is: 'ok', marks: marks.filter(({ stack }) => stack !== markOf(own)) };
}

/** Our name with another uid, or our uid with another name. */
export function isFormer(mark: string, own: StackId): boolean {
  const [name, uid] = mark.split('/');
  return name === own.name || uid === own.uid;
}

function formerGate(marks: readonly ForeignMark[], own: StackId): Gate | undefined {
  if (marks.length === 0) return undefined;
  const shown = marks.slice(0, 3).map(({ arn, address }) => `${address ?? 'a resource'} (${arn})`);
  const more = marks.length > shown.length ? ` and ${String(marks.length - shown.length)} more` : '';
  const stacks = [...new Set(marks.map(({ stack }) => stack))].join(' or ');
  return {
    is: 'blocked',
    code: 'engine.former-mark',
    why: `${shown.join(', ')}${more} ${marks.length === 1 ? 'carries' : 'carry'} the mark of Stack ${stacks}, and this Stack is ${markOf(own)}`,
    release: `restore metadata.name and spec.uid of the Stack (${stacks}); or, for another Stack, choose a name and a uid that nothing carries`,
  };
}

function unreadGate({ op, name, message }: AwsFailure): Gate {
  return {
    is: 'blocked',
    code: 'engine.former-mark',
    why: `whether this Stack had another name or uid is not known: ${op} answered ${name}: ${message}`,
    release: 'let the read role call tag:GetResources, and run again',
  };
}

function withNamesakes(step: Step, marks: readonly ForeignMark[]): Step {
  const risks = marks
    .filter(({ address }) => address === step.address)
    .map(({ arn, stack }) => ({
      class: 'loosen' as const,
      message: `${step.address} of Stack ${stack} exists (${arn}): if this Stack was ${stack} before, restore its name and uid; a new key reads nothing of the old one`,
    }));
  return risks.length === 0 ? step : { ...step, risks: [...step.risks, ...risks] };
}
