import { z } from 'zod';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/plan-schema/call.ts';
import { text } from '../../model/plan-schema/values.ts';
import { mostOfManifests } from './speculate/request.ts';

/** How requests and answers travel: `POST /v1/<operation>` with a JSON body, over a unix socket. */
export const prefix = '/v1/';

/** More than any request has: the manifests of an estate. */
export const mostOfRequest = mostOfManifests;

/** More than any answer has: the status of the largest estate. */
export const mostOfAnswer = 256 * 1024 * 1024;

/** What comes back. The version tells two programs apart that do not understand each other. */
export const envelopeSchema = z.union([
  z.strictObject({ version: text, answer: z.unknown() }),
  z.strictObject({ version: text, refused: z.array(diagnostic) }),
]);

/** What a request is answered with, before the version is put to it. */
export type Answered = { readonly answer: unknown } | { readonly refused: readonly Diagnostic[] };
