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
  key,
}: {
  readonly url: string;
  readonly account: string;
  readonly region: string;
  /** An alias of a key that is declared, to change behind the daemon's back. */
  readonly key: string | undefined;
}): string {
  return [
    `The embedded AWS answers at ${url}. In another terminal:`,
    `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${account} AWS_SECRET_ACCESS_KEY=sandbox`,
    '  reconcile status',
    ...(key === undefined
      ? []
      : [
          `  aws kms create-grant --key-id ${key} --grantee-principal arn:aws:iam::${account}:role/stranger --operations Decrypt`,
          '  reconcile sync && reconcile status',
        ]),
    '',
  ].join('\n');
}
