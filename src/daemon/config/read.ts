import { z } from 'zod';
import { problemsOf, type Problem } from '../../manifest/issues.ts';
import { readOneDocument } from '../../manifest/one-document.ts';
import type { SourceFile } from '../../manifest/source.ts';
import type { ReadDocument } from '../../manifest/yaml.ts';
import { hasErrors, type Diagnostic } from '../../model/diagnostic.ts';
import { showPath, type Path } from '../../model/path.ts';
import { isMap, type TreeMap } from '../../model/tree.ts';
import { contradictions } from './check.ts';
import { givenBy, overlaid, overridesOf, type Override } from './overrides.ts';
import { daemonSchema, type DaemonConfig } from './schema/index.ts';
import { settings } from './settings.ts';

export type ConfigRead =
  | { readonly is: 'ok'; readonly config: DaemonConfig }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/** What is read: the file if there is one, all variables of the process, and flags by their names. */
export interface ConfigGiven {
  readonly file?: SourceFile;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly flags: Readonly<Record<string, string | undefined>>;
  /** Whether the daemon runs on the embedded AWS, which needs no guardrails. */
  readonly sandbox: boolean;
  /** The kinds that there are: a binding for another would never count. */
  readonly kinds: readonly string[];
}

/**
 * Loads the settings of a daemon. Prefers a flag to a variable, a variable to the file, and the file to defaults.
 * Gives every mistake, with its place in the file or with the flag or variable.
 */
export function readDaemonConfig({ file, variables, flags, sandbox, kinds }: ConfigGiven): ConfigRead {
  const read = file === undefined ? undefined : readOneDocument(file, anyDaemon, 'settings.one-document');
  const { overrides, diagnostics } = overridesOf(variables, flags);
  if (read?.is === 'refused') return { is: 'refused', diagnostics: [...read.diagnostics, ...diagnostics] };
  const written = overlaid(specOf(read?.document), overrides);
  const parsed = daemonSchema.safeParse(written);
  const place = (path: Path, at: Problem['at']): Pick<Diagnostic, 'span'> => spanAt(read?.document, path, at);
  const found: readonly Diagnostic[] = parsed.success
    ? contradictions(parsed.data, { sandbox, kinds }, (path) => place(path, 'value'))
    : problemsOf(parsed.error.issues, {
        schema: daemonSchema,
        value: written,
        under: '/spec',
        writtenAt: (path) => read?.document.writtenAt(path),
      }).map((problem) => diagnosticOf(problem, givenBy(problem.path, overrides), place));
  const all = [...diagnostics, ...found];
  return parsed.success && !hasErrors(all)
    ? { is: 'ok', config: parsed.data }
    : { is: 'refused', diagnostics: all };
}

/** The envelope is checked with the file, and the spec only once all is put together. */
const anyDaemon = { kind: 'Daemon', schema: z.unknown() } as const;

function specOf(document: ReadDocument | undefined): TreeMap {
  const spec = isMap(document?.value) ? document.value['spec'] : undefined;
  return isMap(spec) ? spec : {};
}

function spanAt(document: ReadDocument | undefined, path: Path, at: Problem['at']): Pick<Diagnostic, 'span'> {
  if (document === undefined) return {};
  const full = `/spec${path}` as Path;
  return { span: at === 'key' ? document.keySpanOf(full) : document.spanOf(full) };
}

function diagnosticOf(
  { path, at, meant: _, form: __, ...problem }: Problem,
  override: Override | undefined,
  place: (path: Path, at: Problem['at']) => Pick<Diagnostic, 'span'>,
): Diagnostic {
  const inline = secretInline(path, problem);
  const said = { severity: 'error' as const, ...problem, ...inline, path };
  if (override === undefined) return { ...said, ...place(path, at) };
  const name = showPath(`/spec${path}` as Path);
  return { ...said, message: said.message.replace(name, override.by) };
}

/** Hints at a secret that was written where its file belongs: `token` in place of `tokenFile`. */
function secretInline(path: Path, { code }: Pick<Problem, 'code'>): { readonly hint?: string } {
  if (code !== 'manifest.unknown-field') return {};
  const file = `${path.replaceAll(/\/\d+(?=\/)/gu, '/0')}File`;
  const meant = settings.find((setting) => setting.path === file);
  return meant === undefined ? {} : { hint: `secrets are read from files: set ${meant.name}` };
}
