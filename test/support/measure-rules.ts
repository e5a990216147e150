import type { MeasureModel, ModelOrder } from './measure-model.ts';

/** What a random actor tries: which command, on which of the things that there are, in which of its ways. */
export interface Attempt {
  readonly type: (typeof attempts)[number];
  readonly target: number;
  readonly way: number;
}

export const attempts = [
  'withdrawMeasure',
  'markDelivered',
  'acknowledgeOrder',
  'reportImplemented',
  'reportDeclined',
  'raiseDoubt',
  'requestConsultation',
  'concludeConsultation',
  'fileObjection',
  'acceptObjection',
  'rejectObjection',
  'withdrawObjection',
  'decideObjection',
  'applyForRepair',
  'acceptRepair',
  'refuseRepair',
  'decideRepair',
  'revokeAsError',
  'completeRestoration',
  'expireTerm',
  'escalate',
] as const;

export const conclusions = ['CARRY_OUT', 'EXCUSED', 'ADVISED'] as const;
export const decisions = ['UPHELD_RECORD', 'UPHELD_RECORD', 'KEPT', 'KEPT', 'LIFTED', 'WITHDRAWN'] as const;

/** All orders, as `target` counts them: the newest of each department at the end. */
export function ordersOf(model: MeasureModel): readonly { name: string; at: number; order: ModelOrder }[] {
  const all = Object.entries(model.departments).flatMap(([name, { orders }]) =>
    orders.map((order, at) => ({ name, at, order, newest: at === orders.length - 1 })),
  );
  return [...all.filter(({ newest }) => !newest), ...all.filter(({ newest }) => newest)];
}

/** Counted from the newest, so that small numbers, which are commoner, find what is still open. */
export function pick<Thing>(things: readonly Thing[], target: number): { thing: Thing; at: number } | null {
  if (things.length === 0) return null;
  const at = things.length - 1 - (target % things.length);
  return { thing: things[at]!, at };
}

const isOpen = ({ step }: ModelOrder) => step === 'PENDING' || step === 'DELIVERED' || step === 'ACKNOWLEDGED';
const carriesOut = ({ kind }: ModelOrder) => kind === 'APPLY' || kind === 'RESUME';

/** Carries an attempt out on the model, which must have passed the check of authority. False: it is to be refused. */
export function attempt(model: MeasureModel, { type, target, way }: Attempt, by: string): boolean {
  if (model.phase === 'RUNNING' && model.termOver) model.end('LIFTED');
  const running = model.phase === 'RUNNING';
  const rules: Record<Attempt['type'], () => boolean> = {
    withdrawMeasure: () => running && (model.end('LIFTED'), true),
    revokeAsError: () => model.phase !== 'REVOKED' && (model.end('REVOKED'), true),
    markDelivered: () => answerOrder(model, target, 'DELIVERED'),
    acknowledgeOrder: () => answerOrder(model, target, 'ACKNOWLEDGED'),
    reportImplemented: () => answerOrder(model, target, 'IMPLEMENTED'),
    reportDeclined: () => answerOrder(model, target, 'DECLINED'),
    raiseDoubt: () => running && file(model, by, by),
    requestConsultation: () => running && model.consultations.push({ open: true, about: null }) > 0,
    concludeConsultation: () => conclude(model, target, conclusions[way % 3]!),
    fileObjection: () => model.phase !== 'REVOKED' && file(model, by, null),
    acceptObjection: () => accept(model, target),
    rejectObjection: () => close(model, target, ['SUBMITTED']),
    withdrawObjection: () => close(model, target, ['SUBMITTED', 'ACCEPTED']),
    decideObjection: () => decideObjection(model, target, decisions[way % 6]!),
    applyForRepair: () =>
      running && !model.repairs.some((step) => step !== 'CLOSED') && model.repairs.push('SUBMITTED') > 0,
    acceptRepair: () => moveRepair(model, target, 'SUBMITTED', 'ACCEPTED'),
    refuseRepair: () => moveRepair(model, target, 'SUBMITTED', 'CLOSED'),
    decideRepair: () => {
      const done = moveRepair(model, target, 'ACCEPTED', 'CLOSED');
      if (done && way % 3 === 0) model.end('LIFTED');
      return done;
    },
    completeRestoration: () => restore(model),
    expireTerm: () => true,
    escalate: () => true,
  };
  return rules[type]();
}

function answerOrder(
  model: MeasureModel,
  target: number,
  step: 'DELIVERED' | 'ACKNOWLEDGED' | 'IMPLEMENTED' | 'DECLINED',
) {
  const found = pick(ordersOf(model), target);
  if (found === null) return false;
  const { name, at, order } = found.thing;
  if (step === 'DELIVERED') {
    if (order.step === 'PENDING') order.step = step;
    return true;
  }
  if (!isOpen(order) || (step === 'ACKNOWLEDGED' && order.step === step)) return false;
  const held = model.objections.some((objection) => objection.step === 'SUBMITTED' && objection.heldBy === name);
  if (held && carriesOut(order) && step !== 'ACKNOWLEDGED') return false;
  order.step = step;
  if (step === 'IMPLEMENTED' && carriesOut(order)) model.inForce = true;
  if (step !== 'DECLINED') return true;
  if (carriesOut(order)) model.departments[name]!.standing = 'DECLINING';
  model.consultations.push({ open: true, about: { department: name, at } });
  return true;
}

function conclude(model: MeasureModel, target: number, outcome: (typeof conclusions)[number]): boolean {
  const consultation = pick(model.consultations, target)?.thing;
  if (consultation?.open !== true) return false;
  const { about } = consultation;
  if (about === null) return outcome === 'ADVISED' && !(consultation.open = false);
  const department = model.departments[about.department]!;
  const order = department.orders[about.at]!;
  if (outcome === 'ADVISED' || (outcome === 'EXCUSED' && !carriesOut(order))) return false;
  consultation.open = false;
  department.standing = outcome === 'EXCUSED' ? 'EXCUSED' : 'BOUND';
  if (outcome === 'EXCUSED') return true;
  if (!carriesOut(order)) model.order(about.department, order.kind);
  else if (!model.suspended) model.order(about.department, model.acted(about.department) ? 'RESUME' : 'APPLY');
  return true;
}

function file(model: MeasureModel, by: string, heldBy: string | null): boolean {
  return model.objections.push({ step: 'SUBMITTED', suspends: false, by, heldBy }) > 0;
}

function accept(model: MeasureModel, target: number): boolean {
  const objection = pick(model.objections, target)?.thing;
  if (objection?.step !== 'SUBMITTED') return false;
  const before = model.suspended;
  objection.step = 'ACCEPTED';
  objection.suspends = model.phase === 'RUNNING';
  if (!before && model.suspended) model.suspendAll();
  return true;
}

function close(model: MeasureModel, target: number, from: readonly string[]): boolean {
  const objection = pick(model.objections, target)?.thing;
  if (objection === undefined || !from.includes(objection.step)) return false;
  model.settle(objection);
  return true;
}

function decideObjection(model: MeasureModel, target: number, decision: (typeof decisions)[number]): boolean {
  const objection = pick(model.objections, target)?.thing;
  if (objection?.step !== 'ACCEPTED') return false;
  if (decision === 'UPHELD_RECORD' || decision === 'KEPT') return close(model, target, ['ACCEPTED']);
  objection.step = 'CLOSED';
  if (decision === 'WITHDRAWN') model.end('REVOKED');
  else if (model.phase === 'RUNNING') model.end('LIFTED');
  return true;
}

function moveRepair(model: MeasureModel, target: number, from: 'SUBMITTED' | 'ACCEPTED', to: 'ACCEPTED' | 'CLOSED') {
  const found = pick(model.repairs, target);
  if (found?.thing !== from) return false;
  model.repairs[found.at] = to;
  return true;
}

function restore(model: MeasureModel): boolean {
  if (model.phase !== 'REVOKED' || model.restored) return false;
  model.restored = Object.values(model.departments).every(({ orders }) => {
    const last = orders.at(-1)!;
    return last.kind !== 'RESTORE' || last.step === 'IMPLEMENTED';
  });
  return model.restored;
}
