/** Draws a text with colours of a terminal as an SVG picture, for a README. */
export function terminalPicture(title: string, text: string): string {
  const lines = text.trimEnd().split('\n');
  const columns = Math.max(...lines.map((line) => [...plain(line)].length), 60);
  const width = Math.ceil(columns * column) + 2 * margin;
  const height = lines.length * row + margin + top;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...['#ff5f56', '#ffbd2e', '#27c93f'].map(
      (colour, index) => `<circle cx="${20 + index * 18}" cy="18" r="5.5" fill="${colour}"/>`,
    ),
    `<text x="${width / 2}" y="23" fill="#8b949e" font-family="${font}" font-size="13" text-anchor="middle">${escaped(title)}</text>`,
    `<g font-family="${font}" font-size="14" fill="#e6edf3">`,
    ...lines.map(
      (line, index) =>
        `<text x="${margin}" y="${(top + (index + 0.7) * row).toFixed(1)}">${spans(line)}</text>`,
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const font = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';
const column = 8.45;
const row = 19;
const margin = 18;
const top = 44;

/** Select Graphic Rendition, as far as Keywright uses it. */
const styles: Readonly<Record<string, string>> = {
  '1': 'font-weight="bold"',
  '2': 'fill="#8b949e"',
  '31': 'fill="#ff7b72"',
  '32': 'fill="#7ee787"',
  '33': 'fill="#e3b341"',
  '36': 'fill="#79c0ff"',
};
const ends: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '39': ['31', '32', '33', '36'],
};

function spans(line: string): string {
  let on: readonly string[] = [];
  return line
    .split(codes)
    .map((piece, index) => {
      if (index % 2 === 0) {
        if (piece === '') return '';
        const attributes = on.map((code) => styles[code] ?? '').join(' ');
        return attributes === '' ? escaped(piece) : `<tspan ${attributes}>${escaped(piece)}</tspan>`;
      }
      if (styles[piece] !== undefined) on = [...on, piece];
      else if (ends[piece] === undefined) throw new Error(`the picture knows no style ${piece}`);
      else on = on.filter((code) => ends[piece]?.includes(code) !== true);
      return '';
    })
    .join('');
}

const codes = /\u001b\[(\d+)m/u;

function plain(line: string): string {
  return line
    .split(codes)
    .filter((_, index) => index % 2 === 0)
    .join('');
}

function escaped(text: string): string {
  // A browser collapses spaces, since SVG 2 has no xml:space: only a no-break space keeps an indentation.
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll(' ', '\u00a0');
}
