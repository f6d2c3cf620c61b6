/** The one other organisation a channel may be shared with. */
export const elsewhere = { id: 'E0ELSEWHERE', name: 'Elsewhere Ltd', team: 'T0ELSEWHERE' } as const;
