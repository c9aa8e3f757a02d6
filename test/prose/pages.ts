/** Finds the paragraphs, items and rows of a Markdown page. Code is an `X`, and a link its text. */
export function paragraphsIn(page: string): readonly string[] {
  return page
    .replaceAll(/^( *)```[\s\S]*?^\1```$/gmu, '')
    .replaceAll(/<!--[\s\S]*?-->/gu, '')
    .replaceAll(/`[^`]*`/gu, 'X')
    .replaceAll(/\]\([^)]*\)/gu, ']')
    .split(/\n(?=\s*\n|\s*[-|#]|\s*\d+\. )/u)
    .map(onOneLine)
    .filter((text) => text !== '');
}

/** Finds the comments of a YAML file. Lines that follow each other are one. */
export function commentsIn(file: string): readonly string[] {
  const found: string[] = [];
  let isOpen = false;
  for (const line of file.replaceAll(/^# yaml-language-server: .*\n(?:#\n)?/gmu, '').split('\n')) {
    const { before = '', text } = /^(?<before>[^#]*?)# ?(?<text>.*)$/u.exec(line)?.groups ?? {};
    if (text === undefined) isOpen = false;
    else if (isOpen && before.trim() === '') found.push(`${found.pop() ?? ''} ${text}`);
    else {
      found.push(text);
      isOpen = before.trim() === '';
    }
  }
  return found.map((text) => onOneLine(text.replaceAll(/`[^`]*`/gu, 'X'))).filter((text) => text !== '');
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** Finds the lines of comments that begin a line of code, with their numbers. */
export function commentLinesIn(code: string): readonly { readonly line: number; readonly text: string }[] {
  return code
    .split('\n')
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => /^\s*(?:\/\/|\*|\/\*\*)/u.test(text));
}
