import type { QualityReading, QualityRule, Sighting } from '#core/fieldwork/index.ts';

export const readingWords: Readonly<Record<QualityReading, string>> = {
	none: 'Everybody counts',
	standard: 'Standard: without what standard rules flag',
	strict: 'Strict: without anything that is flagged',
};

/** A frozen rule in a sentence. */
export function ruleWords(rule: QualityRule): string {
	switch (rule.kind) {
		case 'speed': {
			const limit = `took less than ${rule.fasterThan.seconds ?? '…'} seconds`;
			if (rule.fasterThan.kind === 'absolute') return `The interview ${limit}`;
			return `The interview ${limit}: ${percent(rule.fasterThan.share)} of the median of wave ${rule.fasterThan.wave}`;
		}
		case 'straight-lining': {
			const run = rule.run.kind === 'all-rows' ? 'all rows' : `${rule.run.rows ?? '…'} rows in a run`;
			const on = rule.run.kind === 'calibrated' ? ` (taken from wave ${rule.run.wave})` : '';
			return `The same answer in ${run} of a grid with ${rule.leastRows} rows or more answered${on}`;
		}
		case 'contradiction':
			return 'Two answers that cannot both be so';
		case 'duplicate-texts':
			return `The same words of ${rule.characters} letters or more as ${rule.others} other ${rule.others === 1 ? 'response' : 'responses'}`;
		case 'nonsense-text':
			return 'Words that are none: letters over and over, neighbouring keys, no vowels';
		case 'signals':
			return rule.signals.map((signal) => signalWords[signal] ?? signal).join('; ');
	}
}

/** What a rule saw in a response, in a sentence. */
export function sightingWords(saw: Sighting | null, rule: QualityRule | undefined): string {
	if (saw === null) return rule === undefined ? 'A rule that is not in force any more' : ruleWords(rule);
	switch (saw.kind) {
		case 'speed':
			return `It took less than ${saw.below} seconds; the limit is ${saw.limit}`;
		case 'straight-lining':
			return saw.runs
				.map(({ question, run, rows }) => `${question}: ${run} of ${rows} rows in a run had the same answer`)
				.join('; ');
		case 'contradiction':
			return rule === undefined
				? 'Two answers that cannot both be so'
				: `Rule ${rule.id}: two answers that cannot both be so`;
		case 'duplicate-texts':
			return `The same words as others in ${saw.texts.join(', ')}`;
		case 'nonsense-text':
			return saw.texts.map(({ variable, why }) => `${variable}: ${nonsenseWords[why]}`).join('; ');
		case 'signals':
			return saw.signals.map((signal) => signalWords[signal] ?? signal).join('; ');
	}
}

const nonsenseWords = {
	repeated: 'letters over and over',
	keyboard: 'keys that lie beside each other',
	'no-vowels': 'long words without a vowel',
} as const;

const signalWords: Readonly<Record<string, string>> = {
	'faster-than-reading': 'Pages came back faster than anybody reads',
	'unseen-field-filled': 'A field was filled in that people do not see',
	'no-proof-of-work': 'The browser did not do the sum that it was asked for',
};

function percent(share: number): string {
	return `${Math.round(share * 1000) / 10}%`;
}
