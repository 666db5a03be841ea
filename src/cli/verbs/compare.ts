import { parseArgs } from 'node:util';
import type { Comparison, Verdict } from '#core/comparability/index.ts';
import { compareMeasure, contextNotes, differenceWords, ledger } from '#core/comparability/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { readInstrumentFile } from '../instrument-file.ts';
import type { Verb } from './verb.ts';
import { WrongUsage } from './verb.ts';

export const verb: Verb = {
	summary: 'what two versions of a questionnaire do to every variable and every trend',
	help: `Usage: soundings compare OLDER.json [BETWEEN.json …] NEWER.json [--json]

For every variable: identical, equivalent (someone declared it, with a reason), bridged
(a version asked the wording before and the wording after of random halves), break (and what differs), or not in both.
For every measure: whether its trend goes on. Versions in between let declarations chain.

  --json   print one JSON object and nothing else
`,
	run: async (args, io) => {
		const { values, positionals } = parseArgs({
			args: [...args],
			options: { json: { type: 'boolean', default: false } },
			allowPositionals: true,
		});
		if (positionals.length < 2) throw new WrongUsage('give two files or more, the older version first');
		const versions: Instrument[] = [];
		for (const path of positionals) {
			const file = await readInstrumentFile(path);
			if (file.kind !== 'instrument') {
				const words =
					file.kind === 'unreadable' ? file.words : 'is not an instrument that can be compared; run check on it first';
				io.err(`soundings compare: ${path}: ${words}\n`);
				return 1;
			}
			versions.push(file.instrument);
		}
		const report = compared(versions);
		if (typeof report === 'string') {
			io.err(`soundings compare: ${report}\n`);
			return 1;
		}
		io.out(values.json ? `${JSON.stringify(report, null, '\t')}\n` : reportText(report));
		return 0;
	},
};

interface Report {
	readonly survey: string;
	readonly older: number;
	readonly newer: number;
	readonly variables: readonly Verdict[];
	readonly measures: readonly (Comparison & { readonly measure: string; readonly label: string })[];
	readonly notes: readonly string[];
}

/** The report, or one line on why these are no versions of one survey in order. */
function compared(versions: readonly Instrument[]): Report | string {
	const older = versions[0];
	const newer = versions.at(-1);
	if (older === undefined || newer === undefined) return 'there is nothing to compare';
	if (versions.some(({ survey }) => survey !== older.survey)) return 'the files are of different surveys';
	if (versions.some(({ version }, index) => index > 0 && version <= (versions[index - 1]?.version ?? 0))) {
		return 'give the versions in their order, each with a higher number than the one before';
	}
	const verdicts = ledger(versions);
	const variables = verdicts.between(older.version, newer.version) ?? [];
	const measures = newer.measures.map((measure) => ({
		measure: measure.id,
		label: measure.label['en'] ?? measure.id,
		...compareMeasure(
			older.measures.find(({ id }) => id === measure.id),
			measure,
			variables,
			(variable, version) => verdicts.passes(variable, older.version, version, newer.version),
		),
	}));
	const notes = contextNotes(older, newer);
	return { survey: older.survey, older: older.version, newer: newer.version, variables, measures, notes };
}

const verdictWords: Record<Verdict['kind'], string> = {
	identical: 'identical',
	equivalent: 'equivalent',
	bridged: 'bridged',
	break: 'BREAK',
	'only-in-older': 'only in older',
	'only-in-newer': 'only in newer',
};

const measureWords: Record<Comparison['kind'], string> = {
	comparable: 'the trend goes on',
	bridged: 'the trend goes on over a bridge',
	break: 'BREAK',
};

function measureLines(measure: Comparison): string[] {
	if (measure.kind === 'break') return measure.reasons.map(({ difference, words }) => `      ${difference} – ${words}`);
	const steps = measure.kind === 'bridged' ? measure.steps : [];
	return [
		...measure.notes.map((note) => `      note: ${note}`),
		...steps.map(
			({ version, arm }) => `      less the step between the two wordings, in version ${version} by ${arm.variable}`,
		),
	];
}

function reportText({ survey, older, newer, variables, measures, notes }: Report): string {
	const lines = [`${survey}: version ${older} → version ${newer}`, '', 'Variables'];
	const width = Math.max(...variables.map(({ variable }) => variable.length), 8) + 2;
	let above = '';
	for (const verdict of variables) {
		const told = verdictLines(verdict).join('\n');
		const repeated = told !== '' && told === above;
		lines.push(`  ${verdict.variable.padEnd(width)}${verdictWords[verdict.kind]}${repeated ? ', as above' : ''}`);
		if (told !== '' && !repeated) lines.push(told);
		above = told;
	}
	lines.push('', 'Measures');
	const widest = Math.max(...measures.map(({ measure }) => measure.length), 7) + 2;
	for (const measure of measures) {
		lines.push(`  ${measure.measure.padEnd(widest)}${measureWords[measure.kind]}`, ...measureLines(measure));
	}
	if (notes.length > 0) lines.push('', 'Around the questions', ...notes.map((note) => `  ${note}`));
	const count = (kind: Verdict['kind']) => variables.filter((verdict) => verdict.kind === kind).length;
	lines.push(
		'',
		`${variables.length} variables: ${count('identical')} identical, ${count('equivalent')} equivalent, ${count('bridged') > 0 ? `${count('bridged')} bridged, ` : ''}${count('break')} broken, ` +
			`${count('only-in-older') + count('only-in-newer')} not in both. ` +
			`${measures.filter(({ kind }) => kind !== 'break').length} of ${measures.length} measures go on.`,
	);
	return `${lines.join('\n')}\n`;
}

/** What is told of a verdict under its line; nothing of those that need no words. */
function verdictLines(verdict: Verdict): string[] {
	const declared = verdict.kind === 'equivalent' ? [`      declared: ${verdict.reason}`] : [];
	const bridges = verdict.kind === 'bridged' ? verdict.bridges : [];
	return [
		...declared,
		...bridges.map(({ version, before }) => `      bridged in version ${version}, where one half is asked ${before}`),
		...verdict.differences.map((difference) => `      ${difference.kind} – ${differenceWords(difference)}`),
	];
}
