import {
  operators,
  type AdvancedSelector,
  type BasicSelector,
  type Field,
  type Operator,
  type Selection,
} from './selectors.ts';

interface Line {
  readonly field: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** Events of one category, read or write, of one type of resource, that meet all of some conditions. */
interface Part {
  readonly category: string;
  readonly readOnly: boolean;
  readonly type: string;
  readonly lines: readonly Line[];
}

/**
 * Lists the events that `live` logs and `want` is not known to log, in words; empty if none is lost. Compares part by
 * part: what several selectors of `want` log only together counts as lost.
 */
export function lostEvents(live: Selection | undefined, want: Selection | undefined): readonly string[] {
  const wanted = partsOf(want);
  const lost = partsOf(live)
    .flatMap(onePerValue)
    .filter((part) => !wanted.some((other) => covers(other, part)));
  return [...new Set(lost.map((part) => inWords(part, wanted)))];
}

function partsOf(selection: Selection | undefined): readonly Part[] {
  return [
    ...(selection?.eventSelectors ?? []).flatMap(basicParts),
    ...(selection?.advancedEventSelectors ?? []).flatMap(advancedParts),
  ];
}

function basicParts(of: BasicSelector): readonly Part[] {
  const kinds = [true, false].filter(
    (readOnly) => of.readWriteType !== (readOnly ? 'WriteOnly' : 'ReadOnly'),
  );
  const excluded = of.excludeManagementEventSources;
  const without: readonly Line[] =
    excluded.length === 0 ? [] : [{ field: 'eventSource', operator: 'notEquals', values: excluded }];
  return kinds.flatMap((readOnly): readonly Part[] => [
    ...(of.includeManagementEvents ? [{ category: 'Management', readOnly, type: '', lines: without }] : []),
    ...of.dataResources.map(({ type, values }) => ({
      category: 'Data',
      readOnly,
      type,
      // A value is an ARN or the start of one (CloudTrail API, DataResource).
      lines: [{ field: 'resources.ARN', operator: 'startsWith' as const, values }],
    })),
  ]);
}

function advancedParts({ fieldSelectors }: AdvancedSelector): readonly Part[] {
  const named = (field: string): readonly string[] =>
    fieldSelectors.find((one) => one.field === field)?.equals ?? [];
  const readOnly = named('readOnly');
  const types = named('resources.type');
  const apart = ['eventCategory', 'readOnly', 'resources.type'];
  const lines = fieldSelectors.filter(({ field }) => !apart.includes(field)).flatMap(linesOf);
  return named('eventCategory').flatMap((category) =>
    [true, false]
      .filter((one) => readOnly.length === 0 || readOnly.includes(String(one)))
      .flatMap((one) =>
        (types.length === 0 ? [''] : types).map((type) => ({ category, readOnly: one, type, lines })),
      ),
  );
}

function linesOf({ field, ...of }: Field): readonly Line[] {
  return operators.flatMap((operator) => {
    const values = of[operator] ?? [];
    return values.length === 0 ? [] : [{ field, operator, values }];
  });
}

/** More parts than this are not worth cutting. */
const mostParts = 1_000;

/** Splits a part by the values of a positive condition. OR joins them, so each is a part of its own. */
function onePerValue(part: Part): readonly Part[] {
  const count = part.lines.reduce(
    (all, { operator, values }) => all * (isNegative(operator) ? 1 : values.length),
    1,
  );
  if (count > mostParts) return [part];
  return part.lines.reduce<readonly Part[]>(
    (parts, line) =>
      parts.flatMap((one) =>
        (isNegative(line.operator) ? [line.values] : line.values.map((value) => [value])).map((values) => ({
          ...one,
          lines: [...one.lines, { ...line, values }],
        })),
      ),
    [{ ...part, lines: [] }],
  );
}

function isNegative(operator: Operator): boolean {
  return operator.startsWith('not');
}

function covers(wide: Part, narrow: Part): boolean {
  return isAlike(wide, narrow) && wide.lines.every((line) => isImplied(line, narrow.lines));
}

function isAlike(a: Part, b: Part): boolean {
  return a.category === b.category && a.readOnly === b.readOnly && a.type === b.type;
}

/** Tests whether each event that meets all of `given` meets `line`. */
function isImplied(line: Line, given: readonly Line[]): boolean {
  const same = given.filter(({ field }) => field === line.field);
  if (!isNegative(line.operator))
    return same.some(
      (one) => !isNegative(one.operator) && one.values.every((value) => meets(one.operator, value, line)),
    );
  return line.values.every((value) =>
    same.some((one) =>
      isNegative(one.operator)
        ? one.values.some((other) => excludes(one.operator, other, line.operator, value))
        : one.operator === 'equals' &&
          one.values.every((other) => !holds(positive(line.operator), other, value)),
    ),
  );
}

/** Tests whether what a positive condition with one value lets through meets a positive line. */
function meets(operator: Operator, value: string, line: Line): boolean {
  return line.values.some((wanted) =>
    operator === 'equals'
      ? holds(line.operator, value, wanted)
      : operator === line.operator && holds(operator, value, wanted),
  );
}

/** Tests whether not meeting `operator other` rules out meeting the positive form of `wanted value`. */
function excludes(operator: Operator, other: string, wanted: Operator, value: string): boolean {
  if (operator === 'notEquals') return wanted === 'notEquals' && other === value;
  return (wanted === 'notEquals' || wanted === operator) && holds(positive(operator), value, other);
}

function positive(operator: Operator): Operator {
  switch (operator) {
    case 'notEquals':
      return 'equals';
    case 'notStartsWith':
      return 'startsWith';
    case 'notEndsWith':
      return 'endsWith';
    default:
      return operator;
  }
}

function holds(operator: Operator, text: string, value: string): boolean {
  switch (operator) {
    case 'startsWith':
      return text.startsWith(value);
    case 'endsWith':
      return text.endsWith(value);
    default:
      return text === value;
  }
}

function inWords(part: Part, wanted: readonly Part[]): string {
  const what = `${part.readOnly ? 'read' : 'write'} ${part.category.toLowerCase()} events${part.type === '' ? '' : ` of ${part.type}`}`;
  const some = wanted.some((other) => isAlike(other, part));
  return some ? `some ${what}` : what;
}
