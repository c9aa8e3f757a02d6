import { trouble } from '../refusals.ts';
import { isFailed, type Failed } from './failed.ts';
import { reasonOf } from './reason.ts';
import type { Git } from './run.ts';

/** Who signed commits, by the signers that the operator listed. */
export interface Signers {
  /** Tells one list from another. */
  readonly list: string;
  /** The principal of the list; undefined if the commit is signed by nobody on it. */
  signerOf(commit: string, signal: AbortSignal): Promise<string | undefined | Failed>;
}

/** For a source without a list: nobody is known. */
export const nobody: Signers = { list: '', signerOf: () => Promise.resolve(undefined) };

/**
 * Verifies signatures of ssh by a list in the format of ssh-keygen (ALLOWED SIGNERS). A key counts within its validity
 * at the date that the commit states, which whoever commits can choose: take a lost key off the list.
 */
export function signersIn(file: string, list: string, git: Git): Signers {
  const config = { 'gpg.ssh.allowedSignersFile': file };
  return {
    list,
    async signerOf(commit, signal) {
      const end = await git({ args: ['verify-commit', '--end-of-options', commit], config }, signal);
      // What was not verified is not unsigned.
      if (isFailed(end)) return end;
      if (/cannot run|unable to (?:start|create)/u.test(end.errors))
        return { failed: trouble('source.git', `git verify-commit: ${reasonOf(end.errors)}`) };
      if (end.code !== 0) return undefined;
      return /^Good "git" signature for (?<signer>\S+) with \S+ key SHA256:\S+$/mu.exec(end.errors)?.groups?.[
        'signer'
      ];
    },
  };
}
