/** The number below which this part of them lies: 0.99 for p99. NaN where there are none. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** A number for a table: one digit behind the point where it is small. */
export function figure(number: number | null | undefined): string {
  if (number === null || number === undefined || Number.isNaN(number)) return '–';
  return number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString('en');
}
