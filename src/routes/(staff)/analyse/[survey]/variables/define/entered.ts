import type { Definition } from '#core/dataset/index.ts';
import { Definition as DefinitionSchema } from '#core/dataset/index.ts';
import type { Asked } from './asked.ts';
import type { Typed } from './typed.ts';
import { roomForBands } from './typed.ts';

/** What is wrong with what was typed, and the field that cures it. */
export interface FieldProblem {
	readonly control: string;
	readonly message: string;
}

export type Entered =
	| { readonly kind: 'entered'; readonly name: string; readonly basedOn: number; readonly definition: Definition }
	| { readonly kind: 'problems'; readonly problems: readonly FieldProblem[] };

type Text = Definition['label'];
type Made = Definition | readonly FieldProblem[];

/**
 * Reads the form of a definition. Groups keep the codes that they had under the same label. A column without a name gets one
 * of its label that is not among those `taken`.
 */
export function enteredDefinition(typed: Typed, asked: Asked, taken: ReadonlySet<string>): Entered {
	const label = wordsIn(typed, 'label');
	const problems: FieldProblem[] = [];
	if (label === '') problems.push({ control: 'label', message: 'Enter a label' });
	const name = asked.changes?.name ?? (wordsIn(typed, 'name') || nameFrom(label, taken));
	if (label !== '' && !/^[a-z][a-z0-9_]{0,59}$/.test(name))
		problems.push({
			control: 'name',
			message: 'Enter a name of small letters, digits and _ that begins with a letter',
		});
	const made = definitionIn(typed, asked, said(label || 'none'));
	if (!('kind' in made)) return { kind: 'problems', problems: [...problems, ...made] };
	if (problems.length > 0) return { kind: 'problems', problems };
	const parsed = DefinitionSchema.safeParse(made);
	if (!parsed.success) {
		const message = `This does not fit: ${parsed.error.issues[0]?.message ?? 'unknown'}`;
		return { kind: 'problems', problems: [{ control: 'label', message }] };
	}
	return { kind: 'entered', name, basedOn: Number(typed.version ?? 0) || 0, definition: parsed.data };
}

function definitionIn(typed: Typed, asked: Asked, label: Text): Made {
	const [first] = asked.sources;
	if (first === undefined) return [{ control: 'label', message: 'Choose what it is made of first' }];
	switch (asked.kind) {
		case 'recode':
			return recodeIn(typed, asked, { label, source: first.name });
		case 'net':
			return netIn(typed, asked, label);
		case 'band':
			return bandIn(typed, asked, { label, source: first.name });
		case 'index':
			return indexIn(typed, asked, label);
		case 'knowledge':
			return knowledgeIn(typed, asked, label);
	}
}

function recodeIn(typed: Typed, { sources, changes }: Asked, of: { label: Text; source: string }): Made {
	const codes = [...(sources[0]?.values.map(({ code }) => code) ?? []), -8, -9];
	const groups = new Map<string, number[]>();
	for (const code of codes) {
		const words = wordsIn(typed, `to.${code}`);
		if (words !== '') groups.set(words, [...(groups.get(words) ?? []), code]);
	}
	if (groups.size === 0) return [{ control: `to.${codes[0] ?? 0}`, message: 'Write what at least one answer becomes' }];
	const before = changes?.definition.kind === 'recode' ? changes.definition.groups : [];
	const numbered = numbers([...groups.keys()], before);
	return {
		kind: 'recode',
		...of,
		groups: [...groups].map(([words, from], at) => ({ code: numbered[at] ?? at, label: said(words), from })),
	};
}

function netIn(typed: Typed, { sources }: Asked, label: Text): Made {
	const several = sources.length > 1;
	const chosen = several ? sources.filter(({ name }) => typed[`column.${name}`] === 'on') : sources;
	const offered = [...new Set(sources.flatMap(({ values }) => values.map(({ code }) => code))), -8, -9];
	const codes = offered.filter((code) => typed[`code.${code}`] === 'on');
	const [yes, no] = [wordsIn(typed, 'yes'), wordsIn(typed, 'no')];
	const problems: FieldProblem[] = [];
	if (chosen.length === 0)
		problems.push({ control: `column.${sources[0]?.name ?? ''}`, message: 'Tick at least one column' });
	if (codes.length === 0) problems.push({ control: `code.${offered[0] ?? 0}`, message: 'Tick at least one answer' });
	if (yes === '') problems.push({ control: 'yes', message: 'Enter a label for those who are counted' });
	if (no === '') problems.push({ control: 'no', message: 'Enter a label for everybody else' });
	if (problems.length > 0) return problems;
	return { kind: 'net', label, sources: chosen.map(({ name }) => name), codes, yes: said(yes), no: said(no) };
}

function bandIn(typed: Typed, { changes }: Asked, of: { label: Text; source: string }): Made {
	const problems: FieldProblem[] = [];
	const bands: { words: string; from: number | null; control: string }[] = [];
	for (let at = 1; at <= roomForBands; at++) {
		const [from, words] = [wordsIn(typed, `from.${at}`), wordsIn(typed, `band.${at}`)];
		if (from === '' && words === '') continue;
		const control = `from.${at}`;
		const number = from === '' ? null : numberIn(from);
		if (words === '') problems.push({ control: `band.${at}`, message: `Enter a label for band ${at}` });
		else if (number === undefined) problems.push({ control, message: `Enter a number as the lower end of band ${at}` });
		else if (number === null && bands.length > 0)
			problems.push({ control, message: `Enter the lower end of band ${at}; only the first may have none` });
		else if (number !== null && number <= (bands.at(-1)?.from ?? -Infinity))
			problems.push({ control, message: `Enter a lower end for band ${at} above that of the band before` });
		else bands.push({ words, from: number, control });
	}
	if (bands.length === 0 && problems.length === 0)
		problems.push({ control: 'band.1', message: 'Enter a label for at least one band' });
	const [again] = bands.filter(({ words }, at) => bands.findIndex((one) => one.words === words) < at);
	if (again !== undefined)
		problems.push({ control: again.control.replace('from', 'band'), message: `Two bands are called ${again.words}` });
	if (problems.length > 0) return problems;
	const before = changes?.definition.kind === 'band' ? changes.definition.bands : [];
	const numbered = numbers(
		bands.map(({ words }) => words),
		before,
	);
	return {
		kind: 'band',
		...of,
		bands: bands.map(({ words, from }, at) => ({ code: numbered[at] ?? at, label: said(words), from })),
	};
}

function indexIn(typed: Typed, { sources }: Asked, label: Text): Made {
	const problems: FieldProblem[] = [];
	if (sources.length < 2) problems.push({ control: 'label', message: 'Choose at least two items' });
	const items = sources.flatMap(({ name: variable, label: words }) => {
		const [lowest, highest] = [numberIn(typed[`low.${variable}`]), numberIn(typed[`high.${variable}`])];
		const [low, high] = [`low.${variable}`, `high.${variable}`];
		if (lowest === undefined) problems.push({ control: low, message: `Enter the lowest answer to ${words}` });
		else if (highest === undefined) problems.push({ control: high, message: `Enter the highest answer to ${words}` });
		else if (highest <= lowest)
			problems.push({ control: high, message: `Enter a highest answer to ${words} that is above the lowest` });
		else return [{ variable, lowest, highest, isReversed: typed[`reversed.${variable}`] === 'on' }];
		return [];
	});
	const minimum = numberIn(typed.minimum);
	if (minimum === undefined || !Number.isInteger(minimum) || minimum < 1 || minimum > sources.length)
		problems.push({ control: 'minimum', message: `Enter a whole number from 1 to ${sources.length}` });
	return problems.length > 0 || minimum === undefined ? problems : { kind: 'index', label, items, minimum };
}

function knowledgeIn(typed: Typed, { sources }: Asked, label: Text): Made {
	const problems: FieldProblem[] = [];
	const items = sources.map(({ name: variable, label: words, values }) => {
		const right = values.map(({ code }) => code).filter((code) => typed[`right.${variable}.${code}`] === 'on');
		if (right.length === 0)
			problems.push({
				control: `right.${variable}.${values[0]?.code ?? 0}`,
				message: `Tick the right answer to ${words}`,
			});
		return { variable, right };
	});
	return problems.length > 0 ? problems : { kind: 'knowledge', label, items };
}

/** Codes for labels: those that they had, and for new ones the next that nothing has. */
function numbers(labels: readonly string[], before: readonly { code: number; label: Text }[]): number[] {
	const had = new Map(before.map(({ code, label }) => [label.en, code]));
	const kept = labels.map((label) => had.get(label));
	let next = Math.max(0, ...before.map(({ code }) => code));
	return kept.map((code) => code ?? ++next);
}

function said(words: string): Text {
	return { en: words };
}

function wordsIn(typed: Typed, field: string): string {
	return typed[field]?.trim() ?? '';
}

function numberIn(text: string | undefined): number | undefined {
	const plain = (text ?? '').trim().replace('−', '-');
	return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** "Concern in two" makes `concern_in_two`, or `concern_in_two_2` where that is taken. */
function nameFrom(label: string, taken: ReadonlySet<string>): string {
	const plain = label
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^[_0-9]+|_+$/g, '');
	const name = plain.slice(0, 40);
	if (!taken.has(name)) return name;
	for (let again = 2; ; again++) if (!taken.has(`${name}_${again}`)) return `${name}_${again}`;
}
