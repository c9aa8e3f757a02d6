import { createScreen, type AreaLine } from './screen.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where a person reads and types. */
export interface Terminal {
  /** Results, for people and for the next program. */
  out(text: string): void;
  /** What happens meanwhile. */
  err(text: string): void;
  /** One typed line; undefined at the end of the input or once aborted. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>;
  /** Of the terminal behind stderr as it is now; undefined if there is none. */
  size(): TerminalSize | undefined;
  /** Lines that stand below all that is written, until others replace them; gone when the process ends. */
  area(lines: readonly AreaLine[]): void;
  /** Called after the size changed. Returns a function that unsubscribes. */
  onResize(handler: () => void): () => void;
}

export function realTerminal(): Terminal {
  const { stdout, stderr } = process;
  /** Returns the size of the terminal. One that nobody gave a size says 0. */
  function size(): TerminalSize {
    const { columns, rows } = stderr;
    return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
  }
  const screen = createScreen(
    (text) => void stderr.write(text),
    () => size().columns,
  );
  let cleans = false;
  return {
    out: (text) => {
      screen.above(text, (all) => void stdout.write(all));
    },
    err: (text) => {
      screen.above(text, (all) => void stderr.write(all));
    },
    size: () => (stderr.isTTY ? size() : undefined),
    area(lines) {
      // Whatever ends the process but a kill: the cursor must come back.
      if (!cleans) process.once('exit', () => screen.show([]));
      cleans = true;
      screen.show(lines);
    },
    onResize(handler) {
      stderr.on('resize', handler);
      return () => void stderr.off('resize', handler);
    },
    async ask(question, signal) {
      screen.show([]);
      // Loaded when somebody is asked: most runs ask nobody.
      const { createInterface } = await import('node:readline/promises');
      // Without a line editor the terminal stays as it is, and Ctrl-C remains a signal.
      const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
      const closed = new Promise<undefined>((resolve) => {
        lines.once('close', () => {
          resolve(undefined);
        });
      });
      try {
        return await Promise.race([lines.question(question, { signal }), closed]);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        lines.close();
      }
    },
  };
}
