// A form about money: submitted like any other, with the reasons of money in words.
import type { Refusal } from '../../contract/operation.ts';
import { isMoneyKey, t } from '../i18n/money.svelte.ts';
import { Submission } from '../parts/submission.svelte.ts';
import { money } from '../subscriptions/type-words.svelte.ts';

function wordsOf({ reason, count }: Refusal): string | undefined {
  const bare = `why.${reason ?? ''}.some`;
  const key = count === undefined && isMoneyKey(bare) ? bare : `why.${reason ?? ''}`;
  return isMoneyKey(key) ? t(key, { sum: money(count ?? 0) }) : undefined;
}
export class MoneySubmission extends Submission {
  override error(field: string): string | undefined {
    const { refusal } = this;
    return refusal?.field?.split('.')[0] === field ? (wordsOf(refusal) ?? super.error(field)) : undefined;
  }
  override get problem(): string | undefined {
    const { problem, refusal } = { problem: super.problem, refusal: this.refusal };
    return problem && refusal ? (wordsOf(refusal) ?? problem) : undefined;
  }
}
