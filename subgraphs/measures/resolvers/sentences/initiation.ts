import type { InitiationEvent, MeasureEvent } from '../../events.ts';
import type { Term } from '../../state/document.ts';
import { liftReasons, whoDid, type Sentence } from './words.ts';

const types: Readonly<Record<InitiationEvent['type'], true>> = {
  MeasureInitiated: true,
  MeasureEnteredForce: true,
  MeasureSuspended: true,
  MeasureResumed: true,
  TermReduced: true,
  MeasureLifted: true,
  MeasureRevoked: true,
  RestorationCompleted: true,
};

export function isInitiation(event: MeasureEvent): event is InitiationEvent {
  return event.type in types;
}

/** Events of the measure as a whole. */
export function initiationSentence(event: InitiationEvent): Sentence {
  const who = whoDid(event.by);
  switch (event.type) {
    case 'MeasureInitiated': {
      const { item, determination, term } = event;
      const by = { zh: determination.documentNumber, en: determination.documentNumber };
      return {
        zh: `${who.zh}依据 ${by.zh} 发起“${item.title}”(${item.code}),${daysOf(term).zh}。`,
        en: `${who.en} initiated ${item.code} (${item.title}) on the determination ${by.en}, ${daysOf(term).en}.`,
      };
    }
    case 'MeasureEnteredForce':
      return { zh: `措施自 ${event.on} 起生效。`, en: `The measure entered into force on ${event.on}.` };
    case 'MeasureSuspended':
      return { zh: '措施暂停,等待异议处理。', en: 'The measure was suspended until the objection is decided.' };
    case 'MeasureResumed':
      return { zh: '措施恢复。', en: 'The measure was resumed.' };
    case 'TermReduced':
      return {
        zh: `${who.zh}将期限缩短为${daysOf(event.after).zh}。`,
        en: `${who.en} reduced the term: ${daysOf(event.after).en}.`,
      };
    case 'MeasureLifted': {
      const { zh, en } = liftReasons[event.reason];
      return { zh: `措施解除:${zh}。`, en: `The measure was lifted: ${en}.` };
    }
    case 'MeasureRevoked':
      return {
        zh: `${who.zh}认定措施有误并撤销,最迟于 ${event.restoreBy.on} 恢复信誉。`,
        en: `${who.en} revoked the measure as an error; it is to be restored by ${event.restoreBy.on}.`,
      };
    case 'RestorationCompleted':
      return { zh: `${who.zh}确认恢复信誉完成。`, en: `${who.en} confirmed that the restoration is complete.` };
    default:
      return event satisfies never;
  }
}

function daysOf({ startsOn, endsOn }: Term): Sentence {
  if (endsOn === null)
    return { zh: `自 ${startsOn} 起,直至移出名单`, en: `from ${startsOn} until removed from its list` };
  return { zh: `自 ${startsOn} 至 ${endsOn}`, en: `from ${startsOn} to ${endsOn}` };
}
