/** What a request sends to prove its caller. */
export type Credential =
  | { readonly is: 'none' }
  | { readonly is: 'bearer'; readonly token: string }
  | { readonly is: 'cookie'; readonly id: string }
  /** An authorization of another form, or one that is not clear. It never counts as none. */
  | { readonly is: 'invalid' };

/**
 * Parses the credential of a request. A bearer token wins over a cookie: whoever sends a wrong token is nobody, whatever
 * the browser adds.
 */
export function credentialOf(headers: Headers, cookie: string): Credential {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer (?<token>[\w.~+/=-]{1,8192})$/u.exec(authorization)?.groups?.['token'];
    return token === undefined ? { is: 'invalid' } : { is: 'bearer', token };
  }
  const ids = (headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookie}=`))
    .map((pair) => pair.slice(cookie.length + 1));
  const [id] = ids;
  if (id === undefined) return { is: 'none' };
  // A neighbouring site may plant a second cookie of the name (RFC 6265 §8.6): nothing says which is ours.
  return ids.length > 1 || !/^[0-9a-f]{64}$/u.test(id) ? { is: 'invalid' } : { is: 'cookie', id };
}
