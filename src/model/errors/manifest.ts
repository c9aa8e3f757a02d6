import type { ErrorRow } from './index.ts';

export const manifestErrors = {} as const satisfies Record<string, ErrorRow>;
