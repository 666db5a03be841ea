import { armColumn, codebook } from '../codebook.ts';
import type { Instrument } from '../instrument.ts';
import type { Question } from '../kinds/kinds.ts';
import type { Item, Option } from '../question.ts';
import { variablesOf } from '../kinds/kinds.ts';
import type { Finding, Placed } from './finding.ts';
import { listed, placedQuestions, repeated } from './finding.ts';

/** Every name is used once: questions, sections, arms, measures, contacts, columns, and the codes and rows of a question. */
export function identityRules(instrument: Instrument): Finding[] {
	const questions = placedQuestions(instrument);
	return [
		...repeatedQuestions(questions),
		...repeatedNames('sections', 'section', instrument.sections),
		...repeatedNames('experiments', 'experiment', instrument.experiments),
		...repeatedNames('measures', 'measure', instrument.measures),
		...repeatedNames('support', 'support contact', instrument.support),
		...repeatedNames('guidance', 'guidance', instrument.guidance),
		...repeatedNames('weighting/margins', 'margin', instrument.weighting?.margins ?? []),
		...repeatedLanguages(instrument),
		...repeatedColumns(instrument, questions),
		...takenArmColumns(instrument, questions),
		...questions.flatMap(codesOf),
	];
}

function repeatedQuestions(questions: readonly Placed[]): Finding[] {
	return questions
		.filter((placed, at) => questions.findIndex(({ question }) => question.id === placed.question.id) < at)
		.map(({ question, path, place }) => ({
			severity: 'error',
			rule: 'repeated-id',
			path: `${path}/id`,
			place,
			message: `Another question before it is called “${question.id}” too. Give this one a name of its own.`,
		}));
}

function repeatedNames(path: string, what: string, named: readonly { readonly id: string }[]): Finding[] {
	return named
		.map(({ id }, index) => ({ id, index }))
		.filter(({ id, index }) => named.findIndex((other) => other.id === id) < index)
		.map(({ id, index }) => ({
			severity: 'error',
			rule: 'repeated-id',
			path: `${path}/${index}/id`,
			place: `${what} "${id}"`,
			message: `Another ${what} before it is called “${id}” too.`,
		}));
}

function repeatedLanguages({ languages }: Instrument): Finding[] {
	return repeated(languages.map(({ code }) => code)).map((code) => ({
		severity: 'error',
		rule: 'repeated-id',
		path: 'languages',
		place: 'languages',
		message: `The language “${code}” is listed more than once.`,
	}));
}

function repeatedColumns(instrument: Instrument, questions: readonly Placed[]): Finding[] {
	return repeated(codebook(instrument).map(({ name }) => name)).flatMap((name) => {
		const holders = questions.filter(({ question }) => variablesOf(question).some((column) => column.name === name));
		const [first, second] = holders;
		if (first === undefined || second === undefined || first.question.id === second.question.id) return [];
		return [
			{
				severity: 'error' as const,
				rule: 'repeated-column',
				path: `${second.path}/id`,
				place: second.place,
				message: `Its column “${name}” has the same name as one of question “${first.question.id}”. Rename one of the two.`,
			},
		];
	});
}

/** The column of an experiment's arms may share its name with no other, and its id with no item count's halves. */
function takenArmColumns({ experiments }: Instrument, questions: readonly Placed[]): Finding[] {
	return experiments.flatMap(({ id }, index): Finding[] => {
		const column = armColumn(id);
		const holder = questions.find(
			({ question }) =>
				(question.kind === 'item-count' && question.id === id) ||
				variablesOf(question).some(({ name }) => name === column),
		);
		const other = experiments.findIndex((one) => one.id !== id && armColumn(one.id) === column);
		if (holder === undefined && (other < 0 || other > index)) return [];
		const what = holder === undefined ? `experiment “${experiments[other]?.id}”` : `question “${holder.question.id}”`;
		return [
			{
				severity: 'error',
				rule: 'repeated-column',
				path: `experiments/${index}/id`,
				place: `experiment "${id}"`,
				message: `Its column “${column}” has the same name as one of ${what}. Rename one of the two.`,
			},
		];
	});
}

function codesOf({ question, path, place }: Placed): Finding[] {
	const findings: Finding[] = [];
	const options = optionsOf(question);
	const report = (rule: string, at: string, message: string) =>
		findings.push({ severity: 'error', rule, path: `${path}/${at}`, place, message });
	for (const code of repeated(options.map((option) => option.code))) {
		report(
			'repeated-code',
			`options/${options.findLastIndex((option) => option.code === code)}`,
			`Two options have code ${code}.`,
		);
	}
	for (const language of Object.keys(question.text)) {
		const labels = options.map(({ label }) => label[language]).filter((label) => label !== undefined);
		for (const label of repeated(labels)) report('repeated-label', 'options', `Two options say “${label}”.`);
	}
	for (const id of repeated(itemsOf(question).map((item) => item.id))) {
		report('repeated-id', 'items', `Two rows are called “${id}”.`);
	}
	if (question.kind === 'knowledge') {
		const unknown = question.correct.filter((code) => !options.some((option) => option.code === code));
		if (unknown.length > 0)
			report('unknown-code', 'correct', `The right answer ${listed(unknown)} is not among the options.`);
		if (options.every((option) => question.correct.includes(option.code))) {
			report('every-answer-right', 'correct', 'Every option counts as right, so nobody can be wrong.');
		}
	}
	return findings;
}

/** The options that a question lists, of whatever kind. */
export function optionsOf(question: Question): readonly Option[] {
	return 'options' in question ? question.options : [];
}

/** The rows of a grid or the statements of an item count, the sensitive one last. */
export function itemsOf(question: Question): readonly Item[] {
	if (question.kind === 'grid') return question.items;
	return question.kind === 'item-count' ? [...question.items, question.sensitive] : [];
}
