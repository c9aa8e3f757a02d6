import { z } from 'zod';
import { operations, type AnswerOf } from '../../daemon/control/operations.ts';
import { errors } from '../../model/errors/index.ts';
import type { Tree } from '../../model/tree.ts';
import { clipped } from '../../report/text/visible.ts';
import type { WebAnswer } from '../../runtime/web-client.ts';
import { refused, type Refused } from '../refused.ts';
import type { ServerAddress } from './address.ts';
import { seen } from './seen.ts';

type Answered = Extract<WebAnswer, { readonly is: 'answer' }>;

/** Parses what came back. Whoever answers may be no daemon: nothing of it is shown that is not checked or short. */
export function understood(
  answer: Answered,
  { url, name }: ServerAddress,
  version: string,
): AnswerOf<'speculate'> | Refused {
  const value = jsonIn(answer.body);
  const hint =
    url.pathname === '/' ? undefined : `if the API is not below ${url.pathname}: --server ${url.origin}`;
  if (answer.status === 200) {
    if (value !== undefined && operations.speculate.answer.safeParse(value).success)
      return seen(value) as unknown as AnswerOf<'speculate'>;
    return value === undefined
      ? refused('control.no-server', `${name} responded with ${formOf(answer.body)}, not with a plan`, hint)
      : refused(
          'control.no-server',
          `the response of ${name} cannot be parsed`,
          `check that it is the API of a daemon, of this version (${version})`,
        );
  }
  const problem = problemSchema.safeParse(value);
  if (!problem.success) {
    const status = `${name} responded with status ${String(answer.status)}`;
    const to = elsewhere(answer, url);
    return to === undefined
      ? refused('control.no-server', `${status}, which is not a response of a daemon`, hint)
      : refused(
          'control.no-server',
          `${status}, which leads to ${to}; redirects are not followed, as the token would go there`,
          'pass the URL of the API itself with --server',
        );
  }
  const { code, detail, hint: theirs } = problem.data;
  const isMisplaced = code === 'api.route' || code === 'api.method';
  // What names a route or a field helps nobody here: the code has a hint for the command line.
  const ours =
    theirs === undefined || /\/api\/v1|`\w+`|Authorization/u.test(theirs) ? undefined : short(theirs);
  return refused(code, short(detail), isMisplaced ? hint : ours);
}

/** What is read of a problem. A newer server may say more. */
const problemSchema = z.object({
  code: z.custom<keyof typeof errors>((code) => typeof code === 'string' && Object.hasOwn(errors, code)),
  detail: z.string(),
  hint: z.string().optional(),
});

/** Returns the beginning of a text of the server: no daemon says more. */
function short(text: string): string {
  const { text: beginning, cut } = clipped(text, 2000);
  return cut === undefined ? text : `${beginning}…`;
}

/** Returns the place to which a redirect leads, without what it may carry. */
function elsewhere({ status, location }: Answered, url: URL): string | undefined {
  if (status < 300 || status > 399 || location === undefined) return undefined;
  const to = URL.parse(location, url.href);
  return to === null ? undefined : `${to.origin}${short(to.pathname)}`;
}

function formOf(body: string): string {
  if (body.trim() === '') return 'nothing';
  return /^\s*</u.test(body) ? 'a web page, as a proxy or a sign-in does' : 'no JSON';
}

function jsonIn(text: string): Tree | undefined {
  try {
    return JSON.parse(text) as Tree;
  } catch {
    return undefined;
  }
}
