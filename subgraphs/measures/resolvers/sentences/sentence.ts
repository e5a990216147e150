import type { MeasureEvent } from '../../events.ts';
import { initiationSentence, isInitiation } from './initiation.ts';
import { isObjection, objectionSentence } from './objection.ts';
import { isOrder, orderSentence } from './order.ts';
import { isRepair, repairSentence } from './repair.ts';
import { conclusions, levels, named, offices, steps, whoDid, type Sentence } from './words.ts';

/** What happened, as somebody would tell it. */
export function sentenceOf(event: MeasureEvent): Sentence {
  if (isInitiation(event)) return initiationSentence(event);
  if (isOrder(event)) return orderSentence(event);
  if (isObjection(event)) return objectionSentence(event);
  if (isRepair(event)) return repairSentence(event);
  const who = whoDid(event.by);
  switch (event.type) {
    case 'ConsultationOpened': {
      const { department, orderId, question } = event;
      if (orderId === null)
        return {
          zh: `${department} 提请会商:${question}。`,
          en: `${department} asked for a consultation: ${question}.`,
        };
      return {
        zh: `就 ${department} 不予实施的指令 ${orderId} 开始会商。`,
        en: `A consultation opened about the order ${orderId}, which ${department} declined.`,
      };
    }
    case 'ConsultationConcluded': {
      const { zh, en } = conclusions[event.outcome];
      return {
        zh: `${who.zh}结束会商 ${event.consultationId}:${zh}。`,
        en: `${who.en} concluded the consultation ${event.consultationId}: ${en}.`,
      };
    }
    case 'DeadlineEscalated': {
      const { step, due, responsible } = event.matter;
      const to = levels[event.to];
      const missing = responsible === null ? offices.coordinator : named(responsible);
      return {
        zh: `${missing.zh}逾期未${steps[step].zh}(期限 ${due.on}),已上报${to.zh}。`,
        en: `${missing.en} missed ${due.on} for ${steps[step].en}; ${to.en} was told.`,
      };
    }
    default:
      return event satisfies never;
  }
}
