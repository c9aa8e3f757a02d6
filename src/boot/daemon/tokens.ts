import { createHash } from 'node:crypto';
import { tokensAfter } from '../../daemon/config/tokens/kept.ts';
import { loadTokens, type ListedToken } from '../../daemon/config/tokens/load.ts';
import type { SourceFile } from '../../manifest/source.ts';
import { readSources } from '../../manifest/sources/directory.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { second, type Instant } from '../../model/instant.ts';
import { kindsByName } from '../../kinds/index.ts';
import type { Host } from '../host.ts';
import { treeAround } from '../work-tree.ts';

export interface TokensFile {
  /** Gives the tokens that count now. A change of the file counts after a second. */
  current(): Promise<readonly ListedToken[]>;
}

/** Told of a file that changed while it is in use. */
export interface TokensTold {
  refused(diagnostics: readonly Diagnostic[], counting: number): void;
  /** Told of each change without a mistake. */
  mended(): void;
}

type TokensHost = Pick<Host, 'files' | 'clock'>;

interface Read {
  readonly at: Instant;
  readonly digest: string;
  readonly tokens: readonly ListedToken[];
}

/** How old a reading of the file may be. */
const freshFor = second;

/** Opens the tokens file. Refuses one that is broken at the start, or that a commit to the manifests could change. */
export async function openTokens(
  path: string,
  manifests: readonly string[],
  host: TokensHost,
  told: TokensTold,
): Promise<TokensFile | { readonly refused: readonly Diagnostic[] }> {
  const tree = await treeAround(path, manifests, host);
  if (tree !== undefined) {
    const message = `${path} is inside ${tree}, a source of manifests: a commit there could let anybody in`;
    return { refused: [{ severity: 'error', code: 'tokens.inside-manifests', message }] };
  }
  const file = await fileAt(path, host);
  const first = loadTokens(file, { now: host.clock.now(), kinds: kindNames() });
  if (first.is === 'refused') return { refused: first.diagnostics };
  let last: Read = { at: host.clock.now(), digest: digestOf(file), tokens: first.tokens };
  let reading: Promise<Read> | undefined;
  return {
    async current() {
      if (host.clock.now() - last.at >= freshFor || host.clock.now() < last.at) {
        reading ??= readAgain(path, last, host, told);
        last = await reading.finally(() => (reading = undefined));
      }
      return last.tokens;
    },
  };
}

/** Loads the file again if it changed. One that cannot be read at all changed nothing: its tokens count until they expire. */
async function readAgain(path: string, last: Read, host: TokensHost, told: TokensTold): Promise<Read> {
  const at = host.clock.now();
  const file = await fileAt(path, host);
  const digest = digestOf(file);
  if (digest === last.digest) return { ...last, at };
  const read = loadTokens(file, { now: at, kinds: kindNames() });
  const isGone = (await host.files.stat(path).catch(() => 'other')) === undefined;
  const text = 'bytes' in file ? new TextDecoder().decode(file.bytes) : '';
  const tokens = 'bytes' in file || isGone ? tokensAfter(last.tokens, read, text) : last.tokens;
  if (read.is === 'refused') told.refused(read.diagnostics, tokens.length);
  else told.mended();
  return { at, digest, tokens };
}

async function fileAt(path: string, { files }: Pick<Host, 'files'>): Promise<SourceFile> {
  const [file, ...more] = await readSources([path], files);
  return file === undefined || more.length > 0
    ? { path, unreadable: 'this is a directory, and a tokens file is required' }
    : file;
}

function kindNames(): readonly string[] {
  return [...kindsByName().keys()];
}

function digestOf(file: SourceFile): string {
  return createHash('sha256')
    .update('bytes' in file ? file.bytes : JSON.stringify(file))
    .digest('hex');
}
