import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScreen, type AreaLine } from './screen.ts';

/** Emulates the part of a terminal that these sequences need; long lines wrap. */
function page(columns: number) {
  const rows: string[] = [''];
  let row = 0;
  let cursorShown = true;
  const self = {
    write(text: string): void {
      for (const [part] of text.matchAll(/\u001b\[\??\d*[A-Za-z]|[^\u001b]/gu)) self.obey(part);
    },
    obey(part: string): void {
      if (part === '\u001b[?25l') cursorShown = false;
      else if (part === '\u001b[?25h') cursorShown = true;
      else if (part === '\u001b[J') rows.splice(row, rows.length, '');
      else if (part.startsWith('\u001b[?')) return;
      else if (part.startsWith('\u001b[')) row -= Number.parseInt(part.slice(2), 10);
      else if (part === '\n') {
        row += 1;
        rows[row] ??= '';
      } else if (part !== '\r') {
        if ((rows[row] ?? '').length === columns) self.obey('\n');
        rows[row] = (rows[row] ?? '') + part;
      }
    },
    text: () => rows.join('\n'),
    cursorShown: () => cursorShown,
  };
  return self;
}

function lines(...texts: readonly string[]): readonly AreaLine[] {
  return texts.map((text) => ({ text, columns: text.length }));
}

describe('the area below', () => {
  it('is replaced in place, stays below what is written, and leaves nothing', () => {
    const shown = page(40);
    const screen = createScreen(shown.write, () => 40);
    screen.above('plan\n', shown.write);
    screen.show(lines('1/3', 'a'));
    screen.show(lines('2/3', 'b', 'c'));
    expect(shown.text()).toBe('plan\n2/3\nb\nc\n');
    expect(shown.cursorShown()).toBe(false);
    screen.above('a: created\n', shown.write);
    expect(shown.text()).toBe('plan\na: created\n2/3\nb\nc\n');
    screen.show([]);
    expect(shown.text()).toBe('plan\na: created\n');
    expect(shown.cursorShown()).toBe(true);
  });

  it('does not come back within an unfinished line, as of a question', () => {
    const shown = page(40);
    const screen = createScreen(shown.write, () => 40);
    screen.show(lines('1/3'));
    screen.above('yes? ', shown.write);
    expect(shown.text()).toBe('yes? ');
    screen.above('no\n', shown.write);
    expect(shown.text()).toBe('yes? no\n1/3\n');
  });

  it('counts the rows that a narrower terminal made of its lines', () => {
    let columns = 40;
    const shown = page(20);
    const screen = createScreen(shown.write, () => columns);
    screen.above('plan\n', shown.write);
    screen.show(lines('x'.repeat(39), 'y'));
    columns = 20;
    screen.show(lines('z'));
    expect(shown.text()).toBe('plan\nz\n');
  });

  it('keeps all that was written, in order, whatever was drawn between', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/u);
    const doing = fc.oneof(
      word.map((text) => ({ is: 'write', text: `${text}\n` }) as const),
      fc.array(word, { maxLength: 4 }).map((texts) => ({ is: 'show', texts }) as const),
    );
    fc.assert(
      fc.property(fc.array(doing), (deeds) => {
        const shown = page(20);
        const screen = createScreen(shown.write, () => 20);
        for (const deed of deeds) {
          if (deed.is === 'write') screen.above(deed.text, shown.write);
          else screen.show(lines(...deed.texts));
        }
        screen.show([]);
        expect(shown.text()).toBe(deeds.map((deed) => (deed.is === 'write' ? deed.text : '')).join(''));
        expect(shown.cursorShown()).toBe(true);
      }),
    );
  });
});
