import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { expect, it } from 'vitest';
import { boundConnections } from './connections.ts';

class FakeSocket extends EventEmitter {
  readonly remoteAddress: string;
  readonly writableLength = 0;
  isOpen = true;

  constructor(from: string) {
    super();
    this.remoteAddress = from;
  }

  destroy(): void {
    this.isOpen = false;
    this.emit('close');
  }
}

/** Makes a server that takes connections only from the test. */
function bounded(most: number): {
  connect(from: string): FakeSocket;
  /** Sends a request. Returns what ends its answer. */
  request(socket: FakeSocket): () => void;
} {
  const server = new EventEmitter();
  boundConnections(server as unknown as Server, most);
  return {
    connect(from) {
      const socket = new FakeSocket(from);
      server.emit('connection', socket);
      return socket;
    },
    request(socket) {
      const response = new EventEmitter();
      server.emit('request', { socket }, response);
      return () => void response.emit('close');
    },
  };
}

function open(sockets: Readonly<Record<string, FakeSocket>>): readonly string[] {
  return Object.entries(sockets).flatMap(([name, { isOpen }]) => (isOpen ? [name] : []));
}

it('closes a connection of the address that has the most', () => {
  const { connect } = bounded(3);
  const sockets = { single: connect('a'), first: connect('b'), second: connect('b'), fresh: connect('c') };
  expect(open(sockets)).toEqual(['single', 'second', 'fresh']);
});

it('closes the connection that waits for longest since its last answer', () => {
  const { connect, request } = bounded(2);
  const [used, unused] = [connect('a'), connect('a')];
  request(used)();
  expect(open({ used, unused, fresh: connect('b') })).toEqual(['used', 'fresh']);
});

it('refuses a new connection while every one makes an answer', () => {
  const { connect, request } = bounded(1);
  const busy = connect('a');
  const end = request(busy);
  expect(open({ busy, fresh: connect('b') })).toEqual(['busy']);
  end();
  expect(open({ busy, fresh: connect('b') })).toEqual(['fresh']);
});
