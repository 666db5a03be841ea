import { and, asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Arms } from '#core/instrument/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { fillQuotas, filledIn } from './quotas.ts';
import { addResponse } from './responses.ts';
import type { StoredResponse } from './responses.ts';
import { allocations } from './tables/interviews.ts';
import { paperForms } from './tables/paper-forms.ts';

/** One person's typing of a form: the letter of its layout, and what was typed by field. */
const KeyedForm = z.strictObject({ layout: z.string().max(8), typed: z.record(z.string(), z.string()) });
export type KeyedForm = z.infer<typeof KeyedForm>;

export type PaperFormState = (typeof paperForms.$inferSelect)['state'];

/**
 * A form that came back. `first` and `second` are what two accounts typed of it, null before they begin and after it has
 * become a response; `revision` counts the changes of either.
 */
export interface PaperForm {
	readonly id: string;
	readonly number: string;
	readonly state: PaperFormState;
	readonly language: string;
	readonly first: KeyedForm | null;
	readonly second: KeyedForm | null;
	readonly firstBy: string | null;
	readonly secondBy: string | null;
	/** An ISO date. */
	readonly changedOn: string;
	readonly revision: number;
}

/** A form as lists show it, without what was typed. */
export type ListedForm = Pick<PaperForm, 'number' | 'state' | 'language' | 'firstBy' | 'secondBy' | 'changedOn'>;

/** What becomes of a form: a new state, with its response where it ends as one; or with `refused` nothing. */
export type PaperChange<T> =
	| {
			readonly form: PaperForm;
			readonly response?: StoredResponse;
			/** The quotas that the response counts in. */
			readonly fills?: readonly string[];
	  }
	| { readonly refused: T };

/** A form by the number that it carries, with all that was typed of it. */
export async function findPaperForm(
	reader: Reader,
	args: { wave: WaveId; number: string },
): Promise<PaperForm | undefined> {
	return formIn(reader.database, args);
}

/** The forms of a wave by number; at most 20,000. */
export async function listPaperForms(reader: Reader, args: { wave: WaveId }): Promise<ListedForm[]> {
	const { number, state, language, firstBy, secondBy, changedOn } = paperForms;
	return reader.database
		.select({ number, state, language, firstBy, secondBy, changedOn })
		.from(paperForms)
		.where(eq(paperForms.wave, args.wave))
		.orderBy(asc(number))
		.limit(20_000)
		.all();
}

/**
 * Writes what `change`, which is synchronous, makes of the form with this number, undefined where nobody has typed any of
 * it; nothing else changes it meanwhile. `filled` says how many completed interviews a quota holds. A form that becomes a
 * response loses in the same transaction all that was typed, and its arms are counted among those that were allocated.
 */
export async function changePaperForm<T>(
	writer: Writer,
	args: {
		wave: WaveId;
		number: string;
		change: (form: PaperForm | undefined, filled: (quota: string) => number) => PaperChange<T>;
	},
): Promise<PaperChange<T>> {
	return writer.commit((database) => {
		const changed = args.change(formIn(database, args), (quota) => filledIn(database, args.wave, quota));
		if ('refused' in changed) return changed;
		const { id, ...kept } = changed.form;
		database
			.insert(paperForms)
			.values({ id, wave: args.wave, ...kept })
			.onConflictDoUpdate({ target: paperForms.id, set: kept })
			.run();
		if (changed.response !== undefined) {
			countAllocated(database, args.wave, changed.response.arms);
			fillQuotas(database, args.wave, changed.fills ?? []);
			addResponse(database, changed.response);
		}
		return changed;
	});
}

function formIn(database: Database, { wave, number }: { wave: WaveId; number: string }): PaperForm | undefined {
	const row = database
		.select()
		.from(paperForms)
		.where(and(eq(paperForms.wave, wave), eq(paperForms.number, number)))
		.get();
	if (row === undefined) return undefined;
	const { wave: _wave, first, second, ...form } = row;
	return { ...form, first: KeyedForm.nullable().parse(first), second: KeyedForm.nullable().parse(second) };
}

function countAllocated(database: Database, wave: WaveId, arms: Arms): void {
	const { wave: ofWave, experiment: of, arm: given, count } = allocations;
	for (const [experiment, arm] of Object.entries(arms)) {
		const another = { target: [ofWave, of, given], set: { count: sql`${count} + 1` } };
		database.insert(allocations).values({ wave, experiment, arm, count: 1 }).onConflictDoUpdate(another).run();
	}
}
