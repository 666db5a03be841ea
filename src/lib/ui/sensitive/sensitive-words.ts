import type { SensitiveQuestion, Sign } from '#core/trends/index.ts';
import { valueWords } from '#ui/trend/quantity.ts';

/** How the question was asked, in two or three sentences. */
export function askedWords({ asked, statement }: SensitiveQuestion): string {
	switch (asked.kind) {
		case 'item-count':
			return `Item count. A random half counted how many of ${asked.items.length} statements are true of them; the other half counted the same ones and “${statement}”. The difference of the two mean counts is the share of whom that is true.`;
		case 'crosswise':
			return `Crosswise. “${statement}” was shown with “${asked.innocuous}”, which is true of ${valueWords(asked.probability, 'share')} of people. People said only whether the two are alike: both true or both untrue.`;
	}
}

/** What such a question can say and what it cannot, a sentence each. */
export function limitWords({ asked }: SensitiveQuestion): readonly [can: string, cannot: string] {
	switch (asked.kind) {
		case 'item-count':
			return [
				'It can say of how many people in all the statement is true, without anybody having said so, and that at the price of an interval about three times as wide as that of a direct question.',
				'It cannot say anything of one person or of a small group, and it is wrong where the longer list changed how people counted the other statements, or where many hold none or all of them.',
			];
		case 'crosswise':
			return [
				'It can say of how many people in all the statement is true, without anybody having said so, as long as they read both statements and followed the instruction.',
				'It cannot say anything of one person or of a small group, and it cannot tell random answers from true ones: those pull the figure towards 50%, so that a rare trait looks commoner than it is.',
			];
	}
}

/** What the estimate is called on a chart and in a table. */
export function kindWords({ asked }: SensitiveQuestion): string {
	switch (asked.kind) {
		case 'item-count':
			return 'Item count';
		case 'crosswise':
			return 'Crosswise';
	}
}

export function signWords(sign: Sign): string {
	switch (sign) {
		case 'no-sign':
			return 'no sign';
		case 'some-sign':
			return 'some sign';
		case 'not-tested':
			return 'not tested';
	}
}

/** "p 0.04", "p below 0.001". */
export function pWords(p: number): string {
	return p < 0.001 ? 'p below 0.001' : `p ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`;
}
