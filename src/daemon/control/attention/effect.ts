import { showPath } from '../../../model/path.ts';
import type { Step } from '../../../model/plan.ts';
import type { Tree } from '../../../model/tree.ts';
import { partText, stepText } from '../../../report/display/step-text.ts';
import { actionTexts as texts } from '../../../report/sentences/attention.ts';
import { someOf } from '../../../report/sentences/decisions.ts';
import { valueText } from '../../../report/text/value.ts';

/** More would not be read before a button is pressed: the plan shows all of it. */
const most = 3;

/** Says what a step does, for whoever approves it: whose access goes, or which values are set, and its danger. */
export function effectOf({ id, address, name, changes, removes = [], risks, gate }: Step): string {
  const danger = [
    ...risks.map(({ message }) => message),
    ...(gate.is === 'approval' && risks.length === 0 ? [gate.why] : []),
  ];
  const sets = changes.map(({ path, after }) =>
    after === undefined ? texts.drops(showPath(path)) : texts.sets(showPath(path), shown(after)),
  );
  const does =
    removes.length > 0
      ? removes.map(texts.removes)
      : name === 'create'
        ? [texts.writes(partText(address, name))]
        : sets;
  const what = does.length === 0 ? stepText(id) : someOf(does, most);
  return danger.length === 0 ? what : `${what} (${[...new Set(danger)].join('; ')})`;
}

/** Writes a short text without quotes: an algorithm, a state, an ARN. */
function shown(value: Tree): string {
  return typeof value === 'string' && value.length <= longest ? value : valueText(value, longest);
}

const longest = 80;
