/** Where a person reads and types. */
export interface Terminal {
  /** Results, for people and for the next program. */
  out(text: string): void;
  /** What happens meanwhile. */
  err(text: string): void;
  /** One typed line; undefined at the end of the input or once aborted. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>;
}

export function realTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    async ask(question, signal) {
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
