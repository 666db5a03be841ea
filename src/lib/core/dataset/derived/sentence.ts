import type { Language } from '../../instrument/index.ts';
import { say } from '../../instrument/index.ts';
import type { Coded, Definition } from './definition.ts';

/**
 * What a definition does, in words that somebody can check it by: "1 and 2 of Concern become Concerned". `nameOf` gives the
 * words for a column; value labels are in `language`, the sentence is in English.
 */
export function sentenceOf(
	definition: Definition | Coded,
	{ language, nameOf }: { readonly language: Language; readonly nameOf: (column: string) => string },
): string {
	switch (definition.kind) {
		case 'coded':
			return `People read the answers to ${nameOf(definition.source)} and coded them; not coded yet counts as not asked.`;
		case 'recode': {
			const [first, ...others] = definition.groups.map(({ from, label }, at) => {
				const of = at === 0 ? ` of ${nameOf(definition.source)}` : '';
				return `${codesInWords(from)}${of} ${from.length === 1 ? 'becomes' : 'become'} ${say(label, language)}`;
			});
			return `${[first, ...others].join('; ')}. Other answers have no place in it.`;
		}
		case 'net': {
			const codes = codesInWords(definition.codes, 'or');
			const yes = say(definition.yes, language);
			const of = listed(definition.sources.map(nameOf), 'or');
			const any = definition.sources.length === 1 ? `${codes} of ${of}` : `${codes} of any of ${of}`;
			return `${yes}: ${any}. ${say(definition.no, language)}: everybody else in the base.`;
		}
		case 'band': {
			const bands = definition.bands.map(({ from, label }, at) => {
				const to = definition.bands[at + 1]?.from ?? null;
				return `${rangeInWords(from, to)} becomes ${say(label, language)}`;
			});
			const [lowest] = definition.bands;
			const below = lowest === undefined || lowest.from === null ? '' : ` Less than ${lowest.from} has no place in it.`;
			return `Of ${nameOf(definition.source)}, ${bands.join('; ')}.${below}`;
		}
		case 'index': {
			const items = definition.items.map(
				({ variable, lowest, highest, isReversed }) =>
					`${nameOf(variable)} (${isReversed ? `${highest} to ${lowest}` : `${lowest} to ${highest}`})`,
			);
			const enough =
				definition.minimum === definition.items.length
					? 'all of them'
					: `at least ${definition.minimum} of the ${definition.items.length}`;
			return `The mean of ${listed(items)}, each brought to 0 to 1, of everybody who answered ${enough}.`;
		}
		case 'knowledge': {
			const items = definition.items.map(
				({ variable, right }) => `${codesInWords(right, 'or')} of ${nameOf(variable)}`,
			);
			return `The share of right answers among those given. Right are ${listed(items)}. Don’t know is not right; prefer not to say is left out.`;
		}
	}
}

function codesInWords(codes: readonly number[], joint: 'and' | 'or' = 'and'): string {
	return listed(
		codes.map((code) => (code === -8 ? 'don’t know' : code === -9 ? 'prefer not to say' : String(code))),
		joint,
	);
}

function rangeInWords(from: number | null, to: number | null): string {
	if (from === null) return to === null ? 'every number' : `less than ${to}`;
	return to === null ? `${from} or more` : `${from} to less than ${to}`;
}

function listed(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
	return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1) ?? ''}`;
}
