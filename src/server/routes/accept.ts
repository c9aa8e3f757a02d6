/** Returns true if the client takes a media type (RFC 9110 §12.5.1). Without the header it takes everything. */
export function takes({ headers }: Request, wanted: string): boolean {
  const accepts = headers.get('accept')?.trim() ?? '';
  if (accepts === '') return true;
  return accepts.split(',').some((one) => {
    const [type = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    const isTaken = [wanted, wanted.replace(/\/.*/u, '/*'), '*/*'].includes(type);
    return isTaken && !parameters.some((parameter) => /^q=0(?:\.0*)?$/u.test(parameter));
  });
}
