import { historyConformance } from '../history/conformance.test-helper.ts';
import { createVolatileHistory } from './history.ts';
import { describe } from 'vitest';

describe('the volatile history', () => {
  historyConformance(() => {
    const history = createVolatileHistory();
    return { boot: () => history, crash: () => undefined };
  });
});
