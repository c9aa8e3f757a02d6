/** One line of the area, and how many columns it takes: colours have no width. */
export interface AreaLine {
  readonly text: string;
  readonly columns: number;
}

/** The end of a terminal's page: lines that stand below all that is written, replaced in place. */
export interface Screen {
  /** Replaces what stands there; nothing takes it away and gives the cursor back. */
  show(lines: readonly AreaLine[]): void;
  /** Runs a write with the area out of the way; it comes back once a line is complete. */
  above(text: string, write: (text: string) => void): void;
}

const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
/** A frame at once, where the terminal knows it (synchronized output, DEC mode 2026); else it is ignored. */
const begin = '\u001b[?2026h';
const end = '\u001b[?2026l';

/** Creates a screen. Asks `columns` anew each time: a terminal made narrower breaks the lines that are in it. */
export function createScreen(write: (text: string) => void, columns: () => number): Screen {
  let lines: readonly AreaLine[] = [];
  /** Whether they stand there now. */
  let drawn = false;

  /** Moves up to the first line of the area and erases it and all below. The cursor is in the line after it. */
  function erasing(): string {
    if (!drawn) return '';
    const width = Math.max(1, columns());
    const height = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.columns / width)), 0);
    drawn = false;
    return `\r\u001b[${String(height)}A\u001b[J`;
  }

  function drawing(): string {
    if (lines.length === 0) return '';
    drawn = true;
    return lines.map(({ text }) => `${text}\n`).join('');
  }

  return {
    show(next) {
      if (lines.length === 0 && next.length === 0) return;
      const cursor = next.length === 0 ? showCursor : lines.length === 0 ? hideCursor : '';
      const away = erasing();
      lines = next;
      write(`${begin}${cursor}${away}${drawing()}${end}`);
    },
    above(text, writeText) {
      const away = erasing();
      if (away !== '') write(away);
      writeText(text);
      if (text.endsWith('\n') && lines.length > 0) write(drawing());
    },
  };
}
