/** What a daemon is, as far as the person who started it wants to know. */
export interface StartedDaemon {
  readonly version: string;
  /** What is kept, by source. */
  readonly sources: readonly { readonly name: string; readonly from: string; readonly mode: string }[];
  readonly embedded: boolean;
  readonly probe: string | undefined;
  readonly socket: string;
}

/** What a daemon says as it starts. */
export function startedText({ version, sources, embedded, probe, socket }: StartedDaemon): string {
  const rows = [
    ...sources.map(
      ({ name, from, mode }) => [`source ${name}`, `${from}, mode ${modeText(mode, embedded)}`] as const,
    ),
    ...(probe === undefined ? [] : [['probes', `${probe}/readyz, ${probe}/metrics`] as const]),
    ['control', socket] as const,
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `Keywright ${version}: reconcile daemon`,
    ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    '',
  ].join('\n');
}

function modeText(mode: string, embedded: boolean): string {
  if (embedded) return `${mode} (on the embedded AWS: its calls stay in this process)`;
  return mode === 'observe' ? 'observe (nothing is written; --max-mode lets it write)' : mode;
}

/** How to reach the embedded AWS of a daemon, and what to try with it. */
export function embeddedText({
  url,
  account,
  region,
  trail,
}: {
  readonly url: string;
  readonly account: string;
  readonly region: string;
  /** A trail that is declared. */
  readonly trail: string | undefined;
}): string {
  const drift = [
    ['reconcile status', 'what is declared, and how it is'],
    ...(trail === undefined
      ? []
      : [
          [`aws cloudtrail stop-logging --name ${trail}`, 'somebody stops the trail'],
          ['reconcile sync', 'look now, not within ten minutes: the trail is started again'],
          ['reconcile history Trail/' + trail, 'what was found, and what was done'],
        ]),
  ] as const;
  const width = Math.max(...drift.map(([line]) => line.length));
  return [
    `The embedded AWS answers at ${url}. In another terminal:`,
    `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${account} AWS_SECRET_ACCESS_KEY=sandbox`,
    ...drift.map(([line, does]) => `  ${line.padEnd(width)}  # ${does}`),
    '',
  ].join('\n');
}
