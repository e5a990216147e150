import type { MeasureEvent } from '../../measures/events.ts';

export interface ConsultationTrace {
  readonly consultationId: string;
  readonly openedAt: string;
  /** Null: open, or settled by a newer order or the end of the measure. */
  readonly concludedAt: string | null;
}

export function traceConsultations(events: readonly MeasureEvent[]): readonly ConsultationTrace[] {
  const concluded = new Map(
    events.flatMap((event) =>
      event.type === 'ConsultationConcluded' ? [[event.consultationId, event.at] as const] : [],
    ),
  );
  return events.flatMap((event) =>
    event.type === 'ConsultationOpened'
      ? [
          {
            consultationId: event.consultationId,
            openedAt: event.at,
            concludedAt: concluded.get(event.consultationId) ?? null,
          },
        ]
      : [],
  );
}
