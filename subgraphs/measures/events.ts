import type { CreditCode } from '../../schema/credit-code.ts';
import type { Due } from './rules/deadlines.ts';
import type { RecordClass } from './rules/repair-rules.ts';
import type { Stamp } from './state/caller.ts';
import type { ConsultationOutcome } from './state/consultation.ts';
import type { Determination, Evidence, SourceRecord, Term } from './state/document.ts';
import type { EscalationLevel, Matter } from './state/escalation.ts';
import type { ItemSnapshot, LiftReason } from './state/measure.ts';
import type { CorrectionEffect, ObjectionGround, ObjectionOrigin, ObjectionOutcome, Stay } from './state/objection.ts';
import type { GivenOrder, OrderKind } from './state/order.ts';
import type { RepairConditions, RepairMaterials } from './state/repair.ts';

/** What has happened, with who made it happen when. Plain JSON: it is stored and replayed as it stands. */
type Happened<Type extends string, Content = unknown> = Stamp & { readonly type: Type } & Readonly<Content>;

export type InitiationEvent =
  | Happened<
      'MeasureInitiated',
      {
        creditCode: CreditCode;
        item: ItemSnapshot;
        initiator: string;
        implementers: readonly string[];
        determination: Determination;
        sourceRecord: SourceRecord;
        /** Whether it was seen with the department that states it; absent: nobody looked, as before this was done. */
        sourceConfirmed?: boolean;
        cause: string;
        proportionality: string | null;
        evidence: readonly Evidence[];
        term: Term;
      }
    >
  | Happened<'MeasureEnteredForce', { on: string }>
  | Happened<'MeasureSuspended'>
  | Happened<'MeasureResumed'>
  | Happened<'TermReduced', { before: Term; after: Term }>
  | Happened<'MeasureLifted', { reason: LiftReason; note: string | null }>
  | Happened<'MeasureRevoked', { reason: string; evidence: readonly Evidence[]; restoreBy: Due }>
  | Happened<'RestorationCompleted', { statement: string; evidence: readonly Evidence[] }>;

export type OrderEvent =
  | Happened<'OrdersIssued', { kind: OrderKind; orders: readonly GivenOrder[] }>
  | Happened<'OrderDelivered', { orderId: string }>
  | Happened<'OrderAcknowledged', { orderId: string }>
  | Happened<'OrderImplemented', { orderId: string; doneOn: string; evidence: readonly Evidence[] }>
  | Happened<'OrderDeclined', { orderId: string; reason: string }>;

export type ConsultationEvent =
  | Happened<
      'ConsultationOpened',
      { consultationId: string; orderId: string | null; department: string; question: string; concludeBy: Due }
    >
  | Happened<'ConsultationConcluded', { consultationId: string; outcome: ConsultationOutcome; reasons: string }>;

export type ObjectionEvent =
  | Happened<
      'ObjectionFiled',
      {
        objectionId: string;
        origin: ObjectionOrigin;
        department: string | null;
        ground: ObjectionGround;
        statement: string;
        evidence: readonly Evidence[];
        heldBy: string | null;
        acceptBy: Due;
      }
    >
  | Happened<'ObjectionAccepted', { objectionId: string; suspends: boolean; stay: Stay | null; answerBy: Due }>
  | Happened<'ObjectionRejected', { objectionId: string; reason: string }>
  | Happened<'ObjectionExtended', { objectionId: string; reason: string; answerBy: Due }>
  | Happened<'ObjectionWithdrawn', { objectionId: string }>
  | Happened<
      'ObjectionDecided',
      {
        objectionId: string;
        outcome: ObjectionOutcome;
        correction: string | null;
        effect: CorrectionEffect | null;
        reasons: string;
        evidence: readonly Evidence[];
        tellBy: Due;
        correctBy: Due | null;
      }
    >;

export type RepairEvent =
  | Happened<
      'RepairAppliedFor',
      {
        repairId: string;
        edition: string;
        recordClass: RecordClass;
        repairableFrom: string;
        materials: RepairMaterials;
        acceptBy: Due;
        tellBy: Due;
      }
    >
  | Happened<'RepairAccepted', { repairId: string; decideBy: Due }>
  | Happened<'RepairRefused', { repairId: string; gaps: readonly string[]; barredUntil: string | null }>
  | Happened<'RepairExtended', { repairId: string; reason: string; decideBy: Due }>
  | Happened<'RepairGranted', { repairId: string; conditions: RepairConditions; reasons: string }>
  | Happened<'RepairDenied', { repairId: string; reasons: string; barredUntil: string | null }>;

export type EscalationEvent = Happened<'DeadlineEscalated', { matter: Matter; to: EscalationLevel }>;

export type MeasureEvent =
  InitiationEvent | OrderEvent | ConsultationEvent | ObjectionEvent | RepairEvent | EscalationEvent;
