/** Shorter ones are no shorter for it. */
const least = 1024;

/**
 * Compresses a body where the client takes gzip. Only for bodies that hold no secret: the length of one that repeats
 * the request would tell about a secret beside it (BREACH). Answers of the API hold none.
 */
export function compressed(
  { headers }: Request,
  body: Uint8Array<ArrayBuffer>,
): {
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly headers: Readonly<Record<string, string>>;
} {
  const vary = { vary: 'accept-encoding' };
  if (body.byteLength < least || !takesGzip(headers.get('accept-encoding') ?? ''))
    return { body, headers: vary };
  return {
    body: new Blob([body]).stream().pipeThrough(new CompressionStream('gzip')),
    headers: { ...vary, 'content-encoding': 'gzip' },
  };
}

/** Returns true if Accept-Encoding names gzip (RFC 9110 §12.5.3): a weight of 0 refuses it. */
function takesGzip(accepts: string): boolean {
  return accepts.split(',').some((one) => {
    const [name = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    return name === 'gzip' && !parameters.some((parameter) => /^q=0(?:\.0*)?$/u.test(parameter));
  });
}
