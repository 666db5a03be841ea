import type { TypedRules } from '#core/fieldwork/index.ts';
import { noRulesTyped, ruleFields } from '#core/fieldwork/index.ts';

/** What the form of rules sent. */
export function sentRules(form: FormData): { typed: TypedRules; reason: string; after: number } {
	const sent = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.slice(0, 10_000) : '';
	};
	const typed: Record<keyof TypedRules, string> = { ...noRulesTyped };
	for (const field of ruleFields) typed[field] = sent(field);
	return { typed, reason: sent('reason'), after: Number(sent('after')) || 0 };
}
