// The error with which a call fails when the server, or this side, refuses it.
import type { Refusal } from '../../contract/operation.ts';

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}
