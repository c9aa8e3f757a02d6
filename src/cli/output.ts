import type { Diagnostic } from '../model/diagnostic.ts';
import type { Estimate } from '../model/estimate.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Path } from '../model/path.ts';
import type { Plan } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import type { Display } from '../report/display/display.ts';
import type { StatusDisplay } from '../report/display/status.ts';
import { nothingHidden, viewedPlan, viewedStatus } from '../report/display/view.ts';
import { displayOf } from '../report/display/make.ts';
import { applyText } from '../report/human/apply.ts';
import { diagnosticLines, unaccepted, validText } from '../report/human/diagnostics.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import { planText } from '../report/human/plan.ts';
import { statusText } from '../report/human/status.ts';
import { applyJson } from '../report/json/apply.ts';
import { diagnosticsJson } from '../report/json/diagnostics.ts';
import { planJson } from '../report/json/plan.ts';
import { diagnosticsMarkdown, type Checked } from '../report/markdown/diagnostics.ts';
import { applyMarkdown } from '../report/markdown/apply.ts';
import { planMarkdown } from '../report/markdown/plan.ts';
import { statusJson } from '../report/json/status.ts';
import { statusMarkdown } from '../report/markdown/status.ts';
import type { SarifOptions } from '../report/sarif/log.ts';
import { firstPathsOf, placesOf } from '../report/sarif/places.ts';
import { planSarif } from '../report/sarif/plan.ts';
import { diagnosticsSarif } from '../report/sarif/diagnostics.ts';
import { visible } from '../report/text/visible.ts';
import { wrap } from '../report/text/width.ts';
import type { Io } from './io.ts';
import { looksOf } from './look.ts';
import type { Options } from './options.ts';
import { detailOf, viewOf } from './view.ts';
import {
  diagnosticFor,
  displayFor,
  planFor,
  resultFor,
  sameApply,
  sameEstate,
  statusFor,
} from './same-estate.ts';

/** How a run speaks: results on stdout in the format asked for, what happens meanwhile on stderr. */
export interface Output {
  /** What is wrong, as the result of the run. */
  diagnostics(diagnostics: readonly Diagnostic[], source?: SourceLine): void;
  /** What is worth knowing and stops nothing. */
  warnings(diagnostics: readonly Diagnostic[], source?: SourceLine): void;
  /** What is to be said of manifests without asking AWS. */
  checked(checked: Checked): void;
  /** How a stack stands, as the result of the run. */
  status(status: StatusDisplay, source: SourceLine): void;
  /** The plan as the result of the run: the part that was asked for. */
  plan(
    plan: Plan,
    source: SourceLine,
    estimate: Estimate,
    stack: Pick<Stack, 'resources' | 'document'>,
  ): void;
  /** A plan that a daemon made, as one that was made here. `firstPaths`: the first field that each step changes. */
  display(
    display: Display,
    source: SourceLine,
    stack: Pick<Stack, 'resources' | 'document'>,
    firstPaths: ReadonlyMap<string, Path>,
  ): void;
  /** The plan before it is applied: only people read it. */
  shown(plan: Plan, source: SourceLine, estimate: Estimate): void;
  applied(result: PassResult): void;
  note(line: string): void;
  /** Sentences, after an empty line: they are wrapped as those of the result are. */
  paragraph(text: string): void;
}

/**
 * Creates the output. `paths` are those of the manifests: the commands that it advises name them again. `named` are
 * those of the same apply: a saved plan holds its manifests.
 */
export function createOutput(
  options: Options,
  { terminal, environment }: Io,
  version: string,
  paths: readonly string[] = [],
  named = paths,
): Output {
  const { output: format, calls } = options;
  const estate = sameEstate(options, paths);
  const { out, err: aside, columns } = looksOf(options, environment);
  const again = sameApply(options, named);
  const look = { ...out, estate, again, manifests: sameEstate({}, paths) };
  const human = format === 'human';

  const sarif = (source: SourceLine): SarifOptions => ({ version, root: environment.cwd, source });

  const detailFor = (count: number): 'full' | 'summary' =>
    detailOf(options, count, environment.stdout.isTerminal);

  function planned(display: Display, source: SourceLine, hidden = nothingHidden): void {
    const detail = detailFor(display.sections.length);
    terminal.out(planText(display, { look, calls, source, detail, hidden }));
  }

  const displayed: Output['display'] = (whole, source, stack, firstPaths) => {
    if (format === 'json') {
      terminal.out(planJson(whole));
      return;
    }
    if (format === 'sarif') {
      terminal.out(planSarif(whole, { ...sarif(source), places: placesOf(firstPaths, stack) }));
      return;
    }
    const { display, hidden } = viewedPlan(
      whole,
      viewOf(options),
      (address) => stack.resources.get(address)?.metadata.labels,
    );
    if (human) planned(display, source, hidden);
    else {
      const detail = detailFor(display.sections.length);
      terminal.out(planMarkdown(display, { source, estate, detail, hidden }));
    }
  };

  return {
    diagnostics(given, source = noSource) {
      const diagnostics = given.map(diagnosticFor(estate));
      if (format === 'json') terminal.out(diagnosticsJson(diagnostics));
      else if (format === 'markdown')
        terminal.out(diagnosticsMarkdown({ diagnostics, source }, undefined, estate));
      else if (format === 'sarif') terminal.out(diagnosticsSarif(diagnostics, sarif(source)));
      else terminal.err(textOf(diagnosticLines(unaccepted(diagnostics), source, aside)));
    },
    warnings(given, source = noSource) {
      const diagnostics = given.map(diagnosticFor(estate));
      if (diagnostics.length > 0) terminal.err(textOf(diagnosticLines(diagnostics, source, aside)));
    },
    checked(checked) {
      const { diagnostics, source, valid } = checked;
      if (format === 'json') terminal.out(diagnosticsJson(diagnostics));
      else if (format === 'markdown') terminal.out(diagnosticsMarkdown(checked, undefined, estate));
      else if (format === 'sarif') terminal.out(diagnosticsSarif(diagnostics, sarif(source)));
      else {
        const shown = format === 'wide' ? diagnostics : unaccepted(diagnostics);
        terminal.err(textOf(diagnosticLines(shown, source, aside)));
        if (valid !== undefined) terminal.out(validText(valid));
      }
    },
    status(given, source) {
      const whole = statusFor(given, estate);
      if (format === 'json') {
        terminal.out(statusJson(whole));
        return;
      }
      const { status, hidden } = viewedStatus(whole, viewOf(options));
      const detail = detailFor(status.resources.length);
      terminal.out(
        human
          ? statusText(status, { look, columns, source, detail, hidden })
          : statusMarkdown(status, { source, estate, detail, hidden }),
      );
    },
    plan(plan, source, estimate, stack) {
      displayed(displayOf(planFor(plan, estate), undefined, estimate), source, stack, firstPathsOf(plan));
    },
    display(display, source, stack, firstPaths) {
      displayed(displayFor(display, estate), source, stack, firstPaths);
    },
    shown(plan, source, estimate) {
      if (human) planned(displayOf(planFor(plan, estate), undefined, estimate), source);
    },
    applied(given) {
      const result = resultFor(given, estate);
      if (human) terminal.out(`\n${applyText(result, look)}`);
      else if (format === 'json') terminal.out(applyJson(result));
      else terminal.out(applyMarkdown(result, { estate, again }));
    },
    paragraph: (text) => {
      terminal.err(`\n${wrap(visible(text), aside.width).join('\n')}\n`);
    },
    note: (line) => {
      terminal.err(`${line.split('\n').map(visible).join('\n')}\n`);
    },
  };
}

/** Returns no line, for what is in no file of the user's. */
export function noSource(): undefined {
  return undefined;
}

function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
