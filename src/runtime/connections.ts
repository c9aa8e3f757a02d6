import type { Server } from 'node:http';
import type { Socket } from 'node:net';

interface Place {
  readonly from: string;
  /** Requests that are being answered. */
  busy: number;
}

/**
 * Bounds the open connections of a server. The listener takes a new one also where all places are taken: it closes one
 * that waits for a request, of the address that has the most, or else one whose client does not take its answer. So
 * nobody keeps others out with connections that do nothing. Refuses a new one only while every place makes an answer.
 */
export function boundConnections(server: Server, most: number): void {
  /** Those that wait for a request: the one that waits longest comes first. */
  const open = new Map<Socket, Place>();

  server.on('connection', (socket) => {
    if (open.size >= most) {
      const spare =
        spareOf(open, (_, { busy }) => busy === 0) ??
        spareOf(open, ({ writableLength }) => writableLength > 0);
      spare?.destroy();
      if (spare === undefined) {
        socket.destroy();
        return;
      }
      open.delete(spare);
    }
    open.set(socket, { from: socket.remoteAddress ?? '', busy: 0 });
    socket.once('close', () => {
      open.delete(socket);
    });
  });

  server.on('request', ({ socket }, response) => {
    const place = open.get(socket);
    if (place === undefined) return;
    place.busy += 1;
    response.once('close', () => {
      place.busy -= 1;
      if (open.delete(socket)) open.set(socket, place);
    });
  });
}

/** Finds the connection to close: of those that may be closed the first, of the address with the most connections. */
function spareOf(
  open: ReadonlyMap<Socket, Place>,
  mayClose: (socket: Socket, place: Place) => boolean,
): Socket | undefined {
  const counts = new Map<string, number>();
  for (const { from } of open.values()) counts.set(from, (counts.get(from) ?? 0) + 1);
  let found: { readonly socket: Socket; readonly count: number } | undefined;
  for (const [socket, place] of open) {
    const count = counts.get(place.from) ?? 0;
    if (mayClose(socket, place) && count > (found?.count ?? 0)) found = { socket, count };
  }
  return found?.socket;
}
