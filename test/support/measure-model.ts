/**
 * A second, plain telling of what may happen to a measure, written from the rules and not from the code under test:
 * who may do what when, and which orders follow. It knows nothing of days but whether the term is over.
 */
export type ModelKind = 'APPLY' | 'SUSPEND' | 'RESUME' | 'LIFT' | 'RESTORE';
type OrderStep = 'PENDING' | 'DELIVERED' | 'ACKNOWLEDGED' | 'IMPLEMENTED' | 'DECLINED' | 'SUPERSEDED';

export interface ModelOrder {
  readonly kind: ModelKind;
  step: OrderStep;
}

export interface ModelDepartment {
  standing: 'BOUND' | 'DECLINING' | 'EXCUSED';
  readonly orders: ModelOrder[];
}

export interface ModelObjection {
  step: 'SUBMITTED' | 'ACCEPTED' | 'CLOSED';
  suspends: boolean;
  readonly by: string;
  readonly heldBy: string | null;
}

export type RepairStep = 'SUBMITTED' | 'ACCEPTED' | 'CLOSED';

export interface ModelConsultation {
  open: boolean;
  readonly about: { readonly department: string; readonly at: number } | null;
}

export class MeasureModel {
  phase: 'RUNNING' | 'LIFTED' | 'REVOKED' = 'RUNNING';
  restored = false;
  inForce = false;
  termOver = false;
  readonly departments: Record<string, ModelDepartment>;
  readonly objections: ModelObjection[] = [];
  readonly consultations: ModelConsultation[] = [];
  readonly repairs: RepairStep[] = [];

  constructor(departments: readonly string[]) {
    this.departments = Object.fromEntries(
      departments.map((name) => [name, { standing: 'BOUND', orders: [{ kind: 'APPLY', step: 'PENDING' }] }]),
    );
  }

  copy(): MeasureModel {
    return Object.assign(new MeasureModel([]), structuredClone({ ...this }));
  }

  get suspended(): boolean {
    return this.phase === 'RUNNING' && this.objections.some(({ step, suspends }) => step === 'ACCEPTED' && suspends);
  }

  get status(): string {
    if (this.phase === 'LIFTED' || this.phase === 'REVOKED') return this.phase;
    if (this.suspended) return 'SUSPENDED';
    return this.inForce ? 'IN_FORCE' : 'NOTIFIED';
  }

  /** A newer order takes the place of an unanswered one and settles the question about a declined one. */
  order(name: string, kind: ModelKind): void {
    const { orders } = this.departments[name]!;
    for (const order of orders)
      if (['PENDING', 'DELIVERED', 'ACKNOWLEDGED'].includes(order.step)) order.step = 'SUPERSEDED';
    for (const consultation of this.consultations)
      if (consultation.about?.department === name) consultation.open = false;
    orders.push({ kind, step: 'PENDING' });
  }

  acted(name: string): boolean {
    return this.departments[name]!.orders.some(
      ({ kind, step }) => (kind === 'APPLY' || kind === 'RESUME') && step !== 'DECLINED',
    );
  }

  suspendAll(): void {
    for (const [name, { standing }] of Object.entries(this.departments))
      if (standing === 'BOUND') this.order(name, 'SUSPEND');
  }

  resumeAll(): void {
    for (const [name, { standing }] of Object.entries(this.departments))
      if (standing === 'BOUND') this.order(name, this.acted(name) ? 'RESUME' : 'APPLY');
  }

  end(phase: 'LIFTED' | 'REVOKED'): void {
    this.phase = phase;
    for (const consultation of this.consultations) consultation.open = false;
    this.repairs.fill('CLOSED');
    if (phase === 'REVOKED') for (const objection of this.objections) objection.step = 'CLOSED';
    for (const name of Object.keys(this.departments))
      if (this.acted(name)) this.order(name, phase === 'LIFTED' ? 'LIFT' : 'RESTORE');
  }

  /** Closes an objection; gives back whether that ended a suspension. */
  settle(objection: ModelObjection): void {
    const before = this.suspended;
    objection.step = 'CLOSED';
    if (before && !this.suspended && this.phase === 'RUNNING') this.resumeAll();
  }
}
