import type { Server } from 'node:http';
import type { Socket } from 'node:net';

interface Place {
  readonly from: string;
  /** Requests that are being answered. */
  busy: number;
}

/**
 * Bounds the open connections of a server. The listener takes a new one also where all places are taken: it closes one
 * that waits for a request, of the address that has the most. So nobody keeps others out with connections that do
 * nothing. Refuses a new one only while every place answers a request.
 */
export function boundConnections(server: Server, most: number): void {
  /** Those that wait for a request: the one that waits longest comes first. */
  const open = new Map<Socket, Place>();

  server.on('connection', (socket) => {
    if (open.size >= most) {
      const idle = idleOf(open);
      idle?.destroy();
      if (idle === undefined) {
        socket.destroy();
        return;
      }
      open.delete(idle);
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

/** Finds the connection to close: the one that is idle for longest, of the address with the most connections. */
function idleOf(open: ReadonlyMap<Socket, Place>): Socket | undefined {
  const counts = new Map<string, number>();
  for (const { from } of open.values()) counts.set(from, (counts.get(from) ?? 0) + 1);
  let found: { readonly socket: Socket; readonly count: number } | undefined;
  for (const [socket, { from, busy }] of open) {
    const count = counts.get(from) ?? 0;
    if (busy === 0 && count > (found?.count ?? 0)) found = { socket, count };
  }
  return found?.socket;
}
