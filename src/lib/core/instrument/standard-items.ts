import { z } from 'zod';
import { askedAlone } from './asked-alone.ts';
import { questionsIn } from './condition.ts';
import { BankId, Name } from './ids.ts';
import { Question } from './kinds/kinds.ts';
import type { Finding } from './lint/finding.ts';
import { lint } from './lint/lint.ts';
import { deepest, isDeeperThan, misfitsOf } from './lint/parsing.ts';
import type { Misfit } from './lint/parsing.ts';

/** A question that any survey may ask in the same form, so that its answers can be set beside others'. */
export const StandardItem = z.strictObject({
	id: BankId.startsWith('standard/'),
	title: z.string().trim().min(1).max(120),
	/** Words by which authors look for it, besides its own. */
	tags: z.array(Name).min(1),
	/** Who uses this classification or scale, what to mind with it, and whose wording it is. */
	source: z.string().trim().min(20),
	/** Its wording is to be replaced, and what is standard is its response scale: the answers and their codes. */
	template: z.boolean().default(false),
	question: Question,
});
export type StandardItem = z.infer<typeof StandardItem>;

/** The file `surveys/standard-items.json`. */
const StandardItems = z.strictObject({
	items: z
		.array(StandardItem)
		.min(1)
		.max(1000)
		.refine((items) => new Set(items.map(({ id }) => id)).size === items.length, 'two items have the same id'),
});

export type ParsedStandardItems =
	| { readonly kind: 'items'; readonly items: readonly StandardItem[] }
	| { readonly kind: 'misfits'; readonly misfits: readonly Misfit[] };

/** Reads the file of standard items, or says in an author's words where it is none. */
export function parseStandardItems(json: unknown): ParsedStandardItems {
	if (isDeeperThan(json, deepest)) {
		return { kind: 'misfits', misfits: [{ path: '', place: '', message: `nests deeper than ${deepest} levels` }] };
	}
	const parsed = StandardItems.safeParse(json);
	return parsed.success
		? { kind: 'items', items: parsed.data.items }
		: { kind: 'misfits', misfits: misfitsOf(parsed.error, json) };
}

/**
 * Checks every item as a question of a questionnaire that asks what its routing looks at, and then it. How early it comes
 * is for the questionnaire that takes it.
 */
export function lintStandardItems(items: readonly StandardItem[]): Finding[] {
	return items.flatMap((item, at) => {
		const { question } = item;
		const before = question.askIf === undefined ? [] : questionsIn(question.askIf);
		const filters = items.map((other) => other.question).filter(({ id }) => before.includes(id));
		const [language = 'en'] = Object.keys(question.text);
		const own = `sections/0/questions/${filters.length}`;
		return lint(askedAlone([...filters, question], language))
			.filter(({ path, rule }) => (path === own || path.startsWith(`${own}/`)) && rule !== 'early-sensitive')
			.map((finding) => ({
				...finding,
				path: finding.path.replace(own, `items/${at}/question`),
				place: `item "${item.id}"`,
			}));
	});
}
