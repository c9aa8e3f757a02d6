import type { LocalHandler, LocalHttp } from './local-http.ts';

/** Sockets in memory, for tests and simulation: one place for one listener, and no time passes. */
export function memoryHttp(): LocalHttp {
  const listeners = new Map<string, LocalHandler>();
  return {
    async listen(path, handler) {
      if (listeners.has(path))
        return { is: 'refused', because: 'in-use', message: `another process is listening on ${path}` };
      listeners.set(path, handler);
      return {
        is: 'listening',
        close: async () => {
          listeners.delete(path);
        },
      };
    },
    async ask(path, request) {
      const handler = listeners.get(path);
      if (handler === undefined) return { is: 'absent' };
      return { is: 'answer', ...(await handler(request, new AbortController().signal)) };
    },
  };
}
