// Ukrainian: the movement of money and the till.
export const ledger = {
} as const;
