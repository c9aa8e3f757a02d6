import { endpointsIn, endpointVariable } from '../aws/sdk/endpoints.ts';
import { networkIn, proxyNamed } from '../aws/sdk/network.ts';
import { credentialVariables, type Profile, type Surroundings } from '../report/help/surroundings.ts';
import type { Host } from './host.ts';

/** Collects settings of this run for AWS that may explain a refusal, only after a failure. */
export async function surroundingsOf(
  { environment, files }: Pick<Host, 'environment' | 'files'>,
  endpoint: string | undefined,
): Promise<Surroundings> {
  const { variables, home } = environment;
  const named = (name: string, usual: string): string => variables[name] ?? `${home}/.aws/${usual}`;
  const paths = [named('AWS_CONFIG_FILE', 'config'), named('AWS_SHARED_CREDENTIALS_FILE', 'credentials')];
  const texts = await Promise.all(paths.map((path) => files.read(path).catch(() => undefined)));
  const profile = variables['AWS_PROFILE'];
  const endpointOf = endpointsIn(variables);
  const proxy = proxyNamed(variables);
  return {
    ...(profile === undefined || profile === '' ? {} : { profile }),
    profiles: profilesIn(texts.filter((text) => text !== undefined)),
    ...(proxy === undefined ? {} : { proxy }),
    fips: networkIn(variables).fips,
    files: paths.map((path) => (path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path)),
    set: new Set(credentialVariables.filter((name) => (variables[name] ?? '') !== '')),
    endpointOf(service) {
      if (endpoint !== undefined) return { url: endpoint, from: '--endpoint' };
      const url = endpointOf(service);
      return url === undefined ? undefined : { url, from: endpointVariable(service, variables) };
    },
  };
}

/** Extracts the headings of the shared files and how each profile signs in; values are not looked at. */
function profilesIn(texts: readonly string[]): readonly Profile[] {
  const found = new Map<string, Profile['signsIn']>();
  for (const text of texts) {
    let name: string | undefined;
    for (const line of text.split('\n')) {
      const heading = /^\s*\[\s*(?:profile\s+)?(?<name>[^\]]+?)\s*\]/u.exec(line)?.groups?.['name'];
      if (heading !== undefined) name = /^(?:sso-session|services)\s/u.test(heading) ? undefined : heading;
      if (name === undefined) continue;
      const sso = /^\s*sso_(?:session|start_url)\s*=/u.test(line);
      const login = /^\s*login_session\s*=/u.test(line);
      const before = found.get(name) ?? 'other';
      found.set(name, sso ? 'sso' : login ? 'login' : before);
    }
  }
  return [...found].map(([name, signsIn]) => ({ name, signsIn }));
}
