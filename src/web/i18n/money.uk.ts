// Ukrainian: subscriptions of a client: their state and what is done with them.
export const money = {
} as const;
