/**
 * Tells what a principal cannot do without these actions or grant operations; undefined where none of them is needed
 * to read or write. S3 uploads an object in parts only for whoever has both (S3 User Guide, multipart upload API and
 * permissions).
 */
export function withoutUse(actions: readonly string[]): string | undefined {
  const has = (operation: string): boolean =>
    actions.some((action) => {
      const name = action.toLowerCase().replace(/^kms:/u, '');
      if (name === operation) return true;
      return /^kms:.*\*$/iu.test(action) && operation.startsWith(name.slice(0, -1));
    });
  if (has('decrypt'))
    return 'without kms:Decrypt, encrypted data cannot be read, and multipart uploads to S3 fail';
  return has('generatedatakey')
    ? 'without kms:GenerateDataKey, S3 objects cannot be encrypted with the key, and multipart uploads fail'
    : undefined;
}
