// Whether a text can be an address of email: somebody, a sign, a name with a dot. Only a letter to it says more.
export const isEmail = (text: string): boolean => /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(text);
