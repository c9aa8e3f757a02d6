import { errors, type ErrorCode } from '../../model/errors/index.ts';
import type { TreeMap } from '../../model/tree.ts';
import { problemSchema } from '../../report/formats/api/problem.ts';
import { httpHintOf } from '../hints.ts';
import { errorsPage, statusOfOne, titles } from '../problem.ts';
import type { Components } from './schemas.ts';

/** The codes with which the API itself refuses. Sent manifests are refused with those of manifests beside them. */
export const codes: readonly ErrorCode[] = [
  'api.route',
  'api.method',
  'api.accept',
  'api.content-type',
  'api.body',
  'api.answer',
  'api.key',
  'api.key-reused',
  'api.key-running',
  'api.url',
  'api.rate',
  'api.streams',
  'api.attempts',
  'api.host',
  'api.cross-origin',
  'control.request',
  'control.token',
  'control.forbidden',
  'control.missing',
  'control.source',
  'control.which-source',
  'control.plan',
  'control.step',
  'control.own-commit',
  'control.revision',
  'control.needs-daemon',
  'control.nothing',
  'control.busy',
  'control.no-look',
  'control.too-long',
  'control.not-read',
  'cli.address',
  'daemon.no-stack',
  'store.corrupt-decisions',
  'store.unavailable',
  'store.forbidden',
  'store.contended',
  'engine.internal',
];

/** What a response of a status has beside the problem. */
const headers: Readonly<Record<string, TreeMap>> = {
  401: { 'WWW-Authenticate': { $ref: '#/components/headers/WwwAuthenticate' } },
  429: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
  503: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
};

/** Describes the problem of each status, with the codes that it may have. */
export function problemResponses(components: Components): TreeMap {
  const schema = components.refer(problemSchema, 'answer');
  return Object.fromEntries(
    Object.entries(titles).map(([status, title]) => {
      const own = codes.filter((code) => String(statusOfOne({ code })) === status);
      return [
        nameOf(Number(status)),
        {
          description: [`${title}.`, '', ...own.map((code) => `- \`${code}\`: ${errors[code].means}.`)].join(
            '\n',
          ),
          ...(headers[status] === undefined ? {} : { headers: headers[status] }),
          content: {
            'application/problem+json': { schema, examples: Object.fromEntries(own.map(exampleOf)) },
          },
        },
      ];
    }),
  );
}

/** Refers to the problems of some statuses, and to the one that the listener answers before any route. */
export function problemsAt(statuses: readonly number[]): TreeMap {
  return {
    ...Object.fromEntries(
      statuses.map((status) => [String(status), { $ref: `#/components/responses/${nameOf(status)}` }]),
    ),
    431: { $ref: '#/components/responses/HeadersTooLong' },
  };
}

function nameOf(status: number): string {
  return `Problem${String(status)}`;
}

function exampleOf(code: ErrorCode): readonly [string, TreeMap] {
  const status = statusOfOne({ code });
  const { means } = errors[code];
  const value = {
    type: `${errorsPage}#${code}`,
    title: titles[status] ?? '',
    status,
    detail: means,
    code,
    hint: httpHintOf(code),
    requestId: '9f86d081884c7d65',
  };
  return [code, { value }];
}
