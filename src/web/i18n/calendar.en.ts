// Placeholder until the calendar writes its texts.
export const calendar = {} as const;
