/**
 * Does something for each, one after the other, whatever becomes of the others.
 * @throws AggregateError of everything that went wrong, when all have had their turn.
 */
export async function forEach<T>(items: readonly T[], job: (item: T) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  for (const item of items) {
    try {
      await job(item);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} of ${items.length} went wrong`);
}
