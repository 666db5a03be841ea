import type { MissingReason } from '#core/instrument/index.ts';
import { MissingReason as MissingReasons, missingCodes } from '#core/instrument/index.ts';
import { folded, wordsShared } from './likeness.ts';
import type { Meaning, OurVariable, TheirColumn, TheirValue } from './variables.ts';

/**
 * What each value of a column most likely stands for, by the value. Labels come before numbers: a label that is one of ours
 * (but for form), then nearly one; then, as long as no label has moved to another number, the same number. A value that is
 * declared missing, or whose label says so, gets the reason that its label or its code tells, if our question allows it; an
 * empty cell was not applicable. Null is for a person to say.
 */
export function meaningsOf(ours: OurVariable, theirs: TheirColumn): Map<string, Meaning> {
	const meanings = new Map<string, Meaning>();
	const taken = new Set<number>();
	let moved = false;
	const settle = (value: TheirValue, meaning: Meaning) => {
		meanings.set(value.value, meaning);
		if (typeof meaning !== 'number') return;
		taken.add(meaning);
		moved ||= Number(value.value) !== meaning;
	};
	const open = () => theirs.values.filter(({ value }) => !meanings.has(value));

	for (const value of open()) if (value.value === '') settle(value, 'not-applicable');
	for (const value of open()) {
		const code = codeByLabel(ours, value.label);
		if (code !== undefined && !value.isMissing) settle(value, code);
	}
	for (const value of open()) {
		const reason = reasonTold(value);
		if (value.isMissing || reason !== null) settle(value, allowed(ours, reason));
	}
	if (ours.type === 'number') return meanings;
	for (const value of open()) {
		const code = codeNearLabel(ours, value.label, taken);
		if (code !== undefined) settle(value, code);
	}
	for (const value of open()) {
		const code = Number(value.value.trim() === '' ? NaN : value.value);
		const isOurs = ours.options.some((option) => option.code === code) && !taken.has(code);
		settle(value, isOurs && !moved ? code : null);
	}
	return meanings;
}

/** Why a value is none, as its label or, without one or declared missing, its code tells; null where neither does. */
export function reasonTold({ value, label, isMissing }: TheirValue): MissingReason | null {
	return reasonByLabel(label) ?? (isMissing || label === '' ? reasonByCode(value) : null);
}

function allowed({ declines }: OurVariable, reason: MissingReason | null): Meaning {
	return (reason === 'dont-know' || reason === 'refused') && !declines.includes(reason) ? null : reason;
}

function codeByLabel({ options }: OurVariable, label: string): number | undefined {
	const theirs = folded(label);
	if (theirs === '') return undefined;
	return options.find(({ words }) => words.some((own) => folded(own) === theirs))?.code;
}

/** The one option that is nearly called so, if it is free and no other comes as near. */
function codeNearLabel({ options }: OurVariable, label: string, taken: ReadonlySet<number>): number | undefined {
	const theirs = folded(label).split(' ');
	if (theirs.length < 2) return undefined;
	const near = options
		.filter(({ code }) => !taken.has(code))
		.filter(({ words }) => words.some((own) => wordsShared(folded(own).split(' '), theirs) >= 0.8));
	return near.length === 1 ? near[0]?.code : undefined;
}

const saidOfMissing: readonly (readonly [RegExp, MissingReason])[] = [
	[/^(don ?t know|dont know|dk|do not know|not sure|unsure|can ?t say|no opinion|can ?t choose)\b/, 'dont-know'],
	[/\b(refus\w*|prefer not|rather not|won ?t say|no answer|not answered|not stated|declined)\b/, 'refused'],
	[/^(not applicable|inapplicable|inap|iap|n a|item not applicable|skipped?|filtered)\b/, 'not-applicable'],
	[/\bnot asked\b/, 'not-asked'],
	[/\b(break ?off|broken off|not reached)\b/, 'not-reached'],
	[/\b(routing|schedule|filter) error\b/, 'routing-error'],
];

function reasonByLabel(label: string): MissingReason | undefined {
	const words = folded(label);
	return saidOfMissing.find(([pattern]) => pattern.test(words))?.[1];
}

/** The reason that a code stands for in UK archive practice, in which our own files are written. */
function reasonByCode(value: string): MissingReason | null {
	const code = Number(value.trim() === '' ? NaN : value);
	return MissingReasons.options.find((reason) => missingCodes[reason] === code) ?? null;
}
