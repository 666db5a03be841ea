import type { Instrument } from '../instrument.ts';
import { questionsOf } from '../instrument.ts';
import type { Option } from '../question.ts';
import type { Finding, Placed } from './finding.ts';
import { placedQuestions } from './finding.ts';
import { optionsOf } from './identity.ts';
import { plainText } from '../markup.ts';

/** What must not change from one version to the next: the survey, what a question id stands for, what a code means. */
export function versionRules(instrument: Instrument, previous: Instrument | undefined): Finding[] {
	if (previous === undefined) return [];
	const language = instrument.languages[0]?.code ?? '';
	return [
		...headFindings(instrument, previous),
		...placedQuestions(instrument).flatMap((placed) => questionFindings(placed, previous, language)),
	];
}

function headFindings(instrument: Instrument, previous: Instrument): Finding[] {
	const findings: Finding[] = [];
	const report = (path: string, message: string) =>
		findings.push({ severity: 'error', rule: 'version', path, place: 'the instrument', message });
	if (instrument.survey !== previous.survey) {
		report('survey', `The version before belongs to survey “${previous.survey}”.`);
	}
	if (instrument.version <= previous.version) {
		report('version', `The number must be higher than the ${previous.version} of the version before.`);
	}
	return findings;
}

function questionFindings({ question, path, place }: Placed, previous: Instrument, language: string): Finding[] {
	const before = questionsOf(previous).find(({ id }) => id === question.id);
	if (before === undefined) return [];
	if (before.kind !== question.kind) {
		return [
			{
				severity: 'warning',
				rule: 'kind-changed',
				path: `${path}/kind`,
				place,
				message: `It was a ${before.kind} and is a ${question.kind}. If it measures another thing now, give it a new id.`,
			},
		];
	}
	const olderOptions = optionsOf(before);
	return optionsOf(question).flatMap((option, index) => {
		const older = olderOptions.find(({ code }) => code === option.code);
		const change = older === undefined ? undefined : meaningChange(older, option, olderOptions, language);
		return change === undefined ? [] : [{ ...change, path: `${path}/options/${index}`, place }];
	});
}

/** A code whose words changed: taken over from another code, hardly a word in common, or reworded. */
function meaningChange(
	older: Option,
	newer: Option,
	olderOptions: readonly Option[],
	language: string,
): Pick<Finding, 'severity' | 'rule' | 'message'> | undefined {
	const was = plainText(older.label[language] ?? '');
	const is = plainText(newer.label[language] ?? '');
	if (was === is) return undefined;
	const words = `Code ${newer.code} meant “${was}” and now means “${is}”.`;
	const owner = olderOptions.find(({ code, label }) => code !== newer.code && plainText(label[language] ?? '') === is);
	if (owner !== undefined) {
		const message = `${words} That was code ${owner.code}: a code keeps its meaning for ever, in whatever order options stand.`;
		return { severity: 'error', rule: 'code-changed-meaning', message };
	}
	if (inCommon(was, is) < 0.5) {
		const message = `${words} If that is another thing, give it a code of its own; if not, declare it equivalent.`;
		return { severity: 'warning', rule: 'code-changed-meaning', message };
	}
	return {
		severity: 'advice',
		rule: 'code-reworded',
		message: `${words} The trend breaks here unless it is declared equivalent.`,
	};
}

/** The share of distinct words that both have, of those that either has (Jaccard). */
function inCommon(a: string, b: string): number {
	const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
	const left = wordsOf(a);
	const right = wordsOf(b);
	const either = new Set([...left, ...right]);
	return either.size === 0 ? 1 : [...left].filter((word) => right.has(word)).length / either.size;
}
