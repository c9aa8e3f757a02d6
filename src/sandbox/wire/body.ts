import { gunzipSync } from 'node:zlib';

/** Returns the body as it was before it was packed for the way: gzip (large JSON) and `aws-chunked` (streams). */
export function unpacked(body: Uint8Array, headers: Readonly<Record<string, string>>): Uint8Array {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const streamed = headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true;
  const whole = streamed || encodings.includes('aws-chunked') ? dechunked(body) : body;
  return encodings.includes('gzip') ? gunzipSync(whole) : whole;
}

/**
 * Joins the chunks of a body. A chunk is `<size in hex>[;chunk-signature=…]\r\n<bytes>\r\n`, repeated until one of
 * size 0, then trailers (S3 API Reference, "Signature calculations: transferring payload in multiple chunks").
 */
function dechunked(body: Uint8Array): Uint8Array {
  const bytes = Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) break;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!(size > 0)) break;
    const start = lineEnd + 2;
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
  return Buffer.concat(chunks);
}
