/** Tests for a hint that tells what to type on a command line. */
export function namesCommand(hint: string): boolean {
  return /\breconcile [a-z]|(?:^|[\s"'`])--?[a-z]/u.test(hint);
}
