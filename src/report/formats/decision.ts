import { z } from 'zod';
import { instant, only, text } from '../../model/plan-schema/values.ts';
import { inEffect, person } from './in-effect.ts';
import { versionField } from './parts.ts';

const body = {
  source: only(text, 'where a daemon answers: its source.'),
  stack: text.describe('Name of the stack.'),
  by: person,
  at: instant.describe('When it was decided (UTC).'),
  decided: z.array(text).describe('The decisions, one sentence each.'),
  inEffect,
};

export const decisionBodySchema = z
  .strictObject(body)
  .meta({ id: 'Decision', description: 'The decision, and all decisions in effect.' });

export const decisionJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Decision').describe('Which format this is.'),
    ...body,
  })
  .meta({
    title: 'Decision',
    description:
      'The decision and all decisions in effect: the output of `reconcile pause -o json` and of every deciding command.',
  });
