import { errors, type ErrorCode } from '../model/errors/index.ts';

/** Hints of codes whose usual hint is for a command line. */
const hints: Readonly<Partial<Record<ErrorCode, string>>> = {
  'control.needs-daemon': 'ask a running daemon',
  'control.request': 'GET /api/v1/openapi.json describes the fields and parameters of each route',
  'control.token': 'ask the operator of the daemon for a token, and send it as Authorization: Bearer TOKEN',
  'control.forbidden': 'send the token of somebody who may decide this',
  'control.which-source': 'name one source in the field `source`',
  'control.source': 'name a source of GET /api/v1/overview in the field `source`',
  'control.plan': 'only the current plan can be approved or rejected: the first of GET /api/v1/plans',
  'control.step': 'use a step or an address that waits in GET /api/v1/plans/{id}',
  'control.nothing': 'GET /api/v1/status shows the decisions in effect',
  'control.no-look': 'wait for its first full look: `look.fullAt` in GET /api/v1/overview',
  'control.not-read': 'plan with AWS credentials',
  'cli.address': 'write the address as Kind/name, as GET /api/v1/resources lists it',
  'daemon.no-stack':
    'GET /api/v1/overview shows why: the source is unreadable, or its revision is refused or waiting',
};

/** Returns the hint of a code for whoever asks over HTTP. */
export function httpHintOf(code: ErrorCode): string {
  return hints[code] ?? errors[code].hint;
}
