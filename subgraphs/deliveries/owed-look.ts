import type { Change, ChangeListener } from '../../schema/changes/change.ts';

/** A look that a department's deliveries are owed, since it has said that its records have changed. */
export interface OwedLook {
  readonly listener: ChangeListener;
  isOwed(): boolean;
  /** Settles when a look that began after the last notice has ended. Shared by all who wait. */
  pay(): Promise<unknown>;
}

/**
 * `look` begins anew whenever it is called. A notice that was missed since Redis was gone is made up for by the look
 * at the department's interval: to look after every such moment would wear its system out.
 */
export function createOwedLook(department: string, look: () => Promise<unknown>): OwedLook {
  let told = 0;
  let seen = 0;
  let paying: Promise<void> | null = null;

  async function settle(): Promise<void> {
    while (seen < told) {
      const upTo = told;
      await look();
      seen = upTo;
    }
  }

  function changed({ byDepartment, departments }: Change): void {
    if (departments === undefined || (byDepartment === true && departments.includes(department))) told += 1;
  }

  return {
    listener: { changed },
    isOwed: () => seen < told,
    pay() {
      paying ??= settle().finally(() => {
        paying = null;
      });
      return paying;
    },
  };
}
