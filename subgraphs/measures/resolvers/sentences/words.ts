import type { Caller } from '../../state/caller.ts';
import type { ConsultationOutcome } from '../../state/consultation.ts';
import type { EscalationLevel, Matter } from '../../state/escalation.ts';
import type { LiftReason } from '../../state/measure.ts';
import type { ObjectionGround, ObjectionOutcome } from '../../state/objection.ts';
import type { OrderKind } from '../../state/order.ts';

/** The same thing said in both languages. Departments are called by their folders' names. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

const say = (zh: string, en: string): Sentence => ({ zh, en });

/** A department by the name of its folder, as a sentence begins with it. */
export const named = (department: string): Sentence => say(`${department} `, department);

/** Who did something, as a sentence begins with it: a department or an office, never a person. */
export function whoDid(by: Caller): Sentence {
  return by.role === 'officer' ? named(by.department) : offices[by.role];
}

export const offices: Readonly<Record<Exclude<Caller['role'], 'officer'>, Sentence>> = {
  representative: say('该组织', 'The organisation'),
  coordinator: say('统筹部门', 'The coordinator'),
  supervisor: say('督查室', 'The supervising office'),
  clerk: say('窗口', 'The service hall'),
  approval: say('审批系统', 'The approval system'),
  analyst: say('分析人员', 'The analysts'),
  operator: say('运维人员', 'The operator'),
  gateway: say('系统', 'The gateway'),
};

export const orderKinds: Readonly<Record<OrderKind, Sentence>> = {
  APPLY: say('实施', 'apply'),
  SUSPEND: say('暂停', 'suspend'),
  RESUME: say('恢复实施', 'resume'),
  LIFT: say('解除', 'lift'),
  RESTORE: say('恢复信誉', 'restore'),
};

export const liftReasons: Readonly<Record<LiftReason, Sentence>> = {
  EXPIRED: say('期限届满', 'its term ended'),
  REPAIRED: say('信用修复', 'credit repair was granted'),
  WITHDRAWN: say('发起部门撤回', 'the initiating department withdrew it'),
  CORRECTED: say('更正后已无依据', 'a correction left it without ground'),
};

export const conclusions: Readonly<Record<ConsultationOutcome, Sentence>> = {
  CARRY_OUT: say('应当实施', 'the order stands'),
  EXCUSED: say('免于实施', 'the department is excused'),
  ADVISED: say('提供意见', 'advice was given'),
};

export const grounds: Readonly<Record<ObjectionGround, Sentence>> = {
  WRONG_SUBJECT: say('主体错误', 'wrong subject'),
  WRONG_CONTENT: say('内容错误', 'wrong content'),
  PERIOD_WRONG: say('期限错误', 'wrong period'),
  SHOULD_HAVE_STOPPED: say('应当终止而未终止', 'should have stopped'),
  NOT_LAWFUL: say('于法无据', 'not lawful'),
  MEASURE_MISAPPLIED: say('措施适用不当', 'measure misapplied'),
};

export const objectionOutcomes: Readonly<Record<ObjectionOutcome, Sentence>> = {
  UPHELD_RECORD: say('核实无误,维持', 'the record is right'),
  CORRECTED: say('予以更正', 'the record is corrected'),
  WITHDRAWN: say('记录有误,予以撤销', 'the record was an error'),
};

export const steps: Readonly<Record<Matter['step'], Sentence>> = {
  ACKNOWLEDGE: say('签收指令', 'acknowledging the order'),
  REPORT: say('反馈结果', 'reporting on the order'),
  ACCEPT: say('受理', 'acceptance'),
  ANSWER: say('答复异议', 'answering the objection'),
  DECIDE: say('决定修复申请', 'deciding the application'),
  TELL: say('告知申请人', 'telling the applicant'),
  CONCLUDE: say('结束会商', 'concluding the consultation'),
  RESTORE: say('恢复信誉', 'the restoration'),
};

export const levels: Readonly<Record<EscalationLevel, Sentence>> = {
  COORDINATOR: say('统筹部门', 'the coordinator'),
  SUPERVISING_OFFICE: say('督查室', 'the supervising office'),
};
