import { isFailed } from '../../manifest/sources/git/failed.ts';
import { checkSettings } from '../../manifest/sources/git/settings.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { isLooser, tighterMode } from '../../model/mode.ts';
import { pathOf, showPath, type Path } from '../../model/path.ts';
import type { Mode } from '../../model/resource.ts';
import { isLoopback, listenAddressOf } from '../probe/address.ts';
import type { DaemonConfig } from './schema/index.ts';
import { unknownKindsIn } from './tokens/unknown-kinds.ts';

type Source = DaemonConfig['sources'][number];
type Finding = Pick<Diagnostic, 'code' | 'message'> & { readonly path: Path };

/** Returns the loosest mode that a source may have. */
export function modeOfSource(config: Pick<DaemonConfig, 'maxMode'>, source: Pick<Source, 'maxMode'>): Mode {
  return source.maxMode === undefined ? config.maxMode : tighterMode(config.maxMode, source.maxMode);
}

/** Returns the guardrails file of a source, or nothing. */
export function guardrailsOfSource(
  config: Pick<DaemonConfig, 'guardrails'>,
  source: Pick<Source, 'guardrails'>,
): string | undefined {
  return source.guardrails ?? config.guardrails;
}

/** Finds what is wrong between settings that are each right. */
export function contradictions(
  config: DaemonConfig,
  { sandbox, kinds }: { readonly sandbox: boolean; readonly kinds: readonly string[] },
  place: (path: Path) => Pick<Diagnostic, 'span'>,
): readonly Diagnostic[] {
  const found: readonly Finding[] = [
    ...(config.sources.length === 0 ? [noSource] : []),
    ...twice('sources', config.sources),
    ...twice('notify/targets', config.notify.targets),
    ...config.sources.flatMap((source, at) => ofSource(config, source, at, sandbox)),
    ...config.notify.targets.flatMap((target, at) => ofTarget(target, at)),
    ...oneOf(config.heartbeat, ['url', 'urlFile'], '/heartbeat'),
    ...oneOf(config.record.sink, ['directory', 's3'], '/record/sink'),
    ...cadenceOf(config),
    ...webhookOf(config),
    ...apiOf(config, sandbox),
    ...bindingsOf(config, kinds),
  ];
  return found.map((one) => ({ severity: 'error', ...one, ...place(one.path) }));
}

const noSource: Finding = {
  code: 'settings.no-source',
  message: 'no source of manifests is configured',
  path: '/sources',
};

function ofSource(config: DaemonConfig, source: Source, at: number, sandbox: boolean): readonly Finding[] {
  const path = pathOf(['sources', at]);
  const name = `the source ${source.name}`;
  const writes = isLooser(modeOfSource(config, source), 'observe') && !sandbox;
  const signed = source.git?.signersFile !== undefined;
  return [
    ...oneOf({ directory: source.directory, git: source.git }, ['directory', 'git'], path),
    ...(writes && guardrailsOfSource(config, source) === undefined
      ? [
          {
            code: 'settings.guardrails-required' as const,
            message: `${name} may have mode ${modeOfSource(config, source)}, but has no guardrails`,
            path,
          },
        ]
      : []),
    ...(writes && !signed && !source.allowUnsigned
      ? [
          {
            code: 'settings.unsigned-source' as const,
            message: `${name} may have mode ${modeOfSource(config, source)}, but its manifests are unsigned`,
            path,
          },
        ]
      : []),
    ...(source.git === undefined ? [] : ofGit(source.git, at)),
  ];
}

/** Refuses at the start what the source would refuse at each fetch. */
function ofGit(git: NonNullable<Source['git']>, at: number): readonly Finding[] {
  const checked = checkSettings(git);
  if (!isFailed(checked)) return [];
  const { code, message } = checked.failed;
  const path = pathOf(['sources', at, 'git', checked.field]);
  return [{ code, message: `sources[${at}].${message}`, path }];
}

function ofTarget(target: DaemonConfig['notify']['targets'][number], at: number): readonly Finding[] {
  const path = pathOf(['notify', 'targets', at]);
  return [
    ...oneOf({ webhook: target.webhook, slack: target.slack }, ['webhook', 'slack'], path),
    ...oneOf(target.webhook, ['url', 'urlFile'], `${path}/webhook`),
  ];
}

/** Requires exactly one of these fields where there is a section at all. */
function oneOf<T extends object>(
  section: T | undefined,
  fields: readonly [keyof T & string, keyof T & string],
  path: Path,
): readonly Finding[] {
  if (section === undefined) return [];
  const given = fields.filter((field) => section[field] !== undefined);
  if (given.length === 1) return [];
  const where = path
    .slice(1)
    .replaceAll(/\/(\d+)/gu, '[$1]')
    .replaceAll('/', '.');
  const message = `${where} needs ${given.length === 0 ? fields.join(' or ') : `one of ${fields.join(' and ')}, not both`}`;
  return [{ code: 'settings.contradiction', message, path }];
}

function twice(list: string, items: readonly { readonly name: string }[]): readonly Finding[] {
  return items.flatMap(({ name }, at) =>
    items.findIndex((other) => other.name === name) < at
      ? [
          {
            code: 'settings.contradiction' as const,
            message: `${list.replace('/', '.')}: the name ${name} is a duplicate`,
            path: `${pathOf(list.split('/'))}/${at}/name` as Path,
          },
        ]
      : [],
  );
}

function cadenceOf({ cadence }: DaemonConfig): readonly Finding[] {
  if (cadence.fast <= cadence.full) return [];
  const message = 'cadence.fast is longer than cadence.full';
  return [{ code: 'settings.contradiction', message, path: '/cadence/fast' }];
}

/** Refuses half of a webhook: an open port that nothing uses, or a secret that nobody asks for. */
function webhookOf({ webhook: { address }, sources }: DaemonConfig): readonly Finding[] {
  const at = sources.findIndex(({ git }) => git?.webhookSecretFile !== undefined);
  if (address !== undefined && at < 0) {
    const message = 'webhook.address is set, and no source has a git.webhookSecretFile';
    return [{ code: 'settings.contradiction', message, path: '/webhook/address' }];
  }
  if (address === undefined && at >= 0) {
    const message = `sources[${at}].git.webhookSecretFile is set, and webhook.address is not`;
    return [
      { code: 'settings.contradiction', message, path: pathOf(['sources', at, 'git', 'webhookSecretFile']) },
    ];
  }
  return [];
}

/** Refuses tokens in plain text on a network, and an API that nobody could use. */
function apiOf({ api }: DaemonConfig, sandbox: boolean): readonly Finding[] {
  const { address, url, behindProxy, trustedProxies, tokensFile, oidc, anonymous } = api;
  // The embedded AWS has nothing to guard, and makes a token of its own.
  if (address === undefined || sandbox) return [];
  const isLocal = isLoopback(listenAddressOf(address));
  return [
    ...(isLocal || behindProxy
      ? []
      : [
          {
            code: 'settings.plain-tokens' as const,
            message: `api.address ${address} is reachable from other machines without TLS`,
            path: '/api/address' as Path,
          },
        ]),
    ...(behindProxy && !(url ?? '').startsWith('https:')
      ? [
          {
            code: 'settings.contradiction' as const,
            message: 'api.behindProxy is set, and api.url is not an https URL',
            path: '/api/behindProxy' as Path,
          },
        ]
      : []),
    ...(trustedProxies.length > 0 && !behindProxy
      ? [
          {
            code: 'settings.contradiction' as const,
            message: 'api.trustedProxies is set, and api.behindProxy is not',
            path: '/api/trustedProxies' as Path,
          },
        ]
      : []),
    ...(oidc !== undefined && !isTrusted(oidc)
      ? [
          {
            code: 'settings.contradiction' as const,
            message: 'api.oidc.keysUrl is not an https URL',
            path: '/api/oidc/keysUrl' as Path,
          },
        ]
      : []),
    ...(tokensFile === undefined && oidc === undefined && anonymous.length === 0
      ? [
          {
            code: 'settings.contradiction' as const,
            message: 'api.address is set, and nobody can use the API: api.tokensFile is missing',
            path: '/api/address' as Path,
          },
        ]
      : []),
  ];
}

/** Refuses bindings for kinds that do not exist: of callers without a token, and of groups of the issuer. */
function bindingsOf(
  { api: { anonymous, oidc } }: DaemonConfig,
  kinds: readonly string[],
): readonly Finding[] {
  const all = [
    { at: ['api', 'anonymous'], bindings: anonymous },
    ...(oidc?.groups ?? []).map(({ bindings }, index) => ({
      at: ['api', 'oidc', 'groups', index, 'bindings'],
      bindings,
    })),
  ];
  return all.flatMap(({ at, bindings }) =>
    unknownKindsIn(bindings, kinds).map(({ fields, message, code }) => {
      const path = pathOf([...at, ...fields]);
      return { code, message: `${showPath(path)} ${message}`, path };
    }),
  );
}

/** Tests whether nobody on the way can give keys of their own: over https, or on this machine. */
function isTrusted({ keysUrl }: NonNullable<DaemonConfig['api']['oidc']>): boolean {
  const { protocol, hostname } = new URL(keysUrl);
  return protocol === 'https:' || isLoopback({ host: hostname });
}
