import { z } from 'zod';
import { tagging } from '../../aws/services/tagging.ts';
import { showPlace, type Aws, type AwsFailure, type CallOptions, type Place } from '../../model/call.ts';
import { addressTag, stackTag } from '../../model/resource.ts';
import { understood } from './evidence.ts';

/** A thing that carries the mark of a Stack, ours or another. */
export interface StackMark {
  readonly arn: string;
  readonly stack: string;
  readonly address: string | undefined;
}

export type StackMarks =
  | { readonly is: 'ok'; readonly marks: readonly StackMark[] }
  | { readonly is: 'failed'; readonly failure: AwsFailure };

const answered = z.object({
  ResourceTagMappingList: z.array(
    z.object({
      ResourceARN: z.string(),
      Tags: z.array(z.object({ Key: z.string(), Value: z.string().nullish() })).nullish(),
    }),
  ),
});

type Tags = Readonly<Record<string, string>>;

/** Asks the tag index of each place for the marks of every Stack. One place that cannot be asked leaves all unknown. */
export async function stackMarksIn(
  places: readonly Place[],
  aws: Aws,
  options: CallOptions,
): Promise<StackMarks> {
  const once = new Map(places.map((place) => [showPlace(place), place] as const));
  const answers = await Promise.all([...once.values()].map((place) => marksIn(place, aws, options)));
  const failed = answers.find((one) => one.is === 'failed');
  return failed ?? { is: 'ok', marks: answers.flatMap((one) => (one.is === 'ok' ? one.marks : [])) };
}

async function marksIn(place: Place, aws: Aws, options: CallOptions): Promise<StackMarks> {
  const call = tagging.getResources(place, { TagFilters: [{ Key: stackTag }] });
  const answer = await aws.call(call, options);
  if (answer.is === 'failed') return { is: 'failed', failure: answer.failure };
  const read = understood(call, answer, (value) => answered.parse(value).ResourceTagMappingList);
  if (read.is === 'failed') return read;
  const marks = read.value.map(({ ResourceARN: arn, Tags: list }): StackMark => {
    const tags: Tags = Object.fromEntries((list ?? []).map(({ Key, Value }) => [Key, Value ?? '']));
    return { arn, stack: tags[stackTag] ?? '', address: tags[addressTag] };
  });
  return { is: 'ok', marks };
}
