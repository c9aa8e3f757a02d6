/** A Markdown document cut into what is replayed and what is only read. */
export type Part =
  | { readonly is: 'prose'; readonly text: string }
  /** A whole file; its first line is a comment with its name. */
  | { readonly is: 'file'; readonly fence: string; readonly name: string; readonly text: string }
  /** A change of a file: `--- name`, then lines that stay, go (`-`) and come (`+`). */
  | { readonly is: 'change'; readonly name: string; readonly lines: readonly string[] }
  /** Command lines, each with what it says. */
  | { readonly is: 'console'; readonly runs: readonly { readonly line: string; readonly output: string }[] };

/**
 * Splits a document into parts. Fenced blocks of yaml, diff and console are parts of their own; every other line is
 * prose.
 */
export function partsOf(markdown: string): readonly Part[] {
  const parts: Part[] = [];
  const fence = /^(`{3,})(yaml|diff|console)\n([\s\S]*?)^\1\n/gmu;
  let from = 0;
  for (const found of markdown.matchAll(fence)) {
    if (found.index > from) parts.push({ is: 'prose', text: markdown.slice(from, found.index) });
    parts.push(blockOf(found[2] ?? '', found[3] ?? ''));
    from = found.index + found[0].length;
  }
  if (from < markdown.length) parts.push({ is: 'prose', text: markdown.slice(from) });
  return parts;
}

function blockOf(fence: string, text: string): Part {
  if (fence === 'console') return { is: 'console', runs: runsOf(text) };
  if (fence === 'diff') {
    const [head = '', ...lines] = text.trimEnd().split('\n');
    return { is: 'change', name: head.replace(/^--- /u, ''), lines };
  }
  const name = /^# (\S+)\n/u.exec(text)?.[1];
  if (name === undefined) throw new Error(`a block of ${fence} does not name its file: ${text.slice(0, 60)}`);
  return { is: 'file', fence, name, text };
}

function runsOf(text: string): readonly { readonly line: string; readonly output: string }[] {
  return text
    .split(/^\$ /mu)
    .slice(1)
    .map((run) => {
      const end = run.indexOf('\n');
      return { line: run.slice(0, end), output: run.slice(end + 1) };
    });
}

/** Writes the document again; a part that was replayed with what it said this time. */
export function markdownOf(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      switch (part.is) {
        case 'prose':
          return part.text;
        case 'file':
          return fenced(part.fence, part.text);
        case 'change':
          return fenced('diff', [`--- ${part.name}`, ...part.lines, ''].join('\n'));
        case 'console':
          return fenced('console', part.runs.map(({ line, output }) => `$ ${line}\n${output}`).join(''));
      }
    })
    .join('');
}

/** Fences a text with one more backtick than the text itself has in a row. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/gu) ?? []).map(({ length }) => length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text}${ticks}\n`;
}

/** Returns a file with the change made; the lines that stay and go must stand there, once. */
export function changed(text: string, name: string, lines: readonly string[]): string {
  const before = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  const after = lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
  const pieces = `\n${text}`.split(`\n${before.join('\n')}\n`);
  if (pieces.length !== 2) {
    throw new Error(`${name} holds ${pieces.length - 1} times:\n${before.join('\n')}`);
  }
  return pieces.join(`\n${after.join('\n')}\n`).slice(1);
}
