import { BankId, plainText, questionsOf, say } from '#core/instrument/index.ts';
import type { Instrument, Question, StandardItem } from '#core/instrument/index.ts';
import { formOf } from './form.ts';

/** A published version with the waves that asked it, in the order of time. */
export interface AskedVersion {
	readonly instrument: Instrument;
	readonly waves: readonly AskedWave[];
}

export interface AskedWave {
	readonly label: string;
	readonly simulated: boolean;
}

/**
 * Where a question was asked. *same*: in the very form that the bank shows. *changed*: known to be it, in another form.
 * *scale*: another question with the same answers under the same codes, where a scale is what the bank has.
 */
export interface BankUse {
	readonly survey: string;
	readonly surveyTitle: string;
	readonly version: number;
	readonly question: Question;
	readonly likeness: 'same' | 'changed' | 'scale';
	readonly waves: readonly AskedWave[];
}

/** A question of the bank: a standard item, or one that a survey has published, as its newest version has it. */
export interface BankEntry {
	readonly id: BankId;
	readonly question: Question;
	readonly standard: StandardItem | null;
	/** The survey that it is of; null for a standard item. */
	readonly survey: string | null;
	readonly surveyTitle: string | null;
	/** By survey, the newest version first. */
	readonly uses: readonly BankUse[];
	/** The entry under which it is listed, since it is the same in every word. */
	readonly listedUnder: BankId | null;
}

export interface Bank {
	readonly entries: readonly BankEntry[];
	find(id: string): BankEntry | undefined;
}

type Asked = Omit<BankUse, 'likeness'> & {
	readonly lineage: BankId;
	readonly form: string;
	readonly scale: string | null;
};

/** Puts standard items and all that surveys have published together, and finds where each question was asked. */
export function bankOf(items: readonly StandardItem[], versions: readonly AskedVersion[]): Bank {
	const asked = versions.flatMap(askedIn);
	const by = {
		lineage: grouped(asked, ({ lineage }) => lineage),
		form: grouped(asked, ({ form }) => form),
		scale: grouped(asked, ({ scale }) => scale),
		item: grouped(asked, ({ question }) => question.item),
	};
	const firstOfForm = new Map<string, BankId>();
	for (const { id, template, question } of items) if (!template) claim(firstOfForm, formOf(question).form, id);

	const standard = items.map((item): BankEntry => {
		const { form, scale } = formOf(item.question);
		const sameScale = scale === null ? [] : (by.scale.get(scale) ?? []);
		const alike = item.template ? sameScale : (by.form.get(form) ?? []);
		const uses = [...new Set([...(by.item.get(item.id) ?? []), ...alike])].map((one) =>
			useOf(one, form, item.template ? 'scale' : 'changed'),
		);
		return {
			...{ id: item.id, question: item.question, standard: item, survey: null, surveyTitle: null },
			...{ uses: uses.toSorted(inOrder), listedUnder: null },
		};
	});
	const ofSurveys = [...by.lineage].flatMap(([id, lineage]): BankEntry[] => {
		const newest = lineage.toSorted((a, b) => b.version - a.version)[0];
		if (newest === undefined) return [];
		const { question, form, survey, surveyTitle } = newest;
		claim(firstOfForm, form, id);
		const all = new Set([...lineage, ...(by.item.get(id) ?? []), ...(by.form.get(form) ?? [])]);
		const uses = [...all].map((one) => useOf(one, form, 'changed'));
		const first = firstOfForm.get(form);
		const under = first === id || first === undefined ? null : first;
		return [{ id, question, standard: null, survey, surveyTitle, uses: uses.toSorted(inOrder), listedUnder: under }];
	});
	const entries = [...standard, ...ofSurveys];
	const byId = new Map<string, BankEntry>(entries.map((entry) => [entry.id, entry]));
	return { entries, find: (id) => byId.get(id) };
}

function askedIn({ instrument, waves }: AskedVersion): Asked[] {
	const { survey, version } = instrument;
	const surveyTitle = plainText(say(instrument.title, 'en'));
	return questionsOf(instrument).map((question) => ({
		...{ survey, surveyTitle, version, question, waves, ...formOf(question) },
		lineage: BankId.parse(`${survey}/${question.id}`),
	}));
}

function useOf(asked: Asked, form: string, unlike: 'changed' | 'scale'): BankUse {
	const { lineage: _lineage, form: theirs, scale: _scale, ...use } = asked;
	return { ...use, likeness: theirs === form ? 'same' : unlike };
}

function inOrder(a: BankUse, b: BankUse): number {
	return a.survey.localeCompare(b.survey, 'en') || b.version - a.version;
}

function grouped<K>(asked: readonly Asked[], keyOf: (one: Asked) => K): Map<K, Asked[]> {
	const groups = new Map<K, Asked[]>();
	for (const one of asked) {
		const key = keyOf(one);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [one]);
		else group.push(one);
	}
	return groups;
}

function claim(claimed: Map<string, BankId>, form: string, id: BankId): void {
	if (!claimed.has(form)) claimed.set(form, id);
}
