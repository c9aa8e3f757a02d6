import type { Topic } from '../harness/mistake.ts';
import { envelope } from './envelope.ts';
import { files } from './files.ts';
import { place } from './place.ts';
import { yaml } from './yaml.ts';

export const topics: readonly Topic[] = [files, yaml, envelope, place];
