import type { Instrument } from '../instrument.ts';
import type { Option } from '../question.ts';
import type { Finding, Severity } from './finding.ts';
import { listed, placedQuestions } from './finding.ts';
import { optionsOf } from './identity.ts';
import { textsOf } from './texts.ts';

/**
 * Signs of poor wording in English. They are conservative: what they find is usually worth mending, and what they miss
 * only a reader finds. They look at questions and the statements people rate, not at hints, pages or introductions.
 */
export function wordingRules(instrument: Instrument): Finding[] {
	const asked = textsOf(instrument).filter(
		({ field, of }) =>
			of !== undefined &&
			of.question.kind !== 'information' &&
			of.question.kind !== 'consent' &&
			/^(text|row|sensitive|statement)/.test(field),
	);
	const signs = asked.flatMap(({ text, path, place, field }) => {
		const words = text['en'];
		if (words === undefined) return [];
		return wordingSigns
			.filter(({ only }) => only === undefined || field === 'text')
			.flatMap(({ severity, rule, sign, message }): Finding[] => {
				const found = sign.exec(words)?.[0];
				if (found === undefined) return [];
				const subject = field === 'text' ? 'The wording' : `The ${field}`;
				return [{ severity, rule, path: `${path}/en`, place, message: `${subject} ${message(found)}` }];
			});
	});
	return [...signs, ...unbalancedScales(instrument), ...longSentences(instrument)];
}

interface WordingSign {
	readonly severity: Severity;
	readonly rule: 'leading' | 'double-barrelled' | 'double-negative' | 'vague-period';
	readonly sign: RegExp;
	readonly only?: 'questions';
	readonly message: (found: string) => string;
}

const wordingSigns: readonly WordingSign[] = [
	{
		severity: 'warning',
		rule: 'leading',
		sign: /\b(?:do|would|is|are|should|could|does|did|wo|ca)n['’]?t (?:you|it|they|we|people|this|that|there)\b/i,
		only: 'questions',
		message: (found) => `leads: “${found}” expects an answer. Ask it the neutral way round.`,
	},
	{
		severity: 'warning',
		rule: 'leading',
		sign: /\b(?:surely|obviously|clearly|of course|as (?:you|we all) know|everyone knows|it is (?:well[- ])?known that|most people (?:agree|think|believe|know|say))\b/i,
		message: (found) => `leads: “${found}” tells people what to think.`,
	},
	{
		severity: 'warning',
		rule: 'leading',
		sign: /\b(?:evil|shocking|disgusting|vile|scandalous|appalling|disgraceful|horrific|innocent victims?|hard-working)\b/i,
		message: (found) => `leads: “${found}” carries a judgement.`,
	},
	{
		severity: 'warning',
		rule: 'leading',
		sign: /\b(?:do|would) you agree\b(?![^?.]*\bdisagree\b)/i,
		only: 'questions',
		message: (found) => `leads: “${found}” offers one side only. Ask “agree or disagree”.`,
	},
	{
		severity: 'advice',
		rule: 'leading',
		sign: /\bhow (?:much|strongly|far) do you agree\b(?![^?.]*\bdisagree\b)/i,
		only: 'questions',
		message: (found) => `offers one side only: “${found}”. Ask “agree or disagree”.`,
	},
	{
		severity: 'warning',
		rule: 'double-barrelled',
		sign: /\band\s?\/\s?or\b/i,
		message: (found) => `may ask two things at once: “${found}”.`,
	},
	{
		severity: 'warning',
		rule: 'double-barrelled',
		sign: /\?[^?]*\w[^?]*\?/,
		only: 'questions',
		message: () => 'asks two questions, and one answer cannot say which it answers.',
	},
	{
		severity: 'warning',
		rule: 'double-barrelled',
		sign: /\band (?:do|did|have|are|were|would|should|how|why|when|whether) (?:you|your|it|they|often|much|many|well)\b[^.?]*\?/i,
		only: 'questions',
		message: (found) => `may ask two things at once: “${found}”.`,
	},
	{
		severity: 'advice',
		rule: 'double-barrelled',
		sign: /\bas well as\b/i,
		message: (found) => `may ask two things at once: “${found}”.`,
	},
	{
		severity: 'warning',
		rule: 'double-negative',
		sign: /\b(?:not|never|\w+n['’]t) (?:\w+ ){0,2}(?:un(?:likely|acceptable|safe|fair|able|aware|willing)|impossible|dis(?:agree|like)|without|no one|nobody|nothing)\b/i,
		message: (found) => `has two negatives that are easy to misread: “${found}”.`,
	},
	{
		severity: 'advice',
		rule: 'vague-period',
		sign: /\b(?:recently|lately|these days|in the past)\b(?! (?:\d|year|12|twelve|month|week|three|four))/i,
		only: 'questions',
		message: (found) => `names no definite period: “${found}”. Say, for example, “in the last 12 months”.`,
	},
];

const opposites: readonly { readonly towards: RegExp; readonly against: RegExp }[] = [
	{ towards: /\bagree/i, against: /\bdisagree/i },
	{ towards: /\bsatisfied/i, against: /\bdissatisfied/i },
	{ towards: /\blikely/i, against: /\bunlikely/i },
	{ towards: /\bacceptable/i, against: /\bunacceptable/i },
	{ towards: /\bsafe/i, against: /\bunsafe/i },
	{ towards: /\b(?:good|excellent)/i, against: /\b(?:poor|bad)/i },
	{ towards: /\beasy/i, against: /\b(?:difficult|hard)/i },
	{ towards: /\b(?:support|favour)/i, against: /\b(?:oppose|against)/i },
	{ towards: /\bconfident/i, against: /\bunconfident/i },
	{ towards: /\bserious/i, against: /\bunserious/i },
	{ towards: /\bimportant/i, against: /\bunimportant/i },
	{ towards: /\buseful/i, against: /\buseless/i },
];

function unbalancedScales(instrument: Instrument): Finding[] {
	return placedQuestions(instrument).flatMap(({ question, path, place }) => {
		const options = optionsOf(question);
		const tilted = opposites
			.map((pair) => leanings(options, pair))
			.find(({ up, down }) => up > 0 && down > 0 && up !== down);
		if (tilted === undefined || question.kind === 'multiple' || question.kind === 'knowledge') return [];
		return [
			{
				severity: 'warning' as const,
				rule: 'unbalanced-scale',
				path: `${path}/options`,
				place,
				message: `The scale leans: ${tilted.up} options on one side and ${tilted.down} on the other.`,
			},
		];
	});
}

/** How many options lie on each side; `neither … nor` lies on none, and `not` turns a word round. */
function leanings(
	options: readonly Option[],
	{ towards, against }: (typeof opposites)[number],
): { up: number; down: number } {
	const sides = options.map(({ label }) => {
		const words = label['en'] ?? '';
		if (/\b(?:neither|nor|both|mixed)\b/i.test(words)) return 0;
		const turned = /\bnot\b/i.test(words) ? -1 : 1;
		if (against.test(words)) return -turned;
		return towards.test(words) ? turned : 0;
	});
	return { up: sides.filter((side) => side > 0).length, down: sides.filter((side) => side < 0).length };
}

const longestSentence = 35;

function longSentences(instrument: Instrument): Finding[] {
	return placedQuestions(instrument).flatMap(({ question, path, place }) => {
		const words = question.text['en'] ?? '';
		const longest = words
			.split(/[.?!:]\s/)
			.map((sentence) => sentence.split(/\s+/))
			.find((sentence) => sentence.length > longestSentence);
		if (longest === undefined) return [];
		return [
			{
				severity: 'advice' as const,
				rule: 'long-sentence',
				path: `${path}/text/en`,
				place,
				message: `A sentence of ${longest.length} words is hard to take in; ${listed([longest.slice(0, 6).join(' ')])}… could be two.`,
			},
		];
	});
}
