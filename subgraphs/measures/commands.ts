import type { CreditCode } from '../../schema/credit-code.ts';
import type { Stamp } from './state/caller.ts';
import type { ConsultationOutcome } from './state/consultation.ts';
import type { Determination, Evidence, SourceRecord, Term } from './state/document.ts';
import type { CorrectionEffect, ObjectionGround, ObjectionOrigin, Stay } from './state/objection.ts';
import type { RepairConditions, RepairMaterials } from './state/repair.ts';

/** A command as a type: its name, what it says, and who gives it when. */
type Named<Type extends string, Content = unknown> = Stamp & { readonly type: Type } & Readonly<Content>;

export type InitiateMeasure = Named<
  'initiateMeasure',
  {
    creditCode: CreditCode;
    itemCode: string;
    determination: Determination;
    sourceRecord: SourceRecord;
    cause: string;
    proportionality: string | null;
    evidence: readonly Evidence[];
    /** Null: none; an incentive then runs until its cause falls away, a restriction is refused. */
    term: Term | null;
  }
>;
export type WithdrawMeasure = Named<'withdrawMeasure', { reason: string }>;

export type MarkDelivered = Named<'markDelivered', { orderId: string }>;
export type AcknowledgeOrder = Named<'acknowledgeOrder', { orderId: string }>;
/** What a department did about its order. */
export type Outcome =
  | { readonly kind: 'IMPLEMENTED'; readonly doneOn: string; readonly evidence: readonly Evidence[] }
  | { readonly kind: 'DECLINED'; readonly reason: string };
export type ReportOutcome = Named<'reportOutcome', { orderId: string; outcome: Outcome }>;

interface Complaint {
  ground: ObjectionGround;
  statement: string;
  evidence: readonly Evidence[];
}
export type RaiseDoubt = Named<'raiseDoubt', Complaint>;
export type FileObjection = Named<'fileObjection', Complaint & { origin: ObjectionOrigin }>;
/** `stay`: ordered by a court or reviewing body; it suspends also what an objection alone does not. */
export type AcceptObjection = Named<'acceptObjection', { objectionId: string; stay: Stay | null }>;
export type RejectObjection = Named<'rejectObjection', { objectionId: string; reason: string }>;
export type ExtendObjection = Named<'extendObjection', { objectionId: string; reason: string }>;
export type WithdrawObjection = Named<'withdrawObjection', { objectionId: string }>;
/** UPHELD_RECORD: the record is right. CORRECTED: changed, with its effect. WITHDRAWN: the record was an error. */
export type ObjectionDecision =
  | { readonly outcome: 'UPHELD_RECORD' }
  | { readonly outcome: 'CORRECTED'; readonly correction: string; readonly effect: CorrectionEffect }
  | { readonly outcome: 'WITHDRAWN' };
export type DecideObjection = Named<
  'decideObjection',
  { objectionId: string; decision: ObjectionDecision; reasons: string; evidence: readonly Evidence[] }
>;

export type RequestConsultation = Named<'requestConsultation', { question: string }>;
export type ConcludeConsultation = Named<
  'concludeConsultation',
  { consultationId: string; outcome: ConsultationOutcome; reasons: string }
>;

export type ApplyForRepair = Named<'applyForRepair', { materials: RepairMaterials }>;
export type AcceptRepair = Named<'acceptRepair', { repairId: string }>;
/** `falseMaterial`: the application was false, which bars further ones for the time that the rule says. */
export type RefuseRepair = Named<'refuseRepair', { repairId: string; gaps: readonly string[]; falseMaterial: boolean }>;
export type ExtendRepair = Named<'extendRepair', { repairId: string; reason: string }>;
export type RepairDecision =
  | { readonly outcome: 'GRANTED'; readonly conditions: RepairConditions }
  | { readonly outcome: 'DENIED'; readonly falseMaterial: boolean };
export type DecideRepair = Named<'decideRepair', { repairId: string; decision: RepairDecision; reasons: string }>;

export type RevokeAsError = Named<'revokeAsError', { reason: string; evidence: readonly Evidence[] }>;
/** The determining department's proof that the organisation's standing is restored, after all implementers reported. */
export type CompleteRestoration = Named<'completeRestoration', { statement: string; evidence: readonly Evidence[] }>;

/** By a timer; without effect while the term runs. */
export type ExpireTerm = Named<'expireTerm'>;
/** By a timer; passes up every deadline missed by now, and nothing twice. */
export type Escalate = Named<'escalate'>;

export type MeasureCommand =
  | InitiateMeasure
  | WithdrawMeasure
  | MarkDelivered
  | AcknowledgeOrder
  | ReportOutcome
  | RaiseDoubt
  | FileObjection
  | AcceptObjection
  | RejectObjection
  | ExtendObjection
  | WithdrawObjection
  | DecideObjection
  | RequestConsultation
  | ConcludeConsultation
  | ApplyForRepair
  | AcceptRepair
  | RefuseRepair
  | ExtendRepair
  | DecideRepair
  | RevokeAsError
  | CompleteRestoration
  | ExpireTerm
  | Escalate;

export type CommandType = MeasureCommand['type'];
