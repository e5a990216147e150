import type { MeasureEvent, ObjectionEvent } from '../../events.ts';
import { grounds, objectionOutcomes, whoDid, type Sentence } from './words.ts';

const types: Readonly<Record<ObjectionEvent['type'], true>> = {
  ObjectionFiled: true,
  ObjectionAccepted: true,
  ObjectionRejected: true,
  ObjectionExtended: true,
  ObjectionWithdrawn: true,
  ObjectionDecided: true,
};

export function isObjection(event: MeasureEvent): event is ObjectionEvent {
  return event.type in types;
}

/** Events of objections. */
export function objectionSentence(event: ObjectionEvent): Sentence {
  const who = whoDid(event.by);
  const id = event.objectionId;
  switch (event.type) {
    case 'ObjectionFiled': {
      const { zh, en } = grounds[event.ground];
      const held = event.heldBy === null ? { zh: '', en: '' } : { zh: ',其指令暂缓', en: '; its own order waits' };
      return {
        zh: `${who.zh}提出异议 ${id}(${zh})${held.zh}。`,
        en: `${who.en} filed the objection ${id} (${en})${held.en}.`,
      };
    }
    case 'ObjectionAccepted':
      return {
        zh: `${who.zh}受理异议 ${id},最迟于 ${event.answerBy.on} 答复${event.suspends ? ',措施因此暂停' : ''}。`,
        en: `${who.en} accepted the objection ${id}, to be answered by ${event.answerBy.on}${event.suspends ? '; it suspends the measure' : ''}.`,
      };
    case 'ObjectionRejected':
      return {
        zh: `${who.zh}对异议 ${id} 不予受理:${event.reason}。`,
        en: `${who.en} rejected the objection ${id}: ${event.reason}.`,
      };
    case 'ObjectionExtended':
      return {
        zh: `${who.zh}将异议 ${id} 的答复期限延至 ${event.answerBy.on}。`,
        en: `${who.en} extended the period to answer the objection ${id} to ${event.answerBy.on}.`,
      };
    case 'ObjectionWithdrawn':
      return { zh: `${who.zh}撤回异议 ${id}。`, en: `${who.en} withdrew the objection ${id}.` };
    case 'ObjectionDecided': {
      const { zh, en } = objectionOutcomes[event.outcome];
      return { zh: `${who.zh}处理异议 ${id}:${zh}。`, en: `${who.en} decided the objection ${id}: ${en}.` };
    }
    default:
      return event satisfies never;
  }
}
