import type { Instrument } from '../instrument.ts';
import { markupProblems, pipesIn } from '../markup.ts';
import type { Finding } from './finding.ts';
import { listed, placedQuestions } from './finding.ts';
import type { PlacedText } from './texts.ts';
import { textsOf } from './texts.ts';

/** Every text is there in every language, up to date, well marked up, and takes in only answers given before it. */
export function textRules(instrument: Instrument, previous: Instrument | undefined): Finding[] {
	const texts = textsOf(instrument);
	return [
		...missingWords(instrument, texts),
		...undeclaredLanguages(instrument, texts),
		...staleTranslations(instrument, previous, texts),
		...draftLanguages(instrument),
		...texts.flatMap(markupFindings),
		...texts.flatMap((text) => pipingFindings(text, instrument)),
	];
}

/** One finding for each thing and language, so that a new language does not drown the rest. */
function missingWords({ languages }: Instrument, texts: readonly PlacedText[]): Finding[] {
	return languages.flatMap(({ code, status }) => {
		const missing = texts.filter(({ text }) => text[code] === undefined);
		return [...new Set(missing.map(({ place }) => place))].flatMap((place): Finding[] => {
			const lacking = missing.filter((text) => text.place === place);
			const [first] = lacking;
			if (first === undefined) return [];
			const fields = lacking.map(({ field }) => field).join(', ');
			return [
				{
					severity: status === 'complete' ? 'error' : 'warning',
					rule: 'missing-translation',
					path: first.path,
					place,
					message: `Has no words in ${languageName(code)} for: ${fields}.`,
				},
			];
		});
	});
}

function undeclaredLanguages({ languages }: Instrument, texts: readonly PlacedText[]): Finding[] {
	const declared = new Set(languages.map(({ code }) => code));
	return texts.flatMap(({ text, path, place, field }) =>
		Object.keys(text)
			.filter((code) => !declared.has(code))
			.map((code): Finding => ({
				severity: 'warning',
				rule: 'undeclared-language',
				path: `${path}/${code}`,
				place,
				message: `The ${field} has words in “${code}”, which is not among the instrument’s languages; nobody will see them.`,
			})),
	);
}

/** Where the first language changed since the version before and a translation did not. */
function staleTranslations(
	{ languages }: Instrument,
	previous: Instrument | undefined,
	texts: readonly PlacedText[],
): Finding[] {
	const [source, ...others] = languages;
	if (previous === undefined || source === undefined || others.length === 0) return [];
	const key = ({ place, of, field }: PlacedText) => `${of?.question.id ?? place}/${field}`;
	const before = new Map(textsOf(previous).map((placed) => [key(placed), placed.text]));
	return texts.flatMap((placed) => {
		const was = before.get(key(placed));
		if (was === undefined || was[source.code] === placed.text[source.code]) return [];
		return others
			.filter(({ code }) => placed.text[code] !== undefined && placed.text[code] === was[code])
			.map(({ code, status }): Finding => ({
				severity: status === 'complete' ? 'error' : 'warning',
				rule: 'stale-translation',
				path: `${placed.path}/${code}`,
				place: placed.place,
				message: `The ${placed.field} changed in ${languageName(source.code)} since version ${previous.version}, but not in ${languageName(code)}.`,
			}));
	});
}

function draftLanguages({ languages }: Instrument): Finding[] {
	return languages.flatMap(({ code, status }, index): Finding[] =>
		status === 'complete'
			? []
			: [
					{
						severity: 'advice',
						rule: 'draft-translation',
						path: `languages/${index}`,
						place: languageName(code),
						message: 'It is a draft, which respondents are not offered. A speaker must review it before fieldwork.',
					},
				],
	);
}

function markupFindings({ text, path, place, field, shown }: PlacedText): Finding[] {
	if (!shown) return [];
	return Object.entries(text).flatMap(([code, words]) =>
		markupProblems(words).map((problem): Finding => ({
			severity: 'warning',
			rule: 'markup',
			path: `${path}/${code}`,
			place,
			message: `The ${field} has ${problem}.`,
		})),
	);
}

function pipingFindings({ text, path, place, field, of }: PlacedText, instrument: Instrument): Finding[] {
	const questions = placedQuestions(instrument);
	const findings: Finding[] = [];
	const wanted = Object.entries(text).map(([code, words]) => ({ code, ids: pipesIn(words) }));
	for (const { code, ids } of wanted) {
		for (const id of ids) {
			const found = questions.find(({ question }) => question.id === id);
			const tooLate = found !== undefined && of !== undefined && found.index >= of.index;
			if (found !== undefined && !tooLate) continue;
			findings.push({
				severity: 'error',
				rule: tooLate ? 'forward-reference' : 'unknown-question',
				path: `${path}/${code}`,
				place,
				message: tooLate
					? `The ${field} takes in the answer to “${id}”, which has not been asked by then.`
					: `The ${field} takes in the answer to “${id}”, and there is no such question.`,
			});
		}
	}
	const [first, ...others] = wanted;
	for (const { code, ids } of others) {
		const lost = first?.ids.filter((id) => !ids.includes(id)) ?? [];
		if (lost.length === 0) continue;
		findings.push({
			severity: 'warning',
			rule: 'missing-translation',
			path: `${path}/${code}`,
			place,
			message: `The ${field} in ${languageName(code)} does not take in the answer to ${listed(lost)}, as the other language does.`,
		});
	}
	return findings;
}

function languageName(code: string): string {
	return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
}
