import { derived, remembered } from '../model/derived.ts';
import { nearest } from '../model/nearest.ts';
import { globalKeys, keyPrefixes, services, tables } from './authorization/index.ts';
import { fold } from './fold.ts';
import { matchesGlob } from './glob.ts';
import { misspelt } from './misspelt.ts';

/** What AWS's reference says of one action. */
interface ActionRow {
  /** `kms:Decrypt`. */
  readonly name: string;
  /** ARNs of what it is judged on; none: it stands for no resource, so a policy names `*`. Undefined: not known yet. */
  readonly resources: readonly string[] | undefined;
  /** Condition keys besides the global ones that a request carries. Undefined: not known yet. */
  readonly keys: readonly string[] | undefined;
}

interface Service {
  readonly actions: ReadonlyMap<string, ActionRow>;
  /** Condition keys of all prefixes; `*` ends those that a name follows. */
  readonly keys: readonly string[];
  /** Those that some action carries. */
  readonly carried: readonly string[];
}

/** The tables are text until a policy speaks of their service. */
const serviceOf = remembered(16, (name): Service | undefined => {
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (table === undefined) return undefined;
  const types = new Map(
    linesOf(table.resources).map(([type = '', arn = '', keys = '']) => [type, { arn, keys: wordsOf(keys) }]),
  );
  const rows = linesOf(table.actions).flatMap(([names = '', on = '', keys = '']) => {
    const known = on !== '?';
    const of = wordsOf(on).flatMap((type) => types.get(type) ?? []);
    const resources = known ? of.map(({ arn }) => arn) : undefined;
    const carried = known ? [...wordsOf(keys), ...of.flatMap((type) => type.keys)] : undefined;
    return wordsOf(names).map((action): ActionRow => ({
      name: `${name}:${action}`,
      resources,
      keys: carried,
    }));
  });
  return {
    actions: new Map(rows.map((row) => [fold(row.name), row])),
    keys: wordsOf(table.keys),
    carried: [...new Set(rows.flatMap(({ keys }) => keys ?? []))],
  };
});

const known = derived((all: typeof tables) => ({
  services: new Set(wordsOf(services)),
  prefixes: new Set([...wordsOf(services), ...wordsOf(keyPrefixes), 'aws']),
  keys: [...wordsOf(globalKeys), ...Object.keys(all).flatMap((name) => serviceOf(name)?.keys ?? [])],
}));

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

function linesOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

/** Tests whether AWS has a service whose actions begin so. */
export function isService(prefix: string): boolean {
  return known(tables).services.has(fold(prefix));
}

/** Finds the service of AWS nearest to a misspelt one. */
export function nearestService(prefix: string): string | undefined {
  return nearest(prefix, [...known(tables).services]);
}

/**
 * Lists the actions of a service, as `kms:Decrypt`; undefined for a service whose actions Keywright does not know.
 */
export function actionsOf(service: string): readonly string[] | undefined {
  const rows = serviceOf(fold(service))?.actions;
  return rows === undefined ? undefined : [...rows.values()].map(({ name }) => name);
}

/** Looks up what the reference says of an action of a known service. */
export function actionRow(action: string): ActionRow | undefined {
  return serviceOf(prefixOf(action))?.actions.get(fold(action));
}

/** Returns the part before the first colon, in lower case. */
export function prefixOf(name: string): string {
  return fold(name.slice(0, Math.max(name.indexOf(':'), 0)));
}

/** Different condition keys that are remembered: more than an estate has. */
const mostKeys = 1_024;

/**
 * Whether AWS has a condition key. Those of services that are not known in full, and those that an identity provider
 * names, are not judged. Sources: IAM User Guide, global condition keys; Service Authorization Reference.
 */
export const isConditionKey = remembered(mostKeys, (key): 'yes' | 'no' | 'unjudged' => {
  const prefix = prefixOf(key);
  if (key.slice(0, key.lastIndexOf(':')).includes('.')) return 'unjudged';
  const names = known(tables).keys;
  if (names.some((name) => matchesGlob(fold(name), fold(key)))) return 'yes';
  const inFull = prefix === 'aws' || prefix === 'saml' || Object.hasOwn(tables, prefix);
  return inFull || !known(tables).prefixes.has(prefix) ? 'no' : 'unjudged';
});

/**
 * Finds the condition key that was meant by one that AWS does not have. Returns it if one is near, and whether it
 * was surely meant.
 */
export function meantKey(key: string): { readonly meant: string; readonly surely: boolean } | undefined {
  const candidates = known(tables).keys.map((name) => filledLike(name, key));
  const surely = misspelt(key, candidates);
  const meant = surely ?? nearest(key, candidates);
  return meant === undefined ? undefined : { meant, surely: surely !== undefined };
}

/** Fills in `aws:PrincipalTag/*` with the name that stands behind the key. */
function filledLike(name: string, key: string): string {
  if (!name.endsWith('*')) return name;
  const mark = name.at(-2) ?? '';
  const at = mark === ':' ? key.indexOf(':', key.indexOf(':') + 1) : key.indexOf(mark);
  return at === -1 ? `${name.slice(0, -1)}…` : `${name.slice(0, -1)}${key.slice(at + 1)}`;
}

/** Keys that come with every request of a session, whatever service it asks. */
const ofSessions = ['sts', 'saml'];

/**
 * Tests whether a request for this action carries this condition key; undefined where the reference does not say. Of
 * global keys it never says all, and of a key that it gives no action (a deprecated one) nothing.
 */
export function carries(action: string, key: string): boolean | undefined {
  const keys = actionRow(action)?.keys;
  const prefix = prefixOf(key);
  const owner = serviceOf(prefix);
  if (keys === undefined || owner === undefined || ofSessions.includes(prefix)) return undefined;
  const names = (name: string): boolean => matchesGlob(fold(name), fold(key));
  return owner.carried.some(names) ? keys.some(names) : undefined;
}
