/** Returns true if the client takes JSON (RFC 9110 §12.5.1). Without the header it takes everything. */
export function takesJson({ headers }: Request): boolean {
  const accepts = headers.get('accept')?.trim() ?? '';
  if (accepts === '') return true;
  return accepts.split(',').some((one) => {
    const [type = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    const isTaken = ['application/json', 'application/*', '*/*'].includes(type);
    return isTaken && !parameters.some((parameter) => /^q=0(?:\.0*)?$/u.test(parameter));
  });
}
