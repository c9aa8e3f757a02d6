import { describe, expect, it } from 'vitest';
import { looksOf } from './look.ts';

type Variables = Readonly<Record<string, string>>;

function looks(variables: Variables, columns?: number, color = true): ReturnType<typeof looksOf> {
  const isTerminal = columns !== undefined;
  return looksOf({ color }, { variables, stdout: { isTerminal, columns }, stderr: { isTerminal } });
}

describe('width', () => {
  it.each([
    { why: 'a terminal is as wide as it is', columns: 90, variables: {}, width: 90, table: 90 },
    {
      why: 'prose ends where lines become hard to read',
      columns: 180,
      variables: {},
      width: 120,
      table: 180,
    },
    { why: 'a table has an end, too', columns: 500, variables: {}, width: 120, table: 200 },
    { why: 'a very narrow terminal wraps by itself', columns: 30, variables: {}, width: 60, table: 60 },
    { why: 'what is piped is a page', columns: undefined, variables: {}, width: 100, table: 100 },
    { why: 'or what COLUMNS says', columns: undefined, variables: { COLUMNS: '80' }, width: 80, table: 80 },
    {
      why: 'a COLUMNS that is no number says nothing',
      columns: undefined,
      variables: { COLUMNS: '8e1' },
      width: 100,
      table: 100,
    },
    {
      why: 'a terminal knows better than COLUMNS',
      columns: 90,
      variables: { COLUMNS: '80' },
      width: 90,
      table: 90,
    },
  ])('$why', ({ columns, variables, width, table }) => {
    expect(looks(variables, columns)).toMatchObject({ out: { width }, columns: table });
  });
});

describe('colours', () => {
  it.each<{ why: string; variables: Variables; columns?: number; color?: boolean; colours: boolean }>([
    { why: 'a terminal has them', variables: {}, columns: 80, colours: true },
    { why: 'a pipe has none', variables: {}, colours: false },
    { why: 'TERM=dumb has none', variables: { TERM: 'dumb' }, columns: 80, colours: false },
    { why: 'NO_COLOR takes them', variables: { NO_COLOR: '1' }, columns: 80, colours: false },
    { why: 'an empty NO_COLOR is none', variables: { NO_COLOR: '' }, columns: 80, colours: true },
    { why: 'FORCE_COLOR gives them to a pipe', variables: { FORCE_COLOR: '1' }, colours: true },
    { why: 'FORCE_COLOR=0 takes them', variables: { FORCE_COLOR: '0' }, columns: 80, colours: false },
    {
      why: 'NO_COLOR goes before FORCE_COLOR',
      variables: { NO_COLOR: '1', FORCE_COLOR: '1' },
      columns: 80,
      colours: false,
    },
    {
      why: '--no-color goes before all',
      variables: { FORCE_COLOR: '1' },
      columns: 80,
      color: false,
      colours: false,
    },
  ])('$why', ({ variables, columns, color = true, colours }) => {
    expect(looks(variables, columns, color).out.style('red', 'x') !== 'x').toBe(colours);
  });
});
