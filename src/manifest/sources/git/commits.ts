import { second } from '../../../model/instant.ts';
import { oneLine } from '../../../model/one-line.ts';
import type { Commit, Identity } from '../../../model/revision.ts';
import { trouble } from '../refusals.ts';
import { isFailed, type Failed } from './failed.ts';
import { readObjects, type GitObject } from './objects.ts';
import { reasonOf } from './reason.ts';
import type { Git } from './run.ts';
import type { Signers } from './signers.ts';

/** More commits that a revision brings are not told apart: a person looks. */
const mostBetween = 1_000;
/** Of all commits that are read at once: each is a text of a few lines, with its signature about a kilobyte. */
const mostCommitBytes = 16 * 1024 * 1024;

/** Loads commits from their objects, and who signed them. */
export async function commitsOf(
  git: Git,
  ids: readonly string[],
  signers: Signers,
  signal: AbortSignal,
): Promise<readonly Commit[] | Failed> {
  const objects = await readObjects(git, ids, mostCommitBytes, signal);
  if (isFailed(objects)) return objects;
  const commits: Commit[] = [];
  for (const [index, object] of objects.entries()) {
    const read = object?.type === 'commit' ? commitIn(object) : undefined;
    if (read === undefined)
      return { failed: trouble('source.corrupt', `the copy lacks commit ${ids[index] ?? ''}`) };
    const { isSigned, ...commit } = read;
    const signer = isSigned ? await signers.signerOf(commit.id, signal) : undefined;
    if (typeof signer === 'object') return signer;
    commits.push(signer === undefined ? commit : { ...commit, signer });
  }
  return commits;
}

/** Tells how a commit stands to an earlier one, from the copy alone. */
export async function standing(
  git: Git,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<'descends' | 'precedes' | 'rewound' | Failed> {
  const descends = await isAncestor(git, from, to, signal);
  if (descends !== false) return descends === true ? 'descends' : descends;
  const precedes = await isAncestor(git, to, from, signal);
  if (typeof precedes !== 'boolean') return precedes;
  return precedes ? 'precedes' : 'rewound';
}

async function isAncestor(
  git: Git,
  earlier: string,
  later: string,
  signal: AbortSignal,
): Promise<boolean | Failed> {
  const end = await git({ args: ['merge-base', '--is-ancestor', earlier, later] }, signal);
  if (isFailed(end)) return end;
  if (end.code === 0 || end.code === 1) return end.code === 0;
  return { failed: trouble('source.corrupt', `git merge-base: ${reasonOf(end.errors)}`) };
}

/**
 * Lists each commit that a commit brings, also by a merge. With an earlier one, lists those that it does not have.
 */
export async function commitsIn(
  git: Git,
  to: string,
  without: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[] | Failed> {
  const most = `--max-count=${String(mostBetween + 1)}`;
  const args = ['rev-list', '--topo-order', most, to, ...(without === undefined ? [] : [`^${without}`])];
  const end = await git({ args, mostBytes: 66 * (mostBetween + 1) }, signal);
  if (isFailed(end)) return end;
  if (end.code !== 0) return { failed: trouble('source.corrupt', `git rev-list: ${reasonOf(end.errors)}`) };
  const ids = new TextDecoder()
    .decode(end.output)
    .split('\n')
    .filter((id) => id !== '');
  return ids.length > mostBetween
    ? { failed: trouble('source.too-large', `there are more than ${String(mostBetween)} new commits`) }
    : ids;
}

/** Takes a commit apart. Its texts are cleaned: whoever commits may write anything. */
function commitIn({ id, content }: GitObject): (Commit & { readonly isSigned: boolean }) | undefined {
  const text = new TextDecoder().decode(content);
  const end = text.indexOf('\n\n');
  const headers = (end === -1 ? text : text.slice(0, end)).split('\n');
  const valueOf = (name: string): string | undefined =>
    headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const author = identityIn(valueOf('author'));
  const committer = identityIn(valueOf('committer'));
  if (author === undefined || committer === undefined) return undefined;
  const parents = headers
    .filter((line) => line.startsWith('parent '))
    .map((line) => line.slice('parent '.length));
  const isSigned = headers.some((line) => /^gpgsig(?:-sha256)? /u.test(line));
  const subject =
    end === -1 ? '' : oneLine(/^\s*(?<first>.*)/u.exec(text.slice(end + 2))?.groups?.['first'] ?? '');
  return {
    id,
    parents,
    subject,
    author: author.identity,
    committer: committer.identity,
    at: committer.at,
    isSigned,
  };
}

/** Parses `NAME <EMAIL> SECONDS ZONE`. */
function identityIn(
  line: string | undefined,
): { readonly identity: Identity; readonly at: number } | undefined {
  const { name, email, at } =
    /^(?<name>.*?) ?<(?<email>[^>]*)> (?<at>-?\d{1,12}) [+-]\d+$/u.exec(line ?? '')?.groups ?? {};
  if (name === undefined || email === undefined) return undefined;
  return { identity: { name: oneLine(name), email: oneLine(email) }, at: Number(at) * second };
}
