import { questionsOf } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { armsOf, readForm, typedFields } from '#core/paper/index.ts';
import type { FormReading, NoPaper, NotYours, Typed } from '#core/paper/index.ts';
import { demand } from '../../../accounts/demand.ts';
import type { Site } from '../../../site.ts';
import { changePaperForm, findPaperForm } from '../../../storage/index.ts';
import type { PaperForm } from '../../../storage/index.ts';
import type { PaperWave, WhichForm } from './find-paper.ts';
import { takingForms } from './find-paper.ts';

interface Who {
	readonly actor: { readonly id: string };
}

/** What is wrong in the form that begins with a number and a letter. */
export interface StartProblem {
	readonly field: 'number' | 'layout' | 'language';
	readonly words: string;
}

export type StartedForm =
	| { readonly kind: 'started'; readonly number: string }
	| { readonly kind: 'refused'; readonly problems: readonly StartProblem[] }
	| NotYours
	| NoPaper;

/** A form as whoever types it sees it: their own typing and nobody else's. */
export interface FormEntry extends PaperWave {
	readonly kind: 'entry';
	readonly number: string;
	readonly layout: string;
	readonly language: string;
	readonly round: 'first' | 'second';
	readonly revision: number;
	readonly typed: Typed;
	readonly reading: FormReading;
}

export type SavedEntry =
	| ({ readonly kind: 'saved' } & Omit<FormEntry, 'kind'>)
	/** It is typed to the end; `next` is a person's other than this one's, or the comparison. */
	| { readonly kind: 'finished'; readonly next: 'key-second' | 'compare' }
	/** Another window has changed it since: `entry` is what stands there now, and nothing was overwritten. */
	| { readonly kind: 'changed-elsewhere'; readonly entry: FormEntry }
	/** It cannot be finished while something typed is no answer, or nothing is; it is saved as it is. */
	| { readonly kind: 'not-readable'; readonly entry: FormEntry }
	| { readonly kind: 'unknown-form' }
	| NotYours
	| NoPaper;

/** The most that is kept of a field, in characters. */
const longest = 4000;

/**
 * Begins to type a form by the number that was written on it, or goes on where the same person left off. The second time
 * somebody else types it, who gives the letter of the layout anew and sees nothing of the first.
 */
export async function startForm(
	site: Site,
	args: Omit<WhichForm, 'number'> & Who & { number: string; layout: string; language: string },
): Promise<StartedForm> {
	demand(site, 'field', args.survey);
	const found = await takingForms(site, args);
	if (found.kind !== 'takes') return found;
	const problems = startProblems(found, args);
	if (problems.length > 0) return { kind: 'refused', problems };
	const number = tidyNumber(args.number);
	const own = { layout: args.layout.trim().toUpperCase(), typed: {} };
	const who = args.actor.id;
	const changedOn = site.clock.today();
	const changed = await changePaperForm<StartedForm>(site.storage.writer, {
		wave: found.wave.id,
		number,
		change: (form) => {
			if (form === undefined || form.state === 'spoilt') {
				const id = form?.id ?? site.random.bytes(16).toString('hex');
				const revision = (form?.revision ?? 0) + 1;
				const { language } = args;
				const started = { id, number, state: 'keying' as const, language, first: own, second: null };
				return { form: { ...started, firstBy: who, secondBy: null, changedOn, revision } };
			}
			const round = roundOf(form, who);
			if (typeof round !== 'string') return { refused: round };
			if (form[round] !== null) return { refused: { kind: 'started', number } };
			return { form: { ...form, second: own, secondBy: who, changedOn, revision: form.revision + 1 } };
		},
	});
	return 'refused' in changed ? changed.refused : { kind: 'started', number };
}

/** The form that somebody is typing. */
export async function entryOf(
	site: Site,
	args: WhichForm & Who,
): Promise<FormEntry | { readonly kind: 'unknown-form' } | NotYours | NoPaper> {
	demand(site, 'field', args.survey);
	const found = await takingForms(site, args);
	if (found.kind !== 'takes') return found;
	const form = await findPaperForm(site.storage.reader, { wave: found.wave.id, number: args.number });
	return entryIn(found, form, args.actor.id);
}

/**
 * Keeps what was typed since `revision`, which another window may not have changed. `finish`: the form is typed to the end,
 * and everything in it has to be an answer. What goes against the routing is kept, since it is what the form says.
 */
export async function saveEntry(
	site: Site,
	args: WhichForm & Who & { revision: number; typed: Typed; finish: boolean },
): Promise<SavedEntry> {
	demand(site, 'field', args.survey);
	const found = await takingForms(site, args);
	if (found.kind !== 'takes') return found;
	const who = args.actor.id;
	const typed = fieldsIn(found.instrument, args.typed);
	const changedOn = site.clock.today();
	const changed = await changePaperForm<SavedEntry>(site.storage.writer, {
		wave: found.wave.id,
		number: args.number,
		change: (form) => {
			const entry = entryIn(found, form, who);
			if (form === undefined || entry.kind !== 'entry') return { refused: entry.kind === 'entry' ? unknown : entry };
			if (form.revision !== args.revision) return { refused: { kind: 'changed-elsewhere', entry } };
			const kept = { ...form, [entry.round]: { layout: entry.layout, typed }, changedOn, revision: form.revision + 1 };
			const { unreadable } = readForm(found.instrument, armsOf(found.instrument, entry.layout) ?? {}, typed);
			if (!args.finish || unreadable.length > 0) return { form: kept };
			return { form: { ...kept, state: entry.round === 'first' ? 'keyed-once' : 'keyed-twice' } };
		},
	});
	if ('refused' in changed) return changed.refused;
	const entry = entryIn(found, changed.form, who);
	if (entry.kind === 'entry') return args.finish ? { kind: 'not-readable', entry } : { ...entry, kind: 'saved' };
	return { kind: 'finished', next: changed.form.state === 'keyed-once' ? 'key-second' : 'compare' };
}

const unknown = { kind: 'unknown-form' } as const;

function entryIn(
	{ wave, instrument }: PaperWave,
	form: PaperForm | undefined,
	who: string,
): FormEntry | typeof unknown | NotYours {
	if (form === undefined) return unknown;
	const round = roundOf(form, who);
	if (typeof round !== 'string') return round;
	const keyed = form[round];
	if (keyed === null) return unknown;
	const { number, language, revision } = form;
	const reading = readForm(instrument, armsOf(instrument, keyed.layout) ?? {}, keyed.typed);
	return { kind: 'entry', wave, instrument, number, language, revision, round, ...keyed, reading };
}

/** Which of the two typings of a form is somebody's to make. */
function roundOf(form: PaperForm, who: string): 'first' | 'second' | NotYours {
	switch (form.state) {
		case 'keying':
			return form.firstBy === who ? 'first' : { kind: 'being-keyed' };
		case 'keyed-once':
			if (form.firstBy === who) return { kind: 'own-entry' };
			return form.secondBy === null || form.secondBy === who ? 'second' : { kind: 'being-keyed' };
		case 'keyed-twice':
		case 'entered':
		case 'spoilt':
			return { kind: 'done-with', state: form.state };
	}
}

function startProblems(
	{ wave, instrument }: PaperWave,
	args: { number: string; layout: string; language: string },
): StartProblem[] {
	const number = tidyNumber(args.number);
	const problems: StartProblem[] = [];
	if (!/^[0-9A-Z][0-9A-Z-]{0,11}$/.test(number)) {
		problems.push({ field: 'number', words: 'Enter the number in the box of the form, such as 17' });
	}
	if (armsOf(instrument, args.layout) === undefined) {
		problems.push({ field: 'layout', words: 'Enter the letter that is printed beside the number box' });
	}
	if (!wave.languages.some((language) => language === args.language)) {
		problems.push({ field: 'language', words: 'Choose the language that the form is printed in' });
	}
	return problems;
}

/** Capital letters, no spaces, no zeros in front: what two people write of one number is one number. */
function tidyNumber(typed: string): string {
	return typed
		.replaceAll(/\s/g, '')
		.toUpperCase()
		.replace(/^0+(?=\d)/, '');
}

/** What was typed in fields that the questionnaire has, those left blank left out. */
function fieldsIn(instrument: Instrument, typed: Typed): Typed {
	const fields = questionsOf(instrument).flatMap(typedFields);
	const filled = fields.map((field) => [field, (typed[field] ?? '').trim().slice(0, longest)] as const);
	return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}
