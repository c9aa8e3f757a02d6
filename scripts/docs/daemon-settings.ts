import { settings, type Setting } from '../../src/daemon/config/settings.ts';
import type { Tree } from '../../src/model/tree.ts';
import { code, codes, madeBy, md, page, table } from './markdown.ts';

/** Lists every setting of the daemon: in the file, as a flag and as a variable. */
export function daemonSettingsPage(): string {
  return page([
    '# Settings of the daemon',
    madeBy,
    '`reconcile daemon` takes its settings from a file (`--config FILE` or `KEYWRIGHT_CONFIG`), from variables and from flags. A flag wins over a variable, a variable over the file, and the file over the default. Unknown keys and unknown `KEYWRIGHT_` variables are errors. `reconcile explain daemon.cadence.fast` shows one setting.',
    'The file is one YAML or JSON document. Keep it outside every repository of manifests, because its author decides what Keywright may do:',
    example,
    'Above mode `observe`, a source needs [guardrails](guardrails.md), and signed commits or `allowUnsigned`. Mistakes in settings have [their own codes](errors.md#settings).',
    'Secrets are in separate files; a setting that ends with `File` names one. Flags that begin with `--source-`, and their variables, describe the only source and replace the whole list in the file.',
    ...groups().flatMap(([section, rows]) => [`## ${section}`, table(head, rows.map(row))]),
  ]);
}

const example = `\`\`\`yaml
# yaml-language-server: $schema=../schemas/daemon.json
apiVersion: keywright.dev/v1
kind: Daemon
metadata: { name: production }
spec:
  dataDir: /var/lib/keywright
  maxMode: enforce
  guardrails: /etc/keywright/guardrails.yaml
  sources:
    - name: production
      git:
        url: ssh://git@git.example.com/platform/keys.git
        ref: production
        sshKeyFile: /etc/keywright/git/id_ed25519
        knownHostsFile: /etc/keywright/git/known_hosts
        signersFile: /etc/keywright/git/allowed_signers
  notify:
    targets:
      - name: on-call
        slack: { urlFile: /etc/keywright/notify/slack-url }
\`\`\``;

const head = ['Setting', 'What it is', 'Default', 'Flag and variable'];

/** Groups settings by the first part of the name; those with one part come first. */
function groups(): readonly (readonly [string, readonly Setting[]])[] {
  const by = Map.groupBy(settings, ({ name }) => (name.includes('.') ? (name.split('.')[0] ?? '') : ''));
  return [...by]
    .map(([section, rows]): readonly [string, readonly Setting[]] => [
      section === '' ? 'The whole daemon' : code(section.replace('[]', '')),
      rows,
    ])
    .toSorted(([a], [b]) => Number(!a.startsWith('The')) - Number(!b.startsWith('The')));
}

function row(setting: Setting): readonly string[] {
  const { name, description, values, flag, variable, required } = setting;
  return [
    code(name),
    `${md(description)}${values.length === 0 ? '' : ` One of ${codes(values)}.`}`,
    setting.default === undefined ? (required ? 'required' : '') : code(shownDefault(setting.default)),
    flag === undefined || variable === undefined ? 'only in the file' : `${code(flag)} ${code(variable)}`,
  ];
}

function shownDefault(value: Tree): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
