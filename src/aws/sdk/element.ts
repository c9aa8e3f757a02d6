/** What the middleware of a command is given and gives on, as far as it is looked at here. */
interface Deserialized {
  readonly response: { statusCode?: number; body?: unknown };
}

type Next = (args: unknown) => Promise<Deserialized>;

export interface Command {
  readonly middlewareStack?: {
    add(middleware: (next: Next) => Next, options: { step: 'deserialize'; priority: 'low' }): void;
  };
}

/**
 * Refuses a success whose body is not the element that AWS answers with. Nothing in some answers is certain, the
 * versioning of a bucket that never had any say, and the SDK reads an empty body or a page of HTML as such.
 */
export function requireElement(command: Command, elements: readonly string[]): void {
  const middleware =
    (next: Next): Next =>
    async (args) => {
      const result = await next(args);
      const { response } = result;
      if (response.statusCode !== 200) return result;
      const bytes = await bytesOf(response.body);
      // The SDK takes bytes as it takes a stream.
      response.body = bytes;
      if (
        !new RegExp(`<(?:\\w+:)?(?:${elements.join('|')})[\\s/>]`, 'u').test(new TextDecoder().decode(bytes))
      )
        throw oddBody(elements[0] ?? '');
      return result;
    };
  command.middlewareStack?.add(middleware, { step: 'deserialize', priority: 'low' });
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)
    for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function oddBody(element: string): Error {
  const message = `the response has no ${element}`;
  return Object.assign(new Error(message), { name: 'OddAnswer', $metadata: { httpStatusCode: 200 } });
}
