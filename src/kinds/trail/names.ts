/** Explains what is wrong with a trail's name; undefined if nothing is (CloudTrail API, CreateTrail: Name). */
export function nameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 128) return 'a trail name has 3 to 128 characters';
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])$/u.test(name))
    return 'a trail name has letters, digits, dots, underscores and dashes, and begins and ends with a letter or digit';
  if (/[._-]{2}/u.test(name)) return 'a trail name has no two dots, underscores or dashes in a row';
  return /^\d+(?:\.\d+){3}$/u.test(name) ? 'a trail name does not look like an IP address' : undefined;
}
