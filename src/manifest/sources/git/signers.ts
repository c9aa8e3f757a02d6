import { isFailed } from './failed.ts';
import type { Git } from './run.ts';

/** Who signed a commit, by the signers that the operator listed. */
export interface Signers {
  /** The principal of the list; undefined if it is signed by nobody on it. */
  signerOf(commit: string, signal: AbortSignal): Promise<string | undefined>;
}

/** For a source without a list: nobody is known. */
export const nobody: Signers = { signerOf: () => Promise.resolve(undefined) };

/**
 * Verifies signatures of ssh by a list in the format of ssh-keygen (ALLOWED SIGNERS). A key counts within its validity
 * at the date that the commit states, which whoever commits can choose: take a lost key off the list.
 */
export function signersIn(file: string, git: Git): Signers {
  const config = { 'gpg.ssh.allowedSignersFile': file };
  return {
    async signerOf(commit, signal) {
      const end = await git({ args: ['verify-commit', '--end-of-options', commit], config }, signal);
      if (isFailed(end) || end.code !== 0) return undefined;
      return /^Good "git" signature for (?<signer>\S+) with \S+ key SHA256:\S+$/mu.exec(end.errors)?.groups?.[
        'signer'
      ];
    },
  };
}
