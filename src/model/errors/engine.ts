import type { ErrorRow } from './index.ts';

export const engineErrors = {} as const satisfies Record<string, ErrorRow>;
