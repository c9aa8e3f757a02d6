import { describe, expect, it } from 'vitest';
import { plain } from '../text/style.ts';
import { logLine } from './line.ts';
import type { LogRecord } from './records.ts';

const at = Date.UTC(2026, 10, 2, 9, 4, 5);

describe('a line of the log on a terminal', () => {
  it.each<{ why: string; record: LogRecord; line: string }>([
    {
      why: 'time, level, message and fields',
      record: { level: 'info', msg: 'drift opened', fields: { address: 'Trail/audit', facet: 'logging' } },
      line: '09:04:05 info  drift opened address=Trail/audit facet=logging',
    },
    {
      why: 'quotes around what holds spaces',
      record: {
        level: 'warn',
        msg: 'health',
        fields: { ready: false, why: ['no revision has been read yet'] },
      },
      line: '09:04:05 warn  health ready=false why="no revision has been read yet"',
    },
    {
      why: 'no control characters',
      record: { level: 'error', msg: 'failed', fields: { message: 'a\u001b[31mred' } },
      line: '09:04:05 error failed message=a\\u001b[31mred',
    },
  ])('has $why', ({ record, line }) => {
    expect(logLine(record, at, plain)).toBe(line);
  });
});
