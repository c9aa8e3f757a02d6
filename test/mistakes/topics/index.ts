import type { Topic } from '../harness/mistake.ts';
import { aws } from './aws.ts';
import { checks } from './checks.ts';
import { engine } from './engine.ts';
import { environment } from './environment.ts';
import { envelope } from './envelope.ts';
import { fieldsOfBuckets } from './fields-of-buckets.ts';
import { fieldsOfKeys } from './fields-of-keys.ts';
import { files } from './files.ts';
import { flags } from './flags.ts';
import { guardrailsTopic } from './guardrails.ts';
import { place } from './place.ts';
import { plans } from './plans.ts';
import { policies } from './policies.ts';
import { references } from './references.ts';
import { stalePlans } from './stale-plans.ts';
import { state } from './state.ts';
import { yaml } from './yaml.ts';

export const topics: readonly Topic[] = [
  files,
  yaml,
  envelope,
  place,
  fieldsOfKeys,
  fieldsOfBuckets,
  references,
  policies,
  checks,
  plans,
  flags,
  state,
  aws,
  engine,
  environment,
  stalePlans,
  guardrailsTopic,
];
