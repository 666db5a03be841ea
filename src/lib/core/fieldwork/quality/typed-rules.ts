import { questionsOf } from '../../instrument/index.ts';
import type { Condition, Instrument } from '../../instrument/index.ts';
import { textColumns } from './response.ts';
import type { QualityRule, QualityRules } from './rules.ts';

/** What a form of rules sends: one rule of each kind, switched off by an empty severity, and a contradiction a line. */
export const ruleFields = [
	...(['reading', 'speed', 'speedSeconds', 'speedShare', 'speedWave', 'lines', 'linesRun', 'linesLeastRows'] as const),
	...(['contradictions', 'contradictionLines', 'duplicates', 'duplicateCharacters', 'duplicateOthers'] as const),
	...(['nonsense', 'signals', 'noWork'] as const),
] as const;
export type TypedRules = Readonly<Record<(typeof ruleFields)[number], string>>;

/** Rules not yet parsed, or what is wrong with which field. */
export type ReadRules =
	| { readonly kind: 'read'; readonly rules: unknown }
	| { readonly kind: 'refused'; readonly field: keyof TypedRules; readonly words: string };

/** What the form of a survey without rules says. */
export const noRulesTyped: TypedRules = {
	...{ reading: 'none', speed: '', speedSeconds: '', speedShare: '40', speedWave: '', lines: '', linesRun: '' },
	...{ linesLeastRows: '4', contradictions: '', contradictionLines: '', duplicates: '', duplicateCharacters: '20' },
	...{ duplicateOthers: '1', nonsense: '', signals: '', noWork: '' },
};

/** The rules that a form means for an instrument, all of whose grids and open texts they are about. */
export function readRules(typed: TypedRules, instrument: Instrument): ReadRules {
	const grids = questionsOf(instrument).flatMap(({ kind, id }) => (kind === 'grid' ? [id] : []));
	const texts = textColumns(instrument).map(({ name }) => name);
	const whole = (field: keyof TypedRules) => Number(typed[field].trim() || 'x');
	const rules: unknown[] = [];
	const wrong = (field: keyof TypedRules, words: string) => ({ kind: 'refused', field, words }) as const;
	if (typed.speed !== '') {
		const byWave = typed.speedWave !== '';
		const limit = whole(byWave ? 'speedShare' : 'speedSeconds');
		if (byWave && !(limit > 0 && limit < 100)) return wrong('speedShare', 'Enter a percentage between 1 and 99');
		if (!byWave && !(Number.isInteger(limit) && limit > 0)) return wrong('speedSeconds', 'Enter a number of seconds');
		const fasterThan = byWave
			? { kind: 'calibrated', wave: typed.speedWave, share: limit / 100 }
			: { kind: 'absolute', seconds: limit };
		rules.push({ id: 'speed', severity: typed.speed, kind: 'speed', fasterThan });
	}
	if (typed.lines !== '') {
		if (grids.length === 0) return wrong('lines', 'The questionnaire has no grid to go straight down');
		const leastRows = whole('linesLeastRows');
		if (!(Number.isInteger(leastRows) && leastRows > 1)) return wrong('linesLeastRows', 'Enter 2 rows or more');
		const rows = typed.linesRun.trim() === '' ? null : whole('linesRun');
		if (rows !== null && !(Number.isInteger(rows) && rows > 1))
			return wrong('linesRun', 'Enter 2 rows or more, or nothing');
		const run = rows === null ? { kind: 'all-rows' } : { kind: 'absolute', rows };
		const about = { id: 'straight-lines', severity: typed.lines, kind: 'straight-lining', questions: grids };
		rules.push({ ...about, leastRows, run, grids: 1 });
	}
	if (typed.contradictions !== '') {
		for (const [k, line] of linesOf(typed.contradictionLines).entries()) {
			const [first, second, ...rest] = line.split(/\s+and\s+/i).map((side) => conditionOf(side, instrument));
			if (first === undefined || second === undefined || rest.length > 0)
				return wrong('contradictionLines', `Line ${k + 1} is not “question = code and question = code” of this survey`);
			rules.push({
				id: `contradiction-${k + 1}`,
				severity: typed.contradictions,
				kind: 'contradiction',
				first,
				second,
			});
		}
	}
	if (typed.duplicates !== '') {
		if (texts.length === 0) return wrong('duplicates', 'The questionnaire asks for no open text');
		const [characters, others] = [whole('duplicateCharacters'), whole('duplicateOthers')];
		if (!(Number.isInteger(characters) && characters > 0))
			return wrong('duplicateCharacters', 'Enter a number of letters');
		if (!(Number.isInteger(others) && others > 0)) return wrong('duplicateOthers', 'Enter 1 or more');
		rules.push({
			id: 'duplicates',
			severity: typed.duplicates,
			kind: 'duplicate-texts',
			variables: texts,
			characters,
			others,
		});
	}
	if (typed.nonsense !== '') {
		if (texts.length === 0) return wrong('nonsense', 'The questionnaire asks for no open text');
		rules.push({ id: 'nonsense', severity: typed.nonsense, kind: 'nonsense-text', variables: texts });
	}
	if (typed.signals !== '') {
		const signals = ['faster-than-reading', 'unseen-field-filled'];
		rules.push({ id: 'signals', severity: typed.signals, kind: 'signals', signals });
	}
	if (typed.noWork !== '') {
		rules.push({ id: 'no-work', severity: 'strict', kind: 'signals', signals: ['no-proof-of-work'] });
	}
	return { kind: 'read', rules: { reading: typed.reading, rules } };
}

/** What a form says of rules, so that the next version starts from the one before. */
export function typedRules({ reading, rules }: QualityRules): TypedRules {
	const typed: Record<keyof TypedRules, string> = { ...noRulesTyped, reading };
	const lines: string[] = [];
	for (const rule of rules) fill(typed, lines, rule);
	return { ...typed, contradictionLines: lines.join('\n') };
}

function fill(typed: Record<keyof TypedRules, string>, lines: string[], rule: QualityRule): void {
	switch (rule.kind) {
		case 'speed':
			typed.speed = rule.severity;
			if (rule.fasterThan.kind === 'absolute') typed.speedSeconds = String(rule.fasterThan.seconds);
			else {
				typed.speedShare = String(Math.round(rule.fasterThan.share * 1000) / 10);
				typed.speedWave = rule.fasterThan.wave;
			}
			return;
		case 'straight-lining':
			typed.lines = rule.severity;
			typed.linesRun = rule.run.kind === 'all-rows' ? '' : String(rule.run.rows ?? '');
			typed.linesLeastRows = String(rule.leastRows);
			return;
		case 'contradiction':
			typed.contradictions = rule.severity;
			lines.push(`${sideOf(rule.first)} and ${sideOf(rule.second)}`);
			return;
		case 'duplicate-texts':
			typed.duplicates = rule.severity;
			typed.duplicateCharacters = String(rule.characters);
			typed.duplicateOthers = String(rule.others);
			return;
		case 'nonsense-text':
			typed.nonsense = rule.severity;
			return;
		case 'signals':
			if (rule.signals.some((signal) => signal !== 'no-proof-of-work')) typed.signals = rule.severity;
			if (rule.signals.includes('no-proof-of-work')) typed.noWork = rule.severity;
			return;
	}
}

/** `question = 2`, `question.row = 1, 2`, `question >= 4`; undefined for anything else, and for questions not asked. */
function conditionOf(side: string, instrument: Instrument): Condition | undefined {
	const [, name, item, sign, codes] = /^\s*([a-z]\w*)(?:\.(\w+))?\s*(=|>=)\s*(\d+(?:\s*,\s*\d+)*)\s*$/.exec(side) ?? [];
	const question = questionsOf(instrument).find(({ id }) => id === name);
	if (question === undefined || codes === undefined) return undefined;
	if (question.kind === 'grid' && !question.items.some(({ id }) => id === item)) return undefined;
	const numbers = codes.split(',').map(Number);
	const of = { question: question.id, ...(item === undefined ? {} : { item }) };
	if (sign === '>=') return numbers.length === 1 ? { ...of, atLeast: numbers[0] ?? 0 } : undefined;
	return { ...of, in: numbers };
}

/** A condition as a line says it; one that no line can say, in JSON. */
function sideOf(condition: Condition): string {
	if (!('question' in condition)) return JSON.stringify(condition);
	const name = condition.item === undefined ? condition.question : `${condition.question}.${condition.item}`;
	if ('in' in condition) return `${name} = ${condition.in.join(', ')}`;
	if ('is' in condition) return `${name} = ${condition.is}`;
	return `${name} >= ${condition.atLeast}`;
}

function linesOf(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}
