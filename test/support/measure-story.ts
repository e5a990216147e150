import { parseCreditCode } from '../../schema/credit-code.ts';
import type { CatalogueItem } from '../../subgraphs/measures/catalogue/catalogue-item.ts';
import type { MeasureCommand } from '../../subgraphs/measures/commands.ts';
import type { Context } from '../../subgraphs/measures/context.ts';
import { decide } from '../../subgraphs/measures/decide.ts';
import type { MeasureEvent } from '../../subgraphs/measures/events.ts';
import { evolve } from '../../subgraphs/measures/evolve.ts';
import { MeasureRefused } from '../../subgraphs/measures/refusals.ts';
import { loadDeadlines } from '../../subgraphs/measures/rules/deadlines.ts';
import { loadRepairRules } from '../../subgraphs/measures/rules/repair-rules.ts';
import type { Caller, Stamp } from '../../subgraphs/measures/state/caller.ts';
import { noMeasure, type Measure, type MeasureState } from '../../subgraphs/measures/state/measure.ts';

type Without<Command, Keys extends PropertyKey> = Command extends unknown ? Omit<Command, Keys> : never;
export type Said = Without<MeasureCommand, keyof Stamp>;
type SaidAs<Type extends Said['type']> = Extract<Said, { type: Type }>;

export const subject = parseCreditCode('91510904MAXXXX015M').code;
export const otherSubject = parseCreditCode('92510904MAXXXX023D').code;

export const officer = (department: string): Caller => ({ role: 'officer', department, id: `${department}-1` });
export const organisation: Caller = { role: 'representative', creditCode: subject, id: 'r-1' };
export const coordinator: Caller = { role: 'coordinator', id: 'c-1' };
export const gateway: Caller = { role: 'gateway', id: 'gateway' };

export const evidence = { title: '证据材料', sha256: 'a'.repeat(64) };

/** Initiated by human-resources on the court's determination; three departments carry it out. */
export const restriction: CatalogueItem = {
  code: 'T01',
  edition: 'test',
  kind: 'RESTRICTION',
  class: 'A',
  title: '限制参加招标投标',
  content: '在期限内不接受该组织投标。',
  legalBasis: [{ title: '某法', article: '第一条', edition: '2020', verified: true }],
  initiatedBy: ['court', 'human-resources'],
  implementedBy: ['finance', 'housing-construction', 'environment'],
  appliesTo: ['9'],
  term: { shortestMonths: 3, longestMonths: 36, openEnded: false },
  objectionSuspends: true,
  repairable: true,
  enabledFrom: '2026-01-01',
  retiredOn: null,
  remark: null,
};

export const initiation: SaidAs<'initiateMeasure'> = {
  type: 'initiateMeasure',
  creditCode: subject,
  itemCode: 'T01',
  determination: {
    department: 'court',
    documentNumber: '(2026)川0904执12号',
    decidedOn: '2026-02-02',
    notifiedOn: '2026-02-05',
    file: evidence,
  },
  sourceRecord: { department: 'court', recordId: 'record-1', recordClass: 'ORDINARY', list: null },
  cause: '有履行能力而拒不履行',
  proportionality: null,
  evidence: [evidence],
  term: { startsOn: '2026-03-02', endsOn: '2027-03-02' },
};

export const contextOf = (changes: Partial<Context> = {}): Context => ({
  deadlines: loadDeadlines(),
  repairRules: loadRepairRules(),
  item: restriction,
  runningAlike: null,
  repairBarredUntil: null,
  ...changes,
});

/** Frozen through and through: to change a state or an event in place would throw. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(frozen);
  return value;
}

/** One measure, told command by command; `today` is set by hand. Commands are given at ten in the morning in Anju. */
export class Story {
  today = '2026-03-02';
  state: MeasureState = noMeasure;
  readonly history: MeasureEvent[] = [];
  context: Context;

  constructor(context: Partial<Context> = {}) {
    this.context = contextOf(context);
  }

  /** Gives a command and applies what it brings about. */
  give(by: Caller, said: Said): readonly MeasureEvent[] {
    const events = decide(this.command(by, said), this.state, this.context);
    this.state = events.reduce((state, event) => frozen(evolve(state, frozen(event))), this.state);
    this.history.push(...events);
    return events;
  }

  command(by: Caller, said: Said): MeasureCommand {
    return { ...said, measureId: 'm-1', at: `${this.today}T02:00:00.000Z`, by };
  }

  /** The refusal of a command that must be refused, which then has changed nothing. */
  refusal(by: Caller, said: Said): MeasureRefused {
    try {
      decide(this.command(by, said), this.state, this.context);
    } catch (error) {
      if (error instanceof MeasureRefused) return error;
      throw error;
    }
    throw new Error(`${said.type} was not refused`);
  }

  get measure(): Measure {
    if (this.state.status === 'NONE') throw new Error('There is no measure yet');
    return this.state;
  }

  /** Kind and status of every order of a department, oldest first. */
  ordersOf(department: string): readonly string[] {
    const own = this.measure.facts.implementations.find((one) => one.department === department);
    return (own?.orders ?? []).map(({ kind, status }) => `${kind} ${status}`);
  }
}

/** A measure that every department has been told of. */
export function initiatedStory(
  context: Partial<Context> = {},
  changes: Partial<SaidAs<'initiateMeasure'>> = {},
): Story {
  const story = new Story(context);
  story.give(officer('human-resources'), { ...initiation, ...changes });
  return story;
}

export const implemented = (orderId: string, doneOn: string): Said => ({
  type: 'reportOutcome',
  orderId,
  outcome: { kind: 'IMPLEMENTED', doneOn, evidence: [evidence] },
});

export const declined = (orderId: string, reason = '该组织不在本部门职责范围内'): Said => ({
  type: 'reportOutcome',
  orderId,
  outcome: { kind: 'DECLINED', reason },
});

export const objection: SaidAs<'fileObjection'> = {
  type: 'fileObjection',
  origin: 'ORGANISATION',
  ground: 'WRONG_SUBJECT',
  statement: '同名企业,并非本单位',
  evidence: [evidence],
};

/** Files and accepts an objection of the organisation; gives its id. */
export function acceptedObjection(story: Story): string {
  story.give(organisation, objection);
  const objectionId = story.measure.facts.objections.at(-1)!.objectionId;
  story.give(officer('court'), { type: 'acceptObjection', objectionId, stay: null });
  return objectionId;
}

export const decided = (objectionId: string, decision: SaidAs<'decideObjection'>['decision']): Said => ({
  type: 'decideObjection',
  objectionId,
  decision,
  reasons: '经核实',
  evidence: [evidence],
});

export const typesOf = (events: readonly MeasureEvent[]): readonly string[] => events.map(({ type }) => type);
