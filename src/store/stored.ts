/**
 * Reads back JSON that this store wrote. Its shape is ours: the column has no other writer, and a change of shape is a
 * change of the migration that made the column.
 */
// oxlint-disable-next-line no-unnecessary-type-parameters -- the caller names the shape that the column was written in
export function stored<T>(text: string): T {
  // oxlint-disable-next-line no-unsafe-type-assertion -- see above
  return JSON.parse(text) as T;
}
