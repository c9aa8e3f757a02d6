import { isList, isMap, type Tree } from '../../model/tree.ts';

/** Members that hold whole documents: too long for a line, and told by the plan. */
const documents = /^(?:Policy|.*PolicyDocument|Body)$/u;
/** Members that open something, or may hold what does. */
const secrets = /token|secret|password|credential|accesskey|plaintext|ciphertext|externalid|authorization/iu;
/** Access key ids are in some texts (IAM User Guide, unique identifiers). */
const keyIds = /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/gu;

/**
 * Reduces the input of a call to what a log may show. Keeps documents by their length, secrets and tokens not at all.
 */
export function redacted(input: Tree): Tree {
  if (typeof input === 'string') return withoutKeyIds(input);
  if (isList(input)) return input.map(redacted);
  if (!isMap(input)) return input;
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => {
      if (secrets.test(key)) return [key, '[redacted]'];
      if (documents.test(key)) return [key, `[${String(lengthOf(value))} characters]`];
      return [key, redacted(value)];
    }),
  );
}

function lengthOf(value: Tree): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value).length;
}

export function withoutKeyIds(text: string): string {
  return text.replaceAll(keyIds, (id) => `${id.slice(0, 4)}…`);
}
