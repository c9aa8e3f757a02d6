import { partitionOfRegion } from '../../../model/partition.ts';
import { refuse } from '../../refusal.ts';

/** CloudTrail API Reference, CreateTrail, Name: the rules and, near enough, the words. */
const rules: readonly { readonly holds: (name: string) => boolean; readonly says: string }[] = [
  { holds: (name) => name.length >= 3, says: 'Trail name too short. Minimum allowed length: 3 characters.' },
  {
    holds: (name) => name.length <= 128,
    says: 'Trail name too long. Maximum allowed length: 128 characters.',
  },
  {
    holds: (name) => /^[A-Za-z0-9._-]*$/u.test(name),
    says: 'Trail name can contain only letters, numbers, periods, underscores and dashes.',
  },
  {
    holds: (name) => /^[A-Za-z0-9]/u.test(name),
    says: 'Trail name must start with a letter or number.',
  },
  { holds: (name) => /[A-Za-z0-9]$/u.test(name), says: 'Trail name must end with a letter or number.' },
  {
    holds: (name) => !/[._-]{2}/u.test(name),
    says: 'Trail name cannot have adjacent periods, underscores or dashes.',
  },
  { holds: (name) => !/^\d+(?:\.\d+){3}$/u.test(name), says: 'Trail name cannot be in IP address format.' },
];

export function requireTrailName(name: string): void {
  const broken = rules.find((rule) => !rule.holds(name));
  if (broken !== undefined) refuse('InvalidTrailNameException', broken.says);
}

export interface TrailArn {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

export function trailArn({ region, account, name }: TrailArn): string {
  return `arn:${partitionOfRegion(region)}:cloudtrail:${region}:${account}:trail/${name}`;
}

/** Splits a trail's ARN into its parts, and refuses what is not one. */
export function readTrailArn(arn: string): TrailArn {
  const parts = /^arn:aws[a-z-]*:cloudtrail:([a-z0-9-]+):(\d{12}):trail\/([^/]+)$/u.exec(arn);
  if (parts === null) refuse('CloudTrailARNInvalidException', `The ARN ${arn} is not valid.`);
  const [, region = '', account = '', name = ''] = parts;
  return { region, account, name };
}
