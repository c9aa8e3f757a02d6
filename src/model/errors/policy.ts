import type { ErrorRow } from './index.ts';

export const policyErrors = {} as const satisfies Record<string, ErrorRow>;
