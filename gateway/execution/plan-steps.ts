import type { PlanNode } from './plan.ts';
import { booleanOf } from './conditions.ts';
import { compileFetch, type Step, type StepParts } from './fetch-step.ts';
import type { PlanPath } from './written-places.ts';

const nothing: Step = async () => {};

/** A node of a plan as something to do; `path` leads to what it is about. */
export function compileStep(node: PlanNode | undefined, path: PlanPath, parts: StepParts): Step {
  if (node === undefined) return nothing;
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node, path, parts);
    case 'Flatten':
      return compileStep(node.node, [...path, ...node.path], parts);
    case 'Sequence':
      return inSequence(node.nodes.map((one) => compileStep(one, path, parts)));
    case 'Parallel':
      return atOnce(node.nodes.map((one) => compileStep(one, path, parts)));
    case 'Condition': {
      const [yes, no] = [compileStep(node.ifClause, path, parts), compileStep(node.elseClause, path, parts)];
      return (run) => (booleanOf(run.variables, node.condition) ? yes(run) : no(run));
    }
    case 'Defer':
      throw new Error('@defer is not offered');
  }
}

function inSequence(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function atOnce(steps: readonly Step[]): Step {
  return async (run) => void (await Promise.all(steps.map((step) => step(run))));
}
