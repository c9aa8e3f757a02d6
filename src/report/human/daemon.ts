/** What a daemon is, as far as the person who started it wants to know. */
export interface StartedDaemon {
  readonly version: string;
  /** What is kept, by source. */
  readonly sources: readonly { readonly name: string; readonly from: string; readonly mode: string }[];
  readonly embedded: boolean;
  readonly probe: string | undefined;
  readonly socket: string;
  readonly webhook: string | undefined;
  /** With the token of a trial. */
  readonly api: string | undefined;
  /** False on a terminal, which it would flood. */
  readonly printsRecord: boolean;
}

/** Writes what a daemon says as it starts. */
export function startedText({
  version,
  sources,
  embedded,
  probe,
  socket,
  webhook,
  api,
  printsRecord,
}: StartedDaemon): string {
  const rows = [
    ...sources.map(
      ({ name, from, mode }) => [`source ${name}`, `${from}, mode ${modeText(mode, embedded)}`] as const,
    ),
    ...(api === undefined ? [] : [['page', api] as const]),
    ...(probe === undefined ? [] : [['probes', `${probe}/readyz, ${probe}/metrics`] as const]),
    ...(webhook === undefined ? [] : [['webhooks', `POST ${webhook}/hooks/SOURCE`] as const]),
    ['control', socket] as const,
    [
      'record',
      printsRecord
        ? 'on standard output, one JSON line for each write and decision'
        : 'not shown on this terminal: redirect standard output to keep it',
    ] as const,
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `Keywright ${version}: reconcile daemon`,
    ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    '',
  ].join('\n');
}

function modeText(mode: string, embedded: boolean): string {
  if (embedded) return `${mode} (on the embedded AWS: no call leaves this process)`;
  return mode === 'observe' ? 'observe (nothing is written; --max-mode lets it write)' : mode;
}

/** How people reach the embedded AWS of a daemon. */
interface ReachableAws {
  /** Undefined where no port was opened. */
  readonly url: string | undefined;
  readonly account: string;
  readonly region: string;
  /** A trail that is declared. */
  readonly trail: string | undefined;
}

export interface ReadyDaemon {
  readonly resources: number;
  /** Steps that were applied before it was ready. */
  readonly applied: number;
  /** How this program is called, e.g. `npx reconcile`. */
  readonly program: string;
  readonly aws?: ReachableAws;
}

/** Says that a daemon is ready, and what to try where its AWS is the embedded one. */
export function readyText({ resources, applied, program, aws }: ReadyDaemon): string {
  const ready = `Ready: ${counted(resources, 'resource')} read, ${counted(applied, 'change')} applied.\n`;
  return aws?.url === undefined ? ready : `\n${ready}\n${trialText(aws.url, aws, program)}\n`;
}

function trialText(url: string, { account, region, trail }: ReachableAws, program: string): string {
  const lines = [
    [`${program} status`, 'the declared resources and their state'],
    ...(trail === undefined
      ? []
      : [
          [`aws cloudtrail stop-logging --name ${trail}`, 'simulates an attacker who stops the trail'],
          [
            `${program} sync`,
            'reads AWS now instead of within ten minutes, and restarts the trail in about a minute',
          ],
          [`${program} history Trail/${trail}`, 'the drift found and how it was reverted'],
        ]),
  ] as const;
  const width = Math.max(...lines.map(([line]) => line.length));
  return [
    `The embedded AWS answers at ${url}. In another terminal, in this directory:`,
    `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${account} AWS_SECRET_ACCESS_KEY=sandbox`,
    ...lines.map(([line, does]) => `  ${line.padEnd(width)}  # ${does}`),
    'Ctrl-C stops the daemon.',
    '',
  ].join('\n');
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
